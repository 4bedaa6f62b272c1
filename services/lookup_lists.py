"""What every list has: numbers to tap, pages to turn, and words small enough for a button."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from bot.flows import labels
from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button
from committee.access import Action
from committee.submissions import kind_title, state_name
from locales import Localized, Message, Param
from locales.message import Day
from locales.phrases import lookup, reading
from services.office import Turn, allowed
from services.tokens import short
from storage.listing import Listed
from storage.people import Membership
from storage.search import words_of

ROOM = 40
"""Bytes of a button's data that words may take; the rest is for verb, filters, page and seal."""
MOST_WORDS = 6
A_PAGE = 8
_A_ROW = 4


def packed(said: str) -> str:
    """The words to search for, as they travel on buttons.

    Where they do not fit, each is cut to its beginning: that finds what it begins, and more.
    """
    words = words_of(said)[:MOST_WORDS]
    longest = max(map(len, words), default=0)
    while len(" ".join(word[:longest] for word in words).encode()) > ROOM:
        longest -= 1
    return " ".join(dict.fromkeys(word[:longest] for word in words))


def openers(lines: Sequence[Listed]) -> Rows:
    """A button with its number for every line."""
    buttons = [
        Button(str(place), f"s:{short(line.id)}:open") for place, line in enumerate(lines, start=1)
    ]
    return in_rows(buttons, _A_ROW)


def turning(data: Callable[[int], str], page: int, *, more: bool) -> Rows:
    """The row that turns the page, where there is another one; `data` makes a button's data."""
    row: list[Button] = []
    if page > 0:
        row.append(Button(Message(labels.EARLIER_PAGE), data(page - 1)))
    if more:
        row.append(Button(Message(labels.NEXT_PAGE), data(page + 1)))
    return (tuple(row),) if row else ()


def in_rows(buttons: Sequence[Button], width: int) -> Rows:
    """`buttons` in rows of `width`."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))


def choose(label: Param, data: str) -> Button:
    """A button that opens a choice and shows what is chosen now."""
    return Button(Message(lookup.CHOOSE, {"label": label}), data)


def lines_of(turn: Turn, lines: Iterable[Listed], *, own: bool = False) -> Iterator[Message]:
    """Number, state, day, kind, title and actor of each; `own` leaves out the actor."""
    for place, line in enumerate(lines, start=1):
        received = line.submitted_at.astimezone(ZoneInfo(turn.person.zone)).date()
        yield Message(
            lookup.LINE,
            {
                "place": place,
                "number": line.number,
                "state": state_name(line.state),
                "day": Day(received, short=True),
                "about": _about(line, own=own),
            },
        )


def author_of(line: Listed) -> Localized | Message:
    """Whose it is, or that the author is not named."""
    return Message(reading.UNNAMED) if line.actor is None else line.actor.actor.name


def may_submit(memberships: Sequence[Membership]) -> bool:
    """Whether somebody may submit for any actor."""
    return any(
        member.actor and allowed(memberships, Action.SUBMIT, actor_id=member.actor.id)
        for member in memberships
    )


def _about(line: Listed, *, own: bool) -> Param:
    kind = kind_title(line.kind)
    if own:
        if not line.title:
            return kind
        return Message(lookup.KIND_AND_TITLE, {"kind": kind, "title": line.title})
    if not line.title:
        return Message(lookup.KIND_AND_ACTOR, {"kind": kind, "actor": author_of(line)})
    return Message(
        lookup.TITLE_AND_ACTOR, {"kind": kind, "title": line.title, "actor": author_of(line)}
    )
