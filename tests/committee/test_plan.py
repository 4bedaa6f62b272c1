"""At what moment somebody is reminded, wherever they are and whatever their clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from committee.calendar import annex1_term
from committee.owing import MORNING, in_quiet_hours
from committee.plan import Place, Step, days_of, steps
from tests.committee.changes import CHANGES, NEVER

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
FEBRUARY = next(each for each in annex1_term(2026).meetings if each.key == "2026-27/february")
DAYS = days_of(FEBRUARY.kind)
deadlines = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def step(deadline: datetime, days_before: int, zone: str) -> Step:
    """The step of the plan so many days before a deadline, for a reader in `zone`."""
    planned = steps(FEBRUARY.kind, deadline, Place(zone))
    return next(each for each in planned if each.days_before == days_before)


def test_a_delegate_in_guatemala_is_reminded_seven_days_before_at_nine_her_time() -> None:
    found = step(FEBRUARY.deadline, 7, "America/Guatemala")
    assert found == Step(7, date(2027, 2, 9), datetime(2027, 2, 9, 15, tzinfo=UTC))


def test_the_day_is_counted_where_the_reader_is() -> None:
    """At 10:00 in Washington it is already the next day in Auckland."""
    there = ZoneInfo("Pacific/Auckland")
    local = step(FEBRUARY.deadline, 1, "Pacific/Auckland").due_at.astimezone(there)
    assert local.replace(tzinfo=None) == datetime(2027, 2, 16, 9)  # noqa: DTZ001


@settings(max_examples=400, deadline=None)
@given(deadlines, st.sampled_from(DAYS), st.sampled_from(ZONES))
@example(datetime(2027, 3, 15, 14, tzinfo=UTC), 1, "America/New_York")
@example(datetime(2026, 11, 2, 14, tzinfo=UTC), 1, "America/Havana")
@example(datetime(2026, 9, 7, 14, tzinfo=UTC), 1, "America/Santiago")
def test_it_is_nine_in_the_morning_there_that_many_days_before(
    deadline: datetime, days_before: int, zone: str
) -> None:
    found = step(deadline, days_before, zone)
    here = found.due_at.astimezone(ZoneInfo(zone))
    assert found.due_at.tzinfo is UTC
    assert here.time() == MORNING
    assert here.fold == 0
    assert here.date() == found.day
    assert found.day == deadline.astimezone(ZoneInfo(zone)).date() - timedelta(days=days_before)
    assert not in_quiet_hours(found.due_at, zone)


@settings(deadline=None)
@given(deadlines, st.sampled_from(ZONES))
def test_the_steps_come_in_order_as_many_days_apart_as_planned(
    deadline: datetime, zone: str
) -> None:
    """Also across a change of the clocks, to within its few hours."""
    planned = steps(FEBRUARY.kind, deadline, Place(zone))
    assert [each.days_before for each in planned] == list(DAYS)
    for earlier, later in pairwise(planned):
        apart = later.due_at - earlier.due_at - (later.day - earlier.day)
        assert abs(apart) < timedelta(hours=4)


@pytest.mark.parametrize(
    ("zone", "day"), [*CHANGES, *((zone, date(2026, 10, 4)) for zone in NEVER)]
)
def test_over_each_change_it_is_nine_as_shown_there(zone: str, day: date) -> None:
    """For what is due from the day before the change to three days after it, on the eve of each."""
    for n in range(-2, 3):
        due = datetime.combine(day + timedelta(days=n + 1), time(17), ZoneInfo(zone))
        shown = step(due.astimezone(UTC), 1, zone).due_at.astimezone(ZoneInfo(zone))
        assert shown.replace(tzinfo=None) == datetime.combine(day + timedelta(days=n), MORNING)
