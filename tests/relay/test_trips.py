"""What is taken off a trip is never more than a part of the quickest one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.relay.trips import AT_MOST, ENOUGH, OUR_OWN, PART, REMEMBERED, Trips


def taken_off(trips: Trips, seconds: float) -> float:
    return 100.0 + seconds - trips.arrived(100.0, 100.0 + seconds)


def test_a_few_trips_say_nothing() -> None:
    trips = Trips()
    assert {taken_off(trips, 0.08) for _ in range(ENOUGH - 1)} == {0.0}
    assert taken_off(trips, 0.08) > 0.03


def test_quick_ones_count_at_once_and_are_remembered() -> None:
    trips = Trips()
    for _ in range(ENOUGH):
        trips.arrived(100.0, 100.08)
    assert taken_off(trips, OUR_OWN) == 0.0
    assert {taken_off(trips, 0.08) for _ in range(REMEMBERED - 1)} == {0.0}
    assert taken_off(trips, 0.08) > 0.03


@given(st.lists(st.floats(0.0, 2.0), min_size=ENOUGH, max_size=200))
def test_it_is_a_part_of_the_quickest(seconds: list[float]) -> None:
    trips = Trips()
    off = [taken_off(trips, each) for each in seconds][-1]
    assert -1e-9 <= off <= AT_MOST + 1e-9
    assert off <= PART * min(seconds[-REMEMBERED:]) + 1e-9
