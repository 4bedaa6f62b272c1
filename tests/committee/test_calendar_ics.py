"""Calendar files of others: zones, whole days, what repeats, and what is no calendar at all."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.calendar import MeetingKind
from committee.calendar_ics import EVENTS_LIMIT, IcsEvent, Taken, read_ics
from committee.datafile import DataError

VISIT = """\
BEGIN:VEVENT
UID:visit@example.org
DTSTART:20270302T143000Z
SUMMARY:Technical visit\\, day 1
DESCRIPTION:At the border\\nwith lunch
LOCATION:Tapachula
SEQUENCE:2
END:VEVENT"""


def file(*events: str, product: str = "-//Somebody//EN", zones: str = "") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{product}", zones, *events, "END:VCALENDAR"]
    return "\r\n".join(line for part in lines for line in part.splitlines() if line).encode()


def one(*replaced: tuple[str, str], zones: str = "") -> IcsEvent:
    text = VISIT
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    (event,) = read_ics(file(text, zones=zones), where="x.ics")
    return event


def starting(start: str, zones: str = "") -> IcsEvent:
    return one(("DTSTART:20270302T143000Z", start), zones=zones)


def test_an_event_is_read_with_what_it_says() -> None:
    event = one()
    assert (event.uid, event.title) == ("visit@example.org", "Technical visit, day 1")
    assert event.starts_at == datetime(2027, 3, 2, 14, 30, tzinfo=UTC)
    assert (event.about, event.place) == ("At the border\nwith lunch", "Tapachula")
    assert (event.sequence, event.kind, event.link) == (2, None, None)
    assert (event.is_cancelled, event.taken, event.is_ours) == (False, None, False)


HAVANA = """\
BEGIN:VTIMEZONE
TZID:Our own Havana
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:-0500
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE"""


@pytest.mark.parametrize(
    ("start", "zones", "expected", "taken"),
    [
        ("DTSTART;TZID=America/New_York:20270302T093000", "", (2, 14, 30), None),
        ("DTSTART;TZID=America/Guatemala:20270302T083000", "", (2, 14, 30), None),
        ("DTSTART;TZID=Eastern Standard Time:20270302T093000", "", (2, 14, 30), None),
        ("DTSTART;TZID=Our own Havana:20270302T093000", HAVANA, (2, 14, 30), None),
        ("DTSTART:20270302T093000", "", (2, 14, 30), Taken.FLOATING),
        ("DTSTART;VALUE=DATE:20270302", "", (2, 15, 0), Taken.WHOLE_DAY),
    ],
)
def test_every_way_to_say_a_time_is_understood(
    start: str, zones: str, expected: tuple[int, int, int], taken: Taken | None
) -> None:
    event = starting(start, zones)
    assert event.starts_at == datetime(2027, 3, *expected, tzinfo=UTC)
    assert event.taken == taken


@pytest.mark.parametrize(
    ("categories", "kind"),
    [
        ("Working group meeting", MeetingKind.WORKING_GROUP),
        ("Travel,Reunión del grupo de trabajo", MeetingKind.WORKING_GROUP),
        ("FORUM", MeetingKind.FORUM),
        ("Holiday", None),
    ],
)
def test_a_category_of_ours_is_the_kind(categories: str, kind: MeetingKind | None) -> None:
    assert one(("SEQUENCE:2", f"CATEGORIES:{categories}")).kind == kind


def test_cancelled_links_and_absent_counts_are_read() -> None:
    event = one(("SEQUENCE:2", "STATUS:CANCELLED\nURL:https://example.org/join?a=1,2"))
    assert (event.is_cancelled, event.sequence) == (True, None)
    assert event.link == "https://example.org/join?a=1,2"
    assert one(("SEQUENCE:2", "URL:javascript:alert(1)")).link is None


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("SEQUENCE:2", "RRULE:FREQ=MONTHLY", "repeats (RRULE); please give each meeting by itself"),
        ("SEQUENCE:2", "RDATE:20270402T143000Z", "repeats (RDATE)"),
        ("SEQUENCE:2", "RECURRENCE-ID:20270302T143000Z", "repeats (RECURRENCE-ID)"),
        ("SEQUENCE:2", "SEQUENCE:two", "SEQUENCE that is no number"),
        ("UID:visit@example.org\n", "", "has no UID"),
        ("DTSTART:20270302T143000Z\n", "", "has no start (DTSTART)"),
        ("DTSTART:20270302T143000Z", "DTSTART:soon", "has no start (DTSTART)"),
        ("DTSTART:20270302T143000Z", "DTSTART:19700101T000000Z", "lies outside the years"),
        ("DTSTART:20270302T143000Z", "DTSTART:99991231T235959Z", "lies outside the years"),
        ("DTSTART:", "DTSTART;TZID=Atlantis:", "a time zone that is not known: Atlantis"),
        ("Technical visit", "x" * 201, "characters of SUMMARY; at most 200"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_event(before: str, after: str, told: str) -> None:
    text = VISIT.replace(before, after)
    if "Atlantis" in after:
        text = text.replace("143000Z", "143000")
    with pytest.raises(DataError, match=re.escape(told)) as error:
        read_ics(file(VISIT.replace("visit@", "other@"), text), where="x.ics")
    assert str(error.value).startswith("x.ics, event 2 (“")


def test_a_uid_twice_is_refused() -> None:
    with pytest.raises(DataError, match=r"event 2 .* UID that another event"):
        read_ics(file(VISIT, VISIT), where="x.ics")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds 0 events"),
        (b"hello", "is no calendar file"),
        (b"\xff\xfe\x00", "it is not in UTF-8"),
        (file(), "holds 0 events"),
        (file("BEGIN:VTODO\nUID:1\nEND:VTODO"), "holds 0 events"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", "holds 0 events"),
        (
            file(*(VISIT.replace("visit@", f"{n}@") for n in range(EVENTS_LIMIT + 1))),
            f"holds {EVENTS_LIMIT + 1} events",
        ),
    ],
)
def test_what_is_no_calendar_is_told_in_a_line(content: bytes, told: str) -> None:
    with pytest.raises(DataError, match=re.escape(told)) as error:
        read_ics(content, where="x.ics")
    assert len(str(error.value).splitlines()) == 1


@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(file(VISIT, VISIT.replace("visit@", "other@")))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        content[place : place + length] = data.draw(
            st.binary(max_size=4)
            | st.sampled_from(
                [b"\r\n", b":", b";", b"BEGIN:VEVENT\r\n", b"DTSTART:2\r\n", b"TZID="]
            )
        )
    with suppress(DataError):
        assert read_ics(bytes(content), where="x.ics")
