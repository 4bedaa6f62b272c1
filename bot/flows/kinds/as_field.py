"""A new answer to a question of another form, asked and read as that question's kind does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.kinds.kind import Kind, Rows, Step
from bot.flows.kinds.text import LongText
from locales import Message, Param
from locales.message import Json

_UNKNOWN = LongText(limit=4000)
"""Reads and shows an answer whose question is not known."""


class Field(Protocol):
    """A question of another form whose answer is to be replaced."""

    @property
    def key(self) -> str:
        """Its key in that form."""

    @property
    def kind(self) -> Kind:
        """How it is asked, read and shown there."""

    @property
    def answers(self) -> Mapping[str, Json]:
        """The answers that were given there."""

    def context(self, asking: Asking) -> tuple[Message, ...]:
        """What is asked there, and what was answered."""

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise the Refusal that says why `value` does not go with the other answers."""


Fields: TypeAlias = Callable[[Asking], Field | None]
"""Finds the field that was chosen; None where there is none."""


@dataclass(frozen=True)
class AsField(Kind):
    """Everything is left to the kind of the question that `fields` finds."""

    fields: Fields

    def present(self, asking: Asking) -> Kind:
        """The kind of the question that was chosen."""
        field = self.fields(asking)
        return field.kind if field else _UNKNOWN

    def context(self, asking: Asking) -> tuple[Message, ...]:
        """What is asked there, and what was answered, until there is a new answer."""
        field = self.fields(asking)
        answered = asking.partial or asking.answers.get(asking.key) is not None
        return () if field is None or answered else field.context(self._there(asking))

    def rows(self, asking: Asking, page: int) -> Rows:
        """The buttons of that question."""
        return self.present(asking).rows(self._there(asking), page)

    def offered(self, asking: Asking, choices: tuple[Choice, ...]) -> Rows:
        """The buttons of the choices that match what was typed."""
        return self.present(asking).offered(self._there(asking), choices)

    def lines(self, asking: Asking) -> tuple[Message, ...]:
        """The ticks so far."""
        return self.present(asking).lines(self._there(asking))

    def claims(self, text: str, asking: Asking) -> bool:
        """Whether `text` names a choice of that question."""
        return self.present(asking).claims(text, self._there(asking))

    def typed(self, text: str, asking: Asking) -> Step:
        """What a text message does there."""
        return self.present(asking).typed(text, self._there(asking))

    def tapped(self, code: str, asking: Asking) -> Step:
        """What a tap does there."""
        return self.present(asking).tapped(code, self._there(asking))

    def sent(self, file: Mapping[str, Json], asking: Asking) -> Step:
        """What a file does there."""
        return self.present(asking).sent(file, self._there(asking))

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` could have been the answer there, beside the other answers."""
        field, there = self.fields(asking), self._there(asking)
        self.present(asking).verify(value, there)
        if field is not None:
            field.verify(value, there)

    def shown(self, value: Json, asking: Asking) -> Param:
        """The answer as that question shows it."""
        return self.present(asking).shown(value, self._there(asking))

    def _there(self, asking: Asking) -> Asking:
        """The asking as that question sees it: with the answers that were given beside it."""
        field = self.fields(asking)
        if field is None:
            return asking
        own = asking.answers.get(asking.key)
        answers = {**field.answers, asking.key: own} if own is not None else field.answers
        return replace(asking, answers=answers, of=field.key)
