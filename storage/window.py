"""Telegram's limit as a sliding window: how many calls count at the moment, and when one more may.

The rule: a call may begin when fewer than `size` others count. A call counts from the moment it is
promised a place until a second after it has certainly arrived; while it is under way, that is not
known and it counts on. So no second has more than `size` arrivals, however late senders and network
are: of `size` + 1 calls that arrive within a second take the one that began last; every other one
arrived less than a second before it began, or had not arrived yet, and counted when it was given
its place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SECOND = 1.001
"""What is called a second: a thousandth more, for clocks that run at slightly different speeds."""
FEW = 100
"""Up to this size ends are kept to the millisecond; above, to a fiftieth of a second (later)."""

Key = tuple[int, int]
"""A message under way: its row and the attempt."""


class Window:
    """The calls that count, each with the pulse at which it ends to do so."""

    __slots__ = ("_done", "_grains", "_under_way", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self._grains = 1000 if size <= FEW else 50
        self._under_way: dict[Key, float] = {}
        self._done: dict[float, int] = {}

    @classmethod
    def decode(cls, size: int, kept: Mapping[str, Any], pulse: float) -> Window:
        """The window as `encode` kept it, without what no longer counts at `pulse`."""
        window = cls(size)
        for row, attempt, end in kept.get("way", ()):
            if end > pulse:
                window._under_way[row, attempt] = end
        for end, count in kept.get("done", ()):
            if end > pulse:
                window._done[end] = count
        return window

    def encode(self) -> Mapping[str, Any]:
        """Its JSON form."""
        return {
            "way": [[*key, end] for key, end in self._under_way.items()],
            "done": [[end, count] for end, count in self._done.items()],
        }

    def openings(self, first: float, until: float, *, step: float, most: int) -> Sequence[float]:
        """Up to `most` moments from `first` to `until` at which a call may begin.

        They are at least `step` apart, and each takes those before it into account.
        """
        ends = self._ends_after(first) if len(self) + most > self.size else ()
        found: list[float] = []
        at = first
        while len(found) < min(most, self.size):
            # So many calls may still count when the next one begins.
            beside = self.size - 1 - len(found)
            if beside < len(ends):
                at = max(at, ends[beside])
            if at > until:
                break
            found.append(at)
            at += step
        return found

    def next_opening(self, first: float) -> float:
        """The first moment from `first` on at which a call may begin."""
        (at,) = self.openings(first, math.inf, step=0.0, most=1)
        return at

    def __len__(self) -> int:
        """How many calls count."""
        return len(self._under_way) + sum(self._done.values())

    def _ends_after(self, pulse: float) -> Sequence[float]:
        ends = [end for end in self._under_way.values() if end > pulse]
        for end, count in self._done.items():
            if end > pulse:
                ends += [end] * count
        return sorted(ends, reverse=True)

    def enter(self, key: Key, end: float) -> None:
        """Count a call that has been promised a place, until `end` if nobody says more."""
        self._under_way[key] = end

    def extend(self, key: Key, end: float) -> None:
        """Count a call that is still under way until `end`."""
        if key in self._under_way:
            self._under_way[key] = end

    def leave(self, key: Key, arrived: Iterable[float]) -> None:
        """A call is no longer under way: count the calls that were made by when they arrived."""
        self._under_way.pop(key, None)
        for pulse in arrived:
            end = math.ceil((pulse + SECOND) * self._grains) / self._grains
            self._done[end] = self._done.get(end, 0) + 1

    def settle_all(self, pulse: float) -> bool:
        """Whoever made the calls under way is gone: what they sent has arrived by `pulse`.

        Returns whether there were any.
        """
        gone = list(self._under_way)
        for key in gone:
            self.leave(key, (pulse,))
        return bool(gone)

    def rebase(self, pulse: float, *, lease: float) -> None:
        """The clock was put back to `pulse`: nothing counts longer than it can from now on."""
        self._under_way = {key: min(end, pulse + lease) for key, end in self._under_way.items()}
        done, self._done = self._done, {}
        for end, count in done.items():
            shown = min(end, pulse + SECOND)
            self._done[shown] = self._done.get(shown, 0) + count
