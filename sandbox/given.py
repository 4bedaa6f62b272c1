"""What a control call says in its body, checked with clear errors."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aiohttp import web

from sandbox.errors import ControlError
from sandbox.shapes import Json


@dataclass(frozen=True, slots=True)
class Given:
    """The JSON object of a control call."""

    values: Json

    @classmethod
    async def read(cls, request: web.BaseRequest) -> Given:
        """Return the body; an empty one is an empty object."""
        body = await request.read()
        try:
            values = json.loads(body or b"{}")
        except ValueError:
            message = "the body is not JSON"
            raise ControlError(message) from None
        if not isinstance(values, dict):
            message = "the body must be a JSON object"
            raise ControlError(message)
        return cls(values)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; raises when it is needed and absent."""
        value = self.values.get(name, default)
        if not isinstance(value, str):
            message = f"{name!r} must be a text"
            raise ControlError(message)
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """Return a number; raises when it is needed and absent."""
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            message = f"{name!r} must be a number"
            raise ControlError(message)
        return value

    def whole(self, name: str) -> int | None:
        """Return a whole number, None when it is absent."""
        return None if self.values.get(name) is None else int(self.number(name))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return yes or no."""
        return bool(self.values.get(name, default))


def whole(text: str, name: str) -> int:
    """Return the whole number in a path or query; raises ControlError."""
    try:
        return int(text)
    except ValueError:
        message = f"{name!r} must be a whole number"
        raise ControlError(message) from None
