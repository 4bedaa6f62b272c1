"""Who is to be reminded of what at a moment: one question to the database, whoever many they are.

What has become of each reminder is a row of `reminders`: later (put off, or of an extra round,
until `due_at`), queued (in the message whose key is `letter`), spared (answered meanwhile) or
missed (no longer of use when it could have gone). The plan itself has no rows: it follows from
the meeting's deadline, so that a meeting that moves takes its reminders along.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Integer,
    Row,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
)

from committee.plan import Place, Step
from committee.submissions import GONE_STATES
from storage.calls import NOTHING_NEW, Recipient
from storage.laid import laid, laid_table
from storage.people import as_participant
from storage.prefixed import Prefixed, labelled
from storage.rounds import SENT
from storage.tables import (
    actors,
    memberships,
    participants,
    reminders,
    responses,
    rounds,
    submissions,
)
from storage.types import UtcTime
from storage.world import as_actor

_CALLS = {
    "meeting": BigInteger(),
    "zone": String(),
    "holidays": String(),
    "day": Date(),
    "days": Integer(),
    "due_at": UtcTime(),
    "midnight": UtcTime(),
}
_ASKED = {"meeting": BigInteger(), "kind": String(), "key": String()}

LATER, QUEUED, SPARED, MISSED = "later", "queued", "spared", "missed"


@dataclass(frozen=True, slots=True)
class Asked:
    """The actors that a meeting asks: all of these kinds, and those with these keys."""

    kinds: frozenset[str]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Call:
    """A step of a meeting's plan in one place; `midnight` is when the day there began, in UTC."""

    meeting_id: int
    asked: Asked
    place: Place
    step: Step
    midnight: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """A reminder that is due to a person for an actor.

    `days_before` names the step of the plan; `row` and `round_id` an extra one, or one put off.
    """

    meeting_id: int
    recipient: Recipient
    day: date
    due_at: datetime
    days_before: int | None
    row: int | None = None
    round_id: int | None = None


_places = (
    select(participants.c.zone, participants.c.holidays)
    .where(participants.c.unreachable_since.is_(None), participants.c.forgotten_at.is_(None))
    .distinct()
)


def places(connection: Connection) -> Sequence[Place]:
    """Where those who can be reached live: each zone, with each country whose holidays are kept."""
    return [Place(row[0], row[1]) for row in connection.execute(_places)]


def owed(
    connection: Connection,
    calls: Sequence[Call],
    roles: Iterable[str],
    *,
    people: Collection[int] | None = None,
    missed: bool = False,
) -> Sequence[Owed]:
    """Everybody who is owed one of `calls` and has not had it, in one query.

    Not those whose actor has answered, who have been written to unasked since their `midnight`,
    who had a word on that day or later, or will have one that they put off, or who joined after
    the step's moment. `missed`: whether written to or not.
    """
    if not calls:
        return ()
    asked = {call.meeting_id: call.asked for call in calls}
    statement = _owed_of(connection.dialect.name, tuple(roles), missed)
    if people is not None:
        statement = statement.where(participants.c.id.in_(list(people)))
    rows = connection.execute(
        statement,
        {
            "calls": laid(connection, map(_call_values, calls)),
            "asked": laid(connection, _asked_values(asked)),
        },
    )
    found: dict[tuple[int, int, int], Owed] = {}
    for row in rows:
        found[row.person_id, row.due_meeting, row.id] = _owed(row)
    return list(found.values())


def _call_values(call: Call) -> Mapping[str, Any]:
    return {
        "meeting": call.meeting_id,
        "zone": call.place.zone,
        "holidays": call.place.holidays or "",
        "day": call.step.day,
        "days": call.step.days_before,
        "due_at": call.step.due_at,
        "midnight": call.midnight,
    }


def _asked_values(asked: Mapping[int, Asked]) -> Iterator[Mapping[str, Any]]:
    for meeting, whom in asked.items():
        yield from ({"meeting": meeting, "kind": kind, "key": None} for kind in sorted(whom.kinds))
        yield from ({"meeting": meeting, "kind": None, "key": key} for key in sorted(whom.keys))


def _owed(row: Row[*tuple[Any, ...]]) -> Owed:
    person = as_participant(Prefixed(row, "person_"))  # type: ignore[arg-type]
    recipient = Recipient(person, as_actor(row))
    return Owed(row.due_meeting, recipient, row.due_day, row.due_at, row.due_days)


@cache
def _owed_of(dialect: str, roles: tuple[str, ...], missed: bool) -> Select[Any]:  # noqa: FBT001 - a cache key
    at = laid_table("at", _CALLS, dialect=dialect, parameter="calls")
    asked = laid_table("asked", _ASKED, dialect=dialect, parameter="asked")
    free = or_(participants.c.unasked_at.is_(None), participants.c.unasked_at < at.c.midnight)
    is_asked = exists().where(
        asked.c.meeting == at.c.meeting,
        or_(asked.c.kind == actors.c.kind, asked.c.key == actors.c.key),
    )
    in_place = and_(
        at.c.zone == participants.c.zone,
        at.c.holidays == func.coalesce(participants.c.holidays, ""),
    )
    return (
        select(
            at.c.meeting.label("due_meeting"),
            at.c.day.label("due_day"),
            at.c.days.label("due_days"),
            at.c.due_at.label("due_at"),
            *labelled(participants, "person_"),
            *actors.c,
        )
        .select_from(
            memberships.join(participants, participants.c.id == memberships.c.participant_id)
            .join(actors, actors.c.id == memberships.c.actor_id)
            .join(at, in_place)
        )
        .where(
            reminded(roles),
            memberships.c.since <= at.c.due_at,
            is_asked,
            true() if missed else free,
            ~_has_answered(at.c.meeting),
            ~exists().where(
                reminders.c.meeting_id == at.c.meeting,
                reminders.c.participant_id == participants.c.id,
                reminders.c.actor_id == actors.c.id,
                reminders.c.local_day >= at.c.day,
                reminders.c.status != SPARED,
            ),
        )
    )


def reminded(roles: Iterable[str]) -> ColumnElement[bool]:
    """Whether a membership is one for which its holder is reminded, and they can be reached."""
    return and_(
        memberships.c.until.is_(None),
        memberships.c.quiet_since.is_(None),
        memberships.c.role.in_(list(roles)),
        participants.c.unreachable_since.is_(None),
    )


def _has_answered(meeting: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the actor has sent something for the meeting, or said that there is nothing new."""
    gone = [state.value for state in GONE_STATES]
    return or_(
        exists().where(
            submissions.c.meeting_id == meeting,
            submissions.c.actor_id == actors.c.id,
            submissions.c.state.not_in(gone),
        ),
        exists().where(
            responses.c.meeting_id == meeting,
            responses.c.actor_id == actors.c.id,
            responses.c.kind == NOTHING_NEW,
        ),
    )


def waiting(
    connection: Connection,
    now: datetime,
    roles: Iterable[str],
    *,
    people: Collection[int] | None = None,
) -> Sequence[Owed]:
    """Reminders put off, or of an extra round, whose time has come and which are still of use."""
    theirs = () if people is None else (participants.c.id.in_(list(people)),)
    rows = connection.execute(_waiting_of(tuple(roles)).where(*theirs), {"now": now})
    found: dict[int, Owed] = {}
    for row in rows:
        person = as_participant(Prefixed(row, "person_"))  # type: ignore[arg-type]
        recipient = Recipient(person, as_actor(row))
        found[row.due_row] = Owed(
            row.due_meeting, recipient, row.due_day, row.due_at, None, row.due_row, row.due_round
        )
    return list(found.values())


@cache
def _waiting_of(roles: tuple[str, ...]) -> Select[Any]:
    return (
        select(
            reminders.c.id.label("due_row"),
            reminders.c.meeting_id.label("due_meeting"),
            reminders.c.local_day.label("due_day"),
            reminders.c.due_at.label("due_at"),
            reminders.c.round_id.label("due_round"),
            *labelled(participants, "person_"),
            *actors.c,
        )
        .select_from(_with_membership(roles))
        .where(
            reminders.c.status == LATER,
            reminders.c.due_at <= bindparam("now"),
            or_(rounds.c.id.is_(None), rounds.c.status == SENT),
        )
        .order_by(reminders.c.id)
    )


def _with_membership(roles: Iterable[str]) -> Any:  # noqa: ANN401 - a join
    return (
        reminders.join(participants, participants.c.id == reminders.c.participant_id)
        .join(actors, actors.c.id == reminders.c.actor_id)
        .join(
            memberships,
            and_(
                memberships.c.participant_id == participants.c.id,
                memberships.c.actor_id == actors.c.id,
                reminded(roles),
            ),
        )
        .outerjoin(rounds, rounds.c.id == reminders.c.round_id)
    )
