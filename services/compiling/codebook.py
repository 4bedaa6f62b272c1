"""The codebook of a compilation's tables: columns, what they hold, and what codes mean."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.flows.choices import Choice
from bot.flows.form import Question
from bot.flows.kinds import (
    Amount,
    Date,
    Files,
    Kind,
    Links,
    LongText,
    Month,
    OneOf,
    Several,
    ShortText,
    WholeNumber,
    Year,
    YesNo,
)
from bot.flows.scene import asking_of
from bot.flows.situation import Situation
from bot.flows.sources import FROM_SITUATION, all_activities, choices_of
from committee.submissions import SubmissionKind
from export import Codebook, CodebookEntry, CodebookWords, Column, Sheet
from locales import Message
from locales.phrases import codebook as words
from services.compiling.snapshot import Snapshot, questions_of

_KINDS: tuple[tuple[type[Kind] | tuple[type[Kind], ...], str], ...] = (
    ((ShortText, LongText), words.TEXT),
    ((WholeNumber, Year), words.NUMBER),
    (Month, words.MONTH),
    (Date, words.DAY),
    (Amount, words.AMOUNT),
    (Links, words.LINKS),
    (Files, words.FILES),
    (YesNo, words.YES_NO),
)
ACTIVITY = "activity"
ANSWER = "answer_"
"""Stands before the key of an answer where the frame has a column of that name."""


def codebook_of(
    snapshot: Snapshot, sheets: Sequence[Sheet], *, of_the_frame: Collection[str]
) -> Codebook:
    """What the columns of these sheets, one for each kind, hold; `of_the_frame` are their keys."""

    def said(phrase: str) -> str:
        return snapshot.words.plain(Message(phrase))

    heads = CodebookWords(
        title=said(words.TITLE),
        sheet=said(words.SHEET),
        heading=said(words.HEADING),
        key=said(words.KEY),
        kind=said(words.KIND),
        code=said(words.CODE),
        meaning=said(words.MEANING),
        remark=said(words.REMARK),
    )
    entries = tuple(entry for sheet in sheets for entry in _of_sheet(snapshot, sheet, of_the_frame))
    return Codebook(heads, entries)


def _of_sheet(
    snapshot: Snapshot, sheet: Sheet, of_the_frame: Collection[str]
) -> Iterator[CodebookEntry]:
    asked = {question.key: question for question in questions_of(SubmissionKind(sheet.key))}
    for column in sheet.columns:
        question = asked.get(column.key.removeprefix(ANSWER))
        if column.key in of_the_frame:
            yield _entry(snapshot, sheet, column, words.OF_THE_FRAME)
        elif question is None:
            yield _entry(snapshot, sheet, column, words.TRANSLATION)
        else:
            yield from _of_question(snapshot, sheet, column, question)


def _entry(snapshot: Snapshot, sheet: Sheet, column: Column, kind: str) -> CodebookEntry:
    said = snapshot.words.plain(Message(kind))
    return CodebookEntry(sheet.title, column.heading, column.key, said)


def _of_question(
    snapshot: Snapshot, sheet: Sheet, column: Column, question: Question
) -> Iterator[CodebookEntry]:
    """The question that is asked, then each code that can be its answer."""
    plain = snapshot.words.plain
    entry = _entry(snapshot, sheet, column, _kind_of(question))
    yield replace(entry, remark=plain(Message(question.text)))
    for choice in _choices(snapshot, question):
        yield replace(entry, code=choice.code, meaning=plain(choice.label))


def _kind_of(question: Question) -> str:
    kind = question.kind
    if isinstance(kind, OneOf | Several):
        if kind.source is FROM_SITUATION:
            return words.OTHER_CHOICE
        return words.CHOICE if isinstance(kind, OneOf) else words.CHOICES
    return next((said for types, said in _KINDS if isinstance(kind, types)), words.OTHER)


def _choices(snapshot: Snapshot, question: Question) -> tuple[Choice, ...]:
    if not isinstance(question.kind, OneOf | Several):
        return ()
    situation = Situation(
        language=snapshot.request.language,
        today=snapshot.now.date(),
        program=snapshot.program,
        actor=None,
    )
    asking = asking_of(question, situation, {})
    found = choices_of(question.kind.source, asking)
    # Those of one's own are asked of an actor; a reader of the codebook is none.
    return found or (all_activities(asking) if question.key == ACTIVITY else ())
