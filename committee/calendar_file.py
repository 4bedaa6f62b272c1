"""The committee's calendar as a file that a person reads and edits: from TOML to meetings.

docs/calendar.md describes it; committee/calendar_writing.py is the way back.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from committee.calendar import (
    WASHINGTON,
    Ask,
    MeetingKind,
    PlannedMeeting,
    read_ask,
    term_of,
    usual_place,
)
from committee.datafile import DataError, Table, read
from committee.links import is_link
from committee.localtime import instant, local_day
from committee.moving import moved
from locales import LANGUAGES, Localized

USUAL_TIME = time(10)
"""When a meeting begins of which only the day is said."""

TITLE_LIMIT = 200
TEXT_LIMIT = 2000
PLACE_LIMIT = 400
LIST_LIMIT = 8000
"""Characters of all lines of an agenda, or of all mandates, in a language."""
ITEMS_LIMIT = 1500
"""Lines of an agenda, or mandates: as many as the 3000 characters of the chat's form can have."""
KEY_LIMIT = 60
UID_LIMIT = 240
YEARS = range(2000, 2100)

MEETING_KEYS = (
    *("key", "uid", "kind", "starts", "deadline", "cancelled", "title", "about", "asked"),
    *("agenda", "mandates", "place", "link", "ask"),
)
_ASK_KEYS = ("submission_kinds", "actor_kinds", "actors", "activities", "objectives", "themes")
_KEY = re.compile(r"(?:(\d{4})-(\d\d)/)?[a-z0-9]+(?:-[a-z0-9]+)*")
_WITHOUT_SECONDS = re.compile(
    r"^(\s*(?:starts|deadline)\s*=\s*\d{4}-\d\d-\d\d[ T]\d\d:\d\d)(?=\s*(?:#.*)?$)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class FiledMeeting:
    """A meeting as a file has it; `uid` only where it has one that was given to it elsewhere."""

    plan: PlannedMeeting
    uid: str | None = None
    is_cancelled: bool = False


def read_meetings(
    content: str, *, where: str, known: Mapping[str, PlannedMeeting]
) -> tuple[FiledMeeting, ...]:
    """The meetings that a TOML file names; DataError says which key is wrong, and why.

    What a meeting in `known` (by key) leaves out stays as it is; moved without a deadline, it keeps
    the deadline's distance. Times are Washington's.
    """
    table = Table(where, _parsed(content, where))
    _check_keys(table, ("meeting",))
    found: list[FiledMeeting] = []
    for entry in table.tables("meeting"):
        meeting = _meeting(entry, known)
        if any(other.plan.key == meeting.plan.key for other in found):
            raise entry.fault("key", f"is {meeting.plan.key} as in another meeting of the file")
        found.append(meeting)
    if not found:
        raise DataError(f"{where} names no meeting; each begins with [[meeting]]")
    return tuple(found)


def _parsed(content: str, where: str) -> dict[str, object]:
    with suppress(tomllib.TOMLDecodeError, RecursionError):
        return tomllib.loads(content)
    try:  # a time without seconds is no TOML, but what people write
        return tomllib.loads(_WITHOUT_SECONDS.sub(r"\1:00", content))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataError(f"{where}: {error}") from None


def _check_keys(table: Table, known: Iterable[str]) -> None:
    for surplus in table.values.keys() - set(known):
        raise table.fault(surplus, f"is no key here; known are {', '.join(known)}")


def _meeting(entry: Table, known: Mapping[str, PlannedMeeting]) -> FiledMeeting:
    _check_keys(entry, MEETING_KEYS)
    key = _key(entry, known)
    plan = _plan(entry, known.get(key) or _new(entry, key))
    if plan.deadline > plan.starts_at:
        raise entry.fault("deadline", "lies after the meeting begins")
    return FiledMeeting(plan, _uid(entry), entry.flag("cancelled"))


def _key(entry: Table, known: Mapping[str, PlannedMeeting]) -> str:
    """The whole key; what stands after the slash is enough where the rest is clear."""
    key = entry.text("key")
    if key in known:
        return key
    parts = _KEY.fullmatch(key)
    if parts is None or len(key) > KEY_LIMIT - (0 if parts[1] else len("2026-27/")):
        raise entry.fault("key", "is none such as 2026-27/february: small letters, digits, hyphens")
    if parts[1]:
        if (int(parts[1]) + 1) % 100 != int(parts[2]):
            raise entry.fault("key", f"names no term: the year after {parts[1]} is another one")
        return key
    if "starts" in entry.values:
        return f"{term_of(local_day(_moment(entry, 'starts', USUAL_TIME), WASHINGTON))}/{key}"
    matching = [full for full in known if full.partition("/")[2] == key]
    if len(matching) != 1:
        raise entry.fault("key", f"fits {len(matching)} meetings; please write it with its term")
    return matching[0]


def _new(entry: Table, key: str) -> PlannedMeeting:
    """A meeting of which nothing is known yet but what must be said."""
    title, starts_at = _text(entry, "title", TITLE_LIMIT), _moment(entry, "starts", USUAL_TIME)
    return PlannedMeeting(
        key=key,
        kind=MeetingKind.REGULAR,
        title=title,
        about=title,
        asked=left_out("asked"),
        agenda=(),
        mandates=(),
        place=usual_place(),
        starts_at=starts_at,
        deadline=starts_at,
        asks=(),
    )


def left_out(what: str) -> Localized:
    """What is said of a meeting where a file leaves `what` out: "asked" or "place"."""
    return read("calendar_file.toml").table("left_out").localized(what)


def _plan(entry: Table, base: PlannedMeeting) -> PlannedMeeting:
    """`base` with what the file says of it."""
    given = entry.values
    if "ask" in given and given["ask"] and "asked" not in given and not base.asks:
        raise entry.fault("asked", "is missing: in words, what is asked of the actors")
    text = partial(_text, entry, limit=TEXT_LIMIT)
    plan = replace(
        base,
        kind=entry.member("kind", MeetingKind) if "kind" in given else base.kind,
        title=_text(entry, "title", TITLE_LIMIT) if "title" in given else base.title,
        about=text("about") if "about" in given else base.about,
        asked=text("asked") if "asked" in given else base.asked,
        agenda=_agenda(entry) if "agenda" in given else base.agenda,
        mandates=_mandates(entry) if "mandates" in given else base.mandates,
        place=_text(entry, "place", PLACE_LIMIT) if "place" in given else base.place,
        asks=_asks(entry) if "ask" in given else base.asks,
        link=_link(entry) if "link" in given else base.link,
    )
    return _timed(entry, plan)


def _timed(entry: Table, plan: PlannedMeeting) -> PlannedMeeting:
    starts_at = plan.starts_at
    if "starts" in entry.values:
        starts_at = _moment(entry, "starts", USUAL_TIME)
    if "deadline" not in entry.values:
        return moved(plan, starts_at)
    hour = starts_at.astimezone(ZoneInfo(WASHINGTON)).time()
    return moved(plan, starts_at, _moment(entry, "deadline", hour))


def _moment(entry: Table, key: str, usual: time) -> datetime:
    """The instant under `key`, in UTC: a date and time in Washington, or a date alone."""
    value = entry.values.get(key)
    if value is None:
        raise entry.fault(key, "is missing")
    if isinstance(value, str):
        value = _typed(value)
    if not isinstance(value, date):
        raise entry.fault(key, "is no date and time such as 2027-02-16 10:00")
    if value.year not in YEARS:
        raise entry.fault(key, f"lies outside the years {YEARS[0]} to {YEARS[-1]}")
    if not isinstance(value, datetime):
        return instant(value, usual, WASHINGTON)
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    return instant(value.date(), value.time(), WASHINGTON)


def _typed(text: str) -> date | None:
    """A date and time that was put in quotes."""
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(text.strip())
        except ValueError:
            continue
    return None


def _text(entry: Table, key: str, limit: int) -> Localized:
    """One text in four languages, or one for all of them."""
    if isinstance(entry.values.get(key), dict):
        text = entry.localized(key)
    else:
        text = Localized.in_all(entry.text(key))
    for language in LANGUAGES:
        _check_text(entry, key, text.for_(language), limit)
    return text


def _check_text(entry: Table, key: str, text: str, limit: int) -> None:
    if len(text) > limit:
        raise entry.fault(key, f"has {len(text)} characters; at most {limit} are taken")
    if "\0" in text:
        raise entry.fault(key, "holds a character that no text has (U+0000)")
    if limit != TEXT_LIMIT and "\n" in text:
        raise entry.fault(key, "must be one line")


def _agenda(entry: Table) -> tuple[Localized, ...]:
    items = entry.values["agenda"]
    if not isinstance(items, list):
        raise entry.fault("agenda", "is no list of items")
    table = Table(f"{entry.where}.agenda", {str(n): item for n, item in enumerate(items, start=1)})
    agenda = tuple(_text(table, n, LIST_LIMIT) for n in table.values)
    for language in LANGUAGES:
        _check_list(entry, "agenda", [item.for_(language) for item in agenda])
    return agenda


def _mandates(entry: Table) -> tuple[str, ...]:
    mandates = entry.texts("mandates")
    for mandate in mandates:
        _check_text(entry, "mandates", mandate, LIST_LIMIT)
    _check_list(entry, "mandates", mandates)
    return mandates


def _check_list(entry: Table, key: str, texts: Sequence[str]) -> None:
    if len(texts) > ITEMS_LIMIT:
        raise entry.fault(key, f"has more than {ITEMS_LIMIT} items")
    if (length := sum(map(len, texts))) > LIST_LIMIT:
        raise entry.fault(key, f"has {length} characters in all; at most {LIST_LIMIT} are taken")


def _asks(entry: Table) -> tuple[Ask, ...]:
    tables = tuple(entry.tables("ask"))
    for table in tables:
        _check_keys(table, _ASK_KEYS)
    return tuple(read_ask(table) for table in tables)


def _link(entry: Table) -> str | None:
    link = entry.values["link"]
    if link == "":
        return None
    text = entry.text("link")
    if not is_link(text):
        raise entry.fault("link", "is no web address that begins with https://")
    return text


def _uid(entry: Table) -> str | None:
    if "uid" not in entry.values:
        return None
    uid = entry.text("uid")
    if len(uid) > UID_LIMIT or not uid.isprintable():
        raise entry.fault("uid", f"is no name of at most {UID_LIMIT} characters on one line")
    return uid


def uid_fault(where: str, uid: str) -> DataError:
    """The refusal of a uid that belongs to another meeting, or of another one for a meeting."""
    return DataError(f"{where}: uid is not the one of this meeting: {uid}")
