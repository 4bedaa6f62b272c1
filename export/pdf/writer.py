"""A document as PDF: its parts typeset, joined, and given their feet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from export.document import Document
from export.pdf.bookmarks import Mark
from export.pdf.data import Around, Entry, data_of, language_of
from export.pdf.literal import in_one_line, one_line
from export.pdf.parts import MOST, Part, cut
from export.pdf.places import Place, length_and_places
from export.pdf.saying import Properties
from export.pdf.typesetting import Typesetting
from export.pdf.work import TypesetPart, Work
from export.replacement import replacing

FEET_AT_ONCE = 2_000
"""Pages whose feet are typeset in one process."""


@dataclass(slots=True)
class _Typeset:
    """A part and its file, and where its headings stand."""

    part: Part
    file: Path
    pages: int = 0
    places: Sequence[Place] = ()

    def read(self) -> None:
        """Find out how long it is and where its headings stand."""
        self.pages, self.places = length_and_places(self.file)

    def entries(self, before: int) -> list[Entry]:
        """Its headings with their pages, where `before` pages come before it."""
        return [
            Entry(heading, before + place.page + 1)
            for heading, place in zip(self.part.headings, self.places, strict=True)
        ]

    def marks(self, before: int) -> list[Mark]:
        """Its headings as bookmarks, where `before` pages come before it."""
        return [
            Mark(heading.level, one_line(heading.text), before + at.page, at.left, at.top)
            for heading, at in zip(self.part.headings, self.places, strict=True)
        ]


def write_pdf(document: Document, path: Path, *, most: int = MOST) -> None:
    """Write `document` to `path`: whole and on disk, or not at all and what was there stays.

    The same document gives the same bytes. `most` is about how many characters are typeset in one
    process. Raises ValueError as `export.pdf.parts.cut` does, TypesettingError when a part cannot
    be typeset (a picture that is none), OSError when the disk refuses.
    """
    moment = int(document.made.timestamp())
    with (
        replacing(path.resolve()) as draft,
        TemporaryDirectory(dir=path.parent.resolve(), prefix=f".{path.name}.") as name,
        Typesetting(Path(name), moment) as typesetting,
    ):
        parts = _typeset(document, typesetting, Path(name), most)
        feet = _feet(document, typesetting, sum(each.pages for each in parts))
        typesetting.join(_work(document, parts, feet, draft).as_data())


def _typeset(
    document: Document, typesetting: Typesetting, folder: Path, most: int
) -> list[_Typeset]:
    """Every part typeset: last the one with the contents, which tell pages of the others."""
    parts: list[_Typeset] = []
    for number, part in enumerate(cut(document.cover, document.blocks, most)):
        name = f"part-{number:04}"
        parts.append(_Typeset(part, folder / f"{name}.pdf"))
        if not part.has_contents:
            data = data_of(document, part, name, folder, Around())
            typesetting.begin("part.typ", name, data)
            part.forget_texts()
    typesetting.finish()
    for each in parts:
        if not each.part.has_contents:
            each.read()
    _typeset_contents(document, typesetting, folder, parts)
    return parts


def _typeset_contents(
    document: Document, typesetting: Typesetting, folder: Path, parts: list[_Typeset]
) -> None:
    at = next((n for n, each in enumerate(parts) if each.part.has_contents), None)
    if at is None:
        return
    here = parts[at]
    around = Around(
        first=1 + sum(each.pages for each in parts[:at]),
        before=_counted(parts[:at]),
        after=_counted(parts[at + 1 :]),
    )
    name = here.file.stem
    typesetting.begin("part.typ", name, data_of(document, here.part, name, folder, around))
    typesetting.finish()
    here.read()


def _counted(parts: Sequence[_Typeset]) -> list[Entry]:
    """The entries of `parts`, their pages counted from the first page of the first part."""
    found: list[Entry] = []
    before = 0
    for each in parts:
        found += each.entries(before)
        before += each.pages
    return found


def _feet(document: Document, typesetting: Typesetting, pages: int) -> list[Path]:
    files = []
    for start in range(0, pages, FEET_AT_ONCE):
        numbers = range(start + 1, min(start + FEET_AT_ONCE, pages) + 1)
        said = [_page(document.page, number, pages) for number in numbers]
        data = {
            "lang": language_of(document.language) or ("en", None),
            "running": in_one_line(document.running),
            "pages": [in_one_line(each) for each in said],
        }
        files.append(typesetting.begin("foot.typ", f"feet-{start:06}", data, tagged=False))
    typesetting.finish()
    return files


def _page(said: str, number: int, pages: int) -> str:
    """`said` with its two places filled; no other brace in it means anything."""
    return said.replace("{pages}", str(pages)).replace("{page}", str(number))


def _work(document: Document, parts: Sequence[_Typeset], feet: Sequence[Path], draft: Path) -> Work:
    joined = []
    before = 0
    for each in parts:
        tables = [one_line(table.about) for table in each.part.tables]
        joined.append(TypesetPart(str(each.file), each.marks(before), tables))
        before += each.pages
    properties = Properties(
        title=one_line(document.title or document.cover.title),
        author=one_line(document.author),
        language=document.language,
        made=document.made,
    )
    return Work(joined, list(map(str, feet)), properties, str(draft))
