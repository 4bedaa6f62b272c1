"""Parts typeset in child processes, two at a time, and joined in one; their data go in files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

AT_ONCE = 2
"""Child processes; the smallest machine we run on has two processors."""

LONGEST = 600.0
"""Seconds after which a part that is being typeset is given up."""

_HERE = Path(__file__).parent
_TYPESETTER = _HERE / "typesetter.py"


class TypesettingError(RuntimeError):
    """A part could not be typeset, or the parts joined; the text says which, not what is in it."""


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

    @property
    def running(self) -> list[int]:
        """The ids of the processes that are at it."""
        return [child.pid for _, child in self._running]

    def begin(
        self, template: str, name: str, data: Mapping[str, object], *, tagged: bool = True
    ) -> Path:
        """Begin to typeset `data`; the file that is given is whole after `finish`.

        A file that is `tagged` says of each text what it is, as a heading or a cell. Waits while
        two others are at it. Raises TypesettingError for one that failed.
        """
        while len(self._running) >= AT_ONCE:
            self._wait()
        given, made = self._folder / f"{name}.json", self._folder / f"{name}.pdf"
        given.write_text(json.dumps(data), "utf-8")
        arguments = [str(self._folder / template), given.name, made.name, str(self._moment)]
        if not tagged:
            arguments.append("untagged")
        self._running.append((name, _child(["-I", str(_TYPESETTER), *arguments])))
        return made

    def join(self, data: Mapping[str, object]) -> None:
        """Join what was typeset, as `export.pdf.joiner` does."""
        given = self._folder / "joining.json"
        given.write_text(json.dumps(data), "utf-8")
        self._running.append(("joining", _child(["-m", "export.pdf.joiner", str(given)])))
        self.finish()

    def finish(self) -> None:
        """Wait for all that was begun. Raises TypesettingError when any failed."""
        while self._running:
            self._wait()

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
            raise TypesettingError(f"{name} could not be made")


def _child(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own files, by their full names
        (sys.executable, *arguments),
        cwd=_HERE.parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
