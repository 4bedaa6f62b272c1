"""Handing over: a colleague gets the role with all that hangs on it, the other keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from bot.flows.state import decode_state, encode_state
from committee.access import Action, Relation, Role, may
from locales import Message, Refusal
from locales.phrases import CONTINUE_DRAFT
from locales.phrases import people as said
from locales.phrases.sending import READ_IT
from services.invitations import tell_secretariat
from services.members_ending import KINDS, current, end, named, post
from services.office import NotAllowedError, Transaction, Turn
from services.tokens import short
from storage import drafts, leaving, members, people
from storage.members import Member
from storage.people import Participant


class NoColleagueError(Refusal):
    """Nobody else is in for the actor; needs `actor`."""

    message = said.NO_COLLEAGUE


class NoLongerColleagueError(Refusal):
    """The successor chosen is not in for the actor any more."""

    message = said.NO_LONGER_COLLEAGUE


def can_be_handed_over(member: Member) -> bool:
    """Whether the role is one that passes from colleague to colleague."""
    return member.actor is not None and may(Action.HAND_OVER, {member.role}, Relation.OWN_ACTOR)


def colleagues(turn: Turn, member: Member) -> Sequence[Participant]:
    """The other people who are in for the same actor, each once."""
    assert member.actor is not None
    found = members.members_for(turn.connection, member.actor.id)
    people_in = {
        each.person.id: each.person for each in found if each.person.id != member.person.id
    }
    return list(people_in.values())


def begin(turn: Turn) -> None:
    """Ask which role the sender hands over, or at once to whom where they have one."""
    held = members.members_of(turn.connection, turn.person.id)
    mine = [each for each in held if can_be_handed_over(each)]
    if not mine:
        raise NotAllowedError
    if len(mine) == 1:
        ask_whom(turn, mine[0])
        return
    rows = tuple((Button(post(each), f"u:{short(each.id)}:hand"),) for each in mine)
    turn.reply(Reply((Message(said.WHICH_ROLE),), rows))


def ask_whom(turn: Turn, member: Member) -> None:
    """Offer the colleagues; NoColleagueError where there is none."""
    _require(turn, member)
    assert member.actor is not None
    found = colleagues(turn, member)
    if not found:
        raise NoColleagueError(actor=member.actor.actor.name)
    about = f"u:{short(member.id)}"
    rows = [(Button(_called(each), f"{about}:to:{short(each.id)}"),) for each in found[:90]]
    asked = Message(said.TO_WHOM, {"name": named(member), "role": post(member)})
    turn.reply(Reply((asked,), (*rows, (_no(),)), replaces=True))


def ask_surely(turn: Turn, member: Member, to: int) -> None:
    """Say what handing over means, and ask once more."""
    _require(turn, member)
    successor = _successor(turn, member, to)
    params = {"to": _called(successor), "name": named(member), "role": post(member)}
    yes = Button(Message(said.YES_HAND_OVER), f"u:{short(member.id)}:do:{short(to)}")
    turn.reply(
        Reply(
            (
                Message(said.SURELY_HAND_OVER, params),
                Message(said.HANDING_OVER_MEANS, {"to": params["to"], "name": params["name"]}),
            ),
            ((yes,), (_no(),)),
            replaces=True,
        )
    )


def hand_over(turn: Turn, row: int, to: int) -> None:
    """Pass the role on with drafts and reminders; both are told, and the secretariat."""
    member = current(turn, row)
    _require(turn, member)
    leaving.hold_person(turn.connection, to)
    successor = _successor(turn, member, to)
    moved = _pass_on(turn, member, successor)
    assert member.actor is not None
    turn.record(
        "handed_over",
        participant_id=turn.person.id,
        subject="membership",
        subject_id=member.id,
        facts={
            "role": member.role.value,
            "actor_id": member.actor.id,
            "from": member.person.id,
            "to": successor.id,
            "drafts": moved,
        },
    )
    _tell(turn, member, successor, moved)


def _pass_on(turn: Transaction, member: Member, successor: Participant) -> int:
    """Move what hangs on the role, unless another role of theirs holds it; then end the role."""
    assert member.actor is not None
    connection, actor_id = turn.connection, member.actor.id
    kept = [
        each
        for each in members.members_of(connection, member.person.id)
        if each.id != member.id and each.actor is not None and each.actor.id == actor_id
    ]
    people.add_membership(
        connection, successor.id, actor_id=actor_id, role=member.role, now=turn.now
    )
    moved = 0
    if _carries_drafts({member.role}) and not _carries_drafts({each.role for each in kept}):
        leaving.hold_person(connection, member.person.id)
        moved = _move_drafts(turn, member.person.id, successor.id, actor_id)
        leaving.move_reminders(connection, member.person.id, successor.id, actor_id=actor_id)
    end(turn, member)
    return moved


def _move_drafts(turn: Transaction, former: int, successor: int, actor_id: int) -> int:
    """Give the drafts to the successor; what was typed in the former's chat is edited no more."""
    held = leaving.drafts_held(turn.connection, former, actor_id=actor_id, forms=KINDS)
    for row, state in held:
        fresh = replace(decode_state(state), told={}, last=None)
        leaving.move_draft(turn.connection, row, successor, state=encode_state(fresh))
    return len(held)


def _carries_drafts(roles: set[Role]) -> bool:
    return may(Action.SUBMIT, roles, Relation.OWN_ACTOR)


def _require(turn: Turn, member: Member) -> None:
    """One's own role by one's own right, somebody else's as the secretariat."""
    if member.actor is None or not can_be_handed_over(member):
        raise NotAllowedError
    action = Action.HAND_OVER if member.person.id == turn.person.id else Action.REVOKE
    turn.require(action, actor_id=member.actor.id)


def _successor(turn: Turn, member: Member, to: int) -> Participant:
    for each in colleagues(turn, member):
        if each.id == to:
            return each
    raise NoLongerColleagueError


def _tell(turn: Turn, member: Member, successor: Participant, moved: int) -> None:
    assert member.actor is not None
    actor_id, role = member.actor.id, post(member)
    names = {"name": named(member), "to": _called(successor), "role": role}
    done = Message(said.HANDED_OVER, {"to": names["to"], "role": role})
    if member.person.id == turn.person.id:
        turn.reply(Reply((done, Message(said.HANDED_OVER_THANKS)), replaces=True))
    else:
        turn.reply(Reply((done,), ((everybody(),),), replaces=True))
        told = Message(said.HANDED_OVER_FOR_YOU, {"to": names["to"], "role": role})
        lines = (told, Message(said.IF_BY_MISTAKE))
        turn.say(member.person.telegram_id, Reply(lines))
    greeting = Message(said.HANDED_TO_YOU, {"name": names["name"], "role": role})
    lines = (greeting, *((said.drafts_to_you(moved),) if moved else ()))
    rows = ((Button(Message(CONTINUE_DRAFT), "m:drafts"),),) if moved else ()
    turn.say(successor.telegram_id, Reply(lines, rows), actor_id=actor_id)
    if may(Action.SEND_CLEARED, {member.role}, Relation.OWN_ACTOR):
        _tell_what_to_clear(turn, successor, actor_id)
    tell_secretariat(turn, Message(said.TOLD_HANDED_OVER, names), but=turn.person.id)


def _tell_what_to_clear(turn: Turn, successor: Participant, actor_id: int) -> None:
    """A message for each draft that waited for the former clearing person, and waits still."""
    for draft in drafts.drafts_in_clearance(turn.connection, actor_ids=(actor_id,)):
        told = Message(said.TO_CLEAR, {"form": Message(FORMS[draft.form].title)})
        button = Button(Message(READ_IT), f"k:{short(draft.id)}:_page0")
        turn.say(successor.telegram_id, Reply((told,), ((button,),)), actor_id=actor_id)


def everybody() -> Button:
    """The way back to the list."""
    return Button(Message(said.EVERYBODY), "u:_page0")


def _no() -> Button:
    return Button(Message(said.NO_LEAVE_IT), "u:no")


def _called(person: Participant) -> str | Message:
    return person.name.strip() or Message(said.NO_NAME)
