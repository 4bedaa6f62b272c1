"""Rules for the day of a meeting, as people say them: "third Tuesday"."""

from __future__ import annotations

import re
from datetime import time

from committee.calendar import DayRule

_NTH = {
    **dict.fromkeys(("first", "1st", "1"), 1),
    **dict.fromkeys(("second", "2nd", "2"), 2),
    **dict.fromkeys(("third", "3rd", "3"), 3),
    **dict.fromkeys(("fourth", "4th", "4"), 4),
    "last": -1,
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def rule_in(words: str, at: time) -> DayRule:
    """The rule that `words` say in English, at a time in Washington; ValueError when they do not.

    "third Tuesday", "the last Thursday" and "2nd wed" are understood.
    """
    said = re.fullmatch(r"(?:the )?(\w+) ([a-z]{3,})", " ".join(words.lower().split()))
    nth = _NTH.get(said[1]) if said else None
    named = [n for n, day in enumerate(_WEEKDAYS) if said and day.startswith(said[2])]
    if nth is None or len(named) != 1:
        raise ValueError("a rule is first, second, third, fourth or last, and a weekday")
    return DayRule(nth, named[0], at)
