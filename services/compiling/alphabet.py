"""In which order names follow each other in a language."""

from __future__ import annotations

import unicodedata

from bot.flows.words import folded
from locales import Language

_ENYE = str.maketrans({"ñ": "ƞ", "Ñ": "ƞ"})
"""A letter that no language of ours has and that folding keeps, to tell ñ from n and a tilde."""


def alphabetical(name: str, language: Language) -> tuple[str, str]:
    """A key by which names are sorted: case, accents and signs count only between equal ones.

    In Spanish ñ is a letter of its own, after n; in the three others marks make no letters.
    """
    composed = unicodedata.normalize("NFC", name)
    if language != "es":
        return folded(composed), composed
    # Nothing that is folded holds U+10FFFF, so that n with it stands after every other n.
    return folded(composed.translate(_ENYE)).replace("ƞ", "n\U0010ffff"), composed
