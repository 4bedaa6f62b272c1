"""The reminder plan: on which days before a deadline somebody is reminded, where they live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from committee.calendar import MeetingKind
from committee.datafile import Table, read
from committee.holidays import is_holiday
from committee.localtime import instant, local_day
from committee.owing import MORNING, in_quiet_hours

LONGEST_BREAK = 10
"""Days over which a reminder is put forward at most when they are all public holidays."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody reads: a zone, and a country if its public holidays are kept."""

    zone: str
    holidays: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the plan: `due_at` is the morning of `day` in the reader's zone, in UTC."""

    days_before: int
    day: date
    due_at: datetime


def days_of(kind: MeetingKind) -> tuple[int, ...]:
    """Days before a deadline on which those who owe something are reminded, falling."""
    return _days().get(kind, _days()[None])


def earliest(kinds: Iterable[MeetingKind] = MeetingKind) -> timedelta:
    """How long before a deadline the first reminder of any kind of meeting may fall."""
    return timedelta(days=max(days_of(kind)[0] for kind in kinds) + LONGEST_BREAK + 2)


@lru_cache(maxsize=4096)
def steps(kind: MeetingKind, deadline: datetime, place: Place) -> tuple[Step, ...]:
    """Every moment of the plan for a reader in `place`, in order of time, one a day at most.

    A day that is a public holiday there gives way to the last day before it that is none.
    """
    last = local_day(deadline, place.zone)
    by_day: dict[date, Step] = {}
    for days in days_of(kind):
        day = _working_day(last - timedelta(days=days), place)
        by_day[day] = Step(days, day, instant(day, MORNING, place.zone))
    return tuple(by_day[day] for day in sorted(by_day))


def current(kind: MeetingKind, deadline: datetime, place: Place, now: datetime) -> Step | None:
    """The newest step of the plan whose time has come, None before the first."""
    passed = [step for step in steps(kind, deadline, place) if step.due_at <= now]
    return passed[-1] if passed else None


def may_write(now: datetime, place: Place) -> bool:
    """Whether somebody in `place` may be written to unasked: by day, on no holiday of theirs."""
    if in_quiet_hours(now, place.zone):
        return False
    return place.holidays is None or not is_holiday(place.holidays, local_day(now, place.zone))


def _working_day(day: date, place: Place) -> date:
    if place.holidays is None:
        return day
    for back in range(LONGEST_BREAK):
        if not is_holiday(place.holidays, earlier := day - timedelta(days=back)):
            return earlier
    return day


@cache
def _days() -> dict[MeetingKind | None, tuple[int, ...]]:
    table = read("reminders.toml")
    plans: dict[MeetingKind | None, tuple[int, ...]] = {None: _checked(table)}
    kinds = table.table("kind")
    for name in kinds.values:
        if name not in {*MeetingKind}:
            raise kinds.fault(name, "is no kind of meeting")
        plans[MeetingKind(name)] = _checked(kinds.table(name))
    return plans


def _checked(entry: Table) -> tuple[int, ...]:
    days = entry.numbers("days")
    if not days or any(day < 1 for day in days) or list(days) != sorted(set(days), reverse=True):
        raise entry.fault("days", "must fall, without repeats, and end at 1 or more")
    return days
