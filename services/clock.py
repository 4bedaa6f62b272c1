"""The clock that `bot.app` hands out; nothing else in the house asks for the time."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Two clocks in one: the committee's, which a sandbox may move, and the machine's."""

    def now(self) -> datetime:
        """The committee's time, aware, in UTC."""
        ...

    def pulse(self) -> float:
        """Seconds of the machine's clock, for leases, retries and limits."""
        ...

    def steady(self) -> bool:
        """Whether the machine's clock can be trusted: it has not jumped for a while."""
        ...

    def jumps(self) -> int:
        """How often the machine's clock has jumped since the process began."""
        ...
