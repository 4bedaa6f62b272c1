"""Symbols of documents, which the secretariat gives."""

from __future__ import annotations

import re

SYMBOL_LIMIT = 60
MOST_REVISIONS = 99
_SYMBOL = re.compile(r"[A-Za-z0-9][A-Za-z0-9/. -]{0,59}")


def is_symbol(text: str) -> bool:
    """Whether `text` has the form of a symbol: letters, digits, spaces and / . - only."""
    return _SYMBOL.fullmatch(text) is not None
