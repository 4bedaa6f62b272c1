"""Translations of what was received, which are not official; the original is never touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from storage.tables import translations
from storage.upsert import inserting


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in another language, and what it is a translation of: the answer to a question."""

    submission_id: int
    question: str
    language: str
    text: str
    original: str


def fingerprint(original: str) -> str:
    """What is kept of an original, to see whether the translation is still of it."""
    return sha256(original.encode("utf-8", "surrogatepass")).hexdigest()


def keep(
    connection: Connection,
    taken: Iterable[Translation],
    *,
    participant_id: int | None,
    now: datetime,
) -> None:
    """Keep translations, in place of older ones of the same texts into the same language."""
    rows = [
        {
            "submission_id": each.submission_id,
            "question": each.question,
            "language": each.language,
            "text": each.text,
            "original_sha256": fingerprint(each.original),
            "taken_at": now,
            "participant_id": participant_id,
        }
        for each in taken
    ]
    if not rows:
        return
    statement = inserting(connection, translations)
    new = statement.excluded
    changed = ("text", "original_sha256", "taken_at", "participant_id")
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["submission_id", "question", "language"],
            set_={name: new[name] for name in changed},
        ),
        rows,
    )
