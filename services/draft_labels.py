"""How a draft is called where it is listed: its form, what it is about, how old, how far."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flows import engine
from bot.flows.form import Question
from bot.flows.forms import FORMS
from bot.flows.kinds import OneOf, ShortText
from bot.flows.state import decode_state
from committee.localtime import local_day
from locales import Language, Message, Param, translator_for
from locales.phrases import drafts as words
from services.office import Office, Transaction
from services.situations import situation_of
from storage.drafts import Draft
from storage.people import Participant

ON_A_BUTTON = 60
"""Characters of a label that a button shows."""
SUBJECTS = ("activity", "objective", "title")
"""The questions whose answers say what a draft is about."""
_LEAST = 6


def label_of(
    transaction: Transaction, office: Office, draft: Draft, reader: Participant, *, name: str = ""
) -> Message:
    """The draft on a button of `reader`: "Good practice: Kitchens · 3 days ago · 4 of 9".

    What it is about is shortened so that all of it fits; `name` is the colleague who writes it.
    """
    situation = situation_of(office, transaction.connection, reader, draft)
    state = decode_state(draft.state)
    done, total = engine.progress(FORMS[draft.form], state, situation)
    days = local_day(transaction.now, reader.zone) - local_day(draft.changed_at, reader.zone)
    how: dict[str, Param] = {"age": words.days_ago(days.days), "done": done, "total": total}
    form = Message(FORMS[draft.form].title)
    named = [_named(Message(words.OF_FORM, {"form": form, **how}), name)]
    if subject := subject_of(draft):
        named = [
            _named(Message(words.ABOUT, {"form": form, "subject": part, **how}), name)
            for part in _shorter_and_shorter(subject)
        ]
    return next((each for each in named if _fits(each, reader.language)), named[-1])


def title_of(draft: Draft) -> Message:
    """The draft in a sentence: "Good practice: Kitchens"."""
    form, subject = Message(FORMS[draft.form].title), subject_of(draft)
    if not subject:
        return form
    return Message(words.TITLE, {"form": form, "subject": subject})


def subject_of(draft: Draft) -> str:
    """What it is about: the number of an activity or objective, or the title; empty if unsaid."""
    answers = decode_state(draft.state).answers
    for question in _about(draft):
        answer = answers.get(question.key)
        if isinstance(answer, str | int) and not isinstance(answer, bool):
            return str(answer)
    return ""


def _about(draft: Draft) -> Iterator[Question]:
    for question in FORMS[draft.form].questions:
        if question.key in SUBJECTS and isinstance(question.kind, OneOf | ShortText):
            yield question


def _named(label: Message, name: str) -> Message:
    return Message(words.OF_COLLEAGUE, {"name": name, "draft": label}) if name else label


def _shorter_and_shorter(subject: str) -> Iterator[str]:
    yield subject
    for length in range(len(subject) - 1, _LEAST, -1):
        yield subject[:length].rstrip() + "…"


def _fits(label: Message, language: Language) -> bool:
    return len(translator_for(language).plain(label)) <= ON_A_BUTTON
