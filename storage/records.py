"""What the lossless form of a compilation holds beside the submissions themselves, as it is kept.

All of it is read in the transaction of its snapshot (storage/snapshot.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Row, select

from storage.tables import (
    attachments,
    clarifications,
    consultations,
    meetings,
    programs,
    submissions,
    terms,
    translations,
)

T = TypeVar("T")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a submission is filed: keys of its term and meeting, its Program; its last change."""

    term: str
    meeting: str | None
    program: str
    changed_at: datetime | None


def filed(connection: Connection, rows: Collection[int]) -> Mapping[int, Filed]:
    """By row, where each of these submissions is filed."""
    found = (
        select(
            submissions.c.id,
            terms.c.key,
            meetings.c.key.label("meeting"),
            programs.c.version,
            submissions.c.changed_at,
        )
        .join(terms, terms.c.id == submissions.c.term_id)
        .join(programs, programs.c.id == submissions.c.program_id)
        .outerjoin(meetings, meetings.c.id == submissions.c.meeting_id)
        .where(submissions.c.id.in_(list(rows)))
    )
    return {row[0]: Filed(*row[1:]) for row in connection.execute(found)}


def clarifications_about(
    connection: Connection, rows: Collection[int]
) -> Mapping[int, Sequence[tuple[str, datetime, int | None]]]:
    """By row, the questions asked about a submission, when, and the rows of the replies."""
    column = clarifications.c
    found = (
        select(column.submission_id, column.question, column.asked_at, column.reply_id)
        .where(column.submission_id.in_(list(rows)))
        .order_by(column.id)
    )
    return _gathered((row[0], (row[1], row[2], row[3])) for row in connection.execute(found))


def translations_of(
    connection: Connection, rows: Collection[int]
) -> Mapping[int, Sequence[AnyRow]]:
    """By row, the translations of a submission's answers, by question and language."""
    found = select(translations).where(translations.c.submission_id.in_(list(rows)))
    kept = sorted(connection.execute(found), key=lambda row: (row.question, row.language))
    return _gathered((row.submission_id, row) for row in kept)


def attachments_in(connection: Connection, rows: Collection[int]) -> Mapping[int, AnyRow]:
    """The attachments in these rows, by row."""
    if not rows:
        return {}
    found = select(attachments).where(attachments.c.id.in_(sorted(rows)))
    return {row.id: row for row in connection.execute(found)}


def terms_kept(connection: Connection) -> Sequence[AnyRow]:
    """Every term, by its key."""
    return sorted(connection.execute(select(terms)), key=lambda row: str(row.key))


def meetings_kept(connection: Connection, term: int) -> Sequence[AnyRow]:
    """Every meeting of the term in row `term`, in order of time."""
    found = connection.execute(select(meetings).where(meetings.c.term_id == term))
    return sorted(found, key=lambda row: (row.starts_at, row.key))


def consultations_kept(connection: Connection) -> Sequence[AnyRow]:
    """Every draft text that was opened for input, in the order of their opening."""
    return connection.execute(select(consultations).order_by(consultations.c.id)).all()


def _gathered(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    for row, value in pairs:
        found[row].append(value)
    return found
