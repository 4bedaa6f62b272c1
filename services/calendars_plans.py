"""Between a meeting and the answers of the forms by which the secretariat keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.flows.forms.meeting import title_in
from bot.flows.words import folded
from committee import links
from committee.actors import ActorKind
from committee.calendar import (
    WASHINGTON,
    Ask,
    MeetingKind,
    PlannedMeeting,
    meeting_kind_name,
    term_of,
    usual_place,
)
from committee.localtime import instant, local_day
from committee.program import Theme
from committee.submissions import SubmissionKind, kind_title
from locales import LANGUAGES, Language, Listing, Localized, Message, translator_for
from locales.phrases import calendar as words

Answers = Mapping[str, Any]

KEY_LIMIT = 36
"""Characters of a title in the key of its meeting."""
_LISTS = ("actor_kinds", "actors", "activities", "objectives", "themes")


def planned(answers: Answers) -> PlannedMeeting:
    """The meeting that the answers of the form "meeting" describe; its key may be taken yet."""
    language: Language = answers["language"]
    kind = MeetingKind(answers["kind"])
    day, at = date.fromisoformat(answers["day"]), time.fromisoformat(answers["time"])
    asks = _asks(answers)
    place, link = _place(answers["place"], language)
    return PlannedMeeting(
        key=f"{term_of(day)}/{_slug(answers['title'])}",
        kind=kind,
        title=_title(answers, language),
        about=_same(answers["about"]) if answers.get("about") else meeting_kind_name(kind),
        asked=_asked(asks),
        agenda=tuple(_same(line) for line in _lines(answers.get("agenda"))),
        mandates=_lines(answers.get("mandates")),
        place=place,
        starts_at=instant(day, at, WASHINGTON),
        deadline=instant(day - timedelta(days=answers.get("due_days") or 0), at, WASHINGTON),
        asks=asks,
        link=link,
    )


def changed(before: PlannedMeeting, answers: Answers) -> PlannedMeeting:
    """`before` with the answers of the form "changing"; what they leave as it is keeps its words.

    A text that stays the same in the writer's language stays in the other three as well.
    """
    language: Language = answers["language"]
    kind = MeetingKind(answers["kind"])
    about, place = answers.get("about"), answers["place"]
    asks = _asks(answers) if "asks" in answers else before.asks
    known = {item.for_(language): item for item in before.agenda}
    plan = replace(
        before,
        kind=kind,
        title=_title(answers, language),
        about=_kept(before.about, about, language) if about else meeting_kind_name(kind),
        agenda=tuple(known.get(line, _same(line)) for line in _lines(answers.get("agenda"))),
        mandates=_lines(answers.get("mandates")),
        asks=asks,
        asked=before.asked if asks == before.asks else _asked(asks),
    )
    if place != place_answer(before, language):
        named, link = _place(place, language)
        kept = named.for_(language) == before.place.for_(language)
        plan = replace(plan, place=before.place if kept else named, link=link)
    return plan


def moved(before: PlannedMeeting, answers: Answers) -> PlannedMeeting:
    """`before` on another day; its deadline keeps the hour, so many days before it."""
    day, at = date.fromisoformat(answers["day"]), time.fromisoformat(answers["time"])
    starts_at = instant(day, at, WASHINGTON)
    due_at = at if _hour(before.deadline) == _hour(before.starts_at) else _hour(before.deadline)
    deadline = instant(day - timedelta(days=answers["due_days"]), due_at, WASHINGTON)
    return replace(before, starts_at=starts_at, deadline=min(deadline, starts_at))


def to_change(plan: PlannedMeeting, language: Language) -> dict[str, Any]:
    """What the form "changing" begins with: how the meeting stands."""
    title = plan.title.for_(language)
    others = [each for each in LANGUAGES if each != language and plan.title.for_(each) != title]
    agenda = "\n".join(item.for_(language) for item in plan.agenda)
    is_described = plan.about != meeting_kind_name(plan.kind)
    return {
        "language": language,
        "kind": plan.kind.value,
        "title": title,
        "other_languages": others or None,
        **{title_in(each): plan.title.for_(each) for each in others},
        "about": plan.about.for_(language) if is_described else None,
        "place": place_answer(plan, language),
        "agenda": agenda or None,
        "mandates": "\n".join(plan.mandates) or None,
        **_asks_to_change(plan.asks),
    }


def to_move(plan: PlannedMeeting) -> dict[str, Any]:
    """What the form "moving" begins with: all but the day."""
    days = local_day(plan.starts_at, WASHINGTON) - local_day(plan.deadline, WASHINGTON)
    return {"time": f"{_hour(plan.starts_at):%H:%M}", "due_days": days.days}


def place_answer(plan: PlannedMeeting, language: Language) -> str:
    """The place with its link, as it is answered."""
    return " ".join(each for each in (plan.place.for_(language), plan.link) if each)


def _hour(moment: datetime) -> time:
    return moment.astimezone(ZoneInfo(WASHINGTON)).time()


def _asks_to_change(asks: Sequence[Ask]) -> dict[str, Any]:
    if len(asks) > 1:
        return {}
    if not asks:
        return {"asks": None}
    ask = asks[0]
    subjects = (ask.activities, ask.objectives, ask.themes)
    return {
        "asks": [kind.value for kind in ask.submission_kinds],
        "narrow": any(subjects),
        **{key: [*getattr(ask, key)] or None for key in _LISTS},
    }


def _asks(answers: Answers) -> tuple[Ask, ...]:
    if not answers.get("asks"):
        return ()
    chosen = {key: answers.get(key) or () for key in _LISTS}
    ask = Ask(
        submission_kinds=tuple(SubmissionKind(kind) for kind in answers["asks"]),
        actor_kinds=tuple(ActorKind(kind) for kind in chosen["actor_kinds"]),
        actors=tuple(chosen["actors"]),
        activities=tuple(chosen["activities"]),
        objectives=tuple(chosen["objectives"]),
        themes=tuple(Theme(theme) for theme in chosen["themes"]),
    )
    return (ask,)


def _asked(asks: Sequence[Ask]) -> Localized:
    """What is asked, in a sentence."""
    kinds = dict.fromkeys(kind for ask in asks for kind in ask.submission_kinds)
    if not kinds:
        return localized(Message(words.NOTHING_ASKED))
    titles = Listing(tuple(kind_title(kind) for kind in kinds))
    return localized(Message(words.ASKED_FOR, {"kinds": titles}))


def localized(message: Message) -> Localized:
    """A sentence of ours in the four languages."""
    return Localized(**{each: translator_for(each).plain(message) for each in LANGUAGES})


def _title(answers: Answers, language: Language) -> Localized:
    """The title, in whose languages it was not given as it is."""
    title = answers["title"]
    given = {each: answers.get(title_in(each)) or title for each in LANGUAGES}
    return Localized(**{**given, language: title})


def _place(said: str, language: Language) -> tuple[Localized, str | None]:
    """The place and the link to take part from afar, of what was written."""
    rest, link = links.parted(said)
    if not rest:
        return localized(Message(words.FROM_AFAR)), link
    if rest.strip(".") == usual_place().for_(language).strip("."):
        return usual_place(), link
    return _same(rest), link


def _kept(before: Localized, said: str, language: Language) -> Localized:
    return before if before.for_(language) == said else _same(said)


def _same(text: str) -> Localized:
    return Localized.in_all(text)


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _slug(title: str) -> str:
    plain = "".join(each if each.isascii() else " " for each in folded(title))
    return "-".join(plain.split())[:KEY_LIMIT].strip("-") or "meeting"
