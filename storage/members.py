"""Memberships row by row: who is in as what, since when, and how a role ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from committee.access import Role
from storage.people import Participant, as_participant
from storage.prefixed import Prefixed, labelled
from storage.tables import actors, memberships, participants
from storage.world import KnownActor, as_actor


@dataclass(frozen=True, slots=True)
class Member:
    """A membership in its row: who holds the role, for which actor, since when."""

    id: int
    person: Participant
    role: Role
    actor: KnownActor | None
    since: datetime


_members = (
    select(
        memberships.c.id.label("member_id"),
        memberships.c.role.label("member_role"),
        memberships.c.since.label("member_since"),
        *labelled(participants, "person_"),
        *actors.c,
    )
    .select_from(
        memberships.join(participants, participants.c.id == memberships.c.participant_id).outerjoin(
            actors, actors.c.id == memberships.c.actor_id
        )
    )
    .where(memberships.c.until.is_(None))
    .order_by(memberships.c.actor_id.is_not(None), memberships.c.actor_id, memberships.c.id)
)


def members(connection: Connection) -> Sequence[Member]:
    """Who is in at present: the committee's people, then actor by actor."""
    return [_as_member(row) for row in connection.execute(_members)]


def member_by_id(connection: Connection, row: int) -> Member | None:
    """The membership in row `row`, held until the transaction ends; None when it has ended."""
    connection.execute(select(memberships.c.id).where(memberships.c.id == row).with_for_update())
    found = connection.execute(_members.where(memberships.c.id == row)).first()
    return None if found is None else _as_member(found)


def members_of(connection: Connection, participant_id: int) -> Sequence[Member]:
    """What the participant is at present, row by row."""
    rows = connection.execute(_members.where(memberships.c.participant_id == participant_id))
    return [_as_member(row) for row in rows]


def members_for(connection: Connection, actor_id: int) -> Sequence[Member]:
    """Who is in for an actor at present."""
    rows = connection.execute(_members.where(memberships.c.actor_id == actor_id))
    return [_as_member(row) for row in rows]


def _as_member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(
        id=row.member_id,
        person=as_participant(Prefixed(row, "person_")),  # type: ignore[arg-type]
        role=Role(row.member_role),
        actor=None if row.id is None else as_actor(row),
        since=row.member_since,
    )


def end_membership(connection: Connection, row: int, *, now: datetime) -> bool:
    """End the membership in row `row`; False when it has ended before."""
    result = connection.execute(
        update(memberships)
        .where(memberships.c.id == row, memberships.c.until.is_(None))
        .values(until=now)
    )
    return result.rowcount == 1


def hold_secretariat(connection: Connection) -> Sequence[int]:
    """Who is the secretariat at present, held until the transaction ends, so that one remains."""
    rows = connection.execute(
        select(memberships.c.participant_id)
        .where(
            memberships.c.role == Role.SECRETARIAT.value,
            memberships.c.actor_id.is_(None),
            memberships.c.until.is_(None),
        )
        .order_by(memberships.c.id)
        .with_for_update()
    )
    return [int(row[0]) for row in rows]


def has_held(connection: Connection, participant_id: int, role: Role) -> bool:
    """Whether the participant holds `role` or ever held it."""
    found = connection.execute(
        select(memberships.c.id).where(
            memberships.c.participant_id == participant_id, memberships.c.role == role.value
        )
    ).first()
    return found is not None
