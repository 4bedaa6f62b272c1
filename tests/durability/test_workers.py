"""Two workers on one PostgreSQL do each thing once, in order, and within the limits together."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from functools import partial
from itertools import pairwise

import pytest
from sqlalchemy import Connection, select, update

from sandbox.limits import Limits as SandboxLimits
from services.arrivals import LEASE, Arrivals
from services.delivery import Delivery, Limits, Settlement
from services.jobs import Jobs
from services.office import Envelope, LostLeaseError, Office, Sender, Turn
from services.reminders import Reminders
from storage import inbox as storing
from storage import jobs
from storage.database import PostgresDatabase, open_database
from storage.inbox import Arrival
from storage.outbox import REMINDER, Letter
from storage.tables import inbox, outbox, reminders
from tests.durability.authors import Author
from tests.durability.ground import UNHURRIED, Ground, somebody_waits, until
from tests.durability.post import HandClock
from tests.durability.processes import Process
from tests.durability.spreader import Spreader
from tests.house import TRAIL_KEY, UNLIMITED

A_STALL = 1.0
"""Seconds by which a busy machine may delay a message."""

pytestmark = pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)


@pytest.fixture
async def spreader() -> AsyncIterator[Spreader]:
    spreader = Spreader(2)
    await spreader.open()
    yield spreader
    await spreader.close()


async def _start_both(
    ground: Ground, spreader: Spreader, *, failpoint: str = "", usual_limits: bool = False
) -> list[Process]:
    """Two workers; the first may have a failpoint."""
    workers: list[Process] = []
    for port, point in zip(spreader.ports, (failpoint, ""), strict=True):
        limits = None if usual_limits else UNHURRIED
        workers.append(
            ground.start(webhook=spreader.address, port=port, failpoint=point, limits=limits)
        )
        await until(
            lambda: ground.sandbox.journal.counts["setWebhook"] == len(workers), "it serves"
        )
    return workers


async def _write_all(author: Author) -> None:
    while not author.finished:
        author.write()
        await author.answered(60)


async def test_two_workers_share_updates_and_limits(ground: Ground, spreader: Spreader) -> None:
    """A rush of messages, usual limits: both have worked, and together kept the pace of one."""
    authors = await ground.let_in(30)
    await _start_both(ground, spreader, usual_limits=True)
    for author in authors:
        author.write(4)
    await ground.settled()
    assert set(await ground.check()) == {0}
    calls = ground.sandbox.journal.calls("sendMessage")
    at_least = (len(calls) - 1) / Limits().overall
    assert calls[-1].at - calls[0].at > at_least - A_STALL
    broken = [line for call in ground.sandbox.journal.violations() for line in call.violations]
    # A stalled machine lets messages arrive together that were sent apart; chats have room for it.
    assert [line for line in broken if "private chat" in line] == []
    assert min(spreader.taken[port] for port in spreader.ports) > 0
    for table in (inbox, outbox):
        who = await ground.look(lambda c: set(c.execute(select(table.c.worker)).scalars()))  # noqa: B023
        assert len(who) == 2


async def test_the_slots_of_two_workers_keep_every_limit(database_url: str) -> None:
    """Whoever asks, and also when both ask at once: judged by the sandbox's own rules."""
    database, clock = open_database(database_url), HandClock()
    offices = [Office(database, clock, trail_key=TRAIL_KEY) for _ in range(2)]
    workers = [Delivery(office, f"worker-{n}", Limits()) for n, office in enumerate(offices)]
    letters = [Letter(chat, {"reply": {}}) for _ in range(7) for chat in range(6001, 6011)]
    await offices[0].do(lambda transaction: transaction.letters.extend(letters))
    slots: list[tuple[float, int]] = []
    by_worker: Counter[str] = Counter()
    while len(slots) < len(letters):
        batches = await asyncio.gather(*(worker.exchange((), most=100) for worker in workers))
        for worker, batch in zip(workers, batches, strict=True):
            slots += [(message.slot, message.chat_id) for message in batch.messages]
            by_worker.update(message.worker for message in batch.messages)
            settled = [Settlement(message, "sent") for message in batch.messages]
            await worker.exchange(settled, most=0)
        clock.seconds += 0.01
    slots.sort()
    judge = SandboxLimits()
    assert [judge.check(chat, at) for at, chat in slots] == [()] * len(letters)
    pairs = pairwise(slots)
    assert min(after[0] - before[0] for before, after in pairs) > 0.999 * Limits().step
    assert slots[-1][0] - slots[0][0] < 7 + len(letters) / Limits().overall
    assert len(by_worker) == 2
    await database.close()


@pytest.mark.parametrize(
    "failpoint", ["inbox_committed", "in_turn", "turn_committed", "leased", "sent"]
)
async def test_the_leases_of_a_killed_worker_are_taken_over(
    ground: Ground, spreader: Spreader, failpoint: str
) -> None:
    """The other one finishes what was begun, once; only what was sent unmarked comes twice."""
    authors = await ground.let_in(6)
    first, _ = await _start_both(ground, spreader, failpoint=failpoint)
    writing = asyncio.gather(*(_write_all(author) for author in authors))
    assert await ground.ended(first) == 9, first.said()
    ground.pass_over(LEASE + 1)
    await writing
    await ground.settled()
    extra = await ground.check()
    assert max(extra) <= 1


async def test_a_worker_that_was_stopped_does_nothing_twice(
    ground: Ground, spreader: Spreader
) -> None:
    """Stopped in the rush, its leases run out, the other takes over; then it wakes up."""
    authors = await ground.let_in(4)
    first, _ = await _start_both(ground, spreader)
    writing = asyncio.gather(*(_write_all(author) for author in authors))
    await _sent(ground, 30)
    first.signal(signal.SIGSTOP)
    ground.pass_over(LEASE + 1)
    # Where it was stopped inside a transaction, the server ends that after some seconds.
    await _sent(ground, 10)
    first.signal(signal.SIGCONT)
    await writing
    await ground.settled()
    # A message that was on the wire when the worker was stopped may come once more.
    assert max(await ground.check()) <= 1


async def _sent(ground: Ground, count: int) -> None:
    """Wait until so many more messages were sent."""
    begun = ground.sandbox.journal.sequence
    journal = ground.sandbox.journal
    await until(lambda: len(journal.calls("sendMessage", since=begun)) >= count, f"{count} sent")


async def test_a_claim_takes_no_update_that_is_being_finished(database_url: str) -> None:
    """Its lease has run out, but the turn ends at this very moment: it had its effect."""
    database, clock = open_database(database_url), HandClock()
    assert isinstance(database, PostgresDatabase)
    office = Office(database, clock, trail_key=TRAIL_KEY)
    first, second = Arrivals(office, "first"), Arrivals(office, "second")
    (taken,) = await first.take_in([Arrival(1, 6001, "{}")], most=9)
    clock.seconds += LEASE + 1
    async with database._engine.begin() as connection:
        assert await connection.run_sync(storing.finish, taken)
        claiming = asyncio.create_task(second.take_in((), most=9))
        await until(lambda: somebody_waits(database), "the claim waits for the turn")
    assert await claiming == []
    await database.close()


async def test_a_claim_takes_no_job_that_is_being_finished(ground: Ground) -> None:
    """As with updates: the document is made and sent once."""
    await ground.let_in(1)
    database, clock = ground.database, HandClock()
    assert isinstance(database, PostgresDatabase)
    work = Jobs(Office(database, clock, trail_key=TRAIL_KEY), {})
    await database.write(lambda c: jobs.add_job(c, "export", {}, participant_id=1, now=clock.now()))
    (job,) = await work.claim("first")
    clock.seconds += 1_000
    async with database._engine.begin() as connection:
        assert await connection.run_sync(partial(jobs.finish, job=job, status="done"))
        claiming = asyncio.create_task(work.claim("second"))
        await until(lambda: somebody_waits(database), "the claim waits for the job")
    assert await claiming == []


async def test_a_claim_takes_no_message_that_is_being_taken_back(database_url: str) -> None:
    """An actor that answers at the moment of its reminder is not reminded."""
    database, clock = open_database(database_url), HandClock()
    assert isinstance(database, PostgresDatabase)
    office = Office(database, clock, trail_key=TRAIL_KEY)
    delivery = Delivery(office, "worker", UNLIMITED)
    letter = Letter(6001, {"reply": {}}, urgency=REMINDER, key="k", meeting_id=1, actor_id=1)
    await office.do(lambda transaction: transaction.letters.append(letter))
    async with database._engine.begin() as connection:
        await connection.execute(update(outbox).values(status="void"))
        claiming = asyncio.create_task(delivery.exchange((), most=9))
        await until(
            lambda: True if claiming.done() else somebody_waits(database), "the claim has looked"
        )
    assert (await claiming).messages == ()
    assert (await delivery.exchange((), most=9)).messages == ()
    await database.close()


async def test_a_turn_whose_lease_ran_out_has_no_effect(database_url: str) -> None:
    """The worker that took the update over has finished it; the first one's work is undone."""
    database, clock = open_database(database_url), HandClock()
    office = Office(database, clock, trail_key=TRAIL_KEY)
    first, second = Arrivals(office, "first"), Arrivals(office, "second")
    (stale,) = await first.take_in([Arrival(1, 6001, "{}")], most=9)
    assert await second.take_in((), most=9) == []
    clock.seconds += LEASE + 1
    (taken,) = await second.take_in([Arrival(2, 6001, "{}")], most=9)
    assert (taken.update_id, taken.attempts) == (1, 2)
    await first.renew([stale])
    worked: list[str] = []

    def work(turn: Turn) -> None:
        worked.append(turn.envelope.taken.worker)
        turn.record("worked")

    sender = Sender(6001, "Ana", "en")
    with pytest.raises(LostLeaseError):
        await office.turn(Envelope(stale, sender), work)
    await first.bury(stale, "Fault")
    await first.try_again(stale, after=0)
    await office.turn(Envelope(taken, sender), work)
    with pytest.raises(LostLeaseError):
        await office.turn(Envelope(taken, sender), work)
    assert worked == ["second"]
    (after,) = await first.take_in((), most=9)
    assert after.update_id == 2
    rows = await database.read(
        lambda c: list(c.execute(select(inbox.c.status).order_by(inbox.c.update_id)).scalars())
    )
    assert rows == ["done", "leased"]
    await database.close()


async def test_two_workers_ticking_at_once_remind_once(ground: Ground) -> None:
    """Each recipient has one reminder, whoever's tick was first."""
    authors = await ground.let_in(12)
    clock = HandClock()
    offices = [Office(open_database(ground.url), clock, trail_key=TRAIL_KEY) for _ in range(2)]
    due = await Reminders(offices[0]).next_due()
    assert due is not None
    clock.date = due
    counts = await asyncio.gather(*(Reminders(office).tick() for office in offices * 3))
    assert sum(counts) == len(authors)

    def read(connection: Connection) -> tuple[list[int], list[int]]:
        sent = connection.execute(select(outbox.c.chat_id).where(outbox.c.urgency == 1))
        noted = connection.execute(select(reminders.c.id))
        return sorted(sent.scalars()), list(noted.scalars())

    sent, noted = await ground.look(read)
    assert sent == [author.id for author in authors]
    assert len(noted) == len(authors)
    for office in offices:
        await office.database.close()


async def test_a_silent_transaction_is_ended_by_the_server(database_url: str) -> None:
    """A worker stopped inside a transaction does not hold its locks for ever."""
    database = open_database(database_url)
    for way in (database.read, database.write):
        shown = await way(
            lambda c: c.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar()
        )
        assert shown == "5s"
    await database.close()
