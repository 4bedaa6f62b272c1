"""When a round by hand reaches somebody: at once, or the next morning on which they may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from committee.localtime import instant, local_day
from committee.owing import MORNING, in_quiet_hours
from committee.plan import Place, may_write

FARTHEST = 14
"""Days that are looked at for one on which somebody may be written to."""


class When(Enum):
    """Why somebody is written to at the moment they are."""

    AT_ONCE = "at once"
    TOLD_TODAY = "they have been written to unasked today"
    NIGHT = "it is night there"
    HOLIDAY = "it is a public holiday of theirs"


@dataclass(frozen=True, slots=True)
class Slot:
    """The moment at which somebody is written to, the day it is there then, and why then."""

    at: datetime
    day: date
    when: When


def slot(place: Place, goes_at: datetime, *, told_at: datetime | None) -> Slot:
    """When a round that goes at `goes_at` reaches somebody last told unasked at `told_at`."""
    today = local_day(goes_at, place.zone)
    told_today = told_at is not None and local_day(told_at, place.zone) >= today
    if not told_today and may_write(goes_at, place):
        return Slot(goes_at, today, When.AT_ONCE)
    first = today + timedelta(days=1) if told_today else today
    at = _next_morning(place, goes_at, first)
    return Slot(at, local_day(at, place.zone), _why(place, goes_at, told_today=told_today))


def _next_morning(place: Place, after: datetime, first: date) -> datetime:
    """09:00 of the first day from `first` on, after `after`, on which they may be written to."""
    mornings = [
        instant(first + timedelta(days=days), MORNING, place.zone) for days in range(FARTHEST)
    ]
    coming = [each for each in mornings if each > after]
    return next((each for each in coming if may_write(each, place)), coming[-1])


def _why(place: Place, goes_at: datetime, *, told_today: bool) -> When:
    if told_today:
        return When.TOLD_TODAY
    return When.NIGHT if in_quiet_hours(goes_at, place.zone) else When.HOLIDAY
