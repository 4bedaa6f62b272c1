"""Messages taken to be sent: the next ones that may go, within Telegram's limits."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
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
from storage.outbox import REPLY
from storage.pacing import Pace, note_pace
from storage.sending import OutboxMessage
from storage.swift import SwiftWrite
from storage.tables import outbox, paces, participants
from storage.unfinished import unfinished

_earlier = outbox.alias("earlier")
_chat_pace = paces.alias("chat_pace")
_waiting = unfinished(outbox.c.status)
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
            unfinished(_earlier.c.status),
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
        unfinished(_earlier.c.status),
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


def wait_for(connection: Connection, pace: Pace) -> float | None:
    """Seconds until a claim may find something to send, None when nothing waits."""
    paced = pace.wait()
    if paced > 0:
        return paced
    ready = connection.execute(_next_ready).scalar()
    return None if ready is None else max(float(ready) - pace.pulse, 0.02)
