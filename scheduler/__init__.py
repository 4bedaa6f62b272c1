"""The clock's door: a few ticks, no state. What is due are rows; APScheduler only ticks."""

from scheduler.steadiness import Steadiness
from scheduler.ticks import Ticks

__all__ = ["Steadiness", "Ticks"]
