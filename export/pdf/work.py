"""What is to be joined, as values that JSON holds: for the process that does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from export.pdf.bookmarks import Mark
from export.pdf.saying import Properties


@dataclass(frozen=True, slots=True)
class TypesetPart:
    """The file of a part, its headings where they stand in the whole, what its tables show."""

    file: str
    marks: Sequence[Mark]
    tables: Sequence[str]


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be joined, and into which file."""

    parts: Sequence[TypesetPart]
    feet: Sequence[str]
    properties: Properties
    target: str

    def as_data(self) -> Mapping[str, object]:
        """Itself as JSON holds it."""
        data = asdict(self)
        data["properties"]["made"] = self.properties.made.isoformat()
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Work:
        """What `as_data` gave."""
        parts = [
            TypesetPart(each["file"], [Mark(**mark) for mark in each["marks"]], each["tables"])
            for each in data["parts"]
        ]
        said = data["properties"]
        made = datetime.fromisoformat(said["made"])
        return cls(parts, data["feet"], Properties(**{**said, "made": made}), data["target"])
