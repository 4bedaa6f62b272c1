"""Of very many choices: the likely ones stand on buttons, every other is found by typing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows.asking import Asking
from bot.flows.choices import Choice, named_by
from bot.flows.kinds.keyboard import choice_rows
from bot.flows.kinds.kind import Answer, Rows, Step
from bot.flows.kinds.one_of import OneOf, excerpt
from bot.flows.kinds.several import Several
from bot.flows.refusals import NobodyFoundError, NotFoundError, UnknownChoiceError
from bot.flows.sources import choices_of


@dataclass(frozen=True)
class Sought(OneOf):
    """One of the choices of `source`; nobody turns seventy pages of them."""

    def rows(self, asking: Asking, page: int) -> Rows:
        """The likely choices."""
        return choice_rows(asking.key, self._likely(asking), page)

    def claims(self, text: str, asking: Asking) -> bool:
        """Whether `text` is exactly the label, code, word or number of a choice."""
        return bool(named_by(self._likely(asking), text)) or OneOf.claims(self, text, asking)

    def typed(self, text: str, asking: Asking) -> Step:
        """The likely choice of that name or number, else what is found among all of them."""
        named = named_by(self._likely(asking), text)
        if len(named) == 1:
            return Answer(named[0].stored)
        try:
            return OneOf.typed(self, text, asking)
        except UnknownChoiceError:
            raise NotFoundError(text=excerpt(text)) from None

    def _likely(self, asking: Asking) -> tuple[Choice, ...]:
        by_code = {choice.code: choice for choice in choices_of(self.source, asking)}
        return tuple(by_code[code] for code in asking.likely if code in by_code)


@dataclass(frozen=True)
class SeveralSought(Several):
    """Several of the choices of `source`; buttons for the likely ones and those that are ticked."""

    def rows(self, asking: Asking, page: int) -> Rows:
        """The choices that are ticked or likely, and "Done"."""
        shown = tuple(
            choice
            for choice in self._choices(asking)
            if choice.stored in asking.partial or choice.code in asking.likely
        )
        return self.offered_on(asking, shown, page)

    def typed(self, text: str, asking: Asking) -> Step:
        """The choices that were listed, joined to the ticks just made."""
        try:
            return Several.typed(self, text, asking)
        except UnknownChoiceError:
            raise NobodyFoundError(text=excerpt(text)) from None
