"""The updates on their way to the bot, and the long poll that fetches them."""

from __future__ import annotations

import asyncio
import random
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import conflict
from sandbox.shapes import Json

Key = tuple[str, int]

_LIFE = 24 * 3600.0
CALLBACK_LIFE = 150.0
INLINE_LIFE = 30.0
_SILENT = {"chat_member", "message_reaction", "message_reaction_count"}  # only when asked for
_OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(slots=True)
class Pending:
    """An update that the bot has not acknowledged; `again` marks a repetition."""

    update: Json
    key: Key
    until: float
    again: bool = False

    @property
    def id(self) -> int:
        """The update's number."""
        return int(self.update.get("update_id", 0))


class Updates:
    """Numbers updates, keeps them until acknowledged and serves one long poll at a time."""

    def __init__(self, monotonic: Callable[[], float], *, pace: float = 1.0) -> None:
        self.pace = pace
        self.redeliver_percent = 0.0
        self.allowed: frozenset[str] = frozenset()
        self.on_push: Callable[[Pending], None] | None = None  # set while a webhook is
        self._monotonic = monotonic
        self._pending: OrderedDict[int, Pending] = OrderedDict()
        self._again: deque[Pending] = deque()
        self._acknowledged: deque[Pending] = deque(maxlen=1000)
        self._waiter: asyncio.Future[None] | None = None
        self._chance = random.Random(7)
        self._last_id = 100_000

    def push(self, kind: str, content: Json) -> int | None:
        """Queue an update and return its number, None when the bot does not want the kind."""
        if not self._wanted(kind):
            return None
        self._last_id += 1
        update = {"update_id": self._last_id, kind: content}
        pending = Pending(update, queue_key(update), self._monotonic() + self._life(kind))
        self._pending[self._last_id] = pending
        self._announce(pending)
        return self._last_id

    def push_raw(self, update: Json, *, times: int = 1) -> int:
        """Queue an update exactly as it is, several times if asked; number it if it has none."""
        if "update_id" not in update:
            self._last_id += 1
            update = {"update_id": self._last_id, **update}
        for _ in range(times):
            self._repeat(update)
        return int(update["update_id"])

    def redeliver(self, last: int) -> int:
        """Queue the last acknowledged updates again and return how many there were."""
        repeated = list(self._acknowledged)[-last:] if last > 0 else []
        for pending in repeated:
            self._repeat(pending.update)
        return len(repeated)

    def _repeat(self, update: Json) -> None:
        until = self._monotonic() + _LIFE * self.pace
        pending = Pending(update, queue_key(update), until, again=True)
        if self.on_push is None:
            self._again.append(pending)
        self._announce(pending)

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _SILENT

    def _life(self, kind: str) -> float:
        if kind == "inline_query":
            return INLINE_LIFE  # short enough for any pace
        return (CALLBACK_LIFE if kind == "callback_query" else _LIFE) * self.pace

    def _announce(self, pending: Pending) -> None:
        if self.on_push is not None:
            self.on_push(pending)
        elif self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def poll(
        self, *, offset: int = 0, limit: int = 100, timeout: float = 0, allowed: object = None
    ) -> list[Json]:
        """Serve getUpdates: acknowledge below `offset`, then hold until something is there.

        Raises 409 while a webhook is set, and in a poll that another one or a webhook ends.
        """
        if self.on_push is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        if isinstance(allowed, list):
            self.allowed = frozenset(allowed)
        self.interrupt(_OTHER_POLLER)
        self._confirm(offset)
        batch = self._batch(limit)
        if batch or timeout <= 0:
            return batch
        await self._hold(timeout)
        return self._batch(limit)

    async def _hold(self, timeout: float) -> None:
        loop = asyncio.get_running_loop()
        waiter = self._waiter = loop.create_future()
        timer = loop.call_later(timeout, _release, waiter)
        try:
            await waiter
        finally:
            timer.cancel()
            if self._waiter is waiter:
                self._waiter = None

    def interrupt(self, reason: str | None) -> None:
        """End the poll that is held: with a 409 for the reason, or empty-handed."""
        waiter, self._waiter = self._waiter, None
        if waiter is None or waiter.done():
            return
        if reason is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(conflict(reason))

    @property
    def held(self) -> bool:
        """True while a poll is held: the bot is there and has nothing to fetch."""
        return self._waiter is not None

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = next(iter(list(self._pending)[offset:]), 0)
        while self._pending:
            first = next(iter(self._pending))
            if first >= offset:
                return
            self.acknowledge(self._pending[first])

    def _batch(self, limit: int) -> list[Json]:
        self.expire()
        batch: list[Json] = []
        while self._again and len(batch) < limit:
            batch.append(self._again.popleft().update)
        for pending in self._pending.values():
            if len(batch) >= limit:
                break
            batch.append(pending.update)
        return batch

    def expire(self) -> None:
        """Drop what has been waiting too long: a day, a tapped button 150 s, a search 30 s."""
        now = self._monotonic()
        late = [number for number, pending in self._pending.items() if pending.until <= now]
        for number in late:
            del self._pending[number]

    def acknowledge(self, pending: Pending) -> None:
        """Take the update off the queue; a share of them comes again when so set."""
        if pending.again:
            return
        self._pending.pop(pending.id, None)
        self._acknowledged.append(pending)
        if self.redeliver_percent and self._chance.random() * 100 < self.redeliver_percent:
            self._repeat(pending.update)

    def drop(self, pending: Pending) -> None:
        """Take the update off the queue undelivered."""
        if not pending.again:
            self._pending.pop(pending.id, None)

    def clear(self) -> None:
        """Drop everything that waits."""
        self._pending.clear()
        self._again.clear()

    def waiting(self) -> list[Pending]:
        """Return what waits, oldest first, repetitions last; these leave the queue."""
        repeated = list(self._again)
        self._again.clear()
        return [*self._pending.values(), *repeated]

    def __len__(self) -> int:
        return len(self._pending) + len(self._again)


def _release(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


def queue_key(update: Json) -> Key:
    """Return the queue an update is delivered in: taps and searches by person, messages by chat."""
    for kind, content in update.items():
        if isinstance(content, dict):
            chat = content.get("chat")
            if kind != "callback_query" and isinstance(chat, dict):
                return ("chat", int(chat.get("id", 0)))
            sender = content.get("from")
            if isinstance(sender, dict):
                queue = "inline" if kind == "inline_query" else "user"
                return (queue, int(sender.get("id", 0)))
    return ("other", 0)
