"""Requests for a compilation that somebody keeps under a name of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.tables import requests


@dataclass(frozen=True, slots=True)
class Saved:
    """A request as it was saved; `body` is what its job would get."""

    id: int
    name: str
    body: Mapping[str, Any]


def saved_by(connection: Connection, participant_id: int) -> Sequence[Saved]:
    """The requests of a participant, the one saved last first."""
    found = (
        select(requests.c.id, requests.c.name, requests.c.body)
        .where(requests.c.participant_id == participant_id)
        .order_by(requests.c.saved_at.desc(), requests.c.id.desc())
    )
    return [Saved(*row) for row in connection.execute(found)]


def saved(connection: Connection, row: int, *, participant_id: int) -> Saved | None:
    """The request in `row`, None when it is gone or somebody else's."""
    found = connection.execute(
        select(requests.c.id, requests.c.name, requests.c.body).where(
            requests.c.id == row, requests.c.participant_id == participant_id
        )
    ).first()
    return Saved(*found) if found else None


def save(
    connection: Connection,
    participant_id: int,
    name: str,
    body: Mapping[str, Any],
    *,
    now: datetime,
) -> int:
    """Save a request in place of the one that has the name; returns its row."""
    values = {"body": dict(body), "saved_at": now}
    row = connection.execute(
        update(requests)
        .where(requests.c.participant_id == participant_id, requests.c.name == name)
        .values(**values)
        .returning(requests.c.id)
    ).scalar()
    if row is None:
        made = insert(requests).values(participant_id=participant_id, name=name, **values)
        row = connection.execute(made.returning(requests.c.id)).scalar_one()
    return int(row)


def rename(connection: Connection, row: int, name: str) -> None:
    """Give a request another name."""
    connection.execute(update(requests).where(requests.c.id == row).values(name=name))


def drop(connection: Connection, row: int) -> None:
    """Remove a request."""
    connection.execute(delete(requests).where(requests.c.id == row))
