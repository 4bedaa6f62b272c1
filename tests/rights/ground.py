"""A running house with a seat for every try: all tries of a way are made at once, side by side.

What each person is told is read in their chat, what has changed in the rows of every table; a row
belongs to the seat whose people or actors it names.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select, true, update

from committee.actors import ActorKind
from sandbox import Message as SandboxMessage
from sandbox import Person
from sandbox.formatted import Formatted
from services.office import Transaction
from services.seal import Seal, seal_of
from storage import tables
from storage.jobs import Job
from storage.outbox import REPLY
from tests.chat import rendered
from tests.house import House
from tests.rights.acts import Act, Asks, Edits, Says, Sends, Tap
from tests.rights.cases import Case
from tests.rights.rows import Change, by_seat, snapshot
from tests.rights.scene import Scene
from tests.rights.seats import PAPER, PEOPLE, Seat, Stage, clear, greet, seat_of, stage_of
from tests.things import PDF

GREETING = "Good day."
Lay = Callable[[Scene], Act]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a try led to: what the person was told, and which rows are not as they were."""

    case: Case
    seat: Seat
    secret: str
    said: str
    changed: Mapping[str, Sequence[Change]]

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
        self.seats = await office.do(lambda t: [seat_of(t, number) for number in range(seats)])
        office.stored_files.mkdir(parents=True, exist_ok=True)
        (office.stored_files / PAPER).write_bytes(PDF)
        await office.do(lambda t: greet(t, self.seats))
        await self.house.settle()
        greetings = {seat.chat: self._greeting(seat).id for seat in self.seats}
        written = {seat.chat: self._writes(seat) for seat in self.seats}
        self.stage = await office.do(lambda t: stage_of(t, greetings, written))

    async def try_all(
        self, cases: Iterable[Case], lay: Lay, *, kind: ActorKind = ActorKind.STATE
    ) -> list[Outcome]:
        """Make all tries at once, each at a seat of its own; what came of them."""
        tried = list(cases)
        taken = list(zip(tried, self.seats[: len(tried)], strict=True))
        office = self.house.app.services.office
        acts = await office.do(lambda t: self._set(t, taken, lay, kind))
        before, mark = await self.house.look(snapshot), self.house.sandbox.world.version
        asked = {}
        for (_, seat), act in zip(taken, acts, strict=True):
            self._greeting(seat).text = GREETING
            asked[seat.number] = await self._act(seat, act)
        await self._settle()
        changed = by_seat(self.seats, before, await self.house.look(snapshot))
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
        clear(connection)
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
            case Sends():
                await self.house.sandbox.send_file(
                    seat.chat, PDF, name="more.pdf", mime="application/pdf", reply_to=greeting
                )
            case Edits(text):
                await self.house.sandbox.edit(seat.chat, self.stage.written[seat.chat], text)
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

    def _writes(self, seat: Seat) -> int:
        """Something that the person wrote long ago, of which the bot hears no more."""
        world = self.house.sandbox.world
        person = world.person(seat.chat)
        return world.post(world.chats[seat.chat], sender=person, words=Formatted(GREETING)).id

    def _said(self, seat: Seat, mark: int) -> str:
        messages = [m for m in self._messages(seat) if m.from_bot and m.version > mark]
        return " // ".join(rendered(m) for m in sorted(messages, key=lambda m: m.version))
