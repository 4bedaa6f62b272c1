"""One submission as a paper, in plain values: nothing is left to ask, to translate or to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and the text under it; lines are told apart by their ends."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with it: its name and size, and the SHA-256 of its bytes."""

    named: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the copy of a submission, in the language of its reader.

    `body` are the organization and the committee, `corner` the lines beside them; `page` has
    the places `{page}` and `{pages}`. `made` is the moment that the file says of itself.
    """

    number: str
    language: str
    body: tuple[str, str]
    corner: tuple[str, ...]
    title: str
    author: str
    facts: tuple[tuple[str, str], ...]
    remark: str
    passages: tuple[Passage, ...]
    enclosed_title: str
    enclosed: tuple[Enclosed, ...]
    thread_title: str
    thread: tuple[Passage, ...]
    page: str
    made: datetime

    @property
    def file_name(self) -> str:
        """The number as a file is named, `CAM-2026-27-PR-0012-rev-1.docx`, and nothing else."""
        letters = (c if c.isascii() and c.isalnum() else "-" for c in self.number)
        return "-".join(filter(None, "".join(letters).split("-"))) + ".docx"
