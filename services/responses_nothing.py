""" "Nothing new", for a minute to be undone; and what those are shown whose actor has answered."""

from __future__ import annotations

from bot.flows.reply import Button, Reply
from locales import Message, Moment, phrases
from locales.phrases import answers as words
from services import responses_news as news
from services import unasked
from services.office import Office, Turn
from services.responses_subject import (
    Subject,
    answered_line,
    answers,
    in_place,
    say_about,
    to_add,
)
from storage import calls, responding
from storage.locking import hold
from storage.responding import Answer


def say(turn: Turn, office: Office, subject: Subject) -> None:
    """Note that the actor has nothing new; whoever was quicker is named instead."""
    connection, meeting, actor = turn.connection, subject.meeting, subject.actor
    # A tick that counts who has not answered waits, and so does a colleague who answers as well.
    hold(connection, "reminders")
    before = responding.answer_of(connection, meeting.id, actor.id)
    if before is not None:
        show_answered(turn, subject, before)
        return
    calls.add_response(
        connection,
        meeting_id=meeting.id,
        actor_id=actor.id,
        participant_id=turn.person.id,
        kind=calls.NOTHING_NEW,
        now=turn.now,
    )
    unasked.release(turn, meeting_id=meeting.id, actor_id=actor.id)
    record(turn, "nothing_new", subject)
    news.tell_of_nothing_new(turn, office, subject)
    noted = Message(phrases.NOTHING_NEW_NOTED, subject.named)
    turn.reply(in_place(turn, (noted, Message(words.UNDO_FOR_A_MINUTE)), _undoing(subject)))


def show_answered(turn: Turn, subject: Subject, answer: Answer, *, replaces: bool = True) -> None:
    """Say who has answered, and offer to add more; what one has just said can still be undone."""
    news.is_known_to(turn, subject, answer)
    line = answered_line(turn, subject, answer)
    mine = answer.participant_id == turn.person.id
    if mine and answer.kind is None and _can_be_undone(turn, answer):
        lines, rows = (line, Message(words.UNDO_FOR_A_MINUTE)), _undoing(subject)
    else:
        lines, rows = (line, Message(words.ADD_MORE)), to_add(subject)
    if replaces:
        turn.reply(in_place(turn, lines, rows))
    else:
        say_about(turn, subject, Reply(lines, rows))


def undo(turn: Turn, subject: Subject) -> None:
    """Take "nothing new" back, if that is not a minute ago."""
    connection, meeting, actor = turn.connection, subject.meeting, subject.actor
    hold(connection, "reminders")
    said = responding.nothing_new_of(connection, meeting.id, actor.id)
    if said is None:
        _show_open(turn, subject, words.TAKEN_BACK_ALREADY)
        return
    if not _can_be_undone(turn, said):
        told = {**subject.named, "when": Moment(said.at, turn.person.zone)}
        turn.reply(in_place(turn, (Message(words.TOO_LATE_TO_UNDO, told),), to_add(subject)))
        return
    calls.take_back_response(
        connection, meeting_id=meeting.id, actor_id=actor.id, kind=calls.NOTHING_NEW
    )
    news.take_back(turn, subject, said)
    record(turn, "nothing_new_undone", subject)
    _show_open(turn, subject, phrases.NOTHING_NEW_UNDONE)


def record(turn: Turn, action: str, subject: Subject) -> None:
    """Add what was answered to the trail."""
    turn.record(
        action,
        participant_id=turn.person.id,
        subject="meeting",
        subject_id=subject.meeting.id,
        facts={"actor_id": subject.actor.id},
    )


def _can_be_undone(turn: Turn, said: Answer) -> bool:
    return turn.now - said.at < news.UNDO


def _undoing(subject: Subject) -> tuple[tuple[Button, ...], ...]:
    return ((Button(Message(phrases.UNDO), f"{subject.here}:undo"),),)


def _show_open(turn: Turn, subject: Subject, said: str) -> None:
    """The reminder with its answers, unless somebody has answered in another way meanwhile."""
    answer = responding.answer_of(turn.connection, subject.meeting.id, subject.actor.id)
    if answer is not None:
        show_answered(turn, subject, answer)
        return
    title = Message(phrases.REMINDER_TITLE, subject.named)
    turn.reply(in_place(turn, (title, Message(said)), answers(subject)))
