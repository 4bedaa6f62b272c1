"""States, their clocks, and which of them are expected to report."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.datafile import DataError
from committee.states import (
    Participation,
    State,
    all_states,
    check_participations,
    configured_participations,
    expected_on,
    state_of,
    zones_of,
)
from locales import LANGUAGES

# Where the Organization's short name is not the one Babel has for the territory.
OWN_NAMES = {
    ("BLZ", "es"),
    ("GRD", "es"),
    ("KNA", "es"),
    ("SUR", "es"),
    ("ATG", "en"),
    ("BHS", "en"),
    ("KNA", "en"),
    ("LCA", "en"),
    ("TTO", "en"),
    ("VCT", "en"),
    ("KNA", "fr"),
    ("SLV", "fr"),
    ("VCT", "fr"),
}
A_MORNING = datetime(2026, 7, 1, 12, tzinfo=UTC)


def offsets(zone: str) -> tuple[timedelta | None, ...]:
    """How the clocks of `zone` go over two years, day by day."""
    days = (A_MORNING + timedelta(days=day) for day in range(731))
    return tuple(day.astimezone(ZoneInfo(zone)).utcoffset() for day in days)


def zones_in_database(country: str) -> list[str]:
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return [row[2] for row in rows if row[0] == country]


def test_there_are_35_states_each_found_by_either_code() -> None:
    assert len(all_states()) == 35
    for state in all_states():
        assert state_of(state.alpha2) is state_of(state.alpha3.lower()) is state


def test_names_are_those_of_babel_but_for_the_listed_ones() -> None:
    differing = {
        (state.alpha3, language)
        for state in all_states()
        for language in LANGUAGES
        if Locale(language).territories[state.alpha2] != state.name.for_(language)
    }
    assert differing == OWN_NAMES


@pytest.mark.parametrize("state", all_states(), ids=lambda state: str(state.alpha3))
def test_a_state_lists_each_way_its_clocks_go_once(state: State) -> None:
    listed = [offsets(zone) for zone in state.zones]
    assert len(set(listed)) == len(listed)
    assert {offsets(zone) for zone in zones_in_database(state.alpha2)} == set(listed)
    assert set(state.zones) <= set(zones_in_database(state.alpha2))


@pytest.mark.parametrize(
    ("country", "first"),
    [
        ("US", "America/New_York"),
        ("ca", "America/Toronto"),
        ("MX", "America/Mexico_City"),
        ("BR", "America/Sao_Paulo"),
        ("CL", "America/Santiago"),
        ("EC", "America/Guayaquil"),
        ("es", "Europe/Madrid"),
        ("JP", "Asia/Tokyo"),
    ],
)
def test_the_capitals_zone_comes_first_for_any_country(country: str, first: str) -> None:
    assert zones_of(country)[0] == first


def test_a_country_that_is_none_has_no_zones() -> None:
    assert zones_of("ZZ") == ()
    assert zones_of("") == ()


def test_states_that_need_a_decision_are_not_counted_until_it_is_taken() -> None:
    day = date(2027, 2, 16)
    waiting = {"CUB", "NIC", "VEN"}
    assert expected_on(day) == {state.alpha3 for state in all_states()} - waiting
    decided = [
        replace(entry, expected_to_report=True) if entry.actor_key in waiting else entry
        for entry in configured_participations()
    ]
    assert expected_on(day, decided) == expected_on(day) | waiting


def test_nobody_is_expected_before_the_program() -> None:
    assert expected_on(date(2016, 4, 18)) == frozenset()
    assert len(expected_on(date(2016, 4, 19))) == len(expected_on(date(2027, 2, 16)))


def entry(since: date, until: date | None, *, expected: bool = True) -> Participation:
    return Participation("GTM", expected, since, until, "")


def test_both_ends_of_an_entry_count() -> None:
    entries = [entry(date(2026, 9, 1), date(2026, 9, 30))]
    assert expected_on(date(2026, 9, 1), entries) == {"GTM"}
    assert expected_on(date(2026, 9, 30), entries) == {"GTM"}
    assert expected_on(date(2026, 8, 31), entries) == frozenset()
    assert expected_on(date(2026, 10, 1), entries) == frozenset()


def test_a_decision_holds_from_its_day_on() -> None:
    entries = check_participations(
        (
            entry(date(2016, 4, 19), date(2026, 12, 31), expected=False),
            entry(date(2027, 1, 1), None),
        )
    )
    assert expected_on(date(2026, 12, 31), entries) == frozenset()
    assert expected_on(date(2027, 1, 1), entries) == {"GTM"}


days = st.dates(date(2020, 1, 1), date(2020, 3, 1))
spans = st.tuples(days, st.none() | days).filter(lambda span: span[1] is None or span[0] <= span[1])


@settings(deadline=None)
@given(spans, spans)
def test_two_entries_about_one_day_are_refused(
    one: tuple[date, date | None], other: tuple[date, date | None]
) -> None:
    entries = (entry(*one), entry(*other))
    both = [
        day
        for day in (date(2020, 1, 1) + timedelta(days=n) for n in range(70))
        if all(each.covers(day) for each in entries)
    ]
    if both:
        with pytest.raises(DataError, match="GTM: two entries overlap"):
            check_participations(entries)
    else:
        assert check_participations(entries) == entries


def test_an_entry_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(DataError, match="GTM: ends before it begins"):
        check_participations((entry(date(2026, 2, 2), date(2026, 2, 1)),))
