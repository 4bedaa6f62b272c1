"""An index: which numbers each actor has sent, and in which chapter they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from committee.submissions import SubmissionKind
from export.document import Column, Table
from locales import Listing
from locales.phrases import compiling as said
from services.compiling.chapters.edition import Blocks, Edition
from storage.snapshot import Entry


def stands(edition: Edition) -> bool:
    """Whether there is anything to find."""
    return bool(edition.snapshot.entries)


def blocks(edition: Edition) -> Blocks:
    """A row for each actor and chapter; those that are not named last and together."""
    yield Table(
        (
            Column(edition.said(said.ACTOR), 1.4),
            Column(edition.said(said.WHERE), 1.6),
            Column(edition.said(said.NUMBERS), 2),
        ),
        _Rows(edition),
        about=edition.said(said.BY_ACTOR_ABOUT),
    )


class _Rows:
    """The rows, made as they are gone through."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        edition = self._edition
        chapters = list(edition.where.values())
        for _, sent in groupby(edition.entries, key=lambda entry: _whose(edition, entry)):
            found: dict[str, list[Entry]] = {}
            for entry in sent:
                found.setdefault(chapter_of(edition, entry), []).append(entry)
            for chapter in sorted(found, key=chapters.index):
                numbers = Listing(tuple(entry.number for entry in found[chapter]))
                yield _name(edition, found[chapter][0]), chapter, edition.words.plain(numbers)


def chapter_of(edition: Edition, entry: Entry) -> str:
    """The title of the chapter in which a submission stands."""
    if entry.kind is SubmissionKind.ACTIVITY_PROGRESS:
        return edition.where["objectives" if entry.activity is None else "activities"]
    return edition.where[entry.kind.value]


def _whose(edition: Edition, entry: Entry) -> int:
    known = edition.snapshot.actor(entry)
    return known.id if known else 0


def _name(edition: Edition, entry: Entry) -> str:
    known = edition.snapshot.actor(entry)
    return edition.name(known) if known else edition.said(said.NOT_NAMED)
