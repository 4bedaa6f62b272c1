"""Laying in what another database held: many rows at once, in an order that references allow."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, insert, or_, select, update

from storage.forgetting import NOWHERE, tombstone
from storage.records import AnyRow
from storage.tables import (
    actors,
    attachments,
    clarifications,
    consultations,
    counters,
    drafts,
    meetings,
    participants,
    programs,
    reminders,
    responses,
    rounds,
    submissions,
    terms,
    translations,
)

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A stored file as a record tells of it, and the number of a submission that it came with."""

    number: str
    sha256: str
    size: int
    stored_name: str
    original_name: str


def is_empty(connection: Connection) -> bool:
    """Whether nothing has been submitted, asked or reminded of yet."""
    kept = (submissions, attachments, consultations, counters, responses, reminders, rounds)
    begun = exists().where(drafts.c.meeting_id.is_not(None))
    found = select(or_(begun, *(exists().select_from(table) for table in kept)))
    return not connection.execute(found).scalar_one()


def add_placeholder(connection: Connection, *, now: datetime) -> int:
    """Somebody without a name or a Telegram account, in whose name is laid in what others sent."""
    # No account has this number, and it holds only until the row's own is known.
    values = {
        "telegram_id": tombstone(0),
        "name": "",
        "language": "en",
        "zone": NOWHERE,
        "first_seen_at": now,
        "unreachable_since": now,
        "forgotten_at": now,
    }
    row = int(add(connection, participants, [values])[0])
    of_row = update(participants).where(participants.c.id == row)
    connection.execute(of_row.values(telegram_id=tombstone(row)))
    return row


def add(connection: Connection, table: Table, rows: Sequence[Values]) -> Sequence[int]:
    """Add rows that share their columns; returns their numbers, in the same order."""
    if not rows:
        return ()
    added = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(added, list(rows)).scalars())


def set_counters(connection: Connection, values: Mapping[str, int]) -> None:
    """Let each counter go on after that number."""
    if values:
        rows = [{"key": key, "value": value} for key, value in values.items()]
        connection.execute(insert(counters), rows)


def program_rows(connection: Connection) -> Mapping[str, int]:
    """The versions of the Program that are loaded, by their names."""
    found = connection.execute(select(programs.c.version, programs.c.id))
    return {row[0]: row[1] for row in found}


def actor_kinds(connection: Connection) -> Mapping[str, str]:
    """By key, the kind of each actor."""
    return {row[0]: row[1] for row in connection.execute(select(actors.c.key, actors.c.kind))}


def keep_term(connection: Connection, row: int, values: Values) -> None:
    """Set the days of a term."""
    connection.execute(update(terms).where(terms.c.id == row).values(**values))


def untouched(meeting: AnyRow) -> bool:
    """Whether a meeting is as it was planned."""
    return meeting.sequence == 0 and meeting.changed_at is None and meeting.cancelled_at is None


def set_meeting(connection: Connection, row: int, values: Values) -> None:
    """Put another plan in the place of one that nobody has changed."""
    connection.execute(update(meetings).where(meetings.c.id == row).values(**values))


def drop_meetings(connection: Connection, rows: Collection[int]) -> None:
    """Take out plans that nobody has changed, and to which nothing refers."""
    if rows:
        connection.execute(delete(meetings).where(meetings.c.id.in_(sorted(rows))))


def rows_numbered(connection: Connection, numbers: Collection[str]) -> Mapping[str, int]:
    """By number, the rows of those submissions that there are."""
    if not numbers:
        return {}
    found = select(submissions.c.number, submissions.c.id).where(
        submissions.c.number.in_(sorted(numbers))
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def set_reply(connection: Connection, row: int, reply: int) -> None:
    """Tie a reply to the question that it answers."""
    tied = update(clarifications).where(clarifications.c.id == row).values(reply_id=reply)
    connection.execute(tied)


def attachments_kept(connection: Connection) -> Iterator[AttachmentRow]:
    """Every attachment of a submission."""
    column = attachments.c
    found = (
        select(
            submissions.c.number,
            column.sha256,
            column.size,
            column.stored_name,
            column.original_name,
        )
        .join(submissions, submissions.c.draft_id == column.draft_id)
        .order_by(column.id)
    )
    return (AttachmentRow(*row) for row in connection.execute(found))


TABLES = {
    "drafts": drafts,
    "attachments": attachments,
    "submissions": submissions,
    "translations": translations,
    "clarifications": clarifications,
    "consultations": consultations,
    "meetings": meetings,
    "terms": terms,
}
"""What is laid in with `add`, for who may not know the tables."""
