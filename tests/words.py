"""Scripts are written in English and read in any of the four languages.

A piece of a script is found among the sentences of the catalogues, the labels, and the names of
the committee's world; the beginning of one stands for all of it. What is none of these (what people
typed, names, numbers) stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from committee.access import Role, role_name
from committee.actors import ActorKind, all_actors, kind_name
from committee.calendar import annex1_term
from committee.program import load_program
from committee.submissions import (
    SubmissionKind,
    SubmissionState,
    Visibility,
    kind_title,
    state_name,
    visibility_name,
)
from locales import Language, Localized, Month, translator_for

CATALOGUES = Path(__file__).parents[1] / "locales"
COUNTS = frozenset({"n", "of", "done", "total", "first", "last"})
"""Parameters that are numbers wherever they stand."""
MONTHS = tuple(f"{date(2027, month, 1):%B}" for month in range(1, 13))


class Wording:
    """How English pieces of a script read in `language`."""

    def __init__(self, language: Language) -> None:
        self._words = translator_for(language)
        self._known: dict[str, str] = {}
        self._whole = {text.en: text.for_(language) for text in _localized()}
        parametric: list[tuple[str, str]] = []
        for message_id, translated in _forms(language):
            for english, said in _lines(message_id, translated):
                if "{" in english:
                    parametric.append((english, said))
                else:
                    self._whole.setdefault(english, said)
        parametric.sort(key=lambda pair: -len(re.sub(r"\{.*?\}", "", pair[0])))
        self._templates = [(_pattern(english), said) for english, said in parametric]
        self._beginnings = [(_beginning(english), _beginning(said)) for english, said in parametric]

    def of(self, piece: str) -> str:
        """`piece` in the language; unchanged when it is nobody's sentence."""
        if piece not in self._known:
            self._known[piece] = self._found(piece.strip())
        return self._known[piece]

    def _found(self, piece: str) -> str:
        if piece in self._whole:
            return self._whole[piece]
        begun = [text for text in self._whole if len(piece) > 12 and text.startswith(piece)]
        if len(begun) == 1:
            return self._whole[begun[0]]
        for english, said in self._beginnings:
            if english == piece:
                return said
        month, _, year = piece.partition(" ")
        if month in MONTHS and year.isdecimal():
            return self._words.plain(Month(int(year), MONTHS.index(month) + 1))
        for pattern, said in self._templates:
            if found := pattern.fullmatch(piece):
                return said.format_map({k: self.of(v) for k, v in found.groupdict().items()})
        return piece


@cache
def wording(language: Language) -> Wording:
    """The wording of `language`, gathered once."""
    return Wording(language)


def _lines(english: str, said: str) -> Iterator[tuple[str, str]]:
    ours, theirs = _bare(english).split("\n"), _bare(said).split("\n")
    assert len(ours) == len(theirs), f"{english!r} has other lines than {said!r}"
    yield from zip(ours, theirs, strict=True)


def _bare(text: str) -> str:
    return re.sub("</?[bi]>", "", text)


def _beginning(template: str) -> str:
    return template.partition("{")[0].strip()


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    names = [
        re.escape(part)
        if at % 2 == 0
        # Named a second time it is the same again.
        else f"(?P={part})"
        if part in parts[1:at:2]
        else rf"(?P<{part}>[\d.,]+|…)"
        if part in COUNTS
        else f"(?P<{part}>.+?)"
        for at, part in enumerate(parts)
    ]
    if len(parts) == 3 and not (parts[0] + parts[2]).strip():
        return re.compile(r"(?!)")  # a parameter alone says nothing
    return re.compile("".join(names))


@cache
def _forms(language: Language) -> tuple[tuple[str, str], ...]:
    """Every sentence and what it is in the language; of counted ones the one and the many."""
    own = "es" if language == "en" else language  # English is what the ids say
    with (CATALOGUES / own / "LC_MESSAGES" / "enlace.po").open("rb") as file:
        found = [message for message in read_po(file) if message.id]
    pairs: list[tuple[str, str]] = []
    for message in found:
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        string = message.string or ""
        said = (string,) if isinstance(string, str) else tuple(string)
        pairs.extend(zip(ids, ids if language == "en" else said, strict=True))
    return tuple(pairs)


def _localized() -> Iterator[Localized]:
    program = load_program()
    for meeting in annex1_term(2026).meetings:
        yield from (meeting.title, meeting.about, meeting.asked)
    for activity in program.activities:
        yield from (activity.label, activity.summary)
    for objective in program.objectives:
        yield from (objective.label, objective.summary)
    for actor in all_actors():
        yield from (actor.name, *((actor.acronym,) if actor.acronym else ()))
    yield from (role_name(role) for role in Role)
    for kind in ActorKind:
        yield from (kind_name(kind, plural=True), kind_name(kind))
    yield from (kind_title(each) for each in SubmissionKind)
    yield from (state_name(each) for each in SubmissionState)
    yield from (visibility_name(each) for each in Visibility)
