"""The committee's calendar as a file that a person reads and edits: from meetings to TOML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from committee.calendar import WASHINGTON, Ask
from committee.calendar_file import FiledMeeting
from committee.localtime import instant
from locales import LANGUAGES, Localized

HEAD = """\
# The committee's meetings. Change what you like with any text editor, then have it read:
#
#     enlace calendar read THIS-FILE.toml --dry-run     says what would change
#     enlace calendar read THIS-FILE.toml               changes it
#
# A meeting that you take out of this file stays in the calendar as it is, and so does what you
# take out of a meeting. To add one, write a [[meeting]] with a key of its own. To cancel one, add
# the line:  cancelled = true
#
# starts, deadline   date and time in Washington; contributions are due at the deadline
# title, about, asked, place, each item of the agenda   a text in four languages, or one for all
# kind               regular, thematic, working_group, workshop, forum, cidi or expert
# [[meeting.ask]]    what is asked of whom; nobody is reminded of a meeting without one
#
# docs/calendar.md explains every line.
"""


def write_meetings(meetings: Iterable[FiledMeeting]) -> str:
    """The meetings as TOML, such that reading it again gives them exactly."""
    return "\n".join([HEAD, *("\n".join(_meeting(meeting)) + "\n" for meeting in meetings)])


def _meeting(meeting: FiledMeeting) -> Iterator[str]:
    plan = meeting.plan
    yield "[[meeting]]"
    yield f"key = {_quoted(plan.key)}"
    if meeting.uid is not None:
        yield f"uid = {_quoted(meeting.uid)}"
    yield f"kind = {_quoted(plan.kind.value)}"
    yield f"starts = {_moment(plan.starts_at)}"
    yield f"deadline = {_moment(plan.deadline)}"
    if meeting.is_cancelled:
        yield "cancelled = true"
    yield from _text("title", plan.title)
    yield from _text("about", plan.about)
    yield from _text("asked", plan.asked)
    yield from _agenda(plan.agenda)
    yield f"mandates = {_listed(plan.mandates)}"
    yield from _text("place", plan.place)
    yield f"link = {_quoted(plan.link or '')}"
    if not plan.asks:
        yield "ask = []"
    for ask in plan.asks:
        yield from _ask(ask)


def _moment(moment: datetime) -> str:
    """Date and time in Washington; the offset only where clocks show that time twice."""
    there = moment.astimezone(ZoneInfo(WASHINGTON))
    is_plain = instant(there.date(), there.time(), WASHINGTON) == moment
    return (there.replace(tzinfo=None) if is_plain else there).isoformat(sep=" ")


def _text(key: str, text: Localized) -> Iterator[str]:
    if _is_one(text):
        yield f"{key} = {_quoted(text.en)}"
        return
    for language in LANGUAGES:
        yield f"{key}.{language} = {_quoted(text.for_(language))}"


def _agenda(items: Sequence[Localized]) -> Iterator[str]:
    if not items:
        yield "agenda = []"
        return
    yield "agenda = ["
    for item in items:
        if _is_one(item):
            yield f"  {_quoted(item.en)},"
        else:
            texts = (f"{language} = {_quoted(item.for_(language))}" for language in LANGUAGES)
            yield f"  {{ {', '.join(texts)} }},"
    yield "]"


def _ask(ask: Ask) -> Iterator[str]:
    yield ""
    yield "[[meeting.ask]]"
    yield f"submission_kinds = {_listed(ask.submission_kinds)}"
    for key, values in (
        ("actor_kinds", ask.actor_kinds),
        ("actors", ask.actors),
        ("activities", ask.activities),
        ("objectives", ask.objectives),
        ("themes", ask.themes),
    ):
        if values:
            yield f"{key} = {_listed(values)}"


def _listed(values: Sequence[str | int]) -> str:
    return f"[{', '.join(_quoted(v) if isinstance(v, str) else str(v) for v in values)}]"


def _quoted(text: str) -> str:
    """A TOML string; its escapes are those of JSON, and one more."""
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_one(text: Localized) -> bool:
    return len({text.for_(language) for language in LANGUAGES}) == 1
