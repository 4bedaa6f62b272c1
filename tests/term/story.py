"""What happens in a simulated term: who is there, what is planned, and what changes when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from committee.calendar import PlannedMeeting

What = Literal[
    "join",
    "leave",
    "answer",
    "undo",
    "later",
    "move",
    "cancel",
    "zone",
    "holidays",
    "block",
    "unblock",
]


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person who answers for `actors` (keys), in a zone, keeping a country's holidays or none."""

    id: int
    zone: str
    actors: tuple[str, ...]
    holidays: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at a moment, before what is due then is queued.

    `quick`: after it was queued and before anything of it could be sent.
    """

    at: datetime
    what: What
    person: int = 0
    meeting: str = ""
    actor: str = ""
    to: datetime | str | None = None
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """Everybody and everything; `expected` says since when each state is expected to report."""

    meetings: Sequence[PlannedMeeting]
    delegates: Sequence[Delegate]
    events: Sequence[Event]
    moments: Sequence[datetime]
    expected: dict[str, datetime] = field(default_factory=dict)

    def of(self, moment: datetime, *, quick: bool) -> Iterator[Event]:
        """What happens at a moment."""
        return (each for each in self.events if each.at == moment and each.quick is quick)


@dataclass(frozen=True, slots=True)
class Word:
    """A message that was sent: when, to whom, and the (meeting, actor) pairs in it in order."""

    at: datetime
    person: int
    subjects: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        about = ", ".join(f"{meeting} for {actor}" for meeting, actor in self.subjects)
        return f"{self.at:%Y-%m-%d %H:%M} to {self.person}: {about}"


def moments(days: Sequence[datetime], times: Sequence[float]) -> list[datetime]:
    """These times (hours, UTC) of each of these days."""
    return [day + timedelta(hours=hours) for day in days for hours in times]
