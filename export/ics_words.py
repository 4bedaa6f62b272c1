"""What a calendar file says of a meeting, in words of one language."""

from __future__ import annotations

from committee.calendar import WASHINGTON, PlannedMeeting
from locales import Language, Listing, Localized, Message, Moment, Param, translator_for
from locales.phrases import calendar_files


def title(plan: PlannedMeeting, language: Language, *, cancelled: bool = False) -> str:
    """The title, which also says when the meeting is not held: not every app shows a status."""
    words = translator_for(language)
    if cancelled:
        return words.plain(Message(calendar_files.CANCELLED, {"title": plan.title}))
    return words.plain(plan.title)


def due_title(plan: PlannedMeeting, language: Language) -> str:
    """The title of the entry on the day on which contributions are due."""
    said = Message(calendar_files.CONTRIBUTIONS_DUE, {"title": plan.title})
    return translator_for(language).plain(said)


def description(plan: PlannedMeeting, language: Language, *, with_link: bool) -> str:
    """What the meeting is about, what is asked until when, agenda and mandates, with empty lines.

    With `with_link` also where those who take part join from afar.
    """
    parts: list[list[Param]] = [
        [plan.about],
        [plan.asked, *_until(plan)],
        _agenda(plan.agenda),
        _mandates(plan.mandates),
    ]
    if with_link and plan.link:
        parts.append([Message(calendar_files.TAKE_PART, {"link": plan.link})])
    words = translator_for(language)
    said = ("\n".join(words.plain(line) for line in part) for part in parts)
    return "\n\n".join(part for part in said if part.strip())


def calendar_name(language: Language) -> str:
    """What the calendar is called."""
    return translator_for(language).plain(Message(calendar_files.CALENDAR_NAME))


def has_deadline(plan: PlannedMeeting) -> bool:
    """Whether something is asked for, and by another time than the meeting's own."""
    return bool(plan.asks) and plan.deadline != plan.starts_at


def _until(plan: PlannedMeeting) -> list[Param]:
    if not has_deadline(plan):
        return []
    deadline = Moment(plan.deadline, WASHINGTON)
    return [Message(calendar_files.RECEIVED_UNTIL, {"deadline": deadline})]


def _agenda(items: tuple[Localized, ...]) -> list[Param]:
    if not items:
        return []
    lines = (
        Message(calendar_files.AGENDA_ITEM, {"number": number, "item": item})
        for number, item in enumerate(items, start=1)
    )
    return [Message(calendar_files.AGENDA), *lines]


def _mandates(mandates: tuple[str, ...]) -> list[Param]:
    if not mandates:
        return []
    return [Message(calendar_files.MANDATES, {"mandates": Listing(mandates)})]
