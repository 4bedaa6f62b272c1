"""What stands in the document that is circulated, chapter after chapter, read as it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from committee.submissions import SubmissionKind
from export.document import Block, Contents, Document, Heading, NewPage
from locales.phrases import compiling as said
from locales.phrases import sending
from services.compiling.chapters import (
    answered,
    by_actor,
    collected,
    inputs,
    mandate,
    pictures,
    pledges,
    replies,
    reports,
    summary,
)
from services.compiling.chapters.annexes import annexes
from services.compiling.chapters.cover import cover_of, symbol_of
from services.compiling.chapters.edition import Blocks, Edition, roman
from services.compiling.snapshot import Snapshot

__all__ = ["document_of"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter under its title; with `stands` only where that holds of a document."""

    key: str
    title: str
    blocks: Callable[[Edition], Blocks]
    stands: Callable[[Edition], bool] = lambda _edition: True


def _has(kind: SubmissionKind) -> Callable[[Edition], bool]:
    return lambda edition: any(entry.kind is kind for entry in edition.snapshot.entries)


CHAPTERS = (
    Chapter("mandate", said.MANDATE, mandate.blocks),
    Chapter("answers", said.ANSWERS, answered.blocks),
    Chapter("summary", said.SUMMARY, summary.blocks, summary.stands),
    Chapter("pictures", said.AT_A_GLANCE, pictures.blocks, pictures.stands),
    Chapter("activities", said.BY_ACTIVITY, reports.by_activity, reports.has_activities),
    Chapter("objectives", said.BY_OBJECTIVE, reports.by_objective, reports.has_objectives),
    Chapter("actors", said.BY_ACTOR, by_actor.blocks, by_actor.stands),
    *(
        Chapter(each.kind.value, each.title, each.blocks, _has(each.kind))
        for each in collected.COLLECTIONS
    ),
    Chapter("contribution_pledge", said.PLEDGES, pledges.blocks, _has(pledges.KIND)),
    Chapter("draft_text_input", said.INPUTS, inputs.blocks, _has(inputs.KIND)),
    Chapter("clarification_reply", said.REPLIES, replies.blocks, _has(replies.KIND)),
)
"""The chapters in their order; each submission stands in one, by its kind."""


def document_of(snapshot: Snapshot) -> Document:
    """The snapshot as a document.

    Its blocks read the texts from the snapshot each time they are gone through.
    """
    edition = Edition(snapshot)
    document = symbol_of(edition)
    return Document(
        language=edition.language,
        cover=cover_of(edition),
        blocks=_Body(snapshot),
        running=edition.said(said.RUNNING, document=document, title=edition.said(said.TITLE)),
        page=edition.said(sending.PAGE, page="{page}", pages="{pages}"),
        author=edition.said(sending.COMMITTEE),
        made=snapshot.now,
    )


@dataclass(frozen=True, slots=True)
class _Body:
    """The blocks of a document, made anew each time."""

    snapshot: Snapshot

    def __iter__(self) -> Iterator[Block]:
        edition = Edition(self.snapshot)
        standing = [chapter for chapter in CHAPTERS if chapter.stands(edition)]
        edition.where = _titles(edition, standing)
        yield Contents(edition.said(said.CONTENTS), depth=2)
        yield NewPage()
        for chapter in standing:
            yield Heading(1, edition.where[chapter.key])
            yield from chapter.blocks(edition)
        if edition.request.annexes:
            yield from annexes(edition)


def _titles(edition: Edition, chapters: Sequence[Chapter]) -> Mapping[str, str]:
    return {
        chapter.key: edition.said(
            said.CHAPTER, number=roman(number), title=edition.said(chapter.title)
        )
        for number, chapter in enumerate(chapters, start=1)
    }
