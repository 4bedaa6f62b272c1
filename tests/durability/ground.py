"""The ground truth that a killed bot cannot lose: the sandbox, the database, the clock."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, select

from committee.access import Role
from sandbox import Sandbox
from storage import people, world
from storage.database import Database
from storage.tables import audit, drafts, inbox, outbox, participants, submissions
from tests.durability.authors import ACTORS, KNOWN, Author, answers
from tests.durability.processes import PATIENCE, Launcher, Process, start
from tests.house import START, TOKEN

T = TypeVar("T")

UNHURRIED = {"overall": 1000.0, "per_chat": 1000.0, "chat_burst": 1000}
"""No limits to speak of, so that the tests run fast."""
SECRET = "a-secret-of-the-tests"
LEASE_AND_MORE = 60.0


async def until(claim: Callable[[], bool | Awaitable[bool]], what: str) -> None:
    """Wait until `claim` holds; for what happens in other processes and has no event here."""
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                held = claim()
                if held is True or (not isinstance(held, bool) and await held):
                    return
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"this never happened: {what}") from None


async def somebody_waits(database: Database) -> bool:
    """Whether a transaction on this PostgreSQL database waits for another's lock."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return await database.read(lambda c: int(c.exec_driver_sql(waiting).scalar_one())) > 0


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Ground:
    """What bots of one test share; everything that is checked afterwards is read here."""

    def __init__(
        self, launcher: Launcher, sandbox: Sandbox, database: Database, url: str, folder: Path
    ) -> None:
        self.sandbox = sandbox
        self.database = database
        self.url = url
        self.folder = folder
        self.launcher = launcher
        self.authors: list[Author] = []
        self.living: list[Process] = []
        self.user: int | None = None
        self._clock = folder / "clock"
        self._ahead = self._later = 0.0
        self._set_clock()

    def pass_over(self, seconds: float = LEASE_AND_MORE) -> None:
        """Let time pass for every bot at once: leases run out, what was to wait has waited."""
        self._ahead += seconds
        self._set_clock()

    def move_to(self, date: datetime) -> None:
        """Let it be that date for every bot at once."""
        self._later = (date - START).total_seconds()
        self._set_clock()

    def _set_clock(self) -> None:
        # One write of a few bytes, so that nobody reads half of it.
        with self._clock.open("r+b" if self._clock.exists() else "wb", buffering=0) as file:
            file.write(struct.pack("dd", self._ahead, self._later))

    def environment(
        self,
        settings: Mapping[str, str] | None = None,
        *,
        failpoint: str = "",
        webhook: str = "",
        port: int = 0,
    ) -> dict[str, str]:
        """What a bot is told: polling, or behind the address `webhook` when that is given."""
        return {
            "ENLACE_BOT_TOKEN": TOKEN,
            "ENLACE_TELEGRAM_API_URL": self.sandbox.url,
            "ENLACE_DATABASE_URL": self.url,
            "ENLACE_DATA_DIR": str(self.folder / "data"),
            "ENLACE_LISTEN": f"127.0.0.1:{port}",
            "ENLACE_FAILPOINT": failpoint,
            "ENLACE_WEBHOOK_URL": webhook,
            "ENLACE_WEBHOOK_SECRET": SECRET if webhook else "",
            **(settings or {}),
        }

    def start(
        self,
        settings: Mapping[str, str] | None = None,
        *,
        failpoint: str = "",
        webhook: str = "",
        port: int = 0,
        limits: Mapping[str, float] | None = UNHURRIED,
        command: str = "run",
        scripts: Mapping[str, str] | None = None,
        ticks: float | None = None,
    ) -> Process:
        """Start a bot with the environment that these make."""
        process = start(
            self.launcher,
            folder=self.folder,
            environment=self.environment(settings, failpoint=failpoint, webhook=webhook, port=port),
            clock=self._clock,
            limits=limits,
            arguments=(command,),
            user=self.user,
            scripts=scripts,
            ticks=ticks,
        )
        self.living.append(process)
        return process

    async def ended(self, process: Process, within: float = PATIENCE) -> int:
        """Wait for the end of a bot; its exit code."""
        code = await process.ended(within)
        self.living.remove(process)
        return code

    async def kill(self, process: Process) -> None:
        """End a bot as a power cut would."""
        await process.kill()
        self.living.remove(process)

    async def let_in(self, count: int) -> list[Author]:
        """Let in so many people, each the focal point of a state of their own."""
        known = [
            Author(self.sandbox, 5001 + place, ACTORS[place % len(ACTORS)])
            for place in range(len(self.authors), len(self.authors) + count)
        ]
        await self.database.write(partial(_join, known))
        for author in known:
            self.sandbox.make_person(author.person, started=True)
        self.authors += known
        return known

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Read the database, beside the bots."""
        return await self.database.read(work)

    async def unsettled(self) -> list[str]:
        """What is still on its way, a line each."""
        waiting = len(self.sandbox.world.updates)
        return [f"{waiting} updates"] * bool(waiting) + await self.look(_unfinished)

    async def settled(self) -> None:
        """Wait until nothing is on its way: no update, no turn, no message."""

        async def at_rest() -> bool:
            return not await self.unsettled()

        try:
            await until(at_rest, "everything settled")
        except AssertionError:
            logs = "\n".join(process.said()[-2000:] for process in self.living)
            raise AssertionError(f"unsettled: {await self.unsettled()}\n{logs}") from None

    async def check(self) -> list[int]:
        """Assert that every step of every author had its effect once; extra copies, by author."""
        assert await self.unsettled() == []
        written = sum(author.written for author in self.authors)
        assert await self.look(_statuses(inbox)) == {"done": written}
        assert await self.look(_statuses(outbox)) == {"sent": written}
        for author in self.authors:
            await self.look(_one_effect(author))
        return [author.extra_copies() for author in self.authors]


def _join(authors: Sequence[Author], connection: Connection) -> None:
    for author in authors:
        person = people.add_participant(
            connection,
            author.id,
            name=author.person.name,
            language="en",
            zone="America/New_York",
            now=START,
        )
        actor = world.actor_by_key(connection, author.actor)
        assert actor is not None
        people.add_membership(
            connection, person.id, actor_id=actor.id, role=Role.FOCAL_POINT, now=START
        )


def _unfinished(connection: Connection) -> list[str]:
    found: list[str] = []
    for table in (inbox, outbox):
        rows = connection.execute(
            select(table.c.id, table.c.status, table.c.attempts, table.c.fault).where(
                table.c.status.in_(("new", "leased"))
            )
        )
        found += [f"{table.name} {tuple(row)}" for row in rows]
    return found


def _statuses(table: Table) -> Callable[[Connection], Counter[str]]:
    def count(connection: Connection) -> Counter[str]:
        return Counter(connection.execute(select(table.c.status)).scalars())

    return count


def _one_effect(author: Author) -> Callable[[Connection], None]:
    """Assert that the draft holds what was written, and that the trail shows each step once."""
    written = min(author.written, len(author.steps) - 1)

    def check(connection: Connection) -> None:
        rows: Sequence[tuple[str, dict[str, Any]]] = [
            (row.status, row.state)
            for row in connection.execute(
                select(drafts.c.status, drafts.c.state)
                .join(participants, participants.c.id == drafts.c.participant_id)
                .where(participants.c.telegram_id == author.id)
            )
        ]
        status = "sent" if author.finished else "open"
        assert [row[0] for row in rows] == [status] * bool(written)
        for _, state in rows:
            given = {key: each for key, each in state["answers"].items() if key not in KNOWN}
            assert given == answers(author.mark, written)
            assert state["at"] is None
        sent = _count(connection, submissions, author)
        assert sent == int(author.finished)
        actions = Counter(
            connection.execute(
                select(audit.c.action)
                .join(participants, participants.c.id == audit.c.participant_id)
                .where(participants.c.telegram_id == author.id)
            ).scalars()
        )
        assert actions == Counter(
            draft_begun=int(written > 0),
            draft_changed=max(author.written - 1, 0),
            submitted=int(author.finished),
        )

    return check


def _count(connection: Connection, table: Table, author: Author) -> int:
    return int(
        connection.execute(
            select(func.count())
            .select_from(table.join(participants, participants.c.id == table.c.participant_id))
            .where(participants.c.telegram_id == author.id)
        ).scalar_one()
    )
