"""A meeting at another time keeps its deadline's distance, by the clocks of Washington."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from committee.calendar import WASHINGTON, annex1_term
from committee.localtime import instant
from committee.moving import moved

FEBRUARY = next(m for m in annex1_term(2026).meetings if m.key.endswith("/february"))


def there(month: int, day: int, hour: int) -> datetime:
    return instant(date(2027, month, day), time(hour), WASHINGTON)


@pytest.mark.parametrize(
    ("due", "starts", "expected"),
    [
        (there(2, 16, 10), there(2, 23, 15), there(2, 23, 15)),  # when the meeting begins
        (there(2, 13, 10), there(2, 23, 15), there(2, 20, 15)),  # at its hour, days before
        (there(2, 13, 18), there(2, 23, 15), there(2, 20, 18)),  # at an hour of its own
        (there(2, 13, 10), there(3, 16, 10), there(3, 13, 10)),  # over the change of clocks
        (there(2, 16, 9), there(2, 23, 8), there(2, 23, 8)),  # never after the beginning
    ],
)
def test_the_deadline_keeps_its_distance(
    due: datetime, starts: datetime, expected: datetime
) -> None:
    assert moved(replace(FEBRUARY, deadline=due), starts).deadline == expected


def test_a_deadline_that_is_given_is_taken() -> None:
    plan = moved(FEBRUARY, there(2, 23, 10), there(2, 1, 12))
    assert (plan.starts_at, plan.deadline) == (there(2, 23, 10), there(2, 1, 12))


def test_at_the_same_time_nothing_changes() -> None:
    odd = replace(FEBRUARY, deadline=datetime(2026, 11, 1, 6, 30, 0, 7, tzinfo=UTC))
    assert moved(odd, odd.starts_at) == odd
