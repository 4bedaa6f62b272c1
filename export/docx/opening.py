"""A Word file opened for its parts and the relations between them (ECMA-376 part 2)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from export.docx.names import CONTENT_TYPES, RELATIONSHIPS

Element = Any  # lxml has no types of its own


class TemplateError(Exception):
    """A template cannot be used; the text says in one line which and why."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: its id there, its type, and the name of the part it leads to."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The end of its type, such as `header`."""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it goes into the file, with the relations it has itself."""

    name: str
    content: bytes
    content_type: str
    relations: tuple[Relation, ...] = ()


class Opened:
    """The parts of a template, by name; every error names the template."""

    def __init__(self, path: Path) -> None:
        """Raises TemplateError for what is no DOCX, OSError when it cannot be read."""
        self._path = path
        try:
            with ZipFile(path) as archive:
                self._contents = {name: archive.read(name) for name in archive.namelist()}
        except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            raise self.refused("is no DOCX file") from error
        self._types = self._read_types()

    def refused(self, why: str) -> TemplateError:
        """The error that says `why`, with the template's name before it."""
        return TemplateError(f"{self._path.name} {why}")

    def xml(self, name: str) -> Element:
        """The root of a part; entities are never looked up."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(self._content(name), parser)
        except etree.XMLSyntaxError as error:
            raise self.refused(f"is damaged: {name} is no XML") from error
        if root.getroottree().docinfo.doctype:
            raise self.refused(f"is damaged: {name} declares a document type")
        return root

    def relations(self, name: str) -> tuple[Relation, ...]:
        """The relations of the part `name`, or of the whole file for an empty name."""
        folder, _, file = name.rpartition("/")
        listed = join(folder, "_rels", f"{file}.rels")
        return tuple(self._relations(listed, folder)) if listed in self._contents else ()

    def part(self, name: str) -> Part:
        """A part as it is, with its relations; TemplateError when one of them leads outside."""
        relations = self.relations(name)
        for relation in relations:
            if relation.external:
                raise self.refused(f"refers to something outside it: {relation.target}")
        return Part(name, self._content(name), self.content_type(name), relations)

    def content_type(self, name: str) -> str:
        """What the file says the part is."""
        ending = name.rpartition(".")[2].lower()
        return self._types.get(f"/{name}") or self._types.get(ending) or "application/octet-stream"

    def _content(self, name: str) -> bytes:
        try:
            return self._contents[name]
        except KeyError as error:
            raise self.refused(f"is damaged: it lacks {name}") from error

    def _read_types(self) -> dict[str, str]:
        """Content types by `/name` of a part, or by the ending of many."""
        name = "[Content_Types].xml"
        if name not in self._contents:
            raise self.refused("is no DOCX file")
        types = {}
        for each in self.xml(name).iter(f"{{{CONTENT_TYPES}}}*"):
            if key := each.get("PartName") or each.get("Extension", "").lower():
                types[key] = each.get("ContentType", "")
        return types

    def _relations(self, listed: str, folder: str) -> Iterator[Relation]:
        for each in self.xml(listed).iter(f"{{{RELATIONSHIPS}}}Relationship"):
            external = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else join(folder, target)
            yield Relation(
                each.get("Id", ""),
                each.get("Type", ""),
                target if external else normpath(inside),
                external,
            )
