"""Keys the product makes for itself and keeps: the one that signs buttons."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage.tables import secrets
from storage.upsert import inserting


def key(connection: Connection, name: str, *, fresh: str) -> str:
    """The key called `name`; `fresh` becomes it when there is none yet."""
    connection.execute(
        inserting(connection, secrets).values(name=name, value=fresh).on_conflict_do_nothing()
    )
    return str(
        connection.execute(select(secrets.c.value).where(secrets.c.name == name)).scalar_one()
    )
