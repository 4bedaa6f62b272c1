"""The secretariat's template: what of it is taken, and which are refused with a line that says why."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Inches
from lxml import etree

from export.docx import TemplateError, write_docx
from export.docx.make_template import main as make_template
from export.docx.names import w
from export.docx.styles import Look
from export.docx.template import DEFAULT
from tests.export.documents import document, png, varied
from tests.export.docx_reading import Edit, body_of, changed, lines, parts_of, said, swapped

MAIN, STYLES, FOOTER = "word/document.xml", "word/styles.xml", "word/footer.xml"
SETTINGS, TYPES, RELATIONS = (
    "word/settings.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
)


def test_the_template_in_the_repository_is_the_one_that_is_made(tmp_path: Path) -> None:
    make_template(tmp_path / "made.docx")
    assert parts_of(tmp_path / "made.docx") == parts_of(DEFAULT)


def test_a_template_made_in_another_program_gives_its_look(tmp_path: Path) -> None:
    """Made with python-docx from its own styles: other ids, a logo in the header, A4."""
    theirs = docx.Document()
    theirs.add_paragraph("What stood in the template")
    kinds = {"paragraph": WD_STYLE_TYPE.PARAGRAPH, "table": WD_STYLE_TYPE.TABLE}
    named = {style.name.casefold() for style in theirs.styles if style.name}
    for look in Look:
        if look.name.casefold() not in named:
            theirs.styles.add_style(look.name, kinds.get(look.kind, WD_STYLE_TYPE.CHARACTER))
    section = theirs.sections[0]
    section.page_width, section.left_margin, section.right_margin = Inches(8), Inches(2), Inches(1)
    (tmp_path / "logo.png").write_bytes(png(9, 9))
    section.header.paragraphs[0].add_run().add_picture(str(tmp_path / "logo.png"))
    section.footer.paragraphs[0].add_run("[{run")
    section.footer.paragraphs[0].add_run("ning}] / {pa").bold = True
    section.footer.paragraphs[0].add_run("ge}!")
    theirs.save(str(tmp_path / "theirs.docx"))

    write_docx(document(varied()), tmp_path / "c.docx", tmp_path / "theirs.docx")
    found = docx.Document(str(tmp_path / "c.docx"))
    assert "What stood in the template" not in [
        text for _, text in lines(body_of(tmp_path / "c.docx"))
    ]
    assert found.sections[0].page_width == Inches(8)
    grid = found.tables[1]._tbl.tblGrid
    assert sum(int(each.get(w("w"))) for each in grid) == pytest.approx(5 * 1440, abs=3)
    (name,) = (name for name in parts_of(tmp_path / "c.docx") if name.startswith("word/footer"))
    foot = etree.fromstring(parts_of(tmp_path / "c.docx")[name])
    assert said(foot) == "[Compilación · copia de trabajo] / Página 1 de 1!"
    header = found.sections[0].header.part
    assert [rel.target_part.blob for rel in header.rels.values()] == [png(9, 9)]
    assert "python-docx" not in str(parts_of(tmp_path / "c.docx"))
    assert found.styles["Heading 1"].style_id in dict(lines(body_of(tmp_path / "c.docx")))


def test_settings_that_lead_outside_or_make_word_ask_are_left_out(tmp_path: Path) -> None:
    added = (
        '<w:attachedTemplate r:id="rId1"/><w:mailMerge><w:dataSource r:id="rId1"/></w:mailMerge>'
        '<w:updateFields w:val="true"/><w:zoom'
    )
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/attachedTemplate" TargetMode="External"'
        ' Target="file:///C:/Users/maria/t.dotx"/></Relationships>'
    )
    template = changed(
        tmp_path / "t.docx",
        swapped(SETTINGS, "<w:zoom", added),
        lambda parts: parts.update({"word/_rels/settings.xml.rels": outside}),
    )
    write_docx(document(varied()), tmp_path / "c.docx", template)
    parts = parts_of(tmp_path / "c.docx")
    assert "word/_rels/settings.xml.rels" not in parts
    kept = [etree.QName(each).localname for each in etree.fromstring(parts[SETTINGS])]
    assert kept == ["zoom", "defaultTabStop", "characterSpacingControl", "compat"]


def test_a_template_file_of_word_becomes_a_document(tmp_path: Path) -> None:
    template = changed(
        tmp_path / "t.dotx", swapped(TYPES, "document.main+xml", "template.main+xml")
    )
    write_docx(document(varied()), tmp_path / "c.docx", template)
    assert b"template.main" not in parts_of(tmp_path / "c.docx")[TYPES]


def test_languages_of_the_templates_own_styles_give_way(tmp_path: Path) -> None:
    template = changed(
        tmp_path / "t.docx",
        swapped(STYLES, "<w:b/><w:bCs/>", '<w:b/><w:bCs/><w:lang w:val="en-US"/>'),
    )
    write_docx(document(varied()), tmp_path / "c.docx", template)
    styles = etree.fromstring(parts_of(tmp_path / "c.docx")[STYLES])
    assert [each.get(w("val")) for each in styles.iter(w("lang"))] == ["es"]


def test_a_header_that_refers_to_an_address_is_refused(tmp_path: Path) -> None:
    linked = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/image" TargetMode="External"'
        ' Target="https://example.org/logo.png"/></Relationships>'
    )
    template = changed(
        tmp_path / "t.docx", lambda parts: parts.update({"word/_rels/footer.xml.rels": linked})
    )
    _refused(template, "t.docx refers to something outside it: https://example.org/logo.png")


@pytest.mark.parametrize("look", list(Look))
def test_a_template_without_a_style_is_refused_by_its_name(look: Look, tmp_path: Path) -> None:
    template = changed(
        tmp_path / "t.docx",
        swapped(STYLES, f'<w:name w:val="{look.name}"/>', '<w:name w:val="X"/>'),
    )
    _refused(template, f"t.docx lacks the style “{look.name}” ({look.kind})")


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (swapped(MAIN, "w:sectPr", "w:other"), "lacks a page: its body has no section"),
        (swapped(MAIN, "<w:pgMar", "<w:other"), "lacks a page: size or margins are missing"),
        (swapped(MAIN, 'w:w="12240"', 'w:w="3000"'), "leaves less than an inch for text"),
        (swapped(MAIN, 'r:id="rId3"', 'r:id="rId9"'), "is damaged: a header or footer is missing"),
        (swapped(MAIN, "<w:body>", "<w:body"), "is damaged: word/document.xml is no XML"),
        (swapped(MAIN, "<w:document ", '<!DOCTYPE a [<!ENTITY b "c">]><w:document '), "declares"),
        (swapped(RELATIONS, "footer.xml", "gone.xml"), "is damaged: it lacks word/gone.xml"),
        (swapped(TYPES, "document.main", "document.macroEnabled.main"), "without macros"),
        (swapped("_rels/.rels", "officeDocument", "other"), "is no Word document"),
    ],
)
def test_a_broken_template_is_refused_in_one_line(edit: Edit, why: str, tmp_path: Path) -> None:
    template = changed(tmp_path / "t.docx", edit)
    _refused(template, why)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 cut off", b"%PDF-1.7", DEFAULT.read_bytes()[:900]]
)
def test_what_is_no_docx_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(content)
    _refused(tmp_path / "t.docx", "t.docx is no DOCX file")


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    _refused(changed(tmp_path / "t.docx", drop=[TYPES]), "t.docx is no DOCX file")


def test_a_template_damaged_inside_is_refused(tmp_path: Path) -> None:
    content = bytearray(DEFAULT.read_bytes())
    place = content.index(b"word/styles.xml") + 40
    content[place : place + 40] = bytes(40)
    (tmp_path / "t.docx").write_bytes(content)
    _refused(tmp_path / "t.docx", "t.docx is no DOCX file")


def _refused(template: Path, why: str) -> None:
    target = template.parent / "c.docx"
    with pytest.raises(TemplateError) as refused:
        write_docx(document(varied()), target, template)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not target.exists()
