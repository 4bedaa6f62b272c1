"""A document comes once and whole, whatever happens to the bot while a child process makes it."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection, select

import scheduler.jobs
from bot.flows.reply import Reply
from committee.access import Role
from locales import Message, phrases
from sandbox import Person, Sandbox
from services.compiling.request import Request
from services.jobs import LEASE, _note, _stop_row
from services.letters import content_of
from services.office import Office, Transaction
from storage import people
from storage.jobs import add_job
from storage.outbox import Letter
from storage.tables import jobs
from tests.durability.gate import Gate, living
from tests.durability.ground import Ground, until
from tests.durability.post import HandClock
from tests.durability.processes import Process
from tests.durability.spreader import Spreader
from tests.durability.test_sigterm import IN_TIME
from tests.house import START, TRAIL_KEY, House

CHAIR = Person(7001, "Chair", language_code="en")
ON_POSTGRESQL = pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)
ON_SQLITE = pytest.mark.parametrize("kind_of_database", ["sqlite"], indirect=True)


class Desk:
    """Where the chair's documents are asked for, made behind a gate, and come."""

    def __init__(self, ground: Ground, spreader: Spreader | None) -> None:
        self.ground = ground
        self.spreader = spreader
        self.gate = Gate(ground.folder / "gate")
        self.office = Office(ground.database, HandClock(), trail_key=TRAIL_KEY)
        self._ports = list(spreader.ports) if spreader else []

    async def ask(self) -> int:
        """Ask for everything as XLSX; the job's row."""
        return await self.office.do(_ask)

    async def bot(self) -> Process:
        """Start a bot, one of several behind one webhook where there is a spreader."""
        if self.spreader is None:
            return self.ground.start(self.gate.settings)
        before = self.ground.sandbox.journal.counts["setWebhook"]
        address, port = self.spreader.address, self._ports.pop()
        bot = self.ground.start(self.gate.settings, webhook=address, port=port)
        calls = self.ground.sandbox.journal.counts
        await until(lambda: calls["setWebhook"] > before, "it serves")
        return bot

    async def at_the_gate(self, count: int = 1) -> int:
        """Wait until so many children have come to the gate; the group of the last."""
        await until(lambda: len(self.gate.came()) == count, f"{count} at the gate")
        return self.gate.came()[-1]

    async def state(self, row: int) -> tuple[str, int]:
        """A job's status, and how often it was begun."""
        return await self.ground.look(lambda c: _state(c, row))

    async def done(self, row: int) -> None:
        """Wait until the job is done and everything that it sent has arrived."""

        async def is_done() -> bool:
            return (await self.state(row))[0] == "done"

        await until(is_done, "the document is made")
        await self.ground.settled()

    def documents(self) -> list[bytes]:
        """Those that came, each found to be a whole workbook."""
        found = []
        for message in self.ground.sandbox.messages(CHAIR.id):
            if "document" in (message.media or {}):
                file = message.file()
                assert file is not None
                stored = self.ground.sandbox.world.files.get(file["file_id"])
                found.append(stored.path.read_bytes())
        for each in found:
            with ZipFile(BytesIO(each)) as archive:
                assert archive.testzip() is None
                assert "xl/workbook.xml" in archive.namelist()
        return found


def _ask(transaction: Transaction) -> int:
    connection = transaction.connection
    person = people.participant_by_telegram(connection, CHAIR.id)
    if person is None:
        person = people.add_participant(
            connection, CHAIR.id, name="Chair", language="en", zone="America/Bogota", now=START
        )
        people.add_membership(connection, person.id, actor_id=None, role=Role.CHAIR, now=START)
    params = {"request": Request("en", (Role.CHAIR,)).as_json(), "format": "xlsx"}
    row = add_job(connection, "export", params, participant_id=person.id, now=START)
    begun = Reply((Message(phrases.EXPORT_BEGUN),), _stop_row(row))
    transaction.letters.append(Letter(CHAIR.id, content_of(begun), key=_note(row)))
    return row


def _state(connection: Connection, row: int) -> tuple[str, int]:
    found = connection.execute(select(jobs.c.status, jobs.c.attempts).where(jobs.c.id == row)).one()
    return found.status, found.attempts


@pytest.fixture
async def desk(ground: Ground, kind_of_database: str) -> AsyncIterator[Desk]:
    ground.sandbox.make_person(CHAIR, started=True)
    spreader = Spreader(2) if kind_of_database == "postgresql" else None
    if spreader is not None:
        await spreader.open()
    yield (desk := Desk(ground, spreader))
    desk.gate.open()
    if spreader is not None:
        await spreader.close()


async def test_a_bot_that_is_killed_meanwhile(desk: Desk) -> None:
    """Its child ends with it; after a restart the document is made anew and comes once."""
    row = await desk.ask()
    bot = await desk.bot()
    group = await desk.at_the_gate()
    assert len(living(group)) == 2
    await desk.ground.kill(bot)
    await until(lambda: not living(group), "the child has ended too")
    assert desk.documents() == []
    desk.ground.pass_over(LEASE + 1)
    desk.gate.open()
    await desk.bot()
    await desk.done(row)
    assert len(desk.documents()) == 1
    assert await desk.state(row) == ("done", 2)
    kept = [path.name for path in (desk.ground.folder / "data" / "exports").rglob("*.*")]
    assert len(kept) == 1, "nothing is left of what was begun and not ended"


async def test_sigterm_meanwhile(desk: Desk) -> None:
    """The bot is gone in time and its child with it; the next one begins without waiting."""
    row = await desk.ask()
    bot = await desk.bot()
    group = await desk.at_the_gate()
    bot.signal(signal.SIGTERM)
    assert await desk.ground.ended(bot, IN_TIME) == 0, bot.said()
    assert not living(group)
    assert await desk.state(row) == ("new", 1)
    desk.gate.open()
    await desk.bot()
    await desk.done(row)
    assert len(desk.documents()) == 1


async def test_the_button_ends_all_that_was_started(desk: Desk) -> None:
    """And the next document is made as if nothing had been."""
    row = await desk.ask()
    bot = await desk.bot()
    group = await desk.at_the_gate()
    await desk.ground.sandbox.wait(CHAIR.id, "is being prepared", button="Stop")
    desk.ground.sandbox.hands.tap(CHAIR.id, "Stop")
    await until(lambda: not living(group), "the child and its helper have ended")
    assert (await desk.state(row))[0] == "stopped"
    desk.gate.open()
    after = await desk.ask()
    await desk.done(after)
    assert len(desk.documents()) == 1
    assert not (desk.ground.folder / "data" / "exports" / f"job-{row}" / "1").exists()
    bot.signal(signal.SIGTERM)
    assert await desk.ground.ended(bot, IN_TIME) == 0


@ON_POSTGRESQL
async def test_a_long_document_stays_with_its_worker(desk: Desk) -> None:
    """However much time passes; the other worker would have taken it before what came later."""
    first = await desk.ask()
    bots = [await desk.bot(), await desk.bot()]
    await desk.at_the_gate()
    for _ in range(4):
        before = await desk.ground.look(_leased_until)
        desk.ground.pass_over(0.7 * LEASE)

        async def renewed(before: float = before) -> bool:
            return await desk.ground.look(_leased_until) > before + 0.5 * LEASE

        await until(renewed, "the lease is renewed")
    second = await desk.ask()
    await desk.at_the_gate(2)
    desk.gate.open()
    for row in (first, second):
        await desk.done(row)
        assert await desk.state(row) == ("done", 1)
    assert len(desk.documents()) == 2
    assert len(bots) == len(await desk.ground.look(_workers))


@ON_POSTGRESQL
async def test_a_worker_that_was_away_leaves_what_another_one_made(desk: Desk) -> None:
    """Its lease ran out; it neither sends its own document nor touches the other's."""
    row = await desk.ask()
    first = await desk.bot()
    group = await desk.at_the_gate()
    first.signal(signal.SIGSTOP)
    desk.ground.pass_over(LEASE + 1)
    await desk.bot()
    await desk.at_the_gate(2)
    first.signal(signal.SIGCONT)
    await until(lambda: not living(group), "the first one gives up")
    desk.gate.open()
    await desk.done(row)
    assert len(desk.documents()) == 1
    assert await desk.state(row) == ("done", 2)


def _leased_until(connection: Connection) -> float:
    return float(connection.execute(select(jobs.c.ready_at_pulse)).scalar_one())


def _workers(connection: Connection) -> set[str]:
    return set(connection.execute(select(jobs.c.worker)).scalars())


@ON_SQLITE
async def test_what_fails_three_times_is_told_once(
    house: House, telegram: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = tmp_path / "starts"
    child = tmp_path / "child"
    child.write_text(f'#!/bin/sh\necho started >> "{starts}"\nexit 1\n')
    child.chmod(0o700)
    monkeypatch.setitem(vars(scheduler.jobs), "sys", SimpleNamespace(executable=str(child)))
    monkeypatch.setattr(scheduler.jobs, "TRY_AGAIN", 0.0)
    monkeypatch.setattr(scheduler.jobs, "LOOK_AGAIN", 0.01)
    telegram.make_person(CHAIR, started=True)
    row = await house.app.services.office.do(_ask)
    house.app.services.office.jobs_waiting.set()
    await house.settle()
    assert await house.look(lambda c: _state(c, row)) == ("failed", 3)
    assert len(starts.read_text().split()) == 3
    told = [m.text for m in telegram.messages(CHAIR.id) if "could not be made" in m.text]
    assert len(told) == 1
    assert not list((house.settings.data_dir / "exports").glob("job-*/*"))
