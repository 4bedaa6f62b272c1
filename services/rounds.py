"""Rounds by hand: `/remind` with its form, and what a preview's buttons do for both kinds.

A round is prepared, then waits a minute in which it can be taken back, then goes
(rounds_going.depart) or is cancelled. Each step asks the right anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.flows.choices import Choice
from bot.flows.forms.extra_round import EXTRA_ROUND
from bot.flows.kinds.keyboard import page_asked
from bot.flows.reply import Button, Reply
from committee.access import Action
from locales import Language, Message, Refusal, phrases
from locales.phrases import rounds as words
from services import announcements, drafting, rounds_preview
from services.menu import show_menu
from services.office import Envelope, Office, Turn
from services.rounds_going import meeting_of
from services.rounds_lines import speaking_as
from services.rounds_preview import record
from services.rounds_reach import MINUTE, Reach, asking_soon, of_extra, planned
from services.situations import Hints
from services.tokens import short
from storage import audience, calendar, notices, rounds
from storage.drafts import Draft
from storage.locking import hold
from storage.rounds import Round


class NoSuchRoundError(Refusal):
    """The button speaks of a round that there is not, or of somebody else's."""

    message = phrases.STALE_BUTTON


class SentAlreadyError(Refusal):
    """The round is on its way, or has gone."""

    message = words.SENT_ALREADY


class CancelledAlreadyError(Refusal):
    """The round was cancelled, or changed into another one."""

    message = words.CANCELLED_ALREADY


class TooLateError(Refusal):
    """The round has gone; it cannot be taken back."""

    message = words.TOO_LATE


class MeetingGoneError(Refusal):
    """The meeting is over, or is not held."""

    message = words.MEETING_GONE


class Rounds:
    """What the committee's people do with extra reminders, and with previews of either kind."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def ask(self, envelope: Envelope) -> None:
        """Begin the form that says for which meeting, and with which line."""
        await self._office.turn(envelope, self._ask)

    async def tapped(self, envelope: Envelope, row: int, word: str) -> None:
        """Do what a button of a preview, or the one that takes it back, says."""
        await self._office.turn(envelope, lambda turn: self._tapped(turn, row, word))

    def _ask(self, turn: Turn) -> None:
        turn.require(Action.SEND_ROUND)
        _begin(turn, self._office)

    def finish(self, turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
        """Prepare the round, and show whom it would reach."""
        turn.require(Action.SEND_ROUND)
        meeting = calendar.meeting_by_key(turn.connection, str(answers["meeting"]))
        if meeting is None:
            raise MeetingGoneError
        content = {"line": answers.get("line"), "language": turn.person.language}
        about = rounds_preview.prepare(turn, rounds.EXTRA, content, meeting_id=meeting.id)
        reach = _reach(turn, about)
        record(turn, "round_prepared", about, people=len(reach.people))
        rounds_preview.show(turn, about, reach)

    def _tapped(self, turn: Turn, row: int, word: str) -> None:
        turn.require(Action.SEND_ROUND)
        # Whoever sends, takes back or ticks waits here, so that each sees what the other did.
        hold(turn.connection, "reminders")
        about = rounds.hold_by_id(turn.connection, row)
        if about is None or about.started_by != turn.person.id:
            raise NoSuchRoundError
        match word:
            case "undo":
                _undo(turn, about)
            case "sample":
                turn.tell(Message(words.SAMPLE))
            case "send":
                _send(turn, _prepared(about))
            case "cancel":
                _cancel(turn, _prepared(about))
            case "change":
                self._change(turn, _prepared(about))
            case _:
                _look(turn, _prepared(about), word)

    def _change(self, turn: Turn, about: Round) -> None:
        """Begin the form again from what was said; this preview is no longer of use."""
        rounds.change(turn.connection, about.id, status=rounds.CANCELLED)
        record(turn, "round_cancelled", about)
        if about.kind == rounds.ANNOUNCEMENT:
            announcements.begin(turn, self._office, about)
        else:
            _begin(turn, self._office, about)


def _begin(turn: Turn, office: Office, about: Round | None = None) -> None:
    """Begin the form of an extra round; with `about`, from what was said there."""
    meetings = asking_soon(turn.connection, turn.now)
    if not meetings:
        turn.tell(Message(words.NO_MEETING))
        show_menu(turn)
        return
    before = next((each for each in meetings if about and each.id == about.meeting_id), None)
    only = meetings[0] if len(meetings) == 1 else before
    line = about.content.get("line") if about else None
    hints = Hints(
        choices={"meeting": [Choice(each.plan.key, each.plan.title) for each in meetings]},
        suggestions={"line": [line]} if line else {},
    )
    answers = {"meeting": only.plan.key} if only else {}
    drafting.begin_form(turn, office, EXTRA_ROUND.key, hints=hints, answers=answers)


def _prepared(about: Round) -> Round:
    """The round, if it is still to be decided on."""
    if about.status == rounds.CANCELLED:
        raise CancelledAlreadyError
    if about.status != rounds.PREPARED:
        raise SentAlreadyError
    return about


def _reach(turn: Turn, about: Round) -> Reach:
    """Whom the round would reach if it were sent now."""
    if about.kind == rounds.ANNOUNCEMENT:
        return announcements.reach_of(turn, about)
    meeting = meeting_of(turn, about)
    if meeting is None:
        raise MeetingGoneError
    return of_extra(turn.connection, meeting, turn.now, turn.now + MINUTE)


def _look(turn: Turn, about: Round, word: str) -> None:
    """The preview again, who exactly, or a sample."""
    reach = _reach(turn, about)
    page = page_asked(word)
    if word in _SAMPLES and reach.reached:
        rounds_preview.send_sample(turn, about, reach, _SAMPLES[word])
    elif (word == "who" or page is not None) and reach.reached:
        rounds_preview.show_who(turn, about, reach, page or 0)
    else:
        rounds_preview.show(turn, about, reach, replaces=True)


_SAMPLES: Mapping[str, Language] = {"es": "es", "en": "en", "fr": "fr", "pt": "pt"}


def _send(turn: Turn, about: Round) -> None:
    """Let it wait for its minute, in one go with everybody's moment."""
    reach = _reach(turn, about)
    if not reach.reached:
        rounds_preview.show(turn, about, reach, replaces=True)
        return
    _LAY_IN[about.kind](turn, about, reach)
    rounds.change(
        turn.connection,
        about.id,
        status=rounds.WAITING,
        goes_at=turn.now + MINUTE,
        content={
            **about.content,
            "role": speaking_as(turn.memberships()).value,
            "joined": list(reach.joined),
            "message": turn.envelope.tapped,
        },
    )
    record(turn, "round_sent", about, people=len(reach.people), actors=len(reach.actors))
    undo = Button(Message(words.UNDO), f"o:{short(about.id)}:undo")
    turn.reply(Reply((words.in_a_minute(len(reach.people)),), ((undo,),), replaces=True))


def _lay_in_reminders(turn: Turn, about: Round, reach: Reach) -> None:
    assert about.meeting_id is not None
    audience.join_round(turn.connection, about.id, reach.joined)
    audience.add_reminders(turn.connection, about.id, about.meeting_id, planned(reach))


def _lay_in_notices(turn: Turn, about: Round, reach: Reach) -> None:
    due = {row: moment.at for row, moment in reach.people.items()}
    notices.add(turn.connection, about.id, due)


_LAY_IN: Mapping[str, Callable[[Turn, Round, Reach], None]] = {
    rounds.EXTRA: _lay_in_reminders,
    rounds.ANNOUNCEMENT: _lay_in_notices,
}


def _undo(turn: Turn, about: Round) -> None:
    """Take back what waits, as long as nothing has gone; then it can be sent again."""
    if about.status == rounds.SENT:
        raise TooLateError
    if about.status != rounds.WAITING:
        _prepared(about)
        rounds_preview.show(turn, about, _reach(turn, about), replaces=True)
        return
    audience.join_round(turn.connection, None, about.content.get("joined", []))
    audience.take_back(turn.connection, about.id)
    rounds.change(turn.connection, about.id, status=rounds.PREPARED, goes_at=None)
    record(turn, "round_undone", about)
    note = Message(words.UNDONE)
    rounds_preview.show(turn, about, _reach(turn, about), note=note, replaces=True)


def _cancel(turn: Turn, about: Round) -> None:
    rounds.change(turn.connection, about.id, status=rounds.CANCELLED)
    record(turn, "round_cancelled", about)
    turn.reply(Reply((Message(words.CANCELLED),), replaces=True))
    show_menu(turn)
