"""Several of many choices: ticked until "Done", or typed as a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.flows import labels
from bot.flows.asking import Asking
from bot.flows.choices import Choice, find, likely_first, named_by
from bot.flows.kinds.keyboard import choice_rows, page_asked, page_of
from bot.flows.kinds.kind import Answer, Kind, Look, Offer, Rows, Step, Ticks
from bot.flows.kinds.one_of import excerpt, label_of, stored_by
from bot.flows.refusals import (
    StaleButtonError,
    TooFewChosenError,
    TooManyChosenError,
    UnknownChoiceError,
)
from bot.flows.reply import Button
from bot.flows.shortening import shortened
from bot.flows.sources import Source, choices_of, faults_of
from bot.flows.words import DONE
from locales import N_, Listing, Message, Param
from locales.message import Json

_PARTS = 60
"""So many choices can be listed in one message."""


@dataclass(frozen=True)
class Several(Kind):
    """From `least` to `most` of the choices of `source`; without `most` all of them."""

    source: Source
    least: int = 1
    most: int | None = None
    echoes = True
    gathers = True

    def faults(self) -> Iterable[str]:
        """Choices that cannot be told apart, or an impossible number of them."""
        yield from faults_of(self.source)
        if self.least < 1 or (self.most is not None and self.most < self.least):
            yield f"{self.least} to {self.most} choices cannot be made"

    def rows(self, asking: Asking, page: int) -> Rows:
        """The choices with their ticks, and "Done" once enough are ticked."""
        return self.offered_on(asking, self._choices(asking), page)

    def offered(self, asking: Asking, choices: tuple[Choice, ...]) -> Rows:
        """The matching choices, with their ticks."""
        return self.offered_on(asking, choices, 0)

    def offered_on(self, asking: Asking, choices: Sequence[Choice], page: int) -> Rows:
        """One page of `choices`."""
        ticked = [choice.code for choice in choices if choice.stored in asking.partial]
        rows = choice_rows(asking.key, choices, page, ticked=ticked)
        done = Button(Message(labels.DONE), f"{asking.key}:{DONE}")
        return (*rows, (done,)) if len(asking.partial) >= self.least else rows

    def lines(self, asking: Asking) -> tuple[Message, ...]:
        """What is ticked so far, on whichever page."""
        if not asking.partial:
            return ()
        chosen = shortened(self.shown(list(asking.partial), asking))
        return (Message(N_("Chosen: {chosen}"), {"chosen": chosen}),)

    def claims(self, text: str, asking: Asking) -> bool:
        """Whether `text` is exactly the label, code, word or number of a choice."""
        return bool(named_by(self._choices(asking), text))

    def typed(self, text: str, asking: Asking) -> Step:
        """The choices that were listed, joined to the ticks just made."""
        choices = self._choices(asking)
        ticks = _ticked_now(asking, self)
        for each in _listed(text, choices):
            found = find(choices, each)
            if not found.choices:
                raise UnknownChoiceError(text=excerpt(each))
            if found.only is None:
                return Offer(found.choices, ticks)
            ticks = (*ticks, *_new(ticks, found.only.stored))
        return Answer(list(ticks))

    def tapped(self, code: str, asking: Asking) -> Step:
        """A tick set or taken away, another page, or the end of ticking."""
        if code == DONE:
            return Answer(list(asking.partial))
        if (page := page_asked(code)) is not None:
            return Look(page)
        choices = self._choices(asking)
        for position, choice in enumerate(choices):
            if choice.tap == code:
                ticks = self._toggled(asking.partial, choice.stored)
                return Ticks(ticks, page_of(position, len(choices)))
        raise StaleButtonError

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` lists the right number of different choices."""
        if not isinstance(value, list):
            raise UnknownChoiceError(text=excerpt(str(value)))
        choices = choices_of(self.source, asking)
        for each in value:
            if stored_by(choices, each) is None or value.count(each) > 1:
                raise UnknownChoiceError(text=excerpt(str(each)))
        if self.most is not None and len(value) > self.most:
            raise TooManyChosenError(most=self.most)
        if len(value) < self.least:
            raise TooFewChosenError(least=self.least)

    def shown(self, value: Json, asking: Asking) -> Param:
        """The labels as a list."""
        choices = choices_of(self.source, asking)
        chosen = value if isinstance(value, list) else [value]
        return Listing(tuple(label_of(choices, each) for each in chosen))

    def ticks(self, value: Json) -> tuple[Json, ...]:
        """What is chosen is ticked."""
        return tuple(value) if isinstance(value, list) else ()

    def _toggled(self, ticks: tuple[Json, ...], value: Json) -> tuple[Json, ...]:
        if value in ticks:
            return tuple(each for each in ticks if each != value)
        if self.most is not None and len(ticks) >= self.most:
            raise TooManyChosenError(most=self.most)
        return (*ticks, value)

    def _choices(self, asking: Asking) -> tuple[Choice, ...]:
        return likely_first(choices_of(self.source, asking), asking.likely)


def _ticked_now(asking: Asking, kind: Several) -> tuple[Json, ...]:
    """The ticks made since the question was opened; a typed list replaces an older answer."""
    before = kind.ticks(asking.answers.get(asking.key))
    return () if asking.partial == before else asking.partial


def _listed(text: str, choices: Sequence[Choice]) -> list[str]:
    """The parts of a list as it was typed: by line, comma or semicolon, or numbers by spaces."""
    if named_by(choices, text):
        return [text]
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    if len(parts) == 1 and all(word.isdecimal() for word in parts[0].split()):
        return parts[0].split()
    return parts if 0 < len(parts) <= _PARTS else [text]


def _new(ticks: tuple[Json, ...], value: Json) -> tuple[Json, ...]:
    return () if value in ticks else (value,)
