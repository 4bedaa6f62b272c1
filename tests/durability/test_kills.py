"""A bot that is killed at any moment while several people write loses nothing."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.durability.authors import Author
from tests.durability.ground import Ground, free_port, until

KILLS = 10
MOST_SENT_IN_A_LIFE = 8


async def _write_all(author: Author) -> None:
    while not author.finished:
        author.write()
        await author.answered(60)


@pytest.mark.parametrize("door", ["polling", "webhook"])
async def test_killed_ten_times_at_random_moments_under_load(ground: Ground, door: str) -> None:
    """Six people fill in a form each; every answer counts once, every reply comes."""
    chance = random.Random(door)
    port = free_port()
    webhook = f"http://127.0.0.1:{port}" if door == "webhook" else ""
    authors = await ground.let_in(6)
    writing = asyncio.gather(*(_write_all(author) for author in authors))
    for _ in range(KILLS):
        begun = ground.sandbox.journal.sequence
        bot = ground.start(webhook=webhook, port=port)
        enough = chance.randint(0, MOST_SENT_IN_A_LIFE)
        await until(lambda: _calls(ground, begun) >= enough, f"{enough} messages sent")  # noqa: B023
        await ground.kill(bot)
        ground.pass_over()
    assert not writing.done(), "the kills came too late to matter"
    ground.start(webhook=webhook, port=port)
    await writing
    await ground.settled()
    assert max(await ground.check()) <= KILLS


def _calls(ground: Ground, since: int) -> int:
    """How many messages were sent since, or -1 while the bot has not called at all."""
    if ground.sandbox.journal.sequence == since:
        return -1
    return len(ground.sandbox.journal.calls("sendMessage", since=since))
