"""What must be true between two answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.flows.dates import shown_date
from bot.flows.refusals import TooEarlyError
from locales.message import Json


class Check(Protocol):
    """A rule between an answer and earlier ones."""

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the earlier questions."""

    def verify(self, value: Json, answers: Mapping[str, Json]) -> None:
        """Raise the Refusal that says what to change."""


@dataclass(frozen=True, slots=True)
class NotBefore:
    """The month or date does not lie before the one answered to `key`."""

    key: str

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the earlier questions."""
        return frozenset({self.key})

    def verify(self, value: Json, answers: Mapping[str, Json]) -> None:
        """Raise TooEarlyError when it lies before."""
        earlier = answers.get(self.key)
        if isinstance(earlier, str) and isinstance(value, str) and value < earlier:
            raise TooEarlyError(earlier=shown_date(earlier))


def not_before(key: str) -> Check:
    """The month or date does not lie before the one answered to `key`."""
    return NotBefore(key)
