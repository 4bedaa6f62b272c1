"""One of several choices: tapped, or typed as label, number, code or a word of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.flows.asking import Asking
from bot.flows.choices import Choice, find, likely_first, named_by
from bot.flows.kinds.keyboard import choice_rows, page_asked
from bot.flows.kinds.kind import Answer, Kind, Look, Offer, Rows, Step
from bot.flows.kinds.text import storable
from bot.flows.refusals import StaleButtonError, UnknownChoiceError
from bot.flows.sources import Source, choices_of, faults_of
from locales import Param
from locales.message import Json


@dataclass(frozen=True)
class OneOf(Kind):
    """One of the choices of `source`."""

    source: Source
    echoes = True

    def faults(self) -> Iterable[str]:
        """Choices that cannot be told apart or do not fit on a button."""
        return faults_of(self.source)

    def rows(self, asking: Asking, page: int) -> Rows:
        """The choices, likely ones first, six a page."""
        return choice_rows(asking.key, self._choices(asking), page)

    def offered(self, asking: Asking, choices: tuple[Choice, ...]) -> Rows:
        """The matching choices."""
        return choice_rows(asking.key, choices, 0)

    def claims(self, text: str, asking: Asking) -> bool:
        """Whether `text` is exactly the label, code, word or number of a choice."""
        return bool(named_by(self._choices(asking), text))

    def typed(self, text: str, asking: Asking) -> Step:
        """The choice that was meant, or those among which it is not clear."""
        found = find(self._choices(asking), text)
        if not found.choices:
            raise UnknownChoiceError(text=excerpt(text))
        return Answer(found.only.stored) if found.only else Offer(found.choices)

    def tapped(self, code: str, asking: Asking) -> Step:
        """The choice on the button, or another page."""
        if (page := page_asked(code)) is not None:
            return Look(page)
        for choice in choices_of(self.source, asking):
            if choice.tap == code:
                return Answer(choice.stored)
        raise StaleButtonError

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` is what one of the choices stores."""
        if stored_by(choices_of(self.source, asking), value) is None:
            raise UnknownChoiceError(text=excerpt(str(value)))

    def shown(self, value: Json, asking: Asking) -> Param:
        """The label of the choice."""
        return label_of(choices_of(self.source, asking), value)

    def _choices(self, asking: Asking) -> tuple[Choice, ...]:
        return likely_first(choices_of(self.source, asking), asking.likely)


def label_of(choices: Iterable[Choice], value: Json) -> Param:
    """The label of the choice that stores `value`; the value itself when there is none."""
    choice = stored_by(choices, value)
    return choice.label if choice else str(value)


def excerpt(text: str) -> str:
    """The beginning of what was typed, to quote it in a sentence."""
    line = " ".join(storable(text).split())
    return line if len(line) <= 40 else line[:40].rstrip() + "…"


def stored_by(choices: Iterable[Choice], value: Json) -> Choice | None:
    """The choice that stores `value`; true is not 1."""
    for choice in choices:
        if choice.stored == value and type(choice.stored) is type(value):
            return choice
    return None
