"""The parameters of one call, whichever way they came."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sandbox.errors import bad_request
from sandbox.shapes import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    mime: str
    data: bytes


class Params:
    """Reads values by kind: forms send everything as strings, JSON bodies as what it is."""

    __slots__ = ("files", "values")

    def __init__(self, values: Json, files: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def text(self, name: str, default: str = "") -> str:
        """Return the parameter as text."""
        value = self.values.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Return the parameter as a whole number; Telegram takes 0 for what is none."""
        value = self.values.get(name)
        if isinstance(value, int):
            return int(value)
        try:
            return default if value in (None, "") else int(str(value))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Return the parameter as yes or no."""
        value = self.values.get(name)
        return value if isinstance(value, bool) else str(value).lower() in {"true", "1", "yes"}

    def data(self, name: str) -> object:
        """Return the parameter as JSON, None when it is absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def mapping(self, name: str) -> Json:
        """Return the parameter as a JSON object, empty when it is absent."""
        value = self.data(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Object")
        return value

    def listing(self, name: str) -> list[Json]:
        """Return the parameter as a JSON array of objects, empty when it is absent."""
        value = self.data(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Array")
        return value
