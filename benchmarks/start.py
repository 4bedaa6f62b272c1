"""From nothing to ready, and how much memory the idle bot holds, beside `import telegram.ext`.

The database exists and is migrated, as at every start but the first. Prints medians of several
starts and their ratio to importing python-telegram-bot alone.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sandbox import Sandbox

ROUNDS = 7
TOKEN = "1:sandbox"
BASELINE = "import telegram.ext"


async def _baseline() -> float:
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", BASELINE)
    await process.wait()
    return time.perf_counter() - begun


async def _start(sandbox: Sandbox, folder: Path) -> tuple[float, float]:
    """Seconds until the bot holds its poll, and its resident megabytes a moment later."""
    environment = {
        **os.environ,
        "ENLACE_BOT_TOKEN": TOKEN,
        "ENLACE_TELEGRAM_API_URL": sandbox.url,
        "ENLACE_DATA_DIR": str(folder),
        "ENLACE_DATABASE_URL": "",
        "ENLACE_LISTEN": "127.0.0.1:0",
    }
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        while not sandbox.world.updates.held:  # noqa: ASYNC110 - watching another process
            await asyncio.sleep(0.002)
        seconds = time.perf_counter() - begun
        await asyncio.sleep(1.0)
        return seconds, _resident(process.pid)
    finally:
        process.terminate()
        await process.wait()


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the process is gone")


async def _run() -> None:
    folder = Path(tempfile.mkdtemp(prefix="enlace-bench-", dir=Path.cwd()))
    sandbox = Sandbox(TOKEN, journal="off")
    await sandbox.start("127.0.0.1", 0)
    try:
        await _start(sandbox, folder)
        baseline, ready, resident = [], [], []
        for _ in range(ROUNDS):
            baseline.append(await _baseline())
            seconds, megabytes = await _start(sandbox, folder)
            ready.append(seconds)
            resident.append(megabytes)
    finally:
        await sandbox.stop()
        shutil.rmtree(folder)
    usual = statistics.median(baseline)
    print(f"{BASELINE:28} {usual:6.2f} s")
    print(f"ready                        {statistics.median(ready):6.2f} s")
    print(f"ratio                        {statistics.median(ready) / usual:6.2f}")
    print(f"idle                         {statistics.median(resident):6.0f} MB")


def main() -> None:
    """Measure and print."""
    asyncio.run(_run())


if __name__ == "__main__":
    main()
