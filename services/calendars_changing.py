"""The calendar changes: meetings are added, changed, moved, cancelled; who must know is told."""

from __future__ import annotations

from committee.calendar import WASHINGTON, PlannedMeeting, term_of
from committee.localtime import local_day
from locales import Moment, Refusal
from locales.phrases import calendar as words
from services import calendars_news, unasked
from services.office import Transaction
from storage import calendar, concerned
from storage.calendar import Meeting
from storage.locking import hold
from storage.people import Participant


class NoSuchMeetingError(Refusal):
    """There is no meeting in that row, or with that key."""

    message = words.NO_SUCH_MEETING


class MeetingIsPastError(Refusal):
    """The meeting has begun or is over."""

    message = words.IS_PAST


class MeetingIsCancelledError(Refusal):
    """The meeting was cancelled."""

    message = words.IS_CANCELLED


class MovedToThePastError(Refusal):
    """The meeting would begin in the past; needs `when`."""

    message = words.TO_THE_PAST


class DueAfterStartError(Refusal):
    """Contributions would be due after the meeting has begun."""

    message = words.DUE_AFTER_START


class KeyTakenError(Refusal):
    """Another meeting is called so; needs `key`."""

    message = words.KEY_TAKEN


class MeetingChangedMeanwhileError(Refusal):
    """Somebody else has changed the meeting first."""

    message = words.CHANGED_MEANWHILE


def add(
    transaction: Transaction,
    plan: PlannedMeeting,
    *,
    uid: str | None = None,
    by: Participant | None = None,
) -> Meeting:
    """Add a meeting, past ones too, to the term of its day; nobody is told of it by itself.

    Raises DueAfterStartError and KeyTakenError.
    """
    connection = transaction.connection
    hold(connection, "reminders")
    _check_deadline(plan)
    if calendar.meeting_by_key(connection, plan.key) is not None:
        raise KeyTakenError(key=plan.key)
    term = calendar.term_row(connection, term_of(local_day(plan.starts_at, WASHINGTON)))
    row = calendar.add_meeting(connection, term, plan, uid)
    _record(transaction, "meeting_added", row, 0, by)
    added = calendar.meeting_by_id(connection, row)
    assert added is not None
    return added


def change(
    transaction: Transaction,
    meeting: Meeting,
    plan: PlannedMeeting,
    *,
    by: Participant | None = None,
) -> Meeting:
    """Put `plan` in place of what was planned; its key and uid stay. Returns how it stands now.

    Where time, deadline or place differ it is moved, and whom it concerns is told once. A plan that
    says the same changes nothing. Raises MeetingIsPastError, MeetingIsCancelledError,
    MovedToThePastError, DueAfterStartError, MeetingChangedMeanwhileError.
    """
    _check_open(transaction, meeting)
    before = meeting.plan
    if calendar.same_plan(before, plan):
        return meeting
    if plan.starts_at <= transaction.now:
        raise MovedToThePastError(when=Moment(plan.starts_at, WASHINGTON))
    _check_deadline(plan)
    calendar.change_meeting(transaction.connection, meeting, plan, now=transaction.now)
    moved = calendars_news.is_moved(before, plan)
    action = "meeting_moved" if moved else "meeting_changed"
    _record(transaction, action, meeting.id, meeting.sequence + 1, by)
    changed = calendar.meeting_by_id(transaction.connection, meeting.id)
    assert changed is not None
    unasked.release(transaction, meeting_id=meeting.id)
    if moved:
        since = changed.plan.deadline
        concerned.forget_put_off(transaction.connection, meeting.id, since=since)
        calendars_news.tell_moved(transaction, before, changed, by=by)
    return changed


def cancel(transaction: Transaction, meeting: Meeting, *, by: Participant | None = None) -> None:
    """Cancel a meeting: it stays in the calendar as cancelled, and whom it concerns is told once.

    Nobody is reminded of it any more; drafts for it stay drafts. Raises MeetingIsPastError,
    MeetingIsCancelledError, MeetingChangedMeanwhileError.
    """
    _check_open(transaction, meeting)
    calendar.cancel_meeting(transaction.connection, meeting, now=transaction.now)
    _record(transaction, "meeting_cancelled", meeting.id, meeting.sequence + 1, by)
    unasked.release(transaction, meeting_id=meeting.id)
    concerned.spare(transaction.connection, meeting.id, now=transaction.now)
    calendars_news.tell_cancelled(transaction, meeting, by=by)


def _check_open(transaction: Transaction, meeting: Meeting) -> None:
    """Raise unless the meeting is still to come, is held, and stands as it was read."""
    hold(transaction.connection, "reminders")
    present = calendar.meeting_by_id(transaction.connection, meeting.id)
    if present is None or present.cancelled_at is not None:
        raise MeetingIsCancelledError
    if present.plan.starts_at <= transaction.now:
        raise MeetingIsPastError
    if present.sequence != meeting.sequence:
        raise MeetingChangedMeanwhileError


def _check_deadline(plan: PlannedMeeting) -> None:
    if plan.deadline > plan.starts_at:
        raise DueAfterStartError


def _record(
    transaction: Transaction, action: str, row: int, sequence: int, by: Participant | None
) -> None:
    transaction.record(
        action,
        participant_id=by.id if by else None,
        subject="meeting",
        subject_id=row,
        facts={"sequence": sequence},
    )
