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
from shutil import rmtree
from tempfile import TemporaryFile, mkdtemp
from uuid import uuid4

from tests.forge import PYTHON, order

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
        code = order(_ready(), said, (nothing.fileno(), out.fileno(), errors.fileno()))
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


class Forged:
    """What the runner of jobs knows of `sys`: an interpreter whose processes are forked."""

    def __getattr__(self, name: str) -> str:
        if name != "executable":
            raise AttributeError(name)
        return str(_python())


@cache
def _python() -> Path:
    """The file of that interpreter."""
    _, name = _forge()
    folder = Path(mkdtemp(prefix="enlace-forge-"))
    atexit.register(rmtree, folder)
    python = folder / "python"
    python.write_text(PYTHON.format(python=sys.executable, name=name))
    python.chmod(0o700)
    return python


@cache
def _ready() -> str:
    """The name of this process's forge, which takes orders."""
    forge, name = _forge()
    assert forge.stdout is not None
    assert forge.stdout.readline() == b"ready\n"
    return name


@cache
def _forge() -> tuple[subprocess.Popen[bytes], str]:
    """This process's forge, which ends with it, and its name."""
    name = f"enlace-forge-{uuid4().hex}"
    forge = subprocess.Popen(
        [sys.executable, "-m", "tests.forge", name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment({}),
    )
    atexit.register(_end, forge)
    return forge, name


def _end(forge: subprocess.Popen[bytes]) -> None:
    forge.communicate()


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
