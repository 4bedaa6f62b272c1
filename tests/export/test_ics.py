"""Calendar files: what other programs read in them is what the meeting says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Timezone

from committee.calendar import WASHINGTON, annex1_term, meeting_kind_name
from committee.calendar_ics import read_ics
from export import ics_words
from export.ics import _CLOCKS, IcsEvent, ics
from locales import LANGUAGES, Language, Localized

TERM = annex1_term(2026, deadline_days=3, optional=("cidi", "expert"))
CHANGED = datetime(2027, 1, 20, 15, tzinfo=UTC)
EVENTS = [IcsEvent(meeting, f"{meeting.key.replace('/', '-')}@enlace") for meeting in TERM.meetings]
FEBRUARY = next(event for event in EVENTS if event.plan.key.endswith("/february"))


def entries(content: bytes) -> dict[str, Any]:
    """The events by UID, as another program reads them; their values are of any kind."""
    calendar = Calendar.from_ical(content)
    assert str(calendar["METHOD"]) == "PUBLISH"
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_program_reads_what_the_meetings_say(language: Language) -> None:
    found = entries(ics(EVENTS, language, with_links=False))
    for event in EVENTS:
        entry, plan = found[event.uid], event.plan
        assert entry["DTSTART"].dt == plan.starts_at
        assert entry["DTSTART"].params["TZID"] == WASHINGTON
        assert entry["DTEND"].dt - entry["DTSTART"].dt == timedelta(hours=2)
        assert str(entry["SUMMARY"]) == plan.title.for_(language)
        assert str(entry["LOCATION"]) == plan.place.for_(language)
        assert entry["CATEGORIES"].cats == [meeting_kind_name(plan.kind).for_(language)]
        assert str(entry["STATUS"]) == "CONFIRMED"
        for text in (plan.about, plan.asked, *plan.agenda):
            assert text.for_(language) in str(entry["DESCRIPTION"])
        assert all(mandate in str(entry["DESCRIPTION"]) for mandate in plan.mandates)


def test_the_clocks_in_the_file_are_those_of_washington() -> None:
    """Apps without the zone's data go by these lines; a change of law must change them."""
    clocks = Timezone.from_ical(_CLOCKS)
    assert isinstance(clocks, Timezone)
    zone, told = ZoneInfo(WASHINGTON), clocks.to_tz(lookup_tzid=False)
    for days in range(22 * 365):
        for hour in (0, 3, 12):
            moment = datetime(2015, 1, 1, hour) + timedelta(days=days)  # noqa: DTZ001
            here = moment.replace(tzinfo=told).utcoffset()
            assert here == moment.replace(tzinfo=zone).utcoffset(), moment


def test_what_is_due_at_another_time_is_an_entry_of_its_own() -> None:
    found = entries(ics(EVENTS, "en", with_links=False))
    due = {uid.removeprefix("deadline-") for uid in found if uid.startswith("deadline-")}
    assert due == {event.uid for event in EVENTS if event.plan.asks}
    entry = found[f"deadline-{FEBRUARY.uid}"]
    assert entry["DTSTART"].dt == FEBRUARY.plan.deadline
    assert str(entry["SUMMARY"]) == f"Contributions due: {FEBRUARY.plan.title.en}"
    assert str(entry["TRANSP"]) == "TRANSPARENT"
    together = replace(FEBRUARY, plan=replace(FEBRUARY.plan, deadline=FEBRUARY.plan.starts_at))
    assert len(entries(ics([together], "en", with_links=False))) == 1


def test_the_same_meetings_give_the_same_bytes() -> None:
    assert ics(EVENTS, "fr", with_links=True) == ics(EVENTS, "fr", with_links=True)


def test_a_change_counts_and_says_when() -> None:
    changed = replace(FEBRUARY, sequence=3, changed_at=CHANGED)
    entry = entries(ics([changed], "en", with_links=False))[FEBRUARY.uid]
    assert (int(entry["SEQUENCE"]), entry["LAST-MODIFIED"].dt) == (3, CHANGED)
    assert entry["DTSTAMP"].dt == CHANGED
    before = entries(ics([FEBRUARY], "en", with_links=False))[FEBRUARY.uid]
    assert int(before["SEQUENCE"]) == 0
    assert before["DTSTAMP"].dt < CHANGED
    assert "LAST-MODIFIED" not in before


def test_a_cancelled_meeting_stays_as_cancelled_with_its_deadline() -> None:
    cancelled = replace(FEBRUARY, sequence=1, changed_at=CHANGED, is_cancelled=True)
    found = entries(ics([cancelled], "en", with_links=False))
    assert [str(entry["STATUS"]) for entry in found.values()] == ["CANCELLED", "CANCELLED"]
    assert str(found[FEBRUARY.uid]["SUMMARY"]) == f"Cancelled: {FEBRUARY.plan.title.en}"


def test_the_link_is_told_only_where_it_is_wanted() -> None:
    link = "https://example.org/join?room=1&key=abc"
    event = replace(FEBRUARY, plan=replace(FEBRUARY.plan, link=link))
    entry = entries(ics([event], "en", with_links=True))[FEBRUARY.uid]
    assert str(entry["URL"]) == link
    assert link in str(entry["DESCRIPTION"])
    assert b"example.org" not in ics([event], "en", with_links=False).replace(b"\r\n ", b"")


@pytest.mark.parametrize(
    "text",
    [
        'Comma, semicolon; backslash \\ and \\n, colon: "quotes"',
        "BEGIN:VEVENT\r\nUID:another\r\nEND:VEVENT",
        "ñ" * 300 + "🌎" * 50,
        "لاجئون",
    ],
)
def test_texts_are_escaped_folded_and_read_unchanged(text: str) -> None:
    about = Localized(text, text, text, text)
    plan = replace(FEBRUARY.plan, about=about, title=about, place=about)
    content = ics([replace(FEBRUARY, plan=plan)], "es", with_links=False)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    entry = entries(content)[FEBRUARY.uid]
    assert str(entry["SUMMARY"]) == text.replace("\r\n", "\n")
    assert str(entry["LOCATION"]) == text.replace("\r\n", "\n")
    assert str(entry["DESCRIPTION"]).startswith(text.replace("\r\n", "\n"))


@given(st.text(min_size=1, max_size=60))
def test_no_text_breaks_the_file(text: str) -> None:
    title = Localized(text, text, text, text)
    event = replace(FEBRUARY, plan=replace(FEBRUARY.plan, title=title, place=title, about=title))
    (read, _) = read_ics(ics([event], "en", with_links=True), where="x")
    assert (read.uid, read.starts_at) == (FEBRUARY.uid, FEBRUARY.plan.starts_at)


def test_no_meeting_is_a_calendar_too() -> None:
    assert entries(ics([], "en", with_links=False)) == {}


def test_the_description_tells_what_is_asked_by_when() -> None:
    said = ics_words.description(FEBRUARY.plan, "en", with_link=False).split("\n\n")
    assert said[0] == FEBRUARY.plan.about.en
    assert said[1].splitlines()[1] == (
        "Contributions are received until Saturday, February 13, 2027, 10:00 (Washington time)."
    )
    assert said[2].startswith("Agenda:\n1. ")
    assert said[3].startswith("Mandates: AG/RES. ")
