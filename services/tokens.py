"""Small codes that travel: invitation tokens, and ids on buttons."""

from __future__ import annotations

import hashlib
import secrets

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def new_token() -> str:
    """A fresh invitation token: 192 random bits in 32 characters that a deep link can carry."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """What is kept of a token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def short(number: int) -> str:
    """`number` (0 or more) in base 36, as it stands on buttons."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def long(code: str) -> int:
    """The number that `short` wrote; ValueError when it is none."""
    return int(code, 36)
