"""Updates on their way in: committed, then acknowledged, then handled one at a time per person."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter

from bot.transport import DirectBot, seconds_of
from services.arrivals import (
    LEASE,
    Arrival,
    Arrivals,
    InboxUpdate,
    TryLaterError,
    legible,
    passing,
)
from services.office import LostLeaseError

log = structlog.get_logger()

AT_ONCE = 64
LOOK_AGAIN = 2.0
HOLD = 25
MOST_ATTEMPTS = 5

_COMPACT = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))

Handle = Callable[[InboxUpdate], Awaitable[None]]


class Dispatcher:
    """Hands leased updates to `handle`, different people at once, one person in order."""

    def __init__(self, arrivals: Arrivals, handle: Handle) -> None:
        self._arrivals = arrivals
        self._handle = handle
        self._under_way: dict[asyncio.Task[None], InboxUpdate] = {}
        self._failures: Counter[int] = Counter()
        self._bell = asyncio.Event()
        self._waiting = True
        self._stopping = False

    async def take_in(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Commit `updates` to the inbox; when this returns they may be acknowledged."""
        taken = await self._arrivals.take_in(
            [arrival_of(update) for update in updates], most=self._free
        )
        self._waiting = self._waiting or len(taken) < len(updates)
        self._begin(taken)

    @property
    def _free(self) -> int:
        return 0 if self._stopping else AT_ONCE - len(self._under_way)

    def _begin(self, taken: Sequence[InboxUpdate]) -> None:
        for update in taken:
            task = asyncio.create_task(self._run(update))
            self._under_way[task] = update
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.pop(task, None)
        if self._waiting:
            self._bell.set()

    async def run(self) -> None:
        """Take what waits: left over from before, from other doors, or behind an earlier one."""
        while not self._stopping:
            self._bell.clear()
            if self._free:
                await self._look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), LOOK_AGAIN)

    async def _look(self) -> None:
        self._waiting = False
        try:
            taken = await self._arrivals.take_in((), most=self._free)
        except Exception as error:  # noqa: BLE001 - the outermost door of handling
            log.error("inbox_unavailable", error=legible(error))
            return
        self._waiting = bool(taken) or self._waiting
        self._begin(taken)

    async def keep_leases(self) -> None:
        """Renew the leases of turns that take long, until cancelled."""
        while True:
            await asyncio.sleep(LEASE / 3)
            if self._under_way:
                with suppress(Exception):
                    await self._arrivals.renew(list(self._under_way.values()))

    async def drain(self, seconds: float) -> None:
        """Take nothing new and let what is under way end, for at most `seconds`.

        What takes longer, such as a download, is broken off; its update is taken up again later.
        """
        self._stopping = True
        self._bell.set()
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=1.0)

    async def _run(self, taken: InboxUpdate) -> None:
        """Handle one update; a fault makes it a dead letter and never blocks the chat."""
        try:
            await self._handle(taken)
        except LostLeaseError:
            log.warning("lease_lost", update=taken.update_id)
        except TryLaterError as later:
            log.warning("turn_postponed", update=taken.update_id)
            with suppress(Exception):
                await self._arrivals.try_again(taken, after=later.after)
            asyncio.get_running_loop().call_later(later.after + 0.01, self._bell.set)
        except Exception as error:  # noqa: BLE001 - the outermost door of handling
            with suppress(Exception):
                await self._failed(taken, error)
            return
        self._failures.pop(taken.id, None)

    async def _failed(self, taken: InboxUpdate, error: Exception) -> None:
        # Failures are counted here: the attempts of the row count crashes and restarts too.
        self._failures[taken.id] += 1
        times = self._failures[taken.id]
        if passing(error) and times < MOST_ATTEMPTS:
            log.warning("turn_postponed", update=taken.update_id, error=legible(error))
            await self._arrivals.try_again(taken, after=0.5 * 2**times)
            self._waiting = True
            return
        log.error("dead_letter", update=taken.update_id, error=legible(error), alarm=True)
        await self._arrivals.bury(taken, legible(error))
        del self._failures[taken.id]


def arrival_of(update: Mapping[str, Any]) -> Arrival:
    """An update as the inbox keeps it; `sender` is the person, else the chat, else nobody (0)."""
    text = _COMPACT.encode(update)
    return Arrival(int(update["update_id"]), _sender_of(update), text, _subject_of(update))


def _subject_of(update: Mapping[str, Any]) -> str | None:
    """The message or tap that an update brings; None for edits and all that may come again."""
    match update:
        case {"message": {"message_id": int(message), "chat": {"id": int(chat)}}}:
            return f"message:{chat}:{message}"
        case {"callback_query": {"id": str(query)}}:
            return f"tap:{query}"[:80]
    return None


def _sender_of(update: Mapping[str, Any]) -> int:
    for part in update.values():
        if isinstance(part, Mapping):
            for whose in (part.get("from"), part.get("chat")):
                if isinstance(whose, Mapping) and isinstance(whose.get("id"), int):
                    return int(whose["id"])
    return 0


class Poller:
    """Long polling: every batch is committed before the next request acknowledges it."""

    def __init__(self, bot: DirectBot, dispatcher: Dispatcher, *, allowed: Sequence[str]) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._allowed = json.dumps(list(allowed))
        self._stopping = asyncio.Event()
        self._offset = 0

    def stop(self) -> None:
        """Ask for nothing more; what was not committed Telegram keeps."""
        self._stopping.set()

    async def run(self) -> None:
        """Poll until stopped."""
        wait = 0.0
        while not self._stopping.is_set():
            wait = await self._round(wait)
            if wait:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), wait)

    async def _round(self, waited: float) -> float:
        """Ask once; returns the seconds to wait before asking again."""
        try:
            await self._take_in(await self._updates())
        except InvalidToken:
            log.critical("token_refused")
            return 15.0
        except RetryAfter as error:
            return seconds_of(error)
        except Conflict:
            log.error("another_poller")
            return 3.0
        except Exception as error:  # noqa: BLE001 - nothing was acknowledged; the batch comes again
            log.warning("polling_failed", error=legible(error))
            return min(30.0, waited * 2 or 0.5)
        return 0.0

    async def _take_in(self, updates: Sequence[Mapping[str, Any]]) -> None:
        if updates:
            await self._dispatcher.take_in(updates)
            self._offset = max(int(update["update_id"]) for update in updates) + 1

    async def _updates(self) -> Sequence[Mapping[str, Any]]:
        """What is new; nothing when stopped meanwhile."""
        asked = asyncio.ensure_future(self._ask())
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait((asked, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not asked.done():
            asked.cancel()
            return ()
        return asked.result()

    async def _ask(self) -> Sequence[Mapping[str, Any]]:
        parameters = {
            "offset": self._offset,
            "timeout": HOLD,
            "limit": 100,
            "allowed_updates": self._allowed,
        }
        result = await self._bot.call("getUpdates", parameters, read_timeout=HOLD + 10)
        assert isinstance(result, list)
        return result
