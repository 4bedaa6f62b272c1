"""A reminder is sent once, whoever dies, wakes up late or ticks at the same time."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from services.delivery import LEASE
from services.failpoints import Failpoint
from services.office import Office, Transaction
from services.unasked import release
from storage import calendar, calls, world
from storage.tables import outbox, participants, reminders
from tests.durability.authors import Author
from tests.durability.ground import UNHURRIED, Ground, until
from tests.durability.post import HandClock
from tests.durability.processes import Process
from tests.durability.spreader import Spreader
from tests.house import START, TRAIL_KEY

MORNING = START + timedelta(days=20, hours=2)
"""Seven days before the February meeting, late enough in all zones of the authors."""
OFTEN, NEVER = 0.25, 3600.0
KILLS = 6
ON_POSTGRESQL = pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)


def copies(ground: Ground) -> Counter[int]:
    """How often each author was reminded."""
    return Counter(
        author.id
        for author in ground.authors
        for message in ground.sandbox.messages(author.id)
        if message.from_bot and "SICREMI" in message.text
    )


async def all_reminded(ground: Ground) -> None:
    """Wait until everybody is, and nothing more is on its way."""
    await until(lambda: len(copies(ground)) == len(ground.authors), "everybody is reminded")
    await ground.settled()


async def noted(ground: Ground) -> tuple[int, int]:
    """How many reminders were noted, and how many messages were queued."""

    def count(connection: Connection) -> tuple[int, int]:
        rows, letters = (
            connection.execute(select(func.count()).select_from(table).where(*which)).scalar_one()
            for table, which in (
                (reminders, ()),
                (outbox, (outbox.c.key.startswith("unasked:"),)),
            )
        )
        return rows, letters

    return await ground.look(count)


@pytest.mark.parametrize("failpoint", ["in_tick", "tick_committed", "leased", "sent"])
async def test_killed_at_every_point_of_its_way(ground: Ground, failpoint: Failpoint) -> None:
    """None is lost; a copy costs a death amid sending, to each who was being written to then."""
    await ground.let_in(5)
    ground.move_to(MORNING)
    kills = 1 if failpoint == "tick_committed" else KILLS
    for _ in range(kills):
        if len(copies(ground)) == len(ground.authors):
            break
        bot = ground.start(failpoint=failpoint, ticks=OFTEN)
        assert await ground.ended(bot) == 9, bot.said()
        ground.pass_over()
    bot = ground.start(ticks=OFTEN)
    await all_reminded(ground)
    await ground.kill(bot)
    assert await noted(ground) == (5, 5)
    most = max(copies(ground).values())
    assert most == 1 if failpoint != "sent" else most <= 1 + kills


@pytest.fixture
async def spreader() -> AsyncIterator[Spreader]:
    spreader = Spreader(4)
    await spreader.open()
    yield spreader
    await spreader.close()


async def another(
    ground: Ground, spreader: Spreader, *, failpoint: str = "", ticks: float = OFTEN
) -> Process:
    """Start one more worker behind the address, and wait until it serves."""
    before = ground.sandbox.journal.counts["setWebhook"]
    port = spreader.ports[len(ground.living)]
    bot = ground.start(webhook=spreader.address, port=port, failpoint=failpoint, ticks=ticks)
    await until(lambda: ground.sandbox.journal.counts["setWebhook"] > before, "it serves")
    return bot


@ON_POSTGRESQL
@pytest.mark.parametrize("workers", [2, 4])
async def test_several_workers_remind_once(
    ground: Ground, spreader: Spreader, workers: int
) -> None:
    """All of them look at the clock several times a second while it becomes morning."""
    await ground.let_in(40)
    for _ in range(workers):
        await another(ground, spreader)
    ground.move_to(MORNING)
    await all_reminded(ground)
    assert set(copies(ground).values()) == {1}
    assert await noted(ground) == (40, 40)


@ON_POSTGRESQL
@pytest.mark.parametrize("failpoint", ["in_tick", "tick_committed"])
async def test_what_a_killed_worker_had_begun_to_queue_another_one_ends(
    ground: Ground, spreader: Spreader, failpoint: Failpoint
) -> None:
    await ground.let_in(12)
    first = await another(ground, spreader, failpoint=failpoint)
    ground.move_to(MORNING)
    assert await ground.ended(first) == 9, first.said()
    assert await noted(ground) == ((0, 0) if failpoint == "in_tick" else (12, 12))
    await another(ground, spreader)
    await all_reminded(ground)
    assert set(copies(ground).values()) == {1}
    assert await noted(ground) == (12, 12)


@ON_POSTGRESQL
@pytest.mark.parametrize("failpoint", ["leased", "sent"])
async def test_what_a_killed_worker_had_taken_to_send_another_one_sends(
    ground: Ground, spreader: Spreader, failpoint: Failpoint
) -> None:
    """Once its lease has run out; only what was on the wire when it died comes twice."""
    await ground.let_in(12)
    await another(ground, spreader, ticks=NEVER)
    first = await another(ground, spreader, failpoint=failpoint)
    ground.move_to(MORNING)
    assert await ground.ended(first) == 9, first.said()

    async def only_its_own_are_left() -> bool:
        return {who.partition("-")[0] for who in await ground.look(_holders)} == {str(first.pid)}

    await until(only_its_own_are_left, "the other one has sent what it could")
    ground.pass_over(LEASE + 1)
    await all_reminded(ground)
    assert max(copies(ground).values()) <= (2 if failpoint == "sent" else 1)
    assert await noted(ground) == (12, 12)


def _holders(connection: Connection) -> set[str]:
    """Who has taken the messages that are not sent; empty for nobody."""
    unsent = outbox.c.status.in_(("new", "leased"))
    holders = connection.execute(select(outbox.c.worker).where(unsent)).scalars()
    return {each or "" for each in holders}


@ON_POSTGRESQL
async def test_a_worker_that_was_stopped_and_wakes_up_sends_nothing_stale(ground: Ground) -> None:
    """It had taken reminders to send; meanwhile they were answered, and its leases ran out."""
    authors = await ground.let_in(12)
    slowly = {**UNHURRIED, "overall": 4.0, "horizon": 3.0}
    bot = ground.start(limits=slowly, ticks=OFTEN)
    ground.move_to(MORNING)
    await until(lambda: len(copies(ground)) >= 2, "it has begun")
    bot.signal(signal.SIGSTOP)
    told = set(copies(ground))
    clock = HandClock()
    clock.date = MORNING
    office = Office(ground.database, clock, trail_key=TRAIL_KEY)
    for author in authors:
        if author.id not in told:
            await office.do(lambda t, author=author: answer(t, author))  # type: ignore[misc]
    ground.pass_over(LEASE + 1)
    bot.signal(signal.SIGCONT)
    await ground.settled()
    # One may have been on the wire when the worker was stopped.
    assert len(set(copies(ground)) - told) <= 1
    assert set(copies(ground).values()) == {1}


def answer(transaction: Transaction, author: Author) -> None:
    """The author's actor has nothing new."""
    connection = transaction.connection
    meeting = calendar.meeting_by_key(connection, "2026-27/february")
    assert meeting is not None
    row = connection.execute(
        select(participants.c.id).where(participants.c.telegram_id == author.id)
    ).scalar_one()
    actor = world.actor_by_key(connection, author.actor)
    assert actor is not None
    calls.add_response(
        connection,
        meeting_id=meeting.id,
        actor_id=actor.id,
        participant_id=row,
        kind=calls.NOTHING_NEW,
        now=transaction.now,
    )
    release(transaction, meeting_id=meeting.id, actor_id=actor.id)
