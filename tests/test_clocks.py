"""A machine's clock that jumps: what is noticed, what is not, and for how long it is not trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from structlog.testing import capture_logs

from bot.clocks import DISTRUST, MachineClock

HOUR = 3600.0
DAY = 24 * HOUR


@dataclass
class Machine:
    """The two clocks of a machine, in the hands of a test."""

    wall: float = 1_800_000_000.0
    passed: float = 5_000.0

    def go_on(self, seconds: float) -> None:
        """Time passes."""
        self.wall += seconds
        self.passed += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def clock(machine: Machine) -> MachineClock:
    return MachineClock(lambda: machine.wall, lambda: machine.passed)


@pytest.fixture
def logged() -> Iterator[list[dict[str, object]]]:
    with capture_logs() as lines:
        yield lines  # type: ignore[misc]  # structlog's own mappings


@pytest.mark.parametrize("seconds", [5 * HOUR, HOUR, -HOUR, -3 * DAY, 10 * 365 * DAY, 61, -61])
def test_a_jump_is_told_once_and_the_clock_is_not_trusted_for_a_while(
    machine: Machine, clock: MachineClock, logged: list[dict[str, object]], seconds: float
) -> None:
    assert clock.steady()
    machine.go_on(5)
    machine.wall += seconds
    for _ in range(int(DISTRUST / 5)):
        assert not clock.steady()
        machine.go_on(5)
    assert clock.jumps() == 1
    assert clock.steady()
    assert clock.pulse() == machine.wall
    assert logged == [
        {"event": "clock_jumped", "seconds": seconds, "alarm": True, "log_level": "error"},
        {"event": "clock_steady", "log_level": "info"},
    ]


def test_a_clock_that_is_put_right_is_told_of_again_and_waited_for_anew(
    machine: Machine, clock: MachineClock, logged: list[dict[str, object]]
) -> None:
    machine.wall += 5 * HOUR
    assert not clock.steady()
    machine.go_on(DISTRUST - 10)
    machine.wall -= 5 * HOUR
    assert not clock.steady()
    machine.go_on(DISTRUST - 10)
    assert not clock.steady()
    machine.go_on(10)
    assert clock.steady()
    assert clock.jumps() == 2
    assert [line.get("seconds") for line in logged] == [5 * HOUR, -5 * HOUR, None]


def test_a_clock_that_drifts_or_is_slewed_is_trusted(
    machine: Machine, clock: MachineClock, logged: list[dict[str, object]]
) -> None:
    """An hour in an hour, which no clock drifts; between two looks it is five seconds."""
    for _ in range(720):
        machine.go_on(5)
        machine.wall += 5
        assert clock.steady()
    machine.wall -= 59
    assert clock.steady()
    assert not logged


def test_a_process_that_stood_still_trusts_its_clock(
    machine: Machine, clock: MachineClock, logged: list[dict[str, object]]
) -> None:
    machine.go_on(3 * DAY)
    assert clock.steady()
    assert not logged


def test_a_machine_that_slept_looks_like_a_jump(machine: Machine, clock: MachineClock) -> None:
    """What has passed is not counted while Linux sleeps: its clock is right, but not trusted."""
    machine.wall += 8 * HOUR
    assert not clock.steady()
    machine.go_on(DISTRUST)
    assert clock.steady()


def test_a_clock_that_was_wrong_from_the_start_is_not_noticed(machine: Machine) -> None:
    machine.wall += 10 * 365 * DAY
    assert MachineClock(lambda: machine.wall, lambda: machine.passed).steady()
