"""Telegram's limits, its requests to wait and the people who block the bot, with real relays.

The clock of these tests stands unless it is moved: what may go in one second goes, and no more.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import Connection

from bot.flows.reply import Reply
from locales import Message
from sandbox import Fault, Sandbox
from services.delivery import LEASE, Limits, Settlement
from services.letters import action_of, content_of
from storage import pacing
from storage.database import open_database
from storage.outbox import REMINDER, Letter
from tests.durability.ground import until
from tests.durability.post import Post

CROWD = range(6001, 6101)
LONG = " ".join(f"word-{number:04}" for number in range(1000))
"""Three messages."""
A_SECOND = Limits(per_chat=1000.0, chat_burst=1000, horizon=0.95)
"""The window of thirty, all of whose places may be given out at once."""


@pytest.fixture
async def post(sandbox: Sandbox, database_url: str) -> AsyncIterator[Post]:
    database = open_database(database_url)
    post = Post(sandbox, database)
    post.meet(*CROWD)
    yield post
    await database.close()


def accepted(post: Post) -> list[int]:
    """The chats of the messages that were taken, in order; each turn of a message counts."""
    calls = [*post.sandbox.journal]
    return [
        call.chat_id or 0
        for call in calls
        if call.status == 200 and call.method in {"sendMessage", "editMessageText"}
    ]


async def drain(post: Post) -> None:
    """Let second after second pass, until everything is sent."""

    async def sent() -> bool:
        rows, now = await post.rows(), post.clock.pulse()
        if not any(row.status == "leased" and row.ready_at_pulse > now for row in rows):
            post.pass_over(1.1)
        return {row.status for row in rows} == {"sent"}

    await until(sent, "everything is sent")


async def counted(post: Post) -> int:
    """How many calls count at this moment."""

    def read(connection: Connection) -> int:
        pace = pacing.pace_at(connection, A_SECOND, post.clock.pulse())
        return len(pace.free.window)

    return await post.database.write(read)


async def put(post: Post, *letters: Letter) -> None:
    await post.office.do(lambda transaction: transaction.letters.extend(letters))


def text(chat_id: int, said: str, *, urgency: int = 0, edit: int | None = None) -> Letter:
    content = content_of(Reply((Message("{text}", {"text": said}),)), edit=edit)
    return Letter(chat_id, content, urgency)


async def test_thirty_go_in_a_second_and_no_more(post: Post) -> None:
    await put(post, *(text(chat, "hello") for chat in CROWD))
    async with post.worker("one", limits=A_SECOND) as one, post.worker("two", limits=A_SECOND):
        for second in range(1, 4):
            await until(lambda: len(accepted(post)) == 30 * second, "a second's messages")  # noqa: B023
            await one.looks()
            assert len(accepted(post)) == 30 * second
            post.pass_over(1.1)
        await post.all_sent()
    assert sorted(accepted(post)) == list(CROWD)


async def test_each_part_of_a_long_message_counts(post: Post) -> None:
    """Twelve messages of three parts are thirty-six."""
    await put(post, *(text(chat, LONG) for chat in CROWD[:12]))
    async with post.worker(limits=A_SECOND) as worker:
        await until(lambda: len(accepted(post)) == 30, "a second's parts")
        await worker.looks()
        assert len(accepted(post)) == 30
        await drain(post)
    assert set(Counter(accepted(post)).values()) == {3}
    for chat in CROWD[:12]:
        assert " ".join(part.strip() for part in post.texts(chat)) == LONG


async def test_a_message_sent_instead_of_an_edit_counts_beside_it(post: Post) -> None:
    """As do edits themselves."""
    await put(post, text(CROWD[0], "first"))
    async with post.worker(limits=A_SECOND):
        await post.all_sent()
        (first,) = [each.id for each in post.sandbox.messages(CROWD[0]) if each.from_bot]
        await put(post, text(CROWD[0], "turned", edit=first), text(CROWD[0], "new", edit=999))
        post.pass_over(0.0)
        await post.all_sent()
    assert post.texts(CROWD[0]) == ["turned", "new"]
    assert await counted(post) == 4


async def test_a_chat_action_takes_no_place(post: Post) -> None:
    await put(post, *(Letter(chat, action_of("typing")) for chat in CROWD[:20]))
    async with post.worker(limits=A_SECOND):
        await post.all_sent()
    assert post.sandbox.journal.counts["sendChatAction"] == 20
    assert await counted(post) == 0


@pytest.mark.parametrize("paid", [True, False])
async def test_paid_broadcast_is_for_what_is_no_reply(post: Post, *, paid: bool) -> None:
    """Reminders go by the higher limit, for a fee; replies stay free, and within thirty."""
    replies, reminders = CROWD[:35], CROWD[35:]
    await put(post, *(text(chat, "reminder", urgency=REMINDER) for chat in reminders))
    await put(post, *(text(chat, "reply") for chat in replies))
    limits = replace(A_SECOND, paid=paid)
    async with post.worker(limits=limits) as worker:
        at_once = 30 + (len(reminders) if paid else 0)
        await until(lambda: len(accepted(post)) == at_once, "what may go at once")
        await worker.looks()
        assert len(accepted(post)) == at_once
        await drain(post)
    calls = post.sandbox.journal.calls("sendMessage")
    for_a_fee = {call.chat_id for call in calls if call.parameters.get("allow_paid_broadcast")}
    assert for_a_fee == (set(reminders) if paid else set())
    assert [call.violations for call in calls if any("unknown" in v for v in call.violations)] == []


async def test_a_long_reminder_is_paid_for_in_each_part(post: Post) -> None:
    await put(post, text(CROWD[0], LONG, urgency=REMINDER))
    async with post.worker(limits=replace(A_SECOND, paid=True)):
        await post.all_sent()
    calls = post.sandbox.journal.calls("sendMessage")
    assert [call.parameters.get("allow_paid_broadcast") for call in calls] == ["true"] * 3
    assert await counted(post) == 0


async def test_a_storm_of_requests_to_wait_delays_and_loses_nothing(post: Post) -> None:
    """Fourteen, of 1 to 30 s, one after the other: three workers wait, then each message comes once."""
    chance = random.Random(6)
    waits = [chance.randint(1, 30) for _ in range(14)]
    for place, seconds in enumerate(waits):
        post.sandbox.faults.add(
            Fault(status=429, retry_after=seconds, method="sendMessage", skip=3 if place else 0)
        )
    await put(post, *(text(chat, f"to {chat}", urgency=chat % 2) for chat in CROWD[:60]))
    refused_at: list[float] = []
    async with (
        post.worker("one") as one,
        post.worker("two") as two,
        post.worker("three") as three,
    ):
        for _ in range(400):
            if {row.status for row in await post.rows()} == {"sent"}:
                break
            held = await _held(post)
            if held > post.clock.pulse():
                refused_at.append(post.clock.pulse())
                await _all_still(post, one, two, three)
                post.pass_over(held - post.clock.pulse() - 0.5)
                before = len([*post.sandbox.journal])
                for worker in (one, two, three):
                    await worker.looks()
                assert len([*post.sandbox.journal]) == before, "somebody did not wait"
                post.pass_over(0.6)
            await asyncio.sleep(0.005)
        await post.all_sent()
    assert refused_at == sorted(refused_at)
    assert len(post.sandbox.journal.calls("sendMessage", status=429)) == len(waits)
    assert sorted(accepted(post)) == list(CROWD[:60])


async def _held(post: Post) -> float:
    def read(connection: Connection) -> float:
        return pacing.pace_at(connection, A_SECOND, post.clock.pulse()).held[0]

    return await post.database.write(read)


async def _all_still(post: Post, *workers: object) -> None:
    """Wait until what was under way when Telegram asked to wait is over."""

    async def still() -> bool:
        return all(row.status != "leased" for row in await post.rows())

    assert workers
    await until(still, "nobody is sending")


async def test_a_storm_does_not_use_up_the_tries_of_a_message(post: Post) -> None:
    """Ten requests to wait, then one answer that never comes: it is sent again."""
    post.sandbox.faults.add(Fault(status=429, retry_after=1, method="sendMessage", times=10))
    await put(post, text(CROWD[0], "once"))
    async with post.worker(read_timeout=0.2):
        for attempt in range(1, 11):
            await post.row_is("refused", lambda row: (row.status, row.attempts) == ("new", attempt))  # noqa: B023
            if attempt == 10:
                post.sandbox.faults.add(Fault("hang", method="sendMessage", takes_effect=False))
            post.pass_over(1.1)
        await post.row_is("no answer came", lambda row: row.fault == "TimedOut")
        post.pass_over(800)
        await post.all_sent()
    assert post.texts(CROWD[0]) == ["once"]


async def test_what_is_in_doubt_is_tried_a_few_times_only(post: Post) -> None:
    """Each try may be a copy; refusals to connect in between do not begin the count anew."""
    for place in range(6):
        post.sandbox.faults.add(Fault("hang", method="sendMessage", takes_effect=False))
        if place % 2:
            post.sandbox.faults.add(Fault(status=502, method="sendMessage"))
    await put(post, text(CROWD[0], "in doubt"))
    async with post.worker(read_timeout=0.1):
        for attempt in range(1, 8):
            await post.row_is("again", lambda row: (row.status, row.attempts) == ("new", attempt))  # noqa: B023
            post.pass_over(800)
        await post.row_is("it is given up", lambda row: row.status == "failed")
    assert (await post.rows())[0].fault == "TimedOut, 6 in doubt"


async def test_who_blocks_the_bot_costs_one_attempt(post: Post) -> None:
    """Reminders to them are taken back, what else waits is set aside; others are not held up."""
    gone = CROWD[0]
    await post.sandbox.block(gone)
    letters = [
        replace(text(gone, f"reminder {n}", urgency=REMINDER), meeting_id=1, actor_id=1)
        for n in range(5)
    ]
    await put(post, *letters, *(text(chat, "hello", urgency=REMINDER) for chat in CROWD[1:9]))
    async with post.worker(limits=A_SECOND) as worker:
        await until(lambda: len(accepted(post)) == 8, "the others are written to")
        for _ in range(4):
            post.pass_over(3600)
            await worker.looks()
    assert len(post.sandbox.journal.calls("sendMessage", chat_id=gone)) == 1
    found = {row.chat_id: Counter[str]() for row in await post.rows()}
    for row in await post.rows():
        found[row.chat_id][row.status] += 1
    assert found[gone] == {"void": 5}


async def test_a_worker_that_was_told_nothing_learns_of_it_from_the_others(post: Post) -> None:
    """A message that it leased before waits until the hold-back is over."""
    await put(post, *(text(chat, "hello") for chat in CROWD[:9]))
    async with post.worker("other", limits=A_SECOND) as other:
        await until(lambda: len(accepted(post)) == 9, "it works")
        until_when = post.clock.pulse() + 20
        await post.database.write(lambda c: pacing.pause(c, until_when, pulse=post.clock.pulse()))
        await put(post, *(text(chat, "again") for chat in CROWD[:9]))
        post.pass_over(19)
        await other.looks()
        assert other.relay._held_until == until_when
        assert len(accepted(post)) == 9
        post.pass_over(1.1)
        await post.all_sent()


async def test_a_worker_that_vanished_is_taken_over_within_half_a_minute(post: Post) -> None:
    """It had all it may have under way; the others go on with the rest meanwhile."""
    await put(post, *(text(chat, "hello") for chat in CROWD[:40]))
    async with post.worker("gone", limits=A_SECOND) as gone:
        gone.relay.stop()
    taken = await gone.delivery.exchange((), most=A_SECOND.at_once)
    assert len(taken.messages) == 20
    async with post.worker("other", limits=A_SECOND) as other:
        await until(lambda: len(accepted(post)) == 10, "it has the places that are left")
        post.pass_over(1.1)
        await until(lambda: len(accepted(post)) == 20, "and again")
        await other.looks()
        post.pass_over(LEASE)
        await until(lambda: len(accepted(post)) >= 30, "it takes over")
        await drain(post)
        stale = [Settlement(message, "new") for message in taken.messages]
        await gone.delivery.exchange(stale, most=0)
    assert sorted(accepted(post)) == list(CROWD[:40])
    assert {row.status for row in await post.rows()} == {"sent"}
    assert all(after >= before for before, after in pairwise([0, *sorted(accepted(post))]))
