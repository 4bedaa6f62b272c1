"""The audit trail: one entry per change, in the same transaction, chained, without personal text.

`storage/chain.py` says what the chain is; here it is written and read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType

from storage.chain import BEGINNING, Entry, Fact, Link, fits, hash_of
from storage.locking import hold
from storage.swift import SwiftWrite
from storage.tables import audit

LONGEST = 60
"""Characters of a fact; who needs more is about to record what somebody wrote."""
TOGETHER = 1000
LOWEST = -(2**63)

_insert = SwiftWrite(
    insert(audit),
    ("id", "at", "participant_id", "action", "subject", "subject_id", "facts", "hash"),
)
_END = "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1"
_columns = [
    # As the database keeps them: what somebody has spoilt is to be named, not to raise.
    (cast(column, Text) if column is audit.c.facts else type_coerce(column, NullType())).label(
        column.name
    )
    for column in audit.c
]
_from = select(*_columns).where(audit.c.id >= bindparam("number")).order_by(audit.c.id)
_some = _from.limit(bindparam("most"))
_last = select(*_columns).order_by(audit.c.id.desc()).limit(2)
_next = select(func.min(audit.c.id)).where(audit.c.id >= bindparam("number"))
_chained = select(audit.c.id).where(audit.c.hash.is_not(None)).limit(1)
_count = select(func.count()).where(audit.c.hash.is_not(None))


def entry_of(
    action: str,
    *,
    now: datetime,
    participant_id: int | None = None,
    subject: str | None = None,
    subject_id: int | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> Entry:
    """The entry that `action` was done to a subject; `facts` hold ids, kinds and numbers only.

    TypeError or ValueError for a fact that is none of these.
    """
    given = dict(facts) if facts else {}
    for name, value in given.items():
        if isinstance(value, str):
            if len(value) > LONGEST:
                raise ValueError(f"the fact {name} is too long to be an id or a kind")
        elif value is not None and not isinstance(value, int):
            raise TypeError(f"the fact {name} is no id, kind or number")
    return Entry(now, action, participant_id, subject, subject_id, given)


def append(connection: Connection, entries: Sequence[Entry], *, key: bytes) -> None:
    """Write entries at the chain's end; the last thing a transaction does, as all others wait."""
    if not entries:
        return
    hold(connection, "trail")
    number, before = _end(connection)
    for entry in entries:
        number += 1
        before = hash_of(key, before, number, entry)
        _insert(
            connection,
            {
                "id": number,
                "at": entry.at,
                "participant_id": entry.participant_id,
                "action": entry.action,
                "subject": entry.subject,
                "subject_id": entry.subject_id,
                "facts": entry.facts,
                "hash": before,
            },
        )


def _end(connection: Connection) -> tuple[int, str]:
    """The number and hash of the last entry; on SQLite straight from the driver, as SwiftWrite."""
    row: Any
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        row = driver.execute(_END).fetchone()
    else:
        row = connection.exec_driver_sql(_END).first()
    return (row[0], row[1] or BEGINNING) if row else (0, BEGINNING)


def is_chained(connection: Connection) -> bool:
    """Whether any entry has a hash."""
    return connection.execute(_chained).first() is not None


def fits_newest(connection: Connection, key: bytes) -> bool:
    """Whether the newest entry was written with `key`."""
    newest, *before = [_link(row) for row in connection.execute(_last)]
    return fits(key, (before[0].hash if before else None) or BEGINNING, newest)


def newest(connection: Connection) -> tuple[int, Link] | None:
    """How many entries are chained, and the newest one; None before the chain has begun."""
    row = connection.execute(_last).first()
    return None if row is None else (connection.execute(_count).scalar_one(), _link(row))


def links(connection: Connection, *, together: int = TOGETHER) -> Iterator[Link]:
    """Every row in the order of numbers, so many `together` in memory."""
    number = LOWEST
    while some := _links(connection, number, together):
        yield from some
        number = some[-1].number + 1


def _links(connection: Connection, number: int, most: int) -> Sequence[Link]:
    """At most so many rows from `number` on; one that no driver can read is a link, too."""
    try:
        return [_link(row) for row in connection.execute(_some, {"number": number, "most": most})]
    except (DBAPIError, ArithmeticError, ValueError):
        if most > 1:
            return _links(connection, number, most // 2)
        unreadable = connection.execute(_next, {"number": number}).scalar_one()
        return [Link(unreadable, "", None)]


def _link(row: Row[*tuple[Any, ...]]) -> Link:
    try:
        entry = Entry(
            _time(row.at),
            row.action,
            row.participant_id,
            row.subject,
            row.subject_id,
            json.loads(row.facts),
        )
    except (TypeError, ValueError, RecursionError):
        entry = None
    return Link(row.id, row.hash, entry)


def _time(kept: datetime | str) -> datetime:
    """A point in time, which SQLite keeps as text without a zone."""
    if isinstance(kept, datetime):
        return kept
    at = datetime.fromisoformat(kept)
    if at.tzinfo is not None:
        raise ValueError("a point in time is kept without a zone")
    return at.replace(tzinfo=UTC)
