"""Messages under way, seen from the database: what goes on with them, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, and_, bindparam, func, or_, update

from locales import Language
from storage.pacing import Pace, chat_pace, later, note_pace, put_off
from storage.swift import SwiftWrite
from storage.tables import outbox


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
    paid: bool = False
    fault: str | None = None

    @property
    def key(self) -> tuple[int, int]:
        """What names it in the window: the row and the attempt."""
        return self.id, self.attempts


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a leased message; "new" means: again, not before `ready_at`.

    `arrived` has a pulse for each call that counts: by then it had arrived; None when that is not
    known. The last one came `late` seconds after its slot.
    """

    message: OutboxMessage
    status: str
    ready_at: float = 0.0
    message_id: int | None = None
    parts_sent: int = 0
    fault: str | None = None
    arrived: Sequence[float] | None = None
    late: float = 0.0


_settle = SwiftWrite(
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.worker == bindparam("who"),
        outbox.c.attempts == bindparam("attempt"),
        # What was taken back on its way and arrived all the same was sent.
        or_(
            outbox.c.status == "leased",
            and_(outbox.c.status == "void", bindparam("to", type_=String) == "sent"),
        ),
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
_renew = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.worker == bindparam("who"),
        outbox.c.attempts == bindparam("attempt"),
        outbox.c.status == "leased",
    )
    .values(ready_at_pulse=bindparam("until"))
)


def keep(
    connection: Connection,
    message: OutboxMessage,
    pace: Pace,
    *,
    settlement: Settlement,
    lease: float,
) -> float | None:
    """Note the parts that are sent, and take a slot for the next; None when the lease was lost.

    The lease is kept until `lease` after the slot. It may lie further ahead than one wants to wait.
    """
    limits, chat = pace.limits, message.chat_id
    pace.leave(message.key, _arrived(settlement, pace), paid=message.paid)
    even = max(later(chat_pace(connection, chat), settlement.late, pace, chat), pace.pulse)
    slot = pace.next_part(
        message.key, lease=lease, first=even - limits.burst_in(chat), paid=message.paid
    )
    result = connection.execute(
        _keep,
        {
            "row": message.id,
            "who": message.worker,
            "attempt": message.attempts,
            "until": slot + lease,
            "parts": settlement.parts_sent,
        },
    )
    if result.rowcount != 1:
        pace.leave(message.key, (), paid=message.paid)
    note_pace(connection, pace, {chat: even + limits.step_in(chat)})
    return slot if result.rowcount == 1 else None


def renew(
    connection: Connection, messages: Iterable[OutboxMessage], pace: Pace, *, until: float
) -> None:
    """Keep the leases of messages, and their places in the window, until `until`."""
    for message in messages:
        pace.extend(message.key, until)
        connection.execute(
            _renew,
            {
                "row": message.id,
                "who": message.worker,
                "attempt": message.attempts,
                "until": until,
            },
        )
    note_pace(connection, pace, {})


def settle(connection: Connection, settlements: Sequence[Settlement], pace: Pace) -> None:
    """Note what became of leased messages; a message leased anew meanwhile is left alone.

    The content of a secret message is wiped once it is sent or given up. The window is changed in
    `pace`, which the caller notes.
    """
    for item in settlements:
        pace.leave(item.message.key, _arrived(item, pace), paid=item.message.paid)
    put_off(
        connection, pace, {item.message.chat_id: item.late for item in settlements if item.late}
    )
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


def _arrived(item: Settlement, pace: Pace) -> Sequence[float]:
    if item.arrived is None:
        return (max(item.message.slot, pace.pulse),)
    return item.arrived
