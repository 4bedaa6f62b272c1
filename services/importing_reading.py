"""A file of the lossless form, read record by record: memory does not grow with the file.

ijson's own reader is used, not the one on yajl: that one makes a question mark of a lone surrogate,
or refuses the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias

import ijson
from ijson.backends import python as exact

from committee.datafile import DataError
from export.json_file import PARTS

DEEPEST = 40
"""Lists and mappings within each other, more than any record has."""
MOST_VALUES = 200_000
"""Values in one record, or in one member of the head."""
MOST_HEAD = 100
_AT_ONCE = 1 << 17

Event: TypeAlias = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A record of a part, counted from 1; the part is "" for the head, which comes first."""

    part: str
    place: int
    values: dict[str, Any]


def found_in(file: BinaryIO) -> Iterator[Found]:
    """The head and then every record of `file`; DataError says where it is not as it should be."""
    events: Iterator[Event] = exact.basic_parse(file, buf_size=_AT_ONCE)
    try:
        yield from _found(events)
    except (ijson.JSONError, ValueError, RecursionError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError("this is no JSON, or only the beginning of it") from None


def _found(events: Iterator[Event]) -> Iterator[Found]:
    kind, _ = _next(events)
    if kind != "start_map":
        raise DataError("this is not a file of a compilation: it holds no JSON object")
    head: dict[str, Any] = {}
    left = list(PARTS)
    while (event := _next(events))[0] == "map_key":
        key = event[1]
        if key in PARTS:
            if len(left) == len(PARTS):
                yield Found("", 0, head)
            if not left or key != left.pop(0):
                raise DataError(f"{key} is not where it should be: {', '.join(PARTS)}, once each")
            yield from _records(key, events)
            continue
        if len(left) < len(PARTS) or key in head or len(head) >= MOST_HEAD:
            raise DataError(f"{_short(key)} does not belong there, or is there twice")
        head[key] = _value(_next(events), events, "the head")
    if left:
        raise DataError(f"{left[0]} is missing")
    for _ in events:
        raise DataError("something follows the end")


def _records(part: str, events: Iterator[Event]) -> Iterator[Found]:
    if _next(events)[0] != "start_array":
        raise DataError(f"{part} is no list")
    place = 0
    while (event := _next(events))[0] != "end_array":
        place += 1
        where = f"{part}[{place}]"
        value = _value(event, events, where)
        if not isinstance(value, dict):
            raise DataError(f"{where} is no record")
        yield Found(part, place, value)


def _value(event: Event, events: Iterator[Event], where: str) -> Any:  # noqa: ANN401 - any JSON
    """The value that begins with `event`, neither deeper nor larger than a record may be."""
    kind, value = event
    if kind not in {"start_map", "start_array"}:
        return _plain(value, where)
    whole: Any = {} if kind == "start_map" else []
    open_ones, keys, count = [whole], [""], 0
    while open_ones:
        kind, value = _next(events)
        count += 1
        if len(open_ones) > DEEPEST or count > MOST_VALUES:
            raise DataError(f"{where} is deeper or larger than any record")
        if kind in {"end_map", "end_array"}:
            open_ones.pop()
            keys.pop()
        elif kind == "map_key":
            if value in open_ones[-1]:
                raise DataError(f"{where} holds {_short(value)} twice")
            keys[-1] = value
        else:
            begins = kind in {"start_map", "start_array"}
            added: Any = ({} if kind == "start_map" else []) if begins else _plain(value, where)
            _add(open_ones[-1], keys[-1], added)
            if begins:
                open_ones.append(added)
                keys.append("")
    return whole


def _add(to: Any, key: str, value: Any) -> None:  # noqa: ANN401 - a list or a mapping, any JSON
    if isinstance(to, list):
        to.append(value)
    else:
        to[key] = value


def _plain(value: Any, where: str) -> Any:  # noqa: ANN401 - any JSON
    if value is None or isinstance(value, str | int):
        return value
    raise DataError(f"{where} holds a number that is not whole; amounts are written as texts")


def _next(events: Iterator[Event]) -> Event:
    for event in events:
        return event
    raise DataError("this is no JSON, or only the beginning of it")


def _short(key: str) -> str:
    return repr(key if len(key) <= 40 else f"{key[:40]}…")
