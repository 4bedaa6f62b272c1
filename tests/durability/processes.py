"""Bots as processes: started, killed, stopped and waited for."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds after which a test gives up waiting for something that ought to have happened."""


class Launcher:
    """The process of `launcher.py`, seen from the tests."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.launcher"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )

    def order(self, **order: object) -> int:
        """Give an order and return the number that answers it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End the process, and with it every bot that still lives."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()


@dataclass(frozen=True, slots=True)
class Process:
    """One bot."""

    launcher: Launcher
    pid: int
    log: Path

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    async def ended(self, within: float = PATIENCE) -> int:
        """Wait until it has ended by itself; its exit code, negative for a signal."""
        loop = asyncio.get_running_loop()
        handle = os.pidfd_open(self.pid)
        over = asyncio.Event()
        loop.add_reader(handle, over.set)
        try:
            async with asyncio.timeout(within):
                await over.wait()
        except TimeoutError:
            raise AssertionError(f"still running after {within} s:\n{self.said()}") from None
        finally:
            loop.remove_reader(handle)
            os.close(handle)
        return self.launcher.order(reap=self.pid)

    async def kill(self) -> None:
        """End it as a power cut would, and wait until it is gone."""
        self.signal(signal.SIGKILL)
        assert await self.ended() == -signal.SIGKILL, self.said()

    def said(self) -> str:
        """What it wrote to standard output and error."""
        return self.log.read_text()


def start(
    launcher: Launcher,
    *,
    folder: Path,
    environment: Mapping[str, str],
    clock: Path,
    limits: Mapping[str, float] | None = None,
    arguments: tuple[str, ...] = ("run",),
    user: int | None = None,
    scripts: Mapping[str, str] | None = None,
    ticks: float | None = None,
) -> Process:
    """Start `enlace` with `arguments` in `folder`, on the clock of that file.

    With `ticks` everything that looks at the clock does so every so many seconds.
    """
    log = folder / f"log-{len(list(folder.glob('log-*')))}"
    log.touch()
    pid = launcher.order(
        folder=str(folder),
        environment=dict(environment),
        clock=str(clock),
        limits=None if limits is None else dict(limits),
        arguments=list(arguments),
        user=user,
        scripts=None if scripts is None else dict(scripts),
        ticks=ticks,
        log=str(log),
    )
    return Process(launcher, pid, log)
