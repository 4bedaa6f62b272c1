"""The zip of a DOCX file: the template's parts, pictures, properties, and the main part last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from hashlib import sha256
from html import escape
from pathlib import Path
from posixpath import dirname, relpath
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from export.document import Document
from export.docx.names import (
    APP_TYPE,
    CONTENT_TYPES,
    CORE_TYPE,
    DOCUMENT_TYPE,
    HEAD,
    OFFICE,
    PACKAGE,
    RELATIONSHIPS,
    RELATIONSHIPS_TYPE,
)
from export.docx.opening import Relation
from export.docx.template import Template
from export.docx.text import one_line
from export.zip_part import add_part

_MOMENT_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


class Package:
    """A DOCX file being written: begin it, add pictures and the main part, leave the block."""

    def __init__(self, path: Path, template: Template, document: Document) -> None:
        self._archive = ZipFile(path, "w", ZIP_DEFLATED)
        self._template = template
        self._relations = list(template.relations)
        self._pictures: dict[bytes, str] = {}
        # First in the zip, where programs that guess types look.
        self._write("[Content_Types].xml", _content_types(template))
        self._write_relations("", _whole_file(template.main))
        for part in template.parts:
            self._write(part.name, part.content)
            self._write_relations(part.name, part.relations)
        self._write("docProps/core.xml", _core(document))
        self._write("docProps/app.xml", _app())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def add_picture(self, png: bytes) -> str:
        """The id of the relation to the picture, which is kept once however often it is shown."""
        digest = sha256(png).digest()
        if digest not in self._pictures:
            name = self._free_name(len(self._pictures) + 1)
            self._write(name, png)
            relation = f"rId{len(self._relations) + 1}"
            self._relations.append(Relation(relation, f"{OFFICE}/image", name, external=False))
            self._pictures[digest] = relation
        return self._pictures[digest]

    def add_main(self, pieces: Iterable[str]) -> None:
        """The main part in `pieces`, then its relations: every picture has been added by then."""
        add_part(self._archive, self._template.main, pieces)
        self._write_relations(self._template.main, self._relations)

    def _free_name(self, number: int) -> str:
        folder = dirname(self._template.main)
        taken = {part.name for part in self._template.parts}
        name = f"{folder}/media/picture{number}.png".lstrip("/")
        while name in taken:
            name = name.replace("/picture", "/our-picture")
        return name

    def _write(self, name: str, content: str | bytes) -> None:
        if isinstance(content, str):
            add_part(self._archive, name, [content])
        else:
            member = ZipInfo(name, _MOMENT_OF_ZIP)
            member.external_attr = 0o644 << 16
            self._archive.writestr(member, content, ZIP_DEFLATED)

    def _write_relations(self, name: str, relations: Iterable[Relation]) -> None:
        if listed := "".join(_relation(relation, dirname(name)) for relation in relations):
            folder, _, file = name.rpartition("/")
            place = f"{folder}/_rels/{file}.rels".lstrip("/")
            whole = f'<Relationships xmlns="{RELATIONSHIPS}">{listed}</Relationships>'
            self._write(place, HEAD + whole)


def _relation(relation: Relation, folder: str) -> str:
    target = relpath(relation.target, folder or ".")
    return (
        f'<Relationship Id="{escape(relation.id)}" Type="{escape(relation.type)}"'
        f' Target="{escape(target)}"/>'
    )


def _whole_file(main: str) -> Iterator[Relation]:
    targets = {
        f"{OFFICE}/officeDocument": main,
        f"{RELATIONSHIPS}/metadata/core-properties": "docProps/core.xml",
        f"{OFFICE}/extended-properties": "docProps/app.xml",
    }
    for number, (kind, target) in enumerate(targets.items(), start=1):
        yield Relation(f"rId{number}", kind, target, external=False)


def _content_types(template: Template) -> str:
    types = {
        template.main: DOCUMENT_TYPE,
        "docProps/core.xml": CORE_TYPE,
        "docProps/app.xml": APP_TYPE,
        **{part.name: part.content_type for part in template.parts},
    }
    return (
        f'{HEAD}<Types xmlns="{CONTENT_TYPES}">'
        f'<Default Extension="rels" ContentType="{RELATIONSHIPS_TYPE}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        + "".join(
            f'<Override PartName="/{escape(name)}" ContentType="{escape(type_)}"/>'
            for name, type_ in types.items()
        )
        + "</Types>"
    )


def _core(document: Document) -> str:
    # Institutions are named, not persons.
    author = escape(one_line(document.author), quote=False)
    title = escape(one_line(document.title or document.cover.title), quote=False)
    made = document.made
    if made.tzinfo is not None:
        made = made.astimezone(UTC)
    moment = f'xsi:type="dcterms:W3CDTF">{made:%Y-%m-%dT%H:%M:%SZ}'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified>"
        f"<dc:language>{escape(one_line(document.language))}</dc:language></cp:coreProperties>"
    )


def _app() -> str:
    return f'{HEAD}<Properties xmlns="{_PROPERTIES}"><Application>Enlace</Application></Properties>'
