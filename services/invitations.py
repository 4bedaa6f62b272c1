"""Invitations: issued by the secretariat, opened once, confirmed by the person invited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.flows.choices import Choice
from bot.flows.forms.invitation import COMMITTEE
from bot.flows.reply import Button, Reply
from committee.access import COMMITTEE_ROLES, Action, Role, role_name
from committee.actors import ActorKind, kind_name
from committee.names import tidied
from committee.owing import REMINDED_ROLES
from locales import Localized, Message, Moment, Refusal, phrases
from services import drafting, guessing, lookalikes
from services.letters import Enclosure
from services.menu import show_menu
from services.office import WASHINGTON, Envelope, Office, Transaction, Turn
from services.settings import likely_zones
from services.situations import Hints
from services.tokens import hash_of, new_token
from storage import inbox, people, world
from storage.drafts import Draft

VALID_FOR = timedelta(hours=72)
ACTOR_ROLES = (
    Role.FOCAL_POINT,
    Role.ALTERNATE,
    Role.CONTRIBUTOR,
    Role.CLEARING,
    Role.OBSERVER,
)
JOINING, INVITING = "joining", "invitation"


class UnusableInvitationError(Refusal):
    """The token is unknown, used or expired; which of these is nobody's business."""

    message = phrases.INVITATION_UNUSABLE


class UnknownActorError(Refusal):
    """There is no actor under that key; needs `key`."""

    message = phrases.UNKNOWN_ACTOR


class RoleDoesNotFitError(Refusal):
    """A role of the committee was to be held for an actor, or the other way round."""

    message = phrases.ROLE_DOES_NOT_FIT


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh invitation; the token is known here and nowhere else."""

    token: str
    actor: Localized | None
    role: Role
    until: Moment


class Invitations:
    """Issuing invitations and letting people in by them."""

    def __init__(self, office: Office, link: Link) -> None:
        self._office = office
        self._link = link

    async def issue(self, *, actor_key: str | None, role: Role) -> Issued:
        """Issue an invitation without a chat, as the command line does."""
        return await self._office.do(
            lambda transaction: _issue(transaction, actor_key, role, None, WASHINGTON)
        )

    async def ask_whom(self, envelope: Envelope) -> None:
        """Begin the short form in which the secretariat says whom to invite."""
        await self._office.turn(envelope, self._ask_whom)

    def _ask_whom(self, turn: Turn) -> None:
        turn.require(Action.INVITE)
        actors = world.known_actors(turn.connection)
        choices = [
            Choice(known.actor.key, known.actor.name, words=_acronyms(known)) for known in actors
        ]
        committee = Choice(COMMITTEE, Message(phrases.THE_COMMITTEE))
        hints = Hints(
            choices={
                "actor": [*choices, committee],
                "role": [Choice(role.value, role_name(role)) for role in ACTOR_ROLES],
                "committee_role": [Choice(role.value, role_name(role)) for role in COMMITTEE_ROLES],
            }
        )
        drafting.begin_form(
            turn,
            self._office,
            INVITING,
            hints=hints,
        )

    def finish_inviting(self, turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
        """Issue the invitation asked for: its link, and the same as a QR code."""
        turn.require(Action.INVITE)
        key = None if answers["actor"] == COMMITTEE else str(answers["actor"])
        role = Role(answers["committee_role" if key is None else "role"])
        issued = _issue(turn, key, role, turn.person.id, turn.person.zone)
        link = self._link(issued.token)
        for reply, enclosed in invitation_letters(issued, link):
            turn.say(turn.person.telegram_id, reply, enclosed=enclosed)

    async def open(self, envelope: Envelope, token: str) -> None:
        """Take an invitation's link: ask the person to confirm name, language and time zone."""
        await self._office.turn(envelope, lambda turn: self._open(turn, token))

    def _open(self, turn: Turn, token: str) -> None:
        invitation = guessing.looked_up(turn, token)
        inbox.blank(turn.connection, turn.envelope.taken)  # the token is not kept anywhere
        if invitation is None:
            # Nothing is raised, so that the try stays noted.
            self._office.say_refusal(turn, UnusableInvitationError().said)
            return
        known = (
            None
            if invitation.actor_id is None
            else world.actor_by_id(turn.connection, invitation.actor_id)
        )
        turn.tell(_invited(invitation.role, None if known is None else known.actor.name))
        country = known.actor.country if known else None
        drafting.begin_form(
            turn,
            self._office,
            JOINING,
            hints=_joining_hints(turn, country),
            actor_id=invitation.actor_id,
            invitation_id=invitation.id,
        )

    def finish_joining(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Let the person in, use the invitation up, tell the secretariat."""
        assert draft.invitation_id is not None
        invitation = people.invitation_by_id(turn.connection, draft.invitation_id)
        if not people.use_invitation(
            turn.connection, invitation.id, participant_id=turn.person.id, now=turn.now
        ):
            # Somebody was quicker: the draft is closed with this, so nothing is to be raised.
            turn.tell(UnusableInvitationError().said)
            show_menu(turn)
            return
        people.add_membership(
            turn.connection,
            turn.person.id,
            actor_id=invitation.actor_id,
            role=invitation.role,
            now=turn.now,
        )
        typed = str(answers["name"])
        name = tidied(typed) or typed
        warnings = lookalikes.warnings_on_person(turn, typed)
        _confirm(turn, name, answers)
        guessing.start_anew(turn)
        turn.record(
            "joined",
            participant_id=turn.person.id,
            subject="invitation",
            subject_id=invitation.id,
            facts={"role": invitation.role.value, "actor_id": invitation.actor_id},
        )
        actor = draft.actor.actor.name if draft.actor else None
        turn.tell(*_welcomed(name, invitation.role, actor))
        show_menu(turn)
        told = _told(name, invitation.role, actor)
        tell_secretariat(turn, told, *warnings, but=turn.person.id)


class Link:
    """Makes the deep link of a token once the bot knows its own name."""

    def __init__(self) -> None:
        self.username = ""

    def __call__(self, token: str) -> str:
        """The link that opens the bot with `token` (Bot API: deep linking)."""
        return f"https://t.me/{self.username}?start={token}"


def invitation_letters(issued: Issued, link: str) -> tuple[tuple[Reply, Enclosure], ...]:
    """The two messages that carry an invitation; neither is kept once it is sent."""
    actor = issued.actor or Message(phrases.THE_COMMITTEE)
    about = Message(
        phrases.INVITATION,
        {"actor": actor, "role": role_name(issued.role), "until": issued.until},
    )
    passing_on = Message(phrases.INVITATION_LINK, {"link": link})
    picture = Message(phrases.INVITATION_QR, {"actor": actor})
    return (
        (Reply((about, passing_on)), Enclosure(secret=True)),
        (Reply((picture,)), Enclosure(qr=link, secret=True)),
    )


def tell_secretariat(
    transaction: Transaction,
    *lines: Message,
    but: int | None = None,
    rows: tuple[tuple[Button, ...], ...] = (),
) -> None:
    """Tell everybody in the secretariat, each in their language."""
    for person in people.holders_of(transaction.connection, (Role.SECRETARIAT,)):
        if person.id != but:
            transaction.say(person.telegram_id, Reply(lines, rows))


def _issue(
    transaction: Transaction,
    actor_key: str | None,
    role: Role,
    issued_by: int | None,
    zone: str,
) -> Issued:
    if (actor_key is None) != (role in COMMITTEE_ROLES):
        raise RoleDoesNotFitError(role=role_name(role))
    known = None if actor_key is None else world.actor_by_key(transaction.connection, actor_key)
    if actor_key is not None and known is None:
        raise UnknownActorError(key=actor_key)
    token, expires_at = new_token(), transaction.now + VALID_FOR
    row = people.add_invitation(
        transaction.connection,
        token_hash=hash_of(token),
        actor_id=known.id if known else None,
        role=role,
        issued_by=issued_by,
        now=transaction.now,
        expires_at=expires_at,
    )
    transaction.record(
        "invited",
        participant_id=issued_by,
        subject="invitation",
        subject_id=row,
        facts={"role": role.value, "actor_id": known.id if known else None},
    )
    return Issued(token, known.actor.name if known else None, role, Moment(expires_at, zone))


def _acronyms(known: world.KnownActor) -> tuple[Localized | Message, ...]:
    acronym = known.actor.acronym
    kind = kind_name(known.actor.kind)
    return (acronym, kind) if acronym and known.actor.kind is not ActorKind.STATE else ()


def _joining_hints(turn: Turn, country: str | None) -> Hints:
    zones = likely_zones((country,) if country else ())
    return Hints(
        suggestions={"name": [turn.person.name]},
        likely={"language": [turn.person.language], "zone": zones},
    )


def _confirm(turn: Turn, name: str, answers: Mapping[str, Any]) -> None:
    people.change_participant(
        turn.connection,
        turn.person.id,
        name=name,
        language=answers["language"],
        zone=answers["zone"],
    )


def _invited(role: Role, actor: Localized | None) -> Message:
    if actor is None:
        return Message(phrases.INVITED_COMMITTEE, {"role": role_name(role)})
    return Message(phrases.INVITED, {"role": role_name(role), "actor": actor})


def _welcomed(name: str, role: Role, actor: Localized | None) -> tuple[Message, ...]:
    if actor is None:
        return (
            Message(phrases.JOINED_COMMITTEE, {"name": name, "role": role_name(role)}),
            Message(phrases.JOINED_NEXT_COMMITTEE),
        )
    welcome = Message(phrases.JOINED, {"name": name, "role": role_name(role), "actor": actor})
    reminded = (Message(phrases.JOINED_REMINDED),) if role in REMINDED_ROLES else ()
    return (welcome, *reminded, Message(phrases.JOINED_CARE))


def _told(name: str, role: Role, actor: Localized | None) -> Message:
    if actor is None:
        return Message(phrases.TOLD_JOINED_COMMITTEE, {"name": name, "role": role_name(role)})
    return Message(phrases.TOLD_JOINED, {"name": name, "role": role_name(role), "actor": actor})
