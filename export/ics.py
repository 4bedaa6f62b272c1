"""Meetings as a calendar file (iCalendar, RFC 5545) that phones and desks can take in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from committee.calendar import WASHINGTON, PlannedMeeting, meeting_kind_name, term_of
from committee.calendar_ics import DEADLINE, PRODUCT
from export import ics_words
from export.unicode_text import mended
from locales import Language

LENGTH = timedelta(hours=2)
"""How long a meeting is taken to last; nobody announces when it ends."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")

# The clocks of Washington by the law of 2007; a test compares them with the zone's data.
_CLOCKS = """\
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZNAME:EDT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZNAME:EST
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class IcsEvent:
    """A meeting with its name in calendar files, how often it was changed, and when at last."""

    plan: PlannedMeeting
    uid: str
    sequence: int = 0
    changed_at: datetime | None = None
    is_cancelled: bool = False


def ics(events: Sequence[IcsEvent], language: Language, *, with_links: bool) -> bytes:
    """The meetings as a calendar file; the same meetings give the same bytes.

    A meeting is shown for two hours (`LENGTH`), with its times in Washington. Where contributions
    are asked for by another time, that moment is an entry of its own. `with_links` also tells
    where to join from afar. Nothing in it tells of persons.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", ics_words.calendar_name(language))
    calendar.add("x-wr-timezone", WASHINGTON)
    calendar.add_component(Timezone.from_ical(_CLOCKS))
    for event in events:
        for entry in _entries(event, language, with_link=with_links):
            calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _entries(event: IcsEvent, language: Language, *, with_link: bool) -> Iterator[Event]:
    yield _meeting(event, language, with_link=with_link)
    if ics_words.has_deadline(event.plan):
        yield _deadline(event, language)


def _meeting(event: IcsEvent, language: Language, *, with_link: bool) -> Event:
    plan = event.plan
    entry = _entry(event, event.uid)
    said = ics_words.title(plan, language, cancelled=event.is_cancelled)
    entry.add("summary", _text(said))
    description = ics_words.description(plan, language, with_link=with_link)
    entry.add("description", _text(description))
    entry.add("location", _text(plan.place.for_(language)))
    entry.add("categories", [meeting_kind_name(plan.kind).for_(language)])
    entry.add("dtstart", _there(plan.starts_at))
    entry.add("dtend", _there(plan.starts_at + LENGTH))
    if with_link and plan.link:
        entry.add("url", _text(plan.link).replace("\n", ""))
    return entry


def _deadline(event: IcsEvent, language: Language) -> Event:
    """The moment until which contributions are received; it takes nobody's time."""
    entry = _entry(event, DEADLINE + event.uid)
    entry.add("summary", _text(ics_words.due_title(event.plan, language)))
    entry.add("description", _text(event.plan.asked.for_(language)))
    entry.add("dtstart", _there(event.plan.deadline))
    entry.add("transp", "TRANSPARENT")
    return entry


def _entry(event: IcsEvent, uid: str) -> Event:
    entry = Event()
    entry.add("uid", uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.changed_at or _planned(event.plan))
    if event.changed_at is not None:
        entry.add("last-modified", event.changed_at)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return entry


def _planned(plan: PlannedMeeting) -> datetime:
    """A stamp for a meeting as it was planned: before any change, and always the same."""
    return datetime(int(term_of(plan.starts_at.date())[:4]), 1, 1, tzinfo=UTC)


def _there(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(WASHINGTON))


def _text(text: str) -> str:
    """`text` as the format can hold it: lines end alike, other control characters are marked."""
    return _CONTROL.sub("\ufffd", mended(text).replace("\r\n", "\n").replace("\r", "\n"))
