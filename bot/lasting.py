"""What lasts as long as the process: its tasks, its memory, the signals that end it."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import InvalidToken, TelegramError

log = structlog.get_logger()


async def patiently(act: Callable[[], Awaitable[None]]) -> None:
    """Do `act`, again and again while Telegram cannot be reached."""
    wait = 1.0
    while True:
        try:
            await act()
            return
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("telegram_unreachable", error=type(error).__name__)
            await asyncio.sleep(wait)
            wait = min(wait * 2, 30.0)


def settle_memory() -> None:
    """Keep what was loaded at start out of later garbage collections, and make these rarer.

    A turn leaves hardly any cycles behind; looking for them cost a tenth of its time.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


async def first_broken(
    stop: asyncio.Event, lasting: list[asyncio.Task[None]]
) -> BaseException | None:
    """Wait until `stop` is set or one of the lasting tasks ends, which is a fault; return it."""
    stopped = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait((stopped, *lasting), return_when=asyncio.FIRST_COMPLETED)
    if stopped in done:
        return None
    stopped.cancel()
    fault = next(iter(done)).exception()
    log.critical("broken", error=type(fault).__name__, alarm=True)
    return fault or RuntimeError("a part of the process has ended by itself")


async def end(task: asyncio.Task[Any], seconds: float) -> None:
    """Give `task` so many seconds to end by itself, then end it; how it ends does not matter."""
    if seconds:
        await asyncio.wait((task,), timeout=seconds)
    if not task.done():
        task.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await task


def stopped_by_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
