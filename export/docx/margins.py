"""Headers and footers: the places `{running}` and `{page}` that the secretariat may move about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from export.docx.names import w
from export.docx.opening import Element
from export.docx.text import one_line

_MARKER = re.compile(r"\{(running|page)\}")
_COUNT = re.compile(r"\{(page|pages)\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def filled(root: Element, running: str, page: str) -> None:
    """Put `running` and `page` where the template has `{running}` and `{page}` as plain text.

    The places `{page}` and `{pages}` of `page` become numbers that Word counts. A marker that Word
    has cut into several runs, as it does when one is edited, is found all the same; it looks as
    its first letter does.
    """
    for paragraph in root.iter(w("p")):
        texts = [text for text in paragraph.iter(w("t")) if _paragraph_of(text) is paragraph]
        whole = "".join(text.text or "" for text in texts)
        for marker in reversed(list(_MARKER.finditer(whole))):
            parts = _page(page) if marker[1] == "page" else iter([_text(running)])
            _put(texts, marker.start(), marker.end(), parts)


def _put(texts: list[Element], start: int, end: int, parts: Iterator[Element]) -> None:
    """Cut the characters from `start` to `end` out of `texts` and put `parts` there."""
    offset = 0
    for text in texts:
        content, begins = text.text or "", offset
        offset += len(content)
        if begins >= end or offset <= start:
            continue
        after = content[end - begins :]
        if begins > start:
            _say(text, after)
            continue
        _say(text, content[: start - begins])
        for part in (*parts, *([_text(after)] if after else [])):
            text.addnext(part)
            text = part  # noqa: PLW2901 - the next one goes after it


def _page(page: str) -> Iterator[Element]:
    """The words of `page` and the numbers between them, to stand in one run."""
    for number, part in enumerate(_COUNT.split(one_line(page))):
        if number % 2:
            yield _mark("begin")
            code = etree.Element(w("instrText"))
            _say(code, f" {_FIELDS[part]} ")
            yield code
            yield _mark("separate")
            yield _text("1")
            yield _mark("end")
        elif part:
            yield _text(part)


def _mark(kind: str) -> Element:
    mark = etree.Element(w("fldChar"))
    mark.set(w("fldCharType"), kind)
    return mark


def _text(content: str) -> Element:
    text = etree.Element(w("t"))
    _say(text, one_line(content))
    return text


def _say(element: Element, content: str) -> None:
    element.text = content
    element.set(_SPACE, "preserve")


def _paragraph_of(text: Element) -> Element:
    """The innermost paragraph: one in a text box stands inside another."""
    return next(text.iterancestors(w("p")))
