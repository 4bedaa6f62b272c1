"""What each record of a file has to be before any of it is laid in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any

from bot.flows.form import Question
from bot.flows.forms import FORMS
from bot.flows.kinds import (
    Amount,
    Date,
    Files,
    Links,
    LongText,
    Month,
    OneOf,
    Several,
    ShortText,
    WholeNumber,
    Year,
)
from committee.actors import Actor, ActorKind
from committee.calendar import MeetingKind
from committee.links import is_link
from committee.program import Theme
from committee.submissions import (
    SENT_STATES,
    SubmissionKind,
    SubmissionState,
    Visibility,
    receipt_number,
    revised,
)
from services.compiling.records_around import WITHHELD
from services.files import SIZE_LIMIT, TYPES
from services.importing_fields import LARGEST, Fields

SHA256 = r"[0-9a-f]{64}"
_TERM = r"\d{4}-\d\d"
_ACTIVITY = "activity"
"""The answer by which lists count, whatever the kind (storage/snapshot.py)."""
_AMOUNT = re.compile(r"[0-9]{1,21}(\.[0-9]{1,2})?")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_SERIAL = re.compile(r"-(\d{4,10})\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A receipt number taken apart: its term's key and the serial in it, counted per kind."""

    text: str
    base: str
    revision: int
    term: str
    serial: int


def actor_of(record: Fields) -> Actor:
    """The actor that a record describes."""
    record.only("key", "kind", "name", "acronym", "country")
    key = record.matching("key", r"[A-Za-z0-9][\w.-]{0,59}")
    if key == WITHHELD:
        raise record.fault("key", "is the one kept for authors who are not named")
    return Actor(
        key=key,
        kind=record.choice("kind", ActorKind),
        name=record.in_languages("name", least=1),
        acronym=record.in_languages_or_none("acronym"),
        country=record.words_or_none("country", most=2),
    )


def term_values(record: Fields) -> dict[str, Any]:
    """The columns of a term."""
    record.only("term", "starts", "ends", "meetings")
    if record.date("ends") < record.date("starts"):
        raise record.fault("ends", "is before the beginning")
    return {
        "key": record.matching("term", _TERM),
        "starts": record.date("starts"),
        "ends": record.date("ends"),
    }


def meeting_values(record: Fields) -> dict[str, Any]:
    """The columns of a meeting but for its term."""
    record.only(
        *("key", "kind", "title", "about", "asked", "agenda", "mandates", "place", "asks"),
        *("starts_at", "deadline", "link", "uid", "sequence", "changed_at", "cancelled_at"),
    )
    link = record.words_or_none("link", most=500)
    if link is not None and not is_link(link):
        raise record.fault("link", "is no web address")
    return {
        "key": record.words("key", most=60, least=1),
        "kind": record.choice("kind", MeetingKind).value,
        **{key: record.in_languages(key).as_dict() for key in ("title", "about", "asked", "place")},
        "agenda": _agenda(record),
        "mandates": record.list_of("mandates", str),
        "asks": [_ask(ask) for ask in record.each("asks")],
        "starts_at": record.moment("starts_at"),
        "deadline": record.moment("deadline"),
        "link": link,
        "uid": record.words_or_none("uid", most=250),
        "sequence": record.count("sequence"),
        "changed_at": record.moment_or_none("changed_at"),
        "cancelled_at": record.moment_or_none("cancelled_at"),
    }


def _agenda(record: Fields) -> list[dict[str, str]]:
    items = enumerate(record.list_of("agenda", dict), start=1)
    texts = {f"agenda[{place}]": item for place, item in items}
    return [Fields(record.where, texts).in_languages(key).as_dict() for key in texts]


def _ask(ask: Fields) -> dict[str, Any]:
    ask.only("submission_kinds", "actor_kinds", "actors", "activities", "objectives", "themes")
    for key, kind in (
        ("submission_kinds", SubmissionKind),
        ("actor_kinds", ActorKind),
        ("themes", Theme),
    ):
        ask.list_of(key, str)
        ask.members(key, kind)
    for key in ("actors", "objectives"):
        ask.list_of(key, str)
    if not all(0 < number <= LARGEST for number in ask.list_of("activities", int)):
        raise ask.fault("activities", "holds what is no activity's number")
    return dict(ask.values)


def consultation_values(record: Fields) -> dict[str, Any]:
    """The columns of a draft text that was opened for input."""
    record.only("symbol", "title", "paragraphs", "opened_at", "closes_at", "closed_at")
    paragraphs = []
    for paragraph in record.each("paragraphs"):
        paragraph.only("id", "text")
        paragraphs.append([paragraph.words("id", least=1), paragraph.words("text")])
    return {
        "symbol": record.words("symbol", most=60, least=1),
        "title": record.in_languages("title").as_dict(),
        "paragraphs": paragraphs,
        "opened_at": record.moment("opened_at"),
        "closes_at": record.moment_or_none("closes_at"),
        "closed_at": record.moment_or_none("closed_at"),
    }


SUBMISSION = (
    *("number", "base", "revision", "kind", "actor", "term", "meeting", "program", "language"),
    *("visibility", "state", "unnamed", "submitted_at", "changed_at", "reason", "answers"),
    *("attachments", "translations", "clarifications"),
)
"""The fields of a submission."""


def submission_values(record: Fields) -> dict[str, Any]:
    """The columns of a submission that refer to nothing else."""
    kind = record.choice("kind", SubmissionKind)
    return {
        "kind": kind.value,
        "language": record.language("language"),
        "visibility": record.choice("visibility", Visibility).value,
        "state": record.choice("state", SubmissionState, SENT_STATES).value,
        "unnamed": record.truth("unnamed"),
        "submitted_at": record.moment("submitted_at"),
        "changed_at": record.moment_or_none("changed_at"),
        "reason": record.words_or_none("reason"),
        "answers": _answers(record.fields("answers"), kind),
    }


def number_of(record: Fields) -> Number:
    """The number of a submission, which its base, revision, kind and term make up."""
    base, revision = record.words("base", most=40), record.count("revision")
    term, kind = record.matching("term", _TERM), record.choice("kind", SubmissionKind)
    found = _SERIAL.search(base)
    serial = int(found[1]) if found else 0
    if not 0 < serial <= LARGEST or base != receipt_number(term, kind, serial):
        raise record.fault("base", "is no receipt number of this kind and term")
    number = record.words("number", most=40)
    if number != revised(base, revision):
        raise record.fault("number", "is not that of this revision of its base")
    return Number(number, base, revision, term, serial)


def _answers(answers: Fields, kind: SubmissionKind) -> Mapping[str, Any]:
    """The answers as they are, of the types that the form's questions have."""
    known = {question.key: question for question in FORMS[kind.value].questions}
    if type(answers.values.get(_ACTIVITY, 0)) not in {int, NoneType}:
        raise answers.fault(_ACTIVITY, "is no number of an activity")
    for key, value in answers.values.items():
        if value is not None and key in known and not _suits(known[key], value):
            raise answers.fault(key, "is no answer to that question")
    return answers.values


def _suits(question: Question, value: object) -> bool:
    """Whether `value` is of the type in which that kind of question keeps its answers."""
    match question.kind:
        case ShortText() | LongText():
            return isinstance(value, str)
        case Files():
            return isinstance(value, list) and all(map(_is_file, value))
        case Several() | Links():
            return isinstance(value, list) and all(map(_is_code, value))
        case Amount():
            return isinstance(value, str) and _AMOUNT.fullmatch(value) is not None
        case Month():
            return isinstance(value, str) and _MONTH.fullmatch(value) is not None
        case Date():
            return isinstance(value, str) and _DAY.fullmatch(value) is not None
        case WholeNumber():
            return type(value) is int
        case OneOf() | Year():
            return _is_code(value)
        case _:
            return True


def _is_code(value: object) -> bool:
    """Whether it is a choice's code: an activity's number has to fit a column of the lists."""
    return isinstance(value, str) or (isinstance(value, int) and abs(value) <= LARGEST)


def _is_file(value: object) -> bool:
    if not isinstance(value, dict) or "id" not in value:
        return False
    texts = (value.get(key) for key in ("name", "type", "caption"))
    numbers = (value["id"], value.get("size"))
    return all(text is None or isinstance(text, str) for text in texts) and all(
        number is None or type(number) is int for number in numbers
    )


def attachment_values(record: Fields) -> dict[str, Any]:
    """The columns of an attachment but for its draft."""
    record.only("id", "name", "media_type", "size", "sha256", "received_at")
    media_type, sha256 = record.words("media_type"), record.matching("sha256", SHA256)
    if media_type not in TYPES:
        raise record.fault("media_type", "is none that is taken")
    size = record.count("size", least=1)
    if size > SIZE_LIMIT:
        raise record.fault("size", f"is more than {SIZE_LIMIT} bytes")
    return {
        "sha256": sha256,
        "size": size,
        "media_type": media_type,
        "stored_name": sha256 + TYPES[media_type],
        "original_name": record.words("name"),
        "received_at": record.moment("received_at"),
    }


def translation_values(record: Fields) -> dict[str, Any]:
    """The columns of a translation but for what it is of."""
    record.only("question", "language", "text", "original_sha256", "taken_at")
    return {
        "question": record.words("question", most=40, least=1),
        "language": record.language("language"),
        "text": record.words("text"),
        "original_sha256": record.matching("original_sha256", SHA256),
        "taken_at": record.moment("taken_at"),
    }


def clarification_values(record: Fields) -> dict[str, Any]:
    """The columns of a question but for what it is about, and the number of its reply."""
    record.only("question", "asked_at", "reply")
    return {
        "question": record.words("question"),
        "asked_at": record.moment("asked_at"),
        "reply": record.words_or_none("reply", most=40),
    }
