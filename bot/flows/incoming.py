"""What a person can send to an open draft: a text, a tap on a button, a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from locales.message import Json


@dataclass(frozen=True, slots=True)
class Typed:
    """A text message."""

    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button whose data was `key:choice`."""

    key: str
    choice: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A document, photo or voice note: `id`, `name`, `type` (a MIME type) and `size` in bytes."""

    file: Mapping[str, Json]


Incoming: TypeAlias = Typed | Tap | Sent
