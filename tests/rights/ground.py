"""A running house with a seat for every try: all tries of a way are made at once, side by side.

What each person is told is read in their chat, what has changed in the rows of every table; a row
belongs to the seat whose people or actors it names.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, true, update

from bot.flows.reply import Reply
from committee.actors import ActorKind
from committee.calendar import term_of
from locales import Message, phrases
from sandbox import Message as SandboxMessage
from sandbox import Person
from services.office import Transaction
from services.seal import Seal, seal_of
from storage import calendar, tables, world
from storage.jobs import Job
from storage.outbox import REPLY
from tests.chat import rendered
from tests.house import House
from tests.rights.cases import Case
from tests.rights.scene import Scene, Seat, Stage
from tests.things import PDF

Row = Mapping[str, Any]
Rows = dict[str, dict[int | str, Row]]

SEATS = 190
PAPER = "paper.pdf"
GREETING = "Good day."
BOOKKEEPING = {"inbox", "outbox", "audit", "paces", "locks"}
"""Tables that every update leaves its traces in."""
SHARED = {"counters", "terms"}
"""Tables with rows that are nobody's: they change with what somebody sends."""
CLEARED = (
    tables.clarifications,
    tables.topics,
    tables.submissions,
    tables.attachments,
    tables.jobs,
    tables.responses,
    tables.reminders,
    tables.registrations,
    tables.drafts,
    tables.invitations,
    tables.memberships,
    tables.consultations,
    tables.outbox,
)
PEOPLE = (50_000, 60_000, 70_000)
"""From which Telegram id on those who try, their colleagues and others are numbered."""
AT_NIGHT = "Asia/Tokyo"
"""It is midnight there when the tests begin: news that nobody waits for keep until the morning."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button with that data, sealed as if it had been drawn for the person."""

    data: str


@dataclass(frozen=True, slots=True)
class Says:
    """A text or command; `replying` to the first message of the chat."""

    text: str
    replying: bool = False


@dataclass(frozen=True, slots=True)
class Asks:
    """An inline search, as `@bot words` makes it."""

    words: str


Act = Tap | Says | Asks
Lay = Callable[[Scene], Act]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a try led to: what the person was told, and which rows are not as they were."""

    case: Case
    seat: Seat
    secret: str
    said: str
    changed: Mapping[str, Sequence[tuple[Row | None, Row | None]]]

    @property
    def tables(self) -> set[str]:
        """The tables with rows that have changed."""
        return set(self.changed)


class NoWork:
    """Gives the runner of jobs nothing to do: that one is asked for is what is tried here."""

    async def claim(self, _worker: str) -> Sequence[Job]:
        """No job."""
        return ()


@dataclass
class Ground:
    """The house, its seats, and what all of them share."""

    house: House
    seats: list[Seat] = field(default_factory=list)
    run: int = 0
    stage: Stage = field(init=False)
    seal: Seal = field(init=False)

    async def open(self, seats: int) -> None:
        """Let people and actors in, and write to everybody once."""
        self.house.app.jobs._jobs = NoWork()  # type: ignore[assignment]
        office = self.house.app.services.office
        self.seal = await seal_of(office)
        for number in range(seats):
            for first in PEOPLE:
                person = Person(first + number, "Person", str(number), language_code="en")
                self.house.sandbox.make_person(person, started=True)
        self.seats = await office.do(lambda t: [_seat(t, number) for number in range(seats)])
        office.stored_files.mkdir(parents=True, exist_ok=True)
        (office.stored_files / PAPER).write_bytes(PDF)
        await office.do(lambda t: _greet(t, self.seats))
        await self.house.settle()
        greetings = {seat.chat: self._messages(seat)[0].id for seat in self.seats}
        self.stage = await office.do(lambda t: _stage(t, greetings))

    async def try_all(
        self, cases: Iterable[Case], lay: Lay, *, kind: ActorKind = ActorKind.STATE
    ) -> list[Outcome]:
        """Make all tries at once, each at a seat of its own; what came of them."""
        taken = list(zip(cases, self.seats, strict=False))
        office = self.house.app.services.office
        acts = await office.do(lambda t: self._set(t, taken, lay, kind))
        before, mark = await self.house.look(snapshot), self.house.sandbox.world.version
        asked = {}
        for (_, seat), act in zip(taken, acts, strict=True):
            self._greeting(seat).text = GREETING
            asked[seat.number] = await self._act(seat, act)
        await self._settle()
        changed = self._by_seat(before, await self.house.look(snapshot))
        return [
            Outcome(
                case,
                seat,
                secret=seat.secret(self.run),
                said=self._said(seat, mark) + await self._found(asked[seat.number]),
                changed=changed.get(seat.number, {}),
            )
            for case, seat in taken
        ]

    def _set(
        self,
        transaction: Transaction,
        taken: Sequence[tuple[Case, Seat]],
        lay: Lay,
        kind: ActorKind,
    ) -> list[Act]:
        connection = transaction.connection
        _clear(connection)
        self.run += 1
        rows = [actor for _, seat in taken for actor in (seat.own, seat.other)]
        connection.execute(
            update(tables.actors).where(tables.actors.c.id.in_(rows)).values(kind=kind.value)
        )
        acts = []
        for case, seat in taken:
            scene = Scene(connection, transaction.now, self.stage, seat, case, self.run)
            scene.let_in()
            acts.append(lay(scene))
        return acts

    async def _act(self, seat: Seat, act: Act) -> str | None:
        """Let the person act; returns the number of an inline search."""
        greeting = self.stage.greetings[seat.chat]
        match act:
            case Tap(data):
                sealed = self.seal.close(data, seat.chat)
                await self.house.sandbox.tap_data(seat.chat, sealed, greeting)
            case Says(text, replying):
                to = greeting if replying else None
                await self.house.sandbox.send(seat.chat, text, reply_to=to)
            case Asks(words):
                return await self.house.sandbox.ask_inline(seat.chat, words)
        return None

    async def _found(self, query: str | None) -> str:
        if query is None:
            return ""
        found = (await self.house.sandbox.inline_answer(query)).results
        return " // ".join(f"{each.title}: {each.description} / {each.text}" for each in found)

    async def _settle(self) -> None:
        """Wait until nothing is on its way, looking less often than a single chat does."""
        async with asyncio.timeout(60):
            while await self._busy():  # noqa: ASYNC110 - the database has no event for this
                await asyncio.sleep(0.03)

    async def _busy(self) -> bool:
        updates, app = self.house.sandbox.world.updates, self.house.app
        if len(updates) or not updates.held or app.courtesy._under_way:
            return True
        return await self.house.look(self._is_unfinished)

    def _is_unfinished(self, connection: Connection) -> bool:
        """Whether an update or an answer is on its way; news that nobody waits for may wait."""
        return any(
            connection.execute(
                select(table.c.id).where(table.c.status.in_(("new", "leased")), which).limit(1)
            ).first()
            for table, which in (
                (tables.inbox, true()),
                (tables.outbox, tables.outbox.c.urgency == REPLY),
            )
        )

    def _messages(self, seat: Seat) -> list[SandboxMessage]:
        return list(self.house.sandbox.world.chats[seat.chat].messages.values())

    def _greeting(self, seat: Seat) -> SandboxMessage:
        """The message on which the person acts; what it became the last time is forgotten."""
        return self._messages(seat)[0]

    def _said(self, seat: Seat, mark: int) -> str:
        messages = [m for m in self._messages(seat) if m.from_bot and m.version > mark]
        return " // ".join(rendered(m) for m in sorted(messages, key=lambda m: m.version))

    def _by_seat(
        self, before: Rows, after: Rows
    ) -> dict[int, dict[str, list[tuple[Row | None, Row | None]]]]:
        """The rows that differ, by the seat that they belong to."""
        of_person = {row: seat.number for seat in self.seats for row in seat.people}
        of_actor = {row: seat.number for seat in self.seats for row in (seat.own, seat.other)}
        found: dict[int, dict[str, list[tuple[Row | None, Row | None]]]] = {}
        for table, was, now in differing(before, after):
            if table in SHARED:
                continue
            seats = {
                seat
                for row in (was, now)
                for seat in _whose(table, row or {}, of_person, of_actor, after)
            }
            assert len(seats) == 1, f"a row of {table} belongs to the seats {seats}: {was} {now}"
            found.setdefault(seats.pop(), defaultdict(list))[table].append((was, now))
        return found


def snapshot(connection: Connection) -> Rows:
    """Every row of every table, but for bookkeeping."""
    return {
        table.name: {
            _key(row): row for row in map(dict, connection.execute(select(table)).mappings())
        }
        for table in tables.metadata.sorted_tables
        if table.name not in BOOKKEEPING
    }


def differing(before: Rows, after: Rows) -> Iterable[tuple[str, Row | None, Row | None]]:
    """Table, row before and row after, of every row that differs."""
    for table, rows in after.items():
        for key in rows.keys() | before[table].keys():
            was, now = before[table].get(key), rows.get(key)
            if was != now:
                yield table, was, now


def _key(row: Row) -> int | str:
    return int(row["id"]) if "id" in row else "/".join(str(each) for each in row.values())


def _whose(
    table: str, row: Row, of_person: Mapping[int, int], of_actor: Mapping[int, int], rows: Rows
) -> Iterable[int]:
    """The seats whose people or actors the row names."""
    if table == "topics":
        row = {"actor_id": rows["submissions"][row["submission_id"]]["actor_id"]} if row else {}
    if table == "participants" and row:
        yield of_person[row["id"]]
    if table == "actors" and row:  # one that has registered
        asked = (each for each in rows["registrations"].values() if each["actor_id"] == row["id"])
        yield from (of_person[each["participant_id"]] for each in asked)
    for column in ("participant_id", "asked_by", "issued_by", "decided_by"):
        if row.get(column) is not None:
            yield of_person[row[column]]
    if row.get("actor_id") in of_actor:
        yield of_actor[row["actor_id"]]


def _clear(connection: Connection) -> None:
    """Take away what the tries before have left."""
    for table in CLEARED:
        connection.execute(delete(table))
    connection.execute(
        update(tables.participants).values(
            open_draft_id=None, news="at_once", told_until=None, language="en", zone=AT_NIGHT
        )
    )


def _seat(transaction: Transaction, number: int) -> Seat:
    connection, now = transaction.connection, transaction.now

    def person(telegram: int, name: str) -> int:
        values = {"telegram_id": telegram, "name": name, "first_seen_at": now}
        added = insert(tables.participants).values(language="en", zone=AT_NIGHT, **values)
        return int(connection.execute(added.returning(tables.participants.c.id)).scalar_one())

    def actor(name: str) -> int:
        said = dict.fromkeys(("es", "en", "fr", "pt"), name)
        added = insert(tables.actors).values(key=name.lower(), kind="state", name=said)
        return int(connection.execute(added.returning(tables.actors.c.id)).scalar_one())

    return Seat(
        number=number,
        chat=PEOPLE[0] + number,
        person=person(PEOPLE[0] + number, f"Person {number}"),
        colleague=person(PEOPLE[1] + number, f"Colleague {number}"),
        second=person(PEOPLE[2] + number, f"Second {number}"),
        own=actor(f"Ownland{number:04}"),
        other=actor(f"Otherland{number:04}"),
    )


def _greet(transaction: Transaction, seats: Iterable[Seat]) -> None:
    for seat in seats:
        transaction.say(seat.chat, Reply((Message(phrases.HELP),)))


def _stage(transaction: Transaction, greetings: Mapping[int, int]) -> Stage:
    connection, now = transaction.connection, transaction.now
    meeting = next(m for m in calendar.upcoming_meetings(connection, now, most=20) if m.plan.asks)
    term = calendar.term_id(connection, term_of(now.date()))
    assert term is not None
    return Stage(world.newest_program_id(connection), term, meeting.id, PAPER, greetings)
