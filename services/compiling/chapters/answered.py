"""How many have answered, by kind of actor, and how many submissions of each kind there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from committee.actors import kind_name
from committee.submissions import SubmissionKind, kind_title
from export.document import Column, Style, Table, Text
from locales.phrases import compiling as said
from services.compiling.chapters.edition import KINDS_IN_ORDER, Blocks, Edition
from services.compiling.chapters.heard import (
    Answers,
    answers_of,
    is_society,
    meetings_of,
    period_of,
)


def blocks(edition: Edition) -> Blocks:
    """A table of actors asked and heard, one of submissions by kind."""
    answers = answers_of(edition)
    yield Text(_for_what(edition))
    rows = tuple(_rows(edition, answers))
    if rows:
        yield Table(_columns(edition), rows, about=edition.said(said.ANSWERED_ABOUT))
        yield Text(edition.said(said.COUNTED_WHOLE), Style.NOTE)
    if answers.besides:
        yield Text(edition.words.plain(said.besides(len(answers.besides))))
    society = society_in(edition)
    if society and not edition.snapshot.viewer.knows_authors:
        yield Text(edition.words.plain(said.society_counted(society)))
    yield _kinds(edition)


def society_in(edition: Edition) -> int:
    """How many submissions in the document come from actors that may stay unnamed."""
    actors = edition.snapshot.actors
    return sum(is_society(actors[entry.actor_id]) for entry in edition.snapshot.entries)


def _for_what(edition: Edition) -> str:
    meeting = edition.snapshot.meeting
    if meeting is not None:
        return edition.said(said.ANSWERED_FOR, meeting=meeting.plan.title)
    if not meetings_of(edition):
        return edition.said(said.NOBODY_ASKED)
    since, until = period_of(edition)
    return edition.said(said.ANSWERED_BETWEEN, since=edition.day(since), until=edition.day(until))


def _columns(edition: Edition) -> tuple[Column, ...]:
    return (
        Column(edition.said(said.KIND_OF_ACTOR), 2.4),
        *(
            Column(edition.said(heading), numbers=True)
            for heading in (said.ASKED_N, said.INFORMED_N, said.NOTHING_NEW_N, said.SILENT_N)
        ),
    )


def _rows(edition: Edition, answers: Answers) -> Iterator[tuple[str, ...]]:
    for kind in KINDS_IN_ORDER:
        part = answers.of(kind)
        if part.asked:
            yield (edition.words.plain(kind_name(kind, plural=True)), *_numbers(edition, part))
    if answers.asked:
        yield (edition.said(said.IN_ALL), *_numbers(edition, answers))


def _numbers(edition: Edition, part: Answers) -> tuple[str, ...]:
    counts = (
        len(part.asked),
        len(part.informed),
        len(part.nothing_new),
        len(part.silent),
    )
    return tuple(edition.words.plain(count) for count in counts)


def _kinds(edition: Edition) -> Table:
    counts = Counter(entry.kind for entry in edition.snapshot.entries)
    plain = edition.words.plain
    rows = [
        (plain(kind_title(kind)), plain(counts[kind])) for kind in SubmissionKind if counts[kind]
    ]
    return Table(
        (
            Column(edition.said(said.KIND), 3),
            Column(edition.said(said.SUBMISSIONS_N), numbers=True),
        ),
        (*rows, (edition.said(said.IN_ALL), plain(counts.total()))),
        about=edition.said(said.BY_KIND_ABOUT),
    )
