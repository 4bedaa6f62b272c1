"""Reminders: who owes something, when they are told of it, and what they can answer at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from committee.owing import (
    MORNING,
    REMINDED_ROLES,
    REMINDER_DAYS,
    asked_of,
    asks_to,
    in_quiet_hours,
    reminder_moment,
)
from committee.submissions import SubmissionKind, may_send
from locales import Message, Moment, phrases
from services.entries import LABELS, WORD_OF, WORDS
from services.letters import Enclosure, content_of
from services.office import WASHINGTON, Office, Transaction
from services.tokens import short
from storage import calendar, calls, consultations, outbox, world
from storage.calendar import Meeting
from storage.calls import Recipient
from storage.locking import hold
from storage.outbox import REMINDER, Letter
from storage.world import KnownActor

RECENTLY = timedelta(days=14)
AHEAD = timedelta(days=max(REMINDER_DAYS) + 2)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder whose time has come."""

    meeting: Meeting
    recipient: Recipient
    due_at: datetime
    local_day: date
    postponed: int | None = None


class Reminders:
    """The clock's way in: every tick queues what is due, each reminder once."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def tick(self) -> int:
        """Queue the reminders that are due now; returns how many were."""
        return await self._office.do(_tick, long=True)

    async def next_due(self) -> datetime | None:
        """When the next reminder is due, None when none is planned."""
        now = self._office.clock.now()
        return await self._office.look(lambda connection: _next_due(connection, now))


def _tick(transaction: Transaction) -> int:
    connection, now = transaction.connection, transaction.now
    hold(connection, "reminders")
    _settle_past(transaction)
    queued = 0
    done_today: set[int] = set()
    for due in (*_put_off(connection, now), *_planned(connection, now)):
        person = due.recipient.person
        if person.id in done_today or in_quiet_hours(now, person.zone):
            continue
        done_today.add(person.id)
        queued += _queue(transaction, due)
    return queued


def _settle_past(transaction: Transaction) -> None:
    """What could not go out before its meeting is taken back and noted as missed."""
    now = transaction.now
    past = calendar.meetings_between(transaction.connection, now - RECENTLY, now)
    missed = outbox.void_late(transaction.connection, [meeting.id for meeting in past])
    if missed:
        transaction.record("reminders_missed", facts={"count": missed})


def _queue(transaction: Transaction, due: Due) -> int:
    """Queue one reminder, unless the person has been written to unasked today."""
    person = due.recipient.person
    today = transaction.now.astimezone(ZoneInfo(person.zone)).date()
    letter = Letter(
        person.telegram_id,
        content_of(
            reminder(due.meeting, due.recipient),
            enclosed=Enclosure(by_day_in=person.zone, until=due.meeting.plan.deadline.isoformat()),
        ),
        urgency=REMINDER,
        key=f"unasked:{person.id}:{today}",
        meeting_id=due.meeting.id,
        actor_id=due.recipient.actor.id,
    )
    if not outbox.put(transaction.connection, (letter,), now=transaction.now):
        return 0
    if due.postponed is not None:
        calls.settle_reminder(
            transaction.connection, due.postponed, status="queued", now=transaction.now
        )
    else:
        calls.add_reminders(transaction.connection, [_row(due, "queued", transaction.now)])
    return 1


def _row(due: Due, status: str, now: datetime | None) -> dict[str, Any]:
    return {
        "meeting_id": due.meeting.id,
        "participant_id": due.recipient.person.id,
        "actor_id": due.recipient.actor.id,
        "due_at": due.due_at,
        "local_day": due.local_day,
        "status": status,
        "settled_at": now,
    }


def _planned(connection: Connection, now: datetime) -> Iterator[Due]:
    """The newest reminder of the plan that each recipient is owed now and has not had."""
    meetings = calendar.meetings_between(connection, now, now + AHEAD)
    ids = [meeting.id for meeting in meetings]
    known = calls.reminders_known(connection, ids)
    put_off = calls.put_off_until(connection, ids)
    for due in _owed(connection, meetings, now):
        passed = [moment for moment in due if moment.due_at <= now]
        if not passed:
            continue
        latest = passed[-1]
        whose = (latest.meeting.id, latest.recipient.person.id, latest.recipient.actor.id)
        held = whose in put_off and latest.local_day <= put_off[whose]
        if not held and (*whose, latest.local_day) not in known:
            yield latest


def _owed(
    connection: Connection, meetings: Sequence[Meeting], now: datetime
) -> Iterator[list[Due]]:
    """Per meeting and recipient that owes something: every moment of the plan, in order."""
    if not meetings:
        return
    everybody = calls.recipients(connection, REMINDED_ROLES)
    participations = world.read_participations(connection)
    possible = _possible(connection, now)
    for meeting in meetings:
        answered = calls.actors_answered(connection, meeting.id)
        for recipient in everybody:
            actor = recipient.actor
            if actor.id in answered:
                continue
            asked = asked_of(meeting.plan.asks, actor.actor, now.date(), participations)
            if any(kind in possible for ask in asked for kind in ask.submission_kinds):
                yield [_due(meeting, recipient, days) for days in REMINDER_DAYS]


def _possible(connection: Connection, now: datetime) -> frozenset[SubmissionKind]:
    """What can be sent at all: input only while a draft text is open for it."""
    kinds = frozenset(kind for kind in SubmissionKind if kind.value in FORMS)
    if consultations.open_consultations(connection, now):
        return kinds
    return kinds - {SubmissionKind.DRAFT_TEXT_INPUT}


def _due(meeting: Meeting, recipient: Recipient, days: int) -> Due:
    zone = recipient.person.zone
    moment = reminder_moment(meeting.plan.deadline, days, zone)
    return Due(meeting, recipient, moment, moment.astimezone(ZoneInfo(zone)).date())


def _put_off(connection: Connection, now: datetime) -> Iterator[Due]:
    """Reminders that their recipients asked for again and whose time has come."""
    waiting = calls.postponed_due(connection, now)
    if not waiting:
        return
    everybody = {
        (recipient.person.id, recipient.actor.id): recipient
        for recipient in calls.recipients(connection, REMINDED_ROLES)
    }
    for row in waiting:
        recipient = everybody.get((row.participant_id, row.actor_id))
        meeting = calendar.meeting_by_id(connection, row.meeting_id)
        spared = (
            recipient is None
            or meeting is None
            or meeting.plan.deadline <= now
            or row.actor_id in calls.actors_answered(connection, row.meeting_id)
        )
        if spared:
            calls.settle_reminder(connection, row.id, status="spared", now=now)
        elif recipient is not None and meeting is not None:
            yield Due(meeting, recipient, row.due_at, row.local_day, row.id)


def _next_due(connection: Connection, now: datetime) -> datetime | None:
    """The earliest moment after `now` at which a tick would find something to send."""
    year = timedelta(days=366)
    meetings = calendar.meetings_between(connection, now, now + year)
    moments = [
        due.due_at for plan in _owed(connection, meetings, now) for due in plan if due.due_at > now
    ]
    postponed = calls.next_postponed(connection)
    if postponed is not None and postponed > now:
        moments.append(postponed)
    return min(moments, default=None)


def reminder(meeting: Meeting, recipient: Recipient) -> Reply:
    """What the session is about, what is asked, by when, and the four answers."""
    plan, zone = meeting.plan, recipient.person.zone
    lines = [
        Message(phrases.REMINDER_TITLE, {"title": plan.title}),
        when(plan.starts_at, zone),
        Message(phrases.REMINDER_ASKED, {"asked": plan.about}),
        Message(phrases.REMINDER_ASKED, {"asked": plan.asked}),
    ]
    if plan.deadline != plan.starts_at:
        deadline = Moment(plan.deadline, zone)
        lines.append(Message(phrases.REMINDER_DEADLINE, {"deadline": deadline}))
    lines.append(Message(phrases.REMINDER_REPLY))
    return Reply(tuple(lines), answers(meeting, recipient.actor))


def when(starts_at: datetime, zone: str) -> Message:
    """A meeting's time in Washington and, where it differs, in the reader's zone."""
    there, here = (starts_at.astimezone(ZoneInfo(name)) for name in (WASHINGTON, zone))
    washington = Moment(starts_at, WASHINGTON)
    if there.replace(tzinfo=None) == here.replace(tzinfo=None):
        return Message(phrases.REMINDER_WHEN_SAME, {"washington": washington})
    local = Moment(starts_at, zone, time_only=there.date() == here.date())
    return Message(phrases.REMINDER_WHEN, {"washington": washington, "local": local})


def answers(meeting: Meeting, actor: KnownActor) -> tuple[tuple[Button, ...], ...]:
    """The four answers to a reminder, as buttons, and the other forms that the meeting asks for."""
    about = f"r:{short(meeting.id)}:{short(actor.id)}"
    return (
        (
            Button(Message(phrases.REPORT_PROGRESS), f"{about}:report"),
            Button(Message(phrases.SHARE_PRACTICE), f"{about}:practice"),
        ),
        *(
            (Button(Message(LABELS[kind]), f"{about}:{WORD_OF[kind]}"),)
            for kind in _asked_besides(meeting, actor)
        ),
        (
            Button(Message(phrases.NOTHING_NEW), f"{about}:nothing"),
            Button(Message(phrases.LATER), f"{about}:later"),
        ),
    )


def _asked_besides(meeting: Meeting, actor: KnownActor) -> tuple[SubmissionKind, ...]:
    """What the meeting asks the actor for beside progress and practices."""
    asks = asks_to(meeting.plan.asks, actor.actor)
    asked = {kind for ask in asks for kind in ask.submission_kinds}
    usual = {SubmissionKind.ACTIVITY_PROGRESS, SubmissionKind.GOOD_PRACTICE}
    return tuple(
        kind
        for kind in WORDS.values()
        if kind in asked - usual and may_send(actor.actor.kind, kind)
    )


def morning_after(now: datetime, days: int, zone: str) -> datetime:
    """09:00 in `zone`, `days` days after today there."""
    there = now.astimezone(ZoneInfo(zone)) + timedelta(days=days)
    return datetime.combine(there.date(), MORNING, ZoneInfo(zone))
