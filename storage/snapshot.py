"""What a compilation reads: first what is there, a line each, then the texts, some at a time.

All of it is read in one transaction, which sees one consistent state of the database, and in
memory that does not grow with the texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from committee.submissions import SubmissionKind, SubmissionState, Visibility
from storage.listing import Filter, Viewer, selecting
from storage.submissions import Submission, submissions_in
from storage.tables import submissions

AT_ONCE = 250
"""So many submissions are in memory with their texts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission without its texts: what it is put in order by and counted by."""

    id: int
    number: str
    kind: SubmissionKind
    actor_id: int
    meeting_id: int | None
    state: SubmissionState
    visibility: Visibility
    unnamed: bool
    language: str
    submitted_at: datetime
    activity: int | None
    status: str | None


def keep_open(connection: Connection) -> None:
    """Let this transaction stay open while a document is written, which takes its time."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")


def entries(connection: Connection, viewer: Viewer, wanted: Filter) -> Sequence[Entry]:
    """Everything that is looked for and may be seen, in the order of its receipt."""
    column = submissions.c
    found = selecting(
        connection,
        viewer,
        wanted,
        column.id,
        column.number,
        column.kind,
        column.actor_id,
        column.meeting_id,
        column.state,
        column.visibility,
        column.unnamed,
        column.language,
        column.submitted_at,
        column.answers["activity"].as_integer(),
        column.answers["status"].as_string(),
    ).order_by(column.id)
    return [
        Entry(
            row[0],
            row[1],
            SubmissionKind(row[2]),
            row[3],
            row[4],
            SubmissionState(row[5]),
            Visibility(row[6]),
            *row[7:],
        )
        for row in connection.execute(found)
    ]


def read(connection: Connection, rows: Sequence[int]) -> Iterator[Submission]:
    """The submissions in `rows`, in that order, some hundred in memory at once."""
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        found = {each.id: each for each in submissions_in(connection, some)}
        yield from (found[row] for row in some)
