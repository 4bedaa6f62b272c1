"""What colleagues hear of an answer: once, by day, and that they need do nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.flows.reply import Button, Reply
from committee.owing import REMINDED_ROLES
from committee.submissions import kind_title
from locales import Message
from locales.phrases import answers as words
from services.letters import Enclosure
from services.office import Office, Transaction, Turn
from services.receipts import read_button
from services.responses_subject import Subject, answers, to_add
from storage import calendar, people, responding
from storage.outbox import REMINDER
from storage.people import Participant
from storage.responding import Answer
from storage.submissions import Submission

UNDO = timedelta(minutes=1)
"""How long "nothing new" can be undone; nobody else is told of it before."""
OF_USE_FOR = timedelta(days=2)
"""How long after it was due a colleague may still be glad to hear of an answer."""


def tell_of_nothing_new(turn: Turn, office: Office, subject: Subject) -> None:
    """Tell colleagues, once the minute in which it can be undone has passed."""
    line = Message(words.TOLD_NOTHING, {**subject.named, "name": turn.person.name})
    key = key_of(subject, turn.now)
    when = office.clock.pulse() + UNDO.total_seconds()
    for each in _colleagues(turn, subject, turn.person.id):
        reply = Reply((line,), to_add(subject))
        _tell(turn, subject, each, reply, key=key, not_before=when)


def take_back(turn: Turn, subject: Subject, answer: Answer) -> None:
    """Take back what was to be told of "nothing new"; who has read it already is told so."""
    prefix = key_of(subject, answer.at)
    ever = responding.people_ever_of(turn.connection, subject.actor.id)
    reached = responding.take_back(turn.connection, [f"{prefix}:{row}" for row in ever])
    line = Message(words.TOLD_TAKEN_BACK, {**subject.named, "name": turn.person.name})
    for each in _colleagues(turn, subject, turn.person.id):
        if each.telegram_id in reached:
            _tell(turn, subject, each, Reply((line,), answers(subject)), key=f"{prefix}:undone")


def is_known_to(turn: Turn, subject: Subject, answer: Answer) -> None:
    """The sender has just read of the answer: what was to tell them of it is taken back."""
    responding.take_back(turn.connection, [f"{_key(subject, answer)}:{turn.person.id}"])


def tell_of_submission(transaction: Transaction, received: Submission) -> None:
    """Tell colleagues who were reminded that the first submission for the meeting is there."""
    if received.meeting_id is None or received.revision:
        return
    connection, actor = transaction.connection, received.actor
    meeting = calendar.meeting_by_id(connection, received.meeting_id)
    first = responding.answer_of(connection, received.meeting_id, actor.id)
    if meeting is None or first is None or first.submission_id != received.id:
        return
    subject = Subject(meeting, actor)
    author = people.participant_by_id(connection, received.participant_id)
    told = {**subject.named, "name": author.name, "number": received.number}
    line = Message(words.TOLD_SENT, {**told, "kind": kind_title(received.kind)})
    rows: tuple[tuple[Button, ...], ...] = ((read_button(received),), *to_add(subject))
    reminded = responding.were_reminded(connection, meeting.id, actor.id)
    for each in _colleagues(transaction, subject, author.id):
        if each.id in reminded:
            _tell(transaction, subject, each, Reply((line,), rows), key=_key(subject, first))


def key_of(subject: Subject, at: datetime) -> str:
    """How the keys begin of what tells of "nothing new", said at that moment."""
    return f"answered:{subject.meeting.id}:{subject.actor.id}:{at:%Y%m%d%H%M%S%f}"


def _key(subject: Subject, answer: Answer) -> str:
    if answer.submission_id is not None:
        return f"answered:by:{answer.submission_id}"
    return key_of(subject, answer.at)


def _colleagues(transaction: Transaction, subject: Subject, but: int) -> Sequence[Participant]:
    if subject.is_cancelled:
        return ()
    return responding.colleagues(transaction.connection, subject.actor.id, REMINDED_ROLES, but=but)


def _tell(
    transaction: Transaction,
    subject: Subject,
    to: Participant,
    reply: Reply,
    *,
    key: str,
    not_before: float = 0.0,
) -> None:
    until = max(subject.meeting.plan.deadline, transaction.now + OF_USE_FOR)
    transaction.say(
        to.telegram_id,
        reply,
        enclosed=Enclosure(by_day_in=to.zone, until=until.isoformat()),
        urgency=REMINDER,
        key=f"{key}:{to.id}",
        meeting_id=subject.meeting.id,
        actor_id=subject.actor.id,
        not_before=not_before,
    )
