"""Events for whoever watches."""

from __future__ import annotations

import asyncio

from sandbox.events import Events
from tests.sandbox.conftest import Json


def content() -> Json:
    return {"x": 1}


async def test_every_watcher_gets_every_event() -> None:
    events = Events()
    first, second = events.watch(), events.watch()
    events.tell("message", content)
    assert first.get_nowait() == second.get_nowait() == {"event": "message", "x": 1}


async def test_nothing_is_built_while_nobody_watches() -> None:
    events = Events()
    watcher = events.watch()
    events.leave(watcher)

    def refuse() -> Json:
        raise AssertionError

    events.tell("message", refuse)
    assert watcher.empty()


async def test_a_watcher_that_is_too_slow_is_sent_away_to_read_anew() -> None:
    events = Events()
    watcher = events.watch()
    for _ in range(watcher.maxsize + 2):
        events.tell("message", content)
    received = [watcher.get_nowait() for _ in range(watcher.qsize())]
    assert received[-1] is None
    assert None not in received[:-1]


async def test_closing_ends_streams_and_waits() -> None:
    events = Events()
    watcher = events.watch()
    waiting = asyncio.create_task(events.next())
    await asyncio.sleep(0)
    events.close()
    await waiting
    assert watcher.get_nowait() is None
    assert events.watch().get_nowait() is None
