"""Thousands of reminders sent through the sandbox while people fill forms.

One process holds the sandbox, with its limit checker, and the people; the bot is one process on
SQLite (b), then four on PostgreSQL behind one webhook (c). The reminders wait in the outbox
already; twenty people each take a step of a form, by a tap or a line, every few seconds. Prints:
messages a second from the first reminder to the last, by the journal's times, as a share of
Telegram's 30 (replies count there too), breaches of any limit, and how long people wait from a tap
or a line to the bot's next message. (a), the queueing, is `benchmarks.reminders_queue`.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks.people import Crowd, Seen
from benchmarks.reminders_ground import (
    FIRST_READER,
    PEOPLE,
    TOKEN,
    a_database,
    a_sandbox,
    bots,
    queue,
)
from sandbox import Sandbox
from sandbox.journal import Entry
from sandbox.limits import OVERALL, PAID, Limits
from tests import postgres

THINKING = 5.0, 9.0
"""Seconds between two steps of a person, at least and at most."""
PRELUDE = (
    "/report",
    "28",
    "under way",
    "We opened two shelters at the border.",
    "no",
    "Person, office, person@example.org",
    "2",
)
STEPS = ("back", "tap Public")
"""What people do again and again: a line, and a tap, which turns its message too."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What was seen while the reminders went out."""

    reminders: int
    messages: int
    seconds: float
    broken: Mapping[str, int]
    replies: Seen

    def tell(self, limit: int) -> None:
        """Print it."""
        rate = self.messages / self.seconds
        print(f"  {self.reminders:,} reminders in {self.seconds:.1f} s, each once")
        print(
            f"  {rate:.2f} messages/s, {100 * rate / limit:.1f} % of {limit}/s "
            f"(reminders alone {(self.reminders - 1) / self.seconds:.2f})"
        )
        print(f"  breaches of Telegram's limits: {sum(self.broken.values())}", end="")
        print("".join(f"\n    {count} × {line}" for line, count in self.broken.items()))
        told = (f"p{share} {self.replies.quantile(share / 100):.0f}" for share in (50, 95, 99))
        print(f"  {len(self.replies.seconds)} replies meanwhile: {', '.join(told)} ms")


class FormFillers(Crowd):
    """People who think before each step, and tap as well as type."""

    async def fill(self, ended: asyncio.Event) -> Seen:
        """Go on until `ended` is set; returns how long each answer took."""
        seen = Seen()

        async def go(person: int) -> None:
            await asyncio.sleep(random.uniform(0, THINKING[1]))
            while not ended.is_set():
                seen.seconds.append(await self.step(person))
                await asyncio.sleep(random.uniform(*THINKING))

        await asyncio.gather(*(go(person) for person in self._people))
        return seen

    async def _act(self, person: int, line: str) -> None:
        verb, _, label = line.partition(" ")
        if verb == "tap":
            await self._sandbox.tap(person, label)
        else:
            await self._sandbox.send(person, line)


async def _measure(
    folder: Path, url: str, *, count: int, workers: int, latency: float, paid: bool
) -> Sending:
    async with AsyncExitStack() as opened:
        sandbox = await opened.enter_async_context(a_sandbox(count, latency))
        environment = {
            "ENLACE_BOT_TOKEN": TOKEN,
            "ENLACE_TELEGRAM_API_URL": sandbox.url,
            "ENLACE_DATA_DIR": str(folder),
            "ENLACE_DATABASE_URL": url,
            "ENLACE_PAID_BROADCAST": "on" if paid else "off",
        }
        database = await opened.enter_async_context(a_database(environment))
        await opened.enter_async_context(bots(sandbox, environment, workers))
        crowd = FormFillers(sandbox, [5000 + n for n in range(PEOPLE)], STEPS)
        await crowd.play(PRELUDE)
        ended, before = asyncio.Event(), sandbox.journal.sequence
        await queue(database, count)
        filling = asyncio.create_task(crowd.fill(ended))
        await _all_sent(sandbox, count, before)
        ended.set()
        return _seen(sandbox.journal.calls(since=before), count, await filling)


async def _all_sent(sandbox: Sandbox, count: int, before: int) -> None:
    sent, since, shown = 0, before, time.monotonic()
    while sent < count:
        await asyncio.sleep(0.5)
        calls = sandbox.journal.calls(since=since)
        since = calls[-1].sequence if calls else since
        sent += sum(_is_reminder(call) for call in calls)
        if sys.stderr.isatty() and time.monotonic() > shown + 10:
            shown = time.monotonic()
            print(f"  … {sent:,} sent", file=sys.stderr)


def _is_reminder(call: Entry) -> bool:
    return call.status == 200 and call.chat_id is not None and call.chat_id >= FIRST_READER


def _seen(calls: Sequence[Entry], count: int, replies: Seen) -> Sending:
    reminders = [call for call in calls if _is_reminder(call)]
    assert sorted(call.chat_id or 0 for call in reminders) == [
        FIRST_READER + n for n in range(count)
    ], "a reminder came twice or not at all"
    first, last = reminders[0].at, reminders[-1].at
    messages = sum(
        first < call.at <= last and call.status == 200 and Limits.counts(call.method)
        for call in calls
    )
    broken: dict[str, int] = {}
    for call in calls:
        for line in call.violations:
            said = line.partition(" chat ")[0]
            broken[said] = broken.get(said, 0) + 1
    return Sending(count, messages, last - first, broken, replies)


async def _run(given: argparse.Namespace) -> None:
    folder = Path(tempfile.mkdtemp(prefix="enlace-bench-", dir=Path.cwd()))
    server = postgres.lend_folder()
    limit = PAID if given.paid else OVERALL
    try:
        for workers in given.workers:
            room = folder / str(workers)
            room.mkdir()
            url, name = "", "SQLite"
            if workers > 1:
                name = "PostgreSQL"
                url = await postgres.create_database(postgres.start_postgres(server), "reminders")
            print(f"\n{'c' if workers > 1 else 'b'}: {workers} worker(s) on {name}", flush=True)
            seen = await _measure(
                room,
                url,
                count=given.count,
                workers=workers,
                latency=given.latency,
                paid=given.paid,
            )
            seen.tell(limit)
    finally:
        postgres.take_folder_back()
        shutil.rmtree(folder)


def main() -> None:
    """Queue (a), then send with one worker (b) and with four (c), and print the figures."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.reminders", description=__doc__)
    options.add_argument("--count", type=int, default=5000, help="how many reminders wait")
    options.add_argument("--workers", type=int, nargs="+", default=[1, 4], help="1 4 unless told")
    options.add_argument("--latency", type=float, default=0.0, help="ms that each call takes more")
    options.add_argument("--paid", action="store_true", help="with paid broadcast switched on")
    options.add_argument("--only-sending", action="store_true", help="without the queueing")
    given = options.parse_args()
    if not given.only_sending and find_spec("benchmarks.reminders_queue") is not None:
        import_module("benchmarks.reminders_queue").main()
    asyncio.run(_run(given))


if __name__ == "__main__":
    main()
