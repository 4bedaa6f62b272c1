"""Participants, what they are for whom, and the invitations that let them in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, insert, select, update

from committee.access import Role
from locales import Language
from storage.swift import SwiftWrite
from storage.tables import actors, invitations, memberships, participants
from storage.world import KnownActor, as_actor


@dataclass(frozen=True, slots=True)
class Participant:
    """A person the bot has met; `name` is as they confirmed it, else as Telegram shows it.

    `holidays` is the country (alpha-2 code) on whose public holidays they are not reminded.
    """

    id: int
    telegram_id: int
    name: str
    language: Language
    zone: str
    unreachable_since: datetime | None
    open_draft_id: int | None
    holidays: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """What a participant is: a role for an actor, or for the committee itself (no actor)."""

    role: Role
    actor: KnownActor | None


@dataclass(frozen=True, slots=True)
class Tries:
    """How many invitations a person opened that cannot be used, and until when they wait."""

    wrong: int
    slowed_until: datetime | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A way in for one person, bound to actor and role."""

    id: int
    actor_id: int | None
    role: Role
    issued_by: int | None
    expires_at: datetime
    used_at: datetime | None


_tries = select(participants.c.wrong_tokens, participants.c.slowed_until).where(
    participants.c.id == bindparam("row")
)
_note_tries = SwiftWrite(
    update(participants)
    .where(participants.c.id == bindparam("row"))
    .values(wrong_tokens=bindparam("wrong"), slowed_until=bindparam("until"))
)
_by_hash = select(invitations).where(invitations.c.token_hash == bindparam("digest"))
_by_telegram = select(participants).where(participants.c.telegram_id == bindparam("telegram"))


def as_participant(row: Row[*tuple[Any, ...]]) -> Participant:
    """The participant of a row of `participants`."""
    return Participant(
        id=row.id,
        telegram_id=row.telegram_id,
        name=row.name,
        language=row.language,
        zone=row.zone,
        unreachable_since=row.unreachable_since,
        open_draft_id=row.open_draft_id,
        holidays=row.holidays,
    )


def participant_by_telegram(connection: Connection, telegram_id: int) -> Participant | None:
    """The participant behind a Telegram id."""
    row = connection.execute(_by_telegram, {"telegram": telegram_id}).first()
    return None if row is None else as_participant(row)


def participant_by_id(connection: Connection, row: int) -> Participant:
    """The participant in row `row`."""
    return as_participant(
        connection.execute(select(participants).where(participants.c.id == row)).one()
    )


def add_participant(
    connection: Connection,
    telegram_id: int,
    *,
    name: str,
    language: Language,
    zone: str,
    now: datetime,
) -> Participant:
    """Note a person met for the first time."""
    row = connection.execute(
        insert(participants)
        .values(telegram_id=telegram_id, name=name, language=language, zone=zone, first_seen_at=now)
        .returning(participants)
    ).one()
    return as_participant(row)


def change_participant(connection: Connection, participant_id: int, **values: Any) -> None:  # noqa: ANN401 - column values
    """Set columns of a participant."""
    connection.execute(
        update(participants).where(participants.c.id == participant_id).values(**values)
    )


def mark_unreachable(connection: Connection, telegram_id: int, *, now: datetime) -> None:
    """Note that messages no longer reach this person."""
    connection.execute(
        update(participants)
        .where(
            participants.c.telegram_id == telegram_id, participants.c.unreachable_since.is_(None)
        )
        .values(unreachable_since=now)
    )


def memberships_of(connection: Connection, participant_id: int) -> tuple[Membership, ...]:
    """What the participant is at present, the oldest first."""
    rows = connection.execute(
        select(memberships.c.role, memberships.c.actor_id, actors)
        .outerjoin(actors, actors.c.id == memberships.c.actor_id)
        .where(memberships.c.participant_id == participant_id, memberships.c.until.is_(None))
        .order_by(memberships.c.id)
    )
    return tuple(
        Membership(Role(row.role), None if row.actor_id is None else as_actor(row)) for row in rows
    )


def add_membership(
    connection: Connection,
    participant_id: int,
    *,
    actor_id: int | None,
    role: Role,
    now: datetime,
) -> bool:
    """Give a role; False when the participant has it already."""
    same = and_(
        memberships.c.participant_id == participant_id,
        memberships.c.role == role.value,
        memberships.c.until.is_(None),
        memberships.c.actor_id.is_(None)
        if actor_id is None
        else memberships.c.actor_id == actor_id,
    )
    if connection.execute(select(memberships.c.id).where(same)).first() is not None:
        return False
    connection.execute(
        insert(memberships).values(
            participant_id=participant_id, actor_id=actor_id, role=role.value, since=now
        )
    )
    return True


def tries_of(connection: Connection, participant_id: int) -> Tries:
    """How the participant fared with invitations so far."""
    row = connection.execute(_tries, {"row": participant_id}).one()
    return Tries(row.wrong_tokens, row.slowed_until)


def note_tries(connection: Connection, participant_id: int, tries: Tries) -> None:
    """Note how the participant fared with invitations."""
    values = {"row": participant_id, "wrong": tries.wrong, "until": tries.slowed_until}
    _note_tries(connection, values)


def holders_of(connection: Connection, roles: Collection[Role]) -> Sequence[Participant]:
    """Everybody who holds one of `roles` at present."""
    held = (
        select(memberships.c.participant_id)
        .where(
            memberships.c.role.in_([role.value for role in roles]), memberships.c.until.is_(None)
        )
        .distinct()
    )
    rows = connection.execute(
        select(participants).where(participants.c.id.in_(held)).order_by(participants.c.id)
    )
    return [as_participant(row) for row in rows]


def add_invitation(
    connection: Connection,
    *,
    token_hash: str,
    actor_id: int | None,
    role: Role,
    issued_by: int | None,
    now: datetime,
    expires_at: datetime,
) -> int:
    """Keep an invitation by the hash of its token; returns its row."""
    return int(
        connection.execute(
            insert(invitations)
            .values(
                token_hash=token_hash,
                actor_id=actor_id,
                role=role.value,
                issued_by=issued_by,
                issued_at=now,
                expires_at=expires_at,
            )
            .returning(invitations.c.id)
        ).scalar_one()
    )


def invitation_by_hash(connection: Connection, token_hash: str) -> Invitation | None:
    """The invitation whose token has that hash."""
    row = connection.execute(_by_hash, {"digest": token_hash}).first()
    return None if row is None else _as_invitation(row)


def invitation_by_id(connection: Connection, row: int) -> Invitation:
    """The invitation in row `row`."""
    return _as_invitation(
        connection.execute(select(invitations).where(invitations.c.id == row)).one()
    )


def _as_invitation(row: Row[*tuple[Any, ...]]) -> Invitation:
    return Invitation(
        id=row.id,
        actor_id=row.actor_id,
        role=Role(row.role),
        issued_by=row.issued_by,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )


def use_invitation(
    connection: Connection, invitation_id: int, *, participant_id: int, now: datetime
) -> bool:
    """Use an invitation up; False when somebody was quicker or it has expired."""
    result = connection.execute(
        update(invitations)
        .where(
            invitations.c.id == invitation_id,
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        )
        .values(used_at=now, used_by=participant_id)
    )
    return result.rowcount == 1
