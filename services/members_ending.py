"""How a role ends: with it, in the same transaction, everything that hangs on it."""

from __future__ import annotations

from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from committee.access import Action, Relation, Role, may, role_name
from committee.owing import REMINDED_ROLES
from locales import Localized, Message, Refusal
from locales.phrases import people as said
from services import unasked
from services.office import Transaction, allowed
from services.tokens import short
from storage import drafts, leaving, members, people
from storage.locking import hold
from storage.members import Member
from storage.people import Membership
from storage.world import KnownActor

KINDS = tuple(form.key for form in FORMS.values() if form.kind is not None)
"""Forms whose drafts belong to an actor: they stay with it when their writer goes."""
OWN_WAYS = ("joining", "registration")
"""Forms that need no role."""
OTHERS = tuple(
    form.key for form in FORMS.values() if form.kind is None and form.key not in OWN_WAYS
)


class LastSecretariatError(Refusal):
    """The only person of the secretariat was to leave it."""

    message = said.LAST_SECRETARIAT


class GoneAlreadyError(Refusal):
    """The membership has ended meanwhile, or there never was one in that row."""

    message = said.GONE_ALREADY


def current(transaction: Transaction, row: int) -> Member:
    """The membership in row `row`, held; GoneAlreadyError when it has ended."""
    member = members.member_by_id(transaction.connection, row)
    if member is None:
        raise GoneAlreadyError
    return member


def end(transaction: Transaction, member: Member) -> None:
    """End a role and what hangs on it; LastSecretariatError where nobody would be left."""
    connection, person = transaction.connection, member.person
    hold(connection, "reminders")
    if _is_secretariat(member) and set(members.hold_secretariat(connection)) <= {person.id}:
        raise LastSecretariatError
    leaving.hold_person(connection, person.id)
    if not members.end_membership(connection, member.id, now=transaction.now):
        raise GoneAlreadyError
    remaining = people.memberships_of(connection, person.id)
    actor_id = None if member.actor is None else member.actor.id
    if not remaining:
        leaving.void_letters(connection, person.telegram_id)
    if actor_id is None:
        _end_for_committee(transaction, member, remaining)
    else:
        _end_for_actor(transaction, member, actor_id, remaining)


def _end_for_committee(
    transaction: Transaction, member: Member, remaining: tuple[Membership, ...]
) -> None:
    """What was begun for the committee is thrown away, what waits to be read is taken back."""
    connection, person = transaction.connection, member.person
    leaving.discard_forms(connection, person.id, OTHERS, actor_id=None, now=transaction.now)
    own = {each.actor.id for each in remaining if each.actor is not None}
    leaving.void_letters(connection, person.telegram_id, but=own)


def _end_for_actor(
    transaction: Transaction,
    member: Member,
    actor_id: int,
    remaining: tuple[Membership, ...],
) -> None:
    """Drafts are closed and stay with the actor; reminders and letters come no more."""
    connection, person, now = transaction.connection, member.person, transaction.now
    left = {each.role for each in remaining if each.actor is not None and each.actor.id == actor_id}
    leaving.discard_forms(connection, person.id, OTHERS, actor_id=actor_id, now=now)
    if not allowed(remaining, Action.SUBMIT, actor_id=actor_id):
        leaving.close_draft(connection, person.id, actor_id)
    if _clears(member):
        _give_back_uncleared(transaction, member.actor)
    if left.isdisjoint(REMINDED_ROLES):
        unasked.release(transaction, participant_id=person.id, actor_id=actor_id)
        leaving.spare_reminders(connection, person.id, actor_id, now=now)
        leaving.void_letters(
            connection, person.telegram_id, actor_id=actor_id, reminders_only=bool(left)
        )


def _give_back_uncleared(transaction: Transaction, actor: KnownActor | None) -> None:
    """Where nobody clears any more, what waited for it is with its writers again."""
    if actor is None:
        return
    connection = transaction.connection
    if any(_clears(each) for each in members.members_for(connection, actor.id)):
        return
    told = Message(said.UNCLEARED, {"actor": actor.actor.name})
    for draft in drafts.drafts_in_clearance(connection, actor_ids=(actor.id,)):
        drafts.move_draft(
            connection, draft.id, was=leaving.CLEARING, becomes="open", now=transaction.now
        )
        transaction.record(
            "given_back_uncleared", subject="draft", subject_id=draft.id, facts={"form": draft.form}
        )
        button = Button(Message(FORMS[draft.form].title), f"d:{short(draft.id)}")
        person = people.participant_by_id(connection, draft.participant_id)
        transaction.say(person.telegram_id, Reply((told,), ((button,),)), actor_id=actor.id)


def _clears(member: Member) -> bool:
    return may(Action.SEND_CLEARED, {member.role}, Relation.OWN_ACTOR)


def _is_secretariat(member: Member) -> bool:
    return member.role is Role.SECRETARIAT and member.actor is None


def post(member: Member) -> Localized | Message:
    """A role as it is said: with its actor, where it is held for one."""
    role = role_name(member.role)
    if member.actor is None:
        return role
    return Message(said.ROLE_FOR, {"role": role, "actor": member.actor.actor.name})


def named(member: Member) -> str | Message:
    """The person's name."""
    return member.person.name.strip() or Message(said.NO_NAME)
