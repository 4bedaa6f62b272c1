"""The clock's way in: what is due is queued, what could not go in time is told of.

Ticks hold nothing: what is due follows from the meetings' deadlines and the plan
(committee/plan.py), from reminders that were put off, from rounds and announcements, all rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy import Connection

from committee import plan
from committee.access import Action, Relation, roles_for
from committee.localtime import instant, local_day
from committee.owing import REMINDED_ROLES
from committee.plan import Place, may_write
from locales import Message, Moment, Param
from locales.phrases import reminders as words
from services import asking_whom, review_news, rounds_going, unasked
from services.office import WASHINGTON, Office, Transaction
from services.unasked import bundles
from storage import calendar, calls, reminding, reviewing, rounds
from storage import unasked as written
from storage.calendar import Meeting
from storage.locking import hold
from storage.reminding import Call, Owed

AT_ONCE = 500
"""So many people are written to in one transaction."""
AWAY = timedelta(hours=1)
"""Ticks that far apart mean that the bot was not running between them."""
TICKED, AWAY_FROM, AWAY_UNTIL = "reminders", "away_from", "away_until"
REPORTED = time(15)
"""When a round of the plan is reported on: all of the Americas have had their morning."""
MIDNIGHT = time(0)


class Reminders:
    """Every tick queues what is due, each reminder once, however many workers tick."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def tick(self) -> int:
        """Queue the messages that are due now; returns how many were."""
        away = await self._office.do(_look_back)
        now = self._office.clock.now()
        people = await self._office.look(lambda connection: _people_due(connection, now))
        queued = 0
        for start in range(0, len(people), AT_ONCE):
            some = people[start : start + AT_ONCE]
            queued += await self._office.do(partial(self._queue_for, some, away), long=True)
        return queued

    def _queue_for(
        self,
        people: Sequence[int],
        away: tuple[datetime, datetime] | None,
        transaction: Transaction,
    ) -> int:
        return _queue(transaction, self._office, people, away)

    async def next_due(self) -> datetime | None:
        """When the next reminder is due, None when none is planned."""
        now = self._office.clock.now()
        return await self._office.look(lambda connection: _next_due(connection, now))


# --- what is due ---------------------------------------------------------------------------


def _people_due(connection: Connection, now: datetime) -> list[int]:
    """The rows of those to whom something is to be written now."""
    owed = reminding.owed(connection, _calls(connection, now), REMINDED_ROLES)
    waiting = reminding.waiting(connection, now, REMINDED_ROLES)
    news = asking_whom.news_due(connection, now)
    ready = (each.recipient.person for each in waiting)
    found = {each.recipient.person.id for each in owed}
    found.update(person.id for person in ready if may_write(now, asking_whom.place_of(person)))
    found.update(
        each.person.id for each in news if may_write(now, asking_whom.place_of(each.person))
    )
    return sorted(found)


def _calls(connection: Connection, now: datetime) -> list[Call]:
    """The current step of each meeting's plan, in each place where people may be written to."""
    coming = calendar.meetings_between(connection, now, now + plan.earliest())
    if not any(meeting.plan.asks for meeting in coming):
        return []
    open_places = [each for each in reminding.places(connection) if may_write(now, each)]
    asked = asking_whom.asked_by(connection, coming, now)
    return [
        call
        for meeting in coming
        for place in open_places
        if (call := _call(meeting, asked[meeting.id], place, now)) is not None
    ]


def _call(meeting: Meeting, asked: reminding.Asked, place: Place, now: datetime) -> Call | None:
    step = plan.current(meeting.plan.kind, meeting.plan.deadline, place, now)
    if step is None or not (asked.kinds or asked.keys):
        return None
    midnight = instant(local_day(now, place.zone), MIDNIGHT, place.zone)
    return Call(meeting.id, asked, place, step, midnight)


def _queue(
    transaction: Transaction,
    office: Office,
    people: Sequence[int],
    away: tuple[datetime, datetime] | None,
) -> int:
    """Queue what is due to these people, looked at again now that nobody else can."""
    connection, now = transaction.connection, transaction.now
    hold(connection, "reminders")
    owed = reminding.owed(connection, _calls(connection, now), REMINDED_ROLES, people=people)
    waiting = _of_use(
        transaction, reminding.waiting(connection, now, REMINDED_ROLES, people=people)
    )
    news = asking_whom.news_due(connection, now, people=people)
    both = _once(owed, [each for each in waiting if _is_time(each, now)])
    meetings = {
        each.meeting_id: calendar.meeting_by_id(connection, each.meeting_id) for each in both
    }
    told = unasked.queue(
        transaction,
        office,
        bundles(both, [each for each in news if may_write(now, asking_whom.place_of(each.person))]),
        {row: meeting for row, meeting in meetings.items() if meeting is not None},
        lines=asking_whom.lines_of(connection, both),
        away=away,
    )
    _note_rounds(transaction, told.owed, meetings)
    _tell_of_late(transaction, told.owed, away)
    return told.messages


def _is_time(owed: Owed, now: datetime) -> bool:
    return may_write(now, asking_whom.place_of(owed.recipient.person))


def _once(planned: Sequence[Owed], waiting: Sequence[Owed]) -> list[Owed]:
    """Each meeting once for each person and actor; one that was asked for goes first."""
    found = {
        (each.recipient.person.id, each.meeting_id, each.recipient.actor.id): each
        for each in (*planned, *waiting)
    }
    return list(found.values())


def _of_use(transaction: Transaction, waiting: Sequence[Owed]) -> Iterator[Owed]:
    """Those that are still of use; the others are settled: answered meanwhile, over, cancelled."""
    connection, now = transaction.connection, transaction.now
    meetings = {row: calendar.meeting_by_id(connection, row) for row in _meetings_of(waiting)}
    answered = {row: calls.actors_answered(connection, row) for row in meetings}
    spared: dict[int, str | None] = {}
    for each in waiting:
        meeting = meetings[each.meeting_id]
        if (
            meeting is not None
            and meeting.cancelled_at is None
            and meeting.plan.deadline > now
            and each.recipient.actor.id not in answered[each.meeting_id]
        ):
            yield each
        elif each.row is not None:
            spared[each.row] = None
    written.settle_reminders(connection, spared, status=reminding.SPARED, now=now)


def _meetings_of(owed: Sequence[Owed]) -> set[int]:
    return {each.meeting_id for each in owed}


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


# --- what could not go ---------------------------------------------------------------------


def _look_back(transaction: Transaction) -> tuple[datetime, datetime] | None:
    """Note that the clock was looked at; tell of what was not of use any more when it was.

    Returns between which two moments the bot was last away, if it ever was.
    """
    connection, now = transaction.connection, transaction.now
    hold(connection, "reminders")
    rounds_going.depart(transaction)
    since = written.mark(connection, TICKED)
    written.set_mark(connection, TICKED, now)
    if since is not None and now - since > AWAY:
        written.set_mark(connection, AWAY_FROM, since)
        written.set_mark(connection, AWAY_UNTIL, now)
    start, end = (written.mark(connection, name) for name in (AWAY_FROM, AWAY_UNTIL))
    if since is not None and since < now:
        for meeting in calendar.meetings_between(connection, since, now):
            _settle_past(transaction, meeting, away=end == now)
    return None if start is None or end is None else (start, end)


def _settle_past(transaction: Transaction, meeting: Meeting, *, away: bool) -> None:
    """Note and tell which reminders of a meeting did not go before its contributions were due."""
    connection, now = transaction.connection, transaction.now
    written.release(connection, meeting_id=meeting.id, also_void=True)
    asked = asking_whom.asked_by(connection, [meeting], now)[meeting.id]
    last = [
        Call(meeting.id, asked, place, step, now)
        for place in reminding.places(connection)
        for step in plan.steps(meeting.plan.kind, meeting.plan.deadline, place)[-1:]
    ]
    missed = reminding.owed(connection, last, REMINDED_ROLES, missed=True)
    if not missed:
        return
    written.note_queued(
        connection, [written.row_of(each, reminding.MISSED, now=now) for each in missed]
    )
    transaction.record(
        "reminders_missed",
        subject="meeting",
        subject_id=meeting.id,
        facts={"count": len(missed), "away": away},
    )
    told: dict[str, Param] = {"n": len(missed), "title": meeting.plan.title}
    _tell_office(
        transaction,
        Message(words.MISSED, told, plural=words.MISSED_MANY),
        key=f"missed:{meeting.id}:{meeting.plan.deadline.isoformat()}",
    )


def _tell_of_late(
    transaction: Transaction, owed: Sequence[Owed], away: tuple[datetime, datetime] | None
) -> None:
    late = away and [each for each in owed if unasked.is_late(each, away)]
    if late and away:
        transaction.record("reminders_late", facts={"count": len(late)})
        line = Message(words.WENT_LATE, {"n": len(late)}, plural=words.WENT_LATE_MANY)
        _tell_office(transaction, line, key=f"late:{away[1].isoformat()}")


def _tell_office(transaction: Transaction, line: Message, *, key: str) -> None:
    """Tell the secretariat, and between which moments the bot was away if it was lately."""
    connection = transaction.connection
    start, end = (written.mark(connection, name) for name in (AWAY_FROM, AWAY_UNTIL))
    roles = roles_for(Action.MANAGE_CALENDAR, Relation.NONE)
    for each in reviewing.reviewers(connection, roles):
        lines = [line]
        if start and end and transaction.now - end < timedelta(days=1):
            zone = each.person.zone
            span: dict[str, Param] = {"since": Moment(start, zone), "until": Moment(end, zone)}
            lines.insert(0, Message(words.WAS_AWAY, span))
        review_news.tell(transaction, each, asking_whom.report(tuple(lines)), key=key)


# --- the next stop of a moved clock --------------------------------------------------------


def _next_due(connection: Connection, now: datetime) -> datetime | None:
    """The earliest moment after `now` at which a tick would find a reminder to send."""
    coming = calendar.meetings_between(connection, now, now + timedelta(days=366))
    asked = asking_whom.asked_by(connection, coming, now)
    moments = [
        Call(meeting.id, asked[meeting.id], place, step, step.due_at)
        for meeting in coming
        for place in reminding.places(connection)
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
    postponed = calls.next_postponed(connection)
    later = [each for each in (planned, postponed) if each is not None and each > now]
    return min(later, default=None)
