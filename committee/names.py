"""Names that look like other names: how they are stored, compared, and what is odd about them.

What a name looks like is its skeleton, after Unicode's UTS #39; data/confusables.toml holds the
letters. Two names of one skeleton cannot be told apart at a glance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import cache

from committee.datafile import read

_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that show nothing, though Unicode counts them as letters, marks or symbols."""
_ALIKE_IN_LOWER_CASE = str.maketrans("i1|0", "lllo")
_EAST_ASIAN = {"HIRAGANA", "KATAKANA", "CJK", "HANGUL", "BOPOMOFO"}
"""Scripts that are written side by side within a word."""
_NO_SCRIPT = {"MODIFIER", "FEMININE", "MASCULINE"}
"""Letters of every script: the apostrophe of Mayan names, º and ª."""
_EMOJI_STYLE = "\ufe0e\ufe0f"
_DRESSED_UP = re.compile(r".* (?:LATIN (?:CAPITAL|SMALL)|SYMBOL) LETTER ([A-Z])")
"""A letter in a circle or a square, or one of those that make up flags."""


class Oddity(Enum):
    """What makes a name suspicious whatever else is called alike."""

    HIDDEN = "characters that are not seen, or turn the direction of reading"
    MIXED = "letters of several scripts in one word"


def tidied(name: str) -> str:
    """`name` as it is stored: composed (NFC), nothing in it that is not seen, single spaces."""
    seen = "".join(" " if _is_gap(c) else c for c in name if not _is_hidden(c))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def skeleton(name: str) -> str:
    """What `name` looks like: alike for names that differ by case, accents, spaces, look-alikes."""
    shown = "".join(c for c in unicodedata.normalize("NFKD", name) if not _is_hidden(c))
    alike = _look_alikes()
    # Case by case first: a capital can look like another letter than its small form does.
    latin = "".join(map(_undressed, _bare(shown))).translate(alike).casefold()
    latin = _bare(unicodedata.normalize("NFKD", latin)).translate(alike).casefold()
    latin = latin.translate(_ALIKE_IN_LOWER_CASE)
    letters = "".join(c for c in latin if c.isalnum())
    return letters.replace("rn", "m").replace("vv", "w")


def looks_like(name: str, others: Iterable[str]) -> str | None:
    """The first of `others` that looks like `name`, None when none does."""
    sought = skeleton(name)
    return next((other for other in others if sought and skeleton(other) == sought), None)


def oddities(name: str) -> tuple[Oddity, ...]:
    """What is odd about `name` as it was typed."""
    unseen = any(_is_hidden(c) for c in name if c not in _EMOJI_STYLE)
    hidden = (Oddity.HIDDEN,) if unseen else ()
    mixed = any(len(_scripts(word)) > 1 for word in name.split())
    return (*hidden, *((Oddity.MIXED,) if mixed else ()))


def _is_hidden(character: str) -> bool:
    """Whether nothing is seen of it: formats (zero width, direction), fillers, controls."""
    category = unicodedata.category(character)
    if category == "Cc":
        return not character.isspace()
    selects = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return category in {"Cf", "Co", "Cn"} or character in _BLANKS or selects


def _is_gap(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Zs", "Zl", "Zp"}


def _bare(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Me"})


def _undressed(character: str) -> str:
    found = None if character.isalnum() else _DRESSED_UP.fullmatch(unicodedata.name(character, ""))
    return found[1] if found else character


def _scripts(word: str) -> frozenset[str]:
    """The scripts of the letters in `word`, by the first word of each letter's Unicode name.

    Full-width and mathematical letters count as scripts of their own: nobody needs them in a name.
    """
    names = {unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha()}
    return frozenset(
        "EAST ASIAN" if name in _EAST_ASIAN else name for name in names - _NO_SCRIPT if name
    )


@cache
def _look_alikes() -> dict[int, str]:
    """Every letter that is taken for one or two of the Latin script, and for which."""
    tables = read("confusables.toml")
    return {
        ord(letter): latin
        for section in ("nearly", "alike")
        for latin in tables.table(section).values
        for letter in tables.table(section).text(latin)
    }
