"""The compilation: what was submitted, as sheets with headings in the language asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.flows.engine import shown
from bot.flows.form import Question
from bot.flows.forms import FORMS
from bot.flows.kinds import LongText, ShortText, WholeNumber
from bot.flows.situation import Situation
from committee.access import Role, visible_to
from committee.actors import ActorKind, kind_name
from committee.submissions import SubmissionKind, kind_title, state_name, visibility_name
from export import Cell, Column, Compilation, Sheet, Words
from locales import Language, Localized, Message, Translator, phrases, translator_for
from locales.phrases import reading
from services.menu import LANGUAGE_NAMES
from services.offering import choices_to_read
from services.office import WASHINGTON
from services.readers import hidden_from, knows_author, viewer_for
from services.situations import situation_to_read
from storage import calendar, submissions, world
from storage.listing import Viewer
from storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; None and empty mean everything. `roles` decide what may be seen."""

    language: Language
    roles: tuple[Role, ...]
    meeting_key: str | None = None
    kinds: tuple[SubmissionKind, ...] = ()
    actor_kinds: tuple[ActorKind, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The form in which a job keeps it."""
        return {
            "language": self.language,
            "roles": [role.value for role in self.roles],
            "meeting_key": self.meeting_key,
            "kinds": [kind.value for kind in self.kinds],
            "actor_kinds": [kind.value for kind in self.actor_kinds],
        }


def request_from(body: Mapping[str, Any]) -> Request:
    """The request whose JSON form is `body`."""
    assert body["language"] in get_args(Language)
    return Request(
        language=body["language"],
        roles=tuple(Role(role) for role in body["roles"]),
        meeting_key=body["meeting_key"],
        kinds=tuple(SubmissionKind(kind) for kind in body["kinds"]),
        actor_kinds=tuple(ActorKind(kind) for kind in body["actor_kinds"]),
    )


def compile_for(connection: Connection, request: Request, *, now: datetime) -> Compilation:
    """One consistent picture of what was submitted, never more than the asker may see."""
    words = translator_for(request.language)
    meeting = (
        calendar.meeting_by_key(connection, request.meeting_key) if request.meeting_key else None
    )
    viewer = viewer_for(request.roles)
    sent = [
        submission
        for submission in submissions.submissions_sent(
            connection,
            meeting_id=meeting.id if meeting else None,
            kinds=request.kinds,
            actor_kinds=[kind.value for kind in request.actor_kinds],
            visible=visible_to(request.roles),
        )
        # What is asked of one kind of actor must not tell of which kind an unnamed one is.
        if not request.actor_kinds or knows_author(viewer, submission)
    ]
    title = words.plain(Message(phrases.COMPILATION))
    sheets = tuple(
        _sheet(connection, viewer, kind, [s for s in sent if s.kind is kind], words, now)
        for kind in _kinds_of(request, sent)
    )
    return Compilation(
        title=title,
        language=request.language,
        compiled_up_to=now.astimezone(ZoneInfo(WASHINGTON)),
        facts=_facts(request, viewer, sent, words, meeting.plan.title if meeting else None),
        sheets=sheets,
        words=_frame_words(words),
    )


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


def _kinds_of(request: Request, sent: Sequence[Submission]) -> Iterable[SubmissionKind]:
    """The kinds that get a sheet: those that occur, and those with a form that were asked for."""
    occurring = {submission.kind for submission in sent}
    asked = request.kinds or tuple(SubmissionKind)
    return (kind for kind in asked if kind in occurring or kind.value in FORMS)


def _facts(
    request: Request,
    viewer: Viewer,
    sent: Sequence[Submission],
    words: Translator,
    meeting: Localized | None,
) -> tuple[tuple[str, Cell], ...]:
    def said(phrase: str) -> str:
        return words.plain(Message(phrase))

    chosen = [(said(phrases.DOCUMENT), said(phrases.WORKING_COPY))]
    levels = ", ".join(words.plain(visibility_name(v)) for v in sorted(visible_to(request.roles)))
    actors = {s.actor.id for s in sent if knows_author(viewer, s)}
    not_named = sum(not knows_author(viewer, submission) for submission in sent)
    covered = {s.answers["activity"] for s in sent if s.answers.get("activity")}
    everything = said(phrases.ALL_MEETINGS)
    facts: list[tuple[str, Cell]] = [
        *chosen,
        (said(phrases.LEVEL), levels),
        (said(phrases.MEETING), words.plain(meeting) if meeting else everything),
        (said(phrases.SUBMISSIONS), len(sent)),
        (said(phrases.ANSWERED), len(actors)),
        (said(phrases.COVERED), len(covered)),
    ]
    if not_named:
        facts.append((said(phrases.NOT_NAMED), not_named))
    for kind in SubmissionKind:
        number = sum(submission.kind is kind for submission in sent)
        if number:
            facts.append((words.plain(kind_title(kind)), number))
    return tuple(facts)


def _sheet(
    connection: Connection,
    viewer: Viewer,
    kind: SubmissionKind,
    sent: Sequence[Submission],
    words: Translator,
    now: datetime,
) -> Sheet:
    questions = [each for each in FORMS[kind.value].questions if each.key not in IN_THE_FRAME]
    programs = {s.program_id: world.read_program(connection, s.program_id) for s in sent}
    choices = choices_to_read(connection, kind)
    rows = []
    for submission in sent:
        situation = situation_to_read(
            connection,
            submission,
            program=programs[submission.program_id],
            language=words.language,
            today=now.date(),
            choices=choices,
        )
        rows.append(
            (
                *_frame(submission, viewer, words),
                *_cells(questions, submission, viewer, situation, words),
            )
        )
    return Sheet(
        key=kind.value,
        title=words.plain(kind_title(kind)),
        columns=(
            *_frame_columns(words),
            *(_column(question, words) for question in questions),
        ),
        rows=tuple(rows),
    )


IN_THE_FRAME = {"language", "visibility", "naming", "statement", "details"}
"""Questions whose answers stand in the columns before, or say nothing by themselves."""
FREE_TEXT = (ShortText, LongText)
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


def _frame_columns(words: Translator) -> tuple[Column, ...]:
    return tuple(Column(key, words.plain(Message(said)), width) for key, said, width in FRAME)


def _frame(submission: Submission, viewer: Viewer, words: Translator) -> tuple[Cell, ...]:
    title, known = submission.meeting_title, knows_author(viewer, submission)
    actor = submission.actor.actor
    return (
        submission.number,
        words.plain(actor.name if known else Message(reading.UNNAMED)),
        words.plain(kind_name(actor.kind)) if known else None,
        words.plain(Localized(**title)) if title else None,
        submission.submitted_at.astimezone(ZoneInfo(WASHINGTON)),
        next((n for code, n in LANGUAGE_NAMES.items() if code == submission.language), None),
        words.plain(state_name(submission.state)),
        words.plain(visibility_name(submission.visibility)),
    )


def _column(question: Question, words: Translator) -> Column:
    taken = question.key in {key for key, _, _ in FRAME}
    key = f"answer_{question.key}" if taken else question.key
    return Column(key, words.plain(Message(question.name)), 40)


def _cells(
    questions: Sequence[Question],
    submission: Submission,
    viewer: Viewer,
    situation: Situation,
    words: Translator,
) -> Iterator[Cell]:
    hidden = hidden_from(viewer, submission, FORMS[submission.kind.value])
    for question in questions:
        told = question.key not in hidden
        yield _cell(question, submission, situation, words) if told else None


def _cell(
    question: Question,
    submission: Submission,
    situation: Situation,
    words: Translator,
) -> Cell:
    """An answer as a cell: texts and numbers as given, choices by their name."""
    value = submission.answers.get(question.key)
    if value is None:
        return None
    if isinstance(value, str) and isinstance(question.kind, FREE_TEXT):
        return value
    if isinstance(value, int) and isinstance(question.kind, WholeNumber):
        return value
    return words.plain(shown(question, value, situation, answers=submission.answers))
