"""Parts typeset in child processes, two at a time, each with its data in a file beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

AT_ONCE = 2
"""Child processes; the smallest machine we run on has two processors."""

LONGEST = 600.0
"""Seconds after which a part that is being typeset is given up."""

_HERE = Path(__file__).parent
_TYPESETTER = _HERE / "typesetter.py"


class TypesettingError(RuntimeError):
    """A part could not be typeset; the text says which, without what stands in it."""


class Typesetting:
    """Typesets in `folder`; every child has ended when the block does."""

    def __init__(self, folder: Path, moment: int) -> None:
        """`moment` is what the files say of when they were made, in seconds since 1970."""
        self._folder = folder
        self._moment = moment
        self._running: deque[tuple[str, subprocess.Popen[bytes]]] = deque()

    def __enter__(self) -> Typesetting:
        """Lay the templates ready."""
        for template in _HERE.glob("*.typ"):
            shutil.copyfile(template, self._folder / template.name)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Kill what is still running, as it is when something failed."""
        for _, child in self._running:
            child.kill()
            child.communicate()

    def begin(self, template: str, name: str, data: Mapping[str, object]) -> Path:
        """Begin to typeset `data`; the file that is given is whole after `finish`.

        Waits while two others are at it. Raises TypesettingError for one that failed.
        """
        while len(self._running) >= AT_ONCE:
            self._wait()
        given, made = self._folder / f"{name}.json", self._folder / f"{name}.pdf"
        given.write_text(json.dumps(data), "utf-8")
        self._running.append((name, self._child(template, given, made)))
        return made

    def finish(self) -> None:
        """Wait for all that was begun. Raises TypesettingError when any failed."""
        while self._running:
            self._wait()

    def _child(self, template: str, given: Path, made: Path) -> subprocess.Popen[bytes]:
        arguments = (str(self._folder / template), given.name, made.name, str(self._moment))
        return subprocess.Popen(  # noqa: S603 - our own file, by its full name
            (sys.executable, "-I", str(_TYPESETTER), *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=None,
        )

    def _wait(self) -> None:
        name, child = self._running[0]
        try:
            child.wait(LONGEST)
        except subprocess.TimeoutExpired as error:
            raise TypesettingError(f"{name} took too long") from error
        self._running.popleft()
        if child.stdin is not None:
            child.stdin.close()
        if child.returncode != 0:
            raise TypesettingError(f"{name} could not be typeset")
