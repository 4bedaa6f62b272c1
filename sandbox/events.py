"""What just happened, for whoever watches: the chat page and tests that wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sandbox.shapes import Json

_BACKLOG = 2000


class Events:
    """Fans events out to watchers; costs next to nothing while nobody watches."""

    def __init__(self) -> None:
        self._watchers: set[asyncio.Queue[Json | None]] = set()
        self._waiting: list[asyncio.Future[None]] = []
        self.closed = False

    def tell(self, kind: str, content: Callable[[], Json]) -> None:
        """Publish an event; `content` is called only when somebody watches."""
        if self._waiting:
            self._wake()
        if self._watchers:
            event = {"event": kind, **content()}
            for watcher in list(self._watchers):
                self._hand(watcher, event)

    def _hand(self, watcher: asyncio.Queue[Json | None], event: Json | None) -> None:
        try:
            watcher.put_nowait(event)
        except asyncio.QueueFull:
            self._watchers.discard(watcher)  # too slow: it reconnects and reads everything anew
            watcher.get_nowait()
            watcher.put_nowait(None)

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def watch(self) -> asyncio.Queue[Json | None]:
        """Return a queue of events to come; None in it means that the stream has ended."""
        watcher: asyncio.Queue[Json | None] = asyncio.Queue(_BACKLOG)
        self._watchers.add(watcher)
        if self.closed:
            watcher.put_nowait(None)
        return watcher

    def leave(self, watcher: asyncio.Queue[Json | None]) -> None:
        """Stop filling the queue."""
        self._watchers.discard(watcher)

    async def next(self) -> None:
        """Return after the next event of any kind."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    def close(self) -> None:
        """End every stream."""
        self.closed = True
        self._wake()
        for watcher in list(self._watchers):
            self._hand(watcher, None)
