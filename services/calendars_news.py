"""News of the calendar: a meeting was moved or cancelled; told once to each whom it concerns.

News that waits for the morning gives way to newer news of the same meeting, which then tells of
both: from what was last told to how it stands now. Nothing is told where that is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button, Reply
from committee.access import COMMITTEE_ROLES, Action
from committee.calendar import WASHINGTON, Ask, PlannedMeeting
from committee.localtime import local_day
from committee.owing import HEARING_ROLES, REMINDED_ROLES, asked_of
from locales import Localized, Message, Moment, phrases
from locales.phrases import calendar as words
from services import reminder_text
from services.letters import Enclosure, content_of
from services.office import Transaction, allowed
from services.tokens import short
from storage import calls, concerned, people, world
from storage.calendar import Meeting
from storage.outbox import REMINDER, Letter
from storage.people import Participant
from storage.world import KnownActor

OF_USE_FOR = timedelta(hours=12)
"""News is told even of a meeting that was to begin before the night is over."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A person whom a meeting concerns, with those of their actors that it asks."""

    person: Participant
    actors: tuple[KnownActor, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """What is told of a meeting when it changes: its time, its deadline, its place.

    For a meeting that asks nothing the deadline is its beginning.
    """

    starts_at: datetime
    deadline: datetime
    place: Localized
    link: str | None

    @classmethod
    def of(cls, plan: PlannedMeeting) -> When:
        """As `plan` says."""
        deadline = plan.deadline if plan.asks else plan.starts_at
        return cls(plan.starts_at, deadline, plan.place, plan.link)

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> When:
        """As it was kept with a letter."""
        starts_at, deadline = (datetime.fromisoformat(body[key]) for key in ("starts", "due"))
        return cls(starts_at, deadline, Localized(**body["place"]), body["link"])

    def as_json(self) -> dict[str, Any]:
        """The form in which a letter keeps what its reader was told last."""
        return {
            "starts": self.starts_at.isoformat(),
            "due": self.deadline.isoformat(),
            "place": self.place.as_dict(),
            "link": self.link,
        }


def is_moved(before: PlannedMeeting, after: PlannedMeeting) -> bool:
    """Whether those concerned must know of the change."""
    return _differs(When.of(before), after)


def _differs(was: When, plan: PlannedMeeting) -> bool:
    """Whether anything of it is another now that can be told; no deadline where nothing is asked"""
    now = When.of(plan)
    return (was if plan.asks else replace(was, deadline=now.deadline)) != now


def readers(
    connection: Connection, asks: Sequence[Ask], now: datetime, *, but: Participant | None
) -> Sequence[Reader]:
    """Whom a meeting that asks this concerns: those it asks, and the committee's people.

    A meeting that asks nothing concerns the focal points of all.
    """
    participations = world.read_participations(connection)
    today = local_day(now, WASHINGTON)
    found: dict[int, Reader] = {}
    for each in concerned.acting(connection, REMINDED_ROLES):
        asked = bool(asked_of(asks, each.actor.actor, today, participations))
        if asked or (not asks and each.role in HEARING_ROLES):
            known = found.get(each.person.id, Reader(each.person))
            actors = dict.fromkeys((*known.actors, each.actor)) if asked else known.actors
            found[each.person.id] = Reader(each.person, tuple(actors))
    for person in concerned.committee(connection, COMMITTEE_ROLES):
        found.setdefault(person.id, Reader(person))
    return [reader for reader in found.values() if but is None or reader.person.id != but.id]


def tell_moved(
    transaction: Transaction, before: PlannedMeeting, meeting: Meeting, *, by: Participant | None
) -> None:
    """Tell those concerned what it was and what it is now."""
    asks = (*before.asks, *meeting.plan.asks)
    untold = concerned.take_back_news(transaction.connection, _bundle(meeting))
    answered = calls.actors_answered(transaction.connection, meeting.id)
    for reader in _told(transaction, asks, untold, by):
        was = _last_told(untold, reader, before)
        if not _differs(was, meeting.plan):
            continue
        reply = _moved(was, meeting, reader, answered, transaction.now)
        _queue(transaction, meeting, reader, reply, was)


def tell_cancelled(transaction: Transaction, meeting: Meeting, *, by: Participant | None) -> None:
    """Tell those concerned that it is not held, and when it was to be."""
    untold = concerned.take_back_news(transaction.connection, _bundle(meeting))
    for reader in _told(transaction, meeting.plan.asks, untold, by):
        was = _last_told(untold, reader, meeting.plan)
        _queue(transaction, meeting, reader, _cancelled(was, meeting, reader), was)


def _told(
    transaction: Transaction,
    asks: Sequence[Ask],
    untold: Mapping[int, Mapping[str, Any]],
    by: Participant | None,
) -> Iterator[Reader]:
    """Whom it concerns, and those whose news was taken back though it concerns them no more."""
    found = readers(transaction.connection, asks, transaction.now, but=by)
    yield from found
    chats = {each.person.telegram_id for each in found}
    for chat in sorted(untold.keys() - chats):
        person = people.participant_by_telegram(transaction.connection, chat)
        if person is not None and (by is None or person.id != by.id) and _sees(transaction, person):
            yield Reader(person)


def _sees(transaction: Transaction, person: Participant) -> bool:
    held = people.memberships_of(transaction.connection, person.id)
    return person.unreachable_since is None and allowed(held, Action.SEE_CALENDAR)


def _bundle(meeting: Meeting) -> str:
    return f"meeting:{meeting.id}"


def _last_told(
    untold: Mapping[int, Mapping[str, Any]], reader: Reader, before: PlannedMeeting
) -> When:
    content = untold.get(reader.person.telegram_id)
    return When.from_json(content["was"]) if content else When.of(before)


def _queue(
    transaction: Transaction, meeting: Meeting, reader: Reader, reply: Reply, was: When
) -> None:
    """Queue the news, by day, with what its reader knew before it."""
    person = reader.person
    until = max(was.starts_at, meeting.plan.starts_at, transaction.now + OF_USE_FOR)
    enclosed = Enclosure(by_day_in=person.zone, until=until.isoformat())
    transaction.letters.append(
        Letter(
            person.telegram_id,
            {**content_of(reply, enclosed=enclosed), "was": was.as_json()},
            urgency=REMINDER,
            bundle=_bundle(meeting),
        )
    )


def _moved(
    was: When, meeting: Meeting, reader: Reader, answered: frozenset[int], now: datetime
) -> Reply:
    plan, zone = meeting.plan, reader.person.zone
    lines = [*_when_lines(was, plan, zone)]
    if plan.place != was.place:
        lines.append(Message(words.PLACE_NOW, {"place": plan.place}))
    if plan.link != was.link and plan.link is not None:
        lines.append(Message(words.LINK_NOW, {"link": plan.link}))
    owing = [actor for actor in reader.actors if actor.id not in answered and plan.deadline > now]
    return Reply(tuple(lines), (*_answers(meeting, owing), *opening(meeting)))


def _when_lines(was: When, plan: PlannedMeeting, zone: str) -> Iterator[Message]:
    due_moved = bool(plan.asks) and was.deadline != plan.deadline
    was_apart = was.deadline != was.starts_at
    if was.starts_at == plan.starts_at:
        title = words.MOVED if due_moved else words.CHANGED_PLACE
        yield Message(title, {"title": plan.title})
        yield reminder_text.when(plan.starts_at, zone)
    else:
        yield Message(words.MOVED, {"title": plan.title})
        yield reminder_text.in_both(words.NOW, words.NOW_SAME, plan.starts_at, zone)
        yield reminder_text.in_both(words.BEFORE, words.BEFORE_SAME, was.starts_at, zone)
    if plan.asks and (plan.deadline != plan.starts_at or was_apart):
        yield Message(phrases.REMINDER_DEADLINE, {"deadline": Moment(plan.deadline, zone)})
    if due_moved and was_apart:
        yield Message(words.DEADLINE_BEFORE, {"deadline": Moment(was.deadline, zone)})


def _cancelled(was: When, meeting: Meeting, reader: Reader) -> Reply:
    lines = [
        Message(words.CANCELLED, {"title": meeting.plan.title}),
        reminder_text.in_both(
            words.PLANNED_FOR, words.PLANNED_FOR_SAME, was.starts_at, reader.person.zone
        ),
    ]
    if reader.actors:
        lines.append(Message(words.CANCELLED_MEANS))
    return Reply(tuple(lines), opening(meeting))


def _answers(meeting: Meeting, owing: Sequence[KnownActor]) -> Rows:
    """The buttons of a reminder, for who answers for one actor; the card has those of several."""
    return reminder_text.answers(meeting, owing[0]) if len(owing) == 1 else ()


def opening(meeting: Meeting) -> Rows:
    """The buttons that open a meeting's card and send its calendar file."""
    about = f"c:{short(meeting.id)}"
    card = Button(Message(words.OPEN_CARD), about)
    return ((card, Button(Message(words.CALENDAR_FILE), f"{about}:ics")),)
