"""The outbox: messages committed with the change they tell of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from storage.swift import SwiftWrite
from storage.tables import outbox
from storage.unfinished import UNFINISHED, unfinished
from storage.upsert import inserting

REPLY, REMINDER = 0, 1


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be queued: `content` is its JSON form; `key` makes a second one impossible.

    Of a `bundle` only the newest message that waits is sent; `not_before` is a pulse.
    """

    chat_id: int
    content: Mapping[str, Any]
    urgency: int = REPLY
    key: str | None = None
    meeting_id: int | None = None
    actor_id: int | None = None
    clarification_id: int | None = None
    bundle: str | None = None
    not_before: float = 0.0


_COLUMNS = (
    "chat_id",
    "urgency",
    "content",
    "key",
    "meeting_id",
    "actor_id",
    "clarification_id",
    "bundle",
    "status",
    "attempts",
    "ready_at_pulse",
    "parts_sent",
    "queued_at",
)
_insert = SwiftWrite(insert(outbox), _COLUMNS)


_first_after = select(func.min(outbox.c.message_id)).where(
    outbox.c.chat_id == bindparam("chat"), outbox.c.message_id > bindparam("after")
)
_reply_waiting = select(outbox.c.id).where(
    outbox.c.chat_id == bindparam("chat"),
    outbox.c.urgency == REPLY,
    or_(
        outbox.c.status.in_(("new", "parked")),
        and_(outbox.c.status == "leased", outbox.c.ready_at_pulse >= bindparam("leased_until")),
    ),
)


def put(connection: Connection, letters: Iterable[Letter], *, now: datetime) -> int:
    """Queue `letters`; one whose key is known already is not queued again. Returns the count."""
    rows = rows_of(letters, now)
    if not rows:
        return 0
    for row in rows:
        if row["bundle"] is not None:
            _void_bundle(connection, row["chat_id"], row["bundle"])
    if not any(row["key"] for row in rows):
        return sum(_insert(connection, row) for row in rows)
    statement = inserting(connection, outbox).on_conflict_do_nothing(index_elements=["key"])
    return sum(connection.execute(statement, row).rowcount for row in rows)


def rows_of(letters: Iterable[Letter], now: datetime) -> list[dict[str, Any]]:
    """The rows by which `letters` wait, by column."""
    return [_row(letter, now) for letter in letters]


def _row(letter: Letter, now: datetime) -> dict[str, Any]:
    return {
        "chat_id": letter.chat_id,
        "urgency": letter.urgency,
        "content": letter.content,
        "key": letter.key,
        "meeting_id": letter.meeting_id,
        "actor_id": letter.actor_id,
        "clarification_id": letter.clarification_id,
        "bundle": letter.bundle,
        "status": "new",
        "attempts": 0,
        "ready_at_pulse": letter.not_before,
        "parts_sent": 0,
        "queued_at": now,
    }


def _void_bundle(connection: Connection, chat_id: int, bundle: str) -> None:
    connection.execute(
        update(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.bundle == bundle, outbox.c.status == "new")
        .values(status="void")
    )


def park(connection: Connection, chat_id: int) -> None:
    """Set aside what waits for a chat that cannot be reached.

    Reminders and news are taken back: when the person writes again, other things are due. What
    tells an actor's people what became of their submission stays.
    """
    waiting = and_(outbox.c.chat_id == chat_id, outbox.c.status.in_((*UNFINISHED, "parked")))
    passing = or_(outbox.c.meeting_id.is_not(None), outbox.c.actor_id.is_(None))
    connection.execute(
        update(outbox).where(waiting, outbox.c.urgency == REMINDER, passing).values(status="void")
    )
    connection.execute(update(outbox).where(waiting).values(status="parked"))


def unpark(connection: Connection, chat_id: int) -> None:
    """Let what was set aside for `chat_id` wait again: its person is back."""
    connection.execute(
        update(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.status == "parked")
        .values(status="new", ready_at_pulse=0.0)
    )


def is_unanswered(
    connection: Connection, chat_id: int, message_id: int, *, after: int, leased_until: float
) -> bool:
    """Whether `message_id` was written before the bot's first message after `after` was there.

    Both are messages of the person. A reply that waits to be sent was not there; one that has been
    on its way for long was: its lease does not last until `leased_until`, a pulse.
    """
    shown = connection.execute(_first_after, {"chat": chat_id, "after": after}).scalar()
    if shown is not None:
        return message_id < int(shown)
    waiting = {"chat": chat_id, "leased_until": leased_until}
    return connection.execute(_reply_waiting, waiting).first() is not None


def question_of(connection: Connection, chat_id: int, message_id: int) -> int | None:
    """The clarification that the bot's message `message_id` in `chat_id` asked for, if it did."""
    found = connection.execute(
        select(outbox.c.clarification_id).where(
            outbox.c.chat_id == chat_id,
            outbox.c.message_id == message_id,
            outbox.c.clarification_id.is_not(None),
        )
    ).scalar()
    return None if found is None else int(found)


def release_all(connection: Connection) -> None:
    """Let every leased message be taken at once: whoever held it is gone."""
    connection.execute(update(outbox).where(outbox.c.status == "leased").values(ready_at_pulse=0.0))


def forget_sent(connection: Connection, *, before: datetime, about_meetings: datetime) -> int:
    """Remove what was sent before `before`, or before `about_meetings` if it can be replied to."""
    answerable = or_(outbox.c.meeting_id.is_not(None), outbox.c.clarification_id.is_not(None))
    old = or_(
        and_(~answerable, outbox.c.queued_at < before),
        outbox.c.queued_at < about_meetings,
    )
    return connection.execute(delete(outbox).where(outbox.c.status == "sent", old)).rowcount


def move(connection: Connection, chat_id: int, new_chat_id: int) -> None:
    """Send what waits for `chat_id` to `new_chat_id` instead."""
    connection.execute(
        update(outbox)
        .where(outbox.c.chat_id == chat_id, unfinished(outbox.c.status))
        .values(chat_id=new_chat_id)
    )


def sent_as(connection: Connection, key: str) -> int | None:
    """The message as which the letter called `key` arrived, None if it has not."""
    found = connection.execute(select(outbox.c.message_id).where(outbox.c.key == key)).scalar()
    return None if found is None else int(found)
