"""Reading a request's parameters: query, form, JSON or multipart."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from sandbox.errors import bad_request
from sandbox.params import Params, Upload


async def read_params(request: web.BaseRequest) -> Params:
    """Return the parameters; raises the Bot API's 400 for a body that cannot be read."""
    values = dict(request.query) if request.query_string else {}
    kind = request.headers.get("Content-Type", "")
    if kind.startswith("multipart/"):
        return await _read_multipart(request, values)
    body = await request.read()
    if kind.startswith("application/json"):
        try:
            given = json.loads(body or b"{}")
        except ValueError:
            given = None
        if not isinstance(given, dict):
            raise bad_request("can't parse request body as a JSON object")
        return Params({**values, **given})
    if body:
        values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Params(dict(values))


async def _read_multipart(request: web.BaseRequest, values: dict[str, str]) -> Params:
    files: dict[str, Upload] = {}
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            data = bytes(await part.read(decode=True))
            if part.filename is None:
                values[part.name] = data.decode("utf-8", "replace")
            else:
                mime = part.headers.get("Content-Type", "")
                files[part.name] = Upload(part.filename, mime, data)
    except ValueError:
        raise bad_request("can't parse the multipart body") from None
    return Params(dict(values), files)
