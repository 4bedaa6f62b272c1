"""XLIFF 2.x read again: what translators made of the texts, or the line that is wrong.

Nothing outside the file is fetched and no entity but XML's own is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from export.xliff import CORE

LARGEST = 50_000_000
"""Bytes."""
_NAMES = "{" + CORE + "}"
_PLAIN = {"mrk", "pc"}
"""Elements around text that say something about it, and whose text is the text."""


class XliffError(Exception):
    """The file cannot be taken: the line (from 1) and what is wrong with it, as a key."""

    def __init__(self, line: int, fault: str, **about: str) -> None:
        super().__init__(fault)
        self.line, self.fault, self.about = line, fault, about


@dataclass(frozen=True, slots=True)
class Translated:
    """A text and its translation, as they stand from `line` on."""

    number: str
    key: str
    source: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Pair:
    """What a file says of itself: from which language into which."""

    source: str
    target: str


def read_xliff(content: bytes) -> tuple[Pair, tuple[Translated, ...]]:
    """What is translated in a file of that `content`; what is not translated is passed over.

    Raises XliffError; its `fault` is "large", "xml", "doctype", "not_xliff", "version",
    "languages", "unnamed", "twice", "code" or "no_source".
    """
    if len(content) > LARGEST:
        raise XliffError(1, "large")
    root = _root(content)
    pair = _pair(root)
    return pair, tuple(_translated(root))


def _root(content: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree  # noqa: PLC0415 - heavy, and only for this

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        tree = etree.parse(BytesIO(content), parser)
    except etree.XMLSyntaxError as error:
        raise XliffError(error.lineno or 1, "xml") from None
    if tree.docinfo.doctype:
        raise XliffError(1, "doctype")
    return tree.getroot()


def _pair(root: Any) -> Pair:  # noqa: ANN401
    if root.tag != _NAMES + "xliff":
        raise XliffError(root.sourceline, "not_xliff")
    if not str(root.get("version", "")).startswith("2."):
        raise XliffError(root.sourceline, "version")
    source, target = root.get("srcLang"), root.get("trgLang")
    if not source or not target:
        raise XliffError(root.sourceline, "languages")
    return Pair(source.split("-")[0].lower(), target.split("-")[0].lower())


def _translated(root: Any) -> Iterator[Translated]:  # noqa: ANN401
    seen: set[tuple[str, str]] = set()
    for file in root.iter(_NAMES + "file"):
        number = file.get("original")
        if not number:
            raise XliffError(file.sourceline, "unnamed")
        for unit in file.iter(_NAMES + "unit"):
            key = unit.get("id", "")
            if (number, key) in seen:
                raise XliffError(unit.sourceline, "twice", number=number)
            seen.add((number, key))
            source, target = _both(unit)
            if target is not None:
                yield Translated(number, key, source, target, unit.sourceline)


def _both(unit: Any) -> tuple[str, str | None]:  # noqa: ANN401
    """The whole source, and the whole translation where every segment with words has one.

    Tools may have cut a text into segments; what stands between them is in `<ignorable>`.
    """
    sources: list[str] = []
    targets: list[str] = []
    missing = False
    for part in unit:
        if part.tag not in {_NAMES + "segment", _NAMES + "ignorable"}:
            continue
        source, target = part.find(_NAMES + "source"), part.find(_NAMES + "target")
        if source is None:
            raise XliffError(part.sourceline, "no_source")
        said = _said(source)
        translated = None if target is None else _said(target)
        if not translated and said.strip() and part.tag == _NAMES + "segment":
            missing = True
        sources.append(said)
        targets.append(said if translated is None else translated)
    whole = "".join(targets)
    return "".join(sources), None if missing or not whole.strip() else whole


def _said(element: Any) -> str:  # noqa: ANN401
    """The text of a source or target, with the code points that XML cannot hold."""
    pieces = [element.text or ""]
    for inner in element:
        if not isinstance(inner.tag, str):
            raise XliffError(inner.sourceline, "code")
        if inner.tag == _NAMES + "cp":
            pieces.append(_code_point(inner))
        elif inner.tag.removeprefix(_NAMES) in _PLAIN:
            pieces.append(_said(inner))
        elif inner.tag not in {_NAMES + "sm", _NAMES + "em"}:
            raise XliffError(inner.sourceline, "code")
        pieces.append(inner.tail or "")
    return "".join(pieces)


def _code_point(element: Any) -> str:  # noqa: ANN401
    try:
        return chr(int(element.get("hex", ""), 16))
    except (ValueError, OverflowError):
        raise XliffError(element.sourceline, "code") from None
