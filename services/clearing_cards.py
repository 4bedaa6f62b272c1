"""How a draft in clearance looks: to its author, to the clearing people, and once it is settled."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flows.forms import FORMS
from bot.flows.kinds.keyboard import turning
from bot.flows.kinds.kind import Rows
from bot.flows.reading import COMFORTABLE, read_out
from bot.flows.reply import Button, Reply
from bot.flows.review import in_messages
from bot.flows.state import decode_state
from locales import Message, phrases
from locales.phrases import clearing, reading
from services.attached import files_in
from services.office import Office, Turn
from services.prefaces import amended_by, question_answered
from services.receipts import read_button
from services.situations import situation_of
from services.tokens import short
from storage import drafts, people, submissions
from storage.drafts import Draft
from storage.people import Participant


def card(
    turn: Turn,
    office: Office,
    draft: Draft,
    *,
    reader: Participant,
    page: int = 0,
    again: bool = False,
) -> Reply:
    """One page of a draft for its clearing person; `again` in place of the page tapped."""
    answers = decode_state(draft.state).answers
    situation = situation_of(office, turn.connection, reader, draft)
    pages = list(in_messages(read_out(FORMS[draft.form], answers, situation), units=COMFORTABLE))
    page = min(page, len(pages) - 1)
    lines = [*_head(turn, draft), *pages[page]]
    if len(pages) > 1:
        lines.append(Message(reading.PAGE, {"n": page + 1, "of": len(pages)}))
    about = f"k:{short(draft.id)}"
    rows = (
        *turning(about, page, len(pages) - 1),
        *_files(draft, about),
        (
            Button(Message(clearing.SEND), f"{about}:send"),
            Button(Message(clearing.RETURN), f"{about}:return"),
        ),
    )
    return Reply(tuple(lines), rows, replaces=again, tight=True)


def _head(turn: Turn, draft: Draft) -> Iterator[Message]:
    assert draft.actor is not None
    author = people.participant_by_id(turn.connection, draft.participant_id)
    yield Message(
        clearing.ASKED,
        {"form": form_title(draft), "name": author.name, "actor": draft.actor.actor.name},
    )
    asked = question_answered(turn.connection, draft)
    if asked is not None:
        yield asked
    amended = amended_by(turn.connection, draft)
    if amended is not None:
        yield Message(clearing.REPLACES, {"number": amended.number})
    yield Message(clearing.HOW)


def _files(draft: Draft, about: str) -> Rows:
    files = files_in(FORMS[draft.form], decode_state(draft.state).answers)
    return tuple(
        (
            Button(
                Message(reading.FILE, {"name": str(each["name"])}), f"{about}:f:{short(each['id'])}"
            ),
        )
        for each in files
    )


def waiting(draft: Draft) -> Reply:
    """What the author reads while the draft is with the clearing people."""
    assert draft.actor is not None
    button = Button(Message(clearing.TAKE_BACK), f"k:{short(draft.id)}:back")
    return Reply((Message(clearing.WAITING, {"actor": draft.actor.actor.name}),), ((button,),))


def current_state(turn: Turn, draft: Draft) -> Reply:
    """How a draft stands that does not wait for clearance any more, in place of its card."""
    draft = drafts.draft_by_id(turn.connection, draft.id) or draft
    number = submissions.submission_of_draft(turn.connection, draft.id)
    if number is not None:
        received = submissions.submission_by_number(turn.connection, number)
        rows = ((read_button(received),),) if received else ()
        return Reply((Message(clearing.SENT_ALREADY, {"number": number}),), rows, replaces=True)
    if draft.status == "open":
        author = people.participant_by_id(turn.connection, draft.participant_id)
        return Reply((Message(clearing.WITH_AUTHOR, {"name": author.name}),), replaces=True)
    if draft.status == "clearing":
        return Reply((Message(phrases.STALE_BUTTON),), replaces=True)
    return Reply((Message(clearing.GIVEN_UP),), replaces=True)


def form_title(draft: Draft) -> Message:
    """The title of the draft's form."""
    return Message(FORMS[draft.form].title)
