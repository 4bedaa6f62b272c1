"""What follows the body: texts in full, who has answered, who was not heard, the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from committee.actors import kind_name
from committee.calendar import term_of
from committee.localtime import local_day
from committee.submissions import kind_title
from export.document import Block, Column, Heading, NewPage, Style, Table, Text
from locales.phrases import compiling as said
from services.compiling.chapters.answered import society_in
from services.compiling.chapters.edition import KINDS_IN_ORDER, Blocks, Edition, roman
from services.compiling.chapters.heard import Answers, answers_of, is_society
from services.compiling.chapters.submission import full_texts
from services.compiling.translated import received
from services.office import WASHINGTON
from storage import calendar
from storage.calendar import Meeting
from storage.snapshot import Entry

Annex = tuple[str, Callable[[Edition], Iterator[Block]]]


def annexes(edition: Edition) -> Blocks:
    """The annexes, numbered; that of texts is the first one, where the body has shortened any."""
    answers = answers_of(edition)
    parts: list[Annex] = [(said.FULL_TEXTS, _full_texts)] if edition.shortened else []
    parts.append((said.RESPONDENTS, lambda edition: _respondents(edition, answers)))
    if answers.asked:
        parts.append((said.NOT_HEARD, lambda edition: _not_heard(edition, answers)))
    if meetings := _meetings(edition):
        parts.append((said.CALENDAR, lambda edition: _calendar(edition, meetings)))
    for number, (phrase, blocks) in enumerate(parts, start=1):
        yield NewPage()
        title = edition.said(phrase)
        yield Heading(1, edition.said(said.ANNEX, number=roman(number), title=title))
        yield from blocks(edition)


def _full_texts(edition: Edition) -> Blocks:
    yield Text(edition.said(said.FULL_TEXTS_HOW), Style.NOTE)
    entries = {entry.id: entry for entry in edition.snapshot.entries}
    shortened: list[Entry] = [entries[row] for row in edition.shortened]
    for kind, some in groupby(shortened, key=lambda entry: entry.kind):
        yield Heading(2, edition.words.plain(kind_title(kind)))
        for each in received(edition.snapshot, some, again=True):
            yield from full_texts(edition, each)


def _respondents(edition: Edition, answers: Answers) -> Blocks:
    parts = (
        (answers.informed, said.INFORMED),
        (answers.nothing_new, said.NOTHING_NEW),
        (answers.besides, said.BESIDES),
    )
    how = {known.id: answer for part, answer in parts for known in part}
    listed = edition.actors_in_order(known for part, _ in parts for known in part)
    if listed:
        yield Table(
            (Column(edition.said(said.ACTOR), 3), Column(edition.said(said.ANSWER), 2)),
            [(edition.name(known), edition.said(how[known.id])) for known in listed],
            about=edition.said(said.RESPONDENTS_ABOUT),
        )
    society = society_in(edition)
    if society and not edition.snapshot.viewer.knows_authors:
        yield Text(edition.words.plain(said.society_counted(society)))


def _not_heard(edition: Edition, answers: Answers) -> Blocks:
    """Those that were asked, by name but for society, which is counted."""
    if not answers.silent:
        yield Text(edition.said(said.ALL_HEARD))
        return
    yield Text(edition.said(said.NOT_HEARD_HOW))
    for kind in KINDS_IN_ORDER:
        named = [known for known in answers.of(kind).silent if not is_society(known)]
        if named:
            yield Heading(2, edition.words.plain(kind_name(kind, plural=True)))
            yield Text("\n".join(edition.name(known) for known in named))
    society = sum(map(is_society, answers.silent))
    if society:
        counted = edition.words.plain(said.society_not_heard(society))
        yield Text(counted)


def _meetings(edition: Edition) -> Sequence[Meeting]:
    """The meetings of the term in which the document's meeting is, or its moment."""
    snapshot, every = edition.snapshot, calendar.all_meetings(edition.snapshot.connection)
    term = (
        snapshot.meeting.term_id
        if snapshot.meeting
        else calendar.term_id(snapshot.connection, term_of(local_day(snapshot.now, WASHINGTON)))
    )
    return [meeting for meeting in every if meeting.term_id == term]


def _calendar(edition: Edition, meetings: Sequence[Meeting]) -> Blocks:
    yield Table(
        (
            Column(edition.said(said.DATE), 1.4),
            Column(edition.said(said.HELD), 2.2),
            Column(edition.said(said.PLACE), 1.4),
        ),
        [_row(edition, meeting) for meeting in meetings],
        about=edition.said(said.CALENDAR_ABOUT),
    )


def _row(edition: Edition, meeting: Meeting) -> tuple[str, ...]:
    plan, plain = meeting.plan, edition.words.plain
    title = (
        edition.said(said.CANCELLED, meeting=plan.title)
        if meeting.cancelled_at
        else plain(plan.title)
    )
    return edition.moment(plan.starts_at), title, plain(plan.place)
