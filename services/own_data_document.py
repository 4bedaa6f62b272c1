"""The file with all that is held on a person: every entry named in their language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.flows.forms import FORMS
from committee.access import Role, role_name
from committee.holidays import country_name
from committee.submissions import (
    SubmissionKind,
    SubmissionState,
    Visibility,
    kind_title,
    state_name,
    visibility_name,
)
from locales import Localized, Message, Param, Translator, translator_for
from locales.phrases import THE_COMMITTEE
from locales.phrases import people as said
from services.office import Turn
from storage import own_data

ONE = "person"
"""The section that is one entry; all others are lists."""
_OPTIONAL = {
    "until",
    "unreachable_since",
    "told_until",
    "unasked_at",
    "holidays",
    "quiet_since",
    "settled",
    "meeting",
    "decided",
    "used",
    "comment",
    "reason",
}
"""What is left out where there is none."""
_FORM_OF = {"drafts": "form", "submissions": "kind", "registrations": ""}
"""Sections with answers, and the column that says of which form they are."""

_NAMED: Mapping[tuple[str, str], Callable[[Any], Param]] = {
    ("person", "holidays"): country_name,
    ("submissions", "kind"): lambda kind: kind_title(SubmissionKind(kind)),
    ("submissions", "state"): lambda state: state_name(SubmissionState(state)),
    ("submissions", "readers"): lambda readers: visibility_name(Visibility(readers)),
}
"""Codes that have a name of ours, by section and column."""


def document(turn: Turn) -> str:
    """All that is held on the sender, as JSON."""
    words = translator_for(turn.person.language)
    held = own_data.held_on(turn.connection, turn.person)
    made: dict[str, Any] = {_heading(words, "made"): turn.now.isoformat()}
    for section, rows in held.items():
        entries = [_entry(words, section, row) for row in rows]
        _put(made, _heading(words, section), section, entries[0] if section == ONE else entries)
    for name, count in own_data.counts(turn.connection, turn.person).items():
        _put(made, _heading(words, name), name, count)
    return json.dumps(made, ensure_ascii=False, indent=1)


def _heading(words: Translator, key: str) -> str:
    return words.plain(Message(said.HEADINGS[key]))


def _put(into: dict[str, Any], heading: str, key: str, value: Any) -> None:  # noqa: ANN401 - JSON
    """Lay `value` in; two words of ours can be one word in another language."""
    into[f"{heading} ({key})" if heading in into else heading] = value


def _entry(words: Translator, section: str, row: Mapping[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for key, value in row.items():
        if value is not None or key not in _OPTIONAL:
            _put(entry, _heading(words, key), key, _shown(words, section, row, key))
    return entry


def _shown(words: Translator, section: str, row: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - JSON
    value = row[key]
    if isinstance(value, datetime):
        return value.isoformat()
    if (section, key) in _NAMED:
        return words.plain(_NAMED[section, key](value))
    match section, key:
        case _, "answers":
            form = str(row[_FORM_OF[section]]) if _FORM_OF[section] else "registration"
            return _answers(words, form, value["answers"] if section == "drafts" else value)
        case _, "actor":
            text = Localized(**value) if value else Message(THE_COMMITTEE)
            return words.plain(text)
        case _, "meeting":
            return words.plain(Localized(**value))
        case _, "role":
            return words.plain(role_name(Role(value)))
        case "drafts", "form":
            return words.plain(Message(FORMS[value].title)) if value in FORMS else value
    return value


def _answers(words: Translator, form: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they are kept, each under its question's short name."""
    questions = {each.key: each for each in FORMS[form].questions} if form in FORMS else {}
    made: dict[str, Any] = {}
    for key, value in answers.items():
        name = words.plain(Message(questions[key].name)) if key in questions else key
        _put(made, name, key, value)
    return made
