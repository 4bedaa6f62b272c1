"""The calendar as it is handed out: a term's meetings, and a sign of whether anything changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from storage.calendar import Meeting, all_meetings, term_id
from storage.tables import meetings, terms


def term_keys(connection: Connection) -> Sequence[str]:
    """The keys of the terms that have meetings ("2026-27"), in order of time."""
    rows = connection.execute(
        select(terms.c.key)
        .where(terms.c.id.in_(select(meetings.c.term_id)))
        .order_by(terms.c.starts)
    )
    return [str(row.key) for row in rows]


def meetings_of(connection: Connection, term: str | None) -> Sequence[Meeting]:
    """The meetings of the term called so, or all, in order of time; cancelled ones too."""
    found = all_meetings(connection)
    if term is None:
        return found
    row = term_id(connection, term)
    return [meeting for meeting in found if meeting.term_id == row]


def calendar_state(connection: Connection) -> str:
    """A text that becomes another one whenever a meeting is added, changed or cancelled."""
    row = connection.execute(
        select(func.count(), func.max(meetings.c.id), func.sum(meetings.c.sequence)).select_from(
            meetings
        )
    ).one()
    return ".".join(str(value or 0) for value in row)
