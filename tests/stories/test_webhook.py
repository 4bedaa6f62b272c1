"""The same product behind a webhook instead of polling."""

from __future__ import annotations

import json
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import Sandbox
from services.delivery import Limits
from tests.chat import Chat
from tests.conftest import settings_of
from tests.house import House
from tests.people import EVERYBODY, USUAL

SECRET = "0123456789abcdef-webhook"


@pytest.fixture
async def house(
    telegram: Sandbox, database_url: str, tmp_path: Path, limits: Limits
) -> AsyncIterator[House]:
    """The product with a webhook on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = replace(
        settings_of(tmp_path / "data", database_url, telegram.url),
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret=SECRET,
        listen_port=port,
    )
    house = House(settings, telegram, limits)
    await house.open()
    yield house
    await house.close()


@pytest.fixture
async def chat(house: House) -> Chat:
    chat = Chat(house)
    chat.meet(*EVERYBODY)
    await chat.let_in(*USUAL)
    return chat


async def test_a_chat_goes_its_way(chat: Chat) -> None:
    await chat("""
        Delegate: /report
        Bot → Delegate: … Which activity is this about? · 1/10 …
        Delegate: 28
        Bot → Delegate: ✓ Activity: 28 Consular assistance / Where does it stand? · 4/10 …
        Delegate taps [Planned]
        Bot → Delegate (edited): Where does it stand? / ✓ Planned
        Bot → Delegate: … What was done? · 5/10 …
    """)
    assert chat.sandbox.journal.calls("getUpdates") == []


async def test_it_is_set_with_a_secret_and_keeps_what_waits(chat: Chat) -> None:
    (call,) = chat.sandbox.journal.calls("setWebhook")
    assert call.parameters["secret_token"] == SECRET
    assert "drop_pending_updates" not in call.parameters
    allowed = call.parameters["allowed_updates"]
    kinds = json.loads(allowed) if isinstance(allowed, str) else allowed
    assert {"message", "callback_query", "my_chat_member"} <= set(kinds)


async def test_what_comes_twice_has_its_effect_once(chat: Chat) -> None:
    chat.sandbox.redeliver(percent=100)
    await chat("""
        Delegate: /report
        Bot → Delegate: … Which activity is this about? · 1/10 …
        Delegate: 28
        Bot → Delegate: ✓ Activity: 28 Consular assistance / Where does it stand? · 4/10 …
    """)
