"""A term made from the template: days, Washington time, what is asked."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee import calendar
from committee.actors import actor_of
from committee.calendar import (
    THURSDAY,
    TUESDAY,
    WASHINGTON,
    DayRule,
    MeetingKind,
    Term,
    annex1_term,
    meeting_kind_name,
    term_of,
)
from committee.datafile import DataError, Table
from committee.program import load_program
from locales import LANGUAGES, Language

WHOLE = annex1_term(2026, optional=("cidi", "expert"))
MONTHS = ["september", "october", "november", "december", "january"]
MONTHS += ["february", "march", "april", "may"]

years = st.integers(2014, 2060)


def keys_of(term: Term) -> set[str]:
    return {meeting.key.removeprefix(f"{term.key}/") for meeting in term.meetings}


def test_a_term_has_a_meeting_a_month_and_the_yearly_one() -> None:
    assert keys_of(annex1_term(2026)) == {*MONTHS, "cidi"}
    assert keys_of(annex1_term(2026, optional=[])) == set(MONTHS)
    assert keys_of(annex1_term(2026, optional=["expert"])) == {*MONTHS, "expert"}


def test_an_optional_meeting_that_is_not_in_the_template_is_refused() -> None:
    with pytest.raises(ValueError, match="no optional meeting 'may'"):
        annex1_term(2026, optional=["may"])


def test_the_term_runs_from_september_to_may() -> None:
    assert WHOLE.key == "2026-27"
    assert (WHOLE.starts, WHOLE.ends) == (date(2026, 9, 1), date(2027, 5, 31))
    moments = [meeting.starts_at for meeting in WHOLE.meetings]
    assert moments == sorted(moments)


@settings(deadline=None)
@given(years)
def test_each_monthly_meeting_is_on_the_third_tuesday_at_ten_in_washington(year: int) -> None:
    for meeting in annex1_term(year, optional=()).meetings:
        here = meeting.starts_at.astimezone(ZoneInfo(WASHINGTON))
        assert (here.weekday(), here.hour, here.minute) == (TUESDAY, 10, 0)
        assert 15 <= here.day <= 21


def test_summer_time_moves_the_utc_hour() -> None:
    hours = {meeting.key[8:]: meeting.starts_at.hour for meeting in WHOLE.meetings}
    assert hours["october"] == 14
    assert hours["november"] == 15
    assert hours["february"] == 15
    assert hours["march"] == 14


def test_another_rule_moves_all_but_what_has_its_own_day() -> None:
    term = annex1_term(2026, DayRule(-1, THURSDAY, time(15, 30)))
    days = {
        meeting.key[8:]: meeting.starts_at.astimezone(ZoneInfo(WASHINGTON))
        for meeting in term.meetings
    }
    assert days["february"].replace(tzinfo=None) == datetime(2027, 2, 25, 15, 30)  # noqa: DTZ001
    assert days["cidi"].replace(tzinfo=None) == datetime(2027, 4, 22, 15, 30)  # noqa: DTZ001


@settings(deadline=None)
@given(years, st.integers(1, 12), st.sampled_from([1, 2, 3, 4, -1]), st.integers(0, 6))
def test_a_rule_finds_the_day_a_wall_calendar_shows(
    year: int, month: int, nth: int, weekday: int
) -> None:
    day = DayRule(nth, weekday, time(10)).day(year, month)
    assert (day.year, day.month, day.weekday()) == (year, month, weekday)
    if nth == -1:
        assert (day + timedelta(days=7)).month != month
    else:
        assert (day.day - 1) // 7 + 1 == nth


@pytest.mark.parametrize(("nth", "weekday"), [(0, 1), (5, 1), (-2, 1), (1, 7), (1, -1)])
def test_a_rule_no_month_keeps_for_certain_is_refused(nth: int, weekday: int) -> None:
    with pytest.raises(ValueError, match="weekday"):
        DayRule(nth, weekday, time(10))


def test_contributions_are_due_when_the_meeting_begins_unless_the_template_says_otherwise() -> None:
    ahead = {
        m.key[8:]: m.starts_at - m.deadline for m in WHOLE.meetings if m.starts_at > m.deadline
    }
    # The clocks go forward in Washington between the experts' deadline and their meeting.
    assert ahead == {"april": timedelta(days=7), "expert": timedelta(days=14, hours=-1)}


def test_a_default_deadline_keeps_the_wall_clock_in_washington() -> None:
    term = annex1_term(2026, deadline_days=7)
    march = next(meeting for meeting in term.meetings if meeting.key.endswith("/march"))
    assert march.starts_at == datetime(2027, 3, 16, 14, tzinfo=UTC)
    assert march.deadline == datetime(2027, 3, 9, 15, tzinfo=UTC)


def test_what_is_asked_is_said_and_what_is_not_asked_is_not() -> None:
    for meeting in WHOLE.meetings:
        says_nothing = (
            meeting.asked.en == "Nothing is asked of the Program’s actors for this meeting."
        )
        assert says_nothing == (not meeting.asks), meeting.key


def test_every_month_but_the_first_and_last_asks_something() -> None:
    silent = [meeting.key for meeting in WHOLE.meetings if not meeting.asks]
    assert silent == ["2026-27/september", "2026-27/may"]


def test_asks_point_at_what_exists_and_at_their_own_addressees() -> None:
    program = load_program()
    for meeting in WHOLE.meetings:
        for ask in meeting.asks:
            for objective in ask.objectives:
                assert program.objective(objective)
            for key in ask.actors:
                own = {activity.number for activity in program.own_activities(actor_of(key))}
                assert set(ask.activities) <= own


def test_every_meeting_has_an_agenda_a_mandate_and_a_place() -> None:
    for meeting in WHOLE.meetings:
        assert meeting.agenda
        assert all(mandate.startswith("AG/RES. ") for mandate in meeting.mandates)
        assert meeting.mandates
        assert "Washington" in meeting.place.fr


@settings(deadline=None)
@given(st.dates(date(2014, 1, 1), date(2060, 1, 1)))
def test_every_day_counts_to_the_term_that_runs_or_has_just_ended(day: date) -> None:
    year = int(term_of(day)[:4])
    assert date(year, 9, 1) <= day < date(year + 1, 9, 1)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 8, 31), "2025-26"),
        (date(2026, 9, 1), "2026-27"),
        (date(2027, 5, 31), "2026-27"),
        (date(2027, 7, 14), "2026-27"),
        (date(2099, 12, 1), "2099-00"),
    ],
)
def test_the_summer_counts_to_the_term_before(day: date, key: str) -> None:
    assert term_of(day) == key


@settings(deadline=None)
@given(years)
def test_meetings_lie_in_their_term(year: int) -> None:
    term = annex1_term(year, optional=("cidi", "expert"))
    for meeting in term.meetings:
        assert term.starts <= meeting.starts_at.date() <= term.ends
        assert term_of(meeting.starts_at.date()) == term.key
    assert len({meeting.key for meeting in term.meetings}) == len(term.meetings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_tell_the_kinds_of_meetings_apart(language: Language) -> None:
    assert len({meeting_kind_name(kind).for_(language) for kind in MeetingKind}) == len(MeetingKind)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ({}, "ask.submission_kinds is empty"),
        ({"submission_kinds": ["progress"]}, "ask.submission_kinds holds the unknown value"),
        ({"actors": ["IIN"]}, "ask.actors names the unknown 'IIN'"),
        ({"activities": [43]}, "ask.activities names the unknown 43"),
        ({"objectives": ["S13"]}, "ask.objectives names the unknown 'S13'"),
        ({"themes": ["health"]}, "ask.themes holds the unknown value 'health'"),
    ],
)
def test_an_ask_for_what_does_not_exist_is_refused(ask: dict[str, object], message: str) -> None:
    values = {"submission_kinds": ["good_practice"], **ask} if ask else {}
    with pytest.raises(DataError, match=message):
        calendar.read_ask(Table("ask", values))


def test_a_weekday_that_is_none_is_refused() -> None:
    with pytest.raises(DataError, match=r"day\.weekday is none of monday"):
        calendar._rule(Table("day", {"nth": 4, "weekday": "sunday"}), time(10))
