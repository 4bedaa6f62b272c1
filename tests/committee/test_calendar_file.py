"""The calendar as a file that people edit: what they write is understood or refused by its key."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.actors import ActorKind
from committee.calendar import Ask, MeetingKind, PlannedMeeting, annex1_term, usual_place
from committee.calendar_file import FiledMeeting, read_meetings
from committee.calendar_writing import HEAD, write_meetings
from committee.datafile import DataError
from committee.program import Theme
from committee.submissions import SubmissionKind
from locales import LANGUAGES, Localized

TERM = annex1_term(2026, deadline_days=3, optional=("cidi", "expert"))
KNOWN = {meeting.key: meeting for meeting in TERM.meetings}
FEBRUARY = KNOWN["2026-27/february"]

one_line = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\0"), min_size=1, max_size=40
).filter(str.strip)
several_lines = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=80
).filter(str.strip)


def localized(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Localized]:
    same = texts.map(lambda text: Localized(text, text, text, text))
    return same | st.builds(Localized, texts, texts, texts, texts)


asks = st.builds(
    Ask,
    submission_kinds=st.lists(st.sampled_from(SubmissionKind), min_size=1, max_size=3).map(tuple),
    actor_kinds=st.lists(st.sampled_from(ActorKind), max_size=2).map(tuple),
    actors=st.lists(st.sampled_from(["GTM", "cim", "iin"]), max_size=2).map(tuple),
    activities=st.lists(st.integers(1, 42), max_size=3).map(tuple),
    objectives=st.lists(st.sampled_from(["G1", "S1", "S12"]), max_size=2).map(tuple),
    themes=st.lists(st.sampled_from(Theme), max_size=2).map(tuple),
)


@st.composite
def filed(draw: st.DrawFn) -> FiledMeeting:
    starts = draw(
        st.datetimes(datetime(2001, 1, 1), datetime(2098, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    )
    plan = PlannedMeeting(
        key=draw(st.from_regex(r"2026-27/[a-z0-9]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True)),
        kind=draw(st.sampled_from(MeetingKind)),
        title=draw(localized(one_line)),
        about=draw(localized(several_lines)),
        asked=draw(localized(several_lines)),
        agenda=tuple(draw(st.lists(localized(one_line), max_size=3))),
        mandates=tuple(draw(st.lists(one_line, max_size=3))),
        place=draw(localized(one_line)),
        starts_at=starts,
        deadline=starts - draw(st.timedeltas(timedelta(0), timedelta(days=60))),
        asks=tuple(draw(st.lists(asks, max_size=2))),
        link=draw(st.none() | st.just("https://example.org/join?a=1&b=“2”#x")),
    )
    uid = draw(st.none() | st.just("abc-1@example.org"))
    return FiledMeeting(plan, uid, draw(st.booleans()))


@given(st.lists(filed(), min_size=1, max_size=3, unique_by=lambda each: each.plan.key))
def test_what_is_written_is_read_exactly(meetings: list[FiledMeeting]) -> None:
    assert read_meetings(write_meetings(meetings), where="x", known={}) == tuple(meetings)


@given(filed())
def test_what_is_written_is_read_exactly_whatever_is_known(meeting: FiledMeeting) -> None:
    known = {meeting.plan.key: replace(FEBRUARY, key=meeting.plan.key, link="https://old.example")}
    assert read_meetings(write_meetings([meeting]), where="x", known=known) == (meeting,)


def test_a_whole_term_is_readable_and_says_how_it_is_read() -> None:
    content = write_meetings(FiledMeeting(meeting) for meeting in TERM.meetings)
    assert content.startswith(HEAD)
    assert "\nstarts = 2027-02-16 10:00:00\ndeadline = 2027-02-13 10:00:00\n" in content
    assert 'title.en = "Progress of the Program and SICREMI"' in content
    assert max(len(line) for line in HEAD.splitlines()) <= 100


@pytest.mark.parametrize(
    "moment",
    [
        "2027-02-23 15:30",
        "2027-02-23 15:30:00",
        "2027-02-23T15:30:00",
        '"2027-02-23 15:30"',
        "2027-02-23 20:30:00Z",
        "2027-02-23 15:30  # in the afternoon",
    ],
)
def test_times_are_washington_s_however_they_are_written(moment: str) -> None:
    assert one(f'key = "2026-27/february"\nstarts = {moment}').starts_at == datetime(
        2027, 2, 23, 20, 30, tzinfo=UTC
    )


def test_a_day_alone_begins_at_ten_and_a_deadline_at_the_hour_of_the_meeting() -> None:
    moved = one('key = "2026-27/february"\nstarts = 2027-03-23\ndeadline = 2027-03-01')
    assert moved.starts_at == datetime(2027, 3, 23, 14, tzinfo=UTC)
    assert moved.deadline == datetime(2027, 3, 1, 15, tzinfo=UTC)


def test_what_is_left_out_stays_and_the_deadline_keeps_its_distance() -> None:
    moved = one('key = "2026-27/february"\nstarts = 2027-02-23 15:00')
    assert moved == replace(
        FEBRUARY,
        starts_at=datetime(2027, 2, 23, 20, tzinfo=UTC),
        deadline=datetime(2027, 2, 20, 20, tzinfo=UTC),
    )
    assert one('key = "2026-27/february"') == FEBRUARY


def test_the_part_after_the_slash_is_enough_where_it_is_clear() -> None:
    assert one('key = "february"') == FEBRUARY
    assert one('key = "visit"\ntitle = "Visit"\nstarts = 2031-09-01').key == "2031-32/visit"
    two = {**KNOWN, "2027-28/february": FEBRUARY}
    with pytest.raises(DataError, match=r"key fits 2 meetings"):
        read_meetings('[[meeting]]\nkey = "february"', where="x", known=two)


def test_a_new_meeting_needs_a_title_and_a_start_and_asks_nothing() -> None:
    visit = one('key = "2026-27/visit"\ntitle = "Visit"\nstarts = 2027-03-02 09:30')
    assert visit.title == visit.about == Localized("Visit", "Visit", "Visit", "Visit")
    assert (visit.kind, visit.place) == (MeetingKind.REGULAR, usual_place())
    assert visit.deadline == visit.starts_at
    assert (visit.asks, visit.agenda, visit.mandates, visit.link) == ((), (), (), None)
    assert visit.asked.en.startswith("Nothing is asked")


def test_what_is_emptied_is_gone() -> None:
    known = {FEBRUARY.key: replace(FEBRUARY, link="https://example.org/join")}
    content = '[[meeting]]\nkey = "february"\nlink = ""\nagenda = []\nmandates = []\nask = []'
    (emptied,) = read_meetings(content, where="x", known=known)
    plan = emptied.plan
    assert (plan.link, plan.agenda, plan.mandates, plan.asks) == (None, (), (), ())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "x.toml names no meeting"),
        ("[[meeting]", "x.toml: Expected"),
        ("[[meeting]]", "x.toml.meeting[1].key is missing"),
        ("meeting = 7", "x.toml.meeting is not of type list"),
        ("[[meetings]]", "x.toml.meetings is no key here"),
        ('[[meeting]]\nkey = "2026-27/february"\nstart = 2027-01-01', "start is no key here"),
        ('[[meeting]]\nkey = "2026-27/February"', "key is none such as 2026-27/february"),
        ('[[meeting]]\nkey = "2026-28/february"', "key names no term"),
        ('[[meeting]]\nkey = "' + "a" * 53 + '"', "key is none such as"),
        ('[[meeting]]\nkey = "2026-27/visit"', "title is missing"),
        ('[[meeting]]\nkey = "2026-27/visit"\ntitle = "x"', "starts is missing"),
        ('[[meeting]]\nkey = "2026-27/visit"\ntitle = " "', "title is empty"),
        ('[[meeting]]\nkey = "2026-27/visit"\ntitle = "a\\nb"', "title must be one line"),
        ('[[meeting]]\nkey = "february"\nabout = "a\\u0000b"', "about holds a character that no"),
        ('[[meeting]]\nkey = "february"\ntitle = "' + "x" * 201 + '"', "title has 201 characters"),
        ('[[meeting]]\nkey = "february"\ntitle.en = "x"', "title.es is missing"),
        ('[[meeting]]\nkey = "february"\nplace = 7', "place is not of type str"),
        ('[[meeting]]\nkey = "february"\nkind = "party"', "kind holds the unknown value 'party'"),
        ('[[meeting]]\nkey = "february"\nstarts = "soon"', "starts is no date and time"),
        ('[[meeting]]\nkey = "february"\nstarts = 10:00:00', "starts is no date and time"),
        ("[[meeting]]\nkey = 'february'\nstarts = 9999-12-31 23:00", "lies outside the years"),
        ('[[meeting]]\nkey = "february"\ndeadline = 2027-02-17', "deadline lies after"),
        ('[[meeting]]\nkey = "february"\nagenda = "x"', "agenda is no list"),
        ('[[meeting]]\nkey = "february"\nagenda = ["x", 7]', "agenda.2 is not of type str"),
        ('[[meeting]]\nkey = "february"\nmandates = [7]', "mandates holds something not of type"),
        ('[[meeting]]\nkey = "february"\nlink = "example.org"', "link is no web address"),
        ('[[meeting]]\nkey = "february"\nlink = "javascript:alert(1)"', "link is no web address"),
        ('[[meeting]]\nkey = "february"\ncancelled = "yes"', "cancelled is not of type bool"),
        ('[[meeting]]\nkey = "february"\nuid = ""', "uid is empty"),
        ('[[meeting]]\nkey = "february"\nask = [{}]', "ask[1].submission_kinds is empty"),
        ('[[meeting]]\nkey = "february"\nask = [{who = "x"}]', "ask[1].who is no key here"),
        (
            '[[meeting]]\nkey = "september"\nask = [{submission_kinds = ["good_practice"]}]',
            "asked is missing",
        ),
        ('[[meeting]]\nkey = "march"\n[[meeting]]\nkey = "2026-27/march"', "as in another meeting"),
        ("a=" + "[" * 5000, "x.toml: "),
    ],
)
def test_what_cannot_be_understood_is_told_by_its_key(content: str, told: str) -> None:
    with pytest.raises(DataError, match=re.escape(told)) as error:
        read_meetings(content, where="x.toml", known=KNOWN)
    assert "\n" not in str(error.value)


def test_the_examples_in_the_documentation_are_understood() -> None:
    text = (Path(__file__).parents[2] / "docs" / "calendar.md").read_text()
    examples = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        assert read_meetings(dedent(example), where="docs", known=KNOWN)


def test_the_template_s_own_sentences_are_those_of_a_file_that_leaves_them_out() -> None:
    september = KNOWN["2026-27/september"]
    visit = one('key = "2026-27/visit"\ntitle = "Visit"\nstarts = 2027-03-02 09:30')
    for language in LANGUAGES:
        assert visit.asked.for_(language) == september.asked.for_(language)


def one(content: str) -> PlannedMeeting:
    (meeting,) = read_meetings(f"[[meeting]]\n{content}\n", where="x.toml", known=KNOWN)
    return meeting.plan
