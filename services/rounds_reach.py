"""Whom a round by hand reaches, computed for its preview and again when it is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import Connection

from bot.flows.forms import announcement as form
from committee.actors import ActorKind
from committee.owing import REMINDED_ROLES
from committee.plan import Place
from committee.submissions import may_stay_unnamed
from services.asking_whom import asked_by, place_of
from services.rounds_moments import Slot, When, slot
from storage import audience, calendar, calls, world
from storage.audience import Listener, Planned
from storage.calendar import Meeting
from storage.world import KnownActor

MINUTE = timedelta(minutes=1)
"""How long a round can be taken back, and so when it goes at the earliest."""
AHEAD = timedelta(days=60)
"""Meetings that far ahead can be reminded of out of turn."""
SOCIETY = tuple(kind for kind in ActorKind if may_stay_unnamed(kind))
KINDS: Mapping[str, tuple[ActorKind, ...]] = {
    form.EVERYBODY: tuple(ActorKind),
    form.STATES: (ActorKind.STATE,),
    form.ORGANS: (ActorKind.OAS_ORGAN,),
    form.MULTILATERAL: (ActorKind.MULTILATERAL,),
    form.SOCIETY: SOCIETY,
    form.OBSERVERS: (ActorKind.OBSERVER,),
}
"""The actors behind each audience that can be chosen."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A person written to for an actor, and when."""

    listener: Listener
    slot: Slot


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a round goes to, and how many it does not go to, and why not.

    For `nobody` of the `silent` actors there is anybody to write to at present.
    `joined` are rows of reminders put off to just that day, which say what the round adds.
    """

    reached: tuple[Reached, ...]
    unreachable: int = 0
    anyway: int = 0
    too_late: int = 0
    asked: int = 0
    silent: int = 0
    nobody: int = 0
    joined: tuple[int, ...] = ()

    @property
    def people(self) -> Mapping[int, Slot]:
        """Each person's row, with their moment."""
        return {each.listener.person.id: each.slot for each in self.reached}

    @property
    def actors(self) -> Sequence[tuple[KnownActor, int]]:
        """The actors, and how many people of each are written to."""
        known = {each.listener.actor.id: each.listener.actor for each in self.reached}
        counts = Counter(each.listener.actor.id for each in self.reached)
        return [(actor, counts[row]) for row, actor in known.items()]

    @property
    def by_kind(self) -> Mapping[ActorKind, int]:
        """How many actors of each kind there are, in the order of kinds."""
        counts = Counter(actor.actor.kind for actor, _ in self.actors)
        return {kind: counts[kind] for kind in ActorKind if counts[kind]}

    def told(self, when: When) -> int:
        """How many people are written to at such a moment."""
        return sum(each.when is when for each in self.people.values())


def asking_soon(connection: Connection, now: datetime) -> Sequence[Meeting]:
    """The meetings of the next weeks that ask somebody for something, in order of time."""
    coming = calendar.meetings_between(connection, now + timedelta(minutes=1), now + AHEAD)
    asked = asked_by(connection, coming, now)
    return [each for each in coming if asked[each.id].kinds or asked[each.id].keys]


def of_extra(connection: Connection, meeting: Meeting, now: datetime, goes_at: datetime) -> Reach:
    """The people of the actors that the meeting asks and that have not answered."""
    asked = _actors_asked(connection, meeting, now)
    silent_actors = asked - calls.actors_answered(connection, meeting.id)
    everybody = audience.reminded(connection, REMINDED_ROLES)
    silent = [each for each in everybody if each.actor.id in silent_actors]
    reached = list(_reached(silent, goes_at))
    known = audience.planned_days(connection, meeting.id, goes_at.date() - timedelta(days=1))
    ours = [each for each in reached if _row_of(known, each) is None or _is_put_off(known, each)]
    in_time = [each for each in ours if each.slot.at < meeting.plan.deadline]
    joined = (_row_of(known, each) for each in in_time)
    return Reach(
        tuple(in_time),
        unreachable=_unreachable(silent),
        anyway=_lost(reached, ours),
        too_late=_lost(ours, in_time),
        asked=len(asked),
        silent=len(silent_actors),
        nobody=len(silent_actors - {each.listener.actor.id for each in reached}),
        joined=tuple(row for row in joined if row is not None),
    )


def _actors_asked(connection: Connection, meeting: Meeting, now: datetime) -> frozenset[int]:
    """The rows of the actors that the meeting asks for something."""
    asked = asked_by(connection, (meeting,), now)[meeting.id]
    return frozenset(
        known.id
        for known in world.known_actors(connection)
        if known.actor.kind.value in asked.kinds or known.actor.key in asked.keys
    )


def _silent(connection: Connection, meeting: Meeting, now: datetime) -> frozenset[int]:
    """The rows of the actors that the meeting asks and that have not answered."""
    asked = _actors_asked(connection, meeting, now)
    return asked - calls.actors_answered(connection, meeting.id)


Known = Mapping[tuple[int, int, date], tuple[int, bool]]


def _row_of(known: Known, each: Reached) -> int | None:
    """The row by which they are reminded of the meeting that day in any case."""
    found = known.get(_key(each))
    return found[0] if found else None


def _is_put_off(known: Known, each: Reached) -> bool:
    found = known.get(_key(each))
    return found is not None and found[1]


def _key(each: Reached) -> tuple[int, int, date]:
    return each.listener.person.id, each.listener.actor.id, each.slot.day


def planned(reach: Reach) -> Sequence[Planned]:
    """The reminders of the round as rows; a row that is there already stays as it is."""
    return [
        Planned(each.listener.person.id, each.listener.actor.id, each.slot.at, each.slot.day)
        for each in reach.reached
    ]


def of_announcement(
    connection: Connection,
    audiences: Iterable[str],
    goes_at: datetime,
    *,
    sender: int | None,
    silent_for: Meeting | None = None,
) -> Reach:
    """Everybody who acts for an actor of these audiences, but the sender.

    With `silent_for` only for actors that this meeting asks and that have not answered.
    """
    kinds = {kind for each in audiences for kind in KINDS.get(each, ())}
    everybody = [
        each for each in audience.acting_for(connection, kinds) if each.person.id != sender
    ]
    if silent_for is not None:
        silent = _silent(connection, silent_for, goes_at)
        everybody = [each for each in everybody if each.actor.id in silent]
    return Reach(tuple(_reached(everybody, goes_at)), unreachable=_unreachable(everybody))


def _reached(listeners: Iterable[Listener], goes_at: datetime) -> Iterable[Reached]:
    @cache
    def moment(place: Place, told_at: datetime | None) -> Slot:
        return slot(place, goes_at, told_at=told_at)

    for each in listeners:
        if each.person.unreachable_since is None:
            yield Reached(each, moment(place_of(each.person), each.unasked_at))


def _unreachable(listeners: Iterable[Listener]) -> int:
    return len({each.person.id for each in listeners if each.person.unreachable_since is not None})


def _lost(before: Iterable[Reached], after: Iterable[Reached]) -> int:
    """How many people of `before` are not among those of `after`."""
    kept = {each.listener.person.id for each in after}
    return len({each.listener.person.id for each in before} - kept)
