"""SIGTERM: what is under way ends, nothing new is taken, the process leaves with 0 in time."""

from __future__ import annotations

import signal

import aiohttp

from sandbox import Fault
from tests.durability.ground import SECRET, Ground, free_port, until

IN_TIME = 10.0
"""Seconds after SIGTERM within which the process must be gone."""


async def test_a_stream_of_updates_survives_sigterm(ground: Ground) -> None:
    """Exit code 0 in time; 503 while draining; every update has its effect, none twice."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    bot = ground.start(webhook=address, port=port)
    authors = await ground.let_in(12)
    (slow,) = await ground.let_in(1)
    await until(lambda: ground.sandbox.deliverer.webhook is not None, "the webhook is set")
    ground.sandbox.faults.add(Fault("hang", method="sendMessage", chat_id=slow.id, seconds=1.0))
    for author in (*authors, slow):
        author.write(len(author.steps))
    await until(lambda: len(_sent_to(ground, slow.id)) == 1, "the slow message is on its way")
    await until(lambda: len(ground.sandbox.journal.calls("sendMessage")) >= 40, "40 replies")
    bot.signal(signal.SIGTERM)
    statuses = await _statuses_until_closed(address)
    assert await ground.ended(bot, IN_TIME) == 0, bot.said()
    assert 503 in statuses
    assert 200 not in statuses[statuses.index(503) :]
    assert len(ground.sandbox.world.updates), "the stream was over before the signal"
    ground.start(webhook=address, port=port)
    await ground.settled()
    assert set(await ground.check()) == {0}


def _sent_to(ground: Ground, chat_id: int) -> list[object]:
    return list(ground.sandbox.journal.calls("sendMessage", chat_id=chat_id))


async def _statuses_until_closed(address: str) -> list[int]:
    """What the webhook answers to an update it has had already, as long as it answers."""
    statuses: list[int] = []
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with aiohttp.ClientSession(headers=headers) as session:
        while True:
            try:
                async with session.post(
                    f"{address}/telegram", json={"update_id": 100_001}
                ) as answer:
                    statuses.append(answer.status)
            except aiohttp.ClientError:
                return statuses


async def test_a_hanging_message_neither_delays_the_end_nor_doubles_others(ground: Ground) -> None:
    """What Telegram has taken while the bot drained is not sent again."""
    bot = ground.start()
    stuck, late, usual = await ground.let_in(3)
    ground.sandbox.faults.add(Fault("hang", method="sendMessage", chat_id=stuck.id))
    ground.sandbox.faults.add(Fault("hang", method="sendMessage", chat_id=late.id, seconds=0.7))
    for author in (stuck, late, usual):
        author.write()
    for author in (stuck, late, usual):
        await author.answered()
    bot.signal(signal.SIGTERM)
    assert await ground.ended(bot, IN_TIME) == 0, bot.said()
    ground.pass_over()
    ground.start()
    await ground.settled()
    assert await ground.check() == [1, 0, 0]


async def test_sigterm_while_telegram_cannot_be_reached(ground: Ground) -> None:
    """A bot that still waits for Telegram at its start can be stopped too."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    bot = ground.start({"ENLACE_TELEGRAM_API_URL": nowhere})
    await until(lambda: "telegram_unreachable" in bot.said(), "Telegram was missed")
    bot.signal(signal.SIGTERM)
    assert await ground.ended(bot, IN_TIME) == 0, bot.said()
