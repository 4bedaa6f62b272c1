"""The committee's calendar as files: written for those who take it, read from those who keep it."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Language
from storage.calendar import Meeting


def ics_of(meetings: Sequence[Meeting], language: Language, *, with_links: bool) -> bytes:
    """The meetings as a calendar file (.ics); `with_links` only for those who take part."""
    from export.ics import IcsEvent, ics  # noqa: PLC0415 - takes a while, and only for a file

    events = [
        IcsEvent(
            plan=meeting.plan,
            uid=meeting.uid,
            sequence=meeting.sequence,
            changed_at=meeting.changed_at,
            is_cancelled=meeting.cancelled_at is not None,
        )
        for meeting in meetings
    ]
    return ics(events, language, with_links=with_links)
