"""A question answered with yes or no."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows import labels
from bot.flows.choices import Choice
from bot.flows.kinds.one_of import OneOf
from bot.flows.sources import Source
from locales import Message

YES_WORDS = ("yes", "y", "ok", "sí", "s", "oui", "o", "sim", "true")
NO_WORDS = ("no", "n", "non", "não", "false")

_ANSWERS = (
    Choice("yes", Message(labels.YES), value=True, words=YES_WORDS),
    Choice("no", Message(labels.NO), value=False, words=NO_WORDS),
)


@dataclass(frozen=True)
class YesNo(OneOf):
    """Yes (stored as true) or no (false)."""

    source: Source = _ANSWERS
