"""The audit trail: one entry per change, in the same transaction, with no personal text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert

from storage.swift import SwiftWrite
from storage.tables import audit

_insert = SwiftWrite(
    insert(audit), ("at", "participant_id", "action", "subject", "subject_id", "facts")
)


def record(
    connection: Connection,
    action: str,
    *,
    now: datetime,
    participant_id: int | None = None,
    subject: str | None = None,
    subject_id: int | None = None,
    facts: Mapping[str, str | int | None] | None = None,
) -> None:
    """Note that `action` was done to a subject; `facts` hold ids, kinds and numbers only."""
    _insert(
        connection,
        {
            "at": now,
            "participant_id": participant_id,
            "action": action,
            "subject": subject,
            "subject_id": subject_id,
            "facts": dict(facts or {}),
        },
    )
