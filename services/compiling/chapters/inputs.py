"""What is asked of draft texts: document by document, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.flows.sources import WHOLE_TEXT
from committee.submissions import SubmissionKind
from export.document import Heading, Text
from locales import Message, Param
from locales.phrases import compiling as said
from locales.phrases import offering
from services.compiling.chapters.edition import Blocks, Edition
from services.compiling.chapters.submission import listed
from storage import consultations
from storage.consultations import Consultation
from storage.snapshot import Entry

KIND = SubmissionKind.DRAFT_TEXT_INPUT

Paragraphs = Mapping[str, list[Entry]]
"""By the code of a paragraph ("<symbol>/<paragraph>", or all of the text)."""


def blocks(edition: Edition) -> Blocks:
    """Each document, and in it the paragraphs in its own order, under each what is asked."""
    found = _by_document(edition)
    every = consultations.all_consultations(edition.snapshot.connection)
    known = {each.symbol: each for each in every}
    order = [symbol for symbol in known if symbol in found]
    for symbol in (*order, *sorted(found.keys() - known.keys())):
        document = known.get(symbol)
        yield Heading(2, _title(edition, document, symbol))
        yield from _paragraphs(edition, document, found[symbol])


def _by_document(edition: Edition) -> Mapping[str, dict[str, list[Entry]]]:
    answers = edition.answers_to(KIND, "document", "paragraph")
    found: dict[str, dict[str, list[Entry]]] = {}
    for entry in edition.of_kind(KIND):
        symbol, paragraph = map(_code, answers[entry.id])
        found.setdefault(symbol, {}).setdefault(paragraph, []).append(entry)
    return found


def _code(answer: Any) -> str:  # noqa: ANN401 - an answer
    return answer if isinstance(answer, str) else ""


def _title(edition: Edition, document: Consultation | None, symbol: str) -> str:
    if document is None:
        return symbol or edition.said(said.NOT_SAID)
    about: dict[str, Param] = {"symbol": document.symbol, "title": document.title}
    return edition.words.plain(Message(offering.DOCUMENT, about))


def _paragraphs(edition: Edition, document: Consultation | None, found: Paragraphs) -> Blocks:
    texts = (
        {f"{document.symbol}/{each.id}": each for each in document.paragraphs} if document else {}
    )
    order = [code for code in texts if code in found]
    others = sorted(found.keys() - texts.keys(), key=lambda code: (code != WHOLE_TEXT.code, code))
    for code in (*order, *others):
        paragraph = texts.get(code)
        name = paragraph.id if paragraph else code.rpartition("/")[2]
        is_whole = code == WHOLE_TEXT.code
        yield Heading(
            3, edition.said(said.WHOLE_TEXT if is_whole else said.PARAGRAPH, id=name or "–")
        )
        if paragraph:
            yield Text(paragraph.text, label=edition.said(said.DRAFT_TEXT))
        but = {"document", "paragraph"} if document and (paragraph or is_whole) else set[str]()
        yield from listed(edition, found[code], level=4, but=but)
