"""Receiving the answer to a question: tied to it, with the change that comes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.reply import Reply
from bot.flows.state import State
from committee.access import Action
from committee.submissions import SubmissionState
from locales import Message, Refusal
from locales.phrases import review
from services import cards, receiving, review_news, withdrawing
from services.cards import ChangedMeanwhileError
from services.office import NotAllowedError, Office, Turn, allowed
from services.review_news import opening
from services.review_replies import is_open, not_needed
from services.situations import situation_of
from storage import clarifications, people, submissions
from storage.clarifications import Clarification
from storage.drafts import Draft
from storage.people import Participant
from storage.submissions import Submission

CHANGES = MappingProxyType({"replace": Action.AMEND, "withdraw": Action.WITHDRAW})
"""What can come with an answer, and the right that it takes."""


class NotNeededError(Refusal):
    """The question wants no answer any more; `reply` says why and leads on."""

    message = review.NO_ANSWER_WANTED

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


class ChangeNotPossibleError(Refusal):
    """The submission cannot be changed or withdrawn as it stands; needs `number`."""

    message = review.CHANGE_NOT_POSSIBLE


class LookAgainError(Refusal):
    """The submission has changed, so that the change to it no longer fits."""

    message = review.LOOK_AGAIN


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply that has been received, and what became of the submission it speaks of.

    `said` is what the author is told of that, `told` what the secretariat is.
    """

    reply: Submission
    submission: Submission
    said: tuple[Message, ...]
    told: tuple[Message, ...]


def finish(turn: Turn, office: Office, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Receive the sender's reply, and tell them; what came too late is given back to them."""
    try:
        answered = received(turn, office, draft, answers, author=turn.person)
    except NotNeededError as late:
        turn.tell(Message(review.YOURS_NOT_SENT, {"text": str(answers["answer"])}))
        turn.reply(late.reply)
        return
    about = {"number": answered.reply.number, "about": answered.submission.number}
    thanks = Message(review.REPLY_RECEIVED, about)
    turn.reply(Reply((thanks, *answered.said), ((opening(answered.submission),),)))


def received(
    turn: Turn,
    office: Office,
    draft: Draft,
    answers: Mapping[str, Any],
    *,
    author: Participant,
    cleared_by: int | None = None,
) -> Answered:
    """Receive the reply, tie it to its question, do what came with it, tell the secretariat.

    Asks the author's rights; raises NotNeededError before anything is changed. The receipt is the
    caller's.
    """
    question, submission = _held(turn, draft, author)
    _require_change(turn, office, draft, submission, answers, author)
    reply = receiving.receive(turn, draft, answers, author=author, cleared_by=cleared_by)
    if not clarifications.answer(turn.connection, question.id, reply_id=reply.id):
        raise ChangedMeanwhileError
    answered = _changed(turn, office, reply, submission, answers, author)
    _settle(turn, answered.submission)
    review_news.replied(turn, question, reply, answered.submission, answered.told)
    return answered


def _held(turn: Turn, draft: Draft, author: Participant) -> tuple[Clarification, Submission]:
    """The question, and the newest version of what it is about, held until the turn ends."""
    assert draft.subject_id is not None
    question = clarifications.clarification_by_id(turn.connection, draft.subject_id)
    assert question is not None
    submission = None
    while submission is None or submission.state is SubmissionState.SUPERSEDED:
        newest = clarifications.asked_about(turn.connection, question)
        submission = submissions.hold_submission(turn.connection, newest.id)
    held = people.memberships_of(turn.connection, author.id)
    if not allowed(held, Action.ANSWER_CLARIFICATION, actor_id=submission.actor.id):
        raise NotAllowedError
    # Read again, as somebody may have answered while the submission was waited for.
    again = clarifications.clarification_by_id(turn.connection, question.id)
    assert again is not None
    if not is_open(again, submission):
        raise NotNeededError(not_needed(turn, again, submission))
    return again, submission


def _require_change(
    turn: Turn,
    office: Office,
    draft: Draft,
    submission: Submission,
    answers: Mapping[str, Any],
    author: Participant,
) -> None:
    """Raise a Refusal when what is to come with the answer cannot be done any more."""
    action = CHANGES.get(str(answers["amend"]))
    if action is None:
        return
    held = people.memberships_of(turn.connection, author.id)
    if not allowed(held, action, actor_id=submission.actor.id, state=submission.state):
        raise ChangeNotPossibleError(number=submission.number)
    situation = situation_of(office, turn.connection, author, draft)
    if engine.open_question(FORMS[draft.form], State(answers), situation) is not None:
        raise LookAgainError


def _changed(
    turn: Turn,
    office: Office,
    reply: Submission,
    submission: Submission,
    answers: Mapping[str, Any],
    author: Participant,
) -> Answered:
    """Do what came with the answer; it is told with the answer, not by itself."""
    match answers["amend"]:
        case "replace":
            after = _with_one_changed(turn, office, submission, answers)
            now = receiving.amend(turn, submission, after, author=author)
            review_news.untell(turn, f"received:{now.id}")
            said = Message(review.REPLY_CHANGED, {"number": now.number})
            told = Message(review.REPLIED_CHANGED, {"number": now.number})
            return Answered(reply, now, (said,), (told,))
        case "withdraw":
            withdrawing.withdraw(turn, submission.id, str(answers["answer"]), author=author)
            review_news.untell(turn, f"withdrawn:{submission.id}")
            said = Message(review.REPLY_WITHDREW, {"number": submission.number})
            return Answered(reply, submission, (said,), (Message(review.REPLIED_WITHDRAWN),))
        case _:
            return Answered(reply, submission, (), ())


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
    turn.record(
        "waits_again",
        participant_id=turn.person.id,
        subject="submission",
        subject_id=now.id,
        facts={"number": now.number},
    )
