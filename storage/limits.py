"""Telegram's limits as we keep them."""

from __future__ import annotations

import math
from dataclasses import dataclass

HASTE = 1.1
"""How much closer than evenly messages may follow each other, to make up for delays."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits as we keep them.

    Never more than `overall` messages in any second for the bot, and `per_chat` a second in one
    chat, of which `chat_burst` may go at once (Bot API FAQ: 30/s, 1/s in a chat with short bursts).
    The window is exact whatever the senders' delays (storage/window.py). Places are given out up to
    `horizon` seconds ahead. With `paid`, what is not a reply goes through a window of its own:
    Telegram lets bots that pay send 1,000 a second, of which 30 are left to replies.
    """

    overall: float = 30.0
    per_chat: float = 1.0
    chat_burst: int = 4
    horizon: float = 0.1
    per_group_minute: float = 19.0
    paid: bool = False
    paid_window: int = 970

    @property
    def window(self) -> int:
        """Messages in any one second that are free of charge."""
        return max(30, math.floor(self.overall))

    @property
    def step(self) -> float:
        """Seconds between two messages: spread over the second, and a tenth to catch up."""
        return 1.0 / (HASTE * self.overall)

    @property
    def at_once(self) -> int:
        """Messages that one worker may have under way.

        A part of the window, so that a worker that hangs or dies leaves the others a third of it
        until its places run out.
        """
        return min(200, 2 * (self.paid_window if self.paid else self.window) // 3)

    def step_in(self, chat_id: int) -> float:
        """Seconds between two messages in a chat; groups have negative ids (20 a minute)."""
        return 60.0 / self.per_group_minute if chat_id < 0 else 1.0 / self.per_chat

    def burst_in(self, chat_id: int) -> float:
        """How many seconds before its even time a message may go in a chat."""
        return 0.0 if chat_id < 0 else (self.chat_burst - 1) / self.per_chat
