"""The product as a process of its own: the command line, and the bot as it runs in production."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SPARED = ("ENLACE_", "PYTHONWARNINGS")


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without settings of the product, and then `settings`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(SPARED)}
    return {**own, "PYTHONPATH": str(ROOT), **settings}


def command(*arguments: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `enlace` with `arguments` in `folder`; settings by their names without the prefix."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment({f"ENLACE_{name}": value for name, value in settings.items()}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


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
