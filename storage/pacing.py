"""The pace of sending: when the next message may go, for the bot as a whole and in each chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, select

from storage.locking import hold
from storage.tables import paces
from storage.upsert import insert_of

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert

EVERYBODY = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits as we keep them.

    `overall` messages a second for the bot and `per_chat` a second in one chat, of which
    `chat_burst` may go at once (Bot API FAQ: 30/s, 1/s in a chat with short bursts). The distance
    to 30 makes up for senders that are late: at 29 a delay of 35 ms breaks the limit, at 25 of 200.
    """

    overall: float = 25.0
    per_chat: float = 1.0
    chat_burst: int = 4
    horizon: float = 0.1
    per_group_minute: float = 19.0

    def step_in(self, chat_id: int) -> float:
        """Seconds between two messages in a chat; groups have negative ids (20 a minute)."""
        return 60.0 / self.per_group_minute if chat_id < 0 else 1.0 / self.per_chat


_pace = select(paces.c.next_at_pulse).where(paces.c.chat_id == bindparam("chat"))


def pace_of(connection: Connection, chat_id: int) -> float:
    """When the next message may go to `chat_id` (or for EVERYBODY); 0.0 where none has gone."""
    found = connection.execute(_pace, {"chat": chat_id}).scalar()
    return 0.0 if found is None else float(found)


def set_paces(connection: Connection, pace: Mapping[int, float]) -> None:
    """Note when the next message may go, by chat."""
    rows = [{"chat_id": chat, "next_at_pulse": at} for chat, at in pace.items()]
    connection.execute(_pacing(connection.dialect.name), rows)


@cache
def _pacing(dialect: str) -> Insert:
    statement = insert_of(dialect, paces)
    return statement.on_conflict_do_update(
        index_elements=["chat_id"], set_={"next_at_pulse": statement.excluded.next_at_pulse}
    )


def forget_idle(connection: Connection, *, before: float) -> None:
    """Forget the chats to which nothing was sent lately: their pace no longer matters."""
    idle = paces.c.next_at_pulse < before, paces.c.chat_id != EVERYBODY
    connection.execute(delete(paces).where(*idle))


def pause(connection: Connection, until: float) -> None:
    """Let nobody send before `until` (Telegram's `retry_after`, or a token it refuses)."""
    hold(connection, "outbox")
    if pace_of(connection, EVERYBODY) < until:
        set_paces(connection, {EVERYBODY: until})
