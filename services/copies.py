"""A copy of what was sent, as a document: asked for in the chat, made by a job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.kinds import Files
from bot.flows.reading import SAYS_NOTHING
from bot.flows.situation import Situation
from committee.submissions import kind_title, revised, state_name, visibility_name
from export.paper import Enclosed, Paper, Passage
from locales import Language, Localized, Message, Param, Translator, phrases, translator_for
from locales.message import Day
from locales.phrases import reading, sending
from services.attached import files_in
from services.jobs import Work, ask_for
from services.office import Office, Transaction, Turn
from services.readers import hidden_from, knows_author, may_see, reads_thread, viewer_of
from services.situations import situation_to_read
from storage import clarifications, people, submissions, world
from storage.jobs import Job
from storage.submissions import Submission

KIND = "copy"
IN_THE_FACTS = frozenset({"language", "visibility", "naming"})
"""Questions whose answers stand at the top, or are the secretariat's matter."""


@dataclass(frozen=True, slots=True)
class CopyRequest:
    """Which submission, in whose language and zone; whether author and thread are told.

    `hidden` are the questions whose answers the asker is not told.
    """

    submission_id: int
    language: Language
    zone: str
    named: bool
    thread: bool
    hidden: list[str]


def ask(turn: Turn, office: Office, submission: Submission) -> None:
    """Ask for a copy as the sender may read it; it follows in the chat."""
    held = turn.memberships()
    viewer, form = viewer_of(held), FORMS[submission.kind.value]
    request = CopyRequest(
        submission.id,
        turn.person.language,
        turn.person.zone,
        named=knows_author(viewer, submission),
        thread=reads_thread(held, submission),
        hidden=sorted(hidden_from(viewer, submission, form)),
    )
    begun = Message(sending.COPY_BEGUN, {"number": submission.number})
    ask_for(turn, office, KIND, {"request": asdict(request)}, begun)
    turn.record(
        "copy_asked",
        participant_id=turn.person.id,
        subject="submission",
        subject_id=submission.id,
    )


def _still_allowed(transaction: Transaction, job: Job) -> bool:
    """Whether the asker may still read all that the copy says."""
    request = CopyRequest(**job.params["request"])
    submission = submissions.submission_by_id(transaction.connection, request.submission_id)
    held = people.memberships_of(transaction.connection, job.participant_id)
    viewer = viewer_of(held)
    return (
        submission is not None
        and may_see(viewer, submission)
        and (not request.named or knows_author(viewer, submission))
        and (not request.thread or reads_thread(held, submission))
        and hidden_from(viewer, submission, FORMS[submission.kind.value]) <= {*request.hidden}
    )


def _done(job: Job, _count: int) -> Message:
    return Message(sending.COPY_DONE)


def _actor_of(transaction: Transaction, job: Job) -> int | None:
    row = int(job.params["request"]["submission_id"])
    submission = submissions.submission_by_id(transaction.connection, row)
    return submission.actor.id if submission else None


WORK = Work(_still_allowed, _done, sending.COPY_FAILED, actor_of=_actor_of)
"""How the job of a copy is delivered."""


def copy_of(connection: Connection, request: CopyRequest, *, now: datetime) -> Paper:
    """The submission as a paper, with nothing on it that its reader may not know."""
    submission = submissions.submission_by_id(connection, request.submission_id)
    assert submission is not None
    return _Copying(connection, request, submission, now).paper()


class _Copying:
    """One copy being made: the words of its reader, and the moment in which it is read."""

    def __init__(
        self, connection: Connection, request: CopyRequest, submission: Submission, now: datetime
    ) -> None:
        self._connection = connection
        self._request = request
        self._submission = submission
        self._form = FORMS[submission.kind.value]
        self._words: Translator = translator_for(request.language)
        self._now = now

    def paper(self) -> Paper:
        """The whole of it."""
        submission = self._submission
        return Paper(
            number=submission.number,
            language=self._request.language,
            body=(self._said(sending.ORGANIZATION), self._said(sending.COMMITTEE)),
            corner=(
                submission.number,
                self._day(submission.submitted_at),
                self._said(sending.ORIGINAL, language=self._language()),
            ),
            title=self._words.plain(kind_title(submission.kind)),
            author=self._author(),
            facts=tuple(self._facts()),
            remark=self._said(sending.AS_RECEIVED),
            passages=tuple(self._passages()),
            enclosed_title=self._said(sending.ATTACHMENTS),
            enclosed=tuple(self._enclosed()),
            thread_title=self._said(sending.THREAD),
            thread=tuple(self._thread()) if self._request.thread else (),
            page=self._said(sending.PAGE, page="{page}", pages="{pages}"),
            made=self._now,
        )

    def _said(self, phrase: str, **about: Param) -> str:
        return self._words.plain(Message(phrase, about))

    def _day(self, moment: datetime) -> str:
        return self._words.plain(Day(moment.astimezone(ZoneInfo(self._request.zone)).date()))

    def _language(self) -> str:
        code = self._submission.language
        return self._said(sending.LANGUAGES[code]) if code in sending.LANGUAGES else code

    def _author(self) -> str:
        if self._request.named:
            return self._words.plain(self._submission.actor.actor.name)
        return self._said(reading.UNNAMED)

    def _facts(self) -> Iterator[tuple[str, str]]:
        submission = self._submission
        if submission.revision:
            before = revised(submission.base, submission.revision - 1)
            yield self._said(sending.TAKES_THE_PLACE_OF), before
        yield self._said(phrases.STATE), self._words.plain(state_name(submission.state))
        if submission.reason:
            yield self._said(sending.REASON), submission.reason
        yield self._said(phrases.SENT_ON), self._day(submission.submitted_at)
        if submission.meeting_title:
            title = Localized(**submission.meeting_title)
            yield self._said(phrases.MEETING), self._words.plain(title)
        readers = self._words.plain(visibility_name(submission.visibility))
        if submission.unnamed and self._request.named:
            readers = f"{readers}\n{self._said(reading.NOT_TO_BE_NAMED)}"
        yield self._said(phrases.READERS), readers

    def _passages(self) -> Iterator[Passage]:
        situation = self._situation()
        answers = engine.applicable(self._form, self._submission.answers, situation)
        for question in engine.asked(self._form, self._submission.answers, situation):
            value = answers.get(question.key)
            if (
                value is None
                or question.key in SAYS_NOTHING | IN_THE_FACTS
                or isinstance(question.kind, Files)
                or question.key in self._request.hidden
            ):
                continue
            shown = engine.shown(question, value, situation, answers=answers)
            yield Passage(self._said(question.name), self._words.plain(shown))

    def _situation(self) -> Situation:
        return situation_to_read(
            self._connection,
            self._submission,
            program=world.read_program(self._connection, self._submission.program_id),
            language=self._request.language,
            today=self._now.date(),
        )

    def _enclosed(self) -> Iterator[Enclosed]:
        """The files; none where they could tell who does not want to be named."""
        if not self._request.named:
            return
        rows = [file["id"] for file in files_in(self._form, self._submission.answers)]
        for each in submissions.attachments_of(self._connection, rows):
            size = sending.size(each.file.size)
            named = self._said(sending.ATTACHMENT, name=each.file.original_name, size=size)
            yield Enclosed(named, each.file.sha256)

    def _thread(self) -> Iterator[Passage]:
        for each in clarifications.clarifications_of(self._connection, self._submission.base):
            asked = self._said(sending.QUESTION, day=self._day(each.asked_at))
            yield Passage(asked, each.question)
            reply = each.reply_id and submissions.submission_by_id(self._connection, each.reply_id)
            if not reply:
                yield Passage(self._said(sending.NO_ANSWER), "")
                continue
            day = self._day(reply.submitted_at)
            heading = self._said(sending.ANSWER, number=reply.number, day=day)
            yield Passage(heading, _answer(reply.answers))


def _answer(answers: Mapping[str, Any]) -> str:
    return str(answers.get("answer") or "")
