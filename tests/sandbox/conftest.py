"""A running sandbox with two people, and a bot that is nothing but HTTP calls."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest

from sandbox import Person, Sandbox

MARIA = 1001
ANDREW = 1002
PEOPLE = (
    Person(MARIA, "María", "López", "maria_lopez", "es", "Delegate of Guatemala"),
    Person(ANDREW, "Andrew", language_code="en"),
)
TOKEN = "1:sandbox"

Json = dict[str, Any]
Value = Any  # JSON from the wire: a test indexes it as it expects it to be


class Seconds:
    """A monotonic clock that stands still until told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def until(claim: Callable[[], bool]) -> None:
    """Let the event loop run until the claim holds."""
    while not claim():  # noqa: ASYNC110 - what is awaited lies in the server, without an event
        await asyncio.sleep(0)


class Bot:
    """Calls the Bot API over HTTP and says what came back."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        self.offset = 0

    async def call(self, method: str, **parameters: object) -> tuple[int, Json]:
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", json=parameters) as answer:
            return answer.status, await answer.json()

    async def ok(self, method: str, **parameters: object) -> Value:
        status, body = await self.call(method, **parameters)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **parameters: object) -> str:
        status, body = await self.call(method, **parameters)
        assert body["ok"] is False, body
        assert body["error_code"] == status
        return str(body["description"])

    async def upload(
        self, method: str, file: bytes, field: str, name: str, **fields: object
    ) -> Value:
        form = aiohttp.FormData(quote_fields=False)  # Telegram takes names as they are
        for key, value in fields.items():
            form.add_field(key, str(value))
        form.add_field(field, file, filename=name)
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", data=form) as answer:
            return (await answer.json())["result"]

    async def updates(self, timeout: int = 5) -> list[Json]:
        """Take and acknowledge what waits."""
        updates: list[Json] = await self.ok("getUpdates", offset=self.offset, timeout=timeout)
        self.offset = max([self.offset, *(update["update_id"] + 1 for update in updates)])
        return updates


class Remote:
    """Calls the control interface over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def call(self, verb: str, path: str, **body: object) -> tuple[int, Any]:
        url = f"{self.url}/sandbox/{path}"
        async with self.session.request(verb, url, json=body or None) as answer:
            if answer.content_type == "application/json":
                return answer.status, await answer.json()
            return answer.status, await answer.text()

    async def post(self, path: str, **body: object) -> Value:
        status, answer = await self.call("POST", path, **body)
        assert status in {200, 201}, answer
        return answer

    async def get(self, path: str) -> Value:
        status, answer = await self.call("GET", path)
        assert status == 200, answer
        return answer


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def sandbox(seconds: Seconds) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(TOKEN, PEOPLE, monotonic=seconds, pace=0.001)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def bot(sandbox: Sandbox, session: aiohttp.ClientSession) -> Bot:
    return Bot(session, sandbox.url)


@pytest.fixture
def remote(sandbox: Sandbox, session: aiohttp.ClientSession) -> Remote:
    return Remote(session, sandbox.url)


@pytest.fixture
async def started(sandbox: Sandbox) -> Sandbox:
    """The sandbox after María has started the chat and nothing waits."""
    sandbox.make_person(PEOPLE[0], started=True)
    return sandbox
