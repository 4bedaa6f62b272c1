"""The outbox: messages committed with the change they tell of, leased, sent and settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.locking import hold
from storage.tables import outbox, paces, participants

UNFINISHED = ("new", "leased")
REPLY, REMINDER = 0, 1
EVERYBODY = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be queued: `content` is its JSON form; `key` makes a second one impossible."""

    chat_id: int
    content: Mapping[str, Any]
    urgency: int = REPLY
    key: str | None = None
    meeting_id: int | None = None
    actor_id: int | None = None


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message leased to one relay, to be sent at `slot` (seconds of the real clock) or later."""

    id: int
    chat_id: int
    content: Mapping[str, Any]
    attempts: int
    parts_sent: int
    language: str
    worker: str
    slot: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits as we keep them.

    `overall` messages a second for the bot and `per_chat` a second in one chat, of which
    `chat_burst` may go at once (Bot API FAQ: 30/s, 1/s in a chat with short bursts).
    """

    overall: float = 29.0
    per_chat: float = 1.0
    chat_burst: int = 4
    horizon: float = 0.1


_earlier = outbox.alias("earlier")
_chat_pace = paces.alias("chat_pace")
_waiting = outbox.c.status.in_(UNFINISHED)
_heads = (
    select(
        outbox.c.id,
        outbox.c.chat_id,
        outbox.c.content,
        outbox.c.attempts,
        outbox.c.parts_sent,
        participants.c.language,
        func.coalesce(_chat_pace.c.next_at_pulse, 0.0),
    )
    .select_from(
        outbox.outerjoin(_chat_pace, _chat_pace.c.chat_id == outbox.c.chat_id).outerjoin(
            participants, participants.c.telegram_id == outbox.c.chat_id
        )
    )
    .where(
        _waiting,
        outbox.c.ready_at_pulse <= bindparam("pulse"),
        or_(
            _chat_pace.c.next_at_pulse.is_(None),
            _chat_pace.c.next_at_pulse <= bindparam("chat_free"),
        ),
        ~exists().where(
            _earlier.c.chat_id == outbox.c.chat_id,
            _earlier.c.status.in_(UNFINISHED),
            _earlier.c.id != outbox.c.id,
            or_(
                and_(_earlier.c.status == "leased", _earlier.c.ready_at_pulse > bindparam("pulse")),
                _earlier.c.urgency < outbox.c.urgency,
                and_(_earlier.c.urgency == outbox.c.urgency, _earlier.c.id < outbox.c.id),
            ),
        ),
    )
    .order_by(outbox.c.urgency, outbox.c.id)
    .limit(bindparam("most"))
)
_lease = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        status="leased",
        worker=bindparam("who"),
        ready_at_pulse=bindparam("until"),
        attempts=outbox.c.attempts + 1,
    )
)
_settle = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.worker == bindparam("who"),
        outbox.c.attempts == bindparam("attempt"),
        outbox.c.status == "leased",
    )
    .values(
        status=bindparam("to"),
        ready_at_pulse=bindparam("ready_at"),
        message_id=func.coalesce(bindparam("sent_as"), outbox.c.message_id),
        parts_sent=bindparam("parts"),
        fault=bindparam("why"),
    )
)
_pace = select(paces.c.next_at_pulse).where(paces.c.chat_id == bindparam("chat"))


def put(connection: Connection, letters: Iterable[Letter], *, now: datetime) -> int:
    """Queue `letters`; one whose key is known already is not queued again. Returns how many were."""
    rows = [_row(letter, now) for letter in letters]
    if not rows:
        return 0
    if not any(row["key"] for row in rows):
        connection.execute(insert(outbox), rows)
        return len(rows)
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = made(outbox).on_conflict_do_nothing(index_elements=["key"])
    return sum(connection.execute(statement, row).rowcount for row in rows)


def _row(letter: Letter, now: datetime) -> dict[str, Any]:
    return {
        "chat_id": letter.chat_id,
        "urgency": letter.urgency,
        "content": letter.content,
        "key": letter.key,
        "meeting_id": letter.meeting_id,
        "actor_id": letter.actor_id,
        "status": "new",
        "attempts": 0,
        "ready_at_pulse": 0.0,
        "parts_sent": 0,
        "queued_at": now,
    }


def claim(
    connection: Connection,
    worker: str,
    *,
    most: int,
    pulse: float,
    lease: float,
    limits: Limits,
) -> Sequence[OutboxMessage]:
    """Lease up to `most` messages that may go within the next `limits.horizon` seconds.

    Per chat only the first waiting one; replies before reminders; each with a slot of its own, so
    that all relays on this database together keep `limits`.
    """
    hold(connection, "outbox")
    overall = _pace_of(connection, EVERYBODY)
    slot, step = max(overall, pulse), 1.0 / limits.overall
    free = min(most, int((pulse + limits.horizon - slot) / step) + 1)
    if free <= 0:
        return ()
    burst = (limits.chat_burst - 1) / limits.per_chat
    rows = connection.execute(
        _heads, {"pulse": pulse, "chat_free": pulse + burst, "most": free}
    ).all()
    taken = [_leased(row, worker, slot + step * place) for place, row in enumerate(rows)]
    if taken:
        connection.execute(_lease, [_lease_of(message, pulse + lease) for message in taken])
        chat_step = 1.0 / limits.per_chat
        pace = {row[1]: max(row[6], pulse) + chat_step for row in rows}
        _set_paces(connection, pace | {EVERYBODY: slot + step * len(rows)})
    return taken


def _leased(row: Row[Any], worker: str, slot: float) -> OutboxMessage:
    id_, chat_id, content, attempts, parts_sent, language, _ = row
    return OutboxMessage(
        id=id_,
        chat_id=chat_id,
        content=content,
        attempts=attempts + 1,
        parts_sent=parts_sent,
        language=language or "en",
        worker=worker,
        slot=slot,
    )


def _lease_of(message: OutboxMessage, until: float) -> dict[str, Any]:
    return {"row": message.id, "who": message.worker, "until": until}


def _pace_of(connection: Connection, chat_id: int) -> float:
    found = connection.execute(_pace, {"chat": chat_id}).scalar()
    return 0.0 if found is None else float(found)


def _set_paces(connection: Connection, pace: Mapping[int, float]) -> None:
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = made(paces)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["chat_id"], set_={"next_at_pulse": statement.excluded.next_at_pulse}
        ),
        [{"chat_id": chat, "next_at_pulse": at} for chat, at in pace.items()],
    )


def pause(connection: Connection, until: float) -> None:
    """Let nobody send before `until` (Telegram's `retry_after`, or a token it refuses)."""
    if _pace_of(connection, EVERYBODY) < until:
        _set_paces(connection, {EVERYBODY: until})


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a leased message; "new" means: again, not before `ready_at`."""

    message: OutboxMessage
    status: str
    ready_at: float = 0.0
    message_id: int | None = None
    parts_sent: int = 0
    fault: str | None = None


def settle(connection: Connection, settlements: Iterable[Settlement]) -> None:
    """Note what became of leased messages; a message leased anew meanwhile is left alone."""
    rows = [
        {
            "row": item.message.id,
            "who": item.message.worker,
            "attempt": item.message.attempts,
            "to": item.status,
            "ready_at": item.ready_at,
            "sent_as": item.message_id,
            "parts": item.parts_sent,
            "why": item.fault,
        }
        for item in settlements
    ]
    if rows:
        connection.execute(_settle, rows)


def still_leased(connection: Connection, message: OutboxMessage) -> bool:
    """Whether `message` is still this relay's to send (its lease was not taken over or voided)."""
    found = connection.execute(
        select(outbox.c.id).where(
            outbox.c.id == message.id,
            outbox.c.worker == message.worker,
            outbox.c.attempts == message.attempts,
            outbox.c.status == "leased",
        )
    ).scalar()
    return found is not None


def park(connection: Connection, chat_id: int) -> None:
    """Set aside what waits for a chat that cannot be reached."""
    connection.execute(
        update(outbox).where(outbox.c.chat_id == chat_id, _waiting).values(status="parked")
    )


def unpark(connection: Connection, chat_id: int) -> None:
    """Let what was set aside for `chat_id` wait again: its person is back."""
    connection.execute(
        update(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.status == "parked")
        .values(status="new", ready_at_pulse=0.0)
    )


def void(connection: Connection, *, meeting_id: int, actor_id: int) -> None:
    """Take back reminders of a meeting that an actor no longer needs and that were not yet sent."""
    connection.execute(
        update(outbox)
        .where(
            outbox.c.urgency == REMINDER,
            outbox.c.meeting_id == meeting_id,
            outbox.c.actor_id == actor_id,
            outbox.c.status.in_((*UNFINISHED, "parked")),
        )
        .values(status="void")
    )


def subject_of(connection: Connection, chat_id: int, message_id: int) -> tuple[int, int] | None:
    """Meeting and actor that the bot's message `message_id` in `chat_id` was about, if it was."""
    row = connection.execute(
        select(outbox.c.meeting_id, outbox.c.actor_id).where(
            outbox.c.chat_id == chat_id, outbox.c.message_id == message_id
        )
    ).first()
    if row is None or row[0] is None or row[1] is None:
        return None
    return int(row[0]), int(row[1])


def next_ready(connection: Connection) -> float | None:
    """When the earliest waiting message may be tried, in seconds of the real clock."""
    found = connection.execute(select(func.min(outbox.c.ready_at_pulse)).where(_waiting)).scalar()
    return None if found is None else float(found)


def forget_sent(connection: Connection, *, before: datetime) -> int:
    """Remove what was sent before `before`; returns how many rows."""
    return connection.execute(
        delete(outbox).where(outbox.c.status == "sent", outbox.c.queued_at < before)
    ).rowcount
