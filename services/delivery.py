"""Messages on their way out: leased within Telegram's limits, sent by the relay, settled here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from services.office import Office
from storage import claiming, outbox, pacing, people, sending
from storage.limits import Limits
from storage.pacing import Pace
from storage.sending import OutboxMessage, Settlement

T = TypeVar("T")

LEASE = 25.0

__all__ = ["Batch", "Delivery", "Limits", "OutboxMessage", "Settlement"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages to send now, how long to wait before asking again, and until when nobody sends."""

    messages: Sequence[OutboxMessage]
    wait: float | None
    held_until: float = 0.0


class Delivery:
    """The outbox, as one relay sees it."""

    def __init__(self, office: Office, worker: str, limits: Limits) -> None:
        self._office = office
        self._worker = worker
        self.limits = limits

    async def exchange(self, settled: Sequence[Settlement], *, most: int) -> Batch:
        """Note what became of messages and lease the next ones, in one transaction."""

        def run(connection: Connection, pace: Pace) -> Batch:
            sending.settle(connection, settled, pace)
            messages = claiming.claim(connection, self._worker, pace, most=most, lease=LEASE)
            pacing.note_pace(connection, pace, {})
            if not most or messages:
                wait: float | None = pace.wait() if most else None
            else:
                wait = claiming.wait_for(connection, pace)
            return Batch(tuple(messages), wait, pace.held[0])

        return await self._write(run)

    async def keep(self, settlement: Settlement) -> float | None:
        """Note the parts sent so far and get the slot of the next; None when the lease was lost.

        The lease is kept from that slot on. A crash after this goes on with the next part.
        """
        return await self._write(
            lambda connection, pace: sending.keep(
                connection, settlement.message, pace, settlement=settlement, lease=LEASE
            )
        )

    async def renew(self, under_way: Collection[OutboxMessage]) -> None:
        """Keep the leases of messages that take long to send, such as a large document."""
        await self._write(
            lambda connection, pace: sending.renew(
                connection, under_way, pace, until=pace.pulse + LEASE
            )
        )

    async def pause(self, seconds: float) -> None:
        """Let no worker send for `seconds` (Telegram's `retry_after`)."""
        pulse = self._office.clock.pulse()
        await self._office.database.write(
            lambda connection: pacing.pause(connection, pulse + seconds, pulse=pulse)
        )

    async def moved(self, settlement: Settlement, new_chat_id: int) -> None:
        """A group has become a supergroup: what waits for it goes to its new id."""

        def run(connection: Connection, pace: Pace) -> None:
            sending.settle(connection, (settlement,), pace)
            pacing.note_pace(connection, pace, {})
            outbox.move(connection, settlement.message.chat_id, new_chat_id)

        await self._write(run)
        self._office.letters_waiting.set()

    async def lost_touch(self, settlement: Settlement) -> None:
        """The person has blocked the bot or left: set aside what waits until they write again."""
        chat_id, now = settlement.message.chat_id, self._office.clock.now()

        def run(connection: Connection, pace: Pace) -> None:
            sending.settle(connection, (settlement,), pace)
            pacing.note_pace(connection, pace, {})
            outbox.park(connection, chat_id)
            people.mark_unreachable(connection, chat_id, now=now)

        await self._write(run)

    async def _write(self, work: Callable[[Connection, Pace], T]) -> T:
        """Run `work` in one transaction, with the pace of all workers in its hands."""

        def run(connection: Connection) -> T:
            return work(
                connection, pacing.pace_at(connection, self.limits, self._office.clock.pulse())
            )

        return await self._office.database.write(run)
