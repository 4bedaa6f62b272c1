"""What a round by hand says to its readers: a line added to reminders, an announcement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection

from committee.access import COMMITTEE_ROLES, Role
from locales import Language, Message
from locales.phrases import rounds as words
from storage import people, rounds
from storage.people import Membership
from storage.rounds import Round

IN_ORDER = (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARIAT)
"""As what somebody speaks who is several of these."""


def added(connection: Connection, rows: Collection[int]) -> Mapping[int, tuple[Message, ...]]:
    """By round, the line that its sender adds to the reminders, where there is one."""
    return {
        each.id: lines
        for each in rounds.by_ids(connection, rows)
        if (lines := added_by(connection, each))
    }


def added_by(connection: Connection, about: Round) -> tuple[Message, ...]:
    """The line that a round adds, quoted with its sender's role and name, or nothing."""
    line = about.content.get("line")
    if not line or about.started_by is None:
        return ()
    name = people.participant_by_id(connection, about.started_by).name
    role = _role(about)
    if not name:  # they have been forgotten
        return (Message(words.ADDS_UNNAMED[role], {"line": line}),)
    return (Message(words.ADDS[role], {"name": name, "line": line}),)


def announced(about: Round, language: Language) -> tuple[Message, ...]:
    """An announcement to a reader of `language`: from whom, and the text as it was written."""
    texts: Mapping[str, str] = about.content["texts"]
    written = language if language in texts else str(about.content["language"])
    lines = (Message(words.FROM[_role(about)]), Message(words.TEXT, {"text": texts[written]}))
    return lines if written == language else (*lines, Message(words.WRITTEN_IN[written]))


def speaking_as(memberships: Iterable[Membership]) -> Role:
    """The role for the committee in which somebody speaks to many."""
    held = {each.role for each in memberships if each.actor is None}
    return next(role for role in IN_ORDER if role in held)


def _role(about: Round) -> str:
    """The role in which the round was prepared."""
    role = str(about.content.get("role"))
    return role if role in {each.value for each in COMMITTEE_ROLES} else Role.SECRETARIAT.value
