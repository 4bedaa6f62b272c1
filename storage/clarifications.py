"""Questions of the secretariat about submissions, each with the reply that answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from storage.submissions import Submission, submission_by_id, versions_of
from storage.tables import clarifications, submissions


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question about one version of a submission; `reply_id` is the submission that answers."""

    id: int
    submission_id: int
    asked_by: int
    question: str
    asked_at: datetime
    reply_id: int | None


def add_clarification(
    connection: Connection, submission_id: int, *, asked_by: int, question: str, now: datetime
) -> int:
    """Keep a question; returns its row."""
    return int(
        connection.execute(
            insert(clarifications)
            .values(submission_id=submission_id, asked_by=asked_by, question=question, asked_at=now)
            .returning(clarifications.c.id)
        ).scalar_one()
    )


def clarification_by_id(connection: Connection, row: int) -> Clarification | None:
    """The question in row `row`."""
    found = connection.execute(select(clarifications).where(clarifications.c.id == row)).first()
    return None if found is None else _as_clarification(found)


def clarifications_of(connection: Connection, base: str) -> Sequence[Clarification]:
    """The questions asked about any version of the submission numbered `base`, in order."""
    rows = connection.execute(
        select(clarifications)
        .join(submissions, submissions.c.id == clarifications.c.submission_id)
        .where(submissions.c.base == base)
        .order_by(clarifications.c.id)
    )
    return [_as_clarification(row) for row in rows]


def asked_about(connection: Connection, question: Clarification) -> Submission:
    """The newest version of the submission about which `question` was asked."""
    asked = submission_by_id(connection, question.submission_id)
    assert asked is not None
    return versions_of(connection, asked.base)[-1]


def answered_by(connection: Connection, reply_id: int) -> Clarification | None:
    """The question that the submission in row `reply_id` answers."""
    found = connection.execute(
        select(clarifications).where(clarifications.c.reply_id == reply_id)
    ).first()
    return None if found is None else _as_clarification(found)


def answer(connection: Connection, row: int, *, reply_id: int) -> bool:
    """Tie a reply to its question; False when it has been answered before."""
    result = connection.execute(
        update(clarifications)
        .where(clarifications.c.id == row, clarifications.c.reply_id.is_(None))
        .values(reply_id=reply_id)
    )
    return result.rowcount == 1


def _as_clarification(row: Row[*tuple[Any, ...]]) -> Clarification:
    return Clarification(
        row.id, row.submission_id, row.asked_by, row.question, row.asked_at, row.reply_id
    )
