"""Answering a question of the secretariat: by its button, or by just replying to its message."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.reply import Reply
from bot.flows.state import encode_state
from committee.access import Action
from committee.submissions import SubmissionKind, SubmissionState
from locales import Message, Refusal, phrases
from locales.phrases import review
from services import cards, drafting
from services.office import Office, Turn, allowed
from services.review_news import opening
from storage import clarifications, drafts, outbox, people, submissions
from storage.clarifications import Clarification
from storage.drafts import Draft
from storage.people import Participant
from storage.submissions import StoredFile, Submission

FORM = SubmissionKind.CLARIFICATION_REPLY.value


class NoQuestionError(Refusal):
    """Nothing about the submission is to be answered."""

    message = review.NO_QUESTION


def begin_from_button(turn: Turn, office: Office, row: int) -> None:
    """Begin the reply to the question that is open about the submission in row `row`."""
    submission = cards.readable(turn, row)
    turn.require(Action.ANSWER_CLARIFICATION, actor_id=submission.actor.id)
    asked = clarifications.clarifications_of(turn.connection, submission.base)
    if not asked:
        raise NoQuestionError
    question = next((each for each in asked if each.reply_id is None), asked[-1])
    _go_on(turn, office, question, submission, ())


def taken_as_answer(turn: Turn, office: Office, given: Sequence[str | StoredFile]) -> bool:
    """Whether what was sent replies to a question; then it is laid into the reply's draft."""
    question = _question(turn.connection, turn.person, turn.envelope.replied_to)
    if question is None:
        return False
    submission = clarifications.asked_about(turn.connection, question)
    turn.require(Action.ANSWER_CLARIFICATION, actor_id=submission.actor.id)
    _go_on(turn, office, question, submission, given)
    return True


def may_answer(connection: Connection, person: Participant, replied_to: int | None) -> bool:
    """Whether a file sent in reply to that message would be taken as an answer to a question."""
    question = _question(connection, person, replied_to)
    if question is None:
        return False
    held = people.memberships_of(connection, person.id)
    actor_id = clarifications.asked_about(connection, question).actor.id
    return allowed(held, Action.ANSWER_CLARIFICATION, actor_id=actor_id)


def _question(
    connection: Connection, person: Participant, replied_to: int | None
) -> Clarification | None:
    row = replied_to and outbox.question_of(connection, person.telegram_id, replied_to)
    return clarifications.clarification_by_id(connection, row) if row else None


def _go_on(
    turn: Turn,
    office: Office,
    question: Clarification,
    submission: Submission,
    given: Sequence[str | StoredFile],
) -> None:
    """Open the reply with what was given laid in, or say kindly that none is needed."""
    if not is_open(question, submission):
        turn.reply(not_needed(turn, question, submission))
        return
    before = draft = _unfinished(turn, question) or _begun(turn, question, submission)
    for each in given:
        draft = drafting.lay_in(turn, office, draft, each)
    if draft is not before:
        turn.tell(Message(phrases.KEPT_WITH_DRAFT))
    drafting.show(turn, office, draft)


def is_open(question: Clarification, submission: Submission) -> bool:
    """Whether the question still wants an answer; `submission` is the newest version."""
    return question.reply_id is None and submission.state is not SubmissionState.WITHDRAWN


def not_needed(turn: Turn, question: Clarification, submission: Submission) -> Reply:
    """That a question wants no answer any more, and why."""
    reply = question.reply_id and submissions.submission_by_id(turn.connection, question.reply_id)
    if reply:
        said = Message(review.ANSWERED_ALREADY, {"number": reply.number})
    else:
        said = Message(review.WITHDRAWN_MEANWHILE)
    return Reply((said,), ((opening(submission),),))


def _unfinished(turn: Turn, question: Clarification) -> Draft | None:
    """The sender's own reply under way, which goes on."""
    for draft in drafts.drafts_of(turn.connection, turn.person.id):
        if (draft.form, draft.subject_id) == (FORM, question.id):
            return draft
    return None


def _begun(turn: Turn, question: Clarification, submission: Submission) -> Draft:
    """A new reply; it is offered what the submission's own form was offered."""
    sent_from = drafts.draft_by_id(turn.connection, submission.draft_id)
    row = drafts.add_draft(
        turn.connection,
        turn.person.id,
        form=FORM,
        state=encode_state(engine.begin(FORMS[FORM], {})),
        hints=sent_from.hints if sent_from else {},
        now=turn.now,
        actor_id=submission.actor.id,
        program_id=submission.program_id,
        subject_id=question.id,
    )
    turn.record(
        "draft_begun",
        participant_id=turn.person.id,
        subject="draft",
        subject_id=row,
        facts={"form": FORM},
    )
    made = drafts.draft_by_id(turn.connection, row)
    assert made is not None
    return made
