"""What the form of a compilation offers, by what its asker may see at this moment."""

from __future__ import annotations

from bot.flows.choices import Choice
from bot.flows.forms.export import EVERYTHING, MONTHS, NEXT, TERM
from committee.access import COMMITTEE_ROLES, Role
from committee.submissions import Visibility
from export import Format
from locales import Message, phrases
from locales.phrases import exporting as said
from services.compiling.request import Request, may_number
from services.office import Turn
from services.situations import Hints
from storage import calendar, world
from storage.calendar import Meeting

_READERS = {
    Visibility.PUBLIC: said.FOR_EVERYBODY,
    Visibility.WORKING_GROUP: said.FOR_THE_GROUP,
    Visibility.SECRETARIAT: said.FOR_THE_SECRETARIAT,
}


def hints_of(turn: Turn) -> Hints:
    """The choices of the form that are of this moment, and of the asker's roles."""
    roles = roles_of(turn)
    circles = Request(turn.person.language, roles).circles
    return Hints(
        choices={
            "meeting": _times(turn),
            "format": [Choice(each.value, each.value.upper()) for each in formats()],
            "actors": [
                Choice(known.actor.key, known.actor.name)
                for known in world.known_actors(turn.connection)
            ],
            "level": [
                Choice(each.value, Message(_READERS[each]))
                for each in Visibility
                if each in circles
            ],
            # What is asked only of those who give symbols.
            "symbol": [Choice("yes", "yes")] if may_number(roles) else [],
        }
    )


def roles_of(turn: Turn) -> tuple[Role, ...]:
    """The roles that the asker holds for the committee now."""
    held = {member.role for member in turn.memberships() if member.actor is None}
    return tuple(sorted(held & frozenset(COMMITTEE_ROLES)))


def formats() -> list[Format]:
    """The formats, those that are for reading first."""
    return sorted(Format, key=lambda each: not each.is_document)


def next_meeting(turn: Turn) -> Meeting | None:
    """The next meeting that asks for something."""
    return next((each for each in _asking(turn) if each.plan.starts_at >= turn.now), None)


def following_of(meeting: Meeting) -> str:
    """The answer that says "the next meeting", and which one that was when it was chosen."""
    return f"{NEXT}:{meeting.plan.key}"


def _asking(turn: Turn) -> list[Meeting]:
    every = calendar.all_meetings(turn.connection)
    return [each for each in every if each.plan.asks and each.cancelled_at is None]


def _times(turn: Turn) -> list[Choice]:
    """The next meeting, all, the term, months, then the other meetings: coming ones, past ones."""
    following = next_meeting(turn)
    asking = [each for each in _asking(turn) if following is None or each.id != following.id]
    coming = [each for each in asking if each.plan.starts_at >= turn.now]
    past = [each for each in reversed(asking) if each.plan.starts_at < turn.now]
    ahead = []
    if following is not None:
        label = Message(said.NEXT_MEETING, {"meeting": following.plan.title})
        ahead = [Choice(NEXT, label, following_of(following), (following.plan.title,))]
    return [
        *ahead,
        Choice(EVERYTHING, Message(phrases.ALL_MEETINGS)),
        Choice(TERM, Message(said.THIS_TERM)),
        Choice(MONTHS, Message(said.CERTAIN_MONTHS)),
        *(Choice(each.plan.key, each.plan.title) for each in (*coming, *past)),
    ]
