"""Ticks while the machine's clock jumps: none by a date that may be wrong, and all afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from scheduler import Steadiness, Ticks
from scheduler.ticks import Every

NOW = datetime(2027, 1, 20, 15, tzinfo=UTC)


@dataclass
class Unsteady:
    """A clock whose jumps are told by the test."""

    is_steady: bool = True
    jumped: int = 0

    def now(self) -> datetime:
        return NOW

    def pulse(self) -> float:
        return 0.0

    def steady(self) -> bool:
        return self.is_steady

    def jumps(self) -> int:
        return self.jumped


def counted(ticks: Ticks, name: str = "tick") -> asyncio.Event:
    """Add a tick; the event is set each time it is called."""
    called = asyncio.Event()

    async def tick() -> None:
        called.set()

    ticks.every(0.01, name, tick)
    return called


async def test_no_tick_is_called_while_the_clock_is_not_trusted() -> None:
    clock, looks = Unsteady(is_steady=False), 0
    looked_often = asyncio.Event()

    def is_steady() -> bool:
        nonlocal looks
        looks += 1
        if looks > 3:
            looked_often.set()
        return clock.is_steady

    ticks = Ticks(is_steady)
    called = counted(ticks)
    ticks.start()
    async with asyncio.timeout(10):
        await looked_often.wait()
        assert not called.is_set()
        clock.is_steady = True
        await called.wait()
    ticks.stop()


async def test_a_tick_goes_on_when_the_clock_was_put_back() -> None:
    """APScheduler goes by the machine's clock, and would wait until it shows the same again."""
    ticks = Ticks()
    called = counted(ticks)
    ticks.start()
    async with asyncio.timeout(10):
        await called.wait()
        job = ticks._scheduler.get_job("tick")
        job.modify(next_run_time=datetime.now(UTC) + timedelta(days=3))
        called.clear()
        ticks.start_anew()
        await called.wait()
    ticks.stop()


@pytest.mark.parametrize("days", [0, 1, 3650, -3])
def test_however_much_was_missed_there_is_one_tick(days: int) -> None:
    """Ten years at a tick in 20 seconds would be sixteen million."""
    assert Every(20).get_next_fire_time(NOW - timedelta(days=days), NOW) == NOW + timedelta(
        seconds=20
    )


async def test_each_jump_is_mended_once_and_tried_again_where_that_fails() -> None:
    clock, tries, works = Unsteady(), 0, False

    async def mend() -> None:
        nonlocal tries
        tries += 1
        if not works:
            raise OSError

    steadiness = Steadiness(clock, mend)
    await steadiness.look()
    assert tries == 0
    clock.jumped = 1
    with capture_logs() as lines:
        await steadiness.look()
    assert [line["event"] for line in lines] == ["clock_not_mended"]
    works = True
    for _ in range(3):
        await steadiness.look()
    assert tries == 2
    clock.jumped = 2
    await steadiness.look()
    assert tries == 3
