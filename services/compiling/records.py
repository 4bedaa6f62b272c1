"""A compilation as records, nothing lost that the asker may see: what `enlace import` reads again.

Ids of rows stay at home: submissions go by their numbers, actors and meetings by their keys,
attachments by a number of their own in the file. Nobody's name or Telegram account is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from bot.flows.forms import FORMS
from bot.flows.kinds import Files
from committee.access import Action, may
from committee.submissions import SubmissionKind, Visibility
from export.json_file import Records
from locales import Message, phrases
from services.attached import files_in
from services.compiling.records_around import (
    WITHHELD,
    Record,
    actors,
    calendar,
    consultations,
    moment,
)
from services.compiling.snapshot import Snapshot
from services.readers import hidden_from, knows_author, takes_part
from storage import records, submissions
from storage.records import AnyRow, Filed
from storage.snapshot import AT_ONCE, Entry
from storage.submissions import Submission


def records_of(snapshot: Snapshot, given: FilesGiven | None = None) -> Records:
    """The snapshot as records, read from it as they are gone through; `given` notes the files."""
    reading = _Reading(snapshot, given or FilesGiven())
    return Records(
        reading.head(),
        (
            ("actors", actors(snapshot)),
            ("calendar", calendar(snapshot)),
            ("consultations", consultations(snapshot)),
            ("submissions", reading.submissions()),
        ),
    )


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that somebody gave with the submission `number`, as it is stored."""

    number: str
    name: str
    sha256: str
    size: int
    media_type: str
    stored_name: str


@dataclass(slots=True)
class FilesGiven:
    """The attachments that records have told of, in their order; their numbers in the file."""

    files: list[GivenFile] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)

    def number(self, row: int) -> int:
        """The number in the file of the attachment in that row: 1, 2, 3 as they come."""
        return self.numbers.setdefault(row, len(self.numbers) + 1)


@dataclass(frozen=True, slots=True)
class _Details:
    """What stands beside some submissions, by their rows, or by those of attachments."""

    filed: Mapping[int, Filed]
    asked: Mapping[int, Sequence[tuple[str, datetime, int | None]]]
    translated: Mapping[int, Sequence[AnyRow]]
    attached: Mapping[int, AnyRow]


class _Reading:
    """A snapshot on its way into records."""

    def __init__(self, snapshot: Snapshot, given: FilesGiven) -> None:
        self._snapshot = snapshot
        self._given = given

    @cached_property
    def _numbers(self) -> Mapping[int, str]:
        """The numbers of the replies to questions, by their rows."""
        reply = SubmissionKind.CLARIFICATION_REPLY
        return {each.id: each.number for each in self._snapshot.entries if each.kind is reply}

    @property
    def _reads_threads(self) -> bool:
        """Whether the asker reads what the secretariat asks, and the file is for nobody else."""
        narrow = self._snapshot.request.level in {None, Visibility.SECRETARIAT}
        return narrow and may(Action.REVIEW, self._snapshot.request.roles)

    def head(self) -> Record:
        """What the file is, and what it leaves out."""
        snapshot, viewer = self._snapshot, self._snapshot.viewer
        asked = snapshot.request.as_json()
        kept = {
            "authors": viewer.knows_authors,
            "contacts": takes_part(viewer),
            "clarifications": self._reads_threads,
        }
        return {
            "title": snapshot.words.plain(Message(phrases.COMPILATION)),
            "language": asked.pop("language"),
            "compiled_up_to": moment(snapshot.now),
            "circles": [each.value for each in Visibility if each in snapshot.request.circles],
            "withheld": [what for what, is_kept in kept.items() if not is_kept],
            "request": {key: value for key, value in asked.items() if key != "roles"},
        }

    def submissions(self) -> Iterator[Record]:
        """Every submission, in the order of receipt, some hundred in memory at once."""
        entries = self._snapshot.entries
        for start in range(0, len(entries), AT_ONCE):
            yield from self._some(entries[start : start + AT_ONCE])

    def _some(self, entries: Sequence[Entry]) -> Iterator[Record]:
        connection, rows = self._snapshot.connection, [entry.id for entry in entries]
        found = submissions.submissions_in(connection, rows)
        answers = {each.id: self._answers(each) for each in found}
        files = [f["id"] for each in found for f in _files(each.kind, answers[each.id])]
        details = _Details(
            records.filed(connection, rows),
            records.clarifications_about(connection, rows) if self._reads_threads else {},
            records.translations_of(connection, rows),
            records.attachments_in(connection, files),
        )
        for each in found:
            yield self._submission(each, answers[each.id], details)
            self._snapshot.count()

    def _submission(self, submission: Submission, answers: Record, details: _Details) -> Record:
        place = details.filed[submission.id]
        named = knows_author(self._snapshot.viewer, submission)
        key = submission.actor.actor.key if named else WITHHELD
        attached = self._attachments(submission, answers, details.attached)
        return {
            "number": submission.number,
            "base": submission.base,
            "revision": submission.revision,
            "kind": submission.kind.value,
            "actor": None if key == WITHHELD else key,
            "term": place.term,
            "meeting": place.meeting,
            "program": place.program,
            "language": submission.language,
            "visibility": submission.visibility.value,
            "state": submission.state.value,
            "unnamed": submission.unnamed,
            "submitted_at": moment(submission.submitted_at),
            "changed_at": moment(place.changed_at),
            "reason": submission.reason,
            "answers": self._numbered(submission.kind, answers, details.attached),
            "attachments": attached,
            "translations": [
                _translation(row)
                for row in details.translated.get(submission.id, ())
                if row.question in answers
            ],
            "clarifications": self._clarifications(submission.id, details),
        }

    def _answers(self, submission: Submission) -> Record:
        """The answers as they are kept, without those that the asker is not told."""
        viewer, form = self._snapshot.viewer, FORMS[submission.kind.value]
        hidden = hidden_from(viewer, submission, form)
        if not knows_author(viewer, submission):
            # A question of a form as it once was may have told who the author is.
            hidden |= submission.answers.keys() - {question.key for question in form.questions}
        return {key: value for key, value in submission.answers.items() if key not in hidden}

    def _attachments(
        self, submission: Submission, answers: Record, known: Mapping[int, AnyRow]
    ) -> list[Record]:
        told = []
        for row in dict.fromkeys(f["id"] for f in _files(submission.kind, answers)):
            if row in known:
                kept = known[row]
                told.append(
                    {
                        "id": self._given.number(row),
                        "name": kept.original_name,
                        "media_type": kept.media_type,
                        "size": kept.size,
                        "sha256": kept.sha256,
                        "received_at": moment(kept.received_at),
                    }
                )
                self._given.files.append(
                    GivenFile(
                        submission.number,
                        kept.original_name,
                        kept.sha256,
                        kept.size,
                        kept.media_type,
                        kept.stored_name,
                    )
                )
        return told

    def _numbered(
        self, kind: SubmissionKind, answers: Record, known: Mapping[int, AnyRow]
    ) -> Record:
        """`answers` with files by their numbers here; null for one that no record knows."""
        numbered = dict(answers)
        for key in file_questions(kind) & answers.keys():
            numbered[key] = answers[key] and [
                {**f, "id": self._given.number(f["id"]) if f["id"] in known else None}
                for f in answers[key]
            ]
        return numbered

    def _clarifications(self, row: int, details: _Details) -> list[Record] | None:
        if not self._reads_threads:
            return None
        return [
            {
                "question": question,
                "asked_at": moment(asked_at),
                "reply": None if reply is None else self._numbers.get(reply),
            }
            for question, asked_at, reply in details.asked.get(row, ())
        ]


def file_questions(kind: SubmissionKind) -> frozenset[str]:
    """The questions of a kind that are answered with files."""
    questions = FORMS[kind.value].questions
    return frozenset(each.key for each in questions if isinstance(each.kind, Files))


def _files(kind: SubmissionKind, answers: Mapping[str, Any]) -> Iterator[Record]:
    return files_in(FORMS[kind.value], answers)


def _translation(row: AnyRow) -> Record:
    return {
        "question": row.question,
        "language": row.language,
        "text": row.text,
        "original_sha256": row.original_sha256,
        "taken_at": moment(row.taken_at),
    }
