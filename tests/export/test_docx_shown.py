"""The DOCX as LibreOffice lays it out: every answer is on a page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from export.document import Contents, Heading, Style, Text
from export.docx import write_docx
from tests.export.documents import document, varied

needs_programs = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="soffice and pdftotext are not both on this machine",
)


@needs_programs
def test_libreoffice_shows_every_text(tmp_path: Path) -> None:
    answers = [f"Respuesta {n}: niñez {n * 7919} & <b>más</b> {{{{7*7}}}}" for n in range(120)]
    long = [Text(answer + " y sigue" * 60, Style.RECEIVED, "es", "Relato:") for answer in answers]
    blocks = [*varied(), Contents("Otra vez"), Heading(1, "Anexo"), *long]
    write_docx(document(blocks), tmp_path / "c.docx")
    shown = " ".join(_shown(tmp_path / "c.docx").split())
    for answer in answers:
        assert answer in shown
    assert "Página 2 de" in shown
    assert "Compilación · copia de trabajo" in shown
    assert shown.count("Cuántos respondieron") == 3


def _shown(path: Path) -> str:
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir"]
    subprocess.run([*convert, path.parent, path], check=True, capture_output=True, timeout=180)
    pdf = path.with_suffix(".pdf")
    read = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True)
    return read.stdout.decode()
