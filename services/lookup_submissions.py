"""`/submissions`: what was sent, filtered by taps and searched by words, in one message."""

from __future__ import annotations

from dataclasses import replace

from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button, Reply
from committee.access import COMMITTEE_ROLES
from committee.calendar import term_of
from committee.localtime import local_day
from locales import Listing, Message, phrases
from locales.phrases import lookup, offering
from services.heard import short_name
from services.lookup_filters import (
    ALL,
    MEETING,
    OWN,
    TERM,
    Reader,
    Wanted,
    choice,
    filter_rows,
    meant,
)
from services.lookup_lists import A_PAGE, lines_of, may_submit, openers, packed, turning
from services.office import WASHINGTON, Turn
from services.readers import takes_part, viewer_of
from services.tokens import long
from storage import calendar, listing
from storage.listing import Filter, Page


def list_submissions(turn: Turn, said: str, rest: list[str] | None) -> None:
    """Show a list: from a command, with the words typed after it, or from a button."""
    reader = _reader(turn)
    if not takes_part(reader.viewer):
        _refuse(turn)
        return
    if rest is None:
        _begin(turn, reader, said)
        return
    wanted, where = meant(rest)
    if not reader.viewer.own_actors:
        wanted = replace(wanted, scope=ALL)
    if where.startswith("?"):
        turn.reply(choice(reader, wanted, where[1:]))
    else:
        turn.reply(_list(turn, reader, wanted, long(where), replaces=True))


def _reader(turn: Turn) -> Reader:
    memberships = turn.memberships()
    names = (short_name(m.actor.actor) for m in memberships if m.actor is not None)
    return Reader(
        viewer=viewer_of(memberships),
        actors=tuple(dict.fromkeys(names)),
        of_committee=any(m.role in COMMITTEE_ROLES and m.actor is None for m in memberships),
    )


def _refuse(turn: Turn) -> None:
    buttons = (
        Button(Message(offering.PRACTICES), "m:practices"),
        Button(Message(offering.PROGRAM), "m:program"),
    )
    turn.reply(Reply((Message(lookup.FOR_THOSE_IN),), (buttons,)))


def _begin(turn: Turn, reader: Reader, said: str) -> None:
    """The first page: people of an actor see their own first, and what else is open if need be."""
    wanted = Wanted(words=packed(said))
    if said.strip() and not wanted.words:
        turn.tell(Message(lookup.NO_WORDS))
    if reader.viewer.own_actors and not reader.of_committee:
        own = replace(wanted, scope=OWN)
        if _page(turn, reader, own, 0).lines or not _page(turn, reader, wanted, 0).lines:
            turn.reply(_list(turn, reader, own, 0))
            return
        turn.tell(Message(lookup.NONE_OF_YOURS))
    turn.reply(_list(turn, reader, wanted, 0))


def _list(
    turn: Turn, reader: Reader, wanted: Wanted, page: int, *, replaces: bool = False
) -> Reply:
    found = _page(turn, reader, wanted, page)
    own = wanted.scope == OWN
    lines = [_title(reader, own=own)]
    if wanted.words:
        lines.append(Message(lookup.SOUGHT, {"words": wanted.words}))
    lines.extend(lines_of(turn, found.lines, own=own and len(reader.actors) == 1))
    lines.append(Message(lookup.TAP_A_NUMBER if found.lines else _nothing(wanted)))
    rows = (
        *openers(found.lines),
        *turning(wanted.data, page, more=found.more),
        *filter_rows(reader, wanted),
        *(() if found.lines else _ways_on(turn, wanted)),
    )
    return Reply(tuple(lines), rows, replaces=replaces, tight=True)


def _title(reader: Reader, *, own: bool) -> Message:
    if own:
        return Message(lookup.OUR_SUBMISSIONS, {"actors": Listing(reader.actors)})
    return Message(lookup.SUBMISSIONS)


def _nothing(wanted: Wanted) -> str:
    if wanted.words:
        return lookup.NOTHING_FOUND
    return lookup.NONE_FIT if wanted.filtered else lookup.NONE_YET


def _ways_on(turn: Turn, wanted: Wanted) -> Rows:
    """Where an empty list leads: to all, or to something to send."""
    if wanted.filtered or wanted.words:
        return ((Button(Message(lookup.SHOW_ALL), Wanted(scope=wanted.scope).data(0)),),)
    if may_submit(turn.memberships()):
        return ((Button(Message(phrases.REPORT_PROGRESS), "m:report"),),)
    return ((Button(Message(offering.PROGRAM), "m:program"),),)


def _page(turn: Turn, reader: Reader, wanted: Wanted, page: int) -> Page:
    own = tuple(sorted(reader.viewer.own_actors))
    chosen = Filter(
        kinds=wanted.kinds,
        states=wanted.states,
        actor_kinds=tuple(kind.value for kind in wanted.actor_kinds),
        actor_ids=own if wanted.scope == OWN else (),
        term_id=_term(turn) if wanted.time == TERM else None,
        meeting_id=_next_meeting(turn) if wanted.time == MEETING else None,
        words=wanted.words,
    )
    return listing.page(turn.connection, reader.viewer, chosen, skip=page * A_PAGE, most=A_PAGE)


def _term(turn: Turn) -> int:
    """The term under way, or a row that is none's."""
    key = term_of(local_day(turn.now, WASHINGTON))
    return calendar.term_id(turn.connection, key) or 0


def _next_meeting(turn: Turn) -> int:
    """The next meeting that asks something, as in `/status`, or a row that is none's."""
    coming = calendar.upcoming_meetings(turn.connection, turn.now, most=20)
    return next((meeting.id for meeting in coming if meeting.plan.asks), 0)
