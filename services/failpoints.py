"""Named points at which a test may end the process hard, to prove that nothing is lost there."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

Failpoint: TypeAlias = Literal[
    "inbox_committed", "in_turn", "turn_committed", "in_tick", "tick_committed", "leased", "sent"
]
FAILPOINTS: tuple[Failpoint, ...] = get_args(Failpoint)

Reach: TypeAlias = Callable[[Failpoint], None]


def none(_point: Failpoint) -> None:
    """The usual case: reaching a point does nothing."""


def exiting_at(chosen: Failpoint) -> Reach:
    """What ends the process, as a kill would, when `chosen` is reached."""

    def reach(point: Failpoint) -> None:
        if point == chosen:
            os._exit(9)

    return reach
