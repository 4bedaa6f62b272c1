"""The ticks of the house, run by APScheduler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger()

Tick = Callable[[], Awaitable[object]]


class Ticks:
    """Calls each tick every so many seconds; one that fails is told of and comes again."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def every(self, seconds: float, name: str, tick: Tick) -> None:
        """Call `tick` every `seconds`, never twice at once; missed ticks fold into one."""

        async def run() -> None:
            try:
                await tick()
            except Exception as error:  # noqa: BLE001 - the outermost door of the clock
                log.error("tick_failed", tick=name, error=type(error).__name__)

        self._scheduler.add_job(
            run, "interval", seconds=seconds, id=name, max_instances=1, coalesce=True
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
