"""Ten thousand reminders that fall due in one morning: how long until all of them are queued.

People of some hundred actors, all in one zone, with what their actor sent last and here and there a
draft under way. One tick queues the day's reminders, some hundred people a transaction, on SQLite
and on PostgreSQL. Printed are seconds, statements (those that the drivers were handed; one with
many rows is one), and the longest transaction, as the writer is busy meanwhile. The baseline in the
same run asks for one person after the other, the plain way, and queues the same messages.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, event, func, insert, select, text, update

from benchmarks.reminders_stock import fill
from bot.ground import migrated, trail_key
from bot.settings import settings_from
from committee.localtime import local_day
from services import reminders as reminders_tick
from services.delivery import Limits
from services.facade import Services, services_on
from services.letters import Enclosure, content_of
from services.office import Office, Transaction
from services.reminder_text import Due, reminder
from storage import calendar, people, world
from storage.calendar import Meeting
from storage.database import Database, open_database
from storage.outbox import REMINDER
from storage.tables import (
    memberships,
    outbox,
    participants,
    reminders,
    responses,
    submissions,
)
from tests import postgres

COUNT = 10_000
MORNING = datetime(2027, 2, 9, 15, tzinfo=UTC)
"""Seven days before the February meeting, 09:00 in Guatemala."""
ZONE = "America/Guatemala"


class StandingClock:
    """That morning; the machine's clock runs."""

    def now(self) -> datetime:
        """The morning."""
        return MORNING

    def pulse(self) -> float:
        """Seconds."""
        return time.time()

    def steady(self) -> bool:
        """Always."""
        return True

    def jumps(self) -> int:
        """None."""
        return 0


@dataclass
class Counted:
    """What the drivers were handed while it was counted, and how long each transaction took."""

    statements: int = 0
    many: int = 0
    seconds: float = 0.0
    transactions: list[float] = field(default_factory=list)

    def told(self, count: int) -> str:
        """One line."""
        longest = 1000 * max(self.transactions, default=0.0)
        return (
            f"{self.seconds:6.2f} s  {self.statements:6,} statements ({self.many} with many rows), "
            f"{self.statements / count:.3f} a person; longest transaction {longest:.0f} ms"
        )


@contextmanager
def counting() -> Iterator[Counted]:
    """Count every statement of every engine, and time the transactions."""
    counted = Counted()

    def before(*given: Any) -> None:  # noqa: ANN401 - what SQLAlchemy gives
        counted.statements += 1
        counted.many += bool(given[5])

    event.listen(Engine, "before_cursor_execute", before)
    begun = time.perf_counter()
    try:
        yield counted
    finally:
        counted.seconds = time.perf_counter() - begun
        event.remove(Engine, "before_cursor_execute", before)


async def _tick(services: Services, count: int) -> Counted:
    """The product's way: one tick."""
    with counting() as counted, _timed(services.office, counted):
        queued = await services.reminders.tick()
    assert queued == count, queued
    return counted


@contextmanager
def _timed(office: Office, counted: Counted) -> Iterator[None]:
    """Time the work of each transaction of the office."""
    usual = office.do

    async def do(work: Callable[[Transaction], Any], *, long: bool = False) -> Any:  # noqa: ANN401
        def timed(transaction: Transaction) -> Any:  # noqa: ANN401
            begun = time.perf_counter()
            result = work(transaction)
            counted.transactions.append(time.perf_counter() - begun)
            return result

        return await usual(timed, long=long)

    office.do = do  # type: ignore[method-assign]
    try:
        yield
    finally:
        office.do = usual  # type: ignore[method-assign]


async def _plainly(services: Services, count: int) -> Counted:
    """The baseline: the same messages, asked for and queued for one person after the other."""
    office = services.office
    everybody = await office.look(
        lambda connection: list(connection.execute(select(participants.c.id)).scalars())
    )
    with counting() as counted, _timed(office, counted):
        queued = 0
        for start in range(0, len(everybody), reminders_tick.AT_ONCE):
            some = everybody[start : start + reminders_tick.AT_ONCE]
            queued += await office.do(partial(_each, some), long=True)
    assert queued == count, queued
    return counted


def _each(rows: list[int], transaction: Transaction) -> int:
    meeting = calendar.meeting_by_key(transaction.connection, "2026-27/february")
    assert meeting is not None
    return sum(_one(transaction, meeting, row) for row in rows)


def _one(transaction: Transaction, meeting: Meeting, row: int) -> int:
    """Is this person owed a reminder? Then queue it and note it."""
    connection, now = transaction.connection, transaction.now
    person = people.participant_by_id(connection, row)
    held = connection.execute(
        select(memberships.c.actor_id).where(
            memberships.c.participant_id == row, memberships.c.until.is_(None)
        )
    ).scalar()
    if held is None:
        return 0
    actor, today = world.actor_by_id(connection, held), local_day(now, person.zone)
    subject = {"meeting_id": meeting.id, "actor_id": held}
    for table in (submissions, responses):
        answered = select(table.c.id).filter_by(**subject)
        if connection.execute(answered).first() is not None:
            return 0
    known = select(reminders.c.id).filter_by(participant_id=row, local_day=today, **subject)
    if connection.execute(known).first() is not None:
        return 0
    content = content_of(
        reminder([Due(meeting, actor)], person, now),
        enclosed=Enclosure(by_day_in=person.zone, until=meeting.plan.deadline.isoformat()),
    )
    connection.execute(
        insert(outbox).values(
            chat_id=person.telegram_id,
            content=content,
            urgency=REMINDER,
            key=f"unasked:{row}",
            status="new",
            attempts=0,
            ready_at_pulse=0.0,
            parts_sent=0,
            queued_at=now,
            **subject,
        )
    )
    connection.execute(
        insert(reminders).values(
            participant_id=row, due_at=now, local_day=today, status="queued", **subject
        )
    )
    of_them = participants.c.id == row
    connection.execute(update(participants).where(of_them).values(unasked_at=now))
    return 1


def _undo(connection: Connection) -> None:
    """As before anything was queued."""
    connection.execute(delete(outbox))
    connection.execute(delete(reminders))
    connection.execute(update(participants).values(unasked_at=None))


@asynccontextmanager
async def _opened(folder: Path, url: str, count: int) -> AsyncIterator[tuple[Database, Services]]:
    settings = settings_from(
        {
            "ENLACE_BOT_TOKEN": "1:sandbox",
            "ENLACE_TELEGRAM_API_URL": "http://127.0.0.1:1",
            "ENLACE_DATA_DIR": str(folder),
            "ENLACE_DATABASE_URL": url,
        }
    )
    await migrated(settings)
    database, clock = open_database(settings.database_url), StandingClock()
    try:
        key = await trail_key(settings, database, now=clock.now())
        services = services_on(Office(database, clock, trail_key=key), "benchmark", Limits())
        await services.world.lay_in()
        since = MORNING - timedelta(days=100)
        await database.write(lambda c: fill(c, count, zone=ZONE, since=since), long=True)
        if url:
            await database.write(lambda c: c.execute(text("ANALYZE")) and None)
        yield database, services
    finally:
        await database.close()


async def _measure(name: str, folder: Path, url: str, count: int) -> None:
    async with _opened(folder, url, count) as (database, services):
        ours = await _tick(services, count)
        letters = await database.read(
            lambda c: c.execute(select(func.count()).select_from(outbox)).scalar()
        )
        assert letters == count, letters
        again = await services.reminders.tick()
        assert again == 0, again
        await database.write(_undo, long=True)
        plain = await _plainly(services, count)
    print(f"\n{name}: {count:,} reminders due at once, queued")
    print(f"  in one tick        {ours.told(count)}")
    print(f"  a query a person   {plain.told(count)}  (the baseline)")
    print(
        f"  {plain.seconds / ours.seconds:.1f} times as fast, "
        f"{plain.statements / ours.statements:.0f} times fewer statements"
    )


async def _run(count: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="enlace-bench-", dir=Path.cwd()))
    try:
        server = postgres.start_postgres(postgres.lend_folder())
        urls = {"SQLite": "", "PostgreSQL": await postgres.create_database(server, "queue")}
        for name, url in urls.items():
            room = folder / name
            room.mkdir()
            await _measure(name, room, url, count)
    finally:
        postgres.take_folder_back()
        shutil.rmtree(folder)


def main(count: int = COUNT) -> None:
    """Queue on both databases, and print what it took."""
    asyncio.run(_run(count))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
