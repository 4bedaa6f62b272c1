"""What stands in a DOCX as Word knows it: tables, contents, pages, languages, pictures, the foot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from export.document import Column, Contents, Heading, NewPage, Picture, Table, Text
from export.docx import write_docx
from export.docx.names import w
from export.docx.opening import Element
from tests.export.documents import document, png, varied
from tests.export.docx_reading import after_the_cover, body_of, parts_of, said, style_of

LANGUAGE = f"{w('rPr')}/{w('lang')}"


@pytest.fixture
def body(tmp_path: Path) -> Element:
    write_docx(document(varied()), tmp_path / "c.docx")
    return body_of(tmp_path / "c.docx")


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


def test_a_table_without_headings_names_its_rows_in_the_first_column(tmp_path: Path) -> None:
    table = Table((Column(""), Column("")), iter([("Estado", "Recibida"), ("Lector", "Todos")]), "")
    write_docx(document([table]), tmp_path / "c.docx")
    found = body_of(tmp_path / "c.docx").findall(w("tbl"))[1]
    assert [said(each) for each in found.findall(w("tr"))] == ["EstadoRecibida", "LectorTodos"]
    assert found.find(f".//{w('tblHeader')}") is None
    look = found.find(f".//{w('tblLook')}")
    assert (look.get(w("firstRow")), look.get(w("firstColumn"))) == ("0", "1")


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
    found = after_the_cover(tmp_path / "c.docx", *blocks)
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


def test_a_high_picture_still_fits_a_page(tmp_path: Path) -> None:
    write_docx(document([Picture(png(10, 40), "", "x")]), tmp_path / "c.docx")
    (shape,) = docx.Document(str(tmp_path / "c.docx")).inline_shapes
    assert shape.height.inches == pytest.approx(0.85 * 9, abs=0.01)
    assert shape.width * 4 == pytest.approx(shape.height, abs=4)


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
