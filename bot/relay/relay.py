"""Sends what the outbox holds: leased, paced, retried, settled."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.relay.calling import Caller, NotYetError, Passage
from bot.transport import DirectBot, seconds_of
from committee.owing import end_of_night, in_quiet_hours
from services.arrivals import passing
from services.clock import Clock
from services.delivery import LEASE, Batch, Delivery, OutboxMessage, Settlement
from services.failpoints import Reach
from services.office import LostLeaseError

log = structlog.get_logger()

IDLE = 5.0
TOKEN_REFUSED_PAUSE = 15.0
KEEP_TRYING = 48 * 3600.0
"""Seconds after which a message that cannot be sent is given up."""
UNCERTAIN_TRIES = 6
"""Tries of a message of which Telegram does not say whether it took it."""
TAKEN_UP = 60.0
"""Seconds in which a tick has taken back what could not go in its time."""
LAST_WAIT = 1.5
"""Seconds that messages on their way are given to arrive when the relay stops."""


class Relay:
    """The only sender of messages. `bell` rings when the outbox has something new."""

    def __init__(
        self,
        bot: DirectBot,
        delivery: Delivery,
        clock: Clock,
        *,
        bell: asyncio.Event,
        seal: Callable[[str, int], str],
        reach: Reach,
    ) -> None:
        self._caller = Caller(bot, delivery, clock, seal=seal)
        self._delivery = delivery
        self._clock = clock
        self._bell = bell
        self._reach = reach
        self._settled: list[Settlement] = []
        self._sending: dict[asyncio.Task[None], OutboxMessage] = {}
        self._stopping = False
        self._token_refused = False
        self._held_until = 0.0
        self._holding = 0
        self._holds = 0

    async def run(self) -> None:
        """Send until `stop` is called; then finish what is on its way."""
        while not self._stopping:
            self._bell.clear()
            batch = await self._exchange(self._delivery.limits.at_once - len(self._sending))
            for message in batch.messages:
                task = asyncio.create_task(self._send(message))
                self._sending[task] = message
                task.add_done_callback(self._sending.pop)
            if batch.wait != 0 and not self._stopping:
                await self._rest(IDLE if batch.wait is None else min(batch.wait, IDLE))
        if self._sending:
            await asyncio.wait(self._sending, timeout=LAST_WAIT)
        await self._exchange(0)

    async def keep_leases(self) -> None:
        """Renew the leases of messages that take long to send, until cancelled."""
        while True:
            await asyncio.sleep(LEASE / 3)
            if self._sending:
                with suppress(Exception):
                    await self._delivery.renew(list(self._sending.values()))

    def stop(self) -> None:
        """Take no new messages."""
        self._stopping = True
        self._bell.set()

    async def _exchange(self, most: int) -> Batch:
        settled, self._settled = self._settled, []
        holds, known = self._holds, not self._holding
        try:
            batch = await self._delivery.exchange(settled, most=most)
        except Exception as error:  # noqa: BLE001 - the outermost door of sending
            self._settled = settled + self._settled
            log.error("outbox_unavailable", error=type(error).__name__)
            return Batch((), 1.0, self._held_until)
        # What is written counts, unless we were told to wait while it was being read.
        if known and holds == self._holds:
            self._held_until = batch.held_until
        return batch

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), seconds)

    async def _send(self, message: OutboxMessage) -> None:
        """Send one message, whatever happens; what became of it is settled with the next claim."""
        wait = message.slot - self._clock.pulse()
        if wait > 0:
            await asyncio.sleep(min(wait, LEASE))
        self._reach("leased")
        if self._clock.pulse() > message.leased_until:
            log.warning("lease_ran_out", outbox=message.id)
            return
        passage = Passage(message, message.slot)
        settlement: Settlement | None
        if self._clock.pulse() < self._held_until:
            settlement = passage.became("new", ready_at=self._held_until, fault=message.fault)
        elif (settlement := self._not_now(passage)) is None:
            settlement = await self._outcome_or_none(passage)
            self._reach("sent")
        if settlement is not None:
            self._settled.append(settlement)
        self._bell.set()

    async def _outcome_or_none(self, passage: Passage) -> Settlement | None:
        """What became of a message; None when that could not be noted, so that it comes again."""
        try:
            return await self._outcome(passage)
        except LostLeaseError:
            log.warning("lease_lost", outbox=passage.message.id)
            return None
        except NotYetError as error:
            return passage.became("new", ready_at=error.ready_at, fault=passage.message.fault)
        except Exception as error:  # noqa: BLE001 - the database is away; the lease runs out
            log.error("outbox_unavailable", error=type(error).__name__)
            return None

    async def _outcome(self, passage: Passage) -> Settlement | None:
        message = passage.message
        try:
            await self._caller.call_all(passage)
        except (LostLeaseError, NotYetError):
            raise
        except RetryAfter as error:
            return await self._hold_back(passage, error)
        except ChatMigrated as error:
            await self._delivery.moved(passage.became("new"), error.new_chat_id)
            return None
        except Forbidden:
            log.info("unreachable", outbox=message.id)
            await self._delivery.lost_touch(passage.became("parked"))
            return None
        except InvalidToken:
            return await self._token_is_refused(passage)
        except BadRequest as error:
            log.error("refused", outbox=message.id, fault=_kind_of(error))
            return passage.became("failed", fault=_kind_of(error))
        except (NetworkError, TelegramError, OSError) as error:
            return self._again(passage, error)
        except Exception as error:  # noqa: BLE001 - a message that cannot be worded must not stop others
            if passing(error):
                return self._again(passage, error)
            log.error("unsendable", outbox=message.id, error=type(error).__name__)
            return passage.became("failed", fault=type(error).__name__)
        self._token_refused = False
        return passage.became("sent")

    async def _hold_back(self, passage: Passage, error: RetryAfter) -> Settlement:
        seconds = seconds_of(error)
        log.warning("retry_after", seconds=seconds)
        self._held_until = max(self._held_until, self._clock.pulse() + seconds)
        self._holds += 1
        self._holding += 1
        try:
            await self._delivery.pause(seconds)
        finally:
            self._holding -= 1
        return passage.became("new", ready_at=self._held_until, fault=passage.message.fault)

    async def _token_is_refused(self, passage: Passage) -> Settlement:
        if not self._token_refused:
            log.critical("token_refused")
        self._token_refused = True
        await self._delivery.pause(TOKEN_REFUSED_PAUSE)
        ready_at = self._clock.pulse() + TOKEN_REFUSED_PAUSE
        return passage.became("new", ready_at=ready_at, fault=passage.message.fault)

    def _again(self, passage: Passage, error: Exception) -> Settlement:
        """Try again later, more and more patiently, for two days.

        Where it is uncertain whether Telegram took the message, a few times only: each may be a
        copy.
        """
        message = passage.message
        uncertain = isinstance(error, TimedOut)
        doubts = _doubts(message.fault) + uncertain
        fault = _noted(type(error).__name__, doubts)
        log.warning("not_sent", outbox=message.id, error=fault, uncertain=uncertain)
        tries = min(message.attempts, 10)
        age = (self._clock.now() - message.queued_at).total_seconds()
        given_up = doubts >= UNCERTAIN_TRIES if uncertain else age > KEEP_TRYING
        if given_up:
            log.error("given_up", outbox=message.id, error=fault, alarm=True)
            return passage.became("failed", fault=fault)
        wait = min(600.0, 5.0 * 2.0**tries) if uncertain else min(60.0, 0.5 * 2.0**tries)
        ready_at = self._clock.pulse() + wait * random.uniform(0.8, 1.2)
        return passage.became("new", ready_at=ready_at, fault=fault)

    def _not_now(self, passage: Passage) -> Settlement | None:
        """A reminder does not go at night, nor when its time has passed.

        One that is due again then is left to the tick, unless it may have arrived.
        """
        by_day = passage.message.content.get("by_day")
        if by_day is None:
            return None
        now, zone = self._clock.now(), by_day["zone"]
        if now >= datetime.fromisoformat(by_day["until"]):
            if by_day.get("due_again") and not _doubts(passage.message.fault):
                return passage.became(
                    "new", ready_at=self._clock.pulse() + TAKEN_UP, fault=passage.message.fault
                )
            return passage.became("void", fault=passage.message.fault)
        if not in_quiet_hours(now, zone):
            return None
        seconds = (end_of_night(now, zone) - now).total_seconds()
        return passage.became(
            "new", ready_at=self._clock.pulse() + seconds, fault=passage.message.fault
        )


def _noted(kind: str, doubts: int) -> str:
    """What is kept of a failed try, with how many before left it open whether they were taken."""
    return kind if doubts == (kind == TimedOut.__name__) else f"{kind}, {doubts} in doubt"


def _doubts(fault: str | None) -> int:
    """How many tries of a message have left it open whether it was taken."""
    kind, _, doubts = (fault or "").partition(", ")
    return int(doubts.split()[0]) if doubts.endswith(" in doubt") else kind == TimedOut.__name__


def _kind_of(error: BadRequest) -> str:
    """Telegram's words for the refusal; they name rules, not what was written."""
    return error.message[:100]
