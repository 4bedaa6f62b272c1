"""New versions: a draft with every answer laid in, and what becomes of one that comes too late."""

from __future__ import annotations

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.reply import Reply
from bot.flows.state import encode_state
from committee.access import Action
from committee.submissions import SubmissionKind, SubmissionState
from locales import Message
from locales.phrases import sending
from services import attached, drafting
from services.office import NotAllowedError, Office, Transaction, Turn
from services.receipts import read_button
from storage import drafts
from storage.drafts import Draft
from storage.submissions import Submission


def begin(turn: Turn, office: Office, submission: Submission) -> None:
    """Begin a new version of `submission`, or go on with the one begun; NotAllowedError if none.

    A reply to a question is part of what it speaks of, which is what can be amended.
    """
    if submission.kind is SubmissionKind.CLARIFICATION_REPLY:
        raise NotAllowedError
    turn.require(Action.AMEND, actor_id=submission.actor.id, state=submission.state)
    drafting.show(turn, office, _unfinished(turn, submission) or _new(turn, submission))


def _unfinished(turn: Turn, submission: Submission) -> Draft | None:
    for draft in drafts.drafts_of(turn.connection, turn.person.id):
        if (draft.form, draft.subject_id) == (submission.kind.value, submission.id):
            return draft
    return None


def _new(turn: Turn, submission: Submission) -> Draft:
    sent_from = drafts.draft_by_id(turn.connection, submission.draft_id)
    row = drafts.add_draft(
        turn.connection,
        turn.person.id,
        form=submission.kind.value,
        state={},
        hints=sent_from.hints if sent_from else {},
        now=turn.now,
        actor_id=submission.actor.id,
        meeting_id=submission.meeting_id,
        program_id=submission.program_id,
        subject_id=submission.id,
    )
    form = FORMS[submission.kind.value]
    answers = attached.laid_in(turn, form, submission.answers, draft_id=row)
    state = encode_state(engine.begin(form, answers))
    drafts.change_draft(turn.connection, row, state=state)
    turn.record(
        "amendment_begun",
        participant_id=turn.person.id,
        subject="draft",
        subject_id=row,
        facts={"number": submission.number},
    )
    made = drafts.draft_by_id(turn.connection, row)
    assert made is not None
    return made


def set_back(transaction: Transaction, draft: Draft, newest: Submission) -> Message:
    """Open `draft` again, for which somebody was quicker; returns what its author is told.

    It is a new version of theirs from now on, or stands by itself where theirs was withdrawn.
    """
    withdrawn = newest.state is SubmissionState.WITHDRAWN
    drafts.change_draft(
        transaction.connection,
        draft.id,
        status="open",
        subject_id=None if withdrawn else newest.id,
    )
    transaction.record(
        "set_back", subject="draft", subject_id=draft.id, facts={"newest": newest.number}
    )
    said = sending.WITHDRAWN_MEANWHILE if withdrawn else sending.NEWER_VERSION
    return Message(said, {"number": newest.number})


def show_again(turn: Turn, office: Office, draft: Draft, newest: Submission) -> None:
    """Open the sender's own draft again, for which a colleague was quicker, and say so."""
    told = set_back(turn, draft, newest)
    turn.reply(Reply((told,), ((read_button(newest),),)))
    again = drafts.draft_by_id(turn.connection, draft.id)
    assert again is not None
    drafting.show(turn, office, again)
