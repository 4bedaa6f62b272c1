"""Submissions with the translations of their texts that still fit, which are not official."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from services.compiling.snapshot import Reading, Snapshot
from storage import snapshot_details
from storage.snapshot import AT_ONCE, Entry
from storage.translations import fingerprint

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Received:
    """A submission with the translations of its answers that still fit, by question."""

    reading: Reading
    translations: Mapping[str, str]


def received(
    snapshot: Snapshot, entries: Iterable[Entry], *, again: bool = False
) -> Iterator[Received]:
    """The texts of `entries` with their translations into the document's language."""
    for some in _by(AT_ONCE, entries):
        translated = snapshot_details.translations_to(
            snapshot.connection, [entry.id for entry in some], snapshot.request.language
        )
        for each in snapshot.read(some, again=again):
            yield Received(each, _fitting(each, translated))


def _fitting(
    each: Reading, translated: Mapping[tuple[int, str], tuple[str, str]]
) -> Mapping[str, str]:
    """Translations of what the reader may read, and only of what the text still says."""
    found = {}
    for given in each.answers:
        text, of = translated.get((each.submission.id, given.question.key), ("", ""))
        if text and given.literal and fingerprint(given.text) == of:
            found[given.question.key] = text
    return found


def _by(number: int, things: Iterable[T]) -> Iterator[list[T]]:
    left = iter(things)
    while some := list(islice(left, number)):
        yield some
