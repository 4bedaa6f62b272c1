"""Sends what the outbox holds: leased, paced, retried, settled."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import Any

import structlog
from telegram import InputFile
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

from bot.relay.qr import picture
from bot.relay.wording import Call, File, calls
from bot.transport import DirectBot, seconds_of
from committee.owing import end_of_night, in_quiet_hours
from locales import translator_for
from services.arrivals import passing
from services.clock import Clock
from services.delivery import LEASE, Batch, Delivery, OutboxMessage, Settlement
from services.failpoints import Reach
from services.office import LostLeaseError

log = structlog.get_logger()

AT_ONCE = 100
IDLE = 5.0
TOKEN_REFUSED_PAUSE = 15.0
KEEP_TRYING = 48 * 3600.0
"""Seconds after which a message that cannot be sent is given up."""
UNCERTAIN_TRIES = 6
"""Tries of a message of which Telegram does not say whether it took it."""
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
        self._bot = bot
        self._delivery = delivery
        self._clock = clock
        self._bell = bell
        self._seal = seal
        self._reach = reach
        self._settled: list[Settlement] = []
        self._sending: dict[asyncio.Task[None], int] = {}
        self._stopping = False
        self._token_refused = False
        self._held_until = 0.0

    async def run(self) -> None:
        """Send until `stop` is called; then finish what is on its way."""
        while not self._stopping:
            self._bell.clear()
            batch = await self._exchange(AT_ONCE - len(self._sending))
            for message in batch.messages:
                task = asyncio.create_task(self._send(message))
                self._sending[task] = message.id
                task.add_done_callback(self._sending.pop)
            if not batch.messages and not self._stopping:
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
        try:
            return await self._delivery.exchange(settled, most=most)
        except Exception as error:  # noqa: BLE001 - the outermost door of sending
            self._settled = settled + self._settled
            log.error("outbox_unavailable", error=type(error).__name__)
            return Batch((), 1.0)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), seconds)

    async def _send(self, message: OutboxMessage) -> None:
        """Send one message, whatever happens; what became of it is settled with the next claim."""
        wait = message.slot - self._clock.pulse()
        if wait > 0:
            await asyncio.sleep(wait)
        self._reach("leased")
        if self._clock.pulse() > message.leased_until:
            log.warning("lease_ran_out", outbox=message.id)
            return
        settlement: Settlement | None
        if self._clock.pulse() < self._held_until:
            settlement = self._became(message, "new", [], ready_at=self._held_until)
        elif (settlement := self._not_now(message)) is None:
            settlement = await self._outcome_or_none(message)
            self._reach("sent")
        if settlement is not None:
            self._settled.append(settlement)
        self._bell.set()

    async def _outcome_or_none(self, message: OutboxMessage) -> Settlement | None:
        """What became of a message; None when that could not be noted, so that it comes again."""
        try:
            return await self._outcome(message)
        except Exception as error:  # noqa: BLE001 - the database is away; the lease runs out
            log.error("outbox_unavailable", error=type(error).__name__)
            return None

    async def _outcome(self, message: OutboxMessage) -> Settlement | None:
        sent: list[int | None] = []
        try:
            await self._call_all(message, sent)
        except LostLeaseError:
            log.warning("lease_lost", outbox=message.id)
            return None
        except RetryAfter as error:
            return await self._hold_back(message, error, sent)
        except ChatMigrated as error:
            await self._delivery.moved(message, error.new_chat_id)
            return None
        except Forbidden:
            log.info("unreachable", outbox=message.id)
            await self._delivery.lost_touch(self._became(message, "parked", sent))
            return None
        except InvalidToken:
            return await self._token_is_refused(message, sent)
        except BadRequest as error:
            log.error("refused", outbox=message.id, fault=_kind_of(error))
            return self._became(message, "failed", sent, fault=_kind_of(error))
        except (NetworkError, TelegramError, OSError) as error:
            return self._again(message, error, sent)
        except Exception as error:  # noqa: BLE001 - a message that cannot be worded must not stop others
            if passing(error):
                return self._again(message, error, sent)
            log.error("unsendable", outbox=message.id, error=type(error).__name__)
            return self._became(message, "failed", sent, fault=type(error).__name__)
        self._token_refused = False
        return self._became(message, "sent", sent)

    async def _call_all(self, message: OutboxMessage, sent: list[int | None]) -> None:
        """Make the calls of a message that were not made before; `sent` collects message ids."""
        words = translator_for(message.content.get("language", message.language))
        made = calls(message.content, message.chat_id, words, self._seal, picture)
        for place, call in enumerate(made[message.parts_sent :]):
            if place and not await self._delivery.keep(
                message, parts_sent=message.parts_sent + place
            ):
                raise LostLeaseError
            sent.append(await self._call(call))

    async def _call(self, call: Call) -> int | None:
        try:
            return await self._post(call)
        except BadRequest as error:
            if "not modified" in error.message:
                return None
            if call.instead is not None and _cannot_edit(error):
                return await self._post(call.instead)
            if "can't parse entities" in error.message.lower() and "text" in call.parameters:
                log.error("mark_up_refused", method=call.method)
                return await self._post(_unmarked(call))
            raise

    async def _post(self, call: Call) -> int | None:
        parameters = dict(call.parameters)
        if call.file is not None:
            parameters[call.file.parameter] = await asyncio.to_thread(_upload, call.file)
        result: Any = await self._bot.call(call.method, parameters)
        return result.get("message_id") if isinstance(result, dict) else None

    async def _hold_back(
        self, message: OutboxMessage, error: RetryAfter, sent: list[int | None]
    ) -> Settlement:
        seconds = seconds_of(error)
        log.warning("retry_after", seconds=seconds)
        self._held_until = max(self._held_until, self._clock.pulse() + seconds)
        await self._delivery.pause(seconds)
        return self._became(message, "new", sent, ready_at=self._held_until)

    async def _token_is_refused(self, message: OutboxMessage, sent: list[int | None]) -> Settlement:
        if not self._token_refused:
            log.critical("token_refused")
        self._token_refused = True
        await self._delivery.pause(TOKEN_REFUSED_PAUSE)
        ready_at = self._clock.pulse() + TOKEN_REFUSED_PAUSE
        return self._became(message, "new", sent, ready_at=ready_at)

    def _again(
        self, message: OutboxMessage, error: Exception, sent: list[int | None]
    ) -> Settlement:
        """Try again later, more and more patiently, for two days.

        Where it is uncertain whether Telegram took the message, a few times only: each may be a
        copy.
        """
        uncertain = isinstance(error, TimedOut)
        fault = f"{type(error).__name__}"
        log.warning("not_sent", outbox=message.id, error=fault, uncertain=uncertain)
        tries = min(message.attempts, 10)
        age = (self._clock.now() - message.queued_at).total_seconds()
        given_up = message.attempts >= UNCERTAIN_TRIES if uncertain else age > KEEP_TRYING
        if given_up:
            log.error("given_up", outbox=message.id, error=fault, alarm=True)
            return self._became(message, "failed", sent, fault=fault)
        wait = min(600.0, 5.0 * 2.0**tries) if uncertain else min(60.0, 0.5 * 2.0**tries)
        ready_at = self._clock.pulse() + wait * random.uniform(0.8, 1.2)
        return self._became(message, "new", sent, ready_at=ready_at, fault=fault)

    def _not_now(self, message: OutboxMessage) -> Settlement | None:
        """A reminder does not go at night, nor when its time has passed."""
        by_day = message.content.get("by_day")
        if by_day is None:
            return None
        now, zone = self._clock.now(), by_day["zone"]
        if now >= datetime.fromisoformat(by_day["until"]):
            return self._became(message, "void", [])
        if not in_quiet_hours(now, zone):
            return None
        seconds = (end_of_night(now, zone) - now).total_seconds()
        return self._became(message, "new", [], ready_at=self._clock.pulse() + seconds)

    def _became(
        self,
        message: OutboxMessage,
        status: str,
        sent: list[int | None],
        *,
        ready_at: float = 0.0,
        fault: str | None = None,
    ) -> Settlement:
        return Settlement(
            message=message,
            status=status,
            ready_at=ready_at,
            message_id=next((each for each in reversed(sent) if each is not None), None),
            parts_sent=message.parts_sent + len(sent),
            fault=fault,
        )


def _upload(file: File) -> InputFile:
    content = file.content if file.path is None else file.path.read_bytes()
    return InputFile(BytesIO(content), filename=file.name, attach=True)


def _cannot_edit(error: BadRequest) -> bool:
    said = error.message.lower()
    return "message to edit not found" in said or "can't be edited" in said


def _unmarked(call: Call) -> Call:
    parameters = {name: value for name, value in call.parameters.items() if name != "parse_mode"}
    return Call(call.method, parameters)


def _kind_of(error: BadRequest) -> str:
    """Telegram's words for the refusal; they name rules, not what was written."""
    return error.message[:100]
