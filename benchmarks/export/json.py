"""The round trip of many submissions: out as JSON, into an empty SQLite database, and compared.

Each step is a process of its own: `out` writes the file, `json.load` only reads it whole into
memory (the baseline), `in` checks every record, lays it in and indexes its words. Then both
databases are gone through side by side, every column of every submission but those that say who
sent it and which row it is. Prints wall seconds, processor seconds (user and system) and the peak
of memory; the last line says how many rows are as they were.

`python -m benchmarks.export.json 10000` takes only so many.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, create_engine, select

from benchmarks.export.laying import lay_in
from bot.ground import migrated
from bot.settings import Settings, settings_from
from committee.access import Role
from export import Format
from services.compiling.making import make
from services.compiling.request import Request
from services.delivery import Limits
from services.facade import services_on
from services.importing import Import
from services.importing_files import Source
from services.office import Office
from storage.database import open_database
from storage.tables import actors, meetings, programs, submissions, terms
from tests.house import TRAIL_KEY, HouseClock, StandingClock

SUBMISSIONS = 100_000
NOW = datetime(2027, 1, 20, 15, tzinfo=UTC)
_KEPT = (
    *("number", "base", "revision", "kind", "language", "visibility", "state", "answers"),
    *("submitted_at", "changed_at", "unnamed", "reason"),
)


def main() -> None:
    """Lay them in, then every step in a process of its own."""
    count = next((int(each) for each in sys.argv[1:] if each.isdecimal()), SUBMISSIONS)
    with tempfile.TemporaryDirectory() as folder:
        _in_a_child("lay", folder, count)
        for step in ("out", "json.load", "in"):
            found = _in_a_child(step, folder, count)
            print(
                f"{count:>7} submissions  {step:<9} {found['wall']:6.1f} s"
                f"  user+sys {found['processor']:6.1f} s  peak {found['peak']:5.0f} MiB"
            )
        size = next(Path(folder, "made").iterdir()).stat().st_size
        same = _same(Path(folder))
        print(f"{count:>7} submissions  {same} rows as they were; the file has {size / 1e6:.0f} MB")
        if same != count:
            sys.exit(f"{count - same} of {count} rows are not as they were")


def _same(folder: Path) -> int:
    """How many rows are the same in both databases, in their order."""
    return sum(
        here == there
        for here, there in zip(_rows(folder / "1.db"), _rows(folder / "2.db"), strict=True)
    )


def _rows(path: Path) -> Iterator[tuple[Any, ...]]:
    """Every submission, with what it refers to by its name."""
    columns = [submissions.c[name] for name in _KEPT]
    found = (
        select(*columns, actors.c.key, terms.c.key, meetings.c.key, programs.c.version)
        .join(actors, actors.c.id == submissions.c.actor_id)
        .join(terms, terms.c.id == submissions.c.term_id)
        .join(programs, programs.c.id == submissions.c.program_id)
        .outerjoin(meetings, meetings.c.id == submissions.c.meeting_id)
        .order_by(submissions.c.id)
    )
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=500).execute(found):
            yield tuple(row)
    engine.dispose()


def _settings(folder: Path, name: str) -> Settings:
    return settings_from(
        {
            "ENLACE_DATABASE_URL": f"sqlite+aiosqlite:///{folder / name}.db",
            "ENLACE_DATA_DIR": str(folder / "data"),
        }
    )


async def _laid(folder: Path, count: int) -> None:
    for name in ("1", "2"):
        await migrated(_settings(folder, name))
        async with _Opened(folder, name) as office:
            await services_on(office, "benchmark", Limits()).world.lay_in()
            if name == "1":
                await office.do(lambda t: lay_in(t.connection, count, now=NOW), long=True)


async def _written(folder: Path, _count: int) -> None:
    request = Request("es", (Role.SECRETARIAT,))
    async with _Opened(folder, "1") as office:

        def write(connection: Connection) -> object:
            return make(connection, request, Format.JSON, folder / "made", now=NOW)

        await office.look(write)


async def _loaded(folder: Path, count: int) -> None:
    with next((folder / "made").iterdir()).open(encoding="utf-8") as file:
        assert len(json.load(file)["submissions"]) == count


async def _taken(folder: Path, count: int) -> None:
    async with _Opened(folder, "2") as office:
        source = Source(list((folder / "made").iterdir()))
        taken = await Import(office, folder / "files").take(source)
    assert taken.submissions == count


class _Opened:
    """An office on one of the two databases."""

    def __init__(self, folder: Path, name: str) -> None:
        self._database = open_database(f"sqlite+aiosqlite:///{folder / name}.db")

    async def __aenter__(self) -> Office:
        return Office(self._database, HouseClock(StandingClock()), trail_key=TRAIL_KEY)

    async def __aexit__(self, *_: object) -> None:
        await self._database.close()


_STEPS: dict[str, Callable[[Path, int], Any]] = {
    "lay": _laid,
    "out": _written,
    "json.load": _loaded,
    "in": _taken,
}


def _in_a_child(step: str, folder: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.export.json", "child", step, folder, f"={count}"]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, float] = json.loads(told)
    return found


def _child(step: str, folder: Path, count: int) -> None:
    begun = perf_counter()
    asyncio.run(_STEPS[step](folder, count))
    used = getrusage(RUSAGE_SELF)
    found = {
        "wall": perf_counter() - begun,
        "processor": used.ru_utime + used.ru_stime,
        "peak": _peak(),
    }
    print(json.dumps(found))


def _peak() -> float:
    """This process's own peak in MiB; what getrusage tells begins with its parent's."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        _child(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4].removeprefix("=")))
    else:
        main()
