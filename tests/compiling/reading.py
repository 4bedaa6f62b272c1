"""A document read as a reader would: its blocks, its words, what stands under which heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from committee.access import Role
from export.document import Block, Cover, Document, Heading, Picture, Table, Text
from services.compiling.chapters import document_of
from services.compiling.request import Request
from services.compiling.snapshot import Snapshot
from tests.compiling.ground import MEETING, NOW, Ground


@dataclass(frozen=True, slots=True)
class Read:
    """A document with all of its blocks; rows of tables are lists."""

    document: Document
    blocks: list[Block]
    rows: dict[str, list[tuple[str, ...]]]

    @property
    def words(self) -> list[str]:
        """Every text in it, each by itself."""
        return list(_words(self))

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Its headings with their levels."""
        return [(each.level, each.text) for each in self.blocks if isinstance(each, Heading)]

    def under(self, beginning: str) -> list[Block]:
        """What stands below the first heading that begins so, until the next of its level."""
        at = next(
            place
            for place, each in enumerate(self.blocks)
            if isinstance(each, Heading) and each.text.startswith(beginning)
        )
        found: list[Block] = []
        top = self.blocks[at]
        assert isinstance(top, Heading)
        for each in self.blocks[at + 1 :]:
            if isinstance(each, Heading) and each.level <= top.level:
                break
            found.append(each)
        return found

    def texts(self, beginning: str) -> list[str]:
        """The texts below that heading."""
        return [each.text for each in self.under(beginning) if isinstance(each, Text)]

    def headings_under(self, beginning: str) -> list[str]:
        """The headings below that heading."""
        return [each.text for each in self.under(beginning) if isinstance(each, Heading)]

    def table(self, about: str) -> list[tuple[str, ...]]:
        """The rows of the table whose description begins so."""
        return next(rows for said, rows in self.rows.items() if said.startswith(about))


async def read(
    ground: Ground,
    *,
    roles: tuple[Role, ...] = (Role.CHAIR,),
    language: Any = "en",  # noqa: ANN401 - one of four
    meeting_key: str | None = MEETING,
    **asked: Any,  # noqa: ANN401 - fields of a request
) -> Read:
    """The document that somebody with `roles` gets."""
    request = Request(language=language, roles=roles, meeting_key=meeting_key, **asked)

    def work(connection: Connection) -> Read:
        document = document_of(Snapshot(connection, request, now=NOW))
        blocks, rows = [], {}
        for each in document.blocks:
            if isinstance(each, Table):
                rows[each.about] = list(each.rows)
            blocks.append(each)
        return Read(document, blocks, rows)

    return await ground.look(work)


def _words(found: Read) -> Iterator[str]:
    document = found.document
    yield from (document.running, document.page, document.author)
    yield from _of_cover(document.cover)
    for each in found.blocks:
        match each:
            case Heading():
                yield each.text
            case Text():
                yield from (each.label, each.text)
            case Picture():
                yield from (each.alternative, each.svg)
            case Table():
                yield each.about
                yield from (column.heading for column in each.columns)
    for rows in found.rows.values():
        for row in rows:
            yield from row


def _of_cover(cover: Cover) -> Iterator[str]:
    yield from (*cover.body, *cover.corner, cover.title, *cover.under)
