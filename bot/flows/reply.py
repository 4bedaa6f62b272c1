"""What the bot says in one message: paragraphs by id and rows of buttons; worded when sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from locales.message import Message, Param, decode, decode_message, encode


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `data` comes back when it is tapped, `url` opens a page."""

    label: Param
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: `lines` are its paragraphs, or with `tight` the lines of one.

    With `replaces` the tapped message turns into it.
    """

    lines: tuple[Message, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    replaces: bool = False
    tight: bool = False

    def with_data(self, change: Callable[[str], str]) -> Reply:
        """The same reply, each button's data passed through `change`."""
        rows = tuple(
            tuple(replace(b, data=change(b.data)) if b.data else b for b in row)
            for row in self.rows
        )
        return replace(self, rows=rows)


def encode_reply(reply: Reply) -> dict[str, Any]:
    """The JSON form of `reply`, as it waits in the outbox."""
    return {
        "lines": [encode(line) for line in reply.lines],
        "rows": [[[encode(b.label), b.data, b.url] for b in row] for row in reply.rows],
        "replaces": reply.replaces,
        "tight": reply.tight,
    }


def decode_reply(body: dict[str, Any]) -> Reply:
    """The reply whose JSON form is `body`."""
    return Reply(
        lines=tuple(decode_message(line) for line in body["lines"]),
        rows=tuple(
            tuple(Button(decode(label), data, url) for label, data, url in row)
            for row in body["rows"]
        ),
        replaces=body["replaces"],
        tight=body["tight"],
    )
