"""The date the sandbox shows: real time, moved by an offset."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

Moved = Callable[[], Awaitable[None]]
NextReminder = Callable[[], Awaitable[datetime | None]]


class Clock:
    """Tells the date that messages carry; moving it never changes how long anything waits."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset
        self.on_moved: Moved | None = None
        self.next_reminder: NextReminder | None = None
        self.watchers: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return the moment shown, aware, in UTC."""
        return datetime.now(UTC) + self.offset

    async def move(self, step: timedelta) -> None:
        """Move by the step and return once the host has reacted."""
        self.offset += step
        if self.on_moved is not None:
            await self.on_moved()
        for tell in self.watchers:
            tell()

    async def move_to(self, moment: datetime) -> None:
        """Move to the moment, which must be aware, and return once the host has reacted."""
        if moment.tzinfo is None:
            message = "the moment needs a time zone"
            raise ValueError(message)
        await self.move(moment - self.now())

    async def next_stop(self) -> datetime | None:
        """Return when the next reminder is due, None when nobody knows."""
        return None if self.next_reminder is None else await self.next_reminder()
