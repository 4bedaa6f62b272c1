"""Webhook delivery: in order per queue, one in flight, retried."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from sandbox import Sandbox
from tests.sandbox.conftest import ANDREW, MARIA, Bot, Json, Seconds


class Hook:
    """A bot's webhook that answers as told."""

    def __init__(self) -> None:
        self.url = ""
        self.got: asyncio.Queue[Json] = asyncio.Queue()
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.got.put_nowait(await request.json())
        await self.gate.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    async def text(self) -> str:
        return str((await self.got.get())["message"]["text"])


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    runner = web.ServerRunner(web.Server(hook.handle), shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    hook.gate.set()
    await runner.cleanup()


async def test_updates_that_waited_and_new_ones_carry_the_secret(
    sandbox: Sandbox, bot: Bot, hook: Hook
) -> None:
    await sandbox.send(MARIA, "before")
    await bot.ok("setWebhook", url=hook.url, secret_token="s3cret")
    assert await hook.text() == "before"
    await sandbox.send(MARIA, "after")
    assert await hook.text() == "after"
    assert hook.secrets == ["s3cret", "s3cret"]


async def test_a_refused_update_is_retried_before_the_chats_next(
    sandbox: Sandbox, bot: Bot, hook: Hook
) -> None:
    hook.answers = [
        web.Response(status=503),
        web.Response(status=500, headers={"Retry-After": "5"}),
    ]
    await bot.ok("setWebhook", url=hook.url)
    await sandbox.send(MARIA, "one")
    await sandbox.send(MARIA, "two")
    assert [await hook.text() for _ in range(4)] == ["one", "one", "one", "two"]
    info = await bot.ok("getWebhookInfo")
    assert info["url"] == hook.url
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")


async def test_a_chat_that_is_stuck_does_not_hold_up_another(
    sandbox: Sandbox, bot: Bot, hook: Hook
) -> None:
    hook.gate.clear()
    await bot.ok("setWebhook", url=hook.url)
    await sandbox.send(MARIA, "one")
    await sandbox.send(MARIA, "two")
    await sandbox.send(ANDREW, "other chat")
    await sandbox.tap_data(MARIA, "other queue")
    first = [await hook.got.get() for _ in range(3)]
    assert {update.get("message", {}).get("text") for update in first} == {
        "one",
        "other chat",
        None,
    }
    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 4
    hook.gate.set()
    assert await hook.text() == "two"


async def test_an_update_nobody_takes_is_dropped_in_the_end(
    sandbox: Sandbox, bot: Bot, hook: Hook, seconds: Seconds
) -> None:
    hook.answers = [web.Response(status=500)]
    hook.gate.clear()
    await bot.ok("setWebhook", url=hook.url)
    await sandbox.send(MARIA, "lost")
    assert await hook.text() == "lost"
    seconds.now += 24 * 3600
    await sandbox.send(MARIA, "next")
    hook.gate.set()
    assert await hook.text() == "next"


async def test_the_webhook_may_answer_with_a_call(sandbox: Sandbox, bot: Bot, hook: Hook) -> None:
    reply = {"method": "sendMessage", "chat_id": MARIA, "text": "by return"}
    hook.answers = [web.json_response(reply)]
    await bot.ok("setWebhook", url=hook.url)
    await sandbox.send(MARIA, "hello")
    assert (await sandbox.wait(MARIA, "by return")).from_bot


async def test_dropping_pending_updates_and_going_back_to_polling(
    sandbox: Sandbox, bot: Bot, hook: Hook
) -> None:
    await sandbox.send(MARIA, "dropped")
    await bot.ok("setWebhook", url=hook.url, drop_pending_updates=True, allowed_updates=["message"])
    await sandbox.send(MARIA, "kept")
    assert await hook.text() == "kept"
    assert (await bot.ok("getWebhookInfo"))["allowed_updates"] == ["message"]
    await bot.ok("setWebhook", url="")
    assert (await bot.ok("getWebhookInfo"))["url"] == ""
    await sandbox.send(MARIA, "polled")
    assert (await bot.ok("getUpdates"))[-1]["message"]["text"] == "polled"


async def test_only_https_and_loopback_are_taken(bot: Bot) -> None:
    assert "HTTPS URL must be provided" in await bot.refused("setWebhook", url="http://example.org")
