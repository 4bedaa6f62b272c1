"""A process that has imported the product once and forks bots from itself.

Each bot is a process of its own, as `python -m bot run` makes one, without the second that the
imports and first uses take: the launcher has run the product once itself. Orders come as JSON, one
a line; answers are numbers.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import logging
import os
import signal
import struct
import sys
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy.dialects.postgresql.asyncpg
import structlog

import bot.app
import scheduler.ticks
import storage.migrate
from bot.__main__ import main
from bot.settings import settings_from
from sandbox import Sandbox
from scheduler.ticks import Every
from services.delivery import Limits
from tests.house import START, TOKEN, House
from tests.people import DELEGATE

assert sqlalchemy.dialects.postgresql.asyncpg  # loaded before a bot is forked

_PR_SET_PDEATHSIG = 1


class SharedClock:
    """The date of the tests, and a pulse that all bots of a test see put forward at once."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDONLY)

    def now(self) -> datetime:
        """The committee's time, the same for every process that reads the file."""
        return START + timedelta(seconds=self._read(1))

    def pulse(self) -> float:
        """Seconds, likewise."""
        return time.time() + self._read(0)

    def _read(self, place: int) -> float:
        (seconds,) = struct.unpack("d", os.pread(self._file, 8, 8 * place))
        return float(seconds)

    def steady(self) -> bool:
        """Always."""
        return True

    def jumps(self) -> int:
        """None."""
        return 0


async def warm_up() -> None:
    """Run the product once, so that what it loads and builds at first use is there."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with TemporaryDirectory() as folder:
        sandbox = Sandbox(TOKEN)
        await sandbox.start()
        environment = {
            "ENLACE_BOT_TOKEN": TOKEN,
            "ENLACE_TELEGRAM_API_URL": sandbox.url,
            "ENLACE_DATA_DIR": folder,
            "ENLACE_LISTEN": "127.0.0.1:0",
        }
        house = House(settings_from(environment), sandbox)
        await house.open()
        await house.let_in(DELEGATE)
        for text in ("/practice", "A title"):
            await sandbox.send(DELEGATE.id, text)
        await house.settle()
        await house.close()
        await sandbox.stop()


def serve() -> None:
    """Fork a bot for every order, and say with which status one ended when asked."""
    with os.fdopen(os.dup(0), "rb", buffering=0) as orders:
        while line := orders.readline():
            order = json.loads(line)
            if "reap" in order:
                _, status = os.waitpid(order["reap"], 0)
                _answer(os.waitstatus_to_exitcode(status))
                continue
            pid = os.fork()
            if pid == 0:
                _become(order)
            _answer(pid)


def _answer(number: int) -> None:
    os.write(1, f"{number}\n".encode())


def _become(order: dict[str, Any]) -> None:
    """Be `enlace` with the arguments, environment and clock of the order; ends the process."""
    _redirect(order["log"])
    os.chdir(order["folder"])
    for name in [name for name in os.environ if name.startswith("ENLACE_")]:
        del os.environ[name]
    os.environ.update(order["environment"])
    if order["user"] is not None:
        os.setgroups([])
        os.setgid(order["user"])
        os.setuid(order["user"])
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    limits = None if order["limits"] is None else Limits(**order["limits"])
    clock = SharedClock(order["clock"])
    vars(bot.app)["build"] = partial(bot.app.build, clock=clock, limits=limits)
    if order["scripts"] is not None:
        _use_scripts(order["scripts"])
    if order["ticks"] is not None:
        vars(scheduler.ticks)["Every"] = lambda _seconds: Every(order["ticks"])
    main(order["arguments"], prog_name="enlace")


def _use_scripts(given: dict[str, str]) -> None:
    """Migrate with the scripts in a folder of the test's, up to their head."""
    vars(storage.migrate)["_SCRIPTS"] = Path(given["folder"])
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in {"bot", "storage"} and "HEAD" in vars(module):
            vars(module)["HEAD"] = given["head"]


def _redirect(log: str) -> None:
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(written, 1)
    os.dup2(written, 2)


if __name__ == "__main__":
    asyncio.run(warm_up())
    gc.freeze()
    serve()
    sys.exit(0)
