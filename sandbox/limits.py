"""Telegram's limits on what a bot sends, watched over sliding windows.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

from collections import deque

OVERALL = 30  # messages in any one second
PAID = 1000  # messages in any one second, with those that are paid for (allow_paid_broadcast)
BURST = 5  # messages at once in a private chat; one more every second
GROUP = 20  # messages in any minute in one group
COUNTED = ("send", "copy", "forward", "edit")


class Limits:
    """Counts messages and says which limits each one breaks; it never refuses any."""

    def __init__(self) -> None:
        self.breaches = 0
        self._overall: deque[float] = deque(maxlen=OVERALL)
        self._paid: deque[float] = deque(maxlen=PAID)
        self._buckets: dict[int, tuple[float, float]] = {}
        self._groups: dict[int, deque[float]] = {}

    @staticmethod
    def counts(method: str) -> bool:
        """Tell whether calls of the method count as messages."""
        return method.startswith(COUNTED) and method != "sendChatAction"

    def check(self, chat_id: int, at: float, *, paid: bool = False) -> tuple[str, ...]:
        """Count a message at the monotonic time and return one line per limit it breaks."""
        broken = []
        if not paid and _crowds(self._overall, at):
            broken.append(f"more than {OVERALL} messages in one second")
        if _crowds(self._paid, at) and paid:
            broken.append(f"more than {PAID} messages in one second")
        if chat_id > 0:
            if self._overdraws(chat_id, at):
                broken.append(f"more than 1 message a second in private chat {chat_id}")
        elif self._crowds(chat_id, at):
            broken.append(f"more than 20 messages a minute in group {chat_id}")
        self.breaches += len(broken)
        return tuple(broken)

    def _overdraws(self, chat_id: int, at: float) -> bool:
        left, since = self._buckets.get(chat_id, (float(BURST), at))
        left = min(float(BURST), left + at - since) - 1.0
        self._buckets[chat_id] = (max(left, 0.0), at)
        return left < 0.0

    def _crowds(self, chat_id: int, at: float) -> bool:
        sent = self._groups.setdefault(chat_id, deque(maxlen=GROUP))
        crowded = len(sent) == GROUP and at - sent[0] < 60.0
        sent.append(at)
        return crowded


def _crowds(sent: deque[float], at: float) -> bool:
    """Count a message and tell whether it is one too many in a second."""
    crowded = len(sent) == sent.maxlen and at - sent[0] < 1.0
    sent.append(at)
    return crowded
