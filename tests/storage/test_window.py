"""The window lets nobody break Telegram's limit, whatever delays there are, and little less pass."""

from __future__ import annotations

import heapq
import json
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.limits import Limits as Judge
from storage.window import SECOND, Window

HORIZON, STEP = 0.1, 1 / 33


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds of one call: until it begins, until it arrives, until its answer is there and noted."""

    late: float
    there: float
    back: float
    noted: float


def delays(most: float) -> st.SearchStrategy[Delays]:
    seconds = st.floats(0.0, most)
    return st.builds(Delays, seconds, seconds, seconds, seconds)


def play(calls: Sequence[Delays], *, looks: float, size: int = 30) -> Sequence[float]:
    """Send as fast as the window allows, looking every `looks` seconds; when the calls arrived.

    The window goes through its JSON each time, as it does between workers.
    """
    kept, at, next_at = json.dumps(Window(size).encode()), 1000.0, 0.0
    ended: list[tuple[float, int, float]] = []
    waiting, arrivals = list(enumerate(calls)), []
    while waiting:
        window = Window.decode(size, json.loads(kept), at)
        while ended and ended[0][0] <= at:
            _, row, answered = heapq.heappop(ended)
            window.leave((row, 1), (answered,))
        for slot in window.openings(max(at, next_at), at + HORIZON, step=STEP, most=len(waiting)):
            row, call = waiting.pop(0)
            window.enter((row, 1), slot + 1_000)
            arrived = slot + call.late + call.there
            answered = arrived + call.back
            heapq.heappush(ended, (answered + call.noted, row, answered))
            arrivals.append(arrived)
            next_at = slot + STEP
        kept = json.dumps(window.encode())
        at += looks
    return sorted(arrivals)


def breaches(arrivals: Sequence[float]) -> int:
    judge = Judge()
    for chat, at in enumerate(arrivals, start=1):
        judge.check(chat, at)
    return judge.breaches


@settings(max_examples=60)
@given(
    st.sampled_from((0.001, 0.02, 0.3, 2.0)).flatmap(
        lambda most: st.lists(delays(most), min_size=40, max_size=150)
    ),
    st.sampled_from((0.004, 0.05, 0.4)),
)
def test_never_are_there_thirty_one_in_a_second(calls: list[Delays], looks: float) -> None:
    assert breaches(play(calls, looks=looks)) == 0


def test_the_judge_would_see_it() -> None:
    """The same calls with a window that is one too large."""
    prompt = [Delays(0.0, 0.0, 0.0, 0.001)] * 200
    assert breaches(play(prompt, looks=0.001)) == 0
    assert breaches(play(prompt, looks=0.001, size=31)) > 0


@pytest.mark.parametrize(("trip", "share"), [(0.002, 0.98), (0.010, 0.97), (0.050, 0.93)])
def test_what_is_allowed_is_used(trip: float, share: float) -> None:
    """Of thirty a second, all but what the trip costs."""
    arrivals = play([Delays(0.001, trip / 2, trip / 2, 0.005)] * 600, looks=0.01)
    assert len(arrivals) / (arrivals[-1] - arrivals[0]) > share * 30


def test_a_call_under_way_counts_until_its_end_is_known() -> None:
    window = Window(2)
    window.enter((1, 1), 125.0)
    window.enter((2, 1), 125.0)
    assert window.next_opening(100.0) == 125.0
    window.leave((1, 1), (100.5,))
    assert window.next_opening(100.6) == pytest.approx(100.5 + SECOND, abs=0.001)
    assert window.next_opening(100.6) >= 100.5 + SECOND
    window.leave((2, 1), ())
    assert window.next_opening(100.6) == 100.6


def test_several_calls_of_one_message_count_each() -> None:
    window = Window(30)
    window.enter((1, 1), 125.0)
    window.leave((1, 1), (100.0, 100.1, 100.1))
    assert len(window) == 3


def test_another_attempt_is_another_call() -> None:
    """The one whose lease ran out may still arrive."""
    window = Window(30)
    window.enter((1, 1), 125.0)
    window.enter((1, 2), 150.0)
    window.leave((1, 2), (126.0,))
    assert len(window) == 2


@given(st.lists(st.floats(1e9, 1e9 + 1), max_size=40), st.integers(0, 5))
def test_it_stays_what_it_is_through_its_json(arrived: list[float], under_way: int) -> None:
    for size in (30, 970):
        window = Window(size)
        for row in range(under_way):
            window.enter((row, 1), 1e9 + 30)
        window.leave((99, 1), arrived)
        again = Window.decode(size, json.loads(json.dumps(window.encode())), 1e9)
        assert again.encode() == window.encode()
        assert len(again) == under_way + len(arrived)
        assert not Window.decode(size, again.encode(), 1e9 + 60)


def test_a_large_window_is_kept_in_few_words() -> None:
    window = Window(970)
    window.leave((1, 1), [1e9 + n / 970 for n in range(970)])
    assert len(window) == 970
    assert len(json.dumps(window.encode())) < 2000
