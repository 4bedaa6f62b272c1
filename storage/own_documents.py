"""What is held on one person about documents: asked for, kept as requests, taken in translated."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from storage.tables import jobs, requests, submissions, translations


def asked_for(row: int) -> Select[Any]:
    """Documents that the person asked for."""
    kept = jobs.c
    return (
        select(kept.kind, kept.status.label("state"), kept.asked_at.label("asked"), kept.params)
        .where(kept.participant_id == row)
        .order_by(kept.id)
    )


def saved(row: int) -> Select[Any]:
    """Requests for compilations that the person keeps under a name."""
    kept = requests.c
    return (
        select(kept.name, kept.saved_at.label("saved"), kept.body.label("params"))
        .where(kept.participant_id == row)
        .order_by(kept.id)
    )


def taken_in(row: int) -> Select[Any]:
    """Which the person had taken in; their texts are those of others."""
    kept = translations.c
    return (
        select(submissions.c.number, kept.question, kept.language, kept.taken_at.label("received"))
        .join(submissions, submissions.c.id == kept.submission_id)
        .where(kept.participant_id == row)
        .order_by(kept.id)
    )
