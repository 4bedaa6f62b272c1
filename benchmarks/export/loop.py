"""How late the bot's event loop is while 100,000 submissions are exported, beside before that.

The bot runs as in production, on SQLite, with Telegram's limits lifted; twenty people take ten
steps of a form a second the whole time. A coroutine inside the bot sleeps a millisecond again and
again and notes how late it wakes. Spells of one run are set side by side: before the export (the
baseline), while the child process makes the document, while that is cut to what a message holds,
and while it is sent. Prints the quantiles of the lag, the people's waits from a line or a tap to
the bot's answer, the processor time of the bot and of its child, and the machine's load.

`python -m benchmarks.export.loop 10000 docx` takes so many submissions and that format.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from array import array
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

from sqlalchemy import Connection, func, select

from benchmarks.export.laying import AUTHOR, lay_in
from benchmarks.people import Seen, some_people
from benchmarks.reminders import PRELUDE, STEPS, FormFillers
from benchmarks.reminders_ground import PEOPLE, TOKEN, a_database
from bot.app import build
from bot.clocks import MachineClock
from bot.lasting import stopped_by_signals
from bot.settings import settings_here
from committee.access import Role
from export import Format
from sandbox import Person, Sandbox
from scheduler.jobs import JobRunner
from services.compiling.request import Request
from services.delivery import Limits
from storage import jobs, people
from storage.database import Database
from storage.tables import jobs as jobs_table
from storage.tables import outbox

SUBMISSIONS = 100_000
BEFORE = 20.0
"""Seconds of the baseline."""
RATE = 10.0
"""Steps of people a second."""
NAP = 0.001
UNLIMITED = Limits(overall=100_000.0, per_chat=100_000.0, chat_burst=1000)
SPELLS = ("before", "made", "cut", "sent")
AT_MOST = 5.0
"""Milliseconds of lag at p99 that are allowed."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the bot noted: how late it woke and when, when the spells ended, seconds of processor.

    All moments are of the machine's steady clock, which its processes share.
    """

    lags: Sequence[tuple[float, float]]
    ends: Mapping[str, float]
    bot: float
    child: float


class Lag:
    """How late an event loop wakes from naps of a millisecond."""

    def __init__(self) -> None:
        self.at, self.late = array("d"), array("d")

    async def watch(self) -> None:
        """Go on until cancelled."""
        while True:
            begun = time.monotonic()
            await asyncio.sleep(NAP)
            ended = time.monotonic()
            self.at.append(begun)
            self.late.append(ended - begun - NAP)


class NotingRunner(JobRunner):
    """Notes when the child has made the document, and when it has been cut."""

    ends: dict[str, float] = {}  # noqa: RUF012 - one runner a process

    def _product(self, made: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as the runner's
        self.ends["made"] = time.monotonic()
        product = super()._product(made)
        self.ends["cut"] = time.monotonic()
        return product


async def _serve(report: Path) -> None:
    """Be the bot until stopped, and leave a report."""
    stop = stopped_by_signals()
    app = await build(settings_here(), limits=UNLIMITED)
    app.jobs.__class__ = NotingRunner
    lag = Lag()
    watching = asyncio.create_task(lag.watch())
    try:
        await app.run(stop)
    finally:
        watching.cancel()
        await app.close()
    kept = {
        "lags": list(zip(lag.at, lag.late, strict=True)),
        "ends": NotingRunner.ends,
        "bot": _seconds(RUSAGE_SELF),
        "child": _seconds(RUSAGE_CHILDREN),
    }
    report.write_text(json.dumps(kept))  # noqa: ASYNC240 - at the end


def _seconds(who: int) -> float:
    used = getrusage(who)
    return used.ru_utime + used.ru_stime


def _lay(connection: Connection, count: int) -> int:
    """Lay the submissions; the row of who asks for the export, who is of the secretariat."""
    now = MachineClock().now()
    lay_in(connection, count, now=now)
    person = people.participant_by_telegram(connection, AUTHOR)
    assert person is not None
    people.add_membership(connection, person.id, actor_id=None, role=Role.SECRETARIAT, now=now)
    return person.id


def _ask(connection: Connection, person: int, file_format: str) -> None:
    request = Request("es", (Role.SECRETARIAT,))
    params = {"request": request.as_json(), "format": file_format}
    now = MachineClock().now()
    jobs.add_job(connection, "export", params, participant_id=person, now=now)


def _over(connection: Connection) -> bool:
    """Whether the job has ended and all of its document was sent."""
    unsent = select(func.count()).where(
        outbox.c.chat_id == AUTHOR, outbox.c.status.in_(("new", "leased"))
    )
    status = connection.execute(select(jobs_table.c.status)).scalar_one()
    assert status in {"new", "leased", "done"}, status
    return status == "done" and not connection.execute(unsent).scalar_one()


async def _waits(crowd: FormFillers, seen: list[tuple[float, float]], ended: asyncio.Event) -> None:
    """People go on at an even rate; when each step was taken, and the seconds it took."""
    while not ended.is_set():
        begun = time.monotonic()
        round_of = await crowd.stroll(1.0, rate=RATE)
        seen += [(begun, seconds) for seconds in round_of.seconds]


async def _measure(folder: Path, count: int, file_format: str) -> None:
    async with AsyncExitStack() as opened:
        sandbox = Sandbox(TOKEN, journal="light", keep=50)
        for each in (*some_people(PEOPLE), Person(AUTHOR, "Somebody", language_code="es")):
            sandbox.make_person(each, started=True)
        await sandbox.start("127.0.0.1", 0)
        opened.push_async_callback(sandbox.stop)
        environment = {
            "ENLACE_BOT_TOKEN": TOKEN,
            "ENLACE_TELEGRAM_API_URL": sandbox.url,
            "ENLACE_DATA_DIR": str(folder),
            "ENLACE_LISTEN": "127.0.0.1:0",
        }
        database = await opened.enter_async_context(a_database(environment))
        person = await database.write(partial(_lay, count=count), long=True)
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.export.loop", "bot", str(folder / "report")),
            env={**os.environ, **environment},
        )
        try:
            begun, ends, seen = await _scenes(sandbox, database, person, file_format)
        finally:
            bot.terminate()
            await bot.wait()
    kept = json.loads((folder / "report").read_text())
    _tell(Report(**kept), begun, ends, seen)


async def _scenes(
    sandbox: Sandbox, database: Database, person: int, file_format: str
) -> tuple[float, Mapping[str, float], Sequence[tuple[float, float]]]:
    """The spells one after the other: when the first began, the two ends seen here, the waits."""
    while not sandbox.world.updates.held:  # noqa: ASYNC110 - watching another process
        await asyncio.sleep(0.02)
    crowd = FormFillers(sandbox, [5000 + n for n in range(PEOPLE)], STEPS)
    await crowd.play(PRELUDE)
    seen: list[tuple[float, float]] = []
    ended, begun = asyncio.Event(), time.monotonic()
    going_on = asyncio.create_task(_waits(crowd, seen, ended))
    await asyncio.sleep(BEFORE)
    before = time.monotonic()
    await database.write(partial(_ask, person=person, file_format=file_format))
    while not await database.read(_over):  # noqa: ASYNC110 - watching another process
        await asyncio.sleep(0.5)
    sent = time.monotonic()
    ended.set()
    await going_on
    return begun, {"before": before, "sent": sent}, seen


def _tell(
    report: Report,
    begun: float,
    seen_here: Mapping[str, float],
    waits: Sequence[tuple[float, float]],
) -> None:
    ends = {**report.ends, **seen_here}
    moments = [begun, *(ends[name] for name in SPELLS)]
    p99 = {
        name: _tell_spell(name, *spell, report.lags, waits)
        for name, spell in zip(SPELLS, pairwise(moments), strict=True)
    }
    print(f"  processor: bot {report.bot:.1f} s, child {report.child:.1f} s", end="")
    print(f"; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(
        f"  p99 of the lag while it was made: {p99['made']:.2f} ms (at most {AT_MOST:.0f})", end=""
    )
    print(f", {p99['made'] / p99['before']:.2f} times that of the baseline")


def _tell_spell(
    name: str,
    begun: float,
    ended: float,
    lags: Sequence[tuple[float, float]],
    waits: Sequence[tuple[float, float]],
) -> float:
    """Print what was seen in a spell; returns the p99 of the lag in milliseconds."""
    lag = Seen([late for at, late in lags if begun <= at < ended])
    wait = Seen([seconds for at, seconds in waits if begun <= at < ended])
    if not lag.seconds:
        print(f"  {name:<7} {ended - begun:6.1f} s, too short to be measured")
        return 0.0
    told = "  ".join(
        f"p{100 * share:g} {lag.quantile(share):.2f}" for share in (0.5, 0.95, 0.99, 1)
    )
    print(f"  {name:<7} {ended - begun:6.1f} s   lag {told} ms", end="")
    if wait.seconds:
        print(f"   {len(wait.seconds)} replies p50 {wait.quantile(0.5):.0f}", end="")
        print(f"  p95 {wait.quantile(0.95):.0f} ms", end="")
    print()
    return lag.quantile(0.99)


def main() -> None:
    """Measure an export as XLSX, or as what was asked for."""
    given = sys.argv[1:]
    count = next((int(each) for each in given if each.isdecimal()), SUBMISSIONS)
    formats = [each for each in given if each in set(Format)] or [Format.XLSX.value]
    for file_format in formats:
        print(f"{count:,} submissions as {file_format}", flush=True)
        with tempfile.TemporaryDirectory(prefix="enlace-bench-", dir=Path.cwd()) as folder:
            asyncio.run(_measure(Path(folder), count, file_format))


if __name__ == "__main__":
    if sys.argv[1:2] == ["bot"]:
        asyncio.run(_serve(Path(sys.argv[2])))
    else:
        main()
