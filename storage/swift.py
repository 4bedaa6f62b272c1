"""Writes that every turn makes: on SQLite compiled once and handed straight to the driver.

SQLAlchemy's own work for a statement costs more than SQLite's; these few are worth the short way
(docs/decisions/0003). On PostgreSQL they take the usual one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Update

Process = Callable[[Any], Any]


class SwiftWrite:
    """An INSERT or UPDATE whose parameters are named alike every time; returns the row count."""

    def __init__(self, statement: Insert | Update, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._sql = ""
        self._binds: Sequence[tuple[str, Any, Process | None]] = ()

    def __call__(self, connection: Connection, parameters: Mapping[str, Any]) -> int:
        """Run it with `parameters`, by the names of its bind parameters or columns."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, parameters).rowcount
        if not self._sql:
            self._compile(connection.dialect)
        values = [
            process(parameters.get(name, usual)) if process else parameters.get(name, usual)
            for name, usual, process in self._binds
        ]
        driver: Any = connection.connection.driver_connection
        count: int = driver.execute(self._sql, values).rowcount
        return count

    def _compile(self, dialect: Dialect) -> None:
        compiled: Any = self._statement.compile(
            dialect=dialect,
            column_keys=self._columns,
            compile_kwargs={"render_postcompile": True},
        )
        self._binds = [
            (
                name,
                compiled.params.get(name),
                compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect),
            )
            for name in compiled.positiontup
        ]
        self._sql = str(compiled)
