"""People and rights: who is in for whom, ending a role, handing one over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.flows.kinds.keyboard import PAGE_SIZE, last_page, page_asked, turning
from bot.flows.reply import Button, Reply
from bot.flows.words import folded, wordings
from committee.access import Action, role_name
from committee.localtime import local_day
from locales import Listing, Message, phrases
from locales.message import Day
from locales.phrases import people as said
from services import members_handover as handover
from services.invitations import tell_secretariat
from services.members_ending import GoneAlreadyError, current, end, named, post
from services.menu import show_menu
from services.office import Envelope, Office, Turn
from services.tokens import long, short
from storage import members
from storage.members import Member

WORDS_LIMIT = 28
"""Bytes of searched words that a button which turns the page can carry."""


class Members:
    """What the secretariat and the people of an actor do with roles."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def listed(self, envelope: Envelope, page: int = 0, words: str = "") -> None:
        """List who is in, for whom, as what; with `words`, those whom they name."""
        await self._office.turn(envelope, lambda turn: _list(turn, page, words))

    async def tapped(self, envelope: Envelope, rest: list[str]) -> None:
        """Do what a button of a list or card of people says."""
        await self._office.turn(envelope, lambda turn: _tapped(turn, rest))

    async def hand_over(self, envelope: Envelope) -> None:
        """Ask to which colleague the sender hands over."""
        await self._office.turn(envelope, handover.begin)


def _tapped(turn: Turn, rest: list[str]) -> None:
    page = page_asked(rest[-1])
    if page is not None:
        _list(turn, page, rest[0] if len(rest) > 1 else "", replaces=True)
        return
    if rest == ["no"]:
        turn.reply(Reply((Message(said.NOTHING_CHANGED),), replaces=True))
        show_menu(turn)
        return
    row, verb = _number(rest[0]), rest[1:]
    match verb:
        case []:
            _show(turn, current(turn, row))
        case ["revoke"]:
            _ask_surely(turn, current(turn, row))
        case ["sure"]:
            _revoke(turn, row)
        case ["hand"]:
            handover.ask_whom(turn, current(turn, row))
        case ["to", to]:
            handover.ask_surely(turn, current(turn, row), _number(to))
        case ["do", to]:
            handover.hand_over(turn, row, _number(to))
        case _:
            raise GoneAlreadyError


def _number(code: str) -> int:
    try:
        return long(code)
    except ValueError:
        raise GoneAlreadyError from None


def _list(turn: Turn, page: int, words: str, *, replaces: bool = False) -> None:
    turn.require(Action.REVOKE)
    sought = _sought(words)
    found = [each for each in members.members(turn.connection) if _is_named(each, sought)]
    if not found:
        nobody = Message(said.NOBODY_FOUND, {"words": words})
        turn.reply(Reply((nobody,), ((handover.everybody(),),), replaces=replaces))
        return
    last = last_page(len(found))
    page = min(page, last)
    shown = found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE] if last else found
    count = len({each.person.id for each in found})
    head = said.people_found(count) if sought else said.people_in(count)
    buttons = tuple((Button(_line(each), f"u:{short(each.id)}"),) for each in shown)
    about = f"u:{sought}" if sought else "u"
    back = ((handover.everybody(),),) if sought else ()
    turn.reply(
        Reply(
            (head, *_lines(shown), Message(said.HOW_TO_SEARCH)),
            (*buttons, *turning(about, page, last), *back),
            replaces=replaces,
        )
    )


def _lines(shown: Sequence[Member]) -> Iterator[Message]:
    """Actor by actor, the people of each under its name."""
    for _, group in groupby(shown, key=lambda each: each.actor.id if each.actor else 0):
        held = list(group)
        actor = held[0].actor
        name = actor.actor.name if actor else Message(phrases.THE_COMMITTEE)
        people = Listing(tuple(_line(each) for each in held))
        yield Message(said.OF_ACTOR, {"actor": name, "people": people})


def _line(member: Member) -> Message:
    return Message(said.PERSON, {"name": named(member), "role": role_name(member.role)})


def _sought(words: str) -> str:
    """`words` folded, and cut where a button could not carry them."""
    return folded(words[:200]).encode()[:WORDS_LIMIT].decode(errors="ignore").strip()


def _is_named(member: Member, sought: str) -> bool:
    """Whether every word sought begins a word of the person's or the actor's name."""
    if not sought:
        return True
    known = set(folded(member.person.name).split())
    if member.actor is not None:
        actor = member.actor.actor
        for text in (actor.name, *((actor.acronym,) if actor.acronym else ())):
            known |= {word for wording in wordings(text) for word in wording.split()}
    return all(any(each.startswith(word) for each in known) for word in sought.split())


def _show(turn: Turn, member: Member) -> None:
    """A person's card: what they are, since when, and what can be done."""
    _require(turn, member)
    since = Day(local_day(member.since, turn.person.zone))
    params = {"name": named(member), "role": post(member), "day": since}
    lines = [Message(said.CARD, params)]
    others = members.members_of(turn.connection, member.person.id)
    also = tuple(post(each) for each in others if each.id != member.id)
    if also:
        lines.append(Message(said.ALSO, {"roles": Listing(also)}))
    if member.person.unreachable_since is not None:
        lines.append(Message(said.NOT_REACHED))
    about = f"u:{short(member.id)}"
    rows = [(Button(Message(said.REVOKE), f"{about}:revoke"),)]
    if handover.can_be_handed_over(member) and handover.colleagues(turn, member):
        rows.append((Button(Message(said.HAND_ON), f"{about}:hand"),))
    turn.reply(Reply(tuple(lines), (*rows, (handover.everybody(),))))


def _require(turn: Turn, member: Member) -> None:
    turn.require(Action.REVOKE, actor_id=member.actor.id if member.actor else None)


def _ask_surely(turn: Turn, member: Member) -> None:
    _require(turn, member)
    asked = Message(said.SURELY_REVOKE, {"name": named(member), "role": post(member)})
    if member.actor is None:
        means = Message(said.REVOKING_COMMITTEE_MEANS)
    else:
        means = Message(said.REVOKING_MEANS, {"actor": member.actor.actor.name})
    yes = Button(Message(said.YES_REVOKE), f"u:{short(member.id)}:sure")
    no = Button(Message(said.NO_LEAVE_IT), "u:no")
    turn.reply(Reply((asked, means), ((yes,), (no,)), replaces=True))


def _revoke(turn: Turn, row: int) -> None:
    member = current(turn, row)
    _require(turn, member)
    end(turn, member)
    turn.record(
        "revoked",
        participant_id=turn.person.id,
        subject="membership",
        subject_id=member.id,
        facts={
            "role": member.role.value,
            "actor_id": member.actor.id if member.actor else None,
            "from": member.person.id,
        },
    )
    params = {"name": named(member), "role": post(member)}
    turn.reply(Reply((Message(said.REVOKED, params),), ((handover.everybody(),),), replaces=True))
    if member.person.id != turn.person.id:
        yours = Message(said.YOURS_REVOKED, {"role": post(member)})
        turn.say(member.person.telegram_id, Reply((yours, Message(said.IF_BY_MISTAKE))))
    told = Message(said.TOLD_REVOKED, {**params, "by": turn.person.name})
    tell_secretariat(turn, told, but=turn.person.id)
