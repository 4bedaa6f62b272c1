"""The clocks of a process: the machine's, or one that a sandbox moves."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime


class MachineClock:
    """Real time."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)

    def pulse(self) -> float:
        """Seconds of the machine's clock, comparable between processes."""
        return time.time()


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
