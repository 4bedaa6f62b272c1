"""What a person can send to an open draft: a text or more of it, a tap on a button, a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from locales.message import Json


@dataclass(frozen=True, slots=True)
class Typed:
    """A text message; `message` is its number in the chat, 0 where it has none."""

    text: str
    message: int = 0


@dataclass(frozen=True, slots=True)
class More:
    """A text that was on its way before what follows the text before it was shown."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Edited:
    """A text message that the person has changed after sending it."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button whose data was `key:choice`."""

    key: str
    choice: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A document, photo or voice note: `id`, `name`, `type` (a MIME type) and `size` in bytes."""

    file: Mapping[str, Json]


Incoming: TypeAlias = Typed | More | Edited | Tap | Sent
