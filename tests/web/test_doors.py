"""Telegram's webhook: the secret first, then commit, then 200; anything else leaves no trace."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from web import Doors
from web.doors import SECRET_HEADER, SIZE_LIMIT

SECRET = "a-secret_of-32-characters-0123456789"
UPDATE = {"update_id": 7, "message": {"message_id": 1}}
TakenIn = list[Mapping[str, Any]]


class Office:
    """Takes updates in when it can, and says whether all is well."""

    def __init__(self) -> None:
        self.taken: TakenIn = []
        self.fault: Exception | None = None
        self.well = True
        self.gate = asyncio.Event()
        self.gate.set()

    async def take_in(self, updates: Sequence[Mapping[str, Any]]) -> None:
        await self.gate.wait()
        if self.fault:
            raise self.fault
        self.taken.extend(updates)

    async def healthy(self) -> bool:
        return self.well


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
async def doors(office: Office) -> AsyncIterator[Doors]:
    doors = Doors(take_in=office.take_in, healthy=office.healthy, secret=SECRET, path="/telegram")
    await doors.open("127.0.0.1", 0)
    yield doors
    await doors.close()


@pytest.fixture
async def browser(doors: Doors) -> AsyncIterator[aiohttp.ClientSession]:
    assert doors._runner is not None
    port = doors._runner.addresses[0][1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session


async def post(
    browser: aiohttp.ClientSession, body: object = UPDATE, secret: str | None = SECRET
) -> aiohttp.ClientResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with browser.post("/telegram", data=BytesIO(data), headers=headers) as answer:
        await answer.read()
        return answer


async def test_an_update_is_taken_in_and_acknowledged(
    browser: aiohttp.ClientSession, office: Office
) -> None:
    answer = await post(browser)
    assert answer.status == 200
    assert office.taken == [UPDATE]


async def test_nothing_is_acknowledged_before_it_is_committed(
    browser: aiohttp.ClientSession, office: Office
) -> None:
    office.gate.clear()
    asking = asyncio.create_task(post(browser))
    for _ in range(50):
        await asyncio.sleep(0)
    assert not asking.done()
    office.gate.set()
    assert (await asking).status == 200


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "ñ", " " + SECRET[1:]]
)
async def test_without_the_secret_nothing_is_taken(
    browser: aiohttp.ClientSession, office: Office, secret: str | None
) -> None:
    assert (await post(browser, secret=secret)).status == 401
    assert office.taken == []


async def test_a_forged_post_is_refused_before_its_body_is_read(
    browser: aiohttp.ClientSession, office: Office
) -> None:
    assert (await post(browser, b"x" * (SIZE_LIMIT * 3), secret="wrong")).status == 401
    assert office.taken == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_another_method_is_refused(
    browser: aiohttp.ClientSession, office: Office, method: str
) -> None:
    async with browser.request(method, "/telegram", headers={SECRET_HEADER: SECRET}) as answer:
        assert answer.status == 405
    assert office.taken == []


async def test_a_body_too_large_is_refused(browser: aiohttp.ClientSession, office: Office) -> None:
    assert (await post(browser, b" " * (SIZE_LIMIT + 1))).status == 413
    assert office.taken == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b'"x"',
        b"{}",
        b'{"update_id": "7"}',
        b"\xff\xfe",
        b"[" * 9000,
    ],
)
async def test_what_is_no_update_is_refused(
    browser: aiohttp.ClientSession, office: Office, body: bytes
) -> None:
    assert (await post(browser, body)).status == 400
    assert office.taken == []


async def test_while_draining_telegram_keeps_what_it_has(
    browser: aiohttp.ClientSession, doors: Doors, office: Office
) -> None:
    doors.drain()
    answer = await post(browser)
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert office.taken == []


async def test_what_could_not_be_committed_is_not_acknowledged(
    browser: aiohttp.ClientSession, office: Office
) -> None:
    office.fault = RuntimeError("no database")
    answer = await post(browser)
    assert answer.status == 503
    assert "Retry-After" in answer.headers


async def test_health_says_whether_all_is_well(
    browser: aiohttp.ClientSession, doors: Doors, office: Office
) -> None:
    for well, status in ((True, 200), (False, 503)):
        office.well = well
        async with browser.get("/health") as answer:
            assert (answer.status, await answer.json()) == (status, {"ok": well})
    office.well = True
    doors.drain()
    async with browser.get("/health") as answer:
        assert answer.status == 503


async def test_there_is_nothing_else(browser: aiohttp.ClientSession) -> None:
    for path in ("/", "/telegram/", "/../telegram", "/metrics"):
        async with browser.get(path) as answer:
            assert answer.status in {404, 405}


async def test_without_a_secret_there_is_no_webhook(office: Office) -> None:
    doors = Doors(take_in=office.take_in, healthy=office.healthy, secret="", path="/telegram")
    await doors.open("127.0.0.1", 0)
    assert doors._runner is not None
    port = doors._runner.addresses[0][1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as browser:
        assert (await post(browser, secret="")).status == 404
    await doors.close()
