"""The clock's way in: what is due is queued, what could not go in time is told of.

Ticks hold nothing: what is due follows from the meetings' deadlines and the plan
(committee/plan.py), from reminders that were put off, from rounds and announcements, all rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from committee import plan
from committee.localtime import instant, local_day
from committee.owing import REMINDED_ROLES
from committee.plan import may_write
from services import asking_whom, rounds_going, unasked
from services.calls_now import calls_now
from services.missed import Span, look_back, still_of_use, take_up
from services.office import WASHINGTON, Office, Transaction
from services.unasked import bundles
from storage import calendar, calls, reminding, rounds
from storage.calendar import Meeting
from storage.database import is_passing
from storage.locking import hold
from storage.reminding import Call, Owed

log = structlog.get_logger()

AT_ONCE = 250
"""So many people are written to in one transaction."""
REPORTED = time(15)
"""When a round of the plan is reported on: all of the Americas have had their morning."""


class Reminders:
    """Every tick queues what is due, each reminder once, however many workers tick."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def tick(self) -> int:
        """Queue the messages that are due now; returns how many were."""
        pulse = self._office.clock.pulse()
        away = await self._office.do(lambda transaction: _begin(transaction, pulse))
        now = self._office.clock.now()
        people = await self._office.look(lambda connection: _people_due(connection, now))
        queued = 0
        for start in range(0, len(people), AT_ONCE):
            some = people[start : start + AT_ONCE]
            queued += await self._write_to(some, away)
        return queued

    async def _write_to(self, people: Sequence[int], away: Span | None) -> int:
        """Queue what is due to these people; where that fails for one, the others have theirs."""
        try:
            queued = await self._office.do(partial(self._queue_for, people, away), long=True)
        except Exception as error:  # what is wrong with one must not stop others
            if is_passing(error):
                raise
            if len(people) > 1:
                half = len(people) // 2
                first = await self._write_to(people[:half], away)
                return first + await self._write_to(people[half:], away)
            log.error("not_reminded", participant=people[0], error=type(error).__name__, alarm=True)
            return 0
        self._office.reach("tick_committed")
        return queued

    def _queue_for(self, people: Sequence[int], away: Span | None, transaction: Transaction) -> int:
        queued = _queue(transaction, self._office, people, away)
        self._office.reach("in_tick")
        return queued

    async def next_due(self) -> datetime | None:
        """When the next reminder is due, None when none is planned."""
        now = self._office.clock.now()
        return await self._office.look(lambda connection: _next_due(connection, now))


def _begin(transaction: Transaction, pulse: float) -> Span | None:
    """Take up what could not go on its day, let rounds go, and look back on what is too late."""
    hold(transaction.connection, "reminders")
    take_up(transaction)
    rounds_going.depart(transaction)
    return look_back(transaction, pulse=pulse)


# --- what is due ---------------------------------------------------------------------------


def _people_due(connection: Connection, now: datetime) -> list[int]:
    """The rows of those to whom something is to be written now."""
    owed = reminding.owed(connection, calls_now(connection, now), REMINDED_ROLES)
    waiting = reminding.waiting(connection, now, REMINDED_ROLES)
    news = asking_whom.news_due(connection, now)
    ready = [*(each.recipient.person for each in waiting), *(each.person for each in news)]
    reached = [each for each in ready if may_write(now, asking_whom.place_of(each))]
    used = unasked.used_today(connection, reached, now) if reached else frozenset()
    found = {each.recipient.person.id for each in owed}
    return sorted(found | {each.id for each in reached} - used)


def _queue(
    transaction: Transaction,
    office: Office,
    people: Sequence[int],
    away: Span | None,
) -> int:
    """Queue what is due to these people, looked at again now that nobody else can."""
    connection, now = transaction.connection, transaction.now
    hold(connection, "reminders")
    owed = reminding.owed(connection, calls_now(connection, now), REMINDED_ROLES, people=people)
    tonight = now + timedelta(days=1)
    waiting = list(
        still_of_use(
            transaction, reminding.waiting(connection, tonight, REMINDED_ROLES, people=people)
        )
    )
    news = [
        each
        for each in asking_whom.news_due(connection, now, people=people)
        if may_write(now, asking_whom.place_of(each.person))
    ]
    ready = [each for each in waiting if each.due_at <= now and _is_time(each, now)]
    written_to = {each.recipient.person.id for each in (*owed, *ready)}
    written_to.update(each.person.id for each in news)
    both = [*owed, *ready, *_later_today(waiting, written_to, now)]
    about = {each.meeting_id for each in both}
    meetings = {row: calendar.meeting_by_id(connection, row) for row in about}
    told = unasked.queue(
        transaction,
        office,
        bundles(both, news),
        {row: meeting for row, meeting in meetings.items() if meeting is not None},
        lines=asking_whom.lines_of(connection, both),
        away=away,
    )
    _note_rounds(transaction, told.owed, meetings)
    return told.messages


def _later_today(waiting: Sequence[Owed], people: Collection[int], now: datetime) -> Iterator[Owed]:
    """What those who are written to now asked for later on the same day: there is no second one."""
    for each in waiting:
        person = each.recipient.person
        if person.id in people and each.due_at > now and each.day == local_day(now, person.zone):
            yield each


def _is_time(owed: Owed, now: datetime) -> bool:
    return may_write(now, asking_whom.place_of(owed.recipient.person))


def _note_rounds(
    transaction: Transaction, owed: Sequence[Owed], meetings: Mapping[int, Meeting | None]
) -> None:
    """Note each round of the plan, that is reported on when it has gone everywhere."""
    now = transaction.now
    today = instant(local_day(now, WASHINGTON), REPORTED, WASHINGTON)
    for row, days in {(each.meeting_id, each.days_before) for each in owed}:
        meeting = meetings[row]
        if days is None or meeting is None:
            continue
        due = local_day(meeting.plan.deadline, WASHINGTON)
        rounds.add(
            transaction.connection,
            kind=rounds.PLAN,
            status=rounds.SENT,
            made_at=now,
            key=f"plan:{row}:{due}:{days}",
            meeting_id=row,
            days_before=days,
            goes_at=now,
            report_at=today if today > now else now + timedelta(hours=1),
        )


# --- the next stop of a moved clock --------------------------------------------------------


def _next_due(connection: Connection, now: datetime) -> datetime | None:
    """The earliest moment after `now` at which a tick would find a reminder to send."""
    coming = calendar.meetings_between(connection, now, now + timedelta(days=366))
    asked = asking_whom.asked_by(connection, coming, now)
    places = reminding.places(connection)
    moments = [
        Call(meeting.id, asked[meeting.id], place, step, step.due_at)
        for meeting in coming
        for place in places
        for step in plan.steps(meeting.plan.kind, meeting.plan.deadline, place)
        if step.due_at > now
    ]
    planned = next(
        (
            call.step.due_at
            for call in sorted(moments, key=lambda call: call.step.due_at)
            if reminding.owed(connection, [call], REMINDED_ROLES, missed=True)
        ),
        None,
    )
    postponed = calls.next_postponed(connection, now)
    return min((each for each in (planned, postponed) if each is not None), default=None)
