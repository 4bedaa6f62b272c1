"""Where a bot's child process waits with a document that is written and not yet in its place."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from tests.durability.processes import ROOT

_CHILD = """\
import fcntl, os, subprocess, sys

def look(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith(".xlsx"):
        helper = subprocess.Popen(["sleep", "600"])
        with open({came!r}, "a") as came:
            came.write(f"{{os.getpid()}}\\n")
        with open({gate!r}) as gate:
            fcntl.flock(gate, fcntl.LOCK_SH)
        helper.kill()
        helper.wait()

sys.addaudithook(look)
"""
"""Python runs a `sitecustomize` when it starts; our bots are forked and have started already."""


class Gate:
    """Shut until it is opened; a child that comes to it has a process of its own for company."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._came, gate = folder / "came", folder / "gate"
        self._came.touch()
        self._lock = gate.open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        script = _CHILD.format(came=str(self._came), gate=str(gate))
        (folder / "sitecustomize.py").write_text(script)
        self.settings = {"PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}
        """What a bot is started with."""

    def came(self) -> list[int]:
        """The children that have come to it, each the leader of a group of processes."""
        return [int(line) for line in self._came.read_text().split()]

    def open(self) -> None:
        """Let through whoever waits, and whoever comes."""
        self._lock.close()


def living(group: int) -> list[int]:
    """The processes of a group that live."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = each.read_text().rpartition(") ")[2].split()[:3]
        except OSError:  # it has ended meanwhile
            continue
        if int(its_group) == group and state not in "ZX":
            found.append(int(each.parent.name))
    return found
