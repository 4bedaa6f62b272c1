"""Messages that were edited after they were sent: a draft's answer follows, nothing sent does."""

from __future__ import annotations

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from bot.flows.state import decode_state
from committee.access import Action
from locales import Message, phrases
from locales.phrases import drafts as words
from locales.phrases import reading
from services import drafting
from services.office import Office, Turn, allowed
from services.situations import situation_of
from services.tokens import short
from storage import shared_drafts, submissions
from storage.drafts import Draft
from storage.submissions import Submission

LOOKED_AT = 30
"""So many submissions of the person, the newest, are looked through for an edited message."""


def edited(turn: Turn, office: Office, text: str) -> None:
    """Let the answer that was typed in the edited message follow it, if it is in the open draft."""
    message = turn.envelope.message
    if text and turn.draft is not None and engine.told_in(decode_state(turn.draft.state), message):
        _change(turn, office, turn.draft, text)
    elif (sent := _sent_in(turn, message)) is not None:
        turn.reply(_kept_as_sent(turn, sent))
    else:
        turn.tell(Message(phrases.EDITED if turn.draft else phrases.EDITED_NO_FORM))


def _change(turn: Turn, office: Office, draft: Draft, text: str) -> None:
    situation = situation_of(office, turn.connection, turn.person, draft)
    incoming = engine.Edited(text, turn.envelope.message)
    step = engine.turn(FORMS[draft.form], decode_state(draft.state), incoming, situation)
    turn.tell(Message(words.EDIT_TAKEN if step.answered else words.EDIT_NOT_TAKEN))
    drafting.say(turn, draft, step)
    if step.answered:
        drafting.keep(turn, draft, step.state)
        turn.record(
            "draft_changed", participant_id=turn.person.id, subject="draft", subject_id=draft.id
        )


def _sent_in(turn: Turn, message: int) -> Submission | None:
    """The newest version of what the person sent with an answer typed in that message."""
    sent = shared_drafts.states_sent(turn.connection, turn.person.id, most=LOOKED_AT)
    row = next((row for row, body in sent if engine.told_in(decode_state(body), message)), None)
    found = row and submissions.submission_by_id(turn.connection, row)
    if not found:
        return None
    return submissions.versions_of(turn.connection, found.base)[-1]


def _kept_as_sent(turn: Turn, sent: Submission) -> Reply:
    """That what was sent stays as it is; the button for a new version, where one can be sent."""
    told = Message(words.EDIT_OF_SENT, {"number": sent.number})
    may = allowed(turn.memberships(), Action.AMEND, actor_id=sent.actor.id, state=sent.state)
    amend = Button(Message(reading.AMEND), f"s:{short(sent.id)}:amend")
    return Reply((told,), ((amend,),) if may else ())
