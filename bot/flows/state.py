"""Where a draft stands: its answers, and the little that does not follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from locales.message import Json

SKIPPED = None
"""The answer of a question that was passed over."""


Piece: TypeAlias = list[Json]
"""A text message that is (part of) an answer: its number in the chat, and its text.

The text is None where the message is the whole answer.
"""


@dataclass(frozen=True, slots=True)
class Last:
    """The text that came last, to a question that takes long ones: more of it may be on its way.

    `refused` counts the characters that were too many so far, with the `kept` ones before them;
    `short` are messages that were too short by themselves.
    """

    key: str
    message: int
    refused: int = 0
    short: tuple[Piece, ...] = ()
    kept: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """The answers by question key; the open question follows from them, unless one is taken up.

    `at` is an answered question taken up again; `partial` are the ticks or files of the open
    question so far. Answers of questions that no longer apply stay, in case they apply again.
    `told` are the messages in which answers were typed.
    """

    answers: Mapping[str, Json] = field(default_factory=dict)
    at: str | None = None
    partial: tuple[Json, ...] = ()
    told: Mapping[str, list[Piece]] = field(default_factory=dict)
    last: Last | None = None


def encode_state(state: State) -> dict[str, Json]:
    """The JSON form of `state`."""
    body: dict[str, Json] = {
        "answers": dict(state.answers),
        "at": state.at,
        "partial": list(state.partial),
    }
    if state.told:
        body["told"] = dict(state.told)
    if state.last is not None:
        last = state.last
        body["last"] = [last.key, last.message, last.refused, list(last.short), last.kept]
    return body


def decode_state(body: Mapping[str, Json]) -> State:
    """The state whose JSON form is `body`; ValueError when it is none."""
    match body:
        case {"answers": dict(answers), "at": str() | None as at, "partial": [*partial]}:
            return State(answers, at, tuple(partial), body.get("told", {}), _last(body.get("last")))
        case _:
            raise ValueError("not the JSON form of a draft's state")


def _last(body: Json) -> Last | None:
    if body is None:
        return None
    key, message, refused, short, kept = body
    return Last(key, message, refused, tuple(short), kept)
