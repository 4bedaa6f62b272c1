"""What a person does in a try: a tap, a text, a file, an edited text, an inline search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button with that data, sealed as if it had been drawn for the person."""

    data: str


@dataclass(frozen=True, slots=True)
class Says:
    """A text or command; `replying` to the first message of the chat."""

    text: str
    replying: bool = False


@dataclass(frozen=True, slots=True)
class Asks:
    """An inline search, as `@bot words` makes it."""

    words: str


@dataclass(frozen=True, slots=True)
class Sends:
    """A document, in reply to the first message of the chat."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Another text for what the person wrote first."""

    text: str


Act = Tap | Says | Asks | Sends | Edits
