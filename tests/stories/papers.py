"""Compilations as they arrive in a chat, read back by other programs than the one that wrote them."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import Any, TypeAlias
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from tests.chat import Chat
from tests.people import Character

Value: TypeAlias = Any  # of a cell: text, number, moment or nothing
Rows: TypeAlias = list[dict[str, Value]]


def last_document(chat: Chat, who: Character) -> tuple[str, bytes]:
    """Name and content of the newest document that the bot sent to `who`."""
    for message in reversed(chat.sandbox.messages(who.id)):
        if message.from_bot and "document" in (message.media or {}):
            file = message.file()
            assert file is not None
            stored = chat.sandbox.world.files.get(file["file_id"])
            return stored.name, stored.path.read_bytes()
    raise AssertionError("no document came")


def sheets_of(xlsx: bytes) -> dict[str, list[list[Value]]]:
    """Every sheet of a workbook as rows of values; a formula anywhere is a failure."""
    book = load_workbook(BytesIO(xlsx))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title} {cell.coordinate} is a formula"
    return {
        sheet.title: [[_value(each) for each in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }


def _value(value: Value) -> Value:
    """A value as Excel shows it: it reads _x000B_ as the character (ECMA-376, ST_Xstring)."""
    return unescape(value) if isinstance(value, str) else value


def under_headings(rows: list[list[Value]], first: str) -> Rows:
    """The rows below the headings, which begin with `first`, by heading."""
    at = next(number for number, row in enumerate(rows) if row and row[0] == first)
    headings = [str(heading) for heading in rows[at]]
    return [dict(zip(headings, row, strict=False)) for row in rows[at + 1 :] if row and row[0]]


def rows_of_json(content: bytes, sheet: str) -> Rows:
    """The answers of the submissions of one kind in a JSON compilation, by question key."""
    submissions: Rows = json.loads(content)["submissions"]
    return [each["answers"] for each in submissions if each["kind"] == sheet]


def rows_of_csv(content: bytes, sheet: str) -> Rows:
    """The rows of one file of a zip of CSV files, by heading."""
    with ZipFile(BytesIO(content)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(f"-{sheet}.csv"))
        text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


async def pulled(chat: Chat, who: Character, file_format: str) -> bytes:
    """The compilation of everything in `file_format`, asked for in the chat of `who`."""
    await chat(f"""
        {who.called}: /export
        …
        {who.called} taps [✎ Meeting]
        …
        {who.called} taps [All meetings]
        …
        {who.called} taps [✎ Format]
        …
        {who.called} taps [{file_format}]
        …
        {who.called} taps [Confirm]
        …
    """)
    return last_document(chat, who)[1]
