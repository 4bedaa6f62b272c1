"""Makes the calls of a message, each that counts in a place of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import InputFile
from telegram.error import BadRequest

from bot.relay.qr import picture
from bot.relay.trips import Trips
from bot.relay.wording import Call, File, calls, paid_for
from bot.transport import DirectBot
from locales import translator_for
from services.clock import Clock
from services.delivery import LEASE, Delivery, OutboxMessage, Settlement
from services.office import LostLeaseError

log = structlog.get_logger()

PATIENCE = 5.0
"""Seconds for which the next part of a message waits here; for longer it goes back."""
LATE, NO_LATER = 0.2, 60.0
"""Seconds after its slot from which a call is late, and the most: more is a clock that jumped."""


class NotYetError(Exception):
    """The rest of a message must wait until `ready_at`."""

    def __init__(self, ready_at: float) -> None:
        super().__init__("not yet")
        self.ready_at = ready_at


@dataclass(slots=True)
class Passage:
    """One message on its way: what was sent, when the calls since the last note had arrived."""

    message: OutboxMessage
    slot: float
    sent: list[int | None] = field(default_factory=list)
    arrived: list[float] = field(default_factory=list)

    def became(self, status: str, *, ready_at: float = 0.0, fault: str | None = None) -> Settlement:
        """What became of the message so far."""
        late = self.arrived[-1] - self.slot if self.arrived else 0.0
        return Settlement(
            message=self.message,
            status=status,
            ready_at=ready_at,
            message_id=next((each for each in reversed(self.sent) if each is not None), None),
            parts_sent=self.message.parts_sent + len(self.sent),
            fault=fault,
            arrived=tuple(self.arrived),
            late=min(late, NO_LATER) if late > LATE else 0.0,
        )


class Caller:
    """Makes the calls of messages."""

    def __init__(
        self, bot: DirectBot, delivery: Delivery, clock: Clock, *, seal: Callable[[str, int], str]
    ) -> None:
        self._bot = bot
        self._delivery = delivery
        self._clock = clock
        self._seal = seal
        self._trips = Trips()

    async def call_all(self, passage: Passage) -> None:
        """Make the calls that were not made before.

        Raises LostLeaseError when another worker has taken over, NotYetError when the rest must
        wait, and what the calls raise.
        """
        message = passage.message
        words = translator_for(message.content.get("language", message.language))
        made = calls(message.content, message.chat_id, words, self._seal, picture)
        for place, call in enumerate(made[message.parts_sent :]):
            if place:
                await self._next_place(passage)
            passage.sent.append(await self._call(passage, call))

    async def _next_place(self, passage: Passage) -> None:
        """Note what is done and wait for the slot of one more call."""
        slot = await self._delivery.keep(passage.became("leased"))
        if slot is None:
            raise LostLeaseError
        passage.arrived, passage.slot = [], slot
        wait = slot - self._clock.pulse()
        if wait > PATIENCE:
            raise NotYetError(slot)
        if wait > 0:
            await asyncio.sleep(wait)
        if self._clock.pulse() > slot + LEASE:
            raise LostLeaseError

    async def _call(self, passage: Passage, call: Call) -> int | None:
        try:
            return await self._post(passage, call)
        except BadRequest as error:
            if "not modified" in error.message:
                return None
            again = _instead(call, error)
            if again is None:
                raise
        await self._next_place(passage)
        return await self._post(passage, again)

    async def _post(self, passage: Passage, call: Call) -> int | None:
        if passage.message.paid:
            call = paid_for(call)
        parameters = dict(call.parameters)
        with ExitStack() as opened:
            if call.file is not None:
                upload = await asyncio.to_thread(_upload, call.file, opened)
                parameters[call.file.parameter] = upload
            begun = self._clock.pulse()
            try:
                result: Any = await self._bot.call(call.method, parameters)
            finally:
                if call.counts:
                    passage.arrived.append(self._trips.arrived(begun, self._clock.pulse()))
        return result.get("message_id") if isinstance(result, dict) else None


def _upload(file: File, opened: ExitStack) -> InputFile:
    """The file as it goes with a call; one on disk is read while it goes, so that others are heard.

    Written at once, a large document keeps everybody waiting.
    """
    if file.path is None:
        return InputFile(file.content, filename=file.name, attach=True)
    content = opened.enter_context(file.path.open("rb"))
    return InputFile(content, filename=file.name, attach=True, read_file_handle=False)


def _instead(call: Call, error: BadRequest) -> Call | None:
    """What may be sent where `call` was refused: a new message for one that cannot be edited."""
    said = error.message.lower()
    if call.instead is not None and (
        "message to edit not found" in said or "can't be edited" in said
    ):
        return call.instead
    if "can't parse entities" in said and "text" in call.parameters:
        log.error("mark_up_refused", method=call.method)
        return _unmarked(call)
    return None


def _unmarked(call: Call) -> Call:
    parameters = {name: value for name, value in call.parameters.items() if name != "parse_mode"}
    return Call(call.method, parameters)
