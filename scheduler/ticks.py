"""The ticks of the house, run by APScheduler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

log = structlog.get_logger()

Tick = Callable[[], Awaitable[object]]


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """So many seconds after now, whatever was missed.

    APScheduler's own trigger counts every interval since the last one: after a clock that was put
    forward by years that takes a minute and a gigabyte.
    """

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """As APScheduler asks it: of a tick that is due the next one, of a new one the first."""
        return now + self._interval


class Ticks:
    """Calls each tick every so many seconds; one that fails is told of and comes again.

    While the clock cannot be trusted none is called: all of them write to people, remove what is
    old or plan ahead, by a date that may be wrong.
    """

    def __init__(self, is_steady: Callable[[], bool] = lambda: True) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._is_steady = is_steady
        self._intervals: dict[str, float] = {}

    def every(self, seconds: float, name: str, tick: Tick) -> None:
        """Call `tick` every `seconds`, never twice at once; missed ticks fold into one."""

        async def run() -> None:
            if not self._is_steady():
                return
            try:
                await tick()
            except Exception as error:  # noqa: BLE001 - the outermost door of the clock
                log.error("tick_failed", tick=name, error=type(error).__name__)

        self._intervals[name] = seconds
        self._scheduler.add_job(
            run, Every(seconds), id=name, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def start_anew(self) -> None:
        """Count from now: APScheduler goes by a clock that has been put back, and would wait."""
        for name, seconds in self._intervals.items():
            self._scheduler.reschedule_job(name, trigger=Every(seconds))

    def stop(self) -> None:
        """Tick no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
