"""Submissions laid in some hundred at a time, each found by its words as if it had been sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.flows.state import State, encode_state
from committee.actors import Actor, ActorKind
from committee.submissions import SubmissionKind, SubmissionState, Visibility
from locales import LANGUAGES, Localized, Message, translator_for
from locales.phrases import reading
from services.compiling.records import file_questions
from services.compiling.records_around import WITHHELD
from services.finding import codes_of, words_of
from services.importing_checks import (
    SUBMISSION,
    Number,
    attachment_values,
    clarification_values,
    number_of,
    submission_values,
    translation_values,
)
from services.importing_fields import Fields, is_kept, is_kept_whole
from services.office import Transaction
from storage import importing, search, world
from storage.importing import TABLES
from storage.snapshot import AT_ONCE
from storage.submissions import Submission
from storage.world import KnownActor

LONGEST_CODE = 20
"""Characters of the code of a topic."""


@dataclass(slots=True)
class _Waiting:
    """A checked submission: its columns, and what belongs to it."""

    record: Fields
    number: Number
    actor: KnownActor
    values: dict[str, Any]
    attachments: list[tuple[int, dict[str, Any]]]
    translations: list[dict[str, Any]]
    clarifications: list[dict[str, Any]]


class Submissions:
    """Takes submissions one by one; `finish` lays in the last of them and ties what belongs."""

    def __init__(
        self, transaction: Transaction, *, terms: Mapping[str, int], meetings: Mapping[str, int]
    ) -> None:
        self._connection = transaction.connection
        self._terms = terms
        self._meetings = meetings
        self._actors = {each.actor.key: each for each in world.known_actors(self._connection)}
        self._programs = importing.program_rows(self._connection)
        self._person = importing.add_placeholder(self._connection, now=transaction.now)
        self._waiting: list[_Waiting] = []
        self._files: dict[int, tuple[int, dict[str, Any]]] = {}
        self._replies: list[tuple[int, str, Fields]] = []
        self._serials: dict[str, int] = {}
        self.count = 0

    @property
    def attached(self) -> int:
        """How many attachments there are."""
        return len(self._files)

    def add(self, record: Fields) -> None:
        """Check a submission, and lay it in with others."""
        self._waiting.append(self._checked(record))
        self.count += 1
        if len(self._waiting) >= AT_ONCE:
            self._lay_in()

    def finish(self) -> None:
        """Lay in what waits, tie replies to questions, let the next numbers go on."""
        self._lay_in()
        for start in range(0, len(self._replies), AT_ONCE):
            self._tie(self._replies[start : start + AT_ONCE])
        importing.set_counters(self._connection, self._serials)

    def _checked(self, record: Fields) -> _Waiting:
        record.only(*SUBMISSION)
        values, number = submission_values(record), number_of(record)
        actor = self._actor(record)
        values |= {
            "number": number.text,
            "base": number.base,
            "revision": number.revision,
            "actor_id": actor.id,
            "participant_id": self._person,
            "term_id": self._found(record, "term", self._terms),
            "program_id": self._found(record, "program", self._programs),
            "meeting_id": None,
        }
        if record.words_or_none("meeting") is not None:
            values["meeting_id"] = self._found(record, "meeting", self._meetings)
        counter = f"{number.term}/{values['kind']}"
        self._serials[counter] = max(self._serials.get(counter, 0), number.serial)
        self._refuse_unkept(record, values["answers"])
        return _Waiting(
            record,
            number,
            actor,
            values,
            [
                (each.count("id", least=1), attachment_values(each))
                for each in record.each("attachments")
            ],
            self._translations(record),
            []
            if record.values["clarifications"] is None
            else [clarification_values(each) for each in record.each("clarifications")],
        )

    def _refuse_unkept(self, record: Fields, answers: Mapping[str, Any]) -> None:
        """PostgreSQL keeps some characters in JSON, but can ask nothing of such a row again."""
        if self._connection.dialect.name == "postgresql" and not is_kept_whole(answers):
            raise record.fault("answers", "hold a character that PostgreSQL cannot keep")

    def _translations(self, record: Fields) -> list[dict[str, Any]]:
        found, seen = [], set()
        for each in record.each("translations"):
            values = translation_values(each)
            if (key := (values["question"], values["language"])) in seen:
                raise each.fault("question", "has two translations into one language")
            seen.add(key)
            found.append(values)
        return found

    def _found(self, record: Fields, key: str, among: Mapping[str, int]) -> int:
        if (said := record.words(key)) not in among:
            raise record.fault(key, f"names {said[:40]!a}, which is not there")
        return among[said]

    def _actor(self, record: Fields) -> KnownActor:
        key = record.words_or_none("actor")
        if key is None:
            if not record.truth("unnamed"):
                raise record.fault("actor", "is left out, though its author may be named")
            return self._withheld()
        if key not in self._actors or key == WITHHELD:
            raise record.fault("actor", f"names {key[:40]!a}, which is not there")
        return self._actors[key]

    def _withheld(self) -> KnownActor:
        """Whoever the file does not name: one actor for all of them, made when first needed."""
        if WITHHELD not in self._actors:
            said = Message(reading.UNNAMED)
            name = Localized(**{each: translator_for(each).plain(said) for each in LANGUAGES})
            actor = Actor(WITHHELD, ActorKind.CIVIL_SOCIETY, name, None, None)
            row = world.add_actor(self._connection, actor)
            self._actors[WITHHELD] = KnownActor(row, actor)
        return self._actors[WITHHELD]

    def _lay_in(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._refuse_doubles(waiting)
        drafts = importing.add(self._connection, TABLES["drafts"], list(map(self._draft, waiting)))
        for each, draft in zip(waiting, drafts, strict=True):
            each.values["draft_id"] = draft
            self._attach(each, draft)
        values = [each.values for each in waiting]
        rows = importing.add(self._connection, TABLES["submissions"], values)
        for each, row in zip(waiting, rows, strict=True):
            kept = _kept(each, row)
            codes = codes_of(kept)
            if any(len(code) > LONGEST_CODE or not is_kept(code) for code in codes):
                raise each.record.fault("answers", "hold a choice that no question has")
            search.index_new(self._connection, row, words_of(kept), codes)
        self._add_translations(waiting, rows)
        self._add_clarifications(waiting, rows)

    def _refuse_doubles(self, waiting: list[_Waiting]) -> None:
        seen = set(importing.rows_numbered(self._connection, {w.number.text for w in waiting}))
        for each in waiting:
            if each.number.text in seen:
                raise each.record.fault("number", "is there twice")
            seen.add(each.number.text)

    def _draft(self, waiting: _Waiting) -> dict[str, Any]:
        values = waiting.values
        return {
            "participant_id": self._person,
            "actor_id": values["actor_id"],
            "meeting_id": values["meeting_id"],
            "program_id": values["program_id"],
            "form": values["kind"],
            "state": encode_state(State()),
            "hints": {},
            "status": "sent",
            "started_at": values["submitted_at"],
            "changed_at": values["submitted_at"],
        }

    def _attach(self, waiting: _Waiting, draft: int) -> None:
        """Note the attachments, and let the answers speak of the rows that they have here."""
        for number, values in waiting.attachments:
            if number not in self._files:
                mine = {**values, "participant_id": self._person, "draft_id": draft}
                row = importing.add(self._connection, TABLES["attachments"], [mine])[0]
                self._files[number] = (row, values)
            elif self._files[number][1] != values:
                raise waiting.record.fault("attachments", f"tell of {number} otherwise than before")
        told = {number for number, _ in waiting.attachments}
        answers = dict(waiting.values["answers"])
        for key in file_questions(SubmissionKind(waiting.values["kind"])) & answers.keys():
            for file in answers[key] or ():
                if file["id"] is not None and file["id"] not in told:
                    raise waiting.record.fault(f"answers.{key}", "names no attachment of its own")
            answers[key] = answers[key] and [
                {**file, "id": file["id"] and self._files[file["id"]][0]} for file in answers[key]
            ]
        waiting.values["answers"] = answers

    def _add_translations(self, waiting: list[_Waiting], rows: Sequence[int]) -> None:
        importing.add(
            self._connection,
            TABLES["translations"],
            [
                {**values, "submission_id": row}
                for each, row in zip(waiting, rows, strict=True)
                for values in each.translations
            ],
        )

    def _add_clarifications(self, waiting: list[_Waiting], rows: Sequence[int]) -> None:
        for each, row in zip(waiting, rows, strict=True):
            for values in each.clarifications:
                reply = values.pop("reply")
                asked = {**values, "submission_id": row, "asked_by": self._person}
                added = importing.add(self._connection, TABLES["clarifications"], [asked])[0]
                if reply is not None:
                    self._replies.append((added, reply, each.record))

    def _tie(self, replies: list[tuple[int, str, Fields]]) -> None:
        rows = importing.rows_numbered(self._connection, {reply for _, reply, _ in replies})
        for asked, reply, record in replies:
            if reply not in rows:
                raise record.fault("clarifications", f"name the reply {reply}, which is not there")
            importing.set_reply(self._connection, asked, rows[reply])


def _kept(waiting: _Waiting, row: int) -> Submission:
    """The submission in its row, as it is found by its words."""
    values = waiting.values
    return Submission(
        id=row,
        number=values["number"],
        kind=SubmissionKind(values["kind"]),
        actor=waiting.actor,
        participant_id=values["participant_id"],
        meeting_id=values["meeting_id"],
        meeting_title=None,
        program_id=values["program_id"],
        language=values["language"],
        visibility=Visibility(values["visibility"]),
        state=SubmissionState(values["state"]),
        answers=values["answers"],
        submitted_at=values["submitted_at"],
        draft_id=values["draft_id"],
        base=values["base"],
        revision=values["revision"],
        unnamed=values["unnamed"],
        reason=values["reason"],
    )
