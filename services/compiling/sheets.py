"""A compilation as tables, one for each kind, for those who sort, filter and count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.flows.form import Question
from bot.flows.forms import FORMS
from committee.actors import kind_name
from committee.submissions import SubmissionKind, kind_title, state_name, visibility_name
from export import Cell, Column, Compilation, Row, Sheet, Words
from locales import Message, Translator, phrases
from locales.phrases import reading, sending
from services.compiling.codebook import ANSWER, codebook_of
from services.compiling.snapshot import Reading, Snapshot, questions_of
from services.compiling.translated import Received, received
from services.menu import LANGUAGE_NAMES
from services.office import WASHINGTON
from storage import snapshot_details
from storage.snapshot import Entry

FRAME = (
    ("number", phrases.NUMBER, 20),
    ("actor", phrases.ACTOR, 28),
    ("actor_kind", phrases.ACTOR_KIND, 20),
    ("meeting", phrases.MEETING, 28),
    ("sent_on", phrases.SENT_ON, 18),
    ("original_language", phrases.WRITTEN_IN, 14),
    ("state", phrases.STATE, 16),
    ("readers", phrases.READERS, 18),
)


OF_THE_FRAME = frozenset(key for key, _, _ in FRAME)
TRANSLATED = "_translation"
"""Stands after the key of an answer for the column beside it."""


def tables_of(snapshot: Snapshot) -> Compilation:
    """The snapshot as tables; their rows are read from it as they are gone through."""
    words = snapshot.words
    sheets = tuple(_sheet(snapshot, kind) for kind in _kinds_of(snapshot))
    return Compilation(
        title=words.plain(Message(phrases.COMPILATION)),
        language=words.language,
        compiled_up_to=snapshot.now.astimezone(ZoneInfo(WASHINGTON)),
        facts=_facts(snapshot),
        sheets=sheets,
        words=_frame_words(words),
        codebook=codebook_of(snapshot, sheets, of_the_frame=OF_THE_FRAME),
        author=words.plain(Message(sending.COMMITTEE)),
    )


def _sheet(snapshot: Snapshot, kind: SubmissionKind) -> Sheet:
    """The submissions of one kind; a text that was translated has a column beside it."""
    words = snapshot.words
    translated = snapshot_details.translated_questions(
        snapshot.connection, kind, snapshot.request.language
    )
    columns = [*_frame_columns(words)]
    for question in questions_of(kind):
        column = _column(question, words)
        columns.append(column)
        if question.key in translated:
            heading = words.plain(Message(phrases.TRANSLATION_OF, {"column": column.heading}))
            columns.append(replace(column, key=column.key + TRANSLATED, heading=heading))
    return Sheet(
        key=kind.value,
        title=words.plain(kind_title(kind)),
        columns=tuple(columns),
        rows=_Rows(snapshot, kind, translated),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one kind, read each time they are gone through."""

    snapshot: Snapshot
    kind: SubmissionKind
    translated: frozenset[str]

    def __iter__(self) -> Iterator[Row]:
        entries = [entry for entry in self.snapshot.entries if entry.kind is self.kind]
        for each in received(self.snapshot, entries):
            yield (*_frame(self.snapshot, each.reading), *self._answers(each))

    def _answers(self, each: Received) -> Iterator[Cell]:
        given = {answer.question.key: answer.cell for answer in each.reading.answers}
        for question in questions_of(self.kind):
            yield given.get(question.key)
            if question.key in self.translated:
                yield each.translations.get(question.key)


def _frame_words(words: Translator) -> Words:
    def said(phrase: str) -> str:
        return words.plain(Message(phrase))

    return Words(
        overview=said(phrases.OVERVIEW),
        compiled_up_to=said(phrases.COMPILED_UP_TO),
        annex=said(phrases.ANNEX),
        continued=said(phrases.CONTINUED),
        reference=said(phrases.REFERENCE),
        sheet=said(phrases.SHEET),
        column=said(phrases.COLUMN),
        piece=said(phrases.PIECE),
        text=said(phrases.TEXT),
    )


def _kinds_of(snapshot: Snapshot) -> Sequence[SubmissionKind]:
    """The kinds that get a table: those that occur, and those with a form that were asked for."""
    occurring = {entry.kind for entry in snapshot.entries}
    asked = snapshot.request.kinds or tuple(SubmissionKind)
    return [kind for kind in asked if kind in occurring or kind.value in FORMS]


def _facts(snapshot: Snapshot) -> tuple[tuple[str, Cell], ...]:
    words, entries = snapshot.words, snapshot.entries

    def said(phrase: str) -> str:
        return words.plain(Message(phrase))

    circles = sorted(snapshot.request.circles)
    meeting = snapshot.meeting
    not_named = sum(not snapshot.knows_author(entry) for entry in entries)
    facts: list[tuple[str, Cell]] = [
        (said(phrases.DOCUMENT), snapshot.request.symbol or said(phrases.WORKING_COPY)),
        (said(phrases.LEVEL), ", ".join(words.plain(visibility_name(each)) for each in circles)),
        (
            said(phrases.MEETING),
            words.plain(meeting.plan.title) if meeting else said(phrases.ALL_MEETINGS),
        ),
        (said(phrases.SUBMISSIONS), len(entries)),
        (said(phrases.ANSWERED), len(_answered(snapshot))),
        (said(phrases.COVERED), len({e.activity for e in entries if e.activity is not None})),
    ]
    if not_named:
        facts.append((said(phrases.NOT_NAMED), not_named))
    return (*facts, *_numbers(entries, words))


def _answered(snapshot: Snapshot) -> frozenset[int]:
    return frozenset(e.actor_id for e in snapshot.entries if snapshot.knows_author(e))


def _numbers(entries: Sequence[Entry], words: Translator) -> Iterator[tuple[str, Cell]]:
    for kind in SubmissionKind:
        number = sum(entry.kind is kind for entry in entries)
        if number:
            yield words.plain(kind_title(kind)), number


def _frame_columns(words: Translator) -> tuple[Column, ...]:
    return tuple(Column(key, words.plain(Message(said)), width) for key, said, width in FRAME)


def _frame(snapshot: Snapshot, each: Reading) -> tuple[Cell, ...]:
    submission, words = each.submission, snapshot.words
    actor = each.actor.actor if each.actor else None
    return (
        submission.number,
        words.plain(actor.name if actor else Message(reading.UNNAMED)),
        words.plain(kind_name(actor.kind)) if actor else None,
        snapshot.meeting_title(submission),
        submission.submitted_at.astimezone(ZoneInfo(WASHINGTON)),
        next((n for code, n in LANGUAGE_NAMES.items() if code == submission.language), None),
        words.plain(state_name(submission.state)),
        words.plain(visibility_name(submission.visibility)),
    )


def _column(question: Question, words: Translator) -> Column:
    key = ANSWER + question.key if question.key in OF_THE_FRAME else question.key
    return Column(key, words.plain(Message(question.name)), 40)
