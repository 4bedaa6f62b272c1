"""What the form engine is told about the moment, and what a draft remembers from its beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.flows.choices import Choice
from bot.flows.situation import About, Situation
from committee.program import Program
from committee.submissions import SubmissionKind
from locales import Language
from locales.message import decode, encode
from services.offering import choices_to_read
from services.office import Office
from storage import clarifications, submissions, world
from storage.drafts import Draft
from storage.people import Participant
from storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class Hints:
    """By question key: choices of the moment, answers to suggest, codes that are likely.

    `sequence` is how often the meeting that the form changes had been changed before.
    """

    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    suggestions: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    likely: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sequence: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The form in which a draft keeps them."""
        counted = {} if self.sequence is None else {"sequence": self.sequence}
        return {
            **counted,
            "choices": {
                key: [_as_json(choice) for choice in choices]
                for key, choices in self.choices.items()
            },
            "suggestions": {key: list(values) for key, values in self.suggestions.items()},
            "likely": {key: list(codes) for key, codes in self.likely.items()},
        }


def situation_of(
    office: Office, connection: Connection, person: Participant, draft: Draft
) -> Situation:
    """The present moment of `draft`, in the day and language of `person`."""
    program_id = draft.program_id or world.newest_program_id(connection)
    hints = draft.hints
    return Situation(
        language=person.language,
        today=office.clock.now().astimezone(ZoneInfo(person.zone)).date(),
        program=office.program(connection, program_id),
        actor=draft.actor.actor if draft.actor else None,
        likely={key: tuple(codes) for key, codes in hints.get("likely", {}).items()},
        suggestions={key: tuple(said) for key, said in hints.get("suggestions", {}).items()},
        choices={
            key: tuple(_from_json(choice) for choice in choices)
            for key, choices in hints.get("choices", {}).items()
        },
        about=_about(connection, draft),
    )


def _about(connection: Connection, draft: Draft) -> About | None:
    """What a reply speaks of: the newest version of the submission that was asked about."""
    if draft.form != SubmissionKind.CLARIFICATION_REPLY or draft.subject_id is None:
        return None
    question = clarifications.clarification_by_id(connection, draft.subject_id)
    if question is None:
        return None
    submission = clarifications.asked_about(connection, question)
    return About(submission.kind.value, submission.answers)


def situation_to_read(
    connection: Connection,
    submission: Submission,
    *,
    program: Program,
    language: Language,
    today: date,
    choices: Mapping[str, Sequence[Choice]] | None = None,
) -> Situation:
    """The moment in which a submission is read, under the Program it was written under.

    `choices` are those of its kind, where they are at hand.
    """
    if choices is None:
        choices = choices_to_read(connection, submission.kind)
    return Situation(
        language=language,
        today=today,
        program=program,
        actor=submission.actor.actor,
        choices={key: tuple(each) for key, each in choices.items()},
        about=_spoken_of(connection, submission),
    )


def _spoken_of(connection: Connection, submission: Submission) -> About | None:
    """What a reply speaks of, by which its change to one answer is read."""
    if submission.kind is not SubmissionKind.CLARIFICATION_REPLY:
        return None
    question = clarifications.answered_by(connection, submission.id)
    asked = question and submissions.submission_by_id(connection, question.submission_id)
    return About(asked.kind.value, asked.answers) if asked else None


def _as_json(choice: Choice) -> list[Any]:
    words = [encode(word) for word in choice.words]
    return [choice.code, encode(choice.label), choice.value, words]


def _from_json(body: list[Any]) -> Choice:
    code, label, value, words = body
    return Choice(code, decode(label), value, tuple(decode(word) for word in words))
