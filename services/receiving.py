"""Receiving: the one way in which a draft becomes a submission, whoever sent it and from where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.flows.forms import FORMS
from bot.flows.state import State, encode_state
from committee.access import Action
from committee.calendar import term_of
from committee.localtime import local_day
from committee.submissions import (
    SubmissionKind,
    SubmissionState,
    Visibility,
    default_visibility,
    may_send,
    may_stay_unnamed,
    receipt_number,
    revised,
)
from locales import Refusal
from locales.phrases import reading
from services import responses_news, review_news, unasked
from services.finding import codes_of, words_of
from services.office import WASHINGTON, NotAllowedError, Transaction, allowed
from services.prefaces import amends
from storage import calendar, clarifications, drafts, people, search, submissions
from storage.drafts import Draft
from storage.people import Participant
from storage.submissions import Submission


class OutdatedError(Refusal):
    """What the draft amends has been replaced or withdrawn; `newest` is how it stands now."""

    message = reading.CHANGED_MEANWHILE

    def __init__(self, newest: Submission) -> None:
        super().__init__()
        self.newest = newest


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a submission is filed: its number, and the version that it takes the place of."""

    term_id: int
    base: str
    revision: int
    replaces: Submission | None


def receive(
    transaction: Transaction,
    draft: Draft,
    answers: Mapping[str, Any],
    *,
    author: Participant,
    cleared_by: int | None = None,
) -> Submission:
    """Keep `answers` under the next number, or as the next version of what the draft amends.

    Asks the author's right and raises NotAllowedError; raises OutdatedError, before anything is
    changed, when somebody was quicker with what is amended. The receipt is the caller's.
    """
    assert draft.actor is not None
    assert draft.program_id is not None
    replaced = _require(transaction, draft, author)
    place = _place(transaction, draft, replaced)
    if replaced is not None:
        submissions.become(
            transaction.connection, replaced, SubmissionState.SUPERSEDED, now=transaction.now
        )
        _record(transaction, "superseded", replaced, author)
    row = submissions.add_submission(
        transaction.connection,
        {
            "number": revised(place.base, place.revision),
            "base": place.base,
            "revision": place.revision,
            "term_id": place.term_id,
            "kind": draft.form,
            "actor_id": draft.actor.id,
            "participant_id": author.id,
            "meeting_id": draft.meeting_id,
            "draft_id": draft.id,
            "program_id": draft.program_id,
            "language": answers.get("language") or author.language,
            "visibility": _visibility(draft, answers).value,
            "unnamed": _is_unnamed(transaction, draft, answers),
            "state": SubmissionState.SUBMITTED.value,
            "answers": dict(answers),
            "submitted_at": transaction.now,
        },
    )
    received = submissions.submission_by_id(transaction.connection, row)
    assert received is not None
    _record(transaction, "submitted", received, author, cleared_by=cleared_by)
    search.index(transaction.connection, row, words_of(received), codes_of(received))
    _spare(transaction, received)
    review_news.received(transaction, received)
    return received


def amend(
    transaction: Transaction,
    amended: Submission,
    answers: Mapping[str, Any],
    *,
    author: Participant,
) -> Submission:
    """Receive `answers` as the next version of `amended` without a form, as a reply does.

    Raises as `receive` does.
    """
    open_now = people.participant_by_id(transaction.connection, author.id).open_draft_id
    row = drafts.add_draft(
        transaction.connection,
        author.id,
        form=amended.kind.value,
        state=encode_state(State(answers)),
        now=transaction.now,
        actor_id=amended.actor.id,
        meeting_id=amended.meeting_id,
        program_id=amended.program_id,
        subject_id=amended.id,
    )
    drafts.open_draft(transaction.connection, author.id, open_now)
    drafts.change_draft(transaction.connection, row, status="sent")
    draft = drafts.draft_by_id(transaction.connection, row)
    assert draft is not None
    return receive(transaction, draft, answers, author=author)


def _require(transaction: Transaction, draft: Draft, author: Participant) -> Submission | None:
    """Raise unless the author may send the draft now; returns what it takes the place of."""
    assert draft.actor is not None
    kind = SubmissionKind(draft.form)
    held = people.memberships_of(transaction.connection, author.id)
    answering = kind is SubmissionKind.CLARIFICATION_REPLY
    action = Action.ANSWER_CLARIFICATION if answering else Action.SUBMIT
    if not allowed(held, action, actor_id=draft.actor.id):
        raise NotAllowedError
    if not may_send(draft.actor.actor.kind, kind):
        raise NotAllowedError
    if draft.subject_id is None or not amends(draft):
        return None
    amended = submissions.hold_submission(transaction.connection, draft.subject_id)
    assert amended is not None
    if amended.state in {SubmissionState.SUPERSEDED, SubmissionState.WITHDRAWN}:
        raise OutdatedError(submissions.versions_of(transaction.connection, amended.base)[-1])
    if not allowed(held, Action.AMEND, actor_id=amended.actor.id, state=amended.state):
        raise NotAllowedError
    return amended


def _place(transaction: Transaction, draft: Draft, replaced: Submission | None) -> _Place:
    if replaced is not None:
        key = replaced.base.split("/")[1]
        term_id = calendar.term_row(transaction.connection, key)
        return _Place(term_id, replaced.base, replaced.revision + 1, replaced)
    key = _term(transaction, draft)
    term_id = calendar.term_row(transaction.connection, key)
    serial = submissions.next_serial(transaction.connection, f"{key}/{draft.form}")
    return _Place(term_id, receipt_number(key, SubmissionKind(draft.form), serial), 0, None)


def _term(transaction: Transaction, draft: Draft) -> str:
    """The term a submission counts to: its meeting's, else the one under way."""
    meeting = (
        calendar.meeting_by_id(transaction.connection, draft.meeting_id)
        if draft.meeting_id is not None
        else None
    )
    return term_of(local_day(meeting.plan.starts_at if meeting else transaction.now, WASHINGTON))


def _visibility(draft: Draft, answers: Mapping[str, Any]) -> Visibility:
    asked = any(question.key == "visibility" for question in FORMS[draft.form].questions)
    return Visibility(answers["visibility"]) if asked else default_visibility(_kind(draft))


def _is_unnamed(transaction: Transaction, draft: Draft, answers: Mapping[str, Any]) -> bool:
    """Whether the author is not to be named; a reply follows what it speaks of."""
    assert draft.actor is not None
    if _kind(draft) is SubmissionKind.CLARIFICATION_REPLY:
        asked = clarifications.clarification_by_id(transaction.connection, draft.subject_id or 0)
        return (
            asked is not None and clarifications.asked_about(transaction.connection, asked).unnamed
        )
    return answers.get("naming") == "unnamed" and may_stay_unnamed(draft.actor.actor.kind)


def _kind(draft: Draft) -> SubmissionKind:
    return SubmissionKind(draft.form)


def _spare(transaction: Transaction, received: Submission) -> None:
    """Take back the reminders that the actor needs no more."""
    if received.meeting_id is None:
        return
    unasked.release(transaction, meeting_id=received.meeting_id, actor_id=received.actor.id)
    responses_news.tell_of_submission(transaction, received)


def _record(
    transaction: Transaction,
    action: str,
    submission: Submission,
    author: Participant,
    *,
    cleared_by: int | None = None,
) -> None:
    cleared = {} if cleared_by is None else {"cleared_by": cleared_by}
    transaction.record(
        action,
        participant_id=author.id,
        subject="submission",
        subject_id=submission.id,
        facts={"number": submission.number, **cleared},
    )
