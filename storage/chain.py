"""The chain of the audit trail: a keyed hash holds each entry and, through it, all before it.

Pure: it hashes and judges what it is given (docs/decisions/0012).
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Fact = str | int | None
Fault = Literal["missing", "changed", "unhashed", "out of order", "another"]

BEGINNING = ""
"""What stands for the hash before the first entry."""

_CANONICAL = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done, by whom, to what; ids, kinds and numbers only."""

    at: datetime
    action: str
    participant_id: int | None
    subject: str | None
    subject_id: int | None
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Link:
    """A row of the trail; no `entry` when it cannot be read, no `hash` before the chain began."""

    number: int
    hash: str | None
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a chain, which stands for all of it."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Unbroken:
    """A chain of so many entries that fit; `older` ones, before it, have no hash."""

    entries: int
    older: int
    head: Head


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row that does not fit, after so many that do.

    `another` is an entry that fits, but is not the one whose hash was kept elsewhere.
    """

    number: int
    fault: Fault
    after: int


def hash_of(key: bytes, before: str, number: int, entry: Entry) -> str:
    """The hash of an entry with this number behind the one whose hash is `before`."""
    message = f"{before}{canonical(number, entry)}".encode()
    return hmac.digest(key, message, "sha256").hex()


def canonical(number: int, entry: Entry) -> str:
    """The entry as ASCII, the same for what was written and what either database gives back."""
    return _CANONICAL.encode(
        [
            number,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.participant_id,
            entry.action,
            entry.subject,
            entry.subject_id,
            entry.facts,
        ]
    )


def fits(key: bytes, before: str, link: Link) -> bool:
    """Whether the link's hash is the one it must have behind `before`."""
    if link.entry is None:
        return False
    try:
        return hash_of(key, before, link.number, link.entry) == link.hash
    except (TypeError, ValueError, RecursionError):
        return False  # values of kinds that nobody records


def verify(links: Iterable[Link], key: bytes, *, kept: Head | None = None) -> Unbroken | Broken:
    """Judge links in the order of their numbers; a `kept` head must still be among them.

    Without a kept head nobody can see that entries at the end are gone.
    """
    entries = older = 0
    head = Head(0, BEGINNING)
    for link in links:
        if link.hash is None and link.number > 0 and not entries:
            if kept is not None and kept.number <= link.number:
                return Broken(kept.number, _older(link, kept), 0)
            older, head = older + 1, Head(link.number, BEGINNING)
            continue
        broken = _broken(link, head, key, kept, entries)
        if broken is not None:
            return broken
        entries, head = entries + 1, Head(link.number, link.hash or BEGINNING)
    if kept is not None and kept.number > head.number:
        return Broken(head.number + 1, "missing", entries)
    return Unbroken(entries, older, head)


def _older(link: Link, kept: Head) -> Fault:
    return "unhashed" if link.number == kept.number else "missing"


def _broken(link: Link, head: Head, key: bytes, kept: Head | None, after: int) -> Broken | None:
    """What is wrong with a link that should stand behind `head`."""
    if link.number > head.number + 1:
        return Broken(head.number + 1, "missing", after)
    if link.number <= head.number:
        return Broken(link.number, "out of order", after)
    if link.hash is None:
        return Broken(link.number, "unhashed", after)
    if not fits(key, head.hash, link):
        return Broken(link.number, "changed", after)
    if kept is not None and kept.number == link.number and kept.hash != link.hash:
        return Broken(link.number, "another", after)
    return None
