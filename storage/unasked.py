"""What people are told unasked: that a day is used, and taking back what has not gone yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Text,
    bindparam,
    delete,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from storage.notices import WAITING
from storage.outbox import Letter, rows_of
from storage.reminding import LATER, QUEUED, SPARED, Owed
from storage.tables import marks, notices, outbox, participants, reminders
from storage.unfinished import UNFINISHED, unfinished
from storage.upsert import inserting

GIVEN_UP = ("void", "failed")
"""The statuses of letters that will not be sent."""
AT_ONCE = 2000
"""So many letters are named in one statement."""
LAPSED = "lapsed"
"""The fault of a letter that could not go in its time."""
_IN_DOUBT = or_(outbox.c.fault.startswith("TimedOut"), outbox.c.fault.endswith(" in doubt"))
"""Whether Telegram may have taken a letter, as the relay notes it."""

T = TypeVar("T")


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
    """Note reminders of the plan by their rows, in place of one of that day that was spared."""
    if rows:
        statement = inserting(connection, reminders)
        changed = ("due_at", "status", "settled_at", "days_before", "letter")
        statement = statement.on_conflict_do_update(
            index_elements=["meeting_id", "participant_id", "actor_id", "local_day"],
            set_={name: statement.excluded[name] for name in changed},
            where=reminders.c.status == SPARED,
        )
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
    letters that were given up, as their time had passed or their reader could not be reached.
    """
    about = [
        column == value
        for column, value in (
            (reminders.c.meeting_id, meeting_id),
            (reminders.c.actor_id, actor_id),
            (reminders.c.participant_id, participant_id),
        )
        if value is not None
    ]
    carried = select(reminders.c.letter).where(reminders.c.status == QUEUED, *about)
    theirs: ColumnElement[bool] = outbox.c.key.in_(carried)
    if meeting_id is None and actor_id is None:
        told = notices.c.status == QUEUED, notices.c.participant_id == participant_id
        theirs = or_(theirs, outbox.c.key.in_(select(notices.c.letter).where(*told)))
    unsent = (*UNFINISHED, "parked", *(GIVEN_UP if also_void else ()))
    found = connection.execute(
        select(outbox.c.id, outbox.c.key, outbox.c.status).where(
            theirs, outbox.c.status.in_(unsent)
        )
    ).all()
    for some in _batches(found):
        taken = outbox.c.id.in_([row[0] for row in some])
        connection.execute(update(outbox).where(taken).values(status="void"))
        _forget_letters(connection, [row for row in some if row[2] != "leased"])
    return len(found)


_too_late = (
    select(outbox.c.id, outbox.c.key, outbox.c.status)
    .where(
        unfinished(outbox.c.status),
        outbox.c.status == "new",
        outbox.c.key.startswith("unasked:"),
        outbox.c.content["by_day", "until"].as_string() <= bindparam("now", type_=Text),
        or_(outbox.c.fault.is_(None), ~_IN_DOUBT),
    )
    .with_for_update(skip_locked=True)
)


def lapse(connection: Connection, now: datetime) -> int:
    """Take back letters that could not go while they were of use; returns how many.

    What stood in them is due again. One that a relay has taken, or that may have arrived, is left
    to the relay.
    """
    whole = now.replace(microsecond=0).isoformat()
    found = connection.execute(_too_late, {"now": whole}).all()
    for some in _batches(found):
        taken = outbox.c.id.in_([row[0] for row in some])
        connection.execute(update(outbox).where(taken).values(status="void", fault=LAPSED))
        _forget_letters(connection, some)
    return len(found)


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _forget_letters(connection: Connection, letters: Sequence[Row[int, str, str]]) -> None:
    """Let what stood in these letters be due again; another letter may have their key."""
    if not letters:
        return
    keys = [row[1] for row in letters]
    carried = reminders.c.letter.in_(keys)
    chat_and_moment = tuple_(participants.c.telegram_id, participants.c.unasked_at)
    theirs = select(outbox.c.chat_id, outbox.c.queued_at).where(outbox.c.key.in_(keys))
    connection.execute(
        update(participants).where(chat_and_moment.in_(theirs)).values(unasked_at=None)
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
    connection.execute(
        update(outbox).where(outbox.c.id.in_([row[0] for row in letters])).values(key=None)
    )


_marked = select(marks.c.name, marks.c.at)


def marked(connection: Connection) -> dict[str, datetime]:
    """The moments that are noted, by their names."""
    return {row[0]: row[1] for row in connection.execute(_marked)}


def mark(connection: Connection, moments: Mapping[str, datetime]) -> None:
    """Note moments by their names."""
    statement = inserting(connection, marks)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"at": statement.excluded.at}
        ),
        [{"name": name, "at": at} for name, at in moments.items()],
    )
