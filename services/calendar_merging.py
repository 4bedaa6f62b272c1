"""What a file of the calendar wants of the meetings that are known, before anything is done.

A meeting is known again by its key in a TOML file and by its UID in a calendar file (.ics).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from committee.calendar import WASHINGTON, MeetingKind, PlannedMeeting, term_of
from committee.calendar_file import KEY_LIMIT, left_out, read_meetings, uid_fault
from committee.calendar_ics import DEADLINE, IcsEvent, Taken, about_of, read_ics, title_of
from committee.localtime import instant, local_day
from committee.moving import moved
from export.ics_words import description
from locales import LANGUAGES, Localized
from storage.calendar import Meeting, uid_of


class Note(StrEnum):
    """What is worth knowing of how a meeting of a file was understood."""

    FLOATING = "floating"
    WHOLE_DAY = "whole_day"
    OLDER = "older"
    DESCRIPTION_STAYS = "description_stays"
    CANCELLED_BEFORE = "cancelled_before"
    CANCELLED_UNKNOWN = "cancelled_unknown"
    PAST = "past"
    LINK_IN_TEXT = "link_in_text"
    TERM_PLANNED = "term_planned"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting as a file wants it; `meeting` is the known one, `uid` a new one's where it has one.

    `where` names the place in the file.
    """

    where: str
    plan: PlannedMeeting
    meeting: Meeting | None
    uid: str | None = None
    is_cancelled: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def is_older(self) -> bool:
        """Whether the file was written before the meeting was changed here."""
        return Note.OLDER in self.notes


def wanted_by_toml(content: str, meetings: Sequence[Meeting], *, where: str) -> Sequence[Wanted]:
    """What a TOML file wants; DataError names the key that is wrong."""
    by_key = {meeting.plan.key: meeting for meeting in meetings}
    plans = {key: meeting.plan for key, meeting in by_key.items()}
    wanted = [
        Wanted(
            f"{where}, {filed.plan.key}",
            filed.plan,
            by_key.get(filed.plan.key),
            _new_uid(filed.uid, filed.plan.key),
            filed.is_cancelled,
        )
        for filed in read_meetings(content, where=where, known=plans)
    ]
    _check_uids(wanted, meetings)
    return wanted


def _new_uid(uid: str | None, key: str) -> str | None:
    return None if uid == uid_of(key) else uid


def _check_uids(wanted: Sequence[Wanted], meetings: Sequence[Meeting]) -> None:
    """Raise DataError where a uid belongs to another meeting, or a meeting has another one."""
    owners = {meeting.uid: meeting.plan.key for meeting in meetings}
    for each in wanted:
        own = each.meeting.uid if each.meeting else uid_of(each.plan.key)
        uid = each.uid or own
        if (each.meeting and uid != own) or owners.setdefault(uid, each.plan.key) != each.plan.key:
            raise uid_fault(each.where, uid)


def wanted_by_ics(content: bytes, meetings: Sequence[Meeting], *, where: str) -> Sequence[Wanted]:
    """What a calendar file wants; DataError names the event that is wrong."""
    events = read_ics(content, where=where)
    by_uid = {meeting.uid: meeting for meeting in meetings}
    named = {event.uid for event in events} | by_uid.keys()
    due = {
        event.uid.removeprefix(DEADLINE): event
        for event in events
        if event.uid.startswith(DEADLINE) and event.uid.removeprefix(DEADLINE) in named
    }
    keys = {meeting.plan.key for meeting in meetings}
    wanted: list[Wanted] = []
    for event in events:
        if event.uid in by_uid:
            wanted.append(_known(event, by_uid[event.uid], due.get(event.uid)))
        elif event not in due.values():
            wanted.append(_new(event, due.get(event.uid), keys))
            keys.add(wanted[-1].plan.key)
    alone = due.keys() - {event.uid for event in events}
    wanted.extend(_due_alone(due[uid], by_uid[uid]) for uid in sorted(alone))
    return wanted


def _known(event: IcsEvent, meeting: Meeting, due: IcsEvent | None) -> Wanted:
    plan = meeting.plan
    foreign = meeting.uid != uid_of(plan.key)
    notes = _notes(event, meeting)
    kept = _is_described(event, plan)
    about = plan.about if kept or not foreign else about_of(event)
    if not kept and not foreign:
        notes = (*notes, Note.DESCRIPTION_STAYS)
    plan = replace(
        plan,
        kind=event.kind or plan.kind,
        title=_text(event.title, plan.title),
        about=about,
        place=_text(event.place, plan.place),
        link=event.link or plan.link,
    )
    plan = moved(plan, _starts_at(event, meeting.plan), _deadline(due, meeting))
    return Wanted(event.where, plan, meeting, None, event.is_cancelled, notes)


def _due_alone(due: IcsEvent, meeting: Meeting) -> Wanted:
    """Only the entry for the deadline of a known meeting is in the file."""
    plan = moved(meeting.plan, meeting.plan.starts_at, _deadline(due, meeting))
    return Wanted(due.where, plan, meeting, None, notes=_notes(due, meeting))


def _notes(event: IcsEvent, meeting: Meeting) -> tuple[Note, ...]:
    return tuple([Note.OLDER] if _is_older(event, meeting) else []) + _taken(event)


def _taken(event: IcsEvent) -> tuple[Note, ...]:
    match event.taken:
        case Taken.FLOATING:
            return (Note.FLOATING,)
        case Taken.WHOLE_DAY:
            return (Note.WHOLE_DAY,)
        case None:
            return ()


def _is_older(event: IcsEvent, meeting: Meeting) -> bool:
    """Whether the count of changes, where it was counted here, is behind ours."""
    counted_here = event.is_ours or meeting.uid == uid_of(meeting.plan.key)
    return counted_here and event.sequence is not None and event.sequence < meeting.sequence


def _starts_at(event: IcsEvent, plan: PlannedMeeting) -> datetime:
    """When the file has it begin; a whole day keeps the hour, and seconds are whole in files."""
    if event.taken is Taken.WHOLE_DAY:
        hour = plan.starts_at.astimezone(ZoneInfo(WASHINGTON)).time()
        return instant(local_day(event.starts_at, WASHINGTON), hour, WASHINGTON)
    same = event.starts_at == plan.starts_at.replace(microsecond=0)
    return plan.starts_at if same else event.starts_at


def _deadline(due: IcsEvent | None, meeting: Meeting) -> datetime | None:
    if due is None or due.is_cancelled or _is_older(due, meeting):
        return None
    same = due.starts_at == meeting.plan.deadline.replace(microsecond=0)
    return meeting.plan.deadline if same else due.starts_at


def _text(said: str, known: Localized) -> Localized:
    """`known`, unless the file says something else than it does in any of its languages."""
    if not said or _plain(said) in {_plain(text) for text in known.as_dict().values()}:
        return known
    return Localized.in_all(said)


def _is_described(event: IcsEvent, plan: PlannedMeeting) -> bool:
    """Whether the file's description is what we say of the meeting, in any language."""
    if not event.about:
        return True
    ours: Iterator[str] = (
        text
        for language in LANGUAGES
        for text in (
            plan.about.for_(language),
            description(plan, language, with_link=False),
            description(plan, language, with_link=True),
        )
    )
    return _plain(event.about) in {_plain(text) for text in ours}


def _plain(text: str) -> str:
    """`text` as far as a calendar file can hold it."""
    return " ".join(re.sub("[\x00-\x08\x0e-\x1f\x7f\ufffd]", "", text).split())


def _new(event: IcsEvent, due: IcsEvent | None, keys: set[str]) -> Wanted:
    title = Localized.in_all(title_of(event))
    key = _key_in(event.uid)
    if key is None or key in keys:
        key = _key_for(event, keys)
    plan = PlannedMeeting(
        key=key,
        kind=event.kind or MeetingKind.REGULAR,
        title=title,
        about=about_of(event) if event.about else title,
        asked=left_out("asked"),
        agenda=(),
        mandates=(),
        place=_text(event.place, left_out("place")),
        starts_at=event.starts_at,
        deadline=due.starts_at if due else event.starts_at,
        asks=(),
        link=event.link,
    )
    uid = _new_uid(event.uid, key)
    return Wanted(event.where, plan, None, uid, event.is_cancelled, _taken(event))


def _key_in(uid: str) -> str | None:
    """The key of a meeting that was planned by Enlace, here or elsewhere."""
    ours = re.fullmatch(r"(\d{4}-\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)@enlace", uid)
    key = f"{ours[1]}/{ours[2]}" if ours else ""
    return key if 0 < len(key) <= KEY_LIMIT else None


def _key_for(event: IcsEvent, keys: set[str]) -> str:
    """A key from the title ("2026-27/technical-visit"), with a number where it is taken."""
    term = term_of(local_day(event.starts_at, WASHINGTON))
    bare = unicodedata.normalize("NFKD", event.title.lower()).encode("ascii", "ignore").decode()
    name = "-".join(re.findall("[a-z0-9]+", bare))[:40].strip("-") or "meeting"
    key, number = f"{term}/{name}", 2
    while key in keys:
        key, number = f"{term}/{name}-{number}", number + 1
    return key
