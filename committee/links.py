"""Where to join a meeting from afar: web addresses in what people write of it."""

from __future__ import annotations

import re

from committee.calendar import PlannedMeeting

LIMIT = 500
_IN_TEXT = r"[^\s<>\"]+"
_LINK = re.compile(
    rf"https?://{_IN_TEXT}"
    rf"|(?<![\w@.:/-])(?:www\.{_IN_TEXT}|(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{{2,}}/{_IN_TEXT})",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"<\s*>|\(\s*\)|\[\s*\]|\"\s*\"")


def is_link(text: str) -> bool:
    """Whether `text` is a web address that can be kept."""
    if len(text) > LIMIT or not text.isprintable():
        return False
    return re.fullmatch(rf"https?://{_IN_TEXT}", text, re.IGNORECASE) is not None


def parted(text: str) -> tuple[str, str | None]:
    """`text` without the first web address in it, and that address; "www.…" gets its https://."""
    found = _LINK.search(text)
    if found is None:
        return " ".join(text.split()).strip(" ,;."), None
    written = found[0].rstrip(".,;)]")
    rest = _EMPTY_BRACKETS.sub(" ", text.replace(written, " "))
    link = "".join(each for each in written if each.isprintable())
    whole = link if "://" in link else f"https://{link}"
    return " ".join(rest.split()).strip(" ,;.:"), whole


def are_shown(plan: PlannedMeeting) -> bool:
    """Whether a text that everybody sees in the public calendar holds a web address."""
    texts = (plan.title, plan.about, plan.asked, plan.place, *plan.agenda)
    said = (each for text in texts for each in text.as_dict().values())
    return any("://" in each or _LINK.search(each) for each in said)
