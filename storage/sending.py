"""Sending, seen from the database: messages leased within Telegram's limits, then settled."""

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
    case,
    exists,
    func,
    or_,
    select,
    update,
)

from locales import Language
from storage.locking import hold
from storage.outbox import UNFINISHED
from storage.pacing import EVERYBODY, Limits, pace_of, set_paces
from storage.swift import SwiftWrite
from storage.tables import outbox, paces, participants


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message leased to one relay, to be sent at `slot` (seconds of the real clock) or later."""

    id: int
    chat_id: int
    content: Mapping[str, Any]
    attempts: int
    parts_sent: int
    language: Language
    worker: str
    slot: float
    leased_until: float
    queued_at: datetime


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
        func.coalesce(participants.c.language, "en"),
        func.coalesce(_chat_pace.c.next_at_pulse, 0.0),
        outbox.c.queued_at,
    )
    .select_from(
        outbox.outerjoin(_chat_pace, _chat_pace.c.chat_id == outbox.c.chat_id).outerjoin(
            participants, participants.c.telegram_id == outbox.c.chat_id
        )
    )
    .where(
        _waiting,
        outbox.c.ready_at_pulse <= bindparam("pulse"),
        func.coalesce(_chat_pace.c.next_at_pulse, 0.0)
        <= case((outbox.c.chat_id < 0, bindparam("pulse")), else_=bindparam("chat_free")),
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
    # What is being settled or taken back at this moment is not to be sent.
    .with_for_update(of=outbox, skip_locked=True)
)
_next_ready = select(func.min(outbox.c.ready_at_pulse)).where(
    _waiting,
    ~exists().where(
        _earlier.c.chat_id == outbox.c.chat_id,
        _earlier.c.status.in_(UNFINISHED),
        or_(
            _earlier.c.urgency < outbox.c.urgency,
            and_(_earlier.c.urgency == outbox.c.urgency, _earlier.c.id < outbox.c.id),
        ),
    ),
)
_lease = SwiftWrite(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        status="leased",
        worker=bindparam("who"),
        ready_at_pulse=bindparam("until"),
        attempts=outbox.c.attempts + 1,
    )
)
_settle = SwiftWrite(
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
_keep = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.worker == bindparam("who"),
        outbox.c.attempts == bindparam("attempt"),
        outbox.c.status == "leased",
    )
    .values(ready_at_pulse=bindparam("until"), parts_sent=bindparam("parts"))
)


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
    overall = pace_of(connection, EVERYBODY)
    slot, step = max(overall, pulse), 1.0 / limits.overall
    free = min(most, int((pulse + limits.horizon - slot) / step) + 1)
    if free <= 0:
        return ()
    burst = (limits.chat_burst - 1) / limits.per_chat
    rows = connection.execute(
        _heads, {"pulse": pulse, "chat_free": pulse + burst, "most": free}
    ).all()
    taken = [
        _leased(row, worker, slot + step * place, pulse + lease) for place, row in enumerate(rows)
    ]
    if taken:
        for message in taken:
            _lease(connection, _lease_of(message))
        pace = {row[1]: max(row[6], pulse) + limits.step_in(row[1]) for row in rows}
        set_paces(connection, pace | {EVERYBODY: slot + step * len(rows)})
    return taken


def _leased(
    row: Row[int, int, Any, int, int, Language, float, datetime],
    worker: str,
    slot: float,
    until: float,
) -> OutboxMessage:
    id_, chat_id, content, attempts, parts_sent, language, _, queued_at = row
    return OutboxMessage(
        id=id_,
        chat_id=chat_id,
        content=content,
        attempts=attempts + 1,
        parts_sent=parts_sent,
        language=language,
        worker=worker,
        slot=slot,
        leased_until=until,
        queued_at=queued_at,
    )


def _lease_of(message: OutboxMessage) -> dict[str, Any]:
    return {"row": message.id, "who": message.worker, "until": message.leased_until}


def keep(connection: Connection, message: OutboxMessage, *, parts_sent: int, until: float) -> bool:
    """Note how many parts are sent and keep the lease until `until`; False when it was lost."""
    result = connection.execute(
        _keep,
        {
            "row": message.id,
            "who": message.worker,
            "attempt": message.attempts,
            "until": until,
            "parts": parts_sent,
        },
    )
    return result.rowcount == 1


def renew(connection: Connection, worker: str, ids: Iterable[int], *, until: float) -> None:
    """Keep leases of `worker` until `until`."""
    connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(list(ids)), outbox.c.worker == worker, outbox.c.status == "leased")
        .values(ready_at_pulse=until)
    )


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a leased message; "new" means: again, not before `ready_at`."""

    message: OutboxMessage
    status: str
    ready_at: float = 0.0
    message_id: int | None = None
    parts_sent: int = 0
    fault: str | None = None


def settle(connection: Connection, settlements: Sequence[Settlement]) -> None:
    """Note what became of leased messages; a message leased anew meanwhile is left alone.

    The content of a secret message is wiped once it is sent or given up.
    """
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
    for row in rows:
        _settle(connection, row)
    secret = [
        item.message.id
        for item in settlements
        if item.status in {"sent", "failed", "void"} and item.message.content.get("secret")
    ]
    if secret:
        connection.execute(update(outbox).where(outbox.c.id.in_(secret)).values(content={}))


def wait_for(connection: Connection, *, pulse: float, limits: Limits) -> float | None:
    """Seconds until a claim may find something to send, None when nothing waits."""
    paced = pace_of(connection, EVERYBODY) - limits.horizon - pulse
    if paced > 0:
        return paced
    ready = connection.execute(_next_ready).scalar()
    return None if ready is None else max(float(ready) - pulse, 0.02)
