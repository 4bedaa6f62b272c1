"""The whole product on a real database and the real sandbox over HTTP, in one process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import (
    BindParameter,
    Connection,
    Float,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from bot.app import App, build
from bot.ground import KEY_FILE
from bot.settings import Settings
from locales import Language
from sandbox import Clock, Sandbox
from services.delivery import Limits
from services.office import Transaction
from storage import people, world
from storage.pacing import EVERYBODY
from storage.tables import inbox, jobs, memberships, outbox, paces
from tests.people import Character

T = TypeVar("T")

START = datetime(2027, 1, 20, 15, tzinfo=UTC)
"""When every story begins: after the January meeting, four weeks before the February one."""

UNLIMITED = Limits(overall=1000.0, per_chat=1000.0, chat_burst=1000)
TOKEN = "1:sandbox"
TRAIL_KEY = bytes(range(32))
"""The key of every test's audit trail; the template's chain is begun with it."""


def lay_key(folder: Path) -> None:
    """Put the key of the audit trail where a process on this data folder looks for it."""
    folder.mkdir(exist_ok=True)
    (folder / KEY_FILE).write_text(TRAIL_KEY.hex())


class StandingClock(Clock):
    """A date that only the test moves."""

    def now(self) -> datetime:
        """The date."""
        return START + self.offset


HELD = "held"
"""The worker whose jobs are in a test's own hands."""


def _unfinished() -> Select[int]:
    """How much is on its way or due by the pulse `soon`, asked as one question."""
    soon: BindParameter[float] = bindparam("soon", type_=Float)
    before = outbox.alias("before")
    paused = exists().where(paces.c.chat_id == EVERYBODY, paces.c.next_at_pulse > soon)
    held_up = exists().where(
        before.c.chat_id == outbox.c.chat_id,
        before.c.status == "new",
        before.c.ready_at_pulse > soon,
        before.c.urgency <= outbox.c.urgency,
        before.c.id < outbox.c.id,
    )
    due = and_(outbox.c.status == "new", outbox.c.ready_at_pulse <= soon, ~held_up, ~paused)
    # What a test has taken itself, to do with it as it likes, is HELD.
    own = jobs.c.worker.is_distinct_from(HELD)
    counted = (
        select(func.count())
        .select_from(table)
        .where(table.c.status.in_(("new", "leased")), rest)
        .scalar_subquery()
        for table, rest in (
            (inbox, true()),
            (outbox, or_(outbox.c.status == "leased", due)),
            (jobs, own),
        )
    )
    return select(sum(counted, literal(0)))


UNFINISHED = _unfinished()


@dataclass(slots=True)
class HouseClock:
    """The product's clock: the sandbox's date, and a pulse that the test can put forward."""

    date: Clock
    ahead: float = 0.0
    is_steady: bool = True
    jumped: int = 0

    def now(self) -> datetime:
        """The committee's time."""
        return self.date.now()

    def pulse(self) -> float:
        """Seconds of the machine's clock, and those the test has passed over."""
        return time.time() + self.ahead

    def steady(self) -> bool:
        """Unless the test says otherwise."""
        return self.is_steady

    def jumps(self) -> int:
        """As often as the test says."""
        return self.jumped


@dataclass
class House:
    """One running bot and the Telegram it talks to; `open`, `close` and `restart` it.

    Digests of rounds, each with a picture drawn by a process, come where `reports` is set.
    """

    settings: Settings
    sandbox: Sandbox
    limits: Limits | None = UNLIMITED
    reports: bool = False
    clock: HouseClock = field(init=False)
    app: App = field(init=False)

    def __post_init__(self) -> None:
        self.clock = HouseClock(self.sandbox.clock)
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Start the bot, and return when it serves."""
        self.app = await build(self.settings, clock=self.clock, limits=self.limits)
        self.sandbox.on_clock_moved = self.tick
        self.sandbox.next_reminder = self.app.services.reminders.next_due
        ready = asyncio.Event()
        self._running = asyncio.create_task(self.app.run(self._stop, ready=ready.set))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait((self._running, waiting), return_when=asyncio.FIRST_COMPLETED)
        if not ready.is_set():
            waiting.cancel()
            await self._running

    async def close(self) -> None:
        """Stop the bot as SIGTERM does."""
        if self._running is not None:
            self._stop.set()
            await self._running
            self._running = None
            await self.app.close()

    async def restart(self) -> None:
        """Stop the bot and start it anew on the same database."""
        await self.close()
        self._stop = asyncio.Event()
        await self.open()

    async def tick(self) -> None:
        """Let the clock's door look, as it does every few seconds."""
        await self.app.services.reminders.tick()
        await self.app.services.drafts.nudge()
        await self.app.services.review.digest()
        if self.reports:
            await self.app.services.round_digests.tick()

    async def pass_over(self, seconds: float) -> None:
        """Let `seconds` of the machine's clock pass at once: leases, retries and limits see it."""
        self.clock.ahead += seconds
        self.app.services.office.letters_waiting.set()

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Read the database."""
        return await self.app.database.read(work)

    def wrong_calls(self) -> list[str]:
        """What the journal holds against the bot's calls, beside their pace."""
        return [
            f"{entry.method}: {fault}"
            for entry in self.sandbox.journal.violations()
            for fault in entry.violations
            if not fault.startswith("more than")
        ]

    async def settle(self, seconds: float = 20.0) -> None:
        """Wait until nothing is on its way: updates, turns, messages that are due, jobs."""
        async with asyncio.timeout(seconds):
            while await self._busy():  # noqa: ASYNC110 - the database has no event for this
                await asyncio.sleep(0.015)

    async def _busy(self) -> bool:
        updates = self.sandbox.world.updates
        fetched = updates.held or bool(self.settings.webhook_url)  # what came before is committed
        if len(updates) or not fetched or self.app.courtesy._under_way:
            return True
        return await self.look(self._unfinished) > 0

    def _unfinished(self, connection: Connection) -> int:
        soon = self.clock.pulse() + 0.5
        return connection.execute(UNFINISHED, {"soon": soon}).scalar_one()

    async def let_in(self, *characters: Character, language: Language = "en") -> None:
        """Make people what they are without a word, as if they had joined long ago."""
        for character in characters:
            self.sandbox.make_person(character.person(language), started=True)
        now = self.clock.now()

        def run(transaction: Transaction) -> None:
            for each in characters:
                _let_in(transaction.connection, each, language, now)

        await self.app.services.office.do(run)

    async def let_in_also(self, character: Character, actor: str) -> None:
        """Give somebody who is in the same role for another actor."""

        def run(transaction: Transaction) -> None:
            connection = transaction.connection
            person = people.participant_by_telegram(connection, character.id)
            known = world.actor_by_key(connection, actor)
            assert person is not None
            assert known is not None
            assert character.role is not None
            people.add_membership(
                connection, person.id, actor_id=known.id, role=character.role, now=transaction.now
            )

        await self.app.services.office.do(run)

    async def dismiss(self, character: Character) -> None:
        """Take every role from somebody, as of now."""

        def run(transaction: Transaction) -> None:
            person = people.participant_by_telegram(transaction.connection, character.id)
            assert person is not None
            transaction.connection.execute(
                update(memberships)
                .where(memberships.c.participant_id == person.id)
                .values(until=transaction.now)
            )

        await self.app.services.office.do(run)


def _let_in(
    connection: Connection, character: Character, language: Language, now: datetime
) -> None:
    person = people.add_participant(
        connection,
        character.id,
        name=character.name,
        language=language,
        zone=character.zone,
        now=now,
    )
    known = world.actor_by_key(connection, character.actor) if character.actor else None
    if character.role is not None:
        people.add_membership(
            connection,
            person.id,
            actor_id=known.id if known else None,
            role=character.role,
            now=now,
        )
