"""The sandbox as a process of its own."""

from __future__ import annotations

import asyncio
import signal
import sys

from sandbox.box import Sandbox
from sandbox.people import NEWCOMERS

TOKEN = "1:sandbox"  # noqa: S105 - no secret: it opens nothing but the sandbox


def run_alone(host: str = "127.0.0.1", port: int = 8088, *, token: str = TOKEN) -> None:
    """Serve until SIGTERM or SIGINT; prints one line with the address."""
    asyncio.run(_serve(host, port, token=token))


async def _serve(host: str, port: int, *, token: str) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    sandbox = Sandbox(token, NEWCOMERS)
    try:
        await sandbox.start(host, port)
    except OSError as error:
        message = f"Cannot listen on {host}:{port}: {error.strerror}"
        raise SystemExit(message) from None
    sys.stdout.write(f"Sandbox: {sandbox.url}/\n")
    sys.stdout.flush()
    try:
        await stopped.wait()
    finally:
        await sandbox.stop()
