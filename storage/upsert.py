"""INSERT … ON CONFLICT for whichever of the two databases is at work."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert


def inserting(connection: Connection, table: Table) -> Insert:
    """An INSERT into `table` that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return insert_of(connection.dialect.name, table)


def insert_of(dialect: str, table: Table) -> Insert:
    """The same, for the dialect called so."""
    made: Insert = _dialect(dialect).insert(table)
    return made


@cache
def _dialect(name: str) -> Any:  # noqa: ANN401 - a module; the two offer the same methods
    # Loaded by name, so that a bot on SQLite does not carry PostgreSQL's dialect in memory.
    return import_module(f"sqlalchemy.dialects.{name}")
