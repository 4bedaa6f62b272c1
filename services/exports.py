"""Exports asked for in a chat: a short form, a job row, and a file that follows when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.flows.choices import Choice
from bot.flows.forms import FORMS
from committee.access import Action, Role
from committee.actors import ActorKind, kind_name
from committee.submissions import SubmissionKind, kind_title
from export import Format
from locales import Message, phrases
from locales.phrases import documents
from services import drafting
from services.compiling.request import Request
from services.jobs import Work, ask_for
from services.office import Envelope, Office, Transaction, Turn, allowed
from services.situations import Hints
from storage import calendar, people
from storage.drafts import Draft
from storage.jobs import Job

FORM = "export"
EVERYTHING = "all"


class Exports:
    """From `/export` to the document in the chat."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def ask(self, envelope: Envelope) -> None:
        """Begin the short form that says what the compilation is to hold."""
        await self._office.turn(envelope, self._ask)

    def _ask(self, turn: Turn) -> None:
        turn.require(Action.EXPORT)
        hints = _hints(turn)
        drafting.begin_form(
            turn,
            self._office,
            FORM,
            hints=hints,
            answers=_usual(turn, hints),
        )

    def finish(self, turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
        """Ask for the job; the chat shows that something is on its way."""
        turn.require(Action.EXPORT)
        request = Request(
            language=answers["language"],
            roles=_committee_roles(turn),
            meeting_key=None if answers["meeting"] == EVERYTHING else answers["meeting"],
            kinds=_chosen(answers["kinds"], SubmissionKind),
            actor_kinds=_chosen(answers["actor_kinds"], ActorKind),
        )
        params = {
            "request": request.as_json(),
            "format": str(answers["format"]),
        }
        begun = Message(phrases.EXPORT_BEGUN)
        row = ask_for(turn, self._office, FORM, params, begun, stoppable=True)
        turn.record(
            "export_asked",
            participant_id=turn.person.id,
            subject="job",
            subject_id=row,
            facts={"format": params["format"]},
        )


def _usual(turn: Turn, hints: Hints) -> dict[str, str]:
    """What is asked for most: everything for the next meeting, to read, in one's own language."""
    return {
        "meeting": hints.choices["meeting"][0].code,
        "kinds": EVERYTHING,
        "actor_kinds": EVERYTHING,
        "format": Format.XLSX.value,
        "language": turn.person.language,
    }


def _still_allowed(transaction: Transaction, job: Job) -> bool:
    """Whether the asker may still have what was asked for: the right, and the roles behind it."""
    held = people.memberships_of(transaction.connection, job.participant_id)
    roles = {member.role.value for member in held if member.actor is None}
    return allowed(held, Action.EXPORT) and set(job.params["request"]["roles"]) <= roles


def _done(_job: Job, count: int) -> Message:
    return Message(phrases.EXPORT_DONE, {"title": Message(phrases.COMPILATION), "n": count})


WORK = Work(_still_allowed, _done, phrases.EXPORT_FAILED, ready=documents.READY)
"""How the job of an export is delivered."""


def _hints(turn: Turn) -> Hints:
    meetings = calendar.all_meetings(turn.connection)
    coming = [m for m in meetings if m.plan.starts_at >= turn.now and m.plan.asks]
    past = [m for m in reversed(meetings) if m.plan.starts_at < turn.now and m.plan.asks]
    offered = [Choice(m.plan.key, m.plan.title) for m in (*coming, *past)]
    kinds = [Choice(k.value, kind_title(k)) for k in SubmissionKind if k.value in FORMS]
    actor_kinds = [Choice(k.value, kind_name(k, plural=True)) for k in ActorKind]
    formats = [Choice(f.value, f.value.upper()) for f in Format]
    return Hints(
        choices={
            "meeting": [
                *offered[:1],
                Choice(EVERYTHING, Message(phrases.ALL_MEETINGS)),
                *offered[1:],
            ],
            "kinds": [Choice(EVERYTHING, Message(phrases.ALL_KINDS)), *kinds],
            "actor_kinds": [Choice(EVERYTHING, Message(phrases.ALL_ACTORS)), *actor_kinds],
            "format": formats,
        }
    )


def _committee_roles(turn: Turn) -> tuple[Role, ...]:
    return tuple(member.role for member in turn.memberships() if member.actor is None)


def _chosen(answer: str, of: Any) -> tuple[Any, ...]:  # noqa: ANN401 - one of two enumerations
    return () if answer == EVERYTHING else (of(answer),)
