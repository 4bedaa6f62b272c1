"""Calendar files of others (iCalendar, RFC 5545): what they say of meetings, in plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from icalendar import Calendar, Component

from committee.calendar import WASHINGTON, MeetingKind, meeting_kind_name
from committee.calendar_file import (
    PLACE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    UID_LIMIT,
    USUAL_TIME,
    YEARS,
)
from committee.datafile import DataError
from committee.links import is_link
from committee.localtime import instant
from locales import LANGUAGES, Localized

PRODUCT = "-//Enlace//Calendar//EN"
"""What our own calendar files say that they were made by."""

DEADLINE = "deadline-"
"""Begins the uid of the entry for a meeting's deadline; the meeting's own uid follows."""

EVENTS_LIMIT = 500
ABOUT_LIMIT = 64_000
"""More characters than what a meeting is about has with what is asked, agenda and mandates."""
BEFORE_TITLE = 60
"""So much may stand before a title in our own files: that it is cancelled, or when it is due."""
_REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")


class Taken(StrEnum):
    """How a time was understood that does not say all of itself."""

    FLOATING = "floating"
    WHOLE_DAY = "whole_day"


@dataclass(frozen=True, slots=True)
class IcsEvent:
    """An event of a calendar file; `title`, `about` and `place` are empty where it has none.

    `sequence` is None where the file does not count changes; `kind`, where none of ours is named.
    `is_ours` says that Enlace wrote the file, so that `sequence` was counted here.
    """

    where: str
    uid: str
    starts_at: datetime
    title: str
    about: str
    place: str
    link: str | None
    kind: MeetingKind | None
    sequence: int | None
    is_cancelled: bool
    taken: Taken | None
    is_ours: bool


def read_ics(content: bytes, *, where: str) -> tuple[IcsEvent, ...]:
    """The events of a calendar file, in its order; DataError names the event and what is wrong.

    A time without a zone is Washington's, a whole day begins at 10:00 there. What repeats is
    refused: the committee's meetings are announced one by one.
    """
    events = list(_components(content, where))
    if not 0 < len(events) <= EVENTS_LIMIT:
        raise DataError(f"{where} holds {len(events)} events, not 1 to {EVENTS_LIMIT}")
    read = tuple(
        _event(event, f"{where}, event {place}", is_ours=is_ours)
        for place, (event, is_ours) in enumerate(events, start=1)
    )
    _check_once(read)
    return read


def _components(content: bytes, where: str) -> Iterator[tuple[Component, bool]]:
    try:
        text = content.decode("utf-8-sig")
        calendars = Calendar.from_ical(text, multiple=True)
    except UnicodeDecodeError:
        raise DataError(f"{where} is no calendar file: it is not in UTF-8") from None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        said = str(error).split("\n")[0][:120]
        raise DataError(f"{where} is no calendar file: {said}") from None
    for calendar in calendars:
        if calendar.name == "VCALENDAR":
            is_ours = _plain(calendar, "PRODID") == PRODUCT
            yield from ((event, is_ours) for event in calendar.walk("VEVENT"))


def _event(event: Component, where: str, *, is_ours: bool) -> IcsEvent:
    where = f"{where} (“{_plain(event, 'SUMMARY')[:40]}”)"
    for name in _REPEATS:
        if name in event:
            raise DataError(f"{where} repeats ({name}); please give each meeting by itself")
    uid, (starts_at, taken) = _uid(event, where), _start(event, where)
    is_cancelled = _plain(event, "STATUS").upper() == "CANCELLED"
    has_more = is_ours and (is_cancelled or uid.startswith(DEADLINE))
    title_limit = TITLE_LIMIT + (BEFORE_TITLE if has_more else 0)
    link = _plain(event, "URL")
    return IcsEvent(
        where=where,
        uid=uid,
        starts_at=starts_at,
        title=_short(event, "SUMMARY", where, title_limit).replace("\n", " "),
        about=_short(event, "DESCRIPTION", where, ABOUT_LIMIT),
        place=_short(event, "LOCATION", where, PLACE_LIMIT).replace("\n", ", "),
        link=link if is_link(link) else None,
        kind=_kind(event),
        sequence=_sequence(event, where),
        is_cancelled=is_cancelled,
        taken=taken,
        is_ours=is_ours,
    )


def title_of(event: IcsEvent) -> str:
    """The title of an event that is to be a new meeting; DataError where it has none."""
    if not event.title:
        raise DataError(f"{event.where} has no title (SUMMARY)")
    return event.title


def about_of(event: IcsEvent) -> Localized:
    """What the event is about, for all four languages; DataError where that is too long."""
    if len(event.about) > TEXT_LIMIT:
        raise DataError(
            f"{event.where} has {len(event.about)} characters of DESCRIPTION; "
            f"at most {TEXT_LIMIT} are taken"
        )
    return Localized.in_all(event.about)


def _check_once(events: Sequence[IcsEvent]) -> None:
    seen: set[str] = set()
    for event in events:
        if event.uid in seen:
            raise DataError(f"{event.where} has a UID that another event of the file has")
        seen.add(event.uid)


def _uid(event: Component, where: str) -> str:
    uid = _plain(event, "UID")
    if not uid or len(uid) > UID_LIMIT or not uid.isprintable():
        raise DataError(f"{where} has no UID of at most {UID_LIMIT} characters")
    return uid


def _start(event: Component, where: str) -> tuple[datetime, Taken | None]:
    value, moment = event.get("DTSTART"), _moment_of(event.get("DTSTART"))
    if moment is None:
        raise DataError(f"{where} has no start (DTSTART) that can be read")
    if moment.year not in YEARS:
        raise DataError(f"{where} lies outside the years {YEARS[0]} to {YEARS[-1]}")
    if not isinstance(moment, datetime):
        return instant(moment, USUAL_TIME, WASHINGTON), Taken.WHOLE_DAY
    if moment.tzinfo is not None:
        return moment.astimezone(UTC), None
    if zone := value.params.get("TZID"):
        raise DataError(f"{where} begins in a time zone that is not known: {zone}")
    return instant(moment.date(), moment.time(), WASHINGTON), Taken.FLOATING


def _moment_of(value: Any) -> date | None:  # noqa: ANN401 - whatever the library read there
    try:
        moment = value.dt
    except (AttributeError, ValueError):  # absent, twice there, or broken
        return None
    return moment if isinstance(moment, date) else None


def _kind(event: Component) -> MeetingKind | None:
    """The kind that a category names in any of the four languages, or by its key."""
    value = event.get("CATEGORIES")
    found: list[Any] = value if isinstance(value, list) else [value]
    categories = {str(cat).casefold() for each in found for cat in getattr(each, "cats", ())}
    for kind in MeetingKind:
        names = {meeting_kind_name(kind).for_(language) for language in LANGUAGES} | {kind.value}
        if categories & {name.casefold() for name in names}:
            return kind
    return None


def _sequence(event: Component, where: str) -> int | None:
    text = _plain(event, "SEQUENCE")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise DataError(f"{where} has a SEQUENCE that is no number")
    return int(text)


def _short(event: Component, name: str, where: str, limit: int) -> str:
    text = _plain(event, name)
    if len(text) > limit:
        raise DataError(f"{where} has {len(text)} characters of {name}; at most {limit} are taken")
    return text


def _plain(event: Component, name: str) -> str:
    value = event.get(name)
    if isinstance(value, list):
        value = value[0]
    return "" if value is None else str(value).replace("\0", "").strip()
