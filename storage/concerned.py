"""Whom a change of a meeting concerns, what they have still to be told, and what was put off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from committee.access import Role
from storage.people import Participant, as_participant
from storage.prefixed import Prefixed, labelled
from storage.reminding import LATER, SPARED, reminded
from storage.tables import actors, memberships, outbox, participants, reminders
from storage.world import KnownActor, as_actor


@dataclass(frozen=True, slots=True)
class Acting:
    """A person who holds a role for an actor."""

    person: Participant
    role: Role
    actor: KnownActor


def acting(connection: Connection, roles: Iterable[Role]) -> Sequence[Acting]:
    """Everybody who is reminded in one of `roles` and can be reached, by actor."""
    rows = connection.execute(
        select(*labelled(participants, "person_"), memberships.c.role, *actors.c)
        .select_from(
            memberships.join(participants, participants.c.id == memberships.c.participant_id).join(
                actors, actors.c.id == memberships.c.actor_id
            )
        )
        .where(reminded([role.value for role in roles]))
        .order_by(actors.c.id, participants.c.id)
    )
    return [
        Acting(as_participant(Prefixed(row, "person_")), Role(row.role), as_actor(row))  # type: ignore[arg-type]
        for row in rows
    ]


def committee(connection: Connection, roles: Iterable[Role]) -> Sequence[Participant]:
    """Everybody who holds one of `roles` for the committee itself and can be reached."""
    held = select(memberships.c.participant_id).where(
        memberships.c.role.in_([role.value for role in roles]),
        memberships.c.actor_id.is_(None),
        memberships.c.until.is_(None),
    )
    rows = connection.execute(
        select(participants)
        .where(participants.c.id.in_(held), participants.c.unreachable_since.is_(None))
        .order_by(participants.c.id)
    )
    return [as_participant(row) for row in rows]


def take_back_news(connection: Connection, bundle: str) -> Mapping[int, Mapping[str, Any]]:
    """Take back the news of `bundle` that nobody has been told yet; by chat, what it said."""
    waiting = connection.execute(
        select(outbox.c.id, outbox.c.chat_id, outbox.c.content)
        .where(outbox.c.bundle == bundle, outbox.c.status == "new")
        .with_for_update()
    ).all()
    connection.execute(
        update(outbox).where(outbox.c.id.in_([row[0] for row in waiting])).values(status="void")
    )
    return {row[1]: row[2] for row in waiting}


def spare(connection: Connection, meeting_id: int, *, now: datetime) -> None:
    """Nobody is reminded again, as they had asked for, of a meeting that is not held."""
    connection.execute(
        update(reminders)
        .where(reminders.c.meeting_id == meeting_id, reminders.c.status == LATER)
        .values(status=SPARED, settled_at=now)
    )


def forget_put_off(connection: Connection, meeting_id: int, *, since: datetime) -> None:
    """Drop what was put off until `since` or later: the plan holds for these readers again.

    A row that stayed would keep the plan's own reminders of the days before it from going out.
    """
    connection.execute(
        delete(reminders).where(
            reminders.c.meeting_id == meeting_id,
            reminders.c.status == LATER,
            reminders.c.due_at >= since,
        )
    )
