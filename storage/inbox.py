"""The inbox: updates Telegram was told we have, each taken once and one at a time per sender."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    Connection,
    Insert,
    and_,
    bindparam,
    delete,
    exists,
    literal_column,
    or_,
    select,
    update,
)

from storage.locking import hold
from storage.swift import SwiftWrite
from storage.tables import inbox
from storage.unfinished import unfinished
from storage.upsert import insert_of


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came: its id, whose it is, and its JSON text.

    `subject` names the message or tap it brings, which has one effect whatever the update's id.
    """

    update_id: int
    sender: int
    payload: str
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class InboxUpdate:
    """An update leased to one worker; only that worker may finish it."""

    id: int
    update_id: int
    sender: int
    payload: str
    attempts: int
    worker: str


_earlier = inbox.alias("earlier")
_heads = (
    select(inbox.c.id)
    .where(
        unfinished(inbox.c.status),
        inbox.c.ready_at_pulse <= bindparam("pulse"),
        ~exists().where(
            _earlier.c.sender == inbox.c.sender,
            unfinished(_earlier.c.status),
            or_(
                _earlier.c.update_id < inbox.c.update_id,
                and_(
                    _earlier.c.id != inbox.c.id,
                    _earlier.c.status == "leased",
                    _earlier.c.ready_at_pulse > bindparam("pulse"),
                ),
            ),
        ),
    )
    # A sum, as the index on update_id would lead through everything that was ever done.
    .order_by(inbox.c.update_id + literal_column("0"))
    .limit(bindparam("most"))
)
_lease = (
    update(inbox)
    .where(
        inbox.c.id.in_(_heads),
        # Once more, of the row itself: PostgreSQL asks it again when the row was changed meanwhile.
        unfinished(inbox.c.status),
        inbox.c.ready_at_pulse <= bindparam("pulse"),
    )
    .values(
        status="leased",
        worker=bindparam("who"),
        ready_at_pulse=bindparam("until"),
        attempts=inbox.c.attempts + 1,
    )
    .returning(
        inbox.c.id,
        inbox.c.update_id,
        inbox.c.sender,
        inbox.c.payload,
        inbox.c.attempts,
        inbox.c.worker,
    )
)
_finish = SwiftWrite(
    update(inbox)
    .where(
        inbox.c.id == bindparam("row"),
        inbox.c.worker == bindparam("who"),
        inbox.c.status == "leased",
        inbox.c.attempts == bindparam("attempt"),
    )
    .values(status=bindparam("to"), ready_at_pulse=bindparam("pulse"), fault=bindparam("why"))
)


@cache
def _keeping(dialect: str) -> Insert:
    return insert_of(dialect, inbox).on_conflict_do_nothing()


def add(connection: Connection, arrivals: Iterable[Arrival], *, now: datetime) -> None:
    """Keep `arrivals`; one whose id or subject is known already changes nothing."""
    rows = [
        {
            "update_id": arrival.update_id,
            "subject": arrival.subject,
            "sender": arrival.sender,
            "payload": arrival.payload,
            "received_at": now,
            "status": "new",
            "attempts": 0,
            "ready_at_pulse": 0.0,
        }
        for arrival in arrivals
    ]
    if rows:
        connection.execute(_keeping(connection.dialect.name), rows)


def claim(
    connection: Connection, worker: str, *, most: int, pulse: float, lease: float
) -> Sequence[InboxUpdate]:
    """Lease up to `most` updates to `worker` for `lease` seconds: each sender's oldest only.

    A sender with an update under way elsewhere is passed over, so that one person's updates take
    effect in order. Leases that have run out are taken over.
    """
    hold(connection, "inbox")
    rows = connection.execute(
        _lease, {"who": worker, "until": pulse + lease, "pulse": pulse, "most": most}
    )
    return sorted((InboxUpdate(*row) for row in rows), key=lambda taken: taken.update_id)


def finish(
    connection: Connection,
    taken: InboxUpdate,
    *,
    status: str = "done",
    ready_at: float = 0.0,
    fault: str | None = None,
) -> bool:
    """Set what became of `taken`; False when its lease had passed to another worker."""
    finished = _finish(
        connection,
        {
            "row": taken.id,
            "who": taken.worker,
            "attempt": taken.attempts,
            "to": status,
            "pulse": ready_at,
            "why": fault,
        },
    )
    return finished == 1


def renew(connection: Connection, worker: str, ids: Iterable[int], *, until: float) -> None:
    """Keep leases of `worker` until `until`."""
    connection.execute(
        update(inbox)
        .where(inbox.c.id.in_(list(ids)), inbox.c.worker == worker, inbox.c.status == "leased")
        .values(ready_at_pulse=until)
    )


def release_all(connection: Connection) -> None:
    """Let every leased update be taken at once: whoever held it is gone."""
    connection.execute(update(inbox).where(inbox.c.status == "leased").values(ready_at_pulse=0.0))


def rebase(connection: Connection, *, latest: float) -> None:
    """Let no update wait for a pulse after `latest`: the machine's clock was put back."""
    connection.execute(
        update(inbox)
        .where(unfinished(inbox.c.status), inbox.c.ready_at_pulse > latest)
        .values(ready_at_pulse=latest)
    )


def forget_done(connection: Connection, *, before: datetime) -> int:
    """Remove updates received before `before` that had their effect; returns how many."""
    return connection.execute(
        delete(inbox).where(inbox.c.status == "done", inbox.c.received_at < before)
    ).rowcount


def blank(connection: Connection, taken: InboxUpdate) -> None:
    """Forget what an update said: it held a secret that is used up with it."""
    connection.execute(update(inbox).where(inbox.c.id == taken.id).values(payload="{}"))
