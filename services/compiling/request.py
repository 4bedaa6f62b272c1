"""What a compilation is asked to hold: the same in a chat, on the command line and on the web."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, get_args

from sqlalchemy import Connection

from committee.access import Action, Relation, Role, may, readable_to
from committee.actors import ActorKind
from committee.submissions import STANDING_STATES, SubmissionKind, SubmissionState, Visibility
from locales import Language
from services.readers import viewer_for
from storage import calendar, world
from storage.listing import Filter, Viewer


class Order(StrEnum):
    """In which language's alphabet the names of states follow each other."""

    DOCUMENT = "document"
    SPANISH = "spanish"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; None and empty mean everything.

    `roles` decide what may be seen, and `level` can only narrow it: the widest circle (public), or
    what the working group reads. `places` are alpha-3 codes of states that the submissions speak
    of, `states` where they stand. They were received from `since` on and before `until`. A
    document without `symbol` is a working copy; `revision` counts from 0.
    """

    language: Language
    roles: tuple[Role, ...]
    meeting_key: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    kinds: tuple[SubmissionKind, ...] = ()
    actor_kinds: tuple[ActorKind, ...] = ()
    actors: tuple[str, ...] = ()
    activities: tuple[int, ...] = ()
    objectives: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    states: tuple[SubmissionState, ...] = ()
    level: Visibility | None = None
    order: Order = Order.DOCUMENT
    annexes: bool = True
    symbol: str | None = None
    revision: int = 0

    def as_json(self) -> dict[str, Any]:
        """The form in which a job or a saved request keeps it."""
        return {
            "language": self.language,
            "roles": [role.value for role in self.roles],
            "meeting_key": self.meeting_key,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "kinds": [kind.value for kind in self.kinds],
            "actor_kinds": [kind.value for kind in self.actor_kinds],
            "actors": list(self.actors),
            "activities": list(self.activities),
            "objectives": list(self.objectives),
            "places": list(self.places),
            "states": [state.value for state in self.states],
            "level": self.level.value if self.level else None,
            "order": self.order.value,
            "annexes": self.annexes,
            "symbol": self.symbol,
            "revision": self.revision,
        }

    def for_roles(self, roles: Collection[Role]) -> Request:
        """The same, asked by somebody with `roles`; without its symbol where these give none."""
        same = replace(self, roles=tuple(sorted(roles)))
        return same if may_number(roles) else replace(same, symbol=None, revision=0)

    @property
    def circles(self) -> frozenset[Visibility]:
        """The circles whose submissions it may hold."""
        wide = list(Visibility)
        narrow = wide[: wide.index(self.level) + 1] if self.level else wide
        return frozenset(circle for circle, _ in readable_to(self.roles)) & frozenset(narrow)

    @property
    def viewer(self) -> Viewer:
        """Whose eyes read: the asker's, and never more than those for whom the level is meant.

        What is open to everybody holds what everybody may read, without whom to call; what the
        working group reads does not name who is not to be named outside the secretariat.
        """
        if self.level is Visibility.PUBLIC:
            return viewer_for(())
        asking = viewer_for(self.roles)
        return (
            replace(asking, knows_authors=False)
            if self.level is Visibility.WORKING_GROUP
            else asking
        )


def may_number(roles: Collection[Role]) -> bool:
    """Whether somebody with `roles` gives documents their symbols: whoever publishes does."""
    return may(Action.PUBLISH, roles, Relation.OTHER_ACTOR)


def request_from(body: Mapping[str, Any]) -> Request:
    """The request whose JSON form is `body`; what it does not name is as usual."""
    assert body["language"] in get_args(Language)
    return Request(
        language=body["language"],
        roles=tuple(Role(role) for role in body["roles"]),
        meeting_key=body.get("meeting_key"),
        since=_moment(body.get("since")),
        until=_moment(body.get("until")),
        kinds=tuple(SubmissionKind(kind) for kind in body.get("kinds", ())),
        actor_kinds=tuple(ActorKind(kind) for kind in body.get("actor_kinds", ())),
        actors=tuple(body.get("actors", ())),
        activities=tuple(body.get("activities", ())),
        objectives=tuple(body.get("objectives", ())),
        places=tuple(body.get("places", ())),
        states=tuple(SubmissionState(state) for state in body.get("states", ())),
        level=Visibility(body["level"]) if body.get("level") else None,
        order=Order(body.get("order", Order.DOCUMENT)),
        annexes=body.get("annexes", True),
        symbol=body.get("symbol"),
        revision=body.get("revision", 0),
    )


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


class NoSuchMeetingError(LookupError):
    """The request names a meeting that is not in the calendar."""


class NoSuchActorError(LookupError):
    """The request names an actor that is not known."""


def filter_of(connection: Connection, request: Request) -> Filter:
    """The request as the lists of submissions understand it."""
    meeting = None
    if request.meeting_key is not None:
        meeting = calendar.meeting_by_key(connection, request.meeting_key)
        if meeting is None:
            raise NoSuchMeetingError(request.meeting_key)
    return Filter(
        kinds=request.kinds,
        states=request.states or tuple(sorted(STANDING_STATES)),
        actor_kinds=tuple(kind.value for kind in request.actor_kinds),
        actor_ids=tuple(_actor_id(connection, key) for key in request.actors),
        visibilities=tuple(sorted(request.circles)),
        meeting_id=meeting.id if meeting else None,
        any_of=tuple(
            filter(None, (_codes(request.activities), request.objectives, request.places))
        ),
        since=request.since,
        until=request.until,
    )


def _codes(activities: Collection[int]) -> tuple[str, ...]:
    return tuple(str(number) for number in activities)


def _actor_id(connection: Connection, key: str) -> int:
    actor = world.actor_by_key(connection, key)
    if actor is None:
        raise NoSuchActorError(key)
    return actor.id
