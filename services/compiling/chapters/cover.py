"""The block at the head of the document, as the committee's papers have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from committee.actors import kind_name
from committee.states import state_of
from committee.submissions import Visibility, kind_title, revised, state_name
from export.document import Cover
from locales import Listing, Message, Param
from locales.phrases import compiling as said
from locales.phrases import sending
from services.compiling.chapters.edition import Edition
from storage import world

_LEVELS = (
    (Visibility.SECRETARIAT, said.OPEN_TO_THE_SECRETARIAT),
    (Visibility.WORKING_GROUP, said.OPEN_TO_THE_GROUP),
    (Visibility.PUBLIC, said.OPEN_TO_EVERYBODY),
)
"""What is said of a document that holds a circle, the narrowest first."""


def cover_of(edition: Edition) -> Cover:
    """Organization and committee, symbol, date, languages, title, and what the document holds."""
    return Cover(
        body=(edition.said(sending.ORGANIZATION), edition.said(sending.COMMITTEE)),
        corner=(
            edition.said(said.SERIES),
            symbol_of(edition),
            edition.day(edition.snapshot.now),
            _original(edition),
        ),
        title=title_of(edition),
        under=tuple(_under(edition)),
    )


def symbol_of(edition: Edition) -> str:
    """The symbol with its revision, or that it is a working copy."""
    symbol, revision = edition.request.symbol, edition.request.revision
    return revised(symbol, revision) if symbol else edition.said(said.WORKING_COPY)


def title_of(edition: Edition) -> str:
    """What the document is."""
    meeting = edition.snapshot.meeting
    if meeting is None:
        return edition.said(said.TITLE)
    return edition.said(said.TITLE_FOR, meeting=meeting.plan.title)


def _original(edition: Edition) -> str:
    """The languages in which the texts were written, the most frequent first."""
    counts = Counter(entry.language for entry in edition.snapshot.entries)
    codes = sorted(counts, key=lambda code: (-counts[code], code)) or [edition.language]
    names = (Message(sending.LANGUAGES[code]) for code in codes if code in sending.LANGUAGES)
    return edition.said(said.ORIGINAL, languages=Listing(tuple(names)))


def _under(edition: Edition) -> Iterator[str]:
    snapshot, meeting = edition.snapshot, edition.snapshot.meeting
    if meeting is not None:
        yield edition.said(
            said.MEETING,
            meeting=meeting.plan.title,
            moment=edition.moment(meeting.plan.starts_at),
        )
        if meeting.plan.mandates:
            mandates = Listing(meeting.plan.mandates)
            yield edition.said(said.UNDER_MANDATES, mandates=mandates)
    yield from _period(edition)
    yield edition.said(said.COMPILED_UP_TO, moment=edition.moment(snapshot.now))
    circles = edition.request.circles
    held = (text for circle, text in _LEVELS if circle in circles)
    yield edition.said(next(held, said.OPEN_TO_EVERYBODY))
    narrowed = list(_narrowed(edition))
    if narrowed:
        yield "\n".join((edition.said(said.ONLY), *narrowed))


def _period(edition: Edition) -> Iterator[str]:
    since, until = edition.request.since, edition.request.until
    if since and until:
        yield edition.said(said.PERIOD, since=edition.moment(since), until=edition.moment(until))
    elif since:
        yield edition.said(said.PERIOD_SINCE, since=edition.moment(since))
    elif until:
        yield edition.said(said.PERIOD_UNTIL, until=edition.moment(until))


def _narrowed(edition: Edition) -> Iterator[str]:
    """What the request leaves out, in words."""
    request = edition.request
    actors = (_named(edition, key) for key in request.actors)
    parts: tuple[tuple[str, tuple[Param, ...]], ...] = (
        (said.ONLY_KINDS, tuple(kind_title(kind) for kind in request.kinds)),
        (
            said.ONLY_ACTOR_KINDS,
            tuple(kind_name(kind, plural=True) for kind in request.actor_kinds),
        ),
        (said.ONLY_ACTORS, tuple(actors)),
        (said.ONLY_ACTIVITIES, tuple(str(number) for number in request.activities)),
        (said.ONLY_OBJECTIVES, request.objectives),
        (said.ONLY_PLACES, tuple(map(_place, request.places))),
        (said.ONLY_STATES, tuple(state_name(state) for state in request.states)),
    )
    yield from (edition.said(text, items=Listing(items)) for text, items in parts if items)


def _named(edition: Edition, key: str) -> Param:
    known = world.actor_by_key(edition.snapshot.connection, key)
    return known.actor.name if known else key


def _place(code: str) -> Param:
    try:
        return state_of(code).name
    except KeyError:
        return code
