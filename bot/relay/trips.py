"""How long calls to Telegram take at least, and so by when one that is answered had arrived."""

from __future__ import annotations

from collections import deque

REMEMBERED = 100
ENOUGH = 20
OUR_OWN = 0.010
"""Seconds of a trip that may be ours and the server's rather than the way's."""
PART = 0.6
AT_MOST = 0.050


class Trips:
    """The trips of one worker's last calls.

    A call arrived before its answer did, by the way back; the next call that may take its place
    arrives later than it is made, by the way there. Both together are a round trip, of which `PART`
    of the quickest seen lately is taken off, without what is no way at all. So with 80 ms there and
    back 28.8 messages a second can be sent instead of 27.7. It stays safe as long as no trip is
    suddenly shorter than that part of the quickest of the last hundred, and the workers of a
    database are about as far from Telegram. Quick networks gain nothing and take nothing off.
    """

    def __init__(self) -> None:
        self._seconds: deque[float] = deque(maxlen=REMEMBERED)

    def arrived(self, begun: float, ended: float) -> float:
        """When a call that took from `begun` to `ended` had arrived at the latest."""
        self._seconds.append(ended - begun)
        if len(self._seconds) < ENOUGH:
            return ended
        way = min(self._seconds) - OUR_OWN
        return ended - min(max(PART * way, 0.0), AT_MOST)
