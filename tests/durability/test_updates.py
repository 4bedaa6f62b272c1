"""Updates in any order, more than once, at the same time: one effect each, people apart."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from bot.intake import Dispatcher, arrival_of
from services.arrivals import LEASE, Arrivals
from services.office import Office
from storage import inbox
from storage.database import Database, open_database
from storage.inbox import InboxUpdate
from storage.tables import inbox as inbox_table
from storage.tables import outbox
from tests.durability.authors import Author
from tests.durability.ground import SECRET, Ground, free_port, until
from tests.durability.post import HandClock
from tests.house import TRAIL_KEY

ANA, BEN = 6001, 6002
Update = Mapping[str, Any]


class Turns:
    """Handles updates, one turn each, and writes down how; gates hold people's turns up."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = HandClock()
        self.done: list[int] = []
        self.under_way: Counter[int] = Counter()
        self.most_at_once: Counter[int] = Counter()
        self.gates: dict[int, asyncio.Event] = {}
        self.faults: dict[int, list[Exception]] = {}
        self.arrivals = Arrivals(Office(database, self.clock, trail_key=TRAIL_KEY), "worker")
        self.dispatcher = Dispatcher(self.arrivals, self.handle)
        self.running: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Let the dispatcher look for what waits."""
        self.running = self.running or asyncio.create_task(self.dispatcher.run())

    async def handle(self, taken: InboxUpdate) -> None:
        """Wait at the sender's gate, then fail or finish."""
        self.under_way[taken.sender] += 1
        self.most_at_once |= self.under_way
        try:
            if taken.sender in self.gates:
                await self.gates[taken.sender].wait()
            if self.faults.get(taken.update_id):
                raise self.faults[taken.update_id].pop()
            assert await self.database.write(lambda connection: inbox.finish(connection, taken))
            self.done.append(taken.update_id)
        finally:
            self.under_way[taken.sender] -= 1

    async def statuses(self) -> dict[int, str]:
        """What became of each update."""

        def read(connection: Connection) -> dict[int, str]:
            rows = connection.execute(select(inbox_table.c.update_id, inbox_table.c.status))
            return {row.update_id: row.status for row in rows}

        return await self.database.read(read)

    async def all_done(self) -> None:
        """Wait until every update that came is done or dead."""
        self.begin()

        async def finished() -> bool:
            self.clock.seconds += 10  # what was put back for a while is due
            self.dispatcher._bell.set()
            return set((await self.statuses()).values()) <= {"done", "dead"}

        await until(finished, "every update is done")


def _update(number: int, sender: int) -> Update:
    chat = {"id": sender, "type": "private"}
    return {"update_id": number, "message": {"message_id": number, "chat": chat, "from": chat}}


@pytest.fixture
async def turns(database_url: str) -> AsyncIterator[Turns]:
    database = open_database(database_url)
    turns = Turns(database)
    yield turns
    await turns.dispatcher.drain(5)
    if turns.running is not None:
        await turns.running
    await database.close()


async def test_a_slow_turn_holds_up_its_own_person_only(turns: Turns) -> None:
    """What came inverted and twice behind it is taken in order, once; others do not wait."""
    turns.begin()
    turns.gates[ANA] = asyncio.Event()
    await turns.dispatcher.take_in([_update(1, ANA)])
    await until(lambda: turns.under_way[ANA] == 1, "the slow turn has begun")
    await asyncio.gather(
        *(
            turns.dispatcher.take_in([_update(number, ANA)])
            for number in (5, 3, 4, 2, 5, 3, 2, 4, 1)
        )
    )
    await asyncio.gather(
        *(turns.dispatcher.take_in([_update(number, BEN)]) for number in (11, 12, 13))
    )
    await until(lambda: sorted(turns.done) == [11, 12, 13], "the other person is served")
    assert turns.under_way[ANA] == 1
    turns.gates[ANA].set()
    await turns.all_done()
    assert turns.done[3:] == [1, 2, 3, 4, 5]
    assert turns.most_at_once == {ANA: 1, BEN: 1}


async def test_a_poison_update_becomes_a_dead_letter_and_blocks_nobody(turns: Turns) -> None:
    turns.faults[1] = [ValueError("no good")]
    await turns.dispatcher.take_in([_update(1, ANA), _update(2, ANA)])
    await turns.all_done()
    assert await turns.statuses() == {1: "dead", 2: "done"}


def _busy() -> Exception:
    return OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))


async def test_an_update_that_met_a_busy_database_keeps_its_place(turns: Turns) -> None:
    """It is tried again, before what came after it."""
    turns.faults[1] = [_busy(), ConnectionRefusedError(), _busy()]
    await turns.dispatcher.take_in([_update(1, ANA), _update(2, ANA)])
    await turns.all_done()
    assert turns.done == [1, 2]


async def test_crashes_do_not_make_a_dead_letter(turns: Turns) -> None:
    """An update that was under way in many crashes may still meet a busy database."""
    await turns.arrivals.take_in([arrival_of(_update(1, ANA))], most=0)
    for _ in range(20):
        assert len(await turns.arrivals.take_in((), most=1)) == 1
        turns.clock.seconds += LEASE + 1
    turns.faults[1] = [_busy()]
    await turns.all_done()
    assert await turns.statuses() == {1: "done"}


def _updates_of(author: Author, *, first: int) -> list[Update]:
    """The author's whole script as Telegram would deliver it."""
    updates: list[Update] = []
    for number, step in enumerate(author.steps, first):
        message: dict[str, Any] = {
            "message_id": number,
            "date": 1_800_000_000,
            "chat": author.person.chat(),
            "from": author.person.user(),
            "text": step.text,
        }
        if step.text.startswith("/"):
            length = len(step.text)
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        updates.append({"update_id": number, "message": message})
    author.written = len(updates)
    return updates


class Telegram:
    """Posts updates to a webhook, as the test wants it."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self.session = session
        self.address = address

    async def post(self, update: Update) -> int:
        """Post one update; the status of the answer."""
        async with self.session.post(f"{self.address}/telegram", json=update) as answer:
            return answer.status

    async def post_all(self, updates: Iterable[Update]) -> None:
        """Post all at once; every one is acknowledged."""
        assert set(await asyncio.gather(*(self.post(update) for update in updates))) <= {200}


@pytest.fixture
async def telegram(ground: Ground) -> AsyncIterator[Telegram]:
    """A webhook bot is running, and nobody delivers but the test."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    ground.start(webhook=address, port=port)
    await until(lambda: ground.sandbox.deliverer.webhook is not None, "the bot serves")
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Telegram(session, address)


async def test_every_update_three_times(ground: Ground, telegram: Telegram) -> None:
    """Twice at the same moment, then once more after a restart: one effect each."""
    authors = await ground.let_in(3)
    scripts = [_updates_of(author, first=1000 * place) for place, author in enumerate(authors, 1)]
    for step in zip(*scripts, strict=True):
        await telegram.post_all([*step, *step])
    await ground.settled()
    (bot,) = ground.living
    await ground.kill(bot)
    ground.pass_over()
    ground.start(webhook=telegram.address, port=int(telegram.address.rpartition(":")[2]))
    await until(lambda: ground.sandbox.journal.counts["setWebhook"] == 2, "the bot serves again")
    again = [update for script in scripts for update in script]
    random.Random(7).shuffle(again)
    await telegram.post_all(again)
    await ground.settled()
    assert await ground.check() == [0, 0, 0]


async def test_updates_in_any_order_all_at_once(ground: Ground, telegram: Telegram) -> None:
    """Every update id has one effect and every message one answer, whatever came first."""
    authors = await ground.let_in(4)
    updates = [
        update
        for place, author in enumerate(authors, 1)
        for update in _updates_of(author, first=1000 * place)
    ]
    random.Random(11).shuffle(updates)
    await telegram.post_all([*updates, *updates[::2]])
    await ground.settled()
    count = len(updates)
    rows = await ground.look(lambda c: Counter(c.execute(select(inbox_table.c.status)).scalars()))
    assert rows == {"done": count}
    became = await ground.look(
        lambda c: Counter(
            (row.status, row.bundle is not None)
            for row in c.execute(select(outbox.c.status, outbox.c.bundle))
        )
    )
    # Texts that were on their way together are answered together: the newest answer goes out.
    assert became.total() == count
    assert {status for status, bundled in became if not bundled} == {"sent"}
    assert {status for status, _ in became} <= {"sent", "void"}
    voided = became["void", True]
    assert sum(len(author.steps) - len(author.replies()) for author in authors) == voided
