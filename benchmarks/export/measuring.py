"""What a way of writing takes, each in a process of its own, so that peaks are its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Measure:
    """Seconds, also of the processor, MiB at the peak of any process, and MiB of file."""

    wall: float
    processor: float
    peak: float
    size: float


def in_a_child(part: str, name: str, number: int) -> Measure:
    """Let `benchmarks.export.<part>` measure its way `name` with so many submissions or rows."""
    command = [sys.executable, "-m", f"benchmarks.export.{part}", "child", name, str(number)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Measure(**json.loads(told))


def tell_of(write: Callable[[Path], None], suffix: str) -> None:
    """Write a file and print, for `in_a_child`, what this process and its children took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"compilation{suffix}"
        began, before = perf_counter(), _processor()
        write(path)
        found = Measure(
            wall=perf_counter() - began,
            processor=_processor() - before,
            peak=max(_own_peak(), getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024),
            size=path.stat().st_size / 2**20,
        )
    print(json.dumps(asdict(found)))


def _processor() -> float:
    both = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in both)


def _own_peak() -> float:
    """This process's own peak in MiB; what getrusage tells begins with its parent's."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
