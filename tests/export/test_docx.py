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

from export.document import Block, Column, Contents, Heading, NewPage, Picture, Style, Table, Text
from export.docx import write_docx
from export.docx.names import w
from export.docx.opening import Element
from export.docx.text import lines_of, one_line
from tests.export.documents import COVER, document, png, varied
from tests.export.docx_reading import MAIN, body_of, lines, parts_of, said, style_of
from tests.export.samples import HOSTILE, texts

LANGUAGE = f"{w('rPr')}/{w('lang')}"


@pytest.fixture
def body(tmp_path: Path) -> Element:
    write_docx(document(varied()), tmp_path / "c.docx")
    return body_of(tmp_path / "c.docx")


def written(path: Path, *blocks: Block) -> list[tuple[str, str]]:
    """The paragraphs after the cover."""
    write_docx(document(blocks), path)
    found = lines(body_of(path))
    return found[next(i for i, (_, text) in enumerate(found) if text == COVER.under[-1]) + 1 :]


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
    found = [line for _, line in written(path, Text(text, Style.RECEIVED), table)]
    each = lines_of(text)
    assert found == [*each, "A", *each, ""]


def test_what_is_lost_is_told_and_nothing_else_is() -> None:
    assert lines_of("a\x00\x01\x1fb\ufffe") == ["ab"]
    assert lines_of("a\x0bb\x0cc\r\nd\re") == ["a", "b", "c", "d", "e"]
    assert lines_of("\ud800") == ["\ufffd"]
    assert lines_of("\x85\u2028\u202e\u00ad\t") == ["\x85\u2028\u202e\u00ad\t"]


def test_the_header_row_repeats_and_the_table_is_described(body: Element) -> None:
    table = body.findall(w("tbl"))[1]
    header, *rows = table.findall(w("tr"))
    assert [each.tag for each in header.find(w("trPr"))] == [w("cantSplit"), w("tblHeader")]
    assert not [row for row in rows if row.find(f".//{w('tblHeader')}") is not None]
    names = [etree.QName(each).localname for each in table.find(w("tblPr"))]
    order = ["tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption", "tblDescription"]
    assert names == order  # ECMA-376, CT_TblPr; Word refuses another
    right = [said(jc.getparent().getparent()) for jc in table.iter(w("jc"))]
    assert right == ["Nº", "1", "2"]


def test_a_row_with_a_long_text_may_go_on_overleaf(tmp_path: Path) -> None:
    table = Table((Column("A"),), (("short",), ("long " * 500,)), "")
    write_docx(document([table]), tmp_path / "c.docx")
    *_, short, long = body_of(tmp_path / "c.docx").findall(f".//{w('tr')}")
    assert short.find(f".//{w('cantSplit')}") is not None
    assert long.find(f".//{w('cantSplit')}") is None


def test_contents_lead_to_bookmarks_around_the_headings(body: Element) -> None:
    codes = [(each.text or "").strip() for each in body.iter(w("instrText"))]
    assert codes[0] == r'TOC \o "1-3" \h \z \u'
    marks = {each.get(w("name")): said(each.getparent()) for each in body.iter(w("bookmarkStart"))}
    assert [f"PAGEREF {each} \\h" for each in list(marks)[:4]] == codes[1:]
    for link in body.iter(w("hyperlink")):
        assert f"{marks[link.get(w('anchor'))]}\t" == said(link)
    kinds = [each.get(w("fldCharType")) for each in body.iter(w("fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 5


def test_contents_list_headings_before_them_and_as_deep_as_asked(tmp_path: Path) -> None:
    blocks = Heading(1, "A"), Contents("C", depth=2), Heading(2, "B"), Heading(3, "Deep")
    found = written(tmp_path / "c.docx", *blocks)
    assert found == [
        ("Heading1", "A"),
        ("TocHeading", "C"),
        ("Toc1", "A\t"),
        ("Toc2", "B\t"),
        ("Toc1", ""),
        ("Heading2", "B"),
        ("Heading3", "Deep"),
    ]


def test_new_pages_begin_with_what_follows(body: Element, tmp_path: Path) -> None:
    begun = [said(each.getparent().getparent()) for each in body.iter(w("pageBreakBefore"))]
    assert begun == ["Contenido", "Cuántos respondieron"]
    table = Table((Column("A"),), (("a",),), "")
    write_docx(document([NewPage(), table, NewPage()]), tmp_path / "t.docx")
    tables = body_of(tmp_path / "t.docx").iter(w("pageBreakBefore"))
    assert [said(each.getparent().getparent()) for each in tables] == ["A"]


def test_languages_are_told_where_they_are_not_the_documents(body: Element, tmp_path: Path) -> None:
    spoken = {
        said(run.getparent()): run.find(LANGUAGE).get(w("val"))
        for run in body.iter(w("r"))
        if run.find(LANGUAGE) is not None and run.getparent().tag == w("p")
    }
    assert spoken == {
        "Ouverture de deux centres": "fr",
        "Lo realizado: Deux centres.": "fr",
        "Deuxième ligne.": "fr",
        "افتتحنا مأويين (2027) مع OIM": "ar",
    }
    styles = etree.fromstring(parts_of(tmp_path / "c.docx")["word/styles.xml"])
    (default,) = styles.iter(w("lang"))
    assert default.getparent().getparent().tag == w("rPrDefault")
    assert default.get(w("val")) == default.get(w("bidi")) == "es"


def test_a_language_that_is_none_is_left_out(tmp_path: Path) -> None:
    write_docx(document([Text("a", language='x"/><w:b')]), tmp_path / "c.docx")
    assert not list(body_of(tmp_path / "c.docx").iter(w("lang")))


def test_what_reads_from_the_right_is_set_so(body: Element) -> None:
    (turned,) = (each.getparent().getparent() for each in body.iter(w("bidi")))
    assert said(turned) == "افتتحنا مأويين (2027) مع OIM"
    runs = [(each.getparent().tag, said_run(each)) for each in turned.iter(w("r"))]
    rtl = {said_run(each.getparent().getparent()) for each in turned.iter(w("rtl"))}
    assert [text in rtl for _, text in runs] == [True, False, True, False]


def said_run(run: Element) -> str:
    return "".join(each.text or "" for each in run.iter(w("t")))


def test_pictures_say_what_they_show_and_are_kept_once(tmp_path: Path) -> None:
    twice = Picture(png(), "<svg/>", 'Respondieron "11" de 33\nEstados & órganos', 0.5)
    write_docx(document([twice, twice, replace(twice, png=png(30, 30))]), tmp_path / "c.docx")
    described = [
        each for each in body_of(tmp_path / "c.docx").iter() if each.tag.endswith("}docPr")
    ]
    assert {each.get("descr") for each in described} == {twice.alternative}
    assert [each.get("id") for each in described] == ["1", "2", "3"]
    media = [name for name in parts_of(tmp_path / "c.docx") if "media/" in name]
    assert media == ["word/media/picture1.png", "word/media/picture2.png"]
    first, _, square = docx.Document(str(tmp_path / "c.docx")).inline_shapes
    assert (first.width.inches, first.height.inches) == (3.25, 1.625)
    assert square.width == square.height


def test_headings_stay_with_what_follows_and_have_their_place_in_the_outline(
    tmp_path: Path,
) -> None:
    write_docx(document([]), tmp_path / "c.docx")
    styles = etree.fromstring(parts_of(tmp_path / "c.docx")["word/styles.xml"])
    for level in range(1, 5):
        (style,) = styles.xpath(f"//*[@*[local-name()='styleId']='Heading{level}']")
        assert style.find(f".//{w('keepNext')}") is not None
        assert style.find(f".//{w('outlineLvl')}").get(w("val")) == str(level - 1)


def test_a_label_that_reads_the_other_way_stays_with_its_text(body: Element) -> None:
    (label,) = (each for each in body.iter(w("p")) if said(each) == "Relato:")
    assert label.find(f"{w('pPr')}/{w('keepNext')}") is not None
    assert style_of(label) == "ReceivedText"


def test_the_foot_has_the_words_and_numbers_that_word_counts(tmp_path: Path) -> None:
    write_docx(document([]), tmp_path / "c.docx")
    foot = etree.fromstring(parts_of(tmp_path / "c.docx")["word/footer.xml"])
    assert said(foot) == "Compilación · copia de trabajo\tPágina 1 de 1"
    assert [(each.text or "").strip() for each in foot.iter(w("instrText"))] == ["PAGE", "NUMPAGES"]


def test_properties_name_the_institution_and_nobody(tmp_path: Path) -> None:
    write_docx(document(varied()), tmp_path / "c.docx")
    says = docx.Document(str(tmp_path / "c.docx")).core_properties
    assert says.author == says.last_modified_by == "Comisión de Asuntos Migratorios"
    assert (says.title, says.language) == (COVER.title, "es")
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
