"""Webhook delivery as Telegram does it: in order per queue, one in flight, patient retries."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from sandbox.shapes import Json
from sandbox.updates import Key, Pending, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_LONGEST_WAIT = 60.0
_LONGEST_ORDERED_WAIT = 3600.0
_ANSWER_WITHIN = 60.0

Reply = Callable[[Json], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates go; `secret` travels in a header of every delivery."""

    url: str
    secret: str = ""
    connections: int = 40


class Deliverer:
    """Posts updates to the webhook; `reply` runs a method call the bot answers with."""

    def __init__(self, updates: Updates, monotonic: Callable[[], float], reply: Reply) -> None:
        self.webhook: Webhook | None = None
        self.last_error: tuple[int, str] | None = None
        self._updates = updates
        self._monotonic = monotonic
        self._reply = reply
        self._queues: dict[Key, deque[Pending]] = {}
        self._tasks: dict[Key, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(1)

    async def start(self, webhook: Webhook) -> None:
        """Deliver everything that waits, and what comes, to the webhook."""
        await self.stop()
        waiting = self._updates.waiting()
        self.webhook = webhook
        self.last_error = None
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=_ANSWER_WITHIN),
        )
        self._free = asyncio.Semaphore(webhook.connections)
        self._updates.on_push = self._offer
        self._updates.interrupt("terminated by setWebhook request")
        for pending in waiting:
            self._offer(pending)

    async def stop(self) -> None:
        """Stop delivering; what was not acknowledged keeps waiting."""
        self.webhook = None
        self._updates.on_push = None
        # A webhook's own answer may be deleteWebhook: that delivery is let finish.
        tasks = [task for task in self._tasks.values() if task is not asyncio.current_task()]
        self._tasks.clear()
        self._queues.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _offer(self, pending: Pending) -> None:
        self._queues.setdefault(pending.key, deque()).append(pending)
        if pending.key not in self._tasks:
            task = asyncio.create_task(self._drain(pending.key))
            self._tasks[pending.key] = task

    async def _drain(self, key: Key) -> None:
        queue = self._queues[key]
        while queue:
            await self._deliver(queue[0])
            if queue:
                queue.popleft()
        if self._queues.get(key) is queue:
            del self._queues[key]
            del self._tasks[key]

    async def _deliver(self, pending: Pending) -> None:
        wait = 1.0
        while self._monotonic() < pending.until:
            async with self._free:
                ordered = await self._post(pending.update)
            if ordered is None:
                self._updates.acknowledge(pending)
                return
            await asyncio.sleep((ordered or wait) * self._updates.pace)
            wait = min(wait * 2, _LONGEST_WAIT)
        self._updates.drop(pending)

    async def _post(self, update: Json) -> float | None:
        """Return None when the bot took it, else the wait it ordered, 0 if none."""
        webhook, session = self.webhook, self._session
        if webhook is None or session is None:
            return 0.0
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as response:
                body = await response.read()
                if 200 <= response.status < 300:
                    await self._run_reply(response.content_type, body)
                    return None
                self._remember(f"Wrong response from the webhook: {_status(response)}")
                return _ordered(response.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._remember(f"Connection failed: {type(error).__name__}")
            return 0.0

    async def _run_reply(self, content_type: str, body: bytes) -> None:
        if content_type == "application/json" and b'"method"' in body:
            try:
                call = json.loads(body)
            except ValueError:
                return
            if isinstance(call, dict):
                await self._reply(call)

    def _remember(self, message: str) -> None:
        self.last_error = (int(time.time()), message)

    def info(self) -> Json:
        """Return the Bot API's WebhookInfo."""
        webhook = self.webhook
        info: Json = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if webhook:
            info["max_connections"] = webhook.connections
            if self.last_error:
                info["last_error_date"], info["last_error_message"] = self.last_error
        if self._updates.allowed:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info


def _status(response: aiohttp.ClientResponse) -> str:
    return f"{response.status} {response.reason}"


def _ordered(header: str) -> float:
    return min(float(header), _LONGEST_ORDERED_WAIT) if header.isdecimal() else 0.0
