"""What one turn of a draft gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.flows.reply import Reply
from bot.flows.state import State


class Outcome(StrEnum):
    """What a turn ends in, besides a new state."""

    SEND = "send"
    LEAVE = "leave"
    DISCARD = "discard"


@dataclass(frozen=True, slots=True)
class Turn:
    """The new state, what to say in this order, and the outcome if the draft is left or ends.

    `answered` is the key of the question whose answer is another one now; `is_joined` says that
    a text went to the answer before it, or together with it was refused.
    """

    state: State
    replies: tuple[Reply, ...]
    outcome: Outcome | None = None
    answered: str | None = None
    is_joined: bool = False
