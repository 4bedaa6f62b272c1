"""Rounds: what went, or is to go, to many at once, and whether it has been reported on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from storage.tables import rounds
from storage.upsert import inserting

PLAN = "plan"
EXTRA = "extra"
ANNOUNCEMENT = "announcement"
MORNING = "morning"

PREPARED = "prepared"
WAITING = "waiting"
SENT = "sent"
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Round:
    """A round about a meeting, or about none; `key` makes a second one of the same impossible.

    It goes at `goes_at`, is to be reported on from `report_at`, and was at `reported_at`.
    """

    id: int
    key: str | None
    kind: str
    meeting_id: int | None
    started_by: int | None
    content: Mapping[str, Any]
    days_before: int | None
    status: str
    made_at: datetime
    goes_at: datetime | None
    report_at: datetime | None
    reported_at: datetime | None


_by_id = select(rounds).where(rounds.c.id == bindparam("row"))
_to_report = (
    select(rounds)
    .where(
        rounds.c.report_at <= bindparam("now"),
        rounds.c.reported_at.is_(None),
        rounds.c.status == SENT,
    )
    .order_by(rounds.c.id)
)


def add(
    connection: Connection,
    *,
    kind: str,
    status: str,
    made_at: datetime,
    content: Mapping[str, Any] | None = None,
    **values: Any,  # noqa: ANN401 - column values
) -> int | None:
    """Note a round; returns its row, None when there is one with its key already."""
    made = (
        inserting(connection, rounds)
        .values(kind=kind, status=status, made_at=made_at, content=content or {}, **values)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(rounds.c.id)
    )
    found = connection.execute(made).scalar()
    return None if found is None else int(found)


def by_id(connection: Connection, row: int) -> Round | None:
    """The round in row `row`."""
    found = connection.execute(_by_id, {"row": row}).first()
    return None if found is None else as_round(found)


def hold_by_id(connection: Connection, row: int) -> Round | None:
    """The same, held until the transaction ends: it is changed by one at a time."""
    found = connection.execute(_by_id.with_for_update(), {"row": row}).first()
    return None if found is None else as_round(found)


def change(connection: Connection, row: int, **values: Any) -> None:  # noqa: ANN401 - column values
    """Set columns of a round."""
    connection.execute(update(rounds).where(rounds.c.id == row).values(**values))


def to_report(connection: Connection, now: datetime) -> Sequence[Round]:
    """The rounds that went and are to be reported on by now and were not yet, the oldest first."""
    return [as_round(row) for row in connection.execute(_to_report, {"now": now})]


def keys_known(connection: Connection, keys: Collection[str]) -> frozenset[str]:
    """Which of these keys there is a round with."""
    found = connection.execute(select(rounds.c.key).where(rounds.c.key.in_(list(keys))))
    return frozenset(found.scalars())


_departing = (
    select(rounds.c.id)
    .where(rounds.c.status == WAITING, rounds.c.goes_at <= bindparam("now"))
    .order_by(rounds.c.id)
)


def departing(connection: Connection, now: datetime) -> Sequence[int]:
    """The rows of rounds by hand whose moment to go has come, the oldest first."""
    return [int(row[0]) for row in connection.execute(_departing, {"now": now})]


def by_ids(connection: Connection, rows: Collection[int]) -> Sequence[Round]:
    """The rounds in these rows."""
    found = connection.execute(select(rounds).where(rounds.c.id.in_(list(rows))))
    return [as_round(row) for row in found]


def as_round(row: Row[*tuple[Any, ...]]) -> Round:
    """The round of a row of `rounds`."""
    return Round(
        id=row.id,
        key=row.key,
        kind=row.kind,
        meeting_id=row.meeting_id,
        started_by=row.started_by,
        content=row.content,
        days_before=row.days_before,
        status=row.status,
        made_at=row.made_at,
        goes_at=row.goes_at,
        report_at=row.report_at,
        reported_at=row.reported_at,
    )
