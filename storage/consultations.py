"""Draft texts that are put before the actors for their input, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from committee.consultations import DraftText, Paragraph
from locales import Localized
from storage.tables import consultations
from storage.upsert import inserting


@dataclass(frozen=True, slots=True)
class Consultation:
    """One revision of a document ("CIDI/CAM/doc.19/15 rev. 9") that is open for input."""

    id: int
    symbol: str
    title: Localized
    paragraphs: tuple[Paragraph, ...]
    closes_at: datetime | None
    closed_at: datetime | None


def add_consultation(
    connection: Connection,
    draft: DraftText,
    *,
    closes_at: datetime | None,
    now: datetime,
) -> int | None:
    """Open a document for input; None when one with that symbol has been opened before."""
    values = {
        "symbol": draft.symbol,
        "title": draft.title.as_dict(),
        "paragraphs": [[each.id, each.text] for each in draft.paragraphs],
        "opened_at": now,
        "closes_at": closes_at,
    }
    statement = inserting(connection, consultations).values(**values).on_conflict_do_nothing()
    found = connection.execute(statement.returning(consultations.c.id)).scalar()
    return None if found is None else int(found)


def close_consultation(connection: Connection, symbol: str, *, now: datetime) -> int | None:
    """Close a document for input; its row, None when none of that symbol was open."""
    found = connection.execute(
        update(consultations)
        .where(consultations.c.symbol == symbol, consultations.c.closed_at.is_(None))
        .values(closed_at=now)
        .returning(consultations.c.id)
    ).scalar()
    return None if found is None else int(found)


_open = (
    select(consultations)
    .where(
        consultations.c.closed_at.is_(None),
        or_(consultations.c.closes_at.is_(None), consultations.c.closes_at > bindparam("now")),
    )
    .order_by(consultations.c.id.desc())
)


def open_consultations(connection: Connection, now: datetime) -> Sequence[Consultation]:
    """The documents on which input is taken at `now`, the newest first."""
    return [_as_consultation(row) for row in connection.execute(_open, {"now": now})]


def all_consultations(connection: Connection) -> Sequence[Consultation]:
    """Every document that was ever opened for input, the newest first."""
    rows = connection.execute(select(consultations).order_by(consultations.c.id.desc()))
    return [_as_consultation(row) for row in rows]


def _as_consultation(row: Row[*tuple[Any, ...]]) -> Consultation:
    return Consultation(
        id=row.id,
        symbol=row.symbol,
        title=Localized(**row.title),
        paragraphs=tuple(Paragraph(*each) for each in row.paragraphs),
        closes_at=row.closes_at,
        closed_at=row.closed_at,
    )
