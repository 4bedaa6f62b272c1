"""Answers to taps and inline queries; the only calls that are not sent by the relay."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from telegram.error import TelegramError

from bot.transport import DirectBot


class Courtesy:
    """Answers queries at once and beside the turn; a late answer is harmless."""

    def __init__(self, bot: DirectBot) -> None:
        self._bot = bot
        self._under_way: set[asyncio.Task[None]] = set()

    def answer(self, query_id: str) -> None:
        """Stop the spinner of the tapped button."""
        self.call("answerCallbackQuery", {"callback_query_id": query_id})

    def call(self, method: str, parameters: Mapping[str, Any]) -> None:
        """Make a call that has no effect if it comes too late."""
        task = asyncio.create_task(self._call(method, parameters))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _call(self, method: str, parameters: Mapping[str, Any]) -> None:
        # 400 "query is too old" comes after some downtime and changes nothing.
        with suppress(TelegramError, RuntimeError):
            await self._bot.call(method, parameters)

    async def finish(self) -> None:
        """Let what is under way come to its end."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=1)
