"""Ten thousand submissions: every filter and search of a list, for every kind of reader.

SQLite, and PostgreSQL from the wheel that the tests start, with statistics as autovacuum keeps
them. Prints, for the first page and the fiftieth, milliseconds of a query (median, 95th percentile,
longest) and how many times the median of the baseline that is: eight rows by primary key, read in
the same way in the same run. The goal is a first page within 50 ms.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select, text

from benchmarks import stock
from bot.clocks import MachineClock
from bot.ground import migrated, trail_key
from bot.settings import settings_from
from committee.access import Role
from committee.submissions import SENT_STATES, SubmissionKind, SubmissionState, Visibility
from services.delivery import Limits
from services.facade import services_on
from services.office import Office
from services.readers import viewer_of
from storage import calendar, listing, world
from storage.database import Database, open_database
from storage.listing import Filter, Viewer
from storage.people import Membership
from storage.tables import submissions
from tests import postgres

COUNT = 10_000
A_PAGE = 8
PAGES = {"first page": 0, "page 50": 49}
TIMES = 15
GOAL = 50.0
BASELINE = "8 rows by primary key"


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of one query, each time it was made."""

    times: Sequence[float]

    @property
    def median(self) -> float:
        """Half took no longer."""
        return statistics.median(self.times)

    @property
    def late(self) -> float:
        """95 of a hundred took no longer."""
        return sorted(self.times)[int(0.95 * (len(self.times) - 1))]

    def beside(self, baseline: Taken) -> str:
        """Median, 95th percentile, longest, and the ratio to the baseline."""
        ratio = self.median / baseline.median
        return f"{self.median:5.1f} {self.late:5.1f} {max(self.times):5.1f} ×{ratio:<5.1f}"


def queries(connection: Connection) -> dict[str, Filter]:
    """Every filter, every search, and some of both."""
    term = {key: calendar.term_id(connection, key) for key in stock.TERMS}
    rare = SubmissionState.WITHDRAWN
    return {
        "everything": Filter(),
        **{f"kind: {kind.value}": Filter(kinds=(kind,)) for kind in SubmissionKind},
        **{f"state: {state.value}": Filter(states=(state,)) for state in sorted(SENT_STATES)},
        **{f"circle: {each.value}": Filter(visibilities=(each,)) for each in Visibility},
        **{f"actors: {kind}": Filter(actor_kinds=(kind,)) for kind in ("state", "migrants")},
        "actors: none there": Filter(actor_kinds=("observer",)),
        "one actor": Filter(actor_ids=(1,)),
        "this term": Filter(term_id=term["2026-27"]),
        "the oldest term": Filter(term_id=term["2024-25"]),
        "a meeting": Filter(meeting_id=1),
        "an activity": Filter(topics=("28",)),
        "a country": Filter(topics=("GTM",)),
        "a country and an objective": Filter(topics=("GTM", "S8")),
        "search: common word": Filter(words=stock.COMMON),
        "search: rare word": Filter(words=stock.RARE),
        "search: beginning": Filter(words=stock.COMMON[:4]),
        "search: two letters": Filter(words="ba"),
        "search: three times two letters": Filter(words="ba ce di"),
        "search: nothing": Filter(words="qqqq"),
        "search: no word": Filter(words="!?"),
        "common word, rare state": Filter(words=stock.COMMON, states=(rare,)),
        "kind, state, actors, term, word": Filter(
            kinds=(SubmissionKind.NEW_PROPOSAL,),
            states=(SubmissionState.RETURNED,),
            actor_kinds=("migrants",),
            term_id=term["2024-25"],
            words=stock.COMMON,
        ),
        "practices, published": Filter(
            kinds=(SubmissionKind.GOOD_PRACTICE,), states=(SubmissionState.PUBLISHED,)
        ),
    }


def viewers(connection: Connection) -> Mapping[str, Viewer]:
    """A reader of every kind."""
    state = world.actor_by_key(connection, "GTM")
    return {
        "secretariat": viewer_of([Membership(Role.SECRETARIAT, None)]),
        "chair": viewer_of([Membership(Role.CHAIR, None)]),
        "focal point": viewer_of([Membership(Role.FOCAL_POINT, state)]),
        "observer": viewer_of([Membership(Role.OBSERVER, state)]),
        "anybody": viewer_of([]),
    }


def _by_key(connection: Connection) -> None:
    rows = range(COUNT // 2, COUNT // 2 + A_PAGE)
    connection.execute(select(submissions).where(submissions.c.id.in_(rows))).all()


async def _taken(database: Database, wanted: Filter, viewer: Viewer, skip: int) -> Taken:
    def read(connection: Connection) -> None:
        listing.page(connection, viewer, wanted, skip=skip, most=A_PAGE)

    return await _timed(database, read)


async def _timed(database: Database, read: Callable[[Connection], None]) -> Taken:
    times = []
    for _ in range(TIMES + 1):
        begun = time.perf_counter()
        await database.read(read)
        times.append(1000 * (time.perf_counter() - begun))
    return Taken(times[1:])  # the first one compiles the statement


async def _measure(name: str, database: Database) -> float:
    """Print the figures of one database; returns the slowest median of a first page."""
    baseline = await _timed(database, _by_key)
    print(f"\n{name}: {BASELINE} {baseline.median:.2f} ms (median)")
    wanted, readers = await database.read(queries), await database.read(viewers)
    slowest = 0.0
    for page, place in PAGES.items():
        print(f"\n  {page:32}" + "".join(f"{reader:26}" for reader in readers))
        for what, each in wanted.items():
            taken = [await _taken(database, each, v, place * A_PAGE) for v in readers.values()]
            print(f"  {what:32}" + "".join(f"{t.beside(baseline):26}" for t in taken))
            if not place:
                slowest = max(slowest, *(t.median for t in taken))
    return slowest


@asynccontextmanager
async def _filled(folder: Path, url: str) -> AsyncIterator[Database]:
    """A database with the committee's world and the submissions in it."""
    settings = settings_from(
        {
            "ENLACE_BOT_TOKEN": "1:sandbox",
            "ENLACE_TELEGRAM_API_URL": "http://127.0.0.1:1",
            "ENLACE_DATA_DIR": str(folder),
            "ENLACE_DATABASE_URL": url,
        }
    )
    await migrated(settings)
    database = open_database(settings.database_url)
    try:
        clock = MachineClock()
        key = await trail_key(settings, database, now=clock.now())
        office = Office(database, clock, trail_key=key)
        await services_on(office, "benchmark", Limits()).world.lay_in()
        await database.write(lambda connection: stock.lay_in(connection, COUNT), long=True)
        if url:
            await database.write(lambda connection: connection.execute(text("ANALYZE")))
        yield database
    finally:
        await database.close()


async def _run() -> None:
    folder = Path(tempfile.mkdtemp(prefix="enlace-bench-", dir=Path.cwd()))
    slowest = {}
    try:
        server = postgres.start_postgres(postgres.lend_folder())
        urls = {"SQLite": "", "PostgreSQL": await postgres.create_database(server, "lists")}
        for name, url in urls.items():
            room = folder / name
            room.mkdir()
            async with _filled(room, url) as database:
                slowest[name] = await _measure(name, database)
    finally:
        postgres.take_folder_back()
        shutil.rmtree(folder)
    print()
    for name, taken in slowest.items():
        said = "within" if taken < GOAL else "BEYOND"
        print(f"{name}: slowest first page {taken:.1f} ms (median), {said} the {GOAL:.0f} ms")


def main() -> None:
    """Fill both databases, measure and print."""
    asyncio.run(_run())


if __name__ == "__main__":
    main()
