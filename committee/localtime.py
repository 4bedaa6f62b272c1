"""From a day and a wall-clock time in a zone to the instant in UTC, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)


def instant(day: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, at which clocks in `zone` show `at` on `day`.

    A time the clocks skip gives the next minute they show; one they show twice, the first.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None))
    while not _is_shown(wall, zone):
        wall += _MINUTE
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day it is in `zone` at `moment`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def _is_shown(wall: datetime, zone: str) -> bool:
    aware = wall.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall
