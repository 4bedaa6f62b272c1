"""Scripted misbehaviour."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from sandbox import ControlError, Fault, Sandbox
from tests.sandbox.conftest import ANDREW, MARIA, PEOPLE, TOKEN, Bot

HELLO = {"chat_id": MARIA, "text": "hello"}


async def raw(bot: Bot, method: str, body: object) -> tuple[int, str, bytes]:
    async with bot.session.post(f"{bot.url}/bot{TOKEN}/{method}", json=body) as answer:
        return answer.status, answer.content_type, await answer.read()


async def test_too_many_requests_once_with_a_wait(started: Sandbox, bot: Bot) -> None:
    started.faults.add(Fault(status=429, retry_after=7, method="sendMessage"))
    status, body = await bot.call("sendMessage", **HELLO)
    assert (status, body) == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        },
    )
    assert started.transcript(MARIA) == ""
    await bot.ok("sendMessage", **HELLO)


async def test_a_fault_keeps_to_its_method_chat_and_count(started: Sandbox, bot: Bot) -> None:
    started.make_person(PEOPLE[1], started=True)
    started.faults.add(Fault(status=403, method="sendMessage", chat_id=MARIA, skip=1, times=2))
    await bot.ok("getMe")
    await bot.ok("sendMessage", chat_id=ANDREW, text="hello")
    statuses = [(await bot.call("sendMessage", **HELLO))[0] for _ in range(4)]
    assert statuses == [200, 403, 403, 200]


async def test_a_group_that_moved_says_where(started: Sandbox, bot: Bot) -> None:
    started.faults.add(Fault(migrate_to_chat_id=-100123))
    _, body = await bot.call("sendMessage", **HELLO)
    assert body["parameters"] == {"migrate_to_chat_id": -100123}


async def test_a_proxys_error_page(started: Sandbox, bot: Bot) -> None:
    started.faults.add(Fault("html"))
    status, kind, body = await raw(bot, "sendMessage", HELLO)
    assert (status, kind) == (502, "text/html")
    assert b"<html>" in body
    assert started.transcript(MARIA) == ""


@pytest.mark.parametrize("kind", ["empty", "truncated"])
async def test_spoiled_answers_come_after_the_effect(started: Sandbox, bot: Bot, kind: str) -> None:
    started.faults.add(Fault(kind))  # type: ignore[arg-type]
    status, _, body = await raw(bot, "sendMessage", HELLO)
    assert status == 200
    assert not body.endswith(b"}")
    assert started.transcript(MARIA) == "Bot: hello"


async def test_a_hung_call_has_its_effect_and_no_answer(started: Sandbox, bot: Bot) -> None:
    started.faults.add(Fault("hang"))
    call = asyncio.create_task(bot.call("sendMessage", **HELLO))
    await started.wait(MARIA, "hello")
    assert not call.done()
    call.cancel()


async def test_a_late_answer_is_the_right_one(started: Sandbox, bot: Bot) -> None:
    started.faults.add(Fault("hang", seconds=0.001))
    assert (await bot.ok("sendMessage", **HELLO))["text"] == "hello"
    assert started.transcript(MARIA) == "Bot: hello"


async def test_a_reset_connection_has_no_effect(started: Sandbox, bot: Bot) -> None:
    started.faults.add(Fault("reset"))
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.call("sendMessage", **HELLO)
    assert started.transcript(MARIA) == ""
    assert [call.status for call in started.journal] == [0]


async def test_downloads_fail_on_demand(started: Sandbox, bot: Bot) -> None:
    sent = await bot.upload("sendDocument", bytes(100), "document", "a.bin", chat_id=MARIA)
    file = await bot.ok("getFile", file_id=sent["document"]["file_id"])
    url = f"{bot.url}/file/bot{TOKEN}/{file['file_path']}"
    started.faults.add(Fault("truncated", method="file"))
    started.faults.add(Fault(status=404, method="file"))
    async with bot.session.get(url) as answer:
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()
    async with bot.session.get(url) as answer:
        assert answer.status == 404
    async with bot.session.get(url) as answer:
        assert len(await answer.read()) == 100


async def test_latency_delays_many_calls_at_once(started: Sandbox, bot: Bot) -> None:
    started.faults.latency_ms = 1
    results = await asyncio.gather(*(bot.ok("getMe") for _ in range(20)))
    assert len(results) == 20


async def test_clearing_ends_every_fault(started: Sandbox, bot: Bot) -> None:
    number = started.faults.add(Fault(status=500, times=None))
    started.faults.add(Fault(status=401, times=None))
    assert (await bot.call("getMe"))[0] == 500
    started.faults.clear(number)
    assert (await bot.call("getMe"))[0] == 401
    started.faults.clear()
    await bot.ok("getMe")


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(ControlError, match="a fault is one of error, html"):
        Fault("explode")  # type: ignore[arg-type]
