"""What the command line does with the calendar: list, plan, write, read, move, cancel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from functools import partial
from pathlib import Path

from bot.ground import StartError
from bot.offline import language_named, services_offline, told_in_a_line, write_file
from bot.settings import Settings
from committee.calendar import WASHINGTON, annex1_term
from committee.datafile import DataError
from committee.day_rules import rule_in
from export.replacement import replacing
from locales import Language, Message, Moment, Translator, translator_for
from locales.phrases import calendar_files as words
from services import calendar_deeds
from services.calendar_deeds import NewTime
from services.calendar_files import ics_of, toml_of
from services.calendar_merging import Note, wanted_by_ics, wanted_by_toml
from services.calendar_reading import Effect, Merge, NotTakenError, Outcome, take
from services.calendars_changing import NoSuchMeetingError
from storage.calendar import Meeting
from storage.feed import meetings_of, term_keys

SIZE_LIMIT = 2_000_000
"""Bytes of a file that is read; a term has some ten thousand."""

NOTES = {
    Note.FLOATING: "the file names no time zone; taken as Washington time",
    Note.WHOLE_DAY: "the file names a day without an hour",
    Note.OLDER: "the file is older than the last change here (SEQUENCE); left as it is",
    Note.DESCRIPTION_STAYS: "its description is not taken from calendar files; use a TOML file",
    Note.CANCELLED_BEFORE: "it was cancelled before; left as it is",
    Note.CANCELLED_UNKNOWN: "it is cancelled in the file and not known here; left out",
    Note.LINK_IN_TEXT: "one of its texts has a web address, which everybody sees in /calendar.ics",
    Note.TERM_PLANNED: "its term had no meetings; those of the template were planned with it",
    Note.PAST: "it has already taken place; left as it is",
}


async def listed(settings: Settings, language: str) -> str:
    """The meetings, one a line."""
    async with services_offline(settings) as services:
        meetings = await services.office.look(lambda c: meetings_of(c, None))
    return _lines(meetings, language)


async def plan(
    settings: Settings,
    year: int,
    *,
    day: str,
    at: time,
    deadline_days: int,
    optional: Sequence[str],
    language: str,
) -> str:
    """Plan the term that begins in September of `year`; its meetings, one a line."""
    try:
        rule = rule_in(day, at)
    except ValueError as error:
        raise StartError(f"--day: {error}, such as “third Tuesday”; not “{day}”") from None
    term = annex1_term(year, rule, deadline_days=deadline_days, optional=optional)
    async with services_offline(settings) as services:
        if not await services.world.plan(term):
            raise StartError(
                f"the term that begins in September {year} is planned already; change it with "
                "`enlace calendar move`, or write it to a file, edit that and read it"
            )
        meetings = await services.office.look(lambda c: meetings_of(c, term.key))
    return _lines(meetings, language)


def _lines(meetings: Sequence[Meeting], language: str) -> str:
    said = translator_for(language_named(language))
    return "\n".join(
        f"{meeting.plan.key:<24} "
        f"{said.plain(Moment(meeting.plan.starts_at, WASHINGTON)):<44} "
        f"{_title(meeting, said)}"
        for meeting in meetings
    )


def _title(meeting: Meeting, said: Translator) -> str:
    if meeting.cancelled_at is None:
        return said.plain(meeting.plan.title)
    return said.plain(Message(words.CANCELLED, {"title": meeting.plan.title}))


async def write(
    settings: Settings, path: Path, *, term: str | None, language: str, with_links: bool
) -> int:
    """Write the meetings of a term, or all, to a TOML or calendar file; how many there are."""
    _check_suffix(path)
    async with services_offline(settings) as services:
        meetings = await services.office.look(lambda c: meetings_of(c, term))
        known = await services.office.look(term_keys)
    if term is not None and term not in known:
        raise StartError(f"--term: there is no term {term}; known are {', '.join(known)}")
    if path.suffix == ".toml":
        content = toml_of(meetings).encode()
    else:
        content = ics_of(meetings, language_named(language), with_links=with_links)
    write_file(path, partial(_replace, content))
    return len(meetings)


def _replace(content: bytes, path: Path) -> None:
    with replacing(path) as draft:
        draft.write_bytes(content)


def _check_suffix(path: Path) -> None:
    if path.suffix not in {".toml", ".ics"}:
        raise StartError(f"{path.name}: a file of the calendar ends in .toml or .ics")


async def read(settings: Settings, path: Path, *, only_try: bool, language: str) -> str:
    """Do what a TOML or calendar file says, all or nothing; a line for each of its meetings."""
    merge = _merge(path)
    async with services_offline(settings) as services:
        try:
            outcomes = await take(services.office, merge, only_try=only_try)
        except DataError as error:
            raise StartError(str(error)) from None
        except NotTakenError as error:
            said = translator_for("en").plain(error.said)
            raise StartError(f"{error.where}: {said}") from None
    lines = [line for outcome in outcomes for line in _told(outcome, language_named(language))]
    if only_try:
        lines.append("This was a trial: nothing has been changed.")
    return "\n".join(lines)


def _merge(path: Path) -> Merge:
    """What is to be done with the meetings that are known, by the kind of the file."""
    _check_suffix(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}") from None
    if len(content) > SIZE_LIMIT:
        raise StartError(f"{path.name}: at most {SIZE_LIMIT} bytes are read")
    if path.suffix == ".ics":
        return lambda known: wanted_by_ics(content, known, where=path.name)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise StartError(f"{path.name}: this is no text in UTF-8") from None
    return lambda known: wanted_by_toml(text, known, where=path.name)


def _told(outcome: Outcome, language: Language) -> list[str]:
    plan, said = outcome.plan, translator_for(language)
    line = f"{outcome.effect.value:<10} {plan.key:<24} {_moment(plan.starts_at, said)}"
    if outcome.effect is Effect.MOVED and outcome.before and outcome.before != plan.starts_at:
        line += f"  (was: {_moment(outcome.before, said)})"
    if outcome.effect is Effect.MOVED and plan.deadline != plan.starts_at:
        line += f"  (contributions due: {_moment(plan.deadline, said)})"
    return [line, *(f"           {NOTES[note]}" for note in outcome.notes)]


def _moment(at: datetime, said: Translator) -> str:
    return said.plain(Moment(at, WASHINGTON))


@contextmanager
def _named(key: str) -> Iterator[None]:
    try:
        yield
    except NoSuchMeetingError:
        raise StartError(f"there is no meeting {key}; see `enlace calendar`") from None


async def move(settings: Settings, key: str, to: NewTime, language: str) -> str:
    """Move a meeting; a line that says when it was and when it is."""
    async with services_offline(settings) as services:
        with told_in_a_line(key), _named(key):
            before, after = await calendar_deeds.move(services.office, key, to)
    outcome = Outcome(Effect.MOVED, after.plan, before.plan.starts_at)
    if after.sequence == before.sequence:
        outcome = Outcome(Effect.UNCHANGED, after.plan)
    return "\n".join(_told(outcome, language_named(language)))


async def cancel(settings: Settings, key: str, language: str) -> str:
    """Cancel a meeting; a line that says which."""
    async with services_offline(settings) as services:
        with told_in_a_line(key), _named(key):
            meeting = await calendar_deeds.cancel(services.office, key)
    outcome = Outcome(Effect.CANCELLED, meeting.plan)
    return "\n".join(_told(outcome, language_named(language)))
