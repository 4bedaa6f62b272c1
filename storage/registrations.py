"""Requests of organizations that register themselves and wait for approval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.tables import registrations


@dataclass(frozen=True, slots=True)
class Registration:
    """A request to be let in, with the answers given and what was decided."""

    id: int
    participant_id: int
    answers: Mapping[str, Any]
    status: str


def add_registration(
    connection: Connection, participant_id: int, answers: Mapping[str, Any], *, now: datetime
) -> int:
    """Keep a request; returns its row."""
    return int(
        connection.execute(
            insert(registrations)
            .values(participant_id=participant_id, answers=answers, status="asked", asked_at=now)
            .returning(registrations.c.id)
        ).scalar_one()
    )


def registration_by_id(connection: Connection, row: int) -> Registration | None:
    """The request in row `row`, held until the transaction ends: it is decided once."""
    wanted = select(registrations).where(registrations.c.id == row).with_for_update()
    found = connection.execute(wanted).first()
    if found is None:
        return None
    return Registration(found.id, found.participant_id, found.answers, found.status)


def waiting_of(connection: Connection, participant_id: int) -> bool:
    """Whether the participant has a request that nobody has decided yet."""
    found = connection.execute(
        select(registrations.c.id).where(
            registrations.c.participant_id == participant_id, registrations.c.status == "asked"
        )
    ).first()
    return found is not None


def decide(
    connection: Connection,
    row: int,
    *,
    status: str,
    decided_by: int,
    actor_id: int | None,
    now: datetime,
) -> bool:
    """Decide a request once; False when somebody has decided it already."""
    result = connection.execute(
        update(registrations)
        .where(registrations.c.id == row, registrations.c.status == "asked")
        .values(status=status, decided_by=decided_by, decided_at=now, actor_id=actor_id)
    )
    return result.rowcount == 1
