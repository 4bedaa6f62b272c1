"""Waiting for what a chat shows, so that tests need no sleeps."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sandbox.chats import Chat, Message
from sandbox.errors import ControlError
from sandbox.transcript import transcript
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for: a text within the message or a button's label, in the newest versions."""

    text: str = ""
    button: str = ""
    since: int = 0
    from_bot: bool = True

    def fits(self, message: Message) -> bool:
        """Tell whether this is the message."""
        labels = [button["text"] for button in message.buttons]
        return (
            message.version > self.since
            and message.from_bot == self.from_bot
            and self.text in message.text
            and (not self.button or self.button in labels)
        )


async def wait_for(world: World, chat: Chat, sought: Sought, *, timeout: float) -> Message:
    """Return the newest message that fits, as soon as there is one.

    Raises ControlError 408 with the transcript after `timeout` seconds.
    """
    try:
        async with asyncio.timeout(timeout):
            while True:
                for message in chat.newest():
                    if sought.fits(message):
                        return message
                await world.events.next()
    except TimeoutError:
        shown = transcript(chat, world.people) or "(nothing)"
        reason = f"no message with {sought.text or sought.button!r} came; the chat shows:\n{shown}"
        raise ControlError(reason, status=408) from None
