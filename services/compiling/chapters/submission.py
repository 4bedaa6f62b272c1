"""One submission in a document: who, number and date, then every answer as it was received."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from committee.submissions import state_name, visibility_name
from export.document import Block, Heading, Style, Text
from locales import Message, Param
from locales.phrases import compiling as said
from locales.phrases import reading, sending
from services.compiling.chapters.edition import Edition, roman
from services.compiling.snapshot import Given, Reading
from services.compiling.translated import Received, received
from storage.snapshot import Entry

T = TypeVar("T")

LONG = 1_200
"""Characters above which an answer is shortened where an annex gives it in full."""
BEGINNING = 500
"""About so many of them stand in its place."""
ANNEX_OF_TEXTS = roman(1)
TITLE = "title"

_JOINED = re.compile(r"[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


def submission(
    edition: Edition, each: Received, *, level: int, but: Collection[str] = (), headed: bool = True
) -> Iterator[Block]:
    """A heading, where `headed`, then the submission; `but` are answers that headings say."""
    title = _title(each.reading)
    if headed:
        yield _heading(edition, each.reading, level)
    if title and (translation := each.translations.get(TITLE)):
        yield _translated(edition, translation)
    yield _frame(edition, each.reading, named=title is not None)
    yield from _remarks(edition, each.reading)
    for given in each.reading.answers:
        if given.question.key not in but and given is not title:
            yield from _answer(edition, each, given)


def listed(
    edition: Edition, entries: Iterable[Entry], *, level: int, but: Collection[str] = ()
) -> Iterator[Block]:
    """Submissions one after the other, each under its title or under the name of its author.

    What an author sent stands together under one name; of those that are not named each stands
    by itself, as nobody is told which of them are the same.
    """
    before: int | None = None
    for each in received(edition.snapshot, entries):
        actor = each.reading.actor
        same = actor is not None and actor.id == before and _title(each.reading) is None
        yield from submission(edition, each, level=level, but=but, headed=not same)
        before = actor.id if actor else None


def _heading(edition: Edition, each: Reading, level: int) -> Heading:
    title = _title(each)
    if title is None:
        return Heading(level, author(edition, each))
    return Heading(level, title.text, language=_language(edition, each))


def _language(edition: Edition, each: Reading) -> str | None:
    """The language of its texts, where it is another than the document's."""
    language = each.submission.language
    return language if language != edition.language else None


def author(edition: Edition, each: Reading) -> str:
    """Whose it is, as it begins a line."""
    return edition.title(edition.name(each.actor) if each.actor else edition.said(reading.UNNAMED))


def full_texts(edition: Edition, each: Received) -> Iterator[Block]:
    """What the body has shortened, whole."""
    yield Heading(3, _number_and_author(edition, each.reading))
    yield from _remarks(edition, each.reading, named=False)
    for given in each.reading.answers:
        if _is_long(given):
            yield from _whole(edition, each, given)


def _title(each: Reading) -> Given | None:
    return next((given for given in each.answers if given.question.key == TITLE), None)


def _frame(edition: Edition, each: Reading, *, named: bool) -> Text:
    """Number, date and state; who sent it where the heading does not say it."""
    submission = each.submission
    about: dict[str, Param] = {
        "day": edition.day(submission.submitted_at),
        "state": state_name(submission.state),
    }
    line = (
        edition.said(said.RECEIVED, **about)
        if len(edition.request.circles) == 1
        else edition.said(
            said.RECEIVED_READERS, **about, readers=visibility_name(submission.visibility)
        )
    )
    label = _number_and_author(edition, each) if named else submission.number
    return Text(line, Style.NOTE, label=edition.label(label))


def _number_and_author(edition: Edition, each: Reading) -> str:
    about = {"number": each.submission.number, "actor": author(edition, each)}
    return edition.said(said.NUMBER_AND_ACTOR, **about)


def _remarks(edition: Edition, each: Reading, *, named: bool = True) -> Iterator[Text]:
    submission = each.submission
    if named and submission.unnamed and each.actor is not None:
        yield Text(edition.said(reading.NOT_TO_BE_NAMED), Style.NOTE)
    if submission.language != edition.language and submission.language in sending.LANGUAGES:
        language = Message(sending.LANGUAGES[submission.language])
        yield Text(edition.said(said.WRITTEN_IN, language=language), Style.NOTE)


def _answer(edition: Edition, each: Received, given: Given) -> Iterator[Block]:
    if not (edition.request.annexes and _is_long(given)):
        yield from _whole(edition, each, given)
        return
    number = each.reading.submission.number
    yield _text(edition, each.reading, given, beginning_of(given.text))
    yield Text(edition.said(said.SHORTENED, annex=ANNEX_OF_TEXTS, number=number), Style.NOTE)
    edition.shorten(each.reading.submission.id)


def _whole(edition: Edition, each: Received, given: Given) -> Iterator[Block]:
    cell = given.cell
    shown = edition.words.plain(cell) if isinstance(cell, int) else given.text
    yield _text(edition, each.reading, given, shown)
    if translation := each.translations.get(given.question.key):
        yield _translated(edition, translation)


def _text(edition: Edition, each: Reading, given: Given, shown: str) -> Text:
    label = edition.label(edition.said(given.question.name))
    if not given.literal:
        return Text(shown, Style.BODY, label=label)
    return Text(shown, Style.RECEIVED, language=_language(edition, each), label=label)


def _translated(edition: Edition, translation: str) -> Text:
    return Text(translation, Style.TRANSLATION, label=edition.said(said.TRANSLATION))


def _is_long(given: Given) -> bool:
    return given.literal and len(given.text) > LONG


def beginning_of(text: str) -> str:
    """The beginning of a long text, cut between words where there are any, else between letters."""
    words = text[:BEGINNING].rsplit(maxsplit=1)
    if len(words) == 2 and len(words[0]) > BEGINNING // 2:
        return words[0]
    end = BEGINNING
    while end < len(text) and (_JOINED.match(text[end]) or text[end - 1] == "\u200d"):
        end += 1
    return text[:end]
