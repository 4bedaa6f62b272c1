"""What people are told without having asked: at most one message a local day, all in it.

Reminders of the plan, those put off, those of an extra round, and announcements meet here; what
somebody does answers for itself and does not come this way (docs/decisions/0016).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.state import decode_state
from committee.localtime import instant, local_day
from committee.owing import QUIET_FROM, asks_to
from locales import Message
from services.letters import Enclosure, content_of
from services.office import Office, Transaction
from services.reminder_text import Begun, Due, reminder
from services.situations import situation_of
from storage import given, unasked
from storage.calendar import Meeting
from storage.calls import Recipient
from storage.drafts import Draft
from storage.given import Given
from storage.locking import hold
from storage.outbox import REMINDER, Letter
from storage.people import Participant
from storage.reminding import QUEUED, Owed

JUST_NOW = timedelta(hours=2)
"""So much later than planned is not worth a word."""


@dataclass(frozen=True, slots=True)
class News:
    """An announcement to one person: its row in `notices`, and what it says."""

    row: int
    person: Participant
    lines: tuple[Message, ...]


@dataclass(slots=True)
class Bundle:
    """Everything that one person is to be told at a moment."""

    person: Participant
    owed: list[Owed] = field(default_factory=list)
    news: list[News] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """How many messages were queued, and the reminders in them."""

    messages: int
    owed: Sequence[Owed]


@dataclass(frozen=True, slots=True)
class Known:
    """What is told beside: meetings and added lines by row, what actors gave last, drafts.

    Between the two moments of `away` the bot was not running.
    """

    meetings: Mapping[int, Meeting]
    lines: Mapping[int, tuple[Message, ...]]
    given: Mapping[int, Given]
    drafts: Sequence[Draft]
    away: tuple[datetime, datetime] | None


def bundles(owed: Iterable[Owed], news: Iterable[News]) -> list[Bundle]:
    """What is due, by person, in the order of their rows."""
    by_person: dict[int, Bundle] = {}
    for each in owed:
        person = each.recipient.person
        by_person.setdefault(person.id, Bundle(person)).owed.append(each)
    for each_news in news:
        person = each_news.person
        by_person.setdefault(person.id, Bundle(person)).news.append(each_news)
    return [by_person[row] for row in sorted(by_person)]


def used_today(
    connection: Connection, people: Collection[Participant], now: datetime
) -> frozenset[int]:
    """Those of `people` who have been written to unasked on this day of their zone."""
    written = unasked.written_today(connection, [each.id for each in people])
    return frozenset(
        each.id
        for each in people
        if each.id in written
        and local_day(written[each.id], each.zone) >= local_day(now, each.zone)
    )


def queue(
    transaction: Transaction,
    office: Office,
    waiting: Sequence[Bundle],
    meetings: Mapping[int, Meeting],
    *,
    lines: Mapping[int, tuple[Message, ...]],
    away: tuple[datetime, datetime] | None = None,
) -> Told:
    """Queue one message a person, and return what is in them.

    The caller holds the lock "reminders". `lines` are those that rounds add, by round.
    """
    connection, now = transaction.connection, transaction.now
    used = used_today(connection, [each.person for each in waiting], now)
    free = [each for each in waiting if each.person.id not in used]
    if not free:
        return Told(0, ())
    actors = {owed.recipient.actor.id for each in free for owed in each.owed}
    known = Known(
        meetings,
        lines,
        given.last_given(connection, actors),
        given.open_drafts(connection, [each.person.id for each in free]),
        away,
    )
    letters = [_letter(transaction, office, each, known) for each in free]
    unasked.put(connection, letters, now=now)
    unasked.note_written(connection, [each.person.id for each in free], now=now)
    return Told(len(letters), _note(transaction, free))


def _note(transaction: Transaction, told: Sequence[Bundle]) -> Sequence[Owed]:
    connection, now = transaction.connection, transaction.now
    keys = {each.person.id: _key(each.person, now) for each in told}
    owed = [each for bundle in told for each in bundle.owed]
    unasked.note_queued(
        connection,
        [
            unasked.row_of(each, QUEUED, now=now, letter=keys[each.recipient.person.id])
            for each in owed
            if each.row is None
        ],
    )
    unasked.settle_reminders(
        connection,
        {each.row: keys[each.recipient.person.id] for each in owed if each.row is not None},
        status=QUEUED,
        now=now,
    )
    unasked.settle_notices(
        connection,
        {each.row: keys[bundle.person.id] for bundle in told for each in bundle.news},
        status=QUEUED,
        now=now,
    )
    return owed


def _worded(owed: Iterable[Owed]) -> Iterable[Owed]:
    """Each meeting once for each actor: a round's with its lines, else what was put off."""
    by_wish = sorted(owed, key=lambda each: (each.row is not None, each.round_id is not None))
    found = {(each.meeting_id, each.recipient.actor.id): each for each in by_wish}
    return found.values()


def _letter(transaction: Transaction, office: Office, told: Bundle, known: Known) -> Letter:
    person, now = told.person, transaction.now
    owed = sorted(
        _worded(told.owed),
        key=lambda each: (
            known.meetings[each.meeting_id].plan.deadline,
            each.meeting_id,
            each.recipient.actor.id,
        ),
    )
    dues = [_due(transaction, office, each, known) for each in owed]
    news = [line for each in told.news for line in each.lines]
    evening = instant(local_day(now, person.zone), QUIET_FROM, person.zone)
    until = min((evening, *(due.meeting.plan.deadline for due in dues)))
    actors = {due.actor.id for due in dues}
    return Letter(
        person.telegram_id,
        content_of(
            reminder(dues, person, now, news),
            enclosed=Enclosure(by_day_in=person.zone, until=until.isoformat(), due_again=True),
        ),
        urgency=REMINDER,
        key=_key(person, now),
        meeting_id=dues[0].meeting.id if dues else None,
        actor_id=dues[0].actor.id if len(actors) == 1 else None,
    )


def _key(person: Participant, now: datetime) -> str:
    return f"unasked:{person.id}:{now.isoformat()}"


def _due(transaction: Transaction, office: Office, owed: Owed, known: Known) -> Due:
    meeting, actor = known.meetings[owed.meeting_id], owed.recipient.actor
    lines = () if owed.round_id is None else known.lines.get(owed.round_id, ())
    return Due(
        meeting=meeting,
        actor=actor,
        given=known.given.get(actor.id),
        begun=begun(transaction, office, known.drafts, meeting, owed.recipient),
        lines=lines,
        late=known.away is not None and is_late(owed, known.away),
    )


def is_late(owed: Owed, away: tuple[datetime, datetime]) -> bool:
    """Whether a reminder fell due while the bot was away, and not just when it came back."""
    return away[0] < owed.due_at <= away[1] - JUST_NOW


def begun(
    transaction: Transaction,
    office: Office,
    drafts: Iterable[Draft],
    meeting: Meeting,
    recipient: Recipient,
) -> Begun | None:
    """The recipient's newest draft on the subject: for the meeting, or of a kind that it asks."""
    actor = recipient.actor
    kinds = {
        kind.value
        for ask in asks_to(meeting.plan.asks, actor.actor)
        for kind in ask.submission_kinds
    }
    for draft in drafts:
        theirs = draft.participant_id == recipient.person.id and draft.actor is not None
        if not theirs or draft.actor is None or draft.actor.id != actor.id:
            continue
        if draft.meeting_id == meeting.id or (draft.meeting_id is None and draft.form in kinds):
            situation = situation_of(office, transaction.connection, recipient.person, draft)
            state = decode_state(draft.state)
            done, total = engine.progress(FORMS[draft.form], state, situation)
            return Begun(draft.id, done, total)
    return None


def release(
    transaction: Transaction,
    *,
    meeting_id: int | None = None,
    actor_id: int | None = None,
    participant_id: int | None = None,
) -> int:
    """Take back unsent reminders of this meeting, actor or person; returns how many messages.

    What else stood in them is told anew. A tick that looks who owes what waits for this.
    """
    hold(transaction.connection, "reminders")
    return unasked.release(
        transaction.connection,
        meeting_id=meeting_id,
        actor_id=actor_id,
        participant_id=participant_id,
    )
