"""One question in its moment, as its kind sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.flows.situation import Situation
from locales.message import Json


@dataclass(frozen=True, slots=True)
class Asking:
    """The key of the question, the answers that apply, and the ticks or files so far.

    `of` is the key of the question of another form that it stands in for.
    """

    key: str
    situation: Situation
    required: bool = True
    answers: Mapping[str, Json] = field(default_factory=dict)
    partial: tuple[Json, ...] = ()
    of: str = ""

    @property
    def subject(self) -> str:
        """The key under which the situation knows what is asked."""
        return self.of or self.key

    @property
    def likely(self) -> tuple[str, ...]:
        """The codes of the choices to show first."""
        return self.situation.likely.get(self.subject, ())
