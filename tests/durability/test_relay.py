"""What is in the outbox is delivered whatever the network does, in order, and within the limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import Row, select

from bot.flows.reply import Reply
from bot.relay import relay as relays
from locales import Message
from sandbox import Fault, Sandbox
from services.delivery import LEASE, Delivery, Limits, Settlement
from services.failpoints import Failpoint
from services.letters import content_of
from services.office import Office
from storage import outbox as storing
from storage import pacing
from storage.database import PostgresDatabase, open_database
from storage.locking import hold
from storage.outbox import REMINDER, Letter
from storage.tables import paces
from tests.durability.ground import Ground, free_port, somebody_waits, until
from tests.durability.post import Post
from tests.house import START, TOKEN, TRAIL_KEY, UNLIMITED

ANA, BEN, EVA = 6001, 6002, 6003
LONG = " ".join(f"word-{number:04}" for number in range(1000))
"""About 10,000 characters: three messages."""


def _put_back(attempts: int = 1) -> Callable[[Row[Any]], bool]:
    """That a row waits again after so many attempts."""
    return lambda row: (row.status, row.attempts) == ("new", attempts)


@pytest.fixture
async def post(sandbox: Sandbox, database_url: str) -> AsyncIterator[Post]:
    database = open_database(database_url)
    post = Post(sandbox, database)
    post.meet(ANA, BEN, EVA)
    yield post
    await database.close()


async def test_an_answer_that_never_comes_costs_one_copy(post: Post) -> None:
    """Telegram has taken the message and says nothing: it is sent again, once."""
    post.sandbox.faults.add(Fault("hang", method="sendMessage"))
    await post.say(ANA, "receipt 7")
    async with post.worker(read_timeout=0.2):
        await post.row_is("the wait was given up", lambda row: row.fault == "TimedOut")
        assert post.texts(ANA) == ["receipt 7"]
        post.pass_over(70)
        await post.all_sent()
    assert post.texts(ANA) == ["receipt 7", "receipt 7"]


async def test_nobody_listens_at_first(post: Post) -> None:
    """While the connection is refused the message waits; it is sent once."""
    port = free_port()
    later = Sandbox(TOKEN)
    post.sandbox, sandbox = later, post.sandbox
    post.meet(ANA)
    await post.say(ANA, "patience")
    async with post.worker(url=f"http://127.0.0.1:{port}"):
        row = await post.row_is("it was tried", lambda row: row.fault == "NetworkError")
        assert row.status == "new"
        await later.start(port=port)
        post.pass_over(5)
        await post.all_sent()
    assert post.texts(ANA) == ["patience"]
    await later.stop()
    post.sandbox = sandbox


@pytest.mark.parametrize(
    ("fault", "copies"),
    [
        (Fault(status=500, method="sendMessage", times=3), 1),
        (Fault(status=502, method="sendMessage", times=3), 1),
        (Fault("html", method="sendMessage", times=3), 1),
        (Fault("reset", method="sendMessage", times=3), 1),
        (Fault("empty", method="sendMessage"), 2),
        (Fault("truncated", method="sendMessage"), 2),
    ],
    ids=lambda value: value.kind + str(value.status) if isinstance(value, Fault) else None,
)
async def test_answers_that_are_none(post: Post, fault: Fault, copies: int) -> None:
    """It is tried again until it is taken; twice there only where Telegram took it unseen."""
    post.sandbox.faults.add(fault)
    await post.say(ANA, "once")
    async with post.worker():
        for attempt in range(1, (fault.times or 0) + 1):
            await post.row_is(f"attempt {attempt} failed", _put_back(attempt))
            post.pass_over(70)
        await post.all_sent()
    assert post.texts(ANA) == ["once"] * copies


async def test_each_further_attempt_waits_longer(post: Post) -> None:
    """About a second at first, twice that each time, a minute or so at most."""
    post.sandbox.faults.add(Fault(status=502, method="sendMessage", times=9))
    await post.say(ANA, "patience")
    waits: list[float] = []
    async with post.worker():
        for attempt in range(1, 10):
            row = await post.row_is(f"attempt {attempt} failed", _put_back(attempt))
            waits.append(row.ready_at_pulse - post.clock.pulse())
            post.pass_over(waits[-1])
        await post.all_sent()
    assert waits[:6] == sorted(waits[:6])
    assert 0.5 <= waits[0] <= 2
    assert all(45 <= wait <= 75 for wait in waits[6:])


async def test_no_worker_sends_before_retry_after_is_over(post: Post) -> None:
    """What one worker was told, all keep to."""
    post.sandbox.faults.add(Fault(status=429, retry_after=30, method="sendMessage"))
    await post.say(ANA, "one")
    async with post.worker("first") as first, post.worker("second") as second:
        await post.row_is("it was refused", _put_back())
        await post.say(BEN, "two")
        await post.say(EVA, "three")
        for seconds in (0.0, 29.0):
            post.pass_over(seconds)
            await first.looks()
            await second.looks()
            assert post.sandbox.journal.calls("sendMessage", status=200) == []
        post.pass_over(1.0)
        await post.all_sent()
    assert [post.texts(chat) for chat in (ANA, BEN, EVA)] == [["one"], ["two"], ["three"]]


async def test_what_waits_for_its_turn_keeps_to_retry_after_too(post: Post) -> None:
    """Messages leased before the refusal came are held back as well."""
    post.sandbox.faults.add(Fault(status=429, retry_after=30, method="sendMessage", chat_id=ANA))
    await post.say(ANA, "one")
    await post.say(BEN, "two")
    async with post.worker(limits=Limits(overall=1.0, chat_burst=9, horizon=1.0)):
        # The second message is leased with the first, for a second later.
        row = await post.row_is("it was held back", _put_back(), place=1)
        assert row.ready_at_pulse >= post.clock.pulse() + 30
        assert post.texts(BEN) == []
        for place in range(2):
            post.pass_over(30)
            await post.row_is("it was sent", lambda row: row.status == "sent", place)
    assert (post.texts(ANA), post.texts(BEN)) == (["one"], ["two"])


async def test_replies_go_before_reminders(post: Post) -> None:
    """Also those that were queued later, in the same chat and in others."""
    for chat in (ANA, BEN):
        await post.say(chat, f"reminder to {chat}", urgency=REMINDER)
    for chat in (BEN, EVA):
        await post.say(chat, f"reply to {chat}")
    async with post.worker(limits=Limits(overall=1.0, chat_burst=9, horizon=0.0)):
        for sent in range(1, 5):
            await until(lambda: len(_accepted(post)) == sent, f"{sent} sent")  # noqa: B023
            post.pass_over(1.0)
        await post.all_sent()
    assert _accepted(post) == [
        f"reply to {BEN}",
        f"reply to {EVA}",
        f"reminder to {ANA}",
        f"reminder to {BEN}",
    ]


def _accepted(post: Post) -> list[str]:
    calls = post.sandbox.journal.calls("sendMessage", status=200)
    return [str(call.parameters["text"]) for call in calls]


async def test_a_chat_keeps_its_order_when_the_first_message_is_late(post: Post) -> None:
    """The others of the chat wait behind it; other chats do not."""
    post.sandbox.faults.add(Fault(status=502, method="sendMessage", chat_id=ANA, times=2))
    await post.say(ANA, "first", "second", "third")
    await post.say(BEN, "elsewhere")
    async with post.worker() as worker:
        for attempt in (1, 2):
            await post.row_is("it failed", _put_back(attempt))
            await post.row_is("the other chat goes on", lambda row: row.status == "sent", place=3)
            await worker.looks()
            assert post.texts(ANA) == []
            post.pass_over(70)
        await post.all_sent()
    assert post.texts(ANA) == ["first", "second", "third"]


async def test_a_long_text_goes_on_with_the_part_that_failed(post: Post) -> None:
    """No part twice, none missing."""
    post.sandbox.faults.add(Fault(status=502, method="sendMessage", skip=1))
    await post.say(ANA, LONG)
    async with post.worker():
        row = await post.row_is("a part failed", lambda row: row.fault is not None)
        assert (row.status, row.parts_sent) == ("new", 1)
        post.pass_over(5)
        await post.all_sent()
    assert len(post.texts(ANA)) == 3
    assert " ".join(part.strip() for part in post.texts(ANA)) == LONG


async def test_a_long_text_goes_on_after_a_kill_between_its_parts(ground: Ground) -> None:
    """The parts that were sent before the kill are not sent again."""
    (reader,) = await ground.let_in(1)
    content = content_of(Reply((Message("{text}", {"text": LONG}),)))
    await ground.database.write(
        lambda connection: storing.put(connection, [Letter(reader.id, content)], now=START)
    )
    ground.sandbox.faults.add(Fault("hang", method="sendMessage", skip=1, takes_effect=False))
    bot = ground.start()
    await until(lambda: len(ground.sandbox.journal.calls("sendMessage")) == 2, "part two is tried")
    await ground.kill(bot)
    ground.pass_over()
    ground.start()
    await ground.settled()
    assert len(reader.replies()) == 3
    assert " ".join(part.strip() for part in reader.replies()) == LONG


async def test_a_relay_that_slept_past_its_lease_sends_nothing(post: Post) -> None:
    """Paused between lease and sending: another worker sends, it does not."""

    def sleep(point: Failpoint) -> None:
        if point == "leased":
            post.clock.seconds += LEASE + 1

    await post.say(ANA, "once")
    async with post.worker("sleepy", reach=sleep) as sleepy:
        await until(lambda: post.clock.seconds > 1_000_000, "it slept")
        await sleepy.looks()
        assert post.texts(ANA) == []
        row = (await post.rows())[0]
        assert row.status == "leased"
        sleepy.relay.stop()
    async with post.worker("awake"):
        post.pass_over(LEASE + 1)
        await post.all_sent()
    assert post.texts(ANA) == ["once"]


async def test_what_was_taken_over_is_neither_settled_nor_continued(post: Post) -> None:
    """The first worker may note nothing more, not even after the second has finished."""
    await post.say(ANA, LONG)
    first, second = (
        Delivery(Office(post.database, post.clock, trail_key=TRAIL_KEY), name, UNLIMITED)
        for name in ("first", "second")
    )
    (stale,) = (await first.exchange((), most=9)).messages
    assert (await second.exchange((), most=9)).messages == ()
    post.pass_over(LEASE + 1)
    (taken,) = (await second.exchange((), most=9)).messages
    assert (taken.id, taken.attempts) == (stale.id, 2)
    assert await first.keep(Settlement(stale, "leased", parts_sent=1)) is None
    await first.renew([stale])
    await first.exchange([Settlement(stale, "failed")], most=0)
    row = (await post.rows())[0]
    assert (row.status, row.worker, row.parts_sent) == ("leased", "second", 0)
    assert row.ready_at_pulse == post.clock.pulse() + LEASE
    assert await second.keep(Settlement(taken, "leased", parts_sent=1)) is not None
    await second.exchange([Settlement(taken, "sent", parts_sent=3)], most=0)
    await first.exchange([Settlement(stale, "new")], most=0)
    row = (await post.rows())[0]
    assert (row.status, row.parts_sent) == ("sent", 3)


async def test_a_message_that_takes_long_is_not_sent_by_another_meanwhile(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lease is renewed for as long as the sending takes."""
    monkeypatch.setattr(relays, "LEASE", 0.03)  # how often leases are renewed, not how long
    post.sandbox.faults.add(Fault("hang", method="sendMessage"))
    await post.say(ANA, "slow")
    async with post.worker("slow") as slow, post.worker("idle") as idle:
        keeping = asyncio.create_task(slow.relay.keep_leases())
        also = asyncio.create_task(idle.relay.keep_leases())
        await until(lambda: post.texts(ANA) == ["slow"], "it is on its way")
        for _ in range(4):
            post.pass_over(LEASE - 5)
            end = post.clock.pulse() + LEASE
            await post.row_is("renewed", lambda row: row.ready_at_pulse == end)  # noqa: B023
            await slow.looks()
            await idle.looks()
        assert post.texts(ANA) == ["slow"]
        keeping.cancel()
        also.cancel()
        await asyncio.wait((keeping, also))
        post.sandbox.faults.clear()


@pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)
async def test_a_pause_waits_for_a_claim_that_is_under_way(post: Post) -> None:
    """Otherwise the claim, which has read the pace before, would write over the pause."""
    until_when = post.clock.pulse() + 30
    assert isinstance(post.database, PostgresDatabase)
    async with post.database._engine.begin() as connection:
        await connection.run_sync(hold, "outbox")
        pausing = asyncio.create_task(
            post.database.write(
                lambda other: pacing.pause(other, until_when, pulse=post.clock.pulse())
            )
        )
        await until(lambda: somebody_waits(post.database), "the pause waits for the claim")
        assert not pausing.done()
        pace = await connection.run_sync(pacing.pace_at, UNLIMITED, post.clock.pulse())
        pace.give((1, 1), pace.pulse, pace.pulse, paid=False)
        await connection.run_sync(pacing.note_pace, pace, {})
    await pausing
    kept = await post.database.read(
        lambda c: c.execute(select(paces.c.next_at_pulse).where(paces.c.chat_id == 0)).scalar_one()
    )
    assert kept == until_when


async def test_a_message_that_cannot_be_sent_does_not_stop_its_chat(post: Post) -> None:
    """What Telegram refuses for good is set aside with its reason."""
    post.sandbox.faults.add(Fault(status=400, description="Bad Request: no such thing"))
    await post.say(ANA, "refused", "taken")
    async with post.worker():
        await post.row_is("the second is sent", lambda row: row.status == "sent", place=1)
    rows = await post.rows()
    assert [(row.status, row.fault) for row in rows] == [
        ("failed", "No such thing"),
        ("sent", None),
    ]
    assert post.texts(ANA) == ["taken"]
