"""The HTTP server under the sandbox: aiohttp's bare one, without the application's overhead."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.files import UPLOAD_LIMIT

if TYPE_CHECKING:
    from aiohttp.abc import AbstractStreamWriter
    from aiohttp.http_parser import RawRequestMessage
    from aiohttp.streams import StreamReader
    from aiohttp.web_protocol import RequestHandler

_BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024
_PATIENCE = 2.0

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Server:
    """Listens on one port until stopped."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._runner: web.ServerRunner | None = None
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        """Start to listen; port 0 takes any free one."""
        # A client that has gone ends its call: a dead poller must not swallow updates.
        server = web.Server(
            self._handler, request_factory=_request, handler_cancellation=True, access_log=None
        )
        self._runner = web.ServerRunner(server, shutdown_timeout=_PATIENCE)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port, backlog=1024).start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop to listen and end what is under way."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    return web.BaseRequest(
        message,
        payload,
        protocol,
        writer,
        task,
        asyncio.get_running_loop(),
        client_max_size=_BODY_LIMIT,
    )
