"""What every kind of question can do, and what it makes of what a person sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeAlias

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.refusals import FileNotWantedError, StaleButtonError
from bot.flows.reply import Button
from locales import Message, Param
from locales.message import Json

Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The question is answered with `value`."""

    value: Json


@dataclass(frozen=True, slots=True)
class Ticks:
    """These ticks or files so far; the question stays open, its buttons shown from `page`."""

    partial: tuple[Json, ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """Another page of the same buttons."""

    page: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Several choices match what was typed; `partial` are the ticks that were clear."""

    choices: tuple[Choice, ...]
    partial: tuple[Json, ...] = ()


Step: TypeAlias = Answer | Ticks | Look | Offer


class Kind(Protocol):
    """How one kind of question is asked, read and shown. Kinds inherit what they leave as it is.

    Reading raises a Refusal for whatever cannot be the answer; values are JSON.
    """

    echoes: ClassVar[bool] = False
    """Whether a typed answer is repeated as it was understood."""
    gathers: ClassVar[bool] = False
    """Whether ticks or files are gathered until "Done"."""

    def present(self, asking: Asking) -> Kind:
        """The kind it is in this moment: itself, unless it takes after another question's."""
        return self

    def faults(self) -> Iterable[str]:
        """What is wrong with the definition, checked when a form is built."""
        return ()

    def rows(self, asking: Asking, page: int) -> Rows:
        """The buttons that answer."""
        return ()

    def offered(self, asking: Asking, choices: tuple[Choice, ...]) -> Rows:
        """The buttons of the choices that match what was typed."""
        return ()

    def context(self, asking: Asking) -> tuple[Message, ...]:
        """What is said below the question before anything is answered."""
        return ()

    def lines(self, asking: Asking) -> tuple[Message, ...]:
        """What is said below the question: the ticks or files so far."""
        return ()

    def claims(self, text: str, asking: Asking) -> bool:
        """Whether `text` names a choice, even if it is the typed form of a steering button too."""
        return False

    def typed(self, text: str, asking: Asking) -> Step:
        """What a text message does."""

    def tapped(self, code: str, asking: Asking) -> Step:
        """What a tap on one of its buttons does."""
        raise StaleButtonError

    def sent(self, file: Mapping[str, Json], asking: Asking) -> Step:
        """What a file does."""
        raise FileNotWantedError

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise the Refusal that says why `value` cannot stand as the answer."""

    def shown(self, value: Json, asking: Asking) -> Param:
        """The answer as a person reads it; shows even what `verify` refuses."""

    def joined(self, value: Json, more: str | Mapping[str, Json]) -> Json:
        """The answer `value` and a text or file after it, unverified; nothing of it is lost."""
        return more if value is None else value

    def ticks(self, value: Json) -> tuple[Json, ...]:
        """The ticks or files to begin with when the answer `value` is taken up again."""
        return ()
