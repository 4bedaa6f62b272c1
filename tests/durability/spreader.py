"""Stands before several workers as a load balancer does: each update goes to one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import cycle

import aiohttp
from aiohttp import web

from tests.durability.ground import free_port


class Spreader:
    """Hands posts to the workers' ports in turn; one that does not answer in time counts as down."""

    def __init__(self, workers: int) -> None:
        self.ports = [free_port() for _ in range(workers)]
        self.taken: Counter[int] = Counter()
        self._turn = cycle(self.ports)
        self._runner = web.ServerRunner(web.Server(self._pass_on))
        self._address = ""

    @property
    def address(self) -> str:
        """Where updates are to be posted."""
        return self._address

    async def open(self) -> None:
        """Begin to listen."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2))
        await self._runner.setup()
        port = free_port()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self._address = f"http://127.0.0.1:{port}"

    async def close(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()
        await self._session.close()

    async def _pass_on(self, request: web.BaseRequest) -> web.Response:
        body = await request.read()
        for port in self._order():
            try:
                async with self._session.post(
                    f"http://127.0.0.1:{port}{request.path}", data=body, headers=request.headers
                ) as answer:
                    self.taken[port] += answer.status == 200
                    return web.Response(status=answer.status)
            except (aiohttp.ClientError, TimeoutError):
                continue
        return web.Response(status=502)

    def _order(self) -> Sequence[int]:
        first = next(self._turn)
        return [first, *(port for port in self.ports if port != first)]
