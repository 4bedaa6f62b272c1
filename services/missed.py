"""What could not go when it was due: noted, and told to the secretariat, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from committee import plan
from committee.access import Action, Relation, roles_for
from committee.owing import REMINDED_ROLES
from locales import Message, Moment, Param
from locales.phrases import reminders as words
from services import asking_whom, review_news, unasked
from services.calls_now import calls_everywhere
from services.office import Transaction
from storage import calendar, calls, reminding, reviewing
from storage import unasked as written
from storage.calendar import Meeting
from storage.reminding import Call, Owed

AWAY = timedelta(hours=1)
"""Ticks that far apart by the machine's clock mean that the bot was not running between them."""
TICKED, PULSE, AWAY_FROM, AWAY_UNTIL = "reminders", "pulse", "away_from", "away_until"

Span = tuple[datetime, datetime]
"""From when to when the bot was not running."""


def take_up(transaction: Transaction) -> None:
    """Let what stands in letters that could not go on their day be due again, in new words.

    The caller holds the reminders.
    """
    if count := written.lapse(transaction.connection, transaction.now):
        transaction.record("unasked_lapsed", facts={"count": count})


def look_back(transaction: Transaction, *, pulse: float) -> Span | None:
    """Note that the clock was looked at; tell of what was not of use any more, or goes late.

    Returns between which two moments the bot was last away, if it ever was. A date that somebody
    moved, as in the demo, while the machine's clock went on is no absence. The caller holds the
    reminders.
    """
    connection, now = transaction.connection, transaction.now
    marks = written.marked(connection)
    since, looked_at = marks.get(TICKED), datetime.fromtimestamp(pulse, UTC)
    came_back = looked_at - marks.get(PULSE, looked_at) > AWAY
    fresh = {TICKED: now, PULSE: looked_at}
    if since is None or since >= now:
        written.mark(connection, fresh)
        return _away(marks)
    if came_back:
        fresh |= {AWAY_FROM: since, AWAY_UNTIL: now}
    written.mark(connection, fresh)
    for meeting in calendar.meetings_between(connection, since, now):
        _settle_past(transaction, meeting, away=came_back)
    if came_back:
        _tell_of_late(transaction, (since, now))
    return _away(marks | fresh)


def _away(marks: Mapping[str, datetime]) -> Span | None:
    start, end = marks.get(AWAY_FROM), marks.get(AWAY_UNTIL)
    return None if start is None or end is None else (start, end)


def _settle_past(transaction: Transaction, meeting: Meeting, *, away: bool) -> None:
    """Note and tell which reminders of a meeting did not go before its contributions were due."""
    connection, now = transaction.connection, transaction.now
    written.release(connection, meeting_id=meeting.id, also_void=True)
    planned = reminding.owed(
        connection, _last_calls(connection, meeting, now), REMINDED_ROLES, missed=True
    )
    put_off = _put_off(connection, meeting, now)
    written.note_queued(
        connection, [written.row_of(each, reminding.MISSED, now=now) for each in planned]
    )
    rows: dict[int, str | None] = {each.row: None for each in put_off if each.row is not None}
    written.settle_reminders(connection, rows, status=reminding.MISSED, now=now)
    count = len({_subject(each) for each in (*planned, *put_off)})
    if not count:
        return
    transaction.record(
        "reminders_missed",
        subject="meeting",
        subject_id=meeting.id,
        facts={"count": count, "away": away},
    )
    line = words.missed(count, meeting.plan.title)
    key = f"missed:{meeting.id}:{meeting.plan.deadline.isoformat()}"
    _tell_office(transaction, line, key=key)


def _last_calls(connection: Connection, meeting: Meeting, now: datetime) -> Sequence[Call]:
    asked = asking_whom.asked_by(connection, [meeting], now)[meeting.id]
    return [
        Call(meeting.id, asked, place, step, now)
        for place in reminding.places(connection)
        for step in plan.steps(meeting.plan.kind, meeting.plan.deadline, place)[-1:]
    ]


def _put_off(connection: Connection, meeting: Meeting, now: datetime) -> Sequence[Owed]:
    """Reminders of a meeting that its readers put off, or of an extra round, that did not go."""
    answered = calls.actors_answered(connection, meeting.id)
    return [
        each
        for each in reminding.waiting(connection, now, REMINDED_ROLES)
        if each.meeting_id == meeting.id and each.recipient.actor.id not in answered
    ]


def _subject(owed: Owed) -> tuple[int, int, int]:
    return owed.recipient.person.id, owed.meeting_id, owed.recipient.actor.id


def _tell_of_late(transaction: Transaction, away: Span) -> None:
    """Tell how many reminders fell due while the bot was away and can still go."""
    late = {_subject(each) for each in _still_to_go(transaction) if unasked.is_late(each, away)}
    if late:
        transaction.record("reminders_late", facts={"count": len(late)})
        line = words.goes_late(len(late))
        _tell_office(transaction, line, key=f"late:{away[1].isoformat()}")


def _still_to_go(transaction: Transaction) -> Iterator[Owed]:
    connection, now = transaction.connection, transaction.now
    everywhere = calls_everywhere(connection, now)
    yield from reminding.owed(connection, everywhere, REMINDED_ROLES, missed=True)
    yield from still_of_use(transaction, reminding.waiting(connection, now, REMINDED_ROLES))


def still_of_use(transaction: Transaction, waiting: Sequence[Owed]) -> Iterator[Owed]:
    """Those that are still of use; the others are settled: answered meanwhile, over, cancelled."""
    connection, now = transaction.connection, transaction.now
    rows = {each.meeting_id for each in waiting}
    meetings = {row: calendar.meeting_by_id(connection, row) for row in rows}
    answered = {row: calls.actors_answered(connection, row) for row in rows}
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


def _tell_office(transaction: Transaction, line: Message, *, key: str) -> None:
    """Tell the secretariat, and between which moments the bot was away if it was lately."""
    away = _away(written.marked(transaction.connection))
    roles = roles_for(Action.MANAGE_CALENDAR, Relation.NONE)
    for each in reviewing.reviewers(transaction.connection, roles):
        lines = [line]
        if away and transaction.now - away[1] < timedelta(days=1):
            zone = each.person.zone
            span: dict[str, Param] = {
                "since": Moment(away[0], zone),
                "until": Moment(away[1], zone),
            }
            lines.insert(0, Message(words.WAS_AWAY, span))
        review_news.tell(transaction, each, asking_whom.report(tuple(lines)), key=key)
