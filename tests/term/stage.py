"""A story played on a real database, through the services, with a clock that only it moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, delete, insert, select, update

from committee.access import Role
from services import calendars_changing, members_ending, unasked
from services.office import Office, Sender, Transaction
from services.reminders import Reminders
from services.tokens import long
from storage import calendar, calls, members, outbox, people, world
from storage.calendar import Meeting
from storage.database import Database
from storage.members import Member
from storage.people import Participant
from storage.tables import (
    audit,
    marks,
    meetings,
    memberships,
    notices,
    participants,
    participations,
    reminders,
    responses,
    rounds,
    terms,
)
from storage.tables import (
    outbox as letters,
)
from tests.house import TRAIL_KEY
from tests.people import SECRETARIAT
from tests.term.story import Event, Story, Word

CHANGED: tuple[Table, ...] = (
    reminders,
    notices,
    rounds,
    letters,
    responses,
    memberships,
    audit,
    participants,
    meetings,
    terms,
    marks,
)
"""What a story changes, in an order in which it can be removed."""


class SteadyClock:
    """A clock whose date is set; the machine's stands, so that nobody was ever away."""

    def __init__(self, date: datetime) -> None:
        self.date = date

    def now(self) -> datetime:
        """The date."""
        return self.date

    def pulse(self) -> float:
        """A second."""
        return 1_000_000.0

    def steady(self) -> bool:
        """Always."""
        return True

    def jumps(self) -> int:
        """None."""
        return 0


class Stage:
    """Plays a story; `words` are the messages that were sent, `missed` what was reported."""

    def __init__(self, database: Database, story: Story) -> None:
        self.story = story
        self.clock = SteadyClock(story.moments[0])
        self.office = Office(database, self.clock, trail_key=TRAIL_KEY)
        self.reminders = Reminders(self.office)
        self.words: list[Word] = []
        self._meetings: dict[int, str] = {}
        self._actors: dict[int, str] = {}

    async def play(self) -> None:
        """Everything in its order: what happens, what is due, what happens before it is sent."""
        await self.office.do(self._set)
        for now in self.story.moments:
            self.clock.date = now
            happened = await self._do(self.story.of(now, quick=False))
            queued = await self.reminders.tick()
            happened += await self._do(self.story.of(now, quick=True))
            if queued or happened or now == self.story.moments[-1]:
                await self.office.do(self._deliver)

    async def _do(self, events: Iterator[Event]) -> int:
        count = 0
        for count, event in enumerate(events, 1):  # noqa: B007 - how many there were
            await self.office.do(lambda t, event=event: self._happens(t, event))  # type: ignore[misc]
        return count

    def _set(self, transaction: Transaction) -> None:
        connection = transaction.connection
        for table in CHANGED:
            connection.execute(delete(table))
        term = calendar.term_for(
            connection, "2026-27", starts=date(2026, 9, 1), ends=date(2027, 5, 31)
        )
        for plan in self.story.meetings:
            row = calendar.add_meeting(connection, term, plan, None)
            self._meetings[row] = plan.key
        self._actors = {each.id: each.actor.key for each in world.known_actors(connection)}
        self._expect(connection)
        for each in self.story.delegates:
            self._add(connection, each.id, each.zone, each.holidays)
        office = self._add(connection, SECRETARIAT.id, SECRETARIAT.zone, None)
        people.add_membership(
            connection, office.id, actor_id=None, role=Role.SECRETARIAT, now=transaction.now
        )

    def _expect(self, connection: Connection) -> None:
        connection.execute(delete(participations))
        rows = {key: row for row, key in self._actors.items()}
        for key, since in self.story.expected.items():
            values = {"actor_id": rows[key], "expected_to_report": True, "since": since.date()}
            connection.execute(insert(participations).values(**values))

    def _add(
        self, connection: Connection, telegram_id: int, zone: str, holidays: str | None
    ) -> Participant:
        added = people.add_participant(
            connection,
            telegram_id,
            name="Somebody",
            language="en",
            zone=zone,
            now=self.story.moments[0],
        )
        people.change_participant(connection, added.id, holidays=holidays)
        return added

    # --- what happens ----------------------------------------------------------------------

    def _happens(self, transaction: Transaction, event: Event) -> None:
        if event.what in {"move", "cancel"}:
            self._meeting_changes(transaction, event)
        elif event.what in {"answer", "undo"}:
            self._answers(transaction, event)
        else:
            person = people.participant_by_telegram(transaction.connection, event.person)
            assert person is not None
            self._person_does(transaction, event, person)

    def _meeting_changes(self, transaction: Transaction, event: Event) -> None:
        meeting = self._meeting(transaction.connection, event.meeting)
        if meeting.cancelled_at is not None or meeting.plan.starts_at <= transaction.now:
            return
        if event.what == "cancel":
            calendars_changing.cancel(transaction, meeting)
            return
        assert isinstance(event.to, datetime)
        plan = meeting.plan
        starts_at = event.to + (plan.starts_at - plan.deadline)
        plan = replace(plan, starts_at=starts_at, deadline=event.to)
        calendars_changing.change(transaction, meeting, plan)

    def _answers(self, transaction: Transaction, event: Event) -> None:
        connection = transaction.connection
        meeting = self._meeting(connection, event.meeting).id
        actor = self._actor(event.actor)
        if event.what == "undo":
            calls.take_back_response(
                connection, meeting_id=meeting, actor_id=actor, kind=calls.NOTHING_NEW
            )
            return
        someone = connection.execute(select(participants.c.id)).scalars().first()
        assert someone is not None
        calls.add_response(
            connection,
            meeting_id=meeting,
            actor_id=actor,
            participant_id=someone,
            kind=calls.NOTHING_NEW,
            now=transaction.now,
        )
        unasked.release(transaction, meeting_id=meeting, actor_id=actor)

    def _person_does(self, transaction: Transaction, event: Event, person: Participant) -> None:
        connection = transaction.connection
        match event.what:
            case "join":
                self._joins(transaction, event, person)
            case "leave":
                for member in self._held(connection, event, person):
                    members_ending.end(transaction, member)
            case "later":
                assert isinstance(event.to, datetime)
                calls.put_off(
                    connection,
                    meeting_id=self._meeting(connection, event.meeting).id,
                    participant_id=person.id,
                    actor_id=self._actor(event.actor),
                    due_at=event.to,
                    local_day=event.to.astimezone(zone_of(person)).date(),
                )
            case "zone" | "holidays":
                people.change_participant(connection, person.id, **{event.what: event.to})
                unasked.release(transaction, participant_id=person.id)
            case "block":
                outbox.park(connection, event.person)
                people.mark_unreachable(connection, event.person, now=transaction.now)
            case _:
                self.office._meet(connection, Sender(event.person, "", "en"), transaction.now, [])

    def _joins(self, transaction: Transaction, event: Event, person: Participant) -> None:
        if not self._held(transaction.connection, event, person):
            people.add_membership(
                transaction.connection,
                person.id,
                actor_id=self._actor(event.actor),
                role=Role.FOCAL_POINT,
                now=transaction.now,
            )

    def _held(self, connection: Connection, event: Event, person: Participant) -> list[Member]:
        actor = self._actor(event.actor)
        held = members.members_of(connection, person.id)
        return [each for each in held if each.actor is not None and each.actor.id == actor]

    def _meeting(self, connection: Connection, key: str) -> Meeting:
        meeting = calendar.meeting_by_key(connection, key)
        assert meeting is not None
        return meeting

    def _actor(self, key: str) -> int:
        return next(row for row, known in self._actors.items() if known == key)

    # --- what was sent ---------------------------------------------------------------------

    def _deliver(self, transaction: Transaction) -> None:
        """As a relay does: what waits is sent; what reminds is kept as a word."""
        waiting = transaction.connection.execute(
            select(letters.c.chat_id, letters.c.content, letters.c.key)
            .where(letters.c.status == "new")
            .order_by(letters.c.chat_id)
        ).all()
        for chat, content, key in waiting:
            if key is not None and key.startswith("unasked:"):
                self.words.append(Word(transaction.now, chat, self._subjects(content)))
        if waiting:
            transaction.connection.execute(
                update(letters).where(letters.c.status == "new").values(status="sent")
            )

    def _subjects(self, content: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        """What a message is about, as its buttons say, in their order."""
        found: dict[tuple[str, str], None] = {}
        for row in content["reply"]["rows"]:
            for _, data, _ in row:
                verb, meeting, actor, *_ = f"{data}:::".split(":")
                if verb == "r":
                    found[self._meetings[long(meeting)], self._actors[long(actor)]] = None
        return tuple(found)

    async def missed(self) -> Counter[str]:
        """By meeting, how many reminders were reported as missed, and that each was told once."""

        def read(connection: Connection) -> Counter[str]:
            noted: Sequence[Any] = connection.execute(
                select(audit.c.subject_id, audit.c.facts).where(
                    audit.c.action == "reminders_missed"
                )
            ).all()
            told = connection.execute(
                select(letters.c.key).where(letters.c.key.like("missed:%"))
            ).all()
            assert len(told) == len(noted)
            found: Counter[str] = Counter()
            for row, facts in noted:
                found[self._meetings[row]] += facts["count"]
            return found

        return await self.office.look(read)


def zone_of(person: Participant) -> ZoneInfo:
    """The zone in which somebody reads."""
    return ZoneInfo(person.zone)
