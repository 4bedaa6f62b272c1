"""A process that has imported the product once and forks commands from itself.

Each command is a process of its own, as `python -m bot …` makes one, with its own arguments,
folder, environment and files, without the second that the imports take. Whoever asks hands over
three open files over a socket and hears the exit code; a command ends with who asked for it.
"""

from __future__ import annotations

import array
import gc
import json
import os
import selectors
import signal
import socket
import sys
from contextlib import redirect_stdout, suppress
from io import StringIO
from tempfile import TemporaryDirectory
from typing import Any

from bot.__main__ import main

_ORDER_LIMIT = 1 << 20


PYTHON = """\
#!{python} -ISs
import json, os, signal, socket, sys, time
line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
for _ in range(1200):
    try:
        line.connect("\\0{name}")
        break
    except ConnectionRefusedError:
        time.sleep(0.05)
said = dict(arguments=sys.argv[3:], folder=os.getcwd(), environment=dict(os.environ))
socket.send_fds(line, [json.dumps(said).encode()], [0, 1, 2])
code = int(line.recv(16))
sys.exit(code if code >= 0 else 128 - code)
"""
"""A stand-in for the interpreter, by which a child process of the product is forked too."""


def order(name: str, said: dict[str, Any], files: tuple[int, int, int]) -> int:
    """Have a command run by the forge of that name; its exit code."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
        line.connect(f"\0{name}")
        socket.send_fds(line, [json.dumps(said).encode()], list(files))
        return int(line.recv(16))


def warm_up() -> None:
    """Run a few commands here, so that what they load and build at first use is there."""
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        os.chdir(folder)
        for arguments in (["calendar"], ["status"], ["export"], ["audit", "verify"]):
            with suppress(SystemExit):  # some end with a code that says what they have found
                main(arguments, standalone_mode=False)
        os.chdir("/")


class Forge:
    """Takes orders until its own standard input ends."""

    def __init__(self, name: str) -> None:
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._door.bind(f"\0{name}")
        self._door.listen(64)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ, self._take)
        self._asking: dict[int, socket.socket] = {}

    def serve(self) -> None:
        """Fork a process for each order; say how it ended."""
        self._selector.register(0, selectors.EVENT_READ, sys.exit)
        while True:
            for key, _ in self._selector.select():
                key.data()

    def _take(self) -> None:
        line, _ = self._door.accept()
        said, files = _received(line)
        pid = os.fork()
        if pid == 0:
            self._selector.close()
            self._door.close()
            for other in (line, *self._asking.values()):
                other.close()
            _become(said, files)
        for file in files:
            os.close(file)
        self._asking[pid] = line
        over = os.pidfd_open(pid)
        self._selector.register(over, selectors.EVENT_READ, lambda: self._ended(pid, over))
        self._selector.register(line, selectors.EVENT_READ, lambda: self._left(pid))

    def _left(self, pid: int) -> None:
        """Who asked has gone: nobody waits for this one any more."""
        self._selector.unregister(self._asking[pid])
        os.kill(pid, signal.SIGKILL)

    def _ended(self, pid: int, over: int) -> None:
        _, status = os.waitpid(pid, 0)
        self._selector.unregister(over)
        os.close(over)
        line = self._asking.pop(pid)
        if line in {key.fileobj for key in self._selector.get_map().values()}:
            self._selector.unregister(line)
            line.send(str(os.waitstatus_to_exitcode(status)).encode())
        line.close()


def _received(line: socket.socket) -> tuple[dict[str, Any], array.array[int]]:
    data, files, _, _ = socket.recv_fds(line, _ORDER_LIMIT, 3)
    said: dict[str, Any] = json.loads(data)
    return said, array.array("i", files)


def _become(said: dict[str, Any], files: array.array[int]) -> None:
    """Be `python -m bot` with these arguments; ends the process."""
    for place, file in enumerate(files):
        os.dup2(file, place)
        os.close(file)
    os.chdir(said["folder"])
    os.environ.clear()
    os.environ.update(said["environment"])
    main(said["arguments"], prog_name="python -m bot")


if __name__ == "__main__":
    warm_up()
    gc.collect()
    gc.freeze()
    forge = Forge(sys.argv[1])
    with suppress(BrokenPipeError):
        print("ready", flush=True)
    forge.serve()
