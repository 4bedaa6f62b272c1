"""The committee's calendar as files, for those who take it and those who edit it."""

from __future__ import annotations

from collections.abc import Sequence

from committee.calendar_file import FiledMeeting
from committee.calendar_writing import write_meetings
from locales import Language
from storage.calendar import Meeting, uid_of


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


def toml_of(meetings: Sequence[Meeting]) -> str:
    """The meetings as a file that a person edits, links and all."""
    return write_meetings(
        FiledMeeting(
            plan=meeting.plan,
            uid=None if meeting.uid == uid_of(meeting.plan.key) else meeting.uid,
            is_cancelled=meeting.cancelled_at is not None,
        )
        for meeting in meetings
    )
