"""Answering a question of the secretariat: by its button, or by just replying to its message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.reply import Reply
from bot.flows.state import State, encode_state
from committee.access import Action
from committee.submissions import SubmissionKind, SubmissionState
from locales import Message, Refusal, phrases
from locales.phrases import review
from services import cards, drafting, receiving, review_news, withdrawing
from services.cards import ChangedMeanwhileError
from services.office import Office, Turn, allowed
from services.review_news import opening
from services.situations import situation_of
from storage import clarifications, drafts, outbox, people, submissions
from storage.clarifications import Clarification
from storage.drafts import Draft
from storage.people import Participant
from storage.submissions import StoredFile, Submission

FORM = SubmissionKind.CLARIFICATION_REPLY.value
CHANGES = MappingProxyType({"replace": Action.AMEND, "withdraw": Action.WITHDRAW})
"""What can come with an answer, and the right that it takes."""


class NoQuestionError(Refusal):
    """Nothing about the submission is to be answered."""

    message = review.NO_QUESTION


class ChangeNotPossibleError(Refusal):
    """The submission cannot be changed or withdrawn as it stands; needs `number`."""

    message = review.CHANGE_NOT_POSSIBLE


class LookAgainError(Refusal):
    """The submission has changed, so that the change to it no longer fits."""

    message = review.LOOK_AGAIN


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
    if question.reply_id is not None or submission.state is SubmissionState.WITHDRAWN:
        turn.reply(not_needed(turn, question, submission))
        return
    draft = _unfinished(turn, question) or _begun(turn, question, submission)
    for each in given:
        draft = drafting.lay_in(turn, office, draft, each)
    if given:
        turn.tell(Message(phrases.KEPT_WITH_DRAFT))
    drafting.show(turn, office, draft)


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


def finish(turn: Turn, office: Office, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Receive the reply, tie it to its question, do what came with it, and tell both sides."""
    question, submission = _held(turn, draft)
    if question.reply_id is not None or submission.state is SubmissionState.WITHDRAWN:
        turn.tell(Message(review.YOURS_NOT_SENT, {"text": str(answers["answer"])}))
        turn.reply(not_needed(turn, question, submission))
        return
    _require_change(turn, office, draft, submission, answers)
    reply = receiving.receive(turn, draft, answers, author=turn.person)
    if not clarifications.answer(turn.connection, question.id, reply_id=reply.id):
        raise ChangedMeanwhileError
    submission, said, told = _changed(turn, office, submission, answers)
    _settle(turn, submission)
    review_news.replied(turn, question, reply, submission, told)
    thanks = Message(review.REPLY_RECEIVED, {"number": reply.number, "about": submission.number})
    turn.reply(Reply((thanks, *said), ((opening(submission),),)))


def _held(turn: Turn, draft: Draft) -> tuple[Clarification, Submission]:
    """The question, and the newest version of what it is about, held until the turn ends."""
    assert draft.subject_id is not None
    question = clarifications.clarification_by_id(turn.connection, draft.subject_id)
    assert question is not None
    submission = None
    while submission is None or submission.state is SubmissionState.SUPERSEDED:
        newest = clarifications.asked_about(turn.connection, question)
        submission = submissions.hold_submission(turn.connection, newest.id)
    turn.require(Action.ANSWER_CLARIFICATION, actor_id=submission.actor.id)
    # Read again, as somebody may have answered while the submission was waited for.
    again = clarifications.clarification_by_id(turn.connection, question.id)
    assert again is not None
    return again, submission


def _require_change(
    turn: Turn, office: Office, draft: Draft, submission: Submission, answers: Mapping[str, Any]
) -> None:
    """Raise a Refusal when what is to come with the answer cannot be done any more."""
    action = CHANGES.get(str(answers["amend"]))
    if action is None:
        return
    held = turn.memberships()
    if not allowed(held, action, actor_id=submission.actor.id, state=submission.state):
        raise ChangeNotPossibleError(number=submission.number)
    situation = situation_of(office, turn.connection, turn.person, draft)
    if engine.open_question(FORMS[FORM], State(answers), situation) is not None:
        raise LookAgainError


def _changed(
    turn: Turn, office: Office, submission: Submission, answers: Mapping[str, Any]
) -> tuple[Submission, tuple[Message, ...], tuple[Message, ...]]:
    """Do what came with the answer; what it is now, and what author and secretariat are told."""
    match answers["amend"]:
        case "replace":
            after = _with_one_changed(turn, office, submission, answers)
            now = receiving.amend(turn, submission, after, author=turn.person)
            review_news.untell(turn, f"received:{now.id}")
            number = {"number": now.number}
            told = Message(review.REPLIED_CHANGED, number)
            return now, (Message(review.REPLY_CHANGED, number),), (told,)
        case "withdraw":
            withdrawing.withdraw(turn, submission.id, str(answers["answer"]), author=turn.person)
            review_news.untell(turn, f"withdrawn:{submission.id}")
            said = Message(review.REPLY_WITHDREW, {"number": submission.number})
            return submission, (said,), (Message(review.REPLIED_WITHDRAWN),)
        case _:
            return submission, (), ()


def _with_one_changed(
    turn: Turn, office: Office, submission: Submission, answers: Mapping[str, Any]
) -> dict[str, Any]:
    """The submission's answers with the new one; those that apply no more with it are left out."""
    form, situation = FORMS[submission.kind.value], cards.situation_for(turn, office, submission)
    changed = {**submission.answers, str(answers["field"]): answers["value"]}
    before = engine.applicable(form, submission.answers, situation)
    after = engine.applicable(form, changed, situation)
    gone = before.keys() - after.keys()
    return {key: value for key, value in changed.items() if key not in gone}


def _settle(turn: Turn, submission: Submission) -> None:
    """Without a question that is open, it waits to be read again."""
    now = submissions.submission_by_id(turn.connection, submission.id)
    asked = clarifications.clarifications_of(turn.connection, submission.base)
    if (
        now is None
        or now.state is not SubmissionState.CLARIFICATION_ASKED
        or any(each.reply_id is None for each in asked)
    ):
        return
    submissions.become(turn.connection, now, SubmissionState.SUBMITTED, now=turn.now)
