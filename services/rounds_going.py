"""A round by hand when its minute is over: it goes, or it does not go any more."""

from __future__ import annotations

from datetime import timedelta

from bot.flows.reply import Reply
from committee.access import Action
from locales import Localized, Message
from locales.phrases import rounds as words
from services.letters import content_of
from services.office import Transaction, allowed
from storage import audience, calendar, calls, notices, people, rounds
from storage.calendar import Meeting
from storage.locking import hold
from storage.outbox import Letter
from storage.rounds import Round

REPORTED_AFTER = timedelta(minutes=30)
"""When a digest of an extra round is due."""
OF_USE = timedelta(days=7)
"""So long an announcement waits for somebody who cannot be told of it."""


def depart(transaction: Transaction) -> int:
    """Let the rounds go whose minute is over; returns how many do.

    Called by the tick before it asks what is due, so that nothing goes whose sender may no longer
    send it, or whose meeting is no longer held.
    """
    connection, now = transaction.connection, transaction.now
    hold(connection, "reminders")
    gone = sum(_depart(transaction, row) for row in rounds.departing(connection, now))
    if missed := notices.miss_old(connection, before=now - OF_USE, now=now):
        transaction.record("notices_missed", facts={"count": missed})
    return gone


def _depart(transaction: Transaction, row: int) -> bool:
    about = rounds.hold_by_id(transaction.connection, row)
    if about is None or about.status != rounds.WAITING or about.started_by is None:
        return False
    if not allowed(
        people.memberships_of(transaction.connection, about.started_by), Action.SEND_ROUND
    ):
        _stop(transaction, about, words.NOT_SENT_RIGHT)
        return False
    if about.kind == rounds.EXTRA and meeting_of(transaction, about) is None:
        _stop(transaction, about, words.NOT_SENT_MEETING)
        return False
    _go(transaction, about)
    return True


def meeting_of(transaction: Transaction, about: Round) -> Meeting | None:
    """The meeting of a round while contributions to it can be sent; None once it is past."""
    if about.meeting_id is None:
        return None
    meeting = calendar.meeting_by_id(transaction.connection, about.meeting_id)
    if meeting is None or meeting.cancelled_at is not None:
        return None
    return meeting if meeting.plan.deadline > transaction.now else None


def _go(transaction: Transaction, about: Round) -> None:
    connection, now = transaction.connection, transaction.now
    report_at = None
    if about.kind == rounds.EXTRA and about.meeting_id is not None:
        answered = calls.actors_answered(connection, about.meeting_id)
        theirs = audience.actors_waiting(connection, about.id) & answered
        audience.spare(connection, about.id, theirs, now=now)
        report_at = now + REPORTED_AFTER
    rounds.change(connection, about.id, status=rounds.SENT, report_at=report_at)
    count = audience.people_waiting(connection, about.id)
    told = words.gone(count, title_of(transaction, about)) if count else Message(words.ALL_ANSWERED)
    _tell(transaction, about, told)


def _stop(transaction: Transaction, about: Round, why: str) -> None:
    """Take back a round that may not go, and say so."""
    audience.join_round(transaction.connection, None, about.content.get("joined", []))
    audience.take_back(transaction.connection, about.id)
    rounds.change(transaction.connection, about.id, status=rounds.CANCELLED)
    transaction.record(
        "round_cancelled",
        participant_id=about.started_by,
        subject="round",
        subject_id=about.id,
        facts={"kind": about.kind},
    )
    _tell(transaction, about, Message(why))


def _tell(transaction: Transaction, about: Round, told: Message) -> None:
    """Say it to whoever sent the round, in place of the message with the way back."""
    assert about.started_by is not None
    chat = people.participant_by_id(transaction.connection, about.started_by).telegram_id
    edit = about.content.get("message")
    transaction.letters.append(Letter(chat, content_of(Reply((told,)), edit=edit)))


def title_of(transaction: Transaction, about: Round) -> Localized | Message:
    """What a round is about: its meeting, or that it is an announcement."""
    if about.meeting_id is not None:
        meeting = calendar.meeting_by_id(transaction.connection, about.meeting_id)
        if meeting is not None:
            return meeting.plan.title
    return Message(words.ANNOUNCE)
