"""Which schema a database has, told without loading the migration tools."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

HEAD = "0004"


def schema_version(connection: Connection) -> str | None:
    """The revision of the schema, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
