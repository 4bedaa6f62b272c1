"""Telegram's HTML: a handful of tags, strictly balanced, everything else refused.

https://core.telegram.org/bots/api#html-style
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.errors import bad_request
from sandbox.formatted import Formatted, cleaned, units
from sandbox.links import visited
from sandbox.shapes import Json

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_TAG_NAME = re.compile(r"<([^\s>]*)")
_END_TAG = re.compile(r"</([^\s>]*)\s*(>?)")
_ATTRIBUTE = re.compile(
    r"""([^\s=>/"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?"""
)
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int


def parse_html(source: str) -> Formatted:
    """Return text and entities; raises the Bot API's 400 where Telegram refuses the markup."""
    source = cleaned(source)
    if "<" not in source and "&" not in source:
        return Formatted(source)
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.found: list[Json] = []

    def read(self) -> Formatted:
        while hit := _SPECIAL.search(self.source, self.at):
            self._emit(self.source[self.at : hit.start()])
            self.at = hit.start()
            if hit.group() == "&":
                self._read_reference()
            elif self.source.startswith("</", self.at):
                self._read_end()
            else:
                self._read_start()
        self._emit(self.source[self.at :])
        if self.open:
            tag = self.open[-1].tag
            raise _refused(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self.found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted("".join(self.pieces), tuple(_merged(self.found)))

    def _emit(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.units += units(text)

    def _offset(self) -> int:
        return len(self.source[: self.at].encode("utf-8", "surrogatepass"))

    def _read_reference(self) -> None:
        match = _REFERENCE.match(self.source, self.at)
        meant = _referred(match) if match else None
        if match is None or meant is None:
            self._emit("&")
            self.at += 1
        else:
            self._emit(meant)
            self.at = match.end()

    def _read_start(self) -> None:
        start = self._offset()
        match = _TAG_NAME.match(self.source, self.at)
        if match is None or match.end() == len(self.source):
            raise _refused(f"Unclosed start tag at byte offset {start}")
        tag = match.group(1).lower()
        if tag not in _TAGS:
            raise _refused(f'Unsupported start tag "{tag}" at byte offset {start}')
        self.at = match.end()
        attributes = self._read_attributes(tag, start)
        self.at += 1
        self.open.append(
            _Open(tag, _argument(tag, attributes, start), self.units, len(self.pieces))
        )

    def _read_attributes(self, tag: str, start: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if self.source.startswith(">", self.at):
                return attributes
            if self.at >= len(self.source):
                raise _refused(f'Unclosed start tag "{tag}" at byte offset {start}')
            match = _ATTRIBUTE.match(self.source, self.at)
            if match is None:
                raise _refused(f'Empty attribute name in the tag "{tag}" at byte offset {start}')
            attributes[match[1].lower()] = _unescaped(match[2] or match[3] or match[4] or "")
            self.at = match.end()
            if self.source.startswith(("='", '="'), self.at):
                raise _refused(f"Unclosed start tag at byte offset {start}")
            if self.source.startswith("=", self.at):
                raise _refused(f"Unexpected end of name token at byte offset {self._offset() + 1}")

    def _skip_space(self) -> None:
        match = _SPACE.match(self.source, self.at)
        self.at = match.end() if match else self.at

    def _read_end(self) -> None:
        start = self._offset()
        if not self.open:
            raise _refused(f"Unexpected end tag at byte offset {start}")
        match = _END_TAG.match(self.source, self.at)
        if match is None or not match[2]:
            raise _refused(f"Unclosed end tag at byte offset {start}")
        opened = self.open.pop()
        if match[1] and match[1].lower() != opened.tag:
            raise _refused(
                f"Unmatched end tag at byte offset {start}, "
                f'expected "</{opened.tag}>", found "</{match[1]}>"'
            )
        self.at = match.end()
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        if self.units == opened.offset:
            return
        kind = _TAGS[opened.tag]
        entity: Json = {
            "offset": opened.offset,
            "length": self.units - opened.offset,
            "type": kind,
        }
        if kind == "text_link":
            url = visited(opened.argument or "".join(self.pieces[opened.piece :]))
            if url is None:
                return
            entity["url"] = url
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        self.found.append(entity)


def _refused(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def _referred(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    usable = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return cleaned(chr(code)) if usable else None


def _unescaped(value: str) -> str:
    return _REFERENCE.sub(lambda match: _referred(match) or match.group(), value)


def _argument(tag: str, attributes: dict[str, str], start: int) -> str:
    if tag == "a":
        return attributes.get("href", "")
    if tag == "code":
        return attributes.get("class", "").removeprefix("language-")
    if tag == "blockquote":
        return "expandable" if "expandable" in attributes else ""
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _refused(f'Tag "span" must have class "tg-spoiler" at byte offset {start}')
    return ""


def _merged(entities: list[Json]) -> list[Json]:
    """Join a language's <code> with the <pre> around it, as Telegram does."""
    kept: list[Json] = []
    for entity in entities:
        around = next((other for other in kept if _same_place(other, entity)), None)
        if around is None:
            kept.append(entity)
        else:
            around.update(entity | around, type="pre")
    for entity in kept:
        if entity["type"] == "code":
            entity.pop("language", None)
    return kept


def _same_place(one: Json, other: Json) -> bool:
    kinds = {one["type"], other["type"]}
    return (
        kinds == {"pre", "code"}
        and one["offset"] == other["offset"]
        and one["length"] == other["length"]
    )
