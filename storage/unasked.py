"""What people are told unasked: that a day is used, and taking back what has not gone yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.outbox import UNFINISHED, Letter, rows_of
from storage.reminding import LATER, QUEUED, Owed
from storage.tables import marks, notices, outbox, participants, reminders
from storage.upsert import inserting

WAITING = "waiting"
"""The status of a notice whose time has not come."""


def written_today(connection: Connection, people: Collection[int]) -> Mapping[int, datetime]:
    """When each of these people was last written to unasked, where they were."""
    rows = connection.execute(
        select(participants.c.id, participants.c.unasked_at).where(
            participants.c.id.in_(list(people)), participants.c.unasked_at.is_not(None)
        )
    )
    return {row[0]: row[1] for row in rows}


def put(connection: Connection, letters: Sequence[Letter], *, now: datetime) -> None:
    """Queue many letters with keys of their own, in one go."""
    if letters:
        connection.execute(insert(outbox), rows_of(letters, now))


def note_written(connection: Connection, people: Iterable[int], *, now: datetime) -> None:
    """Note that these people have been written to unasked."""
    connection.execute(
        update(participants).where(participants.c.id.in_(list(people))).values(unasked_at=now)
    )


def row_of(
    owed: Owed, status: str, *, now: datetime, letter: str | None = None
) -> Mapping[str, Any]:
    """The row by which a reminder of the plan is noted."""
    return {
        "meeting_id": owed.meeting_id,
        "participant_id": owed.recipient.person.id,
        "actor_id": owed.recipient.actor.id,
        "due_at": owed.due_at,
        "local_day": owed.day,
        "status": status,
        "settled_at": now,
        "days_before": owed.days_before,
        "letter": letter,
    }


def note_queued(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Note reminders of the plan by their rows; one that is noted already stays."""
    if rows:
        statement = inserting(connection, reminders).on_conflict_do_nothing()
        connection.execute(statement, list(rows))


_settle_reminder = (
    update(reminders)
    .where(reminders.c.id == bindparam("row"))
    .values(status=bindparam("to"), letter=bindparam("key"), settled_at=bindparam("at"))
)
_settle_notice = (
    update(notices)
    .where(notices.c.id == bindparam("row"))
    .values(status=bindparam("to"), letter=bindparam("key"), settled_at=bindparam("at"))
)


def settle_reminders(
    connection: Connection, letters: Mapping[int, str | None], *, status: str, now: datetime
) -> None:
    """Note what became of reminders that waited: by row, the letter that carries each."""
    _settle(connection, _settle_reminder, letters, status, now)


def settle_notices(
    connection: Connection, letters: Mapping[int, str | None], *, status: str, now: datetime
) -> None:
    """The same of notices."""
    _settle(connection, _settle_notice, letters, status, now)


def _settle(
    connection: Connection,
    statement: Any,  # noqa: ANN401 - one of the two above
    letters: Mapping[int, str | None],
    status: str,
    now: datetime,
) -> None:
    rows = [{"row": row, "to": status, "key": key, "at": now} for row, key in letters.items()]
    if rows:
        connection.execute(statement, rows)


def release(
    connection: Connection,
    *,
    meeting_id: int | None = None,
    actor_id: int | None = None,
    participant_id: int | None = None,
    also_void: bool = False,
) -> int:
    """Take back letters that remind of this and have not been sent; returns how many.

    What else stood in a letter that nobody had taken to send yet is due again, and its reader may
    be written to; one that is on its way goes or is dropped as it is. `also_void`: likewise for
    letters that were given up because their time had passed.
    """
    unsent = (*UNFINISHED, "parked", *(("void",) if also_void else ()))
    about = [
        column == value
        for column, value in (
            (reminders.c.meeting_id, meeting_id),
            (reminders.c.actor_id, actor_id),
            (reminders.c.participant_id, participant_id),
        )
        if value is not None
    ]
    found = connection.execute(
        select(outbox.c.id, outbox.c.key, outbox.c.status).where(
            outbox.c.key.in_(
                select(reminders.c.letter).where(reminders.c.status == QUEUED, *about)
            ),
            outbox.c.status.in_(unsent),
        )
    ).all()
    if not found:
        return 0
    connection.execute(
        update(outbox).where(outbox.c.id.in_([row[0] for row in found])).values(status="void")
    )
    _forget_letters(connection, [row[1] for row in found if row[2] != "leased"])
    return len(found)


def _forget_letters(connection: Connection, keys: Sequence[str]) -> None:
    """Let what stood in these letters be due again."""
    if not keys:
        return
    carried = reminders.c.letter.in_(keys)
    readers = connection.execute(select(reminders.c.participant_id).where(carried)).scalars()
    connection.execute(
        update(participants)
        .where(participants.c.id.in_(sorted(set(readers))))
        .values(unasked_at=None)
    )
    connection.execute(delete(reminders).where(carried, reminders.c.days_before.is_not(None)))
    connection.execute(
        update(reminders).where(carried).values(status=LATER, letter=None, settled_at=None)
    )
    connection.execute(
        update(notices)
        .where(notices.c.letter.in_(keys))
        .values(status=WAITING, letter=None, settled_at=None)
    )


def mark(connection: Connection, name: str) -> datetime | None:
    """The moment noted under `name`."""
    found: datetime | None = connection.execute(
        select(marks.c.at).where(marks.c.name == name)
    ).scalar()
    return found


def set_mark(connection: Connection, name: str, at: datetime) -> None:
    """Note a moment under `name`."""
    statement = inserting(connection, marks).values(name=name, at=at)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"at": at}))
