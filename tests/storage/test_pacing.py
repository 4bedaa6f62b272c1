"""The pace that all workers share: slots by any limit with delays of any kind; a clock put back."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select, update

from sandbox.limits import Limits as Judge
from services.delivery import LEASE, Delivery, Limits, OutboxMessage, Settlement
from services.office import Office
from storage import pacing
from storage.database import Database, open_database
from storage.outbox import REMINDER, REPLY, Letter
from storage.pacing import CHAT_AHEAD, LONGEST_LEASE, LONGEST_RETRY
from storage.tables import outbox, paces
from tests.durability.post import HandClock
from tests.house import TRAIL_KEY

GROUP = -700


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    yield database
    await database.close()


class Crew:
    """Some workers on one outbox whose calls take as long as chance says."""

    def __init__(self, database: Database, *, seed: int, slow: float) -> None:
        self.clock = HandClock()
        self.office = Office(database, self.clock, trail_key=TRAIL_KEY)
        self.workers = [Delivery(self.office, f"worker-{n}", Limits()) for n in range(3)]
        self.chance = random.Random(seed)
        self.slow = slow
        self.arrivals: list[tuple[float, int]] = []
        self.under_way: list[tuple[float, Delivery, Settlement, int]] = []
        self.settled = 0

    async def queue(self, letters: list[Letter]) -> None:
        await self.office.do(lambda transaction: transaction.letters.extend(letters))

    def _call(
        self, worker: Delivery, message: OutboxMessage, slot: float, sent: int, parts: int
    ) -> None:
        """Call at the slot or later; it arrives, and the answer comes, when they do."""
        begun = max(slot, self.clock.pulse()) + self._moment()
        arrived = begun + self._moment()
        answered = arrived + self._moment()
        self.arrivals.append((arrived, message.chat_id))
        late = answered - slot
        settlement = Settlement(
            message,
            "sent",
            parts_sent=sent + 1,
            arrived=(answered,),
            late=late if late > 0.2 else 0.0,
        )
        self.under_way.append((answered, worker, settlement, parts - sent - 1))

    def _moment(self) -> float:
        often = self.chance.uniform(0.0, 0.02)
        return often if self.chance.random() < 0.9 else self.chance.uniform(0.0, self.slow)

    async def work(self, letters: int, parts: dict[int, int]) -> None:
        """Until everything is sent; `parts` says of how many parts a chat's messages are."""
        while self.settled < letters:
            worker = self.chance.choice(self.workers)
            done = [each for each in self.under_way if each[0] <= self.clock.pulse()]
            for each in done:
                self.under_way.remove(each)
                await self._go_on(*each[1:], parts)
            batch = await worker.exchange((), most=20)
            for message in batch.messages:
                self._call(worker, message, message.slot, 0, parts.get(message.chat_id, 1))
            self.clock.seconds += self.chance.uniform(0.001, 0.15)

    async def _go_on(
        self, worker: Delivery, settlement: Settlement, left: int, parts: dict[int, int]
    ) -> None:
        if not left:
            await worker.exchange((settlement,), most=0)
            self.settled += 1
            return
        slot = await worker.keep(settlement)
        assert slot is not None
        message = settlement.message
        self._call(worker, message, slot, settlement.parts_sent, parts[message.chat_id])


@pytest.mark.parametrize(("seed", "slow"), [(1, 0.05), (2, 0.8), (3, 4.0)])
async def test_no_limit_is_broken_whatever_the_delays(
    database: Database, seed: int, slow: float
) -> None:
    """Several workers, messages of several parts, bursts into one chat, a group."""
    crew = Crew(database, seed=seed, slow=slow)
    letters = [Letter(6000 + n, {"reply": {}}, urgency=REMINDER) for n in range(90)]
    letters += [Letter(5000 + n % 6, {"reply": {}}) for n in range(36)]
    letters += [Letter(GROUP, {"reply": {}}) for _ in range(23)]
    await crew.queue(letters)
    await crew.work(len(letters), {5000: 3, 5001: 7, **{6000 + n: 2 for n in range(0, 90, 9)}})
    judge = Judge()
    broken = [judge.check(chat, at) for at, chat in sorted(crew.arrivals)]
    assert [lines for lines in broken if lines] == []
    assert len(crew.arrivals) == len(letters) + 6 * 2 + 6 * 6 + 10


async def test_replies_get_the_slots_before_reminders(database: Database) -> None:
    crew = Crew(database, seed=1, slow=0.0)
    await crew.queue([Letter(6000 + n, {"reply": {}}, urgency=REMINDER) for n in range(50)])
    (first, *_) = (await crew.workers[0].exchange((), most=20)).messages
    assert first.chat_id == 6000
    await crew.queue([Letter(5000, {"reply": {}}, urgency=REPLY)])
    crew.clock.seconds += 0.05
    (second, *_) = (await crew.workers[1].exchange((), most=20)).messages
    assert second.chat_id == 5000


def _ahead(connection: Connection) -> dict[int, float]:
    rows = connection.execute(select(paces.c.chat_id, paces.c.next_at_pulse))
    return {row[0]: row[1] for row in rows}


async def test_a_clock_that_was_put_back_stops_nobody(database: Database) -> None:
    """Two hours: paces, places in the window, leases and retries end as if it had not."""
    crew = Crew(database, seed=1, slow=0.0)
    worker = crew.workers[0]
    await crew.queue([Letter(6000 + n, {"reply": {}}) for n in range(60)])
    taken = list((await worker.exchange((), most=20)).messages)
    settled = [Settlement(taken[0], "new", ready_at=crew.clock.pulse() + 11 * 3600)]
    await worker.exchange(settled, most=20)
    crew.clock.seconds -= 7200
    assert (await worker.exchange((), most=20)).messages == ()
    now = crew.clock.pulse()
    await database.write(lambda connection: pacing.rebase(connection, now))
    paced = await database.read(_ahead)
    assert paced.pop(pacing.EVERYBODY) <= now
    assert max(paced.values()) <= now + CHAT_AHEAD
    rows = await database.read(lambda c: c.execute(select(outbox)).all())
    assert all(row.ready_at_pulse <= now + LONGEST_LEASE for row in rows)
    crew.clock.seconds += 0.001
    assert len((await worker.exchange((), most=20)).messages) > 0
    crew.clock.seconds += LONGEST_LEASE + 3
    sent: set[int] = set()
    while len(sent) < 60:
        batch = await worker.exchange((), most=20)
        settled = [Settlement(message, "sent") for message in batch.messages]
        await worker.exchange(settled, most=0)
        sent |= {message.chat_id for message in batch.messages}
        crew.clock.seconds += 0.1


async def test_what_telegram_asked_for_is_kept_when_the_clock_is_put_back(
    database: Database,
) -> None:
    """A hold-back of an hour lasts its hour, also when it seems to begin in the future."""
    now = 1_000_000.0
    await database.write(lambda c: pacing.pause(c, now + 3600, pulse=now))
    await database.write(lambda c: pacing.rebase(c, now + 10))
    assert await database.read(_ahead) == {pacing.EVERYBODY: now + 3600}
    earlier = now - 7200
    await database.write(lambda c: pacing.rebase(c, earlier))
    await database.write(lambda c: pacing.rebase(c, earlier + 5))
    assert await database.read(_ahead) == {pacing.EVERYBODY: earlier + 3600}


async def test_a_retry_that_is_plausible_keeps_its_time(database: Database) -> None:
    crew = Crew(database, seed=1, slow=0.0)
    await crew.queue([Letter(6000, {"reply": {}})])
    ready_at = crew.clock.pulse() + LONGEST_RETRY - 1
    await database.write(lambda c: c.execute(update(outbox).values(ready_at_pulse=ready_at)))
    await database.write(lambda c: pacing.rebase(c, crew.clock.pulse()))
    found = await database.read(lambda c: c.execute(select(outbox.c.ready_at_pulse)).scalar())
    assert found == ready_at


async def test_a_dead_worker_leaves_the_others_a_third(database: Database) -> None:
    """And its places are free again within half a minute, with its messages."""
    crew = Crew(database, seed=1, slow=0.0)
    dead, other = crew.workers[:2]
    await crew.queue([Letter(6000 + n, {"reply": {}}) for n in range(100)])
    held = 0
    for _ in range(20):
        held += len((await dead.exchange((), most=dead.limits.at_once - held)).messages)
        crew.clock.seconds += 0.1
    assert held == dead.limits.at_once == 20
    sent: list[OutboxMessage] = []
    for _ in range(20):
        batch = await other.exchange((), most=20)
        await other.exchange([Settlement(each, "sent") for each in batch.messages], most=0)
        sent += batch.messages
        crew.clock.seconds += 0.1
    assert 10 <= len(sent) <= 30
    for _ in range(int(LEASE * 10) + 60):
        batch = await other.exchange((), most=20)
        await other.exchange([Settlement(each, "sent") for each in batch.messages], most=0)
        sent += batch.messages
        crew.clock.seconds += 0.1
    assert len({each.id for each in sent}) == len(sent) == 100


async def test_a_process_begun_anew_has_nothing_under_way(database: Database) -> None:
    crew = Crew(database, seed=1, slow=0.0)
    await crew.queue([Letter(6000 + n, {"reply": {}}) for n in range(40)])
    for _ in range(20):
        await crew.workers[0].exchange((), most=3)
        crew.clock.seconds += 0.1
    assert (await crew.workers[1].exchange((), most=20)).messages == ()
    await database.write(lambda c: pacing.settle_all(c, crew.clock.pulse()))
    crew.clock.seconds += 1.1
    assert len((await crew.workers[1].exchange((), most=20)).messages) > 0


async def test_a_chat_whose_first_message_came_late_has_no_burst_too_many(
    database: Database,
) -> None:
    """The judge counts from when it arrived."""
    crew, judge = Crew(database, seed=1, slow=0.0), Judge()
    worker = crew.workers[0]
    await crew.queue([Letter(5000, {"reply": {}}) for _ in range(9)])
    (first,) = (await worker.exchange((), most=9)).messages
    crew.clock.seconds += 2.95
    at = [crew.clock.pulse()]
    late = at[0] - first.slot
    await worker.exchange([Settlement(first, "sent", arrived=(at[0],), late=late)], most=0)
    while len(at) < 9:
        for message in (await worker.exchange((), most=9)).messages:
            at.append(max(message.slot, crew.clock.pulse()))
            await worker.exchange([Settlement(message, "sent", arrived=(at[-1],))], most=0)
        crew.clock.seconds += 0.01
    assert [judge.check(5000, pulse) for pulse in at] == [()] * 9


async def test_a_message_that_hung_for_long_does_not_keep_its_chat_waiting(
    database: Database,
) -> None:
    """Its worker stood still with it; others have gone on, and the chat is as free as it looks."""
    crew = Crew(database, seed=1, slow=0.0)
    first, other, _ = crew.workers
    await crew.queue([Letter(5000, {"reply": {}})])
    (hung,) = (await first.exchange((), most=20)).messages
    crew.clock.seconds += LEASE + 1
    (again,) = (await other.exchange((), most=20)).messages
    await other.exchange((Settlement(again, "sent", arrived=(crew.clock.pulse(),)),), most=0)
    late = Settlement(hung, "sent", arrived=(crew.clock.pulse(),), late=LEASE + 1)
    await first.exchange((late,), most=0)
    await crew.queue([Letter(5000, {"reply": {}})])
    crew.clock.seconds += 1 / Limits().per_chat
    assert len((await other.exchange((), most=20)).messages) == 1
