"""What the pictures tell, counted: the same for the chat and for a compilation.

Only what the reader may see is counted, and actors that may stay unnamed are counted together, so
that no number tells which of them has written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import takewhile

from sqlalchemy import Connection

from committee.actors import ActorKind
from committee.calendar import term_of
from committee.localtime import local_day
from committee.program import Program
from committee.submissions import STANDING_STATES, may_stay_unnamed
from export.drawings import Standing
from locales import Month
from services.heard import heard_for
from services.office import WASHINGTON
from storage import calendar, heard, snapshot, world
from storage.calendar import Meeting
from storage.listing import Filter, Viewer
from storage.snapshot import Entry

MOST_MONTHS = 12
"""A picture has room for so many."""


class Stage(StrEnum):
    """Where an activity stands, as coarsely as a picture can tell it; in the picture's order."""

    DONE = "done"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    OTHER = "other"


_STAGES: Mapping[str | None, Stage] = {
    "done": Stage.DONE,
    "under_way": Stage.UNDER_WAY,
    "ongoing": Stage.UNDER_WAY,
    "planned": Stage.PLANNED,
}


@dataclass(frozen=True, slots=True)
class Sort:
    """Kinds of actors that are counted together."""

    key: str
    holds: Callable[[ActorKind], bool]


SORTS = (
    Sort("states", lambda kind: kind is ActorKind.STATE),
    Sort("organs", lambda kind: kind is ActorKind.OAS_ORGAN),
    Sort("others", lambda kind: kind in {ActorKind.MULTILATERAL, ActorKind.OBSERVER}),
    Sort("society", may_stay_unnamed),
)
"""In the order of the picture; every kind of actor is in one of them."""


@dataclass(frozen=True, slots=True)
class Covered:
    """An activity, and how many actors reported on it by the stage they reported last."""

    number: int
    stages: Mapping[Stage, int]

    @property
    def actors(self) -> int:
        """How many actors reported on it."""
        return sum(self.stages.values())


@dataclass(frozen=True, slots=True)
class Received:
    """How many submissions came in each month, by the key of the sort of actor."""

    months: tuple[Month, ...]
    by_sort: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the three pictures tell; without a meeting there are no `standings`, by state's key."""

    term: str
    meeting: Meeting | None
    standings: Mapping[str, Standing]
    program: Program
    covered: tuple[Covered, ...]
    received: Received


def facts_at(
    connection: Connection, meeting: Meeting | None, viewer: Viewer, now: datetime
) -> Facts:
    """The facts of the meeting, and of its term or the present one, as `viewer` may know them."""
    term = term_of((meeting.plan.starts_at if meeting else now).date())
    wanted = Filter(
        states=tuple(sorted(STANDING_STATES)), term_id=calendar.term_id(connection, term) or 0
    )
    entries = snapshot.entries(connection, viewer, wanted)
    kinds = {known.id: known.actor.kind for known in world.known_actors(connection)}
    program = world.read_program(connection, world.newest_program_id(connection))
    return Facts(
        term=term,
        meeting=meeting,
        standings=standings(connection, meeting, viewer, now) if meeting else {},
        program=program,
        covered=covered(entries, program),
        received=received(entries, kinds, months_of_term(term, entries)),
    )


def standings(
    connection: Connection, meeting: Meeting, viewer: Viewer, now: datetime
) -> Mapping[str, Standing]:
    """How each state stands to the meeting, by its key; who was not asked may have answered."""
    found = heard_for(connection, meeting, viewer, now)
    informed = heard.informed(connection, meeting.id)
    table = {
        known.actor.key: Standing.NOT_ASKED
        for known in world.known_actors(connection)
        if known.actor.kind is ActorKind.STATE
    }
    told = {known.actor.key: Standing.NO_INFORMATION for known in found.silent}
    told |= {
        known.actor.key: Standing.ANSWERED if known.id in informed else Standing.NOTHING_NEW
        for known in (*found.informed, *found.nothing_new, *found.besides)
    }
    return {key: told.get(key, standing) for key, standing in table.items()}


def covered(entries: Iterable[Entry], program: Program) -> tuple[Covered, ...]:
    """Every activity of the Program; of each actor counts what it reported last on it."""
    last: dict[tuple[int, int], Stage] = {
        (entry.activity, entry.actor_id): _STAGES.get(entry.status, Stage.OTHER)
        for entry in entries
        if entry.activity is not None
    }
    counts: dict[int, Counter[Stage]] = {}
    for (number, _actor), stage in last.items():
        counts.setdefault(number, Counter())[stage] += 1
    return tuple(Covered(each.number, counts.get(each.number, {})) for each in program.activities)


def received(
    entries: Iterable[Entry], kinds: Mapping[int, ActorKind], months: Sequence[Month]
) -> Received:
    """What came in each of `months` of Washington; `kinds` are those of actors by their rows."""
    counts = Counter((_sort_of(kinds[entry.actor_id]), _month_of(entry)) for entry in entries)
    return Received(
        tuple(months),
        {sort.key: tuple(counts[sort.key, month] for month in months) for sort in SORTS},
    )


def months_of_term(term: str, entries: Sequence[Entry]) -> tuple[Month, ...]:
    """September to May, and on to the last month in which something came."""
    year = int(term[:4])
    whole = [Month(year + (9 + at > 12), (8 + at) % 12 + 1) for at in range(MOST_MONTHS)]
    latest = max((_at(_month_of(entry)) for entry in entries), default=0)
    may = _at(Month(year + 1, 5))
    return tuple(takewhile(lambda month: _at(month) <= max(may, latest), whole))


def months_spanned(entries: Sequence[Entry]) -> tuple[Month, ...]:
    """From the month of the first to that of the last, the latest twelve."""
    found = sorted(_at(_month_of(entry)) for entry in entries)
    if not found:
        return ()
    first = max(found[0], found[-1] - MOST_MONTHS + 1)
    return tuple(Month(at // 12, at % 12 + 1) for at in range(first, found[-1] + 1))


def _at(month: Month) -> int:
    return month.year * 12 + month.month - 1


def _month_of(entry: Entry) -> Month:
    day = local_day(entry.submitted_at, WASHINGTON)
    return Month(day.year, day.month)


def _sort_of(kind: ActorKind) -> str:
    return next(sort.key for sort in SORTS if sort.holds(kind))
