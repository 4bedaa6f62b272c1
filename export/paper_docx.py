"""A paper as DOCX: a document like others, of one submission, in the template's look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from export.document import Block, Column, Cover, Document, Heading, Style, Table, Text
from export.docx import writer
from export.paper import Paper, Passage


def write_docx(paper: Paper, path: Path, template: Path | None = None) -> None:
    """Write `paper` to `path`; as `export.docx.write_docx` in all else."""
    writer.write_docx(document_of(paper), path, template)


def document_of(paper: Paper) -> Document:
    """The paper as a document: what the file says of itself is the committee and the number."""
    return Document(
        language=paper.language,
        cover=Cover(paper.body, paper.corner, paper.title, (paper.author,)),
        blocks=_blocks(paper),
        running=paper.number,
        page=paper.page,
        author=paper.body[1],
        made=paper.made,
        title=paper.number,
    )


def _blocks(paper: Paper) -> Iterator[Block]:
    yield Table((Column("", 2), Column("", 4.5)), paper.facts, paper.title)
    yield Text(paper.remark, Style.NOTE)
    yield from _read(paper.passages)
    if paper.enclosed:
        yield Heading(1, paper.enclosed_title)
        for each in paper.enclosed:
            yield Text(each.named)
            yield Text(f"SHA-256: {each.sha256}", Style.NOTE)
    if paper.thread:
        yield Heading(1, paper.thread_title)
        yield from _read(paper.thread)


def _read(passages: Iterable[Passage]) -> Iterator[Block]:
    for passage in passages:
        yield Heading(2, passage.heading)
        if passage.text:
            yield Text(passage.text)
