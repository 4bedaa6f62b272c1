"""The published Bot API as a judge of calls: known method, known parameters, all there, right types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Value: TypeAlias = Any  # JSON: what it is, is what is found out here


class BotApi:
    """Says what is wrong with a call; nothing when it is as published."""

    def __init__(self, schema: Json) -> None:
        self._methods: Json = schema["methods"]
        self._types: Json = schema["types"]

    def faults(self, method: str, parameters: Json) -> list[str]:
        """What is wrong with calling `method` with `parameters` (values as they came by HTTP)."""
        published = self._methods.get(method)
        if published is None:
            return [f"{method}: there is no such method"]
        given = {name: _parsed(value) for name, value in parameters.items()}
        return list(self._misfits(method, published.get("fields", []), given))

    def _misfits(self, place: str, fields: list[Json], given: Json) -> Iterator[str]:
        known = {field["name"]: field for field in fields}
        for name in given.keys() - known.keys():
            yield f"{place}: {name} is not published"
        for name, field in known.items():
            if name not in given:
                if field["required"]:
                    yield f"{place}: {name} is missing"
            elif not any(self._fits(given[name], kind) for kind in field["types"]):
                yield f"{place}: {name} is no {' or '.join(field['types'])}: {given[name]!r}"

    def _fits(self, value: Value, kind: str) -> bool:
        if kind.startswith("Array of "):
            inner = kind.removeprefix("Array of ")
            return isinstance(value, list) and all(self._fits(each, inner) for each in value)
        match kind:
            case "Integer":
                return isinstance(value, int) and not isinstance(value, bool)
            case "Float":
                return isinstance(value, int | float) and not isinstance(value, bool)
            case "Boolean":
                return isinstance(value, bool)
            case "String":
                return isinstance(value, str | int | float)
            case "InputFile":
                return isinstance(value, str) and value.startswith("attach://")
            case _:
                return self._fits_type(value, kind)

    def _fits_type(self, value: Value, kind: str) -> bool:
        published = self._types[kind]
        if "subtypes" in published:
            return any(self._fits_type(value, each) for each in published["subtypes"])
        if not isinstance(value, dict):
            return False
        return not list(self._misfits(kind, published.get("fields", []), value))


def _parsed(value: Value) -> Value:
    """A value of a form: objects, numbers and truth values are JSON there."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
