"""Draft texts that the committee puts before the actors, read from a file an operator writes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date

from committee.datafile import DataError, Table
from locales import Localized

SYMBOL_LIMIT = 60
PARAGRAPHS_LIMIT = 400
ID_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a draft text, by the name it has there ("5", "5.a")."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftText:
    """One revision of a document; `last_day` is the last one on which input is taken."""

    symbol: str
    title: Localized
    paragraphs: tuple[Paragraph, ...]
    last_day: date | None


def read_draft_text(content: str, *, where: str) -> DraftText:
    """The draft text that a TOML file says; DataError names the key and its fault.

    `symbol`, `title` (one text, or a table of four languages), `last_day` (optional) and
    `[[paragraph]]` with `text` and, where they are not simply numbered, `id`.
    """
    try:
        table = Table(where, tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{where}: {error}") from None
    symbol = table.text("symbol")
    if len(symbol) > SYMBOL_LIMIT or "/" not in symbol:
        raise table.fault("symbol", f"is no document symbol of at most {SYMBOL_LIMIT} characters")
    paragraphs = tuple(
        _paragraph(entry, place) for place, entry in enumerate(table.tables("paragraph"), start=1)
    )
    if not 0 < len(paragraphs) <= PARAGRAPHS_LIMIT:
        raise table.fault("paragraph", f"is there {len(paragraphs)} times, not 1 to 400")
    ids = [each.id for each in paragraphs]
    for each in ids:
        if ids.count(each) > 1:
            raise table.fault("paragraph", f"has the id {each!r} twice")
    last_day = table.day("last_day") if "last_day" in table.values else None
    return DraftText(symbol, _title(table), paragraphs, last_day)


def _title(table: Table) -> Localized:
    if isinstance(table.values.get("title"), dict):
        return table.localized("title")
    text = table.text("title")
    return Localized.in_all(text)


def _paragraph(entry: Table, place: int) -> Paragraph:
    name = entry.text("id") if "id" in entry.values else str(place)
    if len(name) > ID_LIMIT or "/" in name:
        raise entry.fault("id", f"is no name of at most {ID_LIMIT} characters without a slash")
    return Paragraph(name, entry.text("text"))
