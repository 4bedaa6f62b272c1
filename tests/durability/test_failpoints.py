"""A bot that dies twenty times at one named point loses nothing and does nothing twice."""

from __future__ import annotations

import pytest

from services.failpoints import FAILPOINTS, Failpoint
from tests.durability.ground import Ground

KILLS = 20
DIES_AGAIN = {"inbox_committed", "in_turn", "leased", "sent"}
"""Where a bot that is started anew meets the same point with the same update or message."""


OF_TICKS = {"in_tick", "tick_committed"}
"""Where nothing that somebody writes comes by; tests/durability/test_reminders.py does."""


@pytest.mark.parametrize("failpoint", [point for point in FAILPOINTS if point not in OF_TICKS])
async def test_killed_twenty_times_at_one_point(ground: Ground, failpoint: Failpoint) -> None:
    """Every answer is there once and in order; a copy costs only a death amid sending.

    That is each one at `sent`, and at `inbox_committed` the second one of an update at most: the
    bot that finds the update in its inbox may be sending the answer when the same update comes
    again.
    """
    first, second = await ground.let_in(2)
    kills = 0
    while kills < KILLS:
        author = second if first.finished else first
        author.write()
        for _ in range(2 if failpoint in DIES_AGAIN else 1):
            bot = ground.start(failpoint=failpoint)
            assert await ground.ended(bot) == 9, bot.said()
            kills += 1
            ground.pass_over()
        bot = ground.start()
        await author.answered()
        await ground.settled()
        await ground.kill(bot)
        ground.pass_over()
    extra = await ground.check()
    if failpoint == "inbox_committed":
        assert sum(extra) <= kills // 2
    else:
        assert sum(extra) == (kills if failpoint == "sent" else 0)
