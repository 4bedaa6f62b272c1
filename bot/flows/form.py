"""A form is data: questions in order, checked when it is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.flows.checks import Check
from bot.flows.conditions import Condition
from bot.flows.kinds import Files, Kind, LongText
from committee.submissions import SubmissionKind
from locales.message import Json

KEY_LIMIT = 16
REVIEW = "review"
"""Stands for the review where buttons name a question."""

_OPENERS = {"text": LongText, "file": Files}


class FormError(ValueError):
    """A form breaks a rule; the text names the form, the question and the fault."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `text` is its bold first line, `label` its short name in review and exports.

    `text`, `help` and `label` are message ids. An answer is required where `required` says so and
    `optional_if` does not hold. With `opens_with` the question takes the text or file by which a
    person starts the draft (a reply to a reminder). What `identifies` could tell who the author
    is: it stays with the secretariat where the author is not to be named. A new answer `forgets`
    those to later questions that would mean something else beside it. Of an answer that is as
    `usual` the review says nothing; the button of a `rare` one then stands behind "More choices".
    """

    key: str
    text: str
    kind: Kind
    help: str = ""
    required: bool = True
    ask_if: Condition | None = None
    check: Check | None = None
    label: str = ""
    opens_with: Literal["", "text", "file"] = ""
    optional_if: Condition | None = None
    identifies: bool = False
    forgets: tuple[str, ...] = ()
    usual: tuple[Json, ...] = ()
    rare: bool = False

    @property
    def name(self) -> str:
        """The message id of its short name."""
        return self.label or self.text


@dataclass(frozen=True, slots=True)
class Form:
    """Questions in the order in which they are asked; FormError when they break a rule.

    Answers are sent to somebody, except where the person `confirms` what then is done; where it is
    done `at_once`, the last answer is enough and there is no review.
    """

    key: str
    title: str
    questions: tuple[Question, ...]
    kind: SubmissionKind | None = None
    confirms: bool = False
    at_once: bool = False

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise FormError(f"form {self.key!r}: {fault}")

    def question(self, key: str) -> Question:
        """The question with that key; KeyError when there is none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def opened_with(self, what: Literal["text", "file"]) -> Question | None:
        """The question that takes the text or file by which a draft is started."""
        return next((each for each in self.questions if each.opens_with == what), None)


def _faults(form: Form) -> Iterator[str]:
    if not form.title.strip():
        yield "the title is missing"
    if not form.questions:
        yield "there are no questions"
    earlier: set[str] = set()
    for question in form.questions:
        for fault in _question_faults(question, earlier):
            yield f"question {question.key!r}: {fault}"
        earlier.add(question.key)
        for key in sorted(earlier.intersection(question.forgets)):
            yield f"question {question.key!r}: it forgets {key!r}, which does not come after it"
    openers = [each.opens_with for each in form.questions if each.opens_with]
    if len(openers) > len(set(openers)):
        yield "two questions open with the same"


def _question_faults(question: Question, earlier: set[str]) -> Iterator[str]:
    if not re.fullmatch(rf"[a-z_]{{1,{KEY_LIMIT}}}", question.key) or question.key == REVIEW:
        yield f"the key is not 1 to {KEY_LIMIT} of a-z and _, or it is {REVIEW!r}"
    if question.key in earlier:
        yield "the key is used twice"
    if not question.text.strip():
        yield "the text is missing"
    conditions = [each.targets for each in (question.ask_if, question.optional_if) if each]
    for target in sorted(frozenset().union(*conditions) - earlier - {question.key}):
        yield f"its condition looks at {target!r}, which does not come before it"
    check = question.check.targets if question.check else frozenset()
    for target in sorted(check - earlier):
        yield f"its check looks at {target!r}, which does not come before it"
    opener = _OPENERS.get(question.opens_with)
    if opener and not isinstance(question.kind, opener):
        yield f"its kind takes no {question.opens_with} to open with"
    yield from question.kind.faults()
