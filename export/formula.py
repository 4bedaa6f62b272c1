"""Which texts a spreadsheet might take for a formula."""

from __future__ import annotations

import re

# The signs a formula begins with (OWASP, "CSV Injection"), their full-width and small forms, and
# the minus sign; programs differ in what they skip before them.
_SKIPPED = r"[\s\x00-\x1f\"\ufeff\u200b-\u200f\u2060]*"
_SIGNS = r"[=+\-@＝＋－＠﹦﹢﹣﹫\u2212]"
FORMULA = re.compile(rf"[\t\r\n]|{_SKIPPED}{_SIGNS}")


def looks_like_formula(text: str) -> bool:
    """Some spreadsheet might run `text` instead of showing it."""
    return FORMULA.match(text) is not None
