"""Every answer is the same in every format, read back by other programs than wrote it."""

from __future__ import annotations

import asyncio
import csv
import json
import shutil
import subprocess
from functools import partial
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from sqlalchemy import Connection

from committee.access import Role
from committee.submissions import SubmissionKind
from export import Format
from export.csv_zip import original
from services.compiling.making import make
from services.compiling.request import Request
from services.compiling.snapshot import Snapshot
from tests.compiling.ground import NOW, Ground

HOSTILE = (
    "=HYPERLINK('https://example.org')",
    "+1-202-555-0100",
    "@SUM(A1)",
    "<b>{{7*7}}</b> ${x} {% for %} #eval(1) [[a]] \\def",
    "&amp; ]]> <w:fldSimple/>",
    "Ñandú, ação, forêt, Haïti, Guaraní",
    "línea uno\nlínea dos\n\nlínea cuatro",
    "Texto " + "muy largo, palabra por palabra; " * 1_100,
)
"""Texts that each format might take for something else, and one that no cell can hold."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not here")


@pytest.fixture(autouse=True)
def drawn() -> None:
    """Pictures are drawn here as they are for people."""


@pytest.fixture
async def told(term: Ground) -> Ground:
    """The term with hostile answers among the others."""
    for text in HOSTILE:
        literal = text.replace("{", "{{").replace("}", "}}")
        await term.lay("GTM", SubmissionKind.ACTIVITY_PROGRESS, done=literal, obstacles=literal)
    return term


async def written(ground: Ground, file_format: Format, folder: Path) -> Path:
    """The compilation for the secretariat, in French."""
    request = Request("fr", (Role.SECRETARIAT,))
    work = partial(make, request=request, file_format=file_format, folder=folder, now=NOW)
    return (await ground.look(work)).path


async def given(ground: Ground) -> set[str]:
    """Every text as received that such a compilation holds."""

    def work(connection: Connection) -> set[str]:
        snapshot = Snapshot(connection, Request("fr", (Role.SECRETARIAT,)), now=NOW)
        readings = snapshot.read(snapshot.entries)
        return {str(each.cell) for r in readings for each in r.answers if each.literal}

    texts = await ground.look(work)
    assert texts >= {*HOSTILE}
    assert len(texts) > 100
    return texts


async def test_json_has_every_text(told: Ground, tmp_path: Path) -> None:
    made = json.loads((await written(told, Format.JSON, tmp_path)).read_text("utf-8"))
    values = {
        value
        for each in made["submissions"]
        for value in each["answers"].values()
        if isinstance(value, str)
    }
    assert await given(told) <= values


async def test_csv_has_every_text(told: Ground, tmp_path: Path) -> None:
    values: set[str] = set()
    with ZipFile(await written(told, Format.CSV, tmp_path)) as archive:
        for name in archive.namelist():
            rows = csv.reader(StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
            values.update(original(cell) for row in rows for cell in row)
    assert await given(told) <= values


async def test_a_workbook_has_every_text(told: Ground, tmp_path: Path) -> None:
    book = load_workbook(await written(told, Format.XLSX, tmp_path), read_only=True)
    values: set[str] = set()
    pieces: dict[str, str] = {}
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f"]
            cells = [unescape(str(cell.value)) for cell in row if cell.value is not None]
            values.update(cells)
            if cells and cells[0].startswith("A-"):
                pieces[cells[0]] = pieces.get(cells[0], "") + cells[-1]
    assert await given(told) <= values | {*pieces.values()}
    assert HOSTILE[-1] in pieces.values()


async def test_a_word_file_has_every_text(told: Ground, tmp_path: Path) -> None:
    with ZipFile(await written(told, Format.DOCX, tmp_path)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    whole = bare("".join(each.text or "" for each in body.iter(WORD)))
    assert [text for text in await given(told) if bare(text) not in whole] == []


@needs_poppler
async def test_a_pdf_has_every_text(told: Ground, tmp_path: Path) -> None:
    path = await written(told, Format.PDF, tmp_path)
    whole = bare(without_feet(await asyncio.to_thread(read_pdf, path)))
    assert [text for text in await given(told) if bare(text) not in whole] == []


def read_pdf(path: Path) -> str:
    """The text of its pages, as another program reads it."""
    read = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return read.stdout.decode("utf-8")


def bare(text: str) -> str:
    """`text` without white space, which paragraphs and lines of a page take the place of."""
    return "".join(text.split())


def without_feet(read: str) -> str:
    """The text of pages without the line at the foot of each, which parts a long text."""
    pages = read.split("\f")
    return "\n".join("\n".join(page.strip().split("\n")[:-1]) for page in pages)
