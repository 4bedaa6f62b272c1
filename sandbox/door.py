"""The Bot API's HTTP door: token, method, faults, answer, journal."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from urllib.parse import unquote

from aiohttp import web

from sandbox.bodies import read_params
from sandbox.errors import ApiError, bad_request
from sandbox.faults import Fault, Faults
from sandbox.journal import Journal
from sandbox.methods import METHODS, Method
from sandbox.methods.registry import Result
from sandbox.params import Params
from sandbox.shapes import Json
from sandbox.webhook import Deliverer, Webhook
from sandbox.world import World

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_ERROR_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_LONGEST_HOLD = 50.0


class Door:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(
        self, world: World, *, journal: Journal, faults: Faults, deliverer: Deliverer
    ) -> None:
        self.world = world
        self.journal = journal
        self.faults = faults
        self.deliverer = deliverer
        self.closing = asyncio.Event()
        self._prefix = f"/bot{world.token}/"

    async def handle_call(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one call of a method."""
        path = unquote(request.path)
        try:
            params = await read_params(request)
        except ApiError as error:
            return self._refuse(path.rpartition("/")[2], Params({}), error)
        if self.faults.latency_ms:
            await asyncio.sleep(self.faults.latency_ms / 1000)
        if not path.startswith(self._prefix):
            return self._refuse("?", Params({}), ApiError(401, "Unauthorized"))
        name = path[len(self._prefix) :]
        fault = self.faults.take(name, params.integer("chat_id")) if self.faults else None
        if fault is None:
            status, body = await self.call(name, params)
            return _answer(status, body)
        return await self._misbehave(request, fault, name=name, params=params)

    async def call(self, name: str, params: Params) -> tuple[int, Json]:
        """Run a method and return status and body; the call is in the journal."""
        method = METHODS.get(name.lower())
        violations: tuple[str, ...] = ()
        status = 200
        try:
            if method is None:
                violations = (f"unknown method {name}",)
                raise ApiError(404, "Not Found: method not found")
            if not params.values.keys() <= method.parameters:
                violations = _unknown_parameters(method, params)
            body: Json = {"ok": True, "result": await self._run(method, params)}
        except ApiError as error:
            status, body = error.code, error.body()
        self._write(name, params, status=status, body=body, violations=violations)
        return status, body

    async def _run(self, method: Method, params: Params) -> Result:
        if method.handler is not None:
            return method.handler(self.world, params)
        if method.name == "getUpdates":
            return await self._get_updates(params)
        if method.name == "setWebhook":
            return await self._set_webhook(params)
        if method.name == "deleteWebhook":
            return await self._delete_webhook(params)
        return self.deliverer.info()

    async def _get_updates(self, params: Params) -> list[Json]:
        limit = params.integer("limit", 100) or 100
        return await self.world.updates.poll(
            offset=params.integer("offset") or 0,
            limit=min(max(limit, 1), 100),
            timeout=min(params.integer("timeout") or 0, _LONGEST_HOLD),
            allowed=params.data("allowed_updates"),
        )

    async def _set_webhook(self, params: Params) -> bool:
        url = params.text("url")
        if not url:
            return await self._delete_webhook(params)
        if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        self._set_allowed(params)
        if params.flag("drop_pending_updates"):
            self.world.updates.clear()
        connections = min(max(params.integer("max_connections") or 40, 1), 100)
        await self.deliverer.start(Webhook(url, params.text("secret_token"), connections))
        return True

    async def _delete_webhook(self, params: Params) -> bool:
        await self.deliverer.stop()
        if params.flag("drop_pending_updates"):
            self.world.updates.clear()
        return True

    def _set_allowed(self, params: Params) -> None:
        allowed = params.data("allowed_updates")
        if isinstance(allowed, list):
            self.world.updates.allowed = frozenset(allowed)

    async def run_reply(self, call: Json) -> None:
        """Run the method call a bot answered its webhook with."""
        values = {key: value for key, value in call.items() if key != "method"}
        await self.call(str(call.get("method")), Params(values))

    async def _misbehave(
        self, request: web.BaseRequest, fault: Fault, *, name: str, params: Params
    ) -> web.StreamResponse:
        status = 0
        body: Json = {}
        if fault.effective:
            status, body = await self.call(name, params)
        elif fault.kind == "error":
            return self._refuse(name, params, fault.error())
        else:
            self._write(name, params, status=0 if fault.kind == "reset" else 502, body={})
        return await self._spoil(request, fault, answer=_answer(status or 200, body))

    async def _spoil(
        self, request: web.BaseRequest, fault: Fault, *, answer: web.Response
    ) -> web.StreamResponse:
        if fault.kind == "error":
            error = fault.error()
            return _answer(error.code, error.body())
        if fault.kind == "html":
            status = fault.status if fault.status >= 500 else 502
            return web.Response(status=status, body=_ERROR_PAGE, content_type="text/html")
        if fault.kind == "empty":
            return web.Response(status=answer.status, content_type="application/json")
        if fault.kind == "truncated":
            whole = answer.body if isinstance(answer.body, bytes) else b""
            return web.Response(body=whole[: len(whole) // 2], content_type="application/json")
        if fault.kind == "hang":
            await self._hang(fault.seconds)
            return answer
        return cut(request)

    async def _hang(self, seconds: float | None) -> None:
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return

    def _refuse(self, name: str, params: Params, error: ApiError) -> web.Response:
        self._write(name, params, status=error.code, body=error.body())
        return _answer(error.code, error.body())

    def _write(
        self,
        name: str,
        params: Params,
        *,
        status: int,
        body: Json,
        violations: tuple[str, ...] = (),
    ) -> None:
        self.journal.write(
            name,
            at=self.world.monotonic(),
            parameters=params.values,
            status=status,
            response=body,
            chat_id=params.integer("chat_id"),
            violations=violations,
        )

    async def handle_file(self, request: web.BaseRequest) -> web.StreamResponse:
        """Hand out a file under a path that getFile gave."""
        prefix = f"/file/bot{self.world.token}/"
        path = unquote(request.path)
        if not path.startswith(prefix):
            return _answer(401, ApiError(401, "Unauthorized").body())
        if self.faults.latency_ms:
            await asyncio.sleep(self.faults.latency_ms / 1000)
        stored = self.world.files.fetch(path[len(prefix) :])
        if stored is None:
            return _answer(404, ApiError(404, "Not Found").body())
        fault = self.faults.take("file", None) if self.faults else None
        if fault is None:
            return web.FileResponse(stored.path)
        answer = web.Response(body=stored.path.read_bytes())
        if fault.kind == "truncated":
            return await _half(request, stored.path.read_bytes())
        return await self._spoil(request, fault, answer=answer)


def _unknown_parameters(method: Method, params: Params) -> tuple[str, ...]:
    unknown = sorted(params.values.keys() - method.parameters)
    return tuple(f"unknown parameter {name} of {method.name}" for name in unknown)


def _answer(status: int, body: Json) -> web.Response:
    return web.Response(
        status=status, body=_encode(body).encode("ascii"), content_type="application/json"
    )


def cut(request: web.BaseRequest) -> web.Response:
    """Reset the connection under the request."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()


async def _half(request: web.BaseRequest, data: bytes) -> web.StreamResponse:
    """Promise the whole file, send half of it and cut the connection."""
    response = web.StreamResponse()
    response.content_length = len(data)
    await response.prepare(request)
    await response.write(data[: len(data) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
