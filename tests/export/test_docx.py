"""The DOCX writer: every text comes back, and stands in the structure that Word knows."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given
from lxml import etree

from export.document import Block, Column, Contents, Heading, Picture, Style, Table, Text
from export.docx import write_docx
from export.docx.names import w
from export.docx.opening import Element
from export.docx.text import lines_of, one_line
from tests.export.documents import COVER, document, png, varied
from tests.export.docx_reading import (
    MAIN,
    after_the_cover,
    body_of,
    lines,
    parts_of,
)
from tests.export.samples import HOSTILE, texts


@pytest.fixture
def body(tmp_path: Path) -> Element:
    write_docx(document(varied()), tmp_path / "c.docx")
    return body_of(tmp_path / "c.docx")


def test_every_text_is_there_in_order_and_in_its_style(body: Element) -> None:
    listed = [
        ("Toc1", "Cuántos respondieron\t"),
        ("Toc1", "Por actor\t"),
        ("Toc2", "Haití\t"),
        ("Toc3", "Ouverture de deux centres\t"),
        ("Toc1", ""),
    ]
    table = ["Nº", "Actividad", "Respuestas", "1", "Asistencia consular", "3"]
    assert lines(body) == [
        *(("CoverBody", text) for text in COVER.body),
        *(("CoverCorner", text) for text in COVER.corner),
        ("Title", COVER.title),
        *(("Subtitle", text) for text in COVER.under),
        ("Note", "Copia de trabajo."),
        ("TocHeading", "Contenido"),
        *listed,
        ("Heading1", "Cuántos respondieron"),
        ("BodyText", "Once de treinta y tres."),
        ("Picture", ""),
        *(("TableHeading" if n < 3 else "TableText", text) for n, text in enumerate(table)),
        *(("TableText", text) for text in ("2", "Niñez", "y adolescencia", "12", "")),
        ("Heading1", "Por actor"),
        ("Heading2", "Haití"),
        ("Heading3", "Ouverture de deux centres"),
        *(
            ("ReceivedText", text)
            for text in ("Lo realizado: Deux centres.", "", "Deuxième ligne.")
        ),
        ("UnofficialTranslation", "Dos centros."),
        ("Heading4", "Obstáculos"),
        ("ReceivedText", "Relato:"),
        ("ReceivedText", "افتتحنا مأويين (2027) مع OIM"),
    ]


def test_another_reader_of_word_files_finds_the_same(tmp_path: Path) -> None:
    write_docx(document(varied()), tmp_path / "c.docx")
    found = docx.Document(str(tmp_path / "c.docx"))
    assert [p.style.name for p in found.paragraphs if p.text == "Haití" and p.style] == [
        "Heading 2"
    ]
    assert [cell.text for cell in found.tables[1].rows[2].cells] == [
        "2",
        "Niñez\ny adolescencia",
        "12",
    ]
    assert len(found.inline_shapes) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_literal_wherever_they_stand(text: str, tmp_path: Path) -> None:
    path, line = tmp_path / "c.docx", one_line(text)
    cover = replace(COVER, title=text, body=(text,), corner=(text,), under=(text,))
    table = Table((Column(text),), ((text,),), text)
    blocks = (Heading(1, text), Text(text, label=text), table, Picture(png(), "", text))
    whole = document((Contents(text), *blocks), cover)
    write_docx(replace(whole, running=text, page=text, author=text), path)
    found = [text for _, text in lines(body_of(path))]
    assert found.count(line) >= 3
    body = body_of(path)
    shown = body.find(f".//{w('tblDescription')}").get(w("val"))
    assert shown == "\n".join(lines_of(text))
    _holds_nothing_active(path)
    assert docx.Document(str(path)).core_properties.author == line


@given(texts)
def test_any_text_comes_back_line_by_line(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "c.docx"
    table = Table((Column("A"),), iter([(text,)]), "")
    found = [line for _, line in after_the_cover(path, Text(text, Style.RECEIVED), table)]
    each = lines_of(text)
    assert found == [*each, "A", *each, ""]


def test_what_is_lost_is_told_and_nothing_else_is() -> None:
    assert lines_of("a\x00\x01\x1fb\ufffe") == ["ab"]
    assert lines_of("a\x0bb\x0cc\r\nd\re") == ["a", "b", "c", "d", "e"]
    assert lines_of("\ud800") == ["\ufffd"]
    assert lines_of("\x85\u2028\u202e\u00ad\t") == ["\x85\u2028\u202e\u00ad\t"]


def test_properties_name_the_institution_and_nobody(tmp_path: Path) -> None:
    write_docx(document(varied()), tmp_path / "c.docx")
    says = docx.Document(str(tmp_path / "c.docx")).core_properties
    assert says.author == says.last_modified_by == "Comisión de Asuntos Migratorios"
    assert (says.title, says.language) == (COVER.title, "es")
    write_docx(replace(document(()), title="CAM/1"), tmp_path / "called.docx")
    assert docx.Document(str(tmp_path / "called.docx")).core_properties.title == "CAM/1"
    assert says.created == says.modified == document([]).made
    assert b"<Application>Enlace</Application>" in parts_of(tmp_path / "c.docx")["docProps/app.xml"]


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write_docx(document(varied()), one)
    write_docx(document(varied()), two)
    assert one.read_bytes() == two.read_bytes()


def test_every_part_has_a_type_and_every_relation_leads_to_a_part(tmp_path: Path) -> None:
    write_docx(document(varied()), tmp_path / "c.docx")
    parts = parts_of(tmp_path / "c.docx")
    assert next(iter(parts)) == "[Content_Types].xml"
    types = parts["[Content_Types].xml"].decode()
    named = set(re.findall(r'PartName="/([^"]+)"', types))
    assert named | {name for name in parts if name.endswith((".rels", ".png"))} == set(parts) - {
        "[Content_Types].xml"
    }
    targets = re.findall(r'Target="([^"]+)"', parts["word/_rels/document.xml.rels"].decode())
    assert {f"word/{target}" for target in targets} <= set(parts)
    ids = re.findall(r'r:(?:id|embed)="([^"]+)"', parts[MAIN].decode())
    assert ids
    assert set(ids) <= set(
        re.findall(r' Id="([^"]+)"', parts["word/_rels/document.xml.rels"].decode())
    )


def test_a_failure_leaves_what_was_there_and_nothing_beside_it(tmp_path: Path) -> None:
    def breaking() -> Iterator[Block]:
        yield Heading(1, "A")
        raise RuntimeError("the source broke")

    target = tmp_path / "c.docx"
    target.write_text("last week's")
    with pytest.raises(RuntimeError, match="the source broke"):
        write_docx(document(breaking()), target)
    assert target.read_text() == "last week's"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (Heading(5, "x"), "no heading of level 5"),
        (Table((Column("A"),), (("a", "b"),), ""), "2 cells for 1 columns"),
        (Table((), (), ""), "no columns"),
        (Picture(b"GIF89a", "", "x"), "no PNG"),
        (Picture(png(0, 1), "", "x"), "no size"),
    ],
)
def test_a_block_that_cannot_be_written_is_refused(block: Block, why: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=why):
        write_docx(document([block]), tmp_path / "c.docx")


def test_blocks_and_rows_are_not_kept(tmp_path: Path) -> None:
    """Four times as many blocks and rows need about the memory of a quarter of them."""

    def peak(blocks: int) -> int:
        text = "Abrimos dos albergues. " * 40
        rows = ((text,) for _ in range(blocks))
        streamed = (Text(text + str(n)) for n in range(blocks))
        table = Table((Column("A"),), rows, "")
        tracemalloc.start()
        write_docx(document(each for one in (streamed, [table]) for each in one), tmp_path / "c")
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(10)
    assert peak(8_000) < 1.5 * peak(2_000)


def _holds_nothing_active(path: Path) -> None:
    """No link out of the file, no field but ours, no macro."""
    with ZipFile(path) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            assert b'TargetMode="External"' not in part
            assert "vba" not in name.lower()
    for root in (body_of(path), etree.fromstring(parts_of(path)["word/footer.xml"])):
        for code in root.iter(w("instrText")):
            assert re.fullmatch(r' (TOC \\o "1-3" \\h \\z \\u|PAGEREF _Toc\d{9} \\h) ', code.text)
