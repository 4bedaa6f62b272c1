"""Exports asked for in a chat: a short form, a job row, and a file that follows when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.flows.forms.export import EXPORT
from committee.access import Action
from locales import Message, phrases
from locales.phrases import documents, exporting
from services.compiling.request import may_number, request_from
from services.exporting import asking
from services.exporting.answers import params_from
from services.exporting.saved import SavedRequests, keep
from services.jobs import Work, ask_for
from services.office import Envelope, Office, Transaction, Turn, allowed
from storage import people
from storage.drafts import Draft
from storage.jobs import Job

FORM = EXPORT.key


class Exports:
    """From `/export` to the document in the chat."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.saved = SavedRequests(office)

    async def ask(self, envelope: Envelope) -> None:
        """Begin the short form that says what the compilation is to hold."""
        await self._office.turn(envelope, lambda turn: asking.begin(turn, self._office))

    async def again(self, envelope: Envelope) -> None:
        """Begin the form with what was asked for last."""
        await self._office.turn(envelope, self._again)

    def _again(self, turn: Turn) -> None:
        turn.require(Action.EXPORT)
        before = asking.last(turn)
        if before is None:
            asking.begin(turn, self._office)
        else:
            asking.begin_with(turn, self._office, before, Message(exporting.AS_BEFORE))

    def finish(self, turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
        """Ask for the job, and keep the request if it has a name; the chat shows it is begun."""
        turn.require(Action.EXPORT)
        params = params_from(turn, answers)
        if name := answers.get("name"):
            keep(turn, str(name), params)
        begun = Message(phrases.EXPORT_BEGUN)
        row = ask_for(turn, self._office, FORM, params, begun, stoppable=True)
        turn.record(
            "export_asked",
            participant_id=turn.person.id,
            subject="job",
            subject_id=row,
            facts={"format": params["format"]},
        )


def _still_allowed(transaction: Transaction, job: Job) -> bool:
    """Whether the asker may still have what was asked for: the right, and the roles behind it."""
    held = people.memberships_of(transaction.connection, job.participant_id)
    roles = {member.role for member in held if member.actor is None}
    request = request_from(job.params["request"])
    numbers = request.symbol is None or may_number(roles)
    return allowed(held, Action.EXPORT) and numbers and roles.issuperset(request.roles)


def _done(_job: Job, count: int) -> Message:
    return Message(phrases.EXPORT_DONE, {"title": Message(phrases.COMPILATION), "n": count})


WORK = Work(_still_allowed, _done, phrases.EXPORT_FAILED, ready=documents.READY)
"""How the job of an export is delivered."""
