"""Starting from what the actor sent last: every answer laid in, to be kept, changed or cleared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from bot.flows.state import State
from locales import Message
from locales.phrases import drafts as words
from services import attached
from services.office import Turn
from services.tokens import short
from storage.drafts import Draft
from storage.submissions import StoredFile, Submission


def hint(last: Submission | None, state: State) -> dict[str, Any]:
    """What a draft that has just been begun remembers of the last submission, and of its begin."""
    if last is None:
        return {}
    number = last.number.rpartition("/")[2]
    return {"last": {"id": last.id, "number": number, "begun": dict(state.answers)}}


def is_as_begun(draft: Draft, state: State) -> bool:
    """Whether nothing has been answered yet in a draft that can start from the last one."""
    last = draft.hints.get("last")
    return (
        last is not None
        and draft.subject_id is None
        and not state.partial
        and state.answers == last["begun"]
    )


def offered(replies: Iterable[Reply], draft: Draft, state: State) -> Iterable[Reply]:
    """The replies, with a row to start from the last one as long as nothing is answered."""
    if not is_as_begun(draft, state):
        return replies
    label = Message(words.AS_LAST, {"number": draft.hints["last"]["number"]})
    row = (Button(label, f"d:{short(draft.id)}:last"),)
    return [replace(each, rows=(row, *each.rows)) if each.rows else each for each in replies]


def laid_in(turn: Turn, draft: Draft, last: Submission) -> State:
    """The draft with every answer of `last`, but for its period and its declaration.

    Files are copied as this draft's own, so that the old submission keeps its own.
    """
    form, begun = FORMS[draft.form], draft.hints["last"]["begun"]
    answers = {
        **attached.laid_in(turn, form, last.answers, draft_id=draft.id),
        **{key: begun[key] for key in ("period_from", "period_to") if key in begun},
    }
    return engine.begin(form, answers)


def as_answer(row: int, file: StoredFile, *, caption: str = "") -> dict[str, Any]:
    """A noted file as the engine knows it."""
    known = {
        "id": row,
        "name": file.original_name,
        "type": file.media_type,
        "size": file.size,
    }
    return {**known, "caption": caption} if caption else known
