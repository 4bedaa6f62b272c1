"""One friendly reminder of a draft that nobody has changed for some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection

from bot.flows.reply import Button, Reply
from committee.access import Action
from committee.localtime import instant, local_day
from committee.owing import MORNING, QUIET_FROM
from committee.plan import may_write
from locales import Message
from locales.phrases import drafts as words
from services import asking_whom, unasked
from services.draft_labels import label_of, title_of
from services.letters import Enclosure, content_of
from services.office import Office, Transaction, allowed
from services.tokens import short
from storage import outbox, people, shared_drafts
from storage import unasked as written
from storage.drafts import Draft
from storage.locking import hold
from storage.outbox import REMINDER, Letter
from storage.people import Participant

ALONE = timedelta(days=3)
"""How long a draft is left alone before somebody is reminded of it."""
LISTED = 8


def is_due(connection: Connection, now: datetime) -> bool:
    """Whether somebody is to be reminded of a draft at this moment."""
    return bool(_left_alone(connection, now))


def tick(transaction: Transaction, office: Office) -> int:
    """Queue what is due, one message a person, if nothing unasked was written to them today."""
    hold(transaction.connection, "reminders")
    found = _left_alone(transaction.connection, transaction.now)
    theirs = sorted(found, key=lambda each: each[1].id)
    return sum(
        _nudge(transaction, office, group[0][1], [draft for draft, _ in group])
        for group in (list(each) for _, each in groupby(theirs, key=lambda each: each[1].id))
    )


def _left_alone(connection: Connection, now: datetime) -> list[tuple[Draft, Participant]]:
    """Drafts left alone by people who may be reminded of them at this moment."""
    found = shared_drafts.drafts_left_alone(connection, since=now - ALONE)
    ready = [each for each in found if _is_time(now, each[1])]
    used = unasked.used_today(connection, [person for _, person in ready], now) if ready else ()
    return [each for each in ready if each[1].id not in used]


def _is_time(now: datetime, person: Participant) -> bool:
    """Whether it is day where they are, no holiday of theirs, and past the hour of reminders."""
    morning = instant(local_day(now, person.zone), MORNING, person.zone)
    return now >= morning and may_write(now, asking_whom.place_of(person))


def _nudge(
    transaction: Transaction, office: Office, person: Participant, alone: Sequence[Draft]
) -> int:
    memberships = people.memberships_of(transaction.connection, person.id)
    theirs = [
        draft
        for draft in alone
        if draft.actor is not None
        and allowed(memberships, Action.CONTINUE_DRAFT, actor_id=draft.actor.id)
    ]
    if not theirs:
        return 0
    today = local_day(transaction.now, person.zone)
    reply = _asking(transaction, office, person, theirs)
    letter = _letter(person, reply, theirs, today)
    if not outbox.put(transaction.connection, (letter,), now=transaction.now):
        return 0
    written.note_written(transaction.connection, [person.id], now=transaction.now)
    rows = [draft.id for draft in theirs]
    shared_drafts.note_nudged(transaction.connection, rows, now=transaction.now)
    for row in rows:
        transaction.record("nudged", subject="draft", subject_id=row, facts={"to": person.id})
    return 1


def _letter(person: Participant, reply: Reply, alone: Sequence[Draft], today: date) -> Letter:
    """The reminder, of use until the evening; it dies with the right to go on with the drafts."""
    evening = instant(today, QUIET_FROM, person.zone)
    actors = {draft.actor.id for draft in alone if draft.actor is not None}
    return Letter(
        person.telegram_id,
        content_of(reply, enclosed=Enclosure(by_day_in=person.zone, until=evening.isoformat())),
        urgency=REMINDER,
        key=f"unasked:{person.id}:{today}",
        actor_id=actors.pop() if len(actors) == 1 else None,
    )


def _asking(
    transaction: Transaction, office: Office, person: Participant, alone: Sequence[Draft]
) -> Reply:
    about = f"d:{short(alone[0].id)}"
    later = Button(Message(words.NOT_NOW), f"{about}:later")
    if len(alone) == 1:
        lines = (Message(words.WAITS, {"draft": title_of(alone[0])}), Message(words.ONCE_ONLY))
        go_on = Button(Message(words.GO_ON), about)
        discard = Button(Message(words.DISCARD_IT), f"{about}:drop")
        return Reply(lines, ((go_on,), (discard, later)))
    rows = tuple(
        (Button(label_of(transaction, office, draft, person), f"d:{short(draft.id)}"),)
        for draft in alone[:LISTED]
    )
    lines = (Message(words.SEVERAL_WAIT), Message(words.ONCE_ONLY))
    return Reply(lines, (*rows, (later,)))
