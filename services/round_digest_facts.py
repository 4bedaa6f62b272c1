"""What a digest tells: a snapshot of rows and numbers, and the actors behind it in their groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection

from bot.flows.words import folded
from committee.actors import Actor, ActorKind
from committee.owing import REMINDED_ROLES
from locales import Language, Localized
from locales.phrases import digest
from services.heard import heard_for, short_name
from storage import heard, world
from storage.calendar import Meeting
from storage.listing import Viewer
from storage.world import KnownActor

NAMED = 40
ROOM = 800
"""How many names of a group are told at the most, and in how many characters all together."""

Rows: TypeAlias = Sequence[int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a meeting had heard `at` a moment (ISO 8601), as one reader may know it; no names.

    The rows are actors'. A text and the picture that follows it later tell of the same moment,
    which cannot be asked for again: an answer can be taken back.
    """

    meeting_id: int
    starts_at: str
    at: str
    informed: Rows
    nothing_new: Rows
    silent: Rows
    besides: Rows
    unreachable: Rows
    people: int
    without_contact: int
    drafts: int
    society: int | None


def snapshot_of(
    connection: Connection, meeting: Meeting, viewer: Viewer, now: datetime
) -> Snapshot:
    """The state of things at this moment, as `viewer` may know it."""
    found = heard_for(connection, meeting, viewer, now)
    people = heard.people_of_actors(connection, REMINDED_ROLES)
    silent = [known.id for known in found.silent]
    lost = [row for row in silent if row in people and not people[row].reachable]
    return Snapshot(
        meeting_id=meeting.id,
        starts_at=meeting.plan.starts_at.isoformat(),
        at=now.isoformat(),
        informed=[known.id for known in found.informed],
        nothing_new=[known.id for known in found.nothing_new],
        silent=silent,
        besides=[known.id for known in found.besides],
        unreachable=lost,
        people=sum(people[row].in_all for row in lost),
        without_contact=sum(row not in people for row in silent),
        drafts=heard.drafts_under_way(
            connection, meeting.id, [known.id for known in (*found.asked, *found.besides)]
        ),
        society=found.society,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """Some of those asked, under a label, in the order of their rows."""

    label: str
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of actors that are listed together: a label for them alone, and one inside a line."""

    label: str
    inside: str
    holds: Callable[[ActorKind], bool]
    by_name: bool = True


GROUPS = (
    Group(digest.STATES, digest.OF_STATES, lambda kind: kind is ActorKind.STATE),
    Group(
        digest.ORGANS,
        digest.OF_ORGANS,
        lambda kind: kind is ActorKind.OAS_ORGAN,
        by_name=False,  # they have an order of their own, the Program's
    ),
    Group(
        digest.OTHERS,
        digest.OF_OTHERS,
        lambda kind: kind not in {ActorKind.STATE, ActorKind.OAS_ORGAN},
    ),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """A snapshot with its actors; `parts` are those asked, in three, in the order of shades."""

    snapshot: Snapshot
    title: Localized
    parts: tuple[Part, Part, Part]
    besides: Part
    unreachable: Part

    @property
    def asked(self) -> tuple[Actor, ...]:
        """All who were asked."""
        return tuple(actor for part in self.parts for actor in part.actors)

    @property
    def answered(self) -> tuple[Actor, ...]:
        """Those asked who gave information, or said that there is nothing new."""
        return (*self.parts[0].actors, *self.parts[1].actors)


def facts_of(snapshot: Snapshot, title: Localized, known: Mapping[int, KnownActor]) -> Facts:
    """The snapshot with the actors that `known` has by row."""

    def part(label: str, rows: Rows) -> Part:
        return Part(label, tuple(known[row].actor for row in sorted(rows) if row in known))

    return Facts(
        snapshot=snapshot,
        title=title,
        parts=(
            part(digest.INFORMED, snapshot.informed),
            part(digest.NOTHING_NEW, snapshot.nothing_new),
            part(digest.SILENT, snapshot.silent),
        ),
        besides=part(digest.BESIDES, snapshot.besides),
        unreachable=part(digest.UNREACHABLE, snapshot.unreachable),
    )


def actors_by_row(connection: Connection) -> Mapping[int, KnownActor]:
    """Every actor by its row."""
    return {known.id: known for known in world.known_actors(connection)}


def of_group(group: Group, actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Those of the actors that are listed in the group."""
    return tuple(actor for actor in actors if group.holds(actor.kind))


def fitting(names: Sequence[str], *, share: float = 1.0) -> int:
    """How many of the names are told, the first ones; with a `share` of the room that many."""
    room, told = ROOM * share, 0
    for name in names[: int(NAMED * share)]:
        room -= len(name)
        if room < 0:
            break
        told += 1
    return told


def named(facts: Facts, language: Language) -> Iterator[tuple[Part, Group, list[Localized]]]:
    """Part by part and group by group, where there are any: the names as they are listed."""
    for part in (*facts.parts, facts.besides, facts.unreachable):
        for group in GROUPS:
            names = [short_name(actor) for actor in of_group(group, part.actors)]
            if group.by_name:
                names.sort(key=lambda name: folded(name.for_(language)))
            if names:
                yield part, group, names
