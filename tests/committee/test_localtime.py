"""From a wall-clock time to the instant, against a plain search over all minutes."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from committee.localtime import instant, local_day
from tests.committee.changes import CHANGES, NEVER

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


# --- Every day, over each change of the clocks ---------------------------------------------------


def fired(at: time, zone: str, around: date) -> Counter[date]:
    """How often something daily fires on each local day, from three days before to three after.

    As the ticks do it: every minute it is asked whether the time has come and nothing was done on
    that local day.
    """
    done: Counter[date] = Counter()
    start = instant(around - timedelta(days=3), time(0), zone)
    end = instant(around + timedelta(days=4), time(0), zone)
    for minute in range(int((end - start).total_seconds() // 60)):
        now = start + timedelta(minutes=minute)
        today = local_day(now, zone)
        if now >= instant(today, at, zone) and not done[today]:
            done[today] += 1
    return done


@pytest.mark.parametrize("at", [time(0), time(0, 30), time(2, 30), time(9), time(23, 30)])
@pytest.mark.parametrize(
    ("zone", "day"), [*CHANGES, *((zone, date(2026, 10, 4)) for zone in NEVER)]
)
def test_it_fires_once_a_local_day_over_each_change(zone: str, day: date, at: time) -> None:
    expected = {day + timedelta(days=n): 1 for n in range(-3, 4)}
    assert fired(at, zone, day) == expected


@pytest.mark.parametrize("at", [time(0), time(0, 30), time(2, 30), time(9), time(23, 30)])
@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_moments_of_three_days_come_in_order_and_show_the_time(
    zone: str, day: date, at: time
) -> None:
    """On the local day itself, the wall clock at the wanted time or the first that it shows."""
    for n in range(-1, 2):
        on = day + timedelta(days=n)
        moment = instant(on, at, zone)
        wall = moment.astimezone(ZoneInfo(zone))
        assert wall.date() == on
        assert wall.fold == 0
        assert wall.time() == at or (wall.time() > at and is_skipped(on, at, zone))
        assert moment < instant(on + timedelta(days=1), at, zone)


def is_skipped(day: date, at: time, zone: str) -> bool:
    """Whether no minute of the day shows that time."""
    start = datetime.combine(day, time(0), UTC) - timedelta(hours=15)
    wanted = datetime.combine(day, at)
    minutes = (start + timedelta(minutes=n) for n in range(54 * 60))
    return all(m.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wanted for m in minutes)


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        # The clocks of Santiago and Havana go from 00:00 to 01:00, those of New York from 02:00.
        (date(2026, 9, 6), time(0, 30), "America/Santiago", "2026-09-06T04:00"),
        (date(2026, 9, 6), time(2, 30), "America/Santiago", "2026-09-06T05:30"),
        (date(2026, 3, 8), time(0, 30), "America/Havana", "2026-03-08T05:00"),
        (date(2026, 3, 8), time(0, 30), "America/New_York", "2026-03-08T05:30"),
        (date(2026, 3, 8), time(2, 30), "America/New_York", "2026-03-08T07:00"),
        # Back: the hour before midnight is shown twice in Santiago, that after it in Havana.
        (date(2026, 4, 4), time(23, 30), "America/Santiago", "2026-04-05T02:30"),
        (date(2026, 4, 5), time(0, 30), "America/Santiago", "2026-04-05T04:30"),
        (date(2026, 11, 1), time(0, 30), "America/Havana", "2026-11-01T04:30"),
        # Paraguay stays where it is since October 2024; Mexico since 2022; Colombia never moves.
        (date(2026, 10, 4), time(0, 30), "America/Asuncion", "2026-10-04T03:30"),
        (date(2027, 3, 28), time(9), "America/Asuncion", "2027-03-28T12:00"),
        (date(2027, 4, 4), time(2, 30), "America/Mexico_City", "2027-04-04T08:30"),
        (date(2026, 10, 4), time(9), "America/Bogota", "2026-10-04T14:00"),
    ],
)
def test_moments_on_the_day_of_a_change(day: date, at: time, zone: str, expected: str) -> None:
    assert instant(day, at, zone) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", NEVER)
def test_the_data_know_that_these_clocks_stay(zone: str) -> None:
    """Paraguay's last law needs time zone data of the end of 2024 or later."""
    noons = (datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(730))
    assert len({noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons}) == 1


@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_the_data_know_these_changes(zone: str, day: date) -> None:
    """Between the beginning of the day before and the end of the day after, by an hour."""
    before = instant(day - timedelta(days=1), time(0), zone).astimezone(ZoneInfo(zone))
    after = instant(day + timedelta(days=2), time(0), zone).astimezone(ZoneInfo(zone))
    assert before.utcoffset() != after.utcoffset()
