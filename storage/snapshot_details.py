"""What a document is put in order by and told beside its texts: single answers, questions, words.

All of it is read in the transaction of its snapshot (storage/snapshot.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from committee.submissions import SubmissionKind
from storage.clarifications import Clarification
from storage.listing import Filter, Viewer, selecting
from storage.tables import clarifications, submissions, translations


def single_answers(
    connection: Connection,
    viewer: Viewer,
    wanted: Filter,
    kind: SubmissionKind,
    keys: Sequence[str],
) -> Mapping[int, tuple[Any, ...]]:
    """By row, the answers to the questions `keys` of everything of that kind that is found.

    An answer that was not given is None.
    """
    answers = [submissions.c.answers[key].as_json() for key in keys]
    found = selecting(
        connection, viewer, replace(wanted, kinds=(kind,)), submissions.c.id, *answers
    )
    return {row[0]: tuple(row[1:]) for row in connection.execute(found)}


def programs_of(connection: Connection, viewer: Viewer, wanted: Filter) -> Mapping[int, int]:
    """By row, the version of the Program under which each report on an activity was written."""
    reports = replace(wanted, kinds=(SubmissionKind.ACTIVITY_PROGRESS,))
    found = selecting(connection, viewer, reports, submissions.c.id, submissions.c.program_id)
    return {row[0]: row[1] for row in connection.execute(found)}


def threads_of(
    connection: Connection, replies: Sequence[int]
) -> Mapping[int, tuple[Clarification, str]]:
    """By the row of a reply, the question that it answers, and the number of what it is about."""
    found = (
        select(clarifications, submissions.c.number)
        .join(submissions, submissions.c.id == clarifications.c.submission_id)
        .where(clarifications.c.reply_id.in_(list(replies)))
    )
    return {
        row.reply_id: (
            Clarification(
                row.id, row.submission_id, row.asked_by, row.question, row.asked_at, row.reply_id
            ),
            row.number,
        )
        for row in connection.execute(found)
    }


def translations_to(
    connection: Connection, rows: Sequence[int], language: str
) -> Mapping[tuple[int, str], tuple[str, str]]:
    """By row and question, the translation into `language`, and the SHA-256 of what it is of."""
    column = translations.c
    found = select(
        column.submission_id, column.question, column.text, column.original_sha256
    ).where(column.submission_id.in_(list(rows)), column.language == language)
    return {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(found)}


def translated_questions(
    connection: Connection, kind: SubmissionKind, language: str
) -> frozenset[str]:
    """The questions of that kind of which some answer was translated into `language`."""
    found = (
        select(translations.c.question)
        .join(submissions, submissions.c.id == translations.c.submission_id)
        .where(submissions.c.kind == kind.value, translations.c.language == language)
        .distinct()
    )
    return frozenset(connection.execute(found).scalars())
