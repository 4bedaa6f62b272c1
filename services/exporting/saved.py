"""Requests for a compilation that somebody keeps under a name: used, renamed, deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.flows.forms.export import REQUEST_NAME
from bot.flows.reply import Button, Reply
from committee.access import Action
from locales import Message, Refusal
from locales.phrases import exporting as said
from services import drafting
from services.exporting.asking import begin_with, chosen
from services.office import Envelope, Office, Turn
from services.situations import Hints
from services.tokens import short
from storage import requests
from storage.drafts import Draft
from storage.requests import Saved

MOST = 20
"""So many requests somebody can keep."""


class TooManyRequestsError(Refusal):
    """Somebody keeps as many requests as they can; needs `most`."""

    message = said.TOO_MANY


class RequestNameTakenError(Refusal):
    """Another request of theirs has the name; needs `name`."""

    message = said.NAME_TAKEN


class RequestGoneError(Refusal):
    """The request was deleted, or never was theirs."""

    message = said.GONE


class SavedRequests:
    """What stands behind the buttons of saved requests; whoever may export has some."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def listed(self, envelope: Envelope) -> None:
        """Show all of them."""
        await self._office.turn(envelope, _list)

    async def used(self, envelope: Envelope, row: int) -> None:
        """Begin the form with one of them."""
        await self._on(envelope, row, self._use)

    async def opened(self, envelope: Envelope, row: int) -> None:
        """Show what one of them asks for."""
        await self._on(envelope, row, self._open)

    async def renaming(self, envelope: Envelope, row: int) -> None:
        """Ask for another name."""
        await self._on(envelope, row, self._ask_name)

    async def deleting(self, envelope: Envelope, row: int) -> None:
        """Ask whether one of them is to be deleted."""
        await self._on(envelope, row, _ask_to_delete)

    async def deleted(self, envelope: Envelope, row: int) -> None:
        """Delete one of them."""
        await self._on(envelope, row, _delete)

    async def _on(self, envelope: Envelope, row: int, act: Callable[[Turn, Saved], None]) -> None:
        await self._office.turn(envelope, lambda turn: act(turn, _theirs(turn, row)))

    def _use(self, turn: Turn, saved: Saved) -> None:
        begin_with(turn, self._office, saved.body, Message(said.LAID_IN, {"name": saved.name}))

    def _open(self, turn: Turn, saved: Saved) -> None:
        lines = [Message(said.ONE, {"name": saved.name})]
        for label, answer, _ in chosen(turn, self._office, saved.body):
            lines.append(Message(said.CHOSEN, {"label": Message(label), "answer": answer}))
        row = short(saved.id)
        buttons = (
            (Button(Message(said.USE), f"x:use:{row}"),),
            (
                Button(Message(said.RENAME), f"x:name:{row}"),
                Button(Message(said.DELETE), f"x:drop:{row}"),
            ),
            (Button(Message(said.ALL_SAVED), "x:all"),),
        )
        turn.reply(Reply(tuple(lines), buttons, replaces=True, tight=True))

    def _ask_name(self, turn: Turn, saved: Saved) -> None:
        drafting.begin_form(
            turn,
            self._office,
            REQUEST_NAME.key,
            hints=Hints(suggestions={"name": [saved.name]}),
            subject_id=saved.id,
        )

    def finish_renaming(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Give the request that the form is about its new name."""
        saved, name = _theirs(turn, draft.subject_id or 0), str(answers["name"])
        others = requests.saved_by(turn.connection, turn.person.id)
        if any(each.name == name and each.id != saved.id for each in others):
            raise RequestNameTakenError(name=name)
        requests.rename(turn.connection, saved.id, name)
        _record(turn, "request_renamed", saved.id)
        turn.tell(Message(said.RENAMED, {"name": name}))
        _list(turn)


def keep(turn: Turn, name: str, params: Mapping[str, Any]) -> None:
    """Keep a request under a name, in place of the one that has it."""
    held = requests.saved_by(turn.connection, turn.person.id)
    if len(held) >= MOST and all(each.name != name for each in held):
        raise TooManyRequestsError(most=MOST)
    row = requests.save(turn.connection, turn.person.id, name, params, now=turn.now)
    _record(turn, "request_saved", row)
    turn.tell(Message(said.SAVED, {"name": name}))


def _theirs(turn: Turn, row: int) -> Saved:
    turn.require(Action.EXPORT)
    found = requests.saved(turn.connection, row, participant_id=turn.person.id)
    if found is None:
        raise RequestGoneError
    return found


def _list(turn: Turn) -> None:
    turn.require(Action.EXPORT)
    saved = requests.saved_by(turn.connection, turn.person.id)
    if not saved:
        turn.reply(Reply((Message(said.NONE_SAVED),)))
        return
    rows = tuple((Button(each.name, f"x:open:{short(each.id)}"),) for each in saved)
    turn.reply(Reply((Message(said.YOURS), Message(said.YOURS_HELP)), rows))


def _ask_to_delete(turn: Turn, saved: Saved) -> None:
    row = short(saved.id)
    buttons = (
        (Button(Message(said.DELETE_SURELY), f"x:gone:{row}"),),
        (Button(Message(said.KEEP), f"x:open:{row}"),),
    )
    asked = Message(said.DELETE_ASKED, {"name": saved.name})
    turn.reply(Reply((asked,), buttons, replaces=True))


def _delete(turn: Turn, saved: Saved) -> None:
    requests.drop(turn.connection, saved.id)
    _record(turn, "request_deleted", saved.id)
    turn.reply(Reply((Message(said.DELETED, {"name": saved.name}),), replaces=True))


def _record(turn: Turn, action: str, row: int) -> None:
    turn.record(action, participant_id=turn.person.id, subject="request", subject_id=row)
