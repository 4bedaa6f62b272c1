"""Answers that stop a button's spinner; the one thing that is not sent by the relay."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from telegram.error import TelegramError

from bot.transport import DirectBot


class Courtesy:
    """Answers callback queries at once and beside the turn; a late one is harmless."""

    def __init__(self, bot: DirectBot) -> None:
        self._bot = bot
        self._under_way: set[asyncio.Task[None]] = set()

    def answer(self, query_id: str) -> None:
        """Stop the spinner of the tapped button."""
        task = asyncio.create_task(self._answer(query_id))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _answer(self, query_id: str) -> None:
        # 400 "query is too old" comes after 150 s of downtime and changes nothing.
        with suppress(TelegramError, RuntimeError):
            await self._bot.call("answerCallbackQuery", {"callback_query_id": query_id})

    async def finish(self) -> None:
        """Let what is under way come to its end."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=1)
