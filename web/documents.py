"""/documents/…: a document too large for a message, for whoever holds the secret in its address."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog
from aiohttp import web

log = structlog.get_logger()

PATH = "/documents/{secret}"
SECRET = re.compile("[A-Za-z0-9_-]{43}")
GONE = "There is no document at this address, or its time is over; it can be asked for again.\n"

Fetched = Callable[[str], Awaitable[Path | None]]


def documents(fetched: Fetched) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The door to `fetched`, which gives the file that a secret opens and records the pull."""

    async def on_request(request: web.Request) -> web.StreamResponse:
        """Answer with the file; whatever is wrong with the secret is answered alike."""
        secret = request.match_info["secret"]
        try:
            file = await fetched(secret) if SECRET.fullmatch(secret) else None
        except Exception as error:  # noqa: BLE001 - an outermost door; it can be asked again
            log.error("document_failed", error=type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "60"})
        if file is None or not file.is_file():
            return web.Response(status=404, text=GONE)
        return web.FileResponse(
            file,
            headers={
                "Cache-Control": "no-store",
                "Content-Disposition": f'attachment; filename="{file.name}"',
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "X-Robots-Tag": "noindex",
            },
        )

    return on_request


def address(public: str) -> Callable[[str], str]:
    """Makes the address of a document from its secret, under the bot's `public` address."""
    return lambda secret: public + PATH.format(secret=secret)
