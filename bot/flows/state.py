"""Where a draft stands: its answers, and the little that does not follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from locales.message import Json

SKIPPED = None
"""The answer of a question that was passed over."""


@dataclass(frozen=True, slots=True)
class State:
    """The answers by question key; the open question follows from them, unless one is taken up.

    `at` is an answered question taken up again; `partial` are the ticks or files of the open
    question so far. Answers of questions that no longer apply stay, in case they apply again.
    """

    answers: Mapping[str, Json] = field(default_factory=dict)
    at: str | None = None
    partial: tuple[Json, ...] = ()


def encode_state(state: State) -> dict[str, Json]:
    """The JSON form of `state`."""
    return {"answers": dict(state.answers), "at": state.at, "partial": list(state.partial)}


def decode_state(body: Mapping[str, Json]) -> State:
    """The state whose JSON form is `body`; ValueError when it is none."""
    match body:
        case {"answers": dict(answers), "at": str() | None as at, "partial": [*partial]}:
            return State(answers, at, tuple(partial))
        case _:
            raise ValueError("not the JSON form of a draft's state")
