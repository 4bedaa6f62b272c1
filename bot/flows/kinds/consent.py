"""A declaration that has to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows import labels
from bot.flows.asking import Asking
from bot.flows.choices import Choice, named_by
from bot.flows.kinds.kind import Answer, Step
from bot.flows.kinds.one_of import OneOf
from bot.flows.kinds.yes_no import YES_WORDS
from bot.flows.refusals import NotConfirmedError
from bot.flows.sources import Source
from locales import Message
from locales.message import Json

_WORDS = (*YES_WORDS, "confirmo", "je confirme", "I agree", "de acuerdo", "d'accord", "de acordo")
_ANSWERS = (Choice("yes", Message(labels.CONFIRM), value=True, words=_WORDS),)


@dataclass(frozen=True)
class Consent(OneOf):
    """A declaration; nothing but its confirmation (stored as true) is an answer."""

    source: Source = _ANSWERS

    def typed(self, text: str, asking: Asking) -> Step:
        """The confirmation in words."""
        if not named_by(_ANSWERS, text):
            raise NotConfirmedError
        return Answer(value=True)

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless it is confirmed."""
        if value is not True:
            raise NotConfirmedError
