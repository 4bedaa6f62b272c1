"""One consistent picture of what was submitted, as whoever asks may see it, read as it is written.

The lines of all submissions are read at once, their texts as a writer goes through them: it has to
be done in the transaction in which the snapshot was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from bot.flows.choices import Choice
from bot.flows.engine import shown
from bot.flows.form import Question
from bot.flows.forms import FORMS
from bot.flows.kinds import LongText, ShortText, WholeNumber
from bot.flows.situation import Situation
from committee.program import Program
from committee.submissions import SubmissionKind
from export import Cell
from locales import Localized, Translator, translator_for
from services.compiling.request import Request, filter_of
from services.offering import choices_to_read
from services.readers import hidden_from, knows_author
from services.situations import situation_to_read
from storage import calendar, snapshot, world
from storage.calendar import Meeting
from storage.snapshot import Entry
from storage.submissions import Submission
from storage.world import KnownActor

IN_THE_FRAME = frozenset({"language", "visibility", "naming", "statement", "details"})
"""Questions whose answers stand in the frame around a submission, or say nothing by themselves."""
FREE_TEXT = (ShortText, LongText)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: what was given, and how a reader of the document reads it.

    A `literal` one stands as it was received, in the submission's own language.
    """

    question: Question
    cell: Cell
    literal: bool

    @property
    def text(self) -> str:
        """The answer as words."""
        return "" if self.cell is None else str(self.cell)


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission as the asker may see it; `actor` is None where they do not learn whose it is.

    `answers` has those that were given and may be read, in the order of the form.
    """

    submission: Submission
    actor: KnownActor | None
    answers: tuple[Given, ...]


class Snapshot:
    """What a request finds, at one moment (`now`, in UTC); `tell` hears of every hundredth read."""

    def __init__(
        self,
        connection: Connection,
        request: Request,
        *,
        now: datetime,
        tell: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> None:
        self.connection = connection
        self.request = request
        self.now = now
        self.words: Translator = translator_for(request.language)
        self.viewer = request.viewer
        self.entries: Sequence[Entry] = snapshot.entries(
            connection, self.viewer, filter_of(connection, request)
        )
        self._tell = tell
        self._read = 0

    @cached_property
    def meeting(self) -> Meeting | None:
        """The meeting asked for, if one was."""
        key = self.request.meeting_key
        return calendar.meeting_by_key(self.connection, key) if key else None

    @cached_property
    def actors(self) -> Mapping[int, KnownActor]:
        """All actors by their rows."""
        return {known.id: known for known in world.known_actors(self.connection)}

    @cached_property
    def program(self) -> Program:
        """The Program as it stands."""
        return self._program(world.newest_program_id(self.connection))

    def knows_author(self, entry: Entry) -> bool:
        """Whether the asker learns whose it is."""
        return self.viewer.knows_authors or not entry.unnamed

    def actor(self, entry: Entry) -> KnownActor | None:
        """Whose it is, None where the asker does not learn it."""
        return self.actors[entry.actor_id] if self.knows_author(entry) else None

    def read(self, entries: Iterable[Entry], *, again: bool = False) -> Iterator[Reading]:
        """The texts of `entries`, in their order; `again` are those that were read before."""
        for submission in snapshot.read(self.connection, [entry.id for entry in entries]):
            if not again:
                self.count()
            yield self._reading(submission)

    def count(self) -> None:
        """Note that one more has been read."""
        self._read += 1
        if self._read % 100 == 0:
            self._tell(self._read, len(self.entries))

    def _reading(self, submission: Submission) -> Reading:
        situation = self._situation(submission)
        hidden = hidden_from(self.viewer, submission, FORMS[submission.kind.value])
        return Reading(
            submission,
            submission.actor if knows_author(self.viewer, submission) else None,
            tuple(
                Given(question, cell, is_literal(question, submission))
                for question in questions_of(submission.kind)
                if question.key not in hidden
                and (cell := self._cell(question, submission, situation)) is not None
            ),
        )

    def _cell(self, question: Question, submission: Submission, situation: Situation) -> Cell:
        """An answer as a cell: texts and numbers as given, choices by their name."""
        value = submission.answers.get(question.key)
        if value is None or is_literal(question, submission):
            return value
        if isinstance(value, int) and isinstance(question.kind, WholeNumber):
            return value
        return self.words.plain(shown(question, value, situation, answers=submission.answers))

    def _situation(self, submission: Submission) -> Situation:
        return situation_to_read(
            self.connection,
            submission,
            program=self._program(submission.program_id),
            language=self.request.language,
            today=self.now.date(),
            choices=self._choices(submission.kind),
        )

    @cached_property
    def _programs(self) -> dict[int, Program]:
        return {}

    def _program(self, row: int) -> Program:
        if row not in self._programs:
            self._programs[row] = world.read_program(self.connection, row)
        return self._programs[row]

    @cached_property
    def _known_choices(self) -> dict[SubmissionKind, Mapping[str, Sequence[Choice]]]:
        return {}

    def _choices(self, kind: SubmissionKind) -> Mapping[str, Sequence[Choice]]:
        if kind not in self._known_choices:
            self._known_choices[kind] = choices_to_read(self.connection, kind)
        return self._known_choices[kind]

    def meeting_title(self, submission: Submission) -> str | None:
        """The meeting that it was sent for, in the document's language."""
        title = submission.meeting_title
        return self.words.plain(Localized(**title)) if title else None


def questions_of(kind: SubmissionKind) -> tuple[Question, ...]:
    """The questions of a kind whose answers a compilation shows, in the order of the form."""
    return tuple(q for q in FORMS[kind.value].questions if q.key not in IN_THE_FRAME)


def is_literal(question: Question, submission: Submission) -> bool:
    """Whether the answer is a text as it was received."""
    value = submission.answers.get(question.key)
    return isinstance(value, str) and isinstance(question.kind, FREE_TEXT)
