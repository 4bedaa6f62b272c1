"""Withdrawing: what was sent stays on record, and is neither counted nor shown to others."""

from __future__ import annotations

from bot.flows.reply import Reply
from committee.access import Action
from committee.submissions import SubmissionState
from locales import Message, Param
from locales.phrases import sending
from services import review_news
from services.office import NotAllowedError, Transaction, allowed
from storage import people, submissions
from storage.people import Participant
from storage.submissions import Submission


def withdraw(transaction: Transaction, row: int, reason: str, *, author: Participant) -> bool:
    """Withdraw the submission in row `row` and tell the secretariat; False when it is too late.

    Asks the author's right; raises NotAllowedError.
    """
    submission = submissions.hold_submission(transaction.connection, row)
    assert submission is not None
    held = people.memberships_of(transaction.connection, author.id)
    if not allowed(held, Action.WITHDRAW, actor_id=submission.actor.id):
        raise NotAllowedError
    if not allowed(held, Action.WITHDRAW, actor_id=submission.actor.id, state=submission.state):
        return False
    submissions.become(
        transaction.connection,
        submission,
        SubmissionState.WITHDRAWN,
        now=transaction.now,
        reason=reason,
    )
    transaction.record(
        "withdrawn",
        participant_id=author.id,
        subject="submission",
        subject_id=submission.id,
        facts={"number": submission.number},
    )
    _tell_secretariat(transaction, submission, reason)
    return True


def _tell_secretariat(transaction: Transaction, submission: Submission, reason: str) -> None:
    about: dict[str, Param] = {
        "actor": submission.actor.actor.name,
        "number": submission.number,
        "reason": reason,
    }
    told = Reply(
        (Message(sending.TOLD_WITHDRAWN, about), *review_news.not_to_be_named(submission)),
        ((review_news.opening(submission),),),
    )
    for each in review_news.the_reviewers(transaction.connection):
        review_news.tell(transaction, each, told, key=f"withdrawn:{submission.id}")
