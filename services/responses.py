"""The answers to a reminder: report, share, nothing new (and back), later, not us any more."""

from __future__ import annotations

from bot.flows.reply import Reply
from committee.access import Action
from committee.submissions import may_send
from locales import Message, Refusal, phrases
from services import (
    reminder_text,
    responses_drafts,
    responses_later,
    responses_nothing,
    responses_quiet,
    unasked,
)
from services.entries import WORDS
from services.office import Envelope, Office, Turn
from services.reminder_text import Due
from services.responses_subject import (
    SHOW,
    Subject,
    cancelled_line,
    in_place,
    require,
    say_about,
    to_add,
)
from services.tokens import long
from storage import calendar, given, responding, world
from storage.calls import Recipient

ABOUT_OTHERS = frozenset({"again"})
"""Words that are not an answer of one's own: the secretariat's."""
SPARED = frozenset({"nothing", "later", "1", "3", "eve", SHOW})
"""Words that need no more be said once the actor has answered."""


class NoSuchMeetingError(Refusal):
    """The button speaks of a meeting or an actor that there is not."""

    message = phrases.STALE_BUTTON


class Responses:
    """What a tap on a reminder does."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def answer(
        self, envelope: Envelope, meeting_id: int, actor_id: int, word: str, how: str = ""
    ) -> None:
        """Take the answer called `word`; the right to answer is asked for now."""
        await self._office.turn(
            envelope, lambda turn: self._answer(turn, meeting_id, actor_id, word, how)
        )

    def _answer(self, turn: Turn, meeting_id: int, actor_id: int, word: str, how: str) -> None:
        subject = _subject(turn, meeting_id, actor_id, word)
        if self._is_settled(turn, subject, word, how):
            return
        match word:
            case "nothing":
                responses_nothing.say(turn, self._office, subject)
            case "undo":
                responses_nothing.undo(turn, subject)
            case "later":
                responses_later.ask(turn, subject)
            case "1" | "3" | "eve":
                responses_later.put_off(turn, subject, word)
            case "show":
                self._show(turn, subject)
            case _ if word in WORDS:
                self._begin(turn, subject, word, how)
            case _:
                self._whose(turn, subject, word, how)

    def _whose(self, turn: Turn, subject: Subject, word: str, how: str) -> None:
        """Take what is said of whether the actor is still the person's."""
        match word:
            case "notus":
                responses_quiet.ask_surely(turn, subject)
            case "surely":
                responses_quiet.say(turn, subject)
            case "keep":
                responses_quiet.keep(turn, subject)
            case "ours":
                responses_quiet.take_back(turn, subject)
            case "again":
                responses_quiet.remind_again(turn, subject, long(how))
            case _:
                raise NoSuchMeetingError

    def _is_settled(self, turn: Turn, subject: Subject, word: str, how: str) -> bool:
        """Whether no answer is needed any more; then says why, and offers to add more."""
        if subject.is_cancelled and word in SPARED:
            line = cancelled_line(subject)
            rows = to_add(subject)
            if word == SHOW:
                say_about(turn, subject, Reply((line,), rows))
            else:
                turn.reply(in_place(turn, (line,), rows))
            return True
        begins_anew = word in WORDS and not how
        if word not in SPARED and not begins_anew:
            return False
        answer = responding.answer_of(turn.connection, subject.meeting.id, subject.actor.id)
        if answer is not None and (word in SPARED or answer.participant_id != turn.person.id):
            responses_nothing.show_answered(turn, subject, answer, replaces=word != SHOW)
            return True
        return word in {"later", "1", "3", "eve"} and responses_quiet.is_quiet(turn, subject)

    def _begin(self, turn: Turn, subject: Subject, word: str, how: str) -> None:
        kind = WORDS[word]
        if not may_send(subject.actor.actor.kind, kind):
            raise NoSuchMeetingError
        responses_drafts.begin(turn, self._office, subject, kind, how)

    def _show(self, turn: Turn, subject: Subject) -> None:
        """The whole reminder, of one of several that a message spoke of."""
        if subject.meeting.plan.deadline <= turn.now:
            title = Message(phrases.REMINDER_TITLE, subject.named)
            lines = (title, responses_later.was_due(turn, subject))
            say_about(turn, subject, Reply(lines, to_add(subject)))
            return
        connection, person = turn.connection, turn.person
        last = given.last_given(connection, {subject.actor.id})
        written = given.open_drafts(connection, [person.id])
        recipient = Recipient(person, subject.actor)
        due = Due(
            subject.meeting,
            subject.actor,
            given=last.get(subject.actor.id),
            begun=unasked.begun(turn, self._office, written, subject.meeting, recipient),
        )
        say_about(turn, subject, reminder_text.reminder([due], person, turn.now))


def _subject(turn: Turn, meeting_id: int, actor_id: int, word: str) -> Subject:
    action = Action.REVOKE if word in ABOUT_OTHERS else Action.ANSWER_REMINDER
    require(turn.connection, turn.person, action, actor_id)
    meeting = calendar.meeting_by_id(turn.connection, meeting_id)
    if meeting is None:
        raise NoSuchMeetingError
    return Subject(meeting, world.actor_by_id(turn.connection, actor_id))
