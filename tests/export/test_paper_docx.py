"""The copy of a submission as DOCX, opened again with python-docx and read part by part."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Docx
from hypothesis import given

from export.docx.text import lines_of
from export.paper import Enclosed, Paper, Passage
from export.paper_docx import write_docx
from tests.export.samples import HOSTILE, texts

PAPER = Paper(
    number="CAM/2026-27/PR-0012 rev. 1",
    language="es",
    body=("Organización de los Estados Americanos", "Comisión de Asuntos Migratorios"),
    corner=("CAM/2026-27/PR-0012 rev. 1", "9 de febrero de 2027", "Original: español"),
    title="Avance de actividades",
    author="Guatemala",
    facts=(("Estado", "Recibida"), ("Quién puede leerla", "Solo el grupo\nde trabajo")),
    remark="Respuestas tal como se recibieron.",
    passages=(Passage("Lo realizado", "Abrimos dos albergues."),),
    enclosed_title="Adjuntos",
    enclosed=(Enclosed("informe.pdf (14 bytes)", "ab" * 32),),
    thread_title="Preguntas y respuestas",
    thread=(Passage("Pregunta, 10 de febrero", "¿Dónde?"),),
    page="Página {page} de {pages}",
    made=datetime(2027, 2, 12, 9, 30, tzinfo=UTC),
)


def written(paper: Paper, folder: Path) -> bytes:
    path = folder / "paper.docx"
    write_docx(paper, path)
    return path.read_bytes()


def opened(content: bytes) -> Docx:
    return Document(BytesIO(content))


def test_everything_is_on_the_paper_in_order(tmp_path: Path) -> None:
    document = opened(written(PAPER, tmp_path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines == [
        "Avance de actividades",
        "Guatemala",
        "",
        "Respuestas tal como se recibieron.",
        "Lo realizado",
        "Abrimos dos albergues.",
        "Adjuntos",
        "informe.pdf (14 bytes)",
        "SHA-256: " + "ab" * 32,
        "Preguntas y respuestas",
        "Pregunta, 10 de febrero",
        "¿Dónde?",
    ]
    block, facts = document.tables
    assert block.cell(0, 0).text.startswith("Organización de los Estados Americanos\n")
    assert block.cell(0, 1).text == "\n".join(PAPER.corner)
    assert [[cell.text for cell in row.cells] for row in facts.rows] == [
        ["Estado", "Recibida"],
        ["Quién puede leerla", "Solo el grupo\nde trabajo"],
    ]
    assert document.sections[0].footer.paragraphs[0].text == f"{PAPER.number}\tPágina 1 de 1"


def test_without_files_and_questions_their_headings_are_left_out(tmp_path: Path) -> None:
    document = opened(written(replace(PAPER, enclosed=(), thread=()), tmp_path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "Adjuntos" not in lines
    assert "Preguntas y respuestas" not in lines


def test_the_file_tells_of_the_committee_and_the_number_and_of_nobody(tmp_path: Path) -> None:
    content = written(PAPER, tmp_path)
    says = opened(content).core_properties
    committee = "Comisión de Asuntos Migratorios"
    assert (says.author, says.last_modified_by) == (committee, committee)
    assert (says.title, says.subject, says.comments, says.keywords) == (PAPER.number, "", "", "")
    assert says.created == says.modified == PAPER.made
    with ZipFile(BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name]
        assert b"python-docx" not in b"".join(parts.read(name) for name in parts.namelist())


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(PAPER, tmp_path) == written(PAPER, tmp_path)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("CAM/2026-27/PR-0012", "CAM-2026-27-PR-0012.docx"),
        ("CAM/2026-27/PR-0012 rev. 1", "CAM-2026-27-PR-0012-rev-1.docx"),
    ],
)
def test_the_file_is_named_after_the_number_alone(number: str, name: str) -> None:
    assert replace(PAPER, number=number).file_name == name


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_literal_wherever_they_stand(text: str, tmp_path: Path) -> None:
    paper = replace(
        PAPER,
        author=text,
        title=text,
        corner=(text,),
        facts=((text, text),),
        passages=(Passage(text, text),),
        enclosed=(Enclosed(text, "ab"),),
        thread=(Passage(text, text),),
    )
    content = written(paper, tmp_path)
    line = " ".join(lines_of(text))
    paragraphs = [paragraph.text for paragraph in opened(content).paragraphs]
    assert paragraphs.count(line) >= 3
    assert set(lines_of(text)) <= set(paragraphs)
    _holds_nothing_active(content)


@given(texts)
def test_any_text_comes_back_line_by_line(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    paper = replace(PAPER, passages=(Passage("Aquí", text),), enclosed=(), thread=())
    document = opened(written(paper, tmp_path_factory.mktemp("any")))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[lines.index("Aquí") + 1 :] == (lines_of(text) if text else [])


def _holds_nothing_active(content: bytes) -> None:
    """No link out of the file, no field but the page's, no macro."""
    with ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            assert b'TargetMode="External"' not in part
            assert b"<w:hyperlink" not in part
            assert b"<w:fldSimple" not in part
            if not name.endswith("footer.xml"):
                assert b"<w:instrText" not in part
            assert "vba" not in name.lower()
