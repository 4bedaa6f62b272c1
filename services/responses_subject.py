"""What an answer is about, and what is shown of it: its buttons, and that it was given already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.flows.reply import Button, Reply, decode_reply
from committee.access import Action
from committee.submissions import SubmissionKind, kind_title, may_send
from locales import Message, Moment, Param, Refusal, phrases
from locales.phrases import answers as words
from locales.phrases import people as of_people
from services import reminder_text
from services.entries import LABELS, WORD_OF
from services.office import NotAllowedError, Turn, allowed
from services.tokens import long
from storage import people, responding, world
from storage.calendar import Meeting
from storage.people import Participant
from storage.responding import Answer
from storage.world import KnownActor

USUAL = (SubmissionKind.ACTIVITY_PROGRESS, SubmissionKind.GOOD_PRACTICE)
SHOW = "show"
"""What a button of a reminder does that speaks of several: shows this one in full."""


class NoLongerYoursError(Refusal):
    """The person's role for the `actor` has ended."""

    message = words.NO_LONGER_YOURS


class NotKeptError(NoLongerYoursError):
    """The same, in reply to what they sent."""

    message = words.NOT_KEPT


@dataclass(frozen=True, slots=True)
class Subject:
    """A meeting, and the actor that is asked."""

    meeting: Meeting
    actor: KnownActor

    @property
    def here(self) -> str:
        """How the buttons about it begin."""
        return reminder_text.about(self.meeting, self.actor)

    @property
    def named(self) -> dict[str, Param]:
        """Title and actor, for sentences."""
        return {"title": self.meeting.plan.title, "actor": self.actor.actor.name}

    @property
    def is_cancelled(self) -> bool:
        """Whether the meeting is not held."""
        return self.meeting.cancelled_at is not None


def require(
    connection: Connection,
    person: Participant,
    action: Action,
    actor_id: int,
    *,
    refusal: type[NoLongerYoursError] = NoLongerYoursError,
) -> None:
    """Raise NotAllowedError unless the person may do `action` now, `refusal` if they once might."""
    if allowed(people.memberships_of(connection, person.id), action, actor_id=actor_id):
        return
    if responding.was_in_for(connection, person.id, actor_id):
        raise refusal(actor=world.actor_by_id(connection, actor_id).actor.name)
    raise NotAllowedError


# --- buttons -------------------------------------------------------------------------------


def to_add(subject: Subject) -> tuple[tuple[Button, ...], ...]:
    """The buttons to report or share all the same."""
    row = tuple(
        Button(Message(LABELS[kind]), f"{subject.here}:{WORD_OF[kind]}:add")
        for kind in USUAL
        if may_send(subject.actor.actor.kind, kind)
    )
    return (row,) if row else ()


def answers(subject: Subject) -> tuple[tuple[Button, ...], ...]:
    """The buttons of a reminder."""
    return reminder_text.answers(subject.meeting, subject.actor)


def in_place(
    turn: Turn,
    lines: tuple[Message, ...],
    rows: tuple[tuple[Button, ...], ...] = (),
) -> Reply:
    """A reply into which the tapped message turns; what else that one spoke of stays in reach."""
    return Reply(lines, (*rows, *_others(turn)), replaces=True)


def say_about(turn: Turn, subject: Subject, reply: Reply) -> None:
    """Say something in a message of its own, to which one can reply as to the reminder."""
    turn.say(
        turn.person.telegram_id,
        reply,
        meeting_id=subject.meeting.id,
        actor_id=subject.actor.id,
    )


def _others(turn: Turn) -> Iterator[tuple[Button, ...]]:
    """The buttons of the tapped message that show other meetings in full."""
    for button in _buttons(turn.connection, turn.person, turn.envelope.tapped):
        if button.data.startswith("r:") and button.data.endswith(f":{SHOW}"):
            yield (button,)


def subject_rows(
    connection: Connection, person: Participant, message_id: int | None
) -> list[tuple[int, int]]:
    """Meeting and actor, as rows, of all that the bot's message spoke of; the first is the main."""
    found = [
        (long(meeting), long(actor))
        for button in _buttons(connection, person, message_id)
        if button.data.startswith("r:")
        for _, meeting, actor, *_rest in (button.data.split(":"),)
    ]
    if found or message_id is None:
        return list(dict.fromkeys(found))
    said = responding.spoken(connection, person.telegram_id, message_id)
    if said is None or said.meeting_id is None or said.actor_id is None:
        return []
    return [(said.meeting_id, said.actor_id)]


def _buttons(
    connection: Connection, person: Participant, message_id: int | None
) -> Iterator[Button]:
    if message_id is None:
        return
    said = responding.spoken(connection, person.telegram_id, message_id)
    if said is not None and "reply" in said.content:
        for row in decode_reply(said.content["reply"]).rows:
            yield from row


# --- answered already, cancelled -----------------------------------------------------------


def answered_line(turn: Turn, subject: Subject, answer: Answer) -> Message:
    """Who answered, when, and what."""
    told: dict[str, Param] = {
        **subject.named,
        "name": answer.name.strip() or Message(of_people.NO_NAME),
        "when": Moment(answer.at, turn.person.zone),
    }
    mine = answer.participant_id == turn.person.id
    if answer.kind is None:
        return Message(words.YOU_ANSWERED_NOTHING if mine else words.ANSWERED_NOTHING, told)
    said = words.YOU_ANSWERED_SENT if mine else words.ANSWERED_SENT
    return Message(said, {**told, "kind": kind_title(answer.kind), "number": answer.number or ""})


def cancelled_line(subject: Subject) -> Message:
    """That the meeting is not held, and that contributions are welcome all the same."""
    return Message(words.CANCELLED, subject.named)


def over_line(turn: Turn, subject: Subject) -> Message | None:
    """That the meeting was cancelled or has taken place; None where it is to come."""
    if subject.is_cancelled:
        return cancelled_line(subject)
    if subject.meeting.plan.starts_at <= turn.now:
        return Message(phrases.MEETING_OVER)
    return None
