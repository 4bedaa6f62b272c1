"""Organizations that register themselves, and the secretariat's decision by button."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from bot.flows.reply import Button, Reply
from committee.access import Action, Role
from committee.actors import SELF_REGISTERING, Actor, ActorKind, kind_name
from committee.names import tidied
from committee.states import state_of
from locales import Localized, Message, Refusal, phrases
from services import drafting, lookalikes
from services.invitations import tell_secretariat
from services.office import Envelope, Office, Turn
from services.situations import Hints
from services.tokens import short
from storage import people, registrations, world
from storage.drafts import Draft
from storage.registrations import Registration

FORM = "registration"


class DecidedAlreadyError(Refusal):
    """Somebody of the secretariat has decided the request before."""

    message = phrases.DECIDED_ALREADY


class Registrations:
    """From the request to the decision."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def begin(self, envelope: Envelope) -> None:
        """Begin the short form of self-registration."""
        await self._office.turn(envelope, self._begin)

    def _begin(self, turn: Turn) -> None:
        if registrations.waiting_of(turn.connection, turn.person.id):
            turn.tell(Message(phrases.REGISTRATION_WAITING))
            return
        hints = Hints(suggestions={"contact": [turn.person.name]})
        drafting.begin_form(
            turn,
            self._office,
            FORM,
            hints=hints,
        )

    def finish(self, turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
        """Keep the request and put it before the secretariat."""
        if registrations.waiting_of(turn.connection, turn.person.id):
            turn.tell(Message(phrases.REGISTRATION_WAITING))
            return
        typed = str(answers["name"])
        name = tidied(typed) or typed
        lookalikes.check_free(turn, typed)
        warnings = lookalikes.warnings_on_actor(turn, typed)
        answers = {**answers, "name": name}
        row = registrations.add_registration(turn.connection, turn.person.id, answers, now=turn.now)
        turn.record(
            "registration_asked",
            participant_id=turn.person.id,
            subject="registration",
            subject_id=row,
        )
        turn.tell(Message(phrases.REGISTRATION_SENT))
        for person in people.holders_of(turn.connection, (Role.SECRETARIAT,)):
            turn.say(person.telegram_id, _card(row, answers, warnings))

    async def decide(self, envelope: Envelope, row: int, *, approve: bool) -> None:
        """Approve or decline a request; the first decision counts."""
        await self._office.turn(envelope, lambda turn: _decide(turn, row, approve=approve))


def _card(row: int, answers: Mapping[str, Any], warnings: Iterable[Message]) -> Reply:
    lines = [
        Message(
            phrases.REGISTRATION_ASKED,
            {
                "name": str(answers["name"]),
                "kind": kind_name(ActorKind(answers["kind"])),
                "country": _country(answers),
            },
        ),
        Message(phrases.REGISTRATION_ABOUT, {"about": str(answers["about"])}),
        Message(phrases.REGISTRATION_CONTACT, {"contact": str(answers["contact"])}),
    ]
    links = answers.get("link") or ()
    lines.extend(Message(phrases.REGISTRATION_LINK, {"link": str(link)}) for link in links)
    lines.extend(warnings)
    buttons = (
        Button(Message(phrases.APPROVE), f"g:{short(row)}:yes"),
        Button(Message(phrases.DECLINE), f"g:{short(row)}:no"),
    )
    return Reply(tuple(lines), (buttons,))


def _country(answers: Mapping[str, Any]) -> Localized | str:
    try:
        return state_of(str(answers["country"])).name
    except KeyError:
        return str(answers.get("country_other") or answers["country"])


def _decide(turn: Turn, row: int, *, approve: bool) -> None:
    turn.require(Action.APPROVE_REGISTRATION)
    asked = registrations.registration_by_id(turn.connection, row)
    if asked is None or asked.status != "asked":
        raise DecidedAlreadyError
    actor_id = _admit(turn, asked) if approve else None
    decided = registrations.decide(
        turn.connection,
        row,
        status="approved" if approve else "declined",
        decided_by=turn.person.id,
        actor_id=actor_id,
        now=turn.now,
    )
    if not decided:
        raise DecidedAlreadyError
    turn.record(
        "registration_decided",
        participant_id=turn.person.id,
        subject="registration",
        subject_id=row,
        facts={"decision": "approved" if approve else "declined"},
    )
    _tell_all(turn, asked, approve=approve)


def _admit(turn: Turn, asked: Registration) -> int:
    """Make the organization an actor and the person its contributor."""
    kind = ActorKind(asked.answers["kind"])
    if kind not in SELF_REGISTERING:
        raise DecidedAlreadyError
    name = str(asked.answers["name"])
    country = str(asked.answers["country"])
    actor_id = world.add_actor(
        turn.connection,
        Actor(
            key=_key(name, asked.id),
            kind=kind,
            name=Localized(es=name, en=name, fr=name, pt=name),
            acronym=None,
            country=_alpha2(country),
        ),
    )
    people.add_membership(
        turn.connection,
        asked.participant_id,
        actor_id=actor_id,
        role=Role.CONTRIBUTOR,
        now=turn.now,
    )
    return actor_id


def _alpha2(code: str) -> str | None:
    try:
        return state_of(code).alpha2
    except KeyError:
        return None


def _key(name: str, row: int) -> str:
    """A key of its own for the organization, legible where its name allows."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub('[^a-z0-9]+', '-', plain).strip('-')[:40] or 'actor'}-{row}"


def _tell_all(turn: Turn, asked: Registration, *, approve: bool) -> None:
    name = str(asked.answers["name"])
    said = phrases.REGISTRATION_APPROVED if approve else phrases.REGISTRATION_DECLINED
    decision = Message(said, {"name": name, "by": turn.person.name})
    turn.reply(Reply((decision,), replaces=True))
    tell_secretariat(turn, decision, but=turn.person.id)
    person = people.participant_by_id(turn.connection, asked.participant_id)
    told = Message(phrases.APPROVED if approve else phrases.DECLINED, {"name": name})
    buttons = (
        Button(Message(phrases.SHARE_PRACTICE), "m:practice"),
        Button(Message(phrases.REPORT_PROGRESS), "m:report"),
    )
    turn.say(person.telegram_id, Reply((told,), (buttons,) if approve else ()))
