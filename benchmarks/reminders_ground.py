"""What reminders are sent on: the sandbox and its people, the database, the bots as processes."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from sqlalchemy import Connection

from benchmarks.people import some_people
from bot.clocks import MachineClock
from bot.flows.reply import Reply
from bot.ground import migrated, trail_key
from bot.settings import settings_from
from committee.access import Role
from locales import Message
from sandbox import Person, Sandbox
from services.delivery import Limits
from services.facade import services_on
from services.letters import content_of
from services.office import Office
from storage import outbox, people, world
from storage.database import Database, open_database
from storage.outbox import REMINDER, Letter
from tests.durability.spreader import Spreader

TOKEN = "1:sandbox"
SECRET = "a-secret-of-the-benchmark"
PEOPLE = 20
FIRST_READER = 1_000_000


@asynccontextmanager
async def a_sandbox(count: int, latency: float) -> AsyncIterator[Sandbox]:
    """The sandbox with those who fill forms and `count` readers; a call takes `latency` ms more."""
    sandbox = Sandbox(TOKEN, journal="light", keep=50)
    for person in some_people(PEOPLE):
        sandbox.make_person(person, started=True)
    for n in range(count):
        sandbox.make_person(Person(FIRST_READER + n, "Reader", language_code="en"), started=True)
    sandbox.faults.latency_ms = latency
    await sandbox.start("127.0.0.1", 0)
    try:
        yield sandbox
    finally:
        await sandbox.stop()


@asynccontextmanager
async def a_database(environment: Mapping[str, str]) -> AsyncIterator[Database]:
    """A database with the committee's world and the people, who are focal points."""
    settings = settings_from(environment)
    await migrated(settings)
    database, clock = open_database(settings.database_url), MachineClock()
    try:
        key = await trail_key(settings, database, now=clock.now())
        office = Office(database, clock, trail_key=key)
        await services_on(office, "benchmark", Limits()).world.lay_in()
        await office.do(lambda transaction: _let_in(transaction.connection, transaction.now))
        yield database
    finally:
        await database.close()


def _let_in(connection: Connection, now: datetime) -> None:
    actor = world.actor_by_key(connection, "GTM")
    assert actor is not None
    for each in some_people(PEOPLE):
        person = people.add_participant(
            connection,
            each.id,
            name=each.first_name,
            language="en",
            zone="America/Guatemala",
            now=now,
        )
        people.add_membership(
            connection, person.id, actor_id=actor.id, role=Role.FOCAL_POINT, now=now
        )


async def queue(database: Database, count: int) -> None:
    """Put a reminder for each of the readers into the outbox."""
    said = Message("{text}", {"text": "The February meeting is in seven days. " * 8})
    content = content_of(Reply((said,)))
    letters = [
        Letter(FIRST_READER + n, content, urgency=REMINDER, key=f"bench:{n}") for n in range(count)
    ]
    now = MachineClock().now()
    await database.write(lambda connection: outbox.put(connection, letters, now=now), long=True)


@asynccontextmanager
async def bots(
    sandbox: Sandbox, environment: Mapping[str, str], workers: int
) -> AsyncIterator[None]:
    """One bot that polls, or several behind one webhook; ready when it serves."""
    async with AsyncExitStack() as opened:
        listening = ["127.0.0.1:0"]
        more: dict[str, str] = {}
        if workers > 1:
            spreader = Spreader(workers)
            await spreader.open()
            opened.push_async_callback(spreader.close)
            listening = [f"127.0.0.1:{port}" for port in spreader.ports]
            more = {
                "ENLACE_WEBHOOK_URL": spreader.address,
                "ENLACE_WEBHOOK_SECRET": SECRET,
            }
        for place, address in enumerate(listening):
            told = {**os.environ, **environment, **more, "ENLACE_LISTEN": address}
            bot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=told, stdout=DEVNULL, stderr=DEVNULL
            )
            opened.push_async_callback(_end, bot)
            await _serves(sandbox, webhooks=place + 1 if more else 0)
        yield


async def _end(bot: Process) -> None:
    bot.terminate()
    await bot.wait()


async def _serves(sandbox: Sandbox, *, webhooks: int) -> None:
    def ready() -> bool:
        if webhooks:
            return sandbox.journal.counts["setWebhook"] >= webhooks
        return sandbox.world.updates.held

    while not ready():  # noqa: ASYNC110 - watching another process
        await asyncio.sleep(0.02)
