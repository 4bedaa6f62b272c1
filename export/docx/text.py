"""Texts as WordprocessingML: literal, each line on its own, right-to-left where it reads so."""

from __future__ import annotations

import re
from html import escape
from unicodedata import bidirectional

from export.unicode_text import mended

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_TO_THE_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_LEFTWARD = re.compile(rf"([{_TO_THE_LEFT}](?:[^\w]*[{_TO_THE_LEFT}])*)")


def lines_of(text: str) -> list[str]:
    """The lines of `text`: what XML cannot hold left out, a lone surrogate as U+FFFD.

    Left out are control characters but the tab, U+FFFE and U+FFFF. Lines end at CR, LF, both, the
    vertical tab (Word's own line break) and the form feed.
    """
    return _LINE_END.split(_NOT_IN_XML.sub("", mended(text)))


def one_line(text: str) -> str:
    """`text` for where there is one line: its lines with a space between."""
    return " ".join(lines_of(text))


def attribute(text: str) -> str:
    """`text` as the value of an attribute in double quotes; its lines stay lines."""
    return "&#10;".join(escape(line).replace("\t", "&#9;") for line in lines_of(text))


def runs_of(line: str, *, style: str = "", language: str | None = None) -> str:
    """The runs that make up `line`, one that `lines_of` gave.

    `style` is the id of a character style. Stretches in Arabic, Hebrew and the like become runs of
    their own that Word sets from the right.
    """
    before = f'<w:rStyle w:val="{style}"/>' if style else ""
    tag = _language_tag(language)
    if not _LEFTWARD.search(line):
        return _run(line, before + tag)
    stretches = enumerate(_LEFTWARD.split(line))
    return "".join(
        _run(stretch, before + ("<w:rtl/>" if number % 2 else "") + tag)
        for number, stretch in stretches
        if stretch
    )


def reads_leftward(line: str) -> bool:
    """Whether the first letter with a direction is right-to-left (UAX #9, rules P2 and P3)."""
    if not _LEFTWARD.search(line):
        return False
    directions = (bidirectional(character) for character in line)
    return next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"


def is_language(tag: str) -> bool:
    """Whether `tag` has the form of a language tag (BCP 47)."""
    return bool(_LANGUAGE.fullmatch(tag))


def _language_tag(language: str | None) -> str:
    if language is None or not is_language(language):
        return ""
    return f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>'


def _run(text: str, properties: str) -> str:
    if not text:
        return ""
    shown = escape(text, quote=False)
    if "\t" in shown:
        shown = shown.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{shown}</w:t></w:r>'
