"""Who was asked in the time that the document covers, and of whom something was received."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from committee.actors import ActorKind
from committee.calendar import term_of
from committee.submissions import may_stay_unnamed
from services.compiling.chapters.edition import Edition
from services.heard import heard_for
from storage import calendar
from storage.calendar import Meeting
from storage.world import KnownActor


@dataclass(frozen=True, slots=True)
class Answers:
    """Actors that were asked, each in one of three, and `besides` those that answered unasked.

    Where the reader is not told authors that asked not to be named, actors of kinds that may ask
    for it are in none of these.
    """

    informed: tuple[KnownActor, ...]
    nothing_new: tuple[KnownActor, ...]
    silent: tuple[KnownActor, ...]
    besides: tuple[KnownActor, ...]

    @property
    def asked(self) -> tuple[KnownActor, ...]:
        """All that were asked."""
        return (*self.informed, *self.nothing_new, *self.silent)

    def of(self, kind: ActorKind) -> Answers:
        """The same of one kind of actors."""
        return Answers(*(_of(kind, each) for each in self._parts()))

    def _parts(self) -> tuple[tuple[KnownActor, ...], ...]:
        return self.informed, self.nothing_new, self.silent, self.besides


def meetings_of(edition: Edition) -> Sequence[Meeting]:
    """The meetings that the document covers and that asked something of the actors.

    That is the one asked for; else those due in the period, or in the term, up to its moment.
    """
    meeting = edition.snapshot.meeting
    if meeting is not None:
        return [meeting]
    begin, end = period_of(edition)
    due = calendar.meetings_between(edition.snapshot.connection, begin, end)
    return [each for each in due if each.plan.asks]


def period_of(edition: Edition) -> tuple[datetime, datetime]:
    """From when to when the document asks who was heard: its own period, else the term so far."""
    now, request = edition.snapshot.now, edition.request
    until = min(request.until or now, now)
    first = datetime(int(term_of(until.date())[:4]), 9, 1, tzinfo=UTC)
    return request.since or first, until


def answers_of(edition: Edition) -> Answers:
    """What was heard of whom, as the reader may know it, in the order of the document."""
    informed, nothing_new, asked, besides = set[int](), set[int](), set[int](), set[int]()
    snapshot = edition.snapshot
    # A reader that is told everything: what may not be told is left out below.
    everything = replace(snapshot.viewer, knows_authors=True)
    for meeting in meetings_of(edition):
        found = heard_for(snapshot.connection, meeting, everything, snapshot.now)
        informed |= _rows(found.informed)
        nothing_new |= _rows(found.nothing_new)
        asked |= _rows(found.asked)
        besides |= _rows(found.besides)
    if snapshot.meeting is None:
        besides |= {entry.actor_id for entry in snapshot.entries}
    return _told(edition, informed, nothing_new, asked, besides | informed | nothing_new)


def is_society(known: KnownActor) -> bool:
    """Whether it is of a kind that may ask not to be named."""
    return may_stay_unnamed(known.actor.kind)


def _told(
    edition: Edition, informed: set[int], nothing_new: set[int], asked: set[int], heard: set[int]
) -> Answers:
    informed = (informed | (heard - nothing_new)) & asked
    return Answers(
        informed=_listed(edition, informed),
        nothing_new=_listed(edition, (nothing_new & asked) - informed),
        silent=_listed(edition, asked - heard),
        besides=_listed(edition, heard - asked),
    )


def _listed(edition: Edition, rows: Iterable[int]) -> tuple[KnownActor, ...]:
    request, snapshot = edition.request, edition.snapshot
    known = (snapshot.actors[row] for row in rows)
    return tuple(
        each
        for each in edition.actors_in_order(known)
        if (snapshot.viewer.knows_authors or not is_society(each))
        and (not request.actor_kinds or each.actor.kind in request.actor_kinds)
        and (not request.actors or each.actor.key in request.actors)
    )


def _rows(actors: Iterable[KnownActor]) -> set[int]:
    return {known.id for known in actors}


def _of(kind: ActorKind, actors: Iterable[KnownActor]) -> tuple[KnownActor, ...]:
    return tuple(known for known in actors if known.actor.kind is kind)
