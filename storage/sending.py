"""Sending, seen from the database: messages leased within Telegram's limits, then settled."""

from __future__ import annotations

from collections import deque
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
from storage.outbox import REPLY, UNFINISHED
from storage.pacing import Pace, chat_pace, note_pace, put_off
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
        outbox.c.urgency,
        outbox.c.fault,
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


def claim(
    connection: Connection, worker: str, pace: Pace, *, most: int, lease: float
) -> Sequence[OutboxMessage]:
    """Lease up to `most` messages that may go within the next `limits.horizon` seconds.

    Per chat only the first waiting one; replies before reminders; each with a slot of its own, so
    that all relays on this database together keep the limits.
    """
    limits, pulse = pace.limits, pace.pulse
    free = deque(pace.openings(paid=False, most=most))
    paid = deque(pace.openings(paid=True, most=most)) if limits.paid else free
    places = len(free) + len(paid) if limits.paid else len(free)
    if not places:
        return ()
    chat_free = pulse + limits.burst_in(1)
    found = {"pulse": pulse, "chat_free": chat_free, "most": min(most, places)}
    taken: list[OutboxMessage] = []
    chats: dict[int, float] = {}
    for row in connection.execute(_heads, found).all():
        slots = paid if row[8] > REPLY else free
        if slots:
            message = _leased(row, worker, slots.popleft(), pulse + lease, paid=limits.paid)
            _lease(connection, _lease_of(message))
            pace.give(message.key, message.slot, message.leased_until, paid=message.paid)
            chats[message.chat_id] = max(row[6], pulse) + limits.step_in(message.chat_id)
            taken.append(message)
    note_pace(connection, pace, chats)
    return taken


def _leased(
    row: Row[int, int, Any, int, int, Language, float, datetime, int, str | None],
    worker: str,
    slot: float,
    until: float,
    *,
    paid: bool,
) -> OutboxMessage:
    id_, chat_id, content, attempts, parts_sent, language, _, queued_at, urgency, fault = row
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
        paid=paid and urgency > REPLY,
        fault=fault,
    )


def _lease_of(message: OutboxMessage) -> dict[str, Any]:
    return {"row": message.id, "who": message.worker, "until": message.leased_until}


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
    even = max(chat_pace(connection, chat) + settlement.late, pace.pulse)
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
    put_off(connection, {item.message.chat_id: item.late for item in settlements if item.late})
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


def wait_for(connection: Connection, pace: Pace) -> float | None:
    """Seconds until a claim may find something to send, None when nothing waits."""
    paced = pace.wait()
    if paced > 0:
        return paced
    ready = connection.execute(_next_ready).scalar()
    return None if ready is None else max(float(ready) - pace.pulse, 0.02)
