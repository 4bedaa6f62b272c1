"""The committee's year: a term's meetings from the Annex 1 template, and what each asks of whom."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import TypeVar

from committee.actors import ActorKind, actor_of
from committee.datafile import Table, names_of, read
from committee.localtime import instant
from committee.program import Theme, load_program
from committee.submissions import SubmissionKind
from locales import Localized

T = TypeVar("T")

WASHINGTON = "America/New_York"
"""The zone in which the committee announces its meetings."""

TUESDAY = calendar.TUESDAY
THURSDAY = calendar.THURSDAY

_TEMPLATE = "annex1.toml"
_FIRST_MONTH = 9


class MeetingKind(StrEnum):
    """The kinds of meetings of the committee, its working group and the Program's actors."""

    REGULAR = "regular"
    THEMATIC = "thematic"
    WORKING_GROUP = "working_group"
    WORKSHOP = "workshop"
    FORUM = "forum"
    CIDI = "cidi"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Ask:
    """What a meeting asks: these kinds of submissions, of these actors, on these subjects.

    Empty `actor_kinds` and `actors` together mean every actor, else those of the kinds and those
    named. Empty `activities`, `objectives` or `themes` mean that the subject is left open.
    """

    submission_kinds: tuple[SubmissionKind, ...]
    actor_kinds: tuple[ActorKind, ...]
    actors: tuple[str, ...]
    activities: tuple[int, ...]
    objectives: tuple[str, ...]
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting of a term; `starts_at` and `deadline` (for contributions) are in UTC.

    `link` is where those who take part join from afar, where there is one.
    """

    key: str
    kind: MeetingKind
    title: Localized
    about: Localized
    asked: Localized
    agenda: tuple[Localized, ...]
    mandates: tuple[str, ...]
    place: Localized
    starts_at: datetime
    deadline: datetime
    asks: tuple[Ask, ...]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A year of the committee's work, September to May, with its meetings in order of time."""

    key: str
    starts: date
    ends: date
    meetings: tuple[PlannedMeeting, ...]


@dataclass(frozen=True, slots=True)
class DayRule:
    """The `nth` weekday of a month (1 to 4, or -1 for the last), at a time in Washington."""

    nth: int
    weekday: int
    at: time

    def __post_init__(self) -> None:
        if self.nth not in {1, 2, 3, 4, -1}:
            raise ValueError(f"a month has no {self.nth}th weekday for certain; 1 to 4, or -1")
        if not calendar.MONDAY <= self.weekday <= calendar.SUNDAY:
            raise ValueError(f"a weekday is 0 (Monday) to 6 (Sunday), not {self.weekday}")

    def day(self, year: int, month: int) -> date:
        """The day of that month that keeps the rule."""
        days = [date(year, month, 1 + n) for n in range(calendar.monthrange(year, month)[1])]
        matching = [day for day in days if day.weekday() == self.weekday]
        return matching[self.nth - 1 if self.nth > 0 else self.nth]


USUAL_DAY = DayRule(3, TUESDAY, time(10))
"""The third Tuesday at 10:00."""


def meeting_kind_name(kind: MeetingKind) -> Localized:
    """The name of a kind of meeting ("Thematic meeting")."""
    return _kind_names()[kind]


@cache
def _kind_names() -> dict[MeetingKind, Localized]:
    return names_of("meeting_kind", MeetingKind)


def term_of(day: date) -> str:
    """The key of the term that `day` counts to ("2026-27").

    June to August, when the committee does not meet, count to the term that has just ended.
    """
    return _term_key(day.year if day.month >= _FIRST_MONTH else day.year - 1)


def annex1_term(
    year: int,
    rule: DayRule = USUAL_DAY,
    *,
    deadline_days: int = 0,
    optional: Collection[str] = ("cidi",),
) -> Term:
    """The term that begins in September of `year`, made from the Annex 1 template.

    `rule` gives the day of every meeting that has no rule of its own in the template. Contributions
    are due `deadline_days` days before the meeting at the same time in Washington, unless the
    template says otherwise; 0 is the beginning of the meeting. `optional` names the optional
    meetings that are held: "cidi" (yearly), "expert" (before a Summit of the Americas).
    """
    entries = _entries(frozenset(optional))
    meetings = (_meeting(entry, year, rule, deadline_days=deadline_days) for entry in entries)
    return Term(
        key=_term_key(year),
        starts=date(year, _FIRST_MONTH, 1),
        ends=date(year + 1, 5, 31),
        meetings=tuple(sorted(meetings, key=lambda meeting: meeting.starts_at)),
    )


def _term_key(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02}"


def _entries(optional: frozenset[str]) -> Iterator[Table]:
    entries = tuple(read(_TEMPLATE).tables("meeting"))
    known = {entry.text("key") for entry in entries if entry.flag("optional")}
    for unknown in optional - known:
        raise ValueError(f"the template has no optional meeting {unknown!r}")
    for entry in entries:
        if not entry.flag("optional") or entry.text("key") in optional:
            yield entry


def _meeting(entry: Table, year: int, rule: DayRule, *, deadline_days: int) -> PlannedMeeting:
    own_rule = _rule(entry.table("day"), rule.at) if "day" in entry.values else rule
    month = entry.number("month")
    day = own_rule.day(year if month >= _FIRST_MONTH else year + 1, month)
    due = day - timedelta(days=entry.number("deadline_days", deadline_days))
    return PlannedMeeting(
        key=f"{_term_key(year)}/{entry.text('key')}",
        kind=entry.member("kind", MeetingKind),
        title=entry.localized("title"),
        about=entry.localized("about"),
        asked=entry.localized("asked"),
        agenda=tuple(item.as_localized() for item in entry.tables("agenda")),
        mandates=entry.texts("mandates"),
        place=_place(entry),
        starts_at=instant(day, own_rule.at, WASHINGTON),
        deadline=instant(due, own_rule.at, WASHINGTON),
        asks=tuple(read_ask(ask) for ask in entry.tables("ask")),
    )


def usual_place() -> Localized:
    """Where the committee meets unless something else is said."""
    return read(_TEMPLATE).localized("place")


def _place(entry: Table) -> Localized:
    return entry.localized("place") if "place" in entry.values else usual_place()


def _rule(entry: Table, at: time) -> DayRule:
    names = [name.lower() for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
    weekday = entry.text("weekday")
    if weekday not in names:
        raise entry.fault("weekday", f"is none of {', '.join(names)}")
    return DayRule(entry.number("nth"), names.index(weekday), at)


def read_ask(entry: Table) -> Ask:
    """The ask that a table of a file says; DataError names what is wrong or does not exist."""
    ask = Ask(
        submission_kinds=entry.members("submission_kinds", SubmissionKind),
        actor_kinds=entry.members("actor_kinds", ActorKind),
        actors=entry.texts("actors"),
        activities=entry.numbers("activities"),
        objectives=entry.texts("objectives"),
        themes=entry.members("themes", Theme),
    )
    if not ask.submission_kinds:
        raise entry.fault("submission_kinds", "is empty: an ask asks for something")
    _check_subjects(entry, ask)
    return ask


def _check_subjects(entry: Table, ask: Ask) -> None:
    """Raise DataError where an ask names an actor, activity or objective that does not exist."""
    program = load_program()
    _check_known(entry, "actors", ask.actors, actor_of)
    _check_known(entry, "activities", ask.activities, program.activity)
    _check_known(entry, "objectives", ask.objectives, program.objective)


def _check_known(entry: Table, key: str, names: tuple[T, ...], find: Callable[[T], object]) -> None:
    for name in names:
        try:
            find(name)
        except KeyError as error:
            raise entry.fault(key, f"names the unknown {name!r}") from error
