"""Whom the coming meetings ask, where those people live, and what rounds have to say to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from committee.actors import ActorKind
from committee.calendar import Ask
from committee.localtime import local_day
from committee.plan import Place
from committee.states import expected_on
from committee.submissions import SubmissionKind, may_send
from locales import Message, phrases
from services import rounds_lines
from services.office import WASHINGTON
from services.unasked import News
from storage import consultations, notices, world
from storage.calendar import Meeting
from storage.people import Participant
from storage.reminding import Asked, Owed


def place_of(person: Participant) -> Place:
    """Where the person reads."""
    return Place(person.zone, person.holidays)


def asked_by(
    connection: Connection, meetings: Iterable[Meeting], now: datetime
) -> Mapping[int, Asked]:
    """By meeting, the actors it asks for something that can be sent now and that they may send.

    The same rule as committee.owing.asked_of, for all actors at once.
    """
    possible = _possible(connection, now)
    participations = world.read_participations(connection)
    expected = expected_on(local_day(now, WASHINGTON), participations)
    asking = tuple(meetings)
    named = {key for each in asking for ask in each.plan.asks for key in ask.actors}
    kinds = world.kinds_of(connection, named)
    return {each.id: _asked(each.plan.asks, possible, expected, kinds) for each in asking}


def _asked(
    asks: Sequence[Ask],
    possible: Collection[SubmissionKind],
    expected: frozenset[str],
    kind_of: Mapping[str, ActorKind],
) -> Asked:
    kinds: set[str] = set()
    keys: set[str] = set()
    for ask in asks:
        wanted = [kind for kind in ask.submission_kinds if kind in possible]
        able = {each for each in ActorKind if any(may_send(each, kind) for kind in wanted)}
        keys.update(
            key
            for key in ask.actors
            if kind_of.get(key) in able and (kind_of[key] is not ActorKind.STATE or key in expected)
        )
        if ask.actor_kinds or not ask.actors:
            addressed = able & (set(ask.actor_kinds) or set(ActorKind))
            kinds.update(each.value for each in addressed - {ActorKind.STATE})
            keys.update(expected if ActorKind.STATE in addressed else ())
    return Asked(frozenset(kinds), frozenset(keys))


def _possible(connection: Connection, now: datetime) -> frozenset[SubmissionKind]:
    """What can be sent at all: input only while a draft text is open for it."""
    kinds = frozenset(kind for kind in SubmissionKind if kind.value in FORMS)
    if consultations.open_consultations(connection, now):
        return kinds
    return kinds - {SubmissionKind.DRAFT_TEXT_INPUT}


def news_due(
    connection: Connection, now: datetime, *, people: Collection[int] | None = None
) -> Sequence[News]:
    """Announcements that wait for these people, or for anybody."""
    return [
        News(each.row, each.person, rounds_lines.announced(each.round, each.person.language))
        for each in notices.due(connection, now, people)
    ]


def lines_of(connection: Connection, owed: Iterable[Owed]) -> Mapping[int, tuple[Message, ...]]:
    """What the rounds of these reminders add to them, by round."""
    rows = {each.round_id for each in owed if each.round_id is not None}
    return rounds_lines.added(connection, rows) if rows else {}


def report(lines: tuple[Message, ...]) -> Reply:
    """A report to the secretariat, with the way to who has answered."""
    return Reply(lines, ((Button(Message(phrases.STATUS), "m:status"),),))
