"""The date the sandbox shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sandbox import Clock


async def test_a_move_ends_after_the_host_and_the_page_have_reacted() -> None:
    clock = Clock()
    heard: list[str] = []

    async def host() -> None:
        heard.append("host")

    clock.on_moved = host
    clock.watchers.append(lambda: heard.append("page"))
    before = clock.now()
    await clock.move(timedelta(days=1))
    assert heard == ["host", "page"]
    assert clock.now() - before >= timedelta(days=1)


async def test_the_clock_goes_to_a_moment_forward_and_back() -> None:
    clock = Clock()
    for year in (2031, 2016):
        await clock.move_to(datetime(year, 2, 3, tzinfo=UTC))
        assert clock.now().year == year


async def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        await Clock().move_to(datetime(2031, 2, 3))  # noqa: DTZ001 - what is refused
