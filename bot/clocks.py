"""The clocks of a process: the machine's, or one that a sandbox moves."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

log = structlog.get_logger()

JUMP = 60.0
"""Seconds by which the machine's clock differs from what has passed, from one look to the next."""
DISTRUST = 600.0
"""Seconds for which it is not trusted after that: time for an operator, or NTP, to put it right."""


class MachineClock:
    """Real time, as the machine shows it, held against what has passed since the last look.

    Noticed is a clock that was put forward or back by more than a minute between two looks, which
    are five seconds apart while the bot runs (scheduler/steadiness.py) and come before every tick.
    A machine that slept shows the same: its clock goes on while the count of what has passed stands
    still, on Linux. Its time is right; it is not trusted for a while all the same.

    Not noticed are: a clock that NTP slews, or that drifts, by less than a minute between two
    looks; a process that stood still by itself, for which both went on; a clock that was wrong
    already when the process began, or was put right or wrong while none ran. What was under way
    when the clock jumped goes on with the time that it has read.
    """

    def __init__(
        self, wall: Callable[[], float] = time.time, passed: Callable[[], float] = time.monotonic
    ) -> None:
        self._wall = wall
        self._passed = passed
        self._ahead = wall() - passed()
        self._trusted_from: float | None = None
        self._jumps = 0

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.fromtimestamp(self._wall(), UTC)

    def pulse(self) -> float:
        """Seconds of the machine's clock, comparable between processes."""
        return self._wall()

    def steady(self) -> bool:
        """Whether the clock has not jumped for a while; tells the operator when that changes."""
        self._look()
        return self._trusted_from is None

    def jumps(self) -> int:
        """How often it has jumped since the process began."""
        self._look()
        return self._jumps

    def _look(self) -> None:
        passed = self._passed()
        ahead = self._wall() - passed
        jumped, self._ahead = ahead - self._ahead, ahead
        if abs(jumped) > JUMP:
            self._jumps += 1
            self._trusted_from = passed + DISTRUST
            log.error("clock_jumped", seconds=round(jumped), alarm=True)
        elif self._trusted_from is not None and passed >= self._trusted_from:
            self._trusted_from = None
            log.info("clock_steady")


class MovedClock:
    """The committee's time comes from elsewhere; leases and limits keep to the machine's."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> datetime:
        """The time as it was moved, in UTC."""
        return self._now()

    def pulse(self) -> float:
        """Seconds of the machine's clock."""
        return time.time()

    def steady(self) -> bool:
        """Always: whoever moves it means it."""
        return True

    def jumps(self) -> int:
        """None."""
        return 0
