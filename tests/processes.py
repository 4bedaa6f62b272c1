"""The product as a process of its own: the command line, and the bot as it runs in production."""

from __future__ import annotations

import asyncio
import atexit
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from uuid import uuid4

from tests.forge import order

ROOT = Path(__file__).parents[1]
SPARED = ("ENLACE_", "PYTHONWARNINGS")


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without settings of the product, and then `settings`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(SPARED)}
    return {**own, "PYTHONPATH": str(ROOT), **settings}


def command(*arguments: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `enlace` with `arguments` in `folder`; settings by their names without the prefix.

    It is a process of its own, forked from one that has the product imported (tests/forge.py).
    """
    said = {
        "arguments": arguments,
        "folder": str(folder.resolve()),
        "environment": environment({f"ENLACE_{name}": each for name, each in settings.items()}),
    }
    with Path(os.devnull).open("rb") as nothing, TemporaryFile() as out, TemporaryFile() as errors:
        code = order(_forge(), said, (nothing.fileno(), out.fileno(), errors.fileno()))
        for file in (out, errors):
            file.seek(0)
        return subprocess.CompletedProcess(
            arguments, code, out.read().decode(), errors.read().decode()
        )


def command_anew(
    *arguments: str, folder: Path, **settings: str
) -> subprocess.CompletedProcess[str]:
    """As `command`, with an interpreter started for it, as an operator's shell does."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment({f"ENLACE_{name}": value for name, value in settings.items()}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@cache
def _forge() -> str:
    """The name of this process's forge, which ends with it."""
    name = f"enlace-forge-{uuid4().hex}"
    forge = subprocess.Popen(
        [sys.executable, "-m", "tests.forge", name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment({}),
    )
    assert forge.stdin is not None
    assert forge.stdout is not None
    assert forge.stdout.readline() == b"ready\n"
    forge.stdout.close()
    atexit.register(forge.wait)
    atexit.register(forge.stdin.close)
    return name


@asynccontextmanager
async def running(*, folder: Path, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """`enlace run` until the block ends; its error output is in `folder / "log"`."""
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=folder,
            env=environment({f"ENLACE_{name}": value for name, value in settings.items()}),
            stdout=log,
            stderr=log,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
                await asyncio.wait_for(process.wait(), 20)
