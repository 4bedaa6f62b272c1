"""Things to choose from, and how typed words find them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.flows.words import folded, wordings
from locales import Param
from locales.message import Json

CODE_LIMIT = 20
"""Bytes of a choice's code on a button; longer codes travel as a digest."""

TYPED_LIMIT = 200
"""Characters by which a choice can be named; nobody types more to name one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: `code` names it on buttons and in lists, `value` is what is stored.

    Without `value` the code is stored. `words` can be typed instead of the label; `about` is
    searched too when neither code, label nor words match.
    """

    code: str
    label: Param
    value: Json = None
    words: tuple[Param, ...] = ()
    about: tuple[Param, ...] = ()

    @property
    def stored(self) -> Json:
        """The answer this choice gives."""
        return self.code if self.value is None else self.value

    @property
    def tap(self) -> str:
        """What its button carries: the code, or a digest where the code does not fit."""
        fits = len(self.code.encode("utf-8", "replace")) <= CODE_LIMIT
        if fits and self.code[:1] not in {"_", "~", ""} and ":" not in self.code:
            return self.code
        return "~" + sha256(self.code.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Found:
    """The choices that typed words point to; `certain` when they can only mean these."""

    choices: tuple[Choice, ...]
    certain: bool = True

    @property
    def only(self) -> Choice | None:
        """The choice that is meant, if it is clear which."""
        return self.choices[0] if self.certain and len(self.choices) == 1 else None


def likely_first(choices: Sequence[Choice], likely: Iterable[str]) -> tuple[Choice, ...]:
    """`choices`, those with a `likely` code in front, in the order of `likely`."""
    by_code = {choice.code: choice for choice in choices}
    front = {code: by_code[code] for code in likely if code in by_code}
    return (*front.values(), *(choice for choice in choices if choice.code not in front))


def find(choices: Sequence[Choice], text: str) -> Found:
    """The choices meant by `text`: label, code, number or words of it, in any of the languages."""
    sought = _sought(text)
    if not sought:
        return Found(())
    exact = named_by(choices, sought)
    if exact:
        return Found(exact)
    words = _significant(sought)
    labelled = [(choice, _tokens((choice.label, *choice.words))) for choice in choices]
    if matched := _with_all(words, labelled):
        return Found(matched)
    described = [(choice, known | _tokens(choice.about)) for choice, known in labelled]
    if matched := _with_all(words, described):
        return Found(matched, certain=len(words) > 1)
    return Found(_with_most(words, described), certain=False)


def named_by(choices: Sequence[Choice], text: str) -> tuple[Choice, ...]:
    """The choices of which `text` is the whole label, code, a word of theirs or the position."""
    sought = _sought(text)
    if not sought:
        return ()
    named = tuple(choice for choice in choices if sought in _names(choice))
    return named or _at_position(choices, sought)


def _sought(text: str) -> str:
    """`text` folded; nothing where it is too long to name a choice."""
    return folded(text) if len(text) <= TYPED_LIMIT else ""


def _names(choice: Choice) -> frozenset[str]:
    shown = (wordings(param) for param in (choice.label, *choice.words))
    return frozenset({folded(choice.code)}).union(*shown)


def _at_position(choices: Sequence[Choice], sought: str) -> tuple[Choice, ...]:
    """The n-th of a short list, unless its choices have numbers of their own."""
    short = len(choices) <= 12 and not any(
        word.isdecimal() for choice in choices for word in _names(choice)
    )
    if short and sought.isdecimal() and len(sought) <= 2 and 1 <= int(sought) <= len(choices):
        return (choices[int(sought) - 1],)
    return ()


def _significant(sought: str) -> tuple[str, ...]:
    words = tuple(sought.split())
    return tuple(word for word in words if len(word) > 2 or word.isdecimal()) or words


def _tokens(params: Iterable[Param]) -> frozenset[str]:
    return frozenset(token for each in params for text in wordings(each) for token in text.split())


def _with_all(
    words: Sequence[str], known: Iterable[tuple[Choice, frozenset[str]]]
) -> tuple[Choice, ...]:
    return tuple(
        choice for choice, tokens in known if all(_begins_one(word, tokens) for word in words)
    )


def _with_most(
    words: Sequence[str], known: Iterable[tuple[Choice, frozenset[str]]]
) -> tuple[Choice, ...]:
    telling = [word for word in words if len(word) > 3 or word.isdecimal()]
    scored = [
        (sum(_begins_one(word, tokens) for word in telling), choice) for choice, tokens in known
    ]
    best = max((score for score, _ in scored), default=0)
    return tuple(choice for score, choice in scored if score == best > 0)


def _begins_one(word: str, tokens: Iterable[str]) -> bool:
    if word.isdecimal():
        return word in tokens
    return any(token.startswith(word) for token in tokens)
