"""Who was asked for a meeting and of whom something was received, as somebody may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from committee.actors import Actor
from committee.localtime import local_day
from committee.owing import asked_of
from committee.submissions import may_stay_unnamed
from locales import Localized
from services.office import WASHINGTON
from storage import calls, heard, submissions, world
from storage.calendar import Meeting
from storage.listing import Viewer
from storage.submissions import Submission
from storage.world import KnownActor


@dataclass(frozen=True, slots=True)
class Heard:
    """Those asked, each in one of three: information received, nothing new, none received.

    `besides` have answered without being asked. To who does not learn authors that asked not to
    be named, actors of kinds that may stay unnamed are counted by their submissions (`society`)
    instead of listed: a name left out of a list would tell.
    """

    informed: tuple[KnownActor, ...]
    nothing_new: tuple[KnownActor, ...]
    silent: tuple[KnownActor, ...]
    besides: tuple[KnownActor, ...]
    society: int | None = None

    @property
    def asked(self) -> tuple[KnownActor, ...]:
        """All who were asked."""
        return (*self.informed, *self.nothing_new, *self.silent)


def heard_for(connection: Connection, meeting: Meeting, viewer: Viewer, now: datetime) -> Heard:
    """What the meeting has heard by `now`, as `viewer` may know it."""
    answered = calls.actors_answered(connection, meeting.id)
    informed = heard.informed(connection, meeting.id)
    participations = world.read_participations(connection)
    today = local_day(now, WASHINGTON)
    listed = [known for known in world.known_actors(connection) if is_listed(viewer, known.actor)]
    asked = [
        known for known in listed if asked_of(meeting.plan.asks, known.actor, today, participations)
    ]
    asked_rows = {known.id for known in asked}
    return Heard(
        informed=tuple(known for known in asked if known.id in informed),
        nothing_new=tuple(known for known in asked if known.id in answered - informed),
        silent=tuple(known for known in asked if known.id not in answered),
        besides=tuple(known for known in listed if known.id in answered - asked_rows),
        society=None if viewer.knows_authors else _society(connection, meeting, viewer),
    )


def is_listed(viewer: Viewer, actor: Actor) -> bool:
    """Whether the viewer may see of this actor, by name, whether it has answered."""
    return viewer.knows_authors or not may_stay_unnamed(actor.kind)


def of_society(sent: Iterable[Submission]) -> int:
    """How many of these submissions came from actors that are not listed by name."""
    return sum(may_stay_unnamed(each.actor.actor.kind) for each in sent)


def _society(connection: Connection, meeting: Meeting, viewer: Viewer) -> int:
    circles = {visibility for visibility, _ in viewer.readable}
    sent = submissions.submissions_sent(connection, meeting_id=meeting.id, visible=circles)
    return of_society(sent)


def short_name(actor: Actor) -> Localized:
    """The acronym where there is one, else the name."""
    return actor.acronym or actor.name
