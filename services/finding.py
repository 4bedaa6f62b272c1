"""By what a submission is found: the words that were written in it, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.flows.form import Question
from bot.flows.forms import FORMS
from bot.flows.kinds import AsField, Links, LongText, OneOf, Several, ShortText
from bot.flows.sources import (
    ALL_ACTIVITIES,
    OBJECTIVES,
    OWN_ACTIVITIES,
    PLACES,
    PLACES_OF_ORIGIN,
    PROGRAM_PARTS,
    SPECIFIC_OBJECTIVES,
    STATE_ACTIVITIES,
    STATES,
)
from locales import Localized
from services.readers import PERSONAL
from storage.submissions import Submission

TOPICS = (
    OWN_ACTIVITIES,
    ALL_ACTIVITIES,
    STATE_ACTIVITIES,
    OBJECTIVES,
    SPECIFIC_OBJECTIVES,
    PROGRAM_PARTS,
    STATES,
    PLACES,
    PLACES_OF_ORIGIN,
)
"""Choices that are topics: an activity's number, an objective's id, a state's alpha-3 code."""

WRITTEN = (ShortText, LongText, Links, AsField)
"""Kinds of questions that are answered in the author's own words."""


def words_of(submission: Submission) -> str:
    """Number, who sent it, and all that was written; no person, nobody not to be named."""
    written = [
        text
        for question, value in _answered(submission)
        if isinstance(question.kind, WRITTEN)
        for text in _texts(value)
    ]
    return "\n".join((submission.number, *_names(submission), *written))


def codes_of(submission: Submission) -> frozenset[str]:
    """The activities, objectives and places that were chosen."""
    return frozenset(
        str(each)
        for question, value in _answered(submission)
        if isinstance(question.kind, OneOf | Several) and question.kind.source in TOPICS
        for each in (value if isinstance(value, list) else [value])
    )


def _answered(submission: Submission) -> Iterator[tuple[Question, Any]]:
    for question in FORMS[submission.kind.value].questions:
        value = submission.answers.get(question.key)
        tells = question.key in PERSONAL or (submission.unnamed and question.identifies)
        if value is not None and not tells:
            yield question, value


def _texts(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each


def _names(submission: Submission) -> Iterator[str]:
    if submission.unnamed:
        return
    actor = submission.actor.actor
    names: tuple[Localized | None, ...] = (actor.name, actor.acronym)
    for name in names:
        if name is not None:
            yield from dict.fromkeys(name.as_dict().values())
