"""Searching with the bot from any chat: `@bot words`, what comes back, and choosing from it."""

from __future__ import annotations

import asyncio

from sandbox.chats import Message
from sandbox.errors import ControlError
from sandbox.hands import Hands
from sandbox.inline import InlineAnswer, InlineQuery
from sandbox.world import World


class Searches:
    """What a person does in inline mode."""

    def __init__(self, world: World, hands: Hands) -> None:
        self.world = world
        self.hands = hands

    def ask(
        self, person_id: int, words: str, *, offset: str = "", chat_id: int | None = None
    ) -> InlineQuery:
        """Search for the words, the first 256 characters of them; the bot need not be started.

        A cached answer is given at once, and the bot hears nothing of it.
        """
        chat = self.world.chat_of(person_id, chat_id)
        if not self.world.inline.offered:
            message = "this bot has no inline mode"
            raise ControlError(message, status=409)
        query = self.world.inline.ask(person_id, words, offset)
        if query.answer is None:
            update = {
                "id": query.id,
                "from": self.world.person(person_id).user(),
                "chat_type": "sender" if chat.private else chat.kind,
                "query": query.words,
                "offset": offset,
            }
            query.heard = self.world.updates.push("inline_query", update) is not None
        return query

    async def answer(self, query_id: str, *, timeout: float) -> InlineAnswer:
        """Return the bot's answer as soon as there is one; raises ControlError 408 without."""
        query = self.world.inline.find(query_id)
        try:
            async with asyncio.timeout(timeout):
                while query.answer is None:
                    await self.world.events.next()
        except TimeoutError:
            reason = f"the bot has not answered the search for {query.words!r}"
            if not query.heard:
                reason += ": it was not told of it, as its allowed_updates lack inline_query"
            raise ControlError(reason, status=408) from None
        return query.answer

    def choose(
        self,
        person_id: int,
        query_id: str,
        result_id: str,
        *,
        reply_to: int | None = None,
        chat_id: int | None = None,
    ) -> Message:
        """Send what the bot has found, into the private chat with it unless told."""
        query = self.world.inline.find(query_id)
        if query.person_id != person_id:
            message = f"person {person_id} has not asked this inline query"
            raise ControlError(message, status=404)
        if query.answer is None:
            message = "the bot has not answered this inline query"
            raise ControlError(message, status=409)
        result = query.answer.result(result_id)
        return self.hands.say(
            person_id,
            [result.words],
            reply_to=reply_to,
            chat_id=chat_id,
            inline=result.inline,
            extra={"via_bot": self.world.bot(), **(result.extra or {})},
        )[0]
