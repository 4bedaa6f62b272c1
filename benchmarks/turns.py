"""A durable form step end to end over HTTP, beside stock python-telegram-bot in the same run.

One process holds the sandbox and the people, another the bot. Prints, for answers at once (a) and
with 50 ms a call (b): steps per second of both, their ratio, and in (a) the p99 at 50 steps/s.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.people import Crowd, Seen, some_people
from sandbox import Sandbox

TOKEN = "1:sandbox"
WARM_UP, SECONDS = 2.0, 8.0

PRELUDE = (
    "/report",
    "28",
    "under way",
    "We opened two shelters at the border.",
    "no",
    "Person, office, person@example.org",
    "2",
)
"""A report up to its last question; not measured."""
OURS = ("back", "2", "back", "back", "back", "Person, office, person@example.org")
"""Steps within the form: back by one, a choice, back by three, a text."""
STOCK = OURS
"""The same messages; the baseline takes each as the answer to its next question."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many people, and how long Telegram takes for a call."""

    name: str
    people: int
    latency_ms: float


LOADS = (Load("a: answers at once, 32 people", 32, 0), Load("b: 50 ms a call, 64 people", 64, 50))


@asynccontextmanager
async def _sandbox(load: Load) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(TOKEN, journal="off", keep=50)
    for person in some_people(load.people):
        sandbox.make_person(person, started=True)
    sandbox.faults.latency_ms = load.latency_ms
    await sandbox.start("127.0.0.1", 0)
    try:
        yield sandbox
    finally:
        await sandbox.stop()


async def _measure(
    load: Load,
    command: Sequence[str],
    prelude: Sequence[str],
    script: Sequence[str],
    *,
    paced: bool = False,
) -> tuple[Seen, Seen | None]:
    """Run one bot process under `load`; returns what was seen in a rush and at 50 steps/s."""
    async with _sandbox(load) as sandbox:
        folder = Path(tempfile.mkdtemp(prefix="enlace-bench-", dir=Path.cwd()))
        environment = {
            **os.environ,
            "ENLACE_BOT_TOKEN": TOKEN,
            "ENLACE_TELEGRAM_API_URL": sandbox.url,
            "ENLACE_DATA_DIR": str(folder),
            "ENLACE_DATABASE_URL": "",
            "ENLACE_LISTEN": "127.0.0.1:0",
        }
        full = [part.format(url=sandbox.url, token=TOKEN, people=load.people) for part in command]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *full, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            crowd = Crowd(sandbox, [5000 + n for n in range(load.people)], script)
            await _polled(sandbox)
            await crowd.play(prelude)
            await crowd.rush(WARM_UP)
            seen = await crowd.rush(SECONDS)
            calm = await crowd.stroll(SECONDS, rate=50) if paced else None
            return seen, calm
        finally:
            process.terminate()
            await process.wait()
            shutil.rmtree(folder)


async def _polled(sandbox: Sandbox) -> None:
    """Wait until the bot holds its long poll."""
    while not sandbox.world.updates.held:  # noqa: ASYNC110 - watching another process
        await asyncio.sleep(0.02)


async def _run() -> None:
    for load in LOADS:
        print(f"\n{load.name}")
        ours, calm = await _measure(
            load,
            ("-m", "benchmarks.our_bot", "{people}"),
            PRELUDE,
            OURS,
            paced=load.latency_ms == 0,
        )
        print(f"  Enlace, durable             {ours.rate:8.0f} steps/s")
        best = 0.0
        for at_once in (1, 8, 64):
            stock, _ = await _measure(
                load,
                ("-m", "benchmarks.stock_bot", "{url}", "{token}", str(at_once)),
                ("/report",),
                STOCK,
            )
            best = max(best, stock.rate)
            print(f"  stock PTB, {at_once:3} at once       {stock.rate:8.0f} steps/s")
        print(f"  ratio to stock PTB's best   {ours.rate / best:8.2f}")
        if calm is not None:
            median, late = calm.quantile(0.5), calm.quantile(0.99)
            print(f"  at 50 steps/s: p50 {median:.1f} ms, p99 {late:.1f} ms")


def main() -> None:
    """Run both loads and print the figures."""
    asyncio.run(_run())


if __name__ == "__main__":
    main()
