"""From a wall-clock time to the instant, against a plain search over all minutes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from committee.localtime import instant, local_day

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)


def first_minute_showing(day: date, at: time, zone: str) -> datetime:
    """The first minute whose wall clock reads `at` on `day`, else the one that reads least after."""
    wanted = datetime.combine(day, at)
    start = wanted.replace(tzinfo=UTC) - timedelta(hours=27)
    minutes = [start + timedelta(minutes=n) for n in range(80 * 60)]
    shown = [(minute.astimezone(ZoneInfo(zone)).replace(tzinfo=None), minute) for minute in minutes]
    return min((wall, minute) for wall, minute in shown if wall >= wanted)[1]


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2027, 2, 16), time(10), "America/New_York", "2027-02-16T15:00"),
        (date(2027, 3, 16), time(10), "America/New_York", "2027-03-16T14:00"),
        # The clocks skip 02:30 and show 01:30 twice.
        (date(2027, 3, 14), time(2, 30), "America/New_York", "2027-03-14T07:00"),
        (date(2026, 11, 1), time(1, 30), "America/New_York", "2026-11-01T05:30"),
        # Midnight itself is skipped in Santiago and Havana, a whole day was in Samoa.
        (date(2026, 9, 6), time(0), "America/Santiago", "2026-09-06T04:00"),
        (date(2027, 3, 14), time(0), "America/Havana", "2027-03-14T05:00"),
        (date(2011, 12, 30), time(9), "Pacific/Apia", "2011-12-30T10:00"),
    ],
)
def test_known_moments(day: date, at: time, zone: str, expected: str) -> None:
    assert instant(day, at, zone) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(1985, 1, 1), date(2036, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
    st.sampled_from(ZONES),
)
@example(date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe")
@example(date(2027, 4, 4), time(1, 45), "Australia/Lord_Howe")
@example(date(1993, 8, 21), time(12), "Pacific/Kwajalein")
def test_it_is_the_first_minute_the_clocks_show(day: date, at: time, zone: str) -> None:
    assert instant(day, at, zone) == first_minute_showing(day, at, zone)


def test_the_local_day_may_be_another_one() -> None:
    late = datetime(2027, 2, 17, 3, 30, tzinfo=UTC)
    assert local_day(late, "America/Guatemala") == date(2027, 2, 16)
    assert local_day(late, "Europe/Madrid") == date(2027, 2, 17)
