"""The lossless form: JSON of a layout of our own, which programs and `enlace import` read.

data/compilation.schema.json describes it to programs, docs/json.md to people.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from export.replacement import replacing

FORMAT, VERSION = "enlace-compilation", 1
"""What the first two members of a file say it is."""
SCHEMA = f"urn:enlace:schema:compilation:{VERSION}"
"""The name of the JSON Schema that such a file keeps."""
SCHEMA_FILE = Path(__file__).parent / "data" / "compilation.schema.json"
PARTS = ("actors", "calendar", "consultations", "submissions")
"""The members that hold records, in the order in which they stand in a file."""

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False).encode


@dataclass(frozen=True, slots=True)
class Records:
    """What a file holds: members that say what it is, then records by part, gone through once.

    All of it is as JSON has it: texts, whole numbers, truth values, null, lists and mappings.
    """

    head: Mapping[str, object]
    parts: Sequence[tuple[str, Iterable[Mapping[str, object]]]]


def write_json(records: Records, path: Path) -> None:
    """Write one JSON object to `path`, UTF-8, a member of the head or a record a line.

    Texts are exactly as given: control characters and lone surrogates become JSON escapes. Raises
    ValueError for what JSON cannot hold, such as a number without end.
    """
    with (
        replacing(path) as draft,
        # The escape of a lone surrogate, \udc80, is the same in Python as in JSON.
        draft.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        file.writelines(_lines(records))


def _lines(records: Records) -> Iterator[str]:
    before = "{\n"
    head = {"format": FORMAT, "version": VERSION, "schema": SCHEMA, **records.head}
    for key, value in head.items():
        yield f"{before}{_encode(key)}: {_encode(value)}"
        before = ",\n"
    for part, each_record in records.parts:
        yield f"{before}{_encode(part)}: ["
        between = "\n"
        for record in each_record:
            yield between
            yield _encode(record)
            between = ",\n"
        yield "\n]"
    yield "\n}\n"
