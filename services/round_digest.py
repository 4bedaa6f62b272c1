"""After a round of reminders and in the morning before a meeting: who has answered.

To everybody who may see it, as they may know it; a round and a morning are told of once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from committee.access import Action, Relation, roles_for
from committee.localtime import instant, local_day
from committee.owing import QUIET_UNTIL, in_quiet_hours
from services import round_digest_picture
from services.asking_whom import asked_by
from services.letters import Enclosure
from services.office import WASHINGTON, Office, Transaction, allowed
from services.readers import viewer_of
from services.round_digest_facts import Snapshot, actors_by_row, facts_of, snapshot_of
from services.round_digest_text import message_of
from storage import calendar, heard, people, reviewing, rounds
from storage.calendar import Meeting
from storage.listing import Viewer
from storage.locking import hold
from storage.outbox import REMINDER
from storage.people import Membership, Participant
from storage.rounds import Round

AHEAD = timedelta(days=2)
"""How long before a meeting its morning can be: the day before, in whichever zone."""
IN_TIME = timedelta(hours=2)
"""What is left before a meeting at the least, when its own morning is early enough."""
EVENING = time(19)
"""Until when a digest waits for the mail of its round, in Washington."""
OF_USE_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Reader:
    person: Participant
    held: tuple[Membership, ...]

    @property
    def viewer(self) -> Viewer:
        return viewer_of(self.held)


@dataclass(slots=True)
class _Due:
    """A digest that is due: to whom, of which meeting, and under which key it is told once."""

    reader: _Reader
    meeting: Meeting
    key: str


@dataclass(slots=True)
class _Telling:
    """One tick: what was looked up stays looked up."""

    transaction: Transaction
    snapshots: dict[tuple[int, Viewer], Snapshot] = field(default_factory=dict)

    def snapshot(self, meeting: Meeting, viewer: Viewer) -> Snapshot:
        """What the meeting has heard, as `viewer` may know it."""
        if (meeting.id, viewer) not in self.snapshots:
            now = self.transaction.now
            made = snapshot_of(self.transaction.connection, meeting, viewer, now)
            self.snapshots[meeting.id, viewer] = made
        return self.snapshots[meeting.id, viewer]


class RoundDigests:
    """The clock's way in: every tick sends the digests that are due."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def tick(self) -> int:
        """Send every digest that is due now; returns how many were."""
        sent = await self._office.do(_tick)
        if sent:
            self._office.jobs_waiting.set()
        return sent


def _tick(transaction: Transaction) -> int:
    hold(transaction.connection, "reminders")
    readers = _readers(transaction)
    due = {
        (each.reader.person.id, each.meeting.id): each
        for each in (*_mornings(transaction, readers), *_rounds(transaction, readers))
    }
    _send(transaction, due.values())
    return len(due)


def _readers(transaction: Transaction) -> Sequence[_Reader]:
    """Whoever may see who has answered and can be reached."""
    roles = roles_for(Action.SEE_STATUS, Relation.NONE)
    return [
        _Reader(each.person, people.memberships_of(transaction.connection, each.person.id))
        for each in reviewing.reviewers(transaction.connection, roles)
        if each.person.unreachable_since is None
    ]


# --- after a round -------------------------------------------------------------------------


def _rounds(transaction: Transaction, readers: Iterable[_Reader]) -> Iterator[_Due]:
    """Of each meeting one digest, of all its rounds whose moment has come; they are done then."""
    ended: dict[int | None, list[Round]] = {}
    for each in rounds.to_report(transaction.connection, transaction.now):
        ended.setdefault(each.meeting_id, []).append(each)
    for row, theirs in ended.items():
        meeting = None if row is None else calendar.meeting_by_id(transaction.connection, row)
        if meeting is not None and meeting.cancelled_at is None:
            if _is_on_its_way(transaction, meeting):
                continue
            key = f"heard:round:{theirs[-1].id}"
            yield from (_Due(reader, meeting, key) for reader in readers)
        _note_reported(transaction, theirs, row)


def _is_on_its_way(transaction: Transaction, meeting: Meeting) -> bool:
    """Whether mail about the meeting is still to be sent, and it is not evening yet."""
    now = transaction.now
    evening = instant(local_day(now, WASHINGTON), EVENING, WASHINGTON)
    return now < evening and heard.mail_is_waiting(transaction.connection, meeting.id)


def _note_reported(transaction: Transaction, of: Sequence[Round], meeting_id: int | None) -> None:
    for each in of:
        rounds.change(transaction.connection, each.id, reported_at=transaction.now)
    transaction.record(
        "rounds_reported",
        subject="meeting",
        subject_id=meeting_id,
        facts={"count": len(of)},
    )


# --- in the morning ------------------------------------------------------------------------


def _mornings(transaction: Transaction, readers: Sequence[_Reader]) -> Iterator[_Due]:
    """Each reader's morning before a meeting, once per meeting and the day it falls on."""
    connection, now = transaction.connection, transaction.now
    due = [
        _Due(reader, meeting, _morning_key(meeting, reader.person))
        for meeting in _asking_tomorrow(connection, now)
        for reader in readers
        if morning_before(meeting.plan.starts_at, reader.person.zone) <= now
        and not in_quiet_hours(now, reader.person.zone)
    ]
    told = rounds.keys_known(connection, [each.key for each in due])
    for each in due:
        if each.key not in told and _note_morning(transaction, each):
            yield _Due(each.reader, each.meeting, f"heard:{each.key}")


def _asking_tomorrow(connection: Connection, now: datetime) -> Sequence[Meeting]:
    """The next meetings for which anybody could be asked, or of whom something was received."""
    coming = [
        each
        for each in calendar.upcoming_meetings(connection, now, most=20)
        if each.plan.asks and each.plan.starts_at < now + AHEAD
    ]
    asked = asked_by(connection, coming, now) if coming else {}
    return [
        each
        for each in coming
        if asked[each.id].kinds or asked[each.id].keys or heard.informed(connection, each.id)
    ]


def morning_before(starts_at: datetime, zone: str) -> datetime:
    """08:00 in `zone` on the day of the meeting there, or on the day before if it begins early."""
    day = local_day(starts_at, zone)
    morning = instant(day, QUIET_UNTIL, zone)
    if starts_at - morning >= IN_TIME:
        return morning
    return instant(day - timedelta(days=1), QUIET_UNTIL, zone)


def _morning_key(meeting: Meeting, person: Participant) -> str:
    day = local_day(meeting.plan.starts_at, WASHINGTON)
    return f"morning:{meeting.id}:{day}:{person.id}"


def _note_morning(transaction: Transaction, due: _Due) -> bool:
    noted = rounds.add(
        transaction.connection,
        kind=rounds.MORNING,
        status=rounds.SENT,
        made_at=transaction.now,
        key=due.key,
        meeting_id=due.meeting.id,
        goes_at=transaction.now,
        report_at=transaction.now,
        reported_at=transaction.now,
    )
    return noted is not None


# --- both ----------------------------------------------------------------------------------


def _send(transaction: Transaction, due: Iterable[_Due]) -> None:
    """Tell each reader, and ask for the picture that follows."""
    telling, known = _Telling(transaction), None
    for each in due:
        known = known or actors_by_row(transaction.connection)
        person, meeting = each.reader.person, each.meeting
        snapshot = telling.snapshot(meeting, each.reader.viewer)
        facts = facts_of(snapshot, meeting.plan.title, known)
        transaction.say(
            person.telegram_id,
            message_of(facts, person, remind=_may_remind(transaction, each, snapshot)),
            enclosed=_by_day(transaction, each),
            urgency=REMINDER,
            key=f"{each.key}:{person.id}",
        )
        round_digest_picture.ask(transaction, snapshot, person)


def _may_remind(transaction: Transaction, due: _Due, snapshot: Snapshot) -> bool:
    """Whether a round to those not heard is of use, and the reader's to send."""
    open_still = transaction.now < due.meeting.plan.deadline
    return open_still and bool(snapshot.silent) and allowed(due.reader.held, Action.SEND_ROUND)


def _by_day(transaction: Transaction, due: _Due) -> Enclosure:
    """By day, and before the meeting if that is still ahead."""
    until, starts_at = transaction.now + OF_USE_FOR, due.meeting.plan.starts_at
    if transaction.now < starts_at:
        until = min(until, starts_at)
    return Enclosure(by_day_in=due.reader.person.zone, until=until.isoformat())
