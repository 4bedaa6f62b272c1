"""Replies to what came together: only the newest of them is sent, a moment later."""

from __future__ import annotations

from dataclasses import replace

from services.office import Office, Turn

MOMENT = 1.0
"""Seconds in which the rest of what was sent together usually comes."""


def bundle(turn: Turn, office: Office, name: str, *, since: int) -> None:
    """Put the replies after the first `since` of the turn into the bundle called `name`."""
    not_before = office.clock.pulse() + MOMENT
    turn.letters[since:] = [
        replace(letter, bundle=name, not_before=not_before)
        if letter.chat_id == turn.person.telegram_id
        else letter
        for letter in turn.letters[since:]
    ]
