"""Messages on their way out: leased within Telegram's limits, sent by the relay, settled here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from services.office import Office
from storage import outbox, pacing, people, sending
from storage.pacing import Limits
from storage.sending import OutboxMessage, Settlement

LEASE = 25.0

__all__ = ["Batch", "Delivery", "Limits", "OutboxMessage", "Settlement"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages to send now, and otherwise how long to wait before asking again."""

    messages: Sequence[OutboxMessage]
    wait: float | None


class Delivery:
    """The outbox, as one relay sees it."""

    def __init__(self, office: Office, worker: str, limits: Limits) -> None:
        self._office = office
        self._worker = worker
        self._limits = limits

    async def exchange(self, settled: Sequence[Settlement], *, most: int) -> Batch:
        """Note what became of messages and lease the next ones, in one transaction."""

        def run(connection: Connection) -> Batch:
            pulse = self._office.clock.pulse()
            sending.settle(connection, settled)
            if not most:
                return Batch((), None)
            messages = sending.claim(
                connection,
                self._worker,
                most=most,
                pulse=pulse,
                lease=LEASE,
                limits=self._limits,
            )
            if messages:
                return Batch(messages, None)
            wait = sending.wait_for(connection, pulse=pulse, limits=self._limits)
            return Batch((), wait)

        return await self._office.database.write(run)

    async def keep(self, message: OutboxMessage, *, parts_sent: int) -> bool:
        """Note the parts sent so far and keep the lease; False when another relay has taken over.

        A crash after this goes on with the next part.
        """
        until = self._office.clock.pulse() + LEASE
        return await self._office.database.write(
            lambda connection: sending.keep(connection, message, parts_sent=parts_sent, until=until)
        )

    async def renew(self, under_way: Collection[int]) -> None:
        """Keep the leases of messages that take long to send, such as a large document."""
        until = self._office.clock.pulse() + LEASE
        await self._office.database.write(
            lambda connection: sending.renew(connection, self._worker, under_way, until=until)
        )

    async def pause(self, seconds: float) -> None:
        """Let no worker send for `seconds` (Telegram's `retry_after`)."""
        until = self._office.clock.pulse() + seconds
        await self._office.database.write(lambda connection: pacing.pause(connection, until))

    async def moved(self, message: OutboxMessage, new_chat_id: int) -> None:
        """A group has become a supergroup: what waits for it goes to its new id."""

        def run(connection: Connection) -> None:
            sending.settle(connection, (Settlement(message, "new"),))
            outbox.move(connection, message.chat_id, new_chat_id)

        await self._office.database.write(run)
        self._office.letters_waiting.set()

    async def lost_touch(self, settlement: Settlement) -> None:
        """The person has blocked the bot or left: set aside what waits until they write again."""
        chat_id, now = settlement.message.chat_id, self._office.clock.now()

        def run(connection: Connection) -> None:
            sending.settle(connection, (settlement,))
            outbox.park(connection, chat_id)
            people.mark_unreachable(connection, chat_id, now=now)

        await self._office.database.write(run)
