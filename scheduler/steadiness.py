"""Watching the machine's clock: what a jump has upset is mended as soon as it is noticed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from services.clock import Clock

log = structlog.get_logger()

LOOK = 5.0


class Steadiness:
    """Looks at the clock by the loop's own time, which does not jump; calls `mend` after one."""

    def __init__(self, clock: Clock, mend: Callable[[], Awaitable[None]]) -> None:
        self._clock = clock
        self._mend = mend
        self._mended = clock.jumps()

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(LOOK)
            await self.look()

    async def look(self) -> None:
        """Mend what a jump since the last look has upset; where that fails, it is tried again."""
        jumps, _ = self._clock.jumps(), self._clock.steady()
        if jumps == self._mended:
            return
        try:
            await self._mend()
        except Exception as error:  # noqa: BLE001 - the outermost door of the watch
            log.error("clock_not_mended", error=type(error).__name__)
            return
        self._mended = jumps
