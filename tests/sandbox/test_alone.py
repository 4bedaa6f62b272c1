"""The sandbox as a process of its own."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]
CODE = "from sandbox import run_alone; run_alone(port={port})"


async def start(port: int = 0) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        CODE.format(port=port),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_it_says_where_it_is_and_ends_when_told(session: aiohttp.ClientSession) -> None:
    process = await start()
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    url = line.removeprefix("Sandbox: ").strip()
    async with session.get(f"{url}sandbox/people") as answer:
        people = (await answer.json())["people"]
    assert {person["title"] for person in people} >= {"Delegate of Guatemala", "Secretariat"}
    process.send_signal(signal.SIGTERM)
    _, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b"")


async def test_a_port_in_use_is_one_clear_line() -> None:
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    process = await start(port)
    _, errors = await process.communicate()
    server.close()
    assert process.returncode == 1
    assert errors.decode().startswith(f"Cannot listen on 127.0.0.1:{port}:")
    assert len(errors.splitlines()) == 1
