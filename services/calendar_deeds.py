"""One meeting of the calendar is moved or cancelled from the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from committee.calendar import WASHINGTON, PlannedMeeting
from committee.localtime import instant
from committee.moving import moved
from services import calendars_changing as calendars
from services.calendars_changing import NoSuchMeetingError
from services.office import Office, Transaction
from storage import calendar
from storage.calendar import Meeting


@dataclass(frozen=True, slots=True)
class NewTime:
    """When a meeting is to begin: without `at` at the hour it had.

    Without `due_on` the deadline is as many days before it as it was; without `due_at` it is at
    the hour of the meeting on that day.
    """

    on: date
    at: time | None = None
    due_on: date | None = None
    due_at: time | None = None

    def of(self, plan: PlannedMeeting) -> PlannedMeeting:
        """`plan` at that time."""
        at = self.at or plan.starts_at.astimezone(ZoneInfo(WASHINGTON)).time()
        deadline = None
        if self.due_on is not None:
            deadline = instant(self.due_on, self.due_at or at, WASHINGTON)
        return moved(plan, instant(self.on, at, WASHINGTON), deadline)


async def move(office: Office, key: str, to: NewTime) -> tuple[Meeting, Meeting]:
    """Move the meeting called `key`; returns it as it was and as it is.

    Raises NoSuchMeetingError, and what `calendars.change` does.
    """

    def work(transaction: Transaction) -> tuple[Meeting, Meeting]:
        meeting = _called(transaction.connection, key)
        return meeting, calendars.change(transaction, meeting, to.of(meeting.plan))

    return await office.do(work)


async def cancel(office: Office, key: str) -> Meeting:
    """Cancel the meeting called `key`; raises NoSuchMeetingError, and what `cancel` does."""

    def work(transaction: Transaction) -> Meeting:
        meeting = _called(transaction.connection, key)
        calendars.cancel(transaction, meeting)
        return meeting

    return await office.do(work)


def _called(connection: Connection, key: str) -> Meeting:
    meeting = calendar.meeting_by_key(connection, key)
    if meeting is None:
        raise NoSuchMeetingError
    return meeting
