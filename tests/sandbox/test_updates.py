"""Long polling, over HTTP and as Telegram does it."""

from __future__ import annotations

import asyncio

from sandbox import Sandbox
from sandbox.updates import CALLBACK_LIFE
from tests.sandbox.conftest import ANDREW, MARIA, Bot, Json, Seconds, until


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def held(sandbox: Sandbox, bot: Bot, **parameters: object) -> asyncio.Task[tuple[int, Json]]:
    """Start a poll and return once the server holds it."""
    task = asyncio.create_task(bot.call("getUpdates", timeout=30, **parameters))
    await until(lambda: sandbox.world.updates.held)
    return task


async def test_a_held_poll_answers_when_somebody_writes(sandbox: Sandbox, bot: Bot) -> None:
    poll = await held(sandbox, bot)
    await sandbox.send(MARIA, "/start")
    status, body = await poll
    assert status == 200
    assert texts(body["result"]) == ["/start"]
    assert body["result"][0]["message"]["entities"][0]["type"] == "bot_command"


async def test_updates_come_again_until_the_offset_passes_them(sandbox: Sandbox, bot: Bot) -> None:
    for text in ("one", "two", "three"):
        await sandbox.send(MARIA, text)
    first = await bot.ok("getUpdates", limit=2)
    assert texts(first) == ["one", "two"]
    assert texts(await bot.ok("getUpdates")) == ["one", "two", "three"]
    assert texts(await bot.ok("getUpdates", offset=first[1]["update_id"])) == ["two", "three"]
    assert texts(await bot.ok("getUpdates")) == ["two", "three"]


async def test_a_negative_offset_keeps_the_newest(sandbox: Sandbox, bot: Bot) -> None:
    for text in ("one", "two", "three"):
        await sandbox.send(MARIA, text)
    assert texts(await bot.ok("getUpdates", offset=-1)) == ["three"]
    assert texts(await bot.ok("getUpdates")) == ["three"]


async def test_the_earlier_of_two_pollers_is_told_of_the_conflict(
    sandbox: Sandbox, bot: Bot
) -> None:
    first = await held(sandbox, bot)
    second = asyncio.create_task(bot.call("getUpdates", timeout=30))
    status, body = await first
    assert status == 409
    assert body["description"].startswith("Conflict: terminated by other getUpdates request")
    await sandbox.send(MARIA, "hello")
    assert texts((await second)[1]["result"]) == ["hello"]


async def test_polling_is_refused_while_a_webhook_is_set(sandbox: Sandbox, bot: Bot) -> None:
    poll = await held(sandbox, bot)
    await bot.ok("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await poll)[1]["description"] == "Conflict: terminated by setWebhook request"
    assert "can't use getUpdates method while webhook is active" in await bot.refused("getUpdates")
    await bot.ok("deleteWebhook")
    assert await bot.ok("getUpdates") == []


async def test_only_the_kinds_asked_for_arrive(sandbox: Sandbox, bot: Bot) -> None:
    await bot.ok("getUpdates", allowed_updates=["callback_query"])
    await sandbox.send(MARIA, "not wanted")
    await sandbox.tap_data(MARIA, "wanted")
    (update,) = await bot.updates()
    assert update["callback_query"]["data"] == "wanted"


async def test_a_tap_waits_150_seconds_and_a_message_a_day(
    sandbox: Sandbox, bot: Bot, seconds: Seconds
) -> None:
    sandbox.world.updates.pace = 1.0
    await sandbox.send(MARIA, "patient")
    await sandbox.tap_data(MARIA, "impatient")
    seconds.now += CALLBACK_LIFE
    assert texts(await bot.ok("getUpdates")) == ["patient"]
    seconds.now += 24 * 3600
    assert await bot.ok("getUpdates") == []


async def test_acknowledged_updates_can_come_again(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.send(MARIA, "one")
    await sandbox.send(ANDREW, "two")
    seen = await bot.updates()
    await bot.updates(timeout=0)
    assert sandbox.redeliver(last=2) == 2
    assert await bot.updates() == seen
    assert await bot.updates(timeout=0) == []


async def test_a_share_of_the_updates_comes_twice(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.redeliver(percent=100)
    await sandbox.send(MARIA, "one")
    seen = await bot.updates()
    assert await bot.updates() == seen
    assert await bot.updates(timeout=0) == []


async def test_raw_updates_come_as_they_are_in_the_order_given(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.push_update({"update_id": 9, "poll": {"id": "x"}})
    sandbox.push_update({"update_id": 7, "message": {"no": "chat"}}, times=2)
    assert [update["update_id"] for update in await bot.updates()] == [9, 7, 7]


async def test_a_poller_that_has_gone_swallows_nothing(sandbox: Sandbox, bot: Bot) -> None:
    poll = await held(sandbox, bot)
    poll.cancel()
    await until(lambda: not sandbox.world.updates.held)
    sandbox.push_update({"update_id": 5})
    assert await bot.updates() == [{"update_id": 5}]


async def test_stopping_ends_what_is_held(sandbox: Sandbox, bot: Bot) -> None:
    poll = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await until(lambda: sandbox.world.updates.held)
    await sandbox.stop()
    assert (await poll)[1] == {"ok": True, "result": []}
