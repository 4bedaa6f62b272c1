"""One aiohttp application: Telegram's webhook, a health check, the calendar, large documents."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog
from aiohttp import web

from web.documents import PATH as DOCUMENTS_PATH
from web.documents import Fetched, documents
from web.feed import PATH as CALENDAR_PATH
from web.feed import Calendar, feed

log = structlog.get_logger()

SIZE_LIMIT = 1024 * 1024
"""Bytes of one update; Telegram's are far smaller."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

TakeIn = Callable[[Sequence[Mapping[str, Any]]], Awaitable[None]]
Healthy = Callable[[], Awaitable[bool]]


class Doors:
    """Listens on one address.

    `take_in` commits updates, `healthy` says whether all is well, `calendar` gives the file that
    everybody may subscribe to, `fetched` the documents too large for a message.
    """

    def __init__(
        self,
        *,
        take_in: TakeIn,
        healthy: Healthy,
        secret: str,
        path: str,
        calendar: Calendar | None = None,
        fetched: Fetched | None = None,
    ) -> None:
        self._take_in = take_in
        self._healthy = healthy
        self._secret = secret.encode()
        self._path = path
        self._calendar = calendar
        self._fetched = fetched
        self._draining = False
        self._runner: web.AppRunner | None = None

    async def open(self, host: str, port: int) -> None:
        """Begin to listen; OSError when the address is taken."""
        app = web.Application(client_max_size=SIZE_LIMIT)
        app.router.add_get("/health", self._on_health)
        if self._calendar is not None:
            app.router.add_get(CALENDAR_PATH, feed(self._calendar))
        if self._fetched is not None:
            app.router.add_get(DOCUMENTS_PATH, documents(self._fetched), allow_head=False)
        if self._secret:
            app.router.add_post(self._path, self._on_update)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()

    def drain(self) -> None:
        """Answer 503 from now on, so that Telegram keeps what it has."""
        self._draining = True

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _on_health(self, _request: web.Request) -> web.Response:
        well = not self._draining and await self._healthy()
        return web.json_response({"ok": well}, status=200 if well else 503)

    async def _on_update(self, request: web.Request) -> web.Response:
        """Commit one update, then acknowledge it; anything else is refused without a trace."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        if self._draining:
            return _later()
        update = await _update_in(request)
        if update is None:
            return web.Response(status=400)
        try:
            await self._take_in((update,))
        except Exception as error:  # noqa: BLE001 - not committed, so not acknowledged
            log.error("intake_failed", error=type(error).__name__)
            return _later()
        return web.Response()


def _later() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": "5"})


async def _update_in(request: web.Request) -> Mapping[str, Any] | None:
    try:
        update = json.loads(await request.read())
    except (ValueError, RecursionError):  # the latter for brackets nested without end
        return None
    whole = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    return update if whole else None
