"""A PDF in several parts reads as one file: its structure, bookmarks, contents, feet, properties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    NumberTree,
    Object,
    Page,
    Pdf,
    parse_content_stream,
)

from export.document import Block, Column, Contents, Heading, NewPage, Picture, Style, Table, Text
from export.pdf import write_pdf
from tests.export.documents import document, png
from tests.export.pdf_reading import (
    bookmarks_of,
    elements_of,
    kinds_of,
    needs_pdftotext,
    pages_of,
    squeezed,
)

STATES = ("Argentina", "Belice", "Canadá", "Dominica", "Ecuador", "Haití", "Jamaica")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" height="9"/></svg>'


def blocks() -> Iterator[Block]:
    """Contents with something before and behind them, and a page or more for each state."""
    yield Text("Copia de trabajo.", Style.NOTE)
    yield NewPage()
    yield Heading(1, "Antes del contenido")
    yield Text("Antes. " * 500)
    yield NewPage()
    yield Heading(1, "Cómo leer")
    yield Contents("Contenido", depth=2)
    yield NewPage()
    yield Heading(1, "Por actor")
    for number, state in enumerate(STATES):
        yield Heading(2, state)
        yield Heading(3, f"Práctica {number}")
        yield Text("Se abrieron dos albergues. " * 150, Style.RECEIVED, label="Lo realizado:")
        yield Heading(4, "Obstáculos")
        yield Text("Aucun obstacle.", Style.RECEIVED, "fr-CA")
        rows = ((str(row), "Registrado") for row in range(50))
        yield Table((Column("Nº", numbers=True), Column("Estado", 3)), rows, f"Tabla {number}")
        yield Picture(png(), SVG if number % 2 else "", f'Mapa "{number}"\n<b>')


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, in eight parts or so."""
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    write_pdf(document(blocks()), path, most=3000)
    return path


@pytest.fixture
def file(path: Path) -> Iterator[Pdf]:
    """The same, opened."""
    with Pdf.open(path) as opened:
        yield opened


def test_there_is_one_tree_with_every_part_in_it(file: Pdf) -> None:
    root = file.Root.StructTreeRoot
    assert [str(kid.S) for kid in root.K] == ["/Document"]
    assert root == root.K[0].P
    parts = root.K[0].K.as_list()
    assert len(parts) > 5
    assert {str(part.S) for part in parts} == {"/Part"}
    assert bool(file.Root.MarkInfo.Marked)


def test_what_is_marked_on_a_page_is_in_the_tree_and_on_that_page(file: Pdf) -> None:
    parents = NumberTree(file.Root.StructTreeRoot.ParentTree)
    known = {element.objgen for element in elements_of(file)}
    keys = []
    for page in file.pages:
        keys.append(int(page.obj.StructParents))
        owners = parents[keys[-1]].as_list()
        assert sorted(_marked(page)) == list(range(len(owners)))
        for number, owner in enumerate(owners):
            assert owner.objgen in known
            assert _holds(owner, number, page)
    assert len(set(keys)) == len(file.pages)
    assert max(parents) < file.Root.StructTreeRoot.ParentTreeNextKey


def test_links_of_the_contents_are_in_the_tree_too(file: Pdf) -> None:
    parents = NumberTree(file.Root.StructTreeRoot.ParentTree)
    links = [link for page in file.pages for link in page.obj.get("/Annots", ())]
    assert len(links) >= len(STATES) + 3
    for link in links:
        owner = parents[int(link.StructParent)]
        assert Name.Link == owner.S
        objects = [kid.Obj for kid in owner.K if isinstance(kid, Dictionary) and "/Obj" in kid]
        assert link.objgen in [each.objgen for each in objects]


def test_headings_tables_and_pictures_say_what_they_are(file: Pdf) -> None:
    kinds = kinds_of(file)
    assert [kinds.count(f"H{level}") for level in (1, 2, 3, 4)] == [4, 7, 7, 7]
    assert (kinds.count("Table"), kinds.count("TH"), kinds.count("TD")) == (21, 42, 700)
    pictures = [str(each.Alt) for each in elements_of(file) if Name.Figure == each.S]
    assert pictures == [f'Mapa "{number}" <b>' for number in range(7)]
    tables = [each for each in elements_of(file) if Name.Table == each.S]
    said = [str(a.Summary) for table in tables for a in table.A if "/Summary" in a]
    assert said == [f"Tabla {number // 3}" for number in range(21)]  # in three parts each


def test_cells_name_the_headings_of_their_own_table(file: Pdf) -> None:
    ids = NameTree(file.Root.StructTreeRoot.IDTree)
    heads = [each for each in elements_of(file) if each.S == Name.TH]
    assert len({bytes(head.ID) for head in heads}) == len(heads)
    for head in heads:
        assert ids[str(head.ID)].objgen == head.objgen
    for cell in (each for each in elements_of(file) if each.S == Name.TD):
        (name,) = (name for each in cell.A for name in each.get("/Headers", ()))
        assert _table_of(ids[str(name)]) == _table_of(cell)


def test_languages_are_said(file: Pdf) -> None:
    assert str(file.Root.Lang) == "es"
    french = [each for each in elements_of(file) if str(each.get("/Lang", "")) == "fr-CA"]
    assert len(french) == len(STATES)


@needs_pdftotext
def test_bookmarks_are_nested_and_lead_to_the_pages_of_their_headings(path: Path) -> None:
    pages = [squeezed(page) for page in pages_of(path)]
    with Pdf.open(path) as file:
        found = bookmarks_of(file)
    wanted = [(each.level, each.text) for each in blocks() if isinstance(each, Heading)]
    assert [(depth, text) for depth, text, _ in found] == wanted
    for _, text, page in found:
        assert squeezed(text) in pages[page - 1]


@needs_pdftotext
def test_the_contents_tell_the_pages_and_lead_there(path: Path) -> None:
    pages = pages_of(path)
    contents = next(
        page for page in pages if "\nContenido\n" in page or page.startswith("Contenido")
    )
    with Pdf.open(path) as file:
        marks = {text: page for depth, text, page in bookmarks_of(file) if depth <= 2}
        numbers = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
        links = [link for page in file.pages for link in page.obj.get("/Annots", ())]
        led = {str(link.Contents): numbers[link.Dest[0].objgen] for link in links}
    told = dict(re.findall(r"^(.+) (\d+)$", contents, re.MULTILINE))
    told.pop(next(key for key in told if "Página" in key), None)
    assert {text: int(page) for text, page in told.items()} == marks
    assert led == marks


@needs_pdftotext
def test_every_page_has_its_foot(path: Path) -> None:
    pages = pages_of(path)
    for number, page in enumerate(pages, 1):
        assert "Compilación · copia de trabajo" in page
        assert f"Página {number} de {len(pages)}" in page


def test_the_foot_is_no_part_of_the_text(file: Pdf) -> None:
    for page in file.pages:
        *_, last = page.obj.Contents.as_list()
        assert last.read_bytes().strip().startswith(b"/Artifact<</Type/Pagination")
        assert b"BDC" not in page.obj.Resources.XObject.Foot.read_bytes()


def test_properties_name_the_institution_and_the_moment(file: Pdf) -> None:
    assert {key: str(value) for key, value in file.docinfo.items()} == {
        "/Title": "Compilación de contribuciones",
        "/Author": "Comisión de Asuntos Migratorios",
        "/CreationDate": "D:20270209230000+00'00",
        "/ModDate": "D:20270209230000+00'00",
    }
    with file.open_metadata() as metadata:
        assert metadata["dc:title"] == "Compilación de contribuciones"
        assert metadata["dc:creator"] == ["Comisión de Asuntos Migratorios"]
        assert metadata["xmp:CreateDate"] == "2027-02-09T23:00:00Z"
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)


def test_nothing_leads_out_of_the_file_or_runs(file: Pdf) -> None:
    named = {key for each in file.objects for key in _keys(each)}
    assert "/Dest" in named
    assert not named & {"/URI", "/JS", "/JavaScript", "/EmbeddedFiles", "/Launch", "/OpenAction"}
    assert not named & {"/A_", "/AA", "/AF", "/GoToR", "/F_", "/EF"}


def test_fonts_are_embedded(file: Pdf) -> None:
    fonts = [each for each in file.objects if _is(each, Name.FontDescriptor)]
    assert fonts
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def _is(thing: Object, kind: Name) -> bool:
    return isinstance(thing, Dictionary) and thing.get("/Type") == kind


def _keys(thing: Object) -> Iterator[str]:
    if isinstance(thing, Array):
        for each in thing.as_list():
            if not getattr(each, "is_indirect", False):
                yield from _keys(each)
    elif isinstance(thing, Dictionary):
        for key, each in thing.items():
            yield key
            if not getattr(each, "is_indirect", False):
                yield from _keys(each)


def _marked(page: Page) -> set[int]:
    """The numbers of what is marked on `page`, its foot not among them."""
    return {
        int(each.operands[1].MCID)
        for each in parse_content_stream(page)
        if str(each.operator) == "BDC"
        and isinstance(each.operands[1], Dictionary)
        and "/MCID" in each.operands[1]
    }


def _holds(owner: Object, number: int, page: Page) -> bool:
    """Whether `owner` says that it is what is marked `number` on `page`."""
    for kid in owner.K.as_list():
        if isinstance(kid, Dictionary):
            if kid.get("/MCID") == number and kid.Pg.objgen == page.obj.objgen:
                return True
        elif kid == number and owner.Pg.objgen == page.obj.objgen:
            return True
    return False


def _table_of(element: Object) -> tuple[int, int]:
    while Name.Table != element.S:
        element = element.P
    return element.objgen
