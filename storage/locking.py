"""Named locks that make short claims exact across workers; held until the transaction ends."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, text

from storage.tables import locks

_START = int.from_bytes(b"enlace", "big")
_hold = select(locks.c.name).where(locks.c.name == bindparam("lock")).with_for_update()


def hold(connection: Connection, name: str) -> None:
    """Wait for and hold lock `name`; on SQLite the write transaction itself is the lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(_hold, {"lock": name})


def hold_start(connection: Connection) -> None:
    """Wait for and hold the lock of whoever prepares the database; no table is needed for it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _START})
