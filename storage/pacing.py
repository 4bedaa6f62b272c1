"""The pace of sending: when the next message may go, for the bot as a whole and in each chat."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.limits import HASTE, Limits
from storage.locking import hold
from storage.swift import SwiftWrite
from storage.tables import outbox, paces
from storage.upsert import insert_of
from storage.window import Key, Window

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert

EVERYBODY = 0
LONGEST_LEASE = 30.0
ON_THE_WAY = 2.0
"""Seconds after its lease in which what a vanished worker sent last has arrived and passed."""
LONGEST_RETRY = 720.0
"""Seconds that a message which could not be sent waits at most; more is a clock that jumped."""
CHAT_AHEAD = 5.0
EVEN_AHEAD = 2.0


@dataclass(slots=True)
class Lane:
    """One of the two limits: its window, and when its next even slot is."""

    window: Window
    step: float
    next_at: float


@dataclass(slots=True)
class Pace:
    """The bot as a whole at `pulse`: what counts in a second, and until when nobody sends.

    Read and noted under the lock "outbox". `held` is the pulse until which Telegram wants to be
    left alone and the one at which it said so.
    """

    limits: Limits
    pulse: float
    free: Lane
    paid: Lane
    held: tuple[float, float]
    changed: bool = False

    def lane(self, *, paid: bool) -> Lane:
        """Where a message that is paid for, or not, goes."""
        return self.paid if paid and self.limits.paid else self.free

    def openings(self, *, paid: bool, most: int) -> Sequence[float]:
        """The slots that can be given out now."""
        lane = self.lane(paid=paid)
        return lane.window.openings(
            self._first(lane), self.pulse + self.limits.horizon, step=lane.step, most=most
        )

    def wait(self) -> float:
        """Seconds until a slot can be given out, 0 when one can now; at most some, if unknown."""
        lanes = (self.free, self.paid) if self.limits.paid else (self.free,)
        if self.held[0] > self.pulse:
            return max(self.held[0] - self.limits.horizon - self.pulse, 0.02)
        first = min(lane.window.next_opening(self._first(lane)) for lane in lanes)
        # What is under way may end at any time; whoever sends it hears of it, others look again.
        return min(max(first - self.limits.horizon - self.pulse, 0.0), 2 * self.limits.horizon)

    def _first(self, lane: Lane) -> float:
        return max(lane.next_at, self.held[0], self.pulse)

    def give(self, key: Key, slot: float, until: float, *, paid: bool) -> None:
        """Give a slot away to a message that is leased until `until`."""
        lane = self.lane(paid=paid)
        lane.window.enter(key, until + ON_THE_WAY)
        lane.next_at = max(lane.next_at, slot + lane.step)
        self.changed = True

    def next_part(self, key: Key, *, lease: float, first: float, paid: bool) -> float:
        """The slot of a message's next call, from `first` on; the lease is counted from there.

        It may lie far ahead, when Telegram wants to be left alone or too much is under way.
        """
        lane = self.lane(paid=paid)
        slot = lane.window.next_opening(max(first, self.held[0], self.pulse))
        lane.window.enter(key, slot + lease + ON_THE_WAY)
        self.changed = True
        return slot

    def leave(self, key: Key, arrived: Sequence[float], *, paid: bool) -> None:
        """A message is no longer under way; its calls `arrived` at the latest at these pulses."""
        self.lane(paid=paid).window.leave(key, arrived)
        self.changed = True

    def extend(self, key: Key, until: float) -> None:
        """A message is still under way, leased until `until`."""
        for lane in (self.free, self.paid):
            lane.window.extend(key, until + ON_THE_WAY)
        self.changed = True

    def hold_back(self, until: float) -> None:
        """Let nobody send before `until`."""
        if until > self.held[0]:
            self.held = until, self.pulse
            self.changed = True

    def rebase(self) -> None:
        """The clock was put back: keep what lies no further ahead than it can.

        A hold-back that was asked for after this moment lasts as long as was asked for, from now.
        """
        for lane in (self.free, self.paid):
            lane.window.rebase(self.pulse, lease=LONGEST_LEASE + ON_THE_WAY)
            if lane.next_at > self.pulse + EVEN_AHEAD:
                lane.next_at = self.pulse
        until, said = self.held
        if said > self.pulse + 1.0:
            self.held = self.pulse + until - said, self.pulse
        self.changed = True

    def encode(self) -> str:
        """Its JSON form, beside the next even slot."""
        kept: dict[str, Any] = {"free": self.free.window.encode()}
        if len(self.paid.window):
            kept |= {"paid": self.paid.window.encode(), "paid_at": self.paid.next_at}
        if self.held[0] > self.pulse:
            kept["held"] = self.held
        return json.dumps(kept, separators=(",", ":"))


_everybody = select(paces.c.next_at_pulse, paces.c.recent).where(paces.c.chat_id == EVERYBODY)
_chat = select(paces.c.next_at_pulse).where(paces.c.chat_id == bindparam("chat"))


def pace_at(connection: Connection, limits: Limits, pulse: float) -> Pace:
    """The pace as it stands; holds the lock "outbox" until the transaction ends."""
    hold(connection, "outbox")
    row = connection.execute(_everybody).first()
    next_at = 0.0 if row is None else float(row[0])
    kept = json.loads(row[1]) if row is not None and row[1] else {}
    free = Window.decode(limits.window, kept.get("free", {}), pulse)
    paid = Window.decode(limits.paid_window, kept.get("paid", {}), pulse)
    until, said = kept.get("held", (0.0, 0.0))
    return Pace(
        limits=limits,
        pulse=pulse,
        free=Lane(free, limits.step, next_at),
        paid=Lane(paid, 1.0 / (HASTE * limits.paid_window), kept.get("paid_at", 0.0)),
        held=(until, said),
    )


def note_pace(connection: Connection, pace: Pace, chats: Mapping[int, float]) -> None:
    """Keep `pace`, and when the next message may go in `chats`; nothing when nothing changed."""
    rows: list[dict[str, Any]] = [
        {"chat_id": chat, "next_at_pulse": at, "recent": None} for chat, at in chats.items()
    ]
    if pace.changed:
        at = max(pace.free.next_at, pace.held[0])
        rows.append({"chat_id": EVERYBODY, "next_at_pulse": at, "recent": pace.encode()})
    _set_paces(connection, rows)
    pace.changed = False


def chat_pace(connection: Connection, chat_id: int) -> float:
    """When the next message is even in `chat_id`; 0.0 where none has gone."""
    found = connection.execute(_chat, {"chat": chat_id}).scalar()
    return 0.0 if found is None else float(found)


def _set_paces(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        swift = _swift_pacing()
        for row in rows:
            swift(connection, row)
    else:
        connection.execute(_pacing(connection.dialect.name), list(rows))


@cache
def _swift_pacing() -> SwiftWrite:
    return SwiftWrite(_pacing("sqlite"), ("chat_id", "next_at_pulse", "recent"))


@cache
def _pacing(dialect: str) -> Insert:
    statement = insert_of(dialect, paces)
    return statement.on_conflict_do_update(
        index_elements=["chat_id"],
        set_={
            "next_at_pulse": statement.excluded.next_at_pulse,
            "recent": statement.excluded.recent,
        },
    )


def put_off(connection: Connection, pace: Pace, chats: Mapping[int, float]) -> None:
    """Messages arrived in these chats so many seconds later than their slots: the next wait too."""
    for chat, late in chats.items():
        connection.execute(
            update(paces)
            .where(paces.c.chat_id == chat)
            .values(next_at_pulse=later(chat_pace(connection, chat), late, pace, chat))
        )


def later(even: float, late: float, pace: Pace, chat_id: int) -> float:
    """A chat's `even` moment when its last message came `late` seconds after its slot.

    No further ahead than a full burst that arrived just now asks for: where others have gone on
    in the chat since that slot was given, as when a worker hung, their messages counted already.
    """
    full = pace.pulse + pace.limits.burst_in(chat_id) + pace.limits.step_in(chat_id)
    return max(even, min(even + late, full))


def forget_idle(connection: Connection, *, before: float) -> None:
    """Forget the chats to which nothing was sent lately: their pace no longer matters."""
    idle = paces.c.next_at_pulse < before, paces.c.chat_id != EVERYBODY
    connection.execute(delete(paces).where(*idle))


def pause(connection: Connection, until: float, *, pulse: float) -> None:
    """Let nobody send before `until` (Telegram's `retry_after`, or a token it refuses)."""
    pace = pace_at(connection, Limits(), pulse)
    pace.hold_back(until)
    note_pace(connection, pace, {})


def settle_all(connection: Connection, pulse: float) -> None:
    """Whoever had messages under way is gone: their places are free a second from `pulse` on."""
    pace = pace_at(connection, Limits(), pulse)
    for lane in (pace.free, pace.paid):
        pace.changed |= lane.window.settle_all(pulse)
    note_pace(connection, pace, {})


def rebase(connection: Connection, pulse: float) -> None:
    """The machine's clock was put back to `pulse`: nothing waits longer than it can by itself.

    Leases, places in the window, chats' paces and retries end within their usual times. What
    Telegram asked for (`retry_after`) is kept; what was put off until the morning is looked at
    again, and put off again. May be called at any time, by several workers, and again.
    """
    pace = pace_at(connection, Limits(), pulse)
    pace.rebase()
    note_pace(connection, pace, {})
    ahead, lease = pulse + CHAT_AHEAD, pulse + LONGEST_LEASE
    connection.execute(
        update(paces)
        .where(paces.c.chat_id != EVERYBODY, paces.c.next_at_pulse > ahead)
        .values(next_at_pulse=ahead)
    )
    connection.execute(
        update(outbox)
        .where(outbox.c.status == "leased", outbox.c.ready_at_pulse > lease)
        .values(ready_at_pulse=lease)
    )
    connection.execute(
        update(outbox)
        .where(outbox.c.status == "new", outbox.c.ready_at_pulse > pulse + LONGEST_RETRY)
        .values(ready_at_pulse=pulse)
    )
