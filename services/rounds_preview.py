"""A round by hand before it is sent: how many, to whom exactly, a sample in each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.flows.kinds.keyboard import turning
from bot.flows.reply import Button, Reply
from bot.flows.words import folded
from committee.access import Role
from committee.actors import Actor, kind_name
from committee.submissions import may_stay_unnamed
from locales import Language, Listing, Localized, Message, translator_for
from locales.phrases import rounds as words
from services import rounds_lines as lines
from services.letters import content_of
from services.menu import LANGUAGE_NAMES
from services.office import Turn
from services.readers import viewer_of
from services.reminder_text import Due, reminder
from services.rounds_going import meeting_of
from services.rounds_moments import When
from services.rounds_reach import Reach
from services.tokens import short
from storage import calendar, rounds
from storage.outbox import Letter
from storage.rounds import Round

NAMED = 30
"""So many actors are named on one page."""


def prepare(
    turn: Turn, kind: str, content: Mapping[str, Any], *, meeting_id: int | None = None
) -> Round:
    """Note a round that can be sent from now on."""
    role: Role = lines.speaking_as(turn.memberships())
    row = rounds.add(
        turn.connection,
        kind=kind,
        status=rounds.PREPARED,
        made_at=turn.now,
        content={**content, "role": role.value},
        meeting_id=meeting_id,
        started_by=turn.person.id,
    )
    made = rounds.by_id(turn.connection, row or 0)
    assert made is not None
    return made


def record(turn: Turn, action: str, about: Round, **counts: int) -> None:
    """Add what became of a round to the trail."""
    turn.record(
        action,
        participant_id=turn.person.id,
        subject="round",
        subject_id=about.id,
        facts={"kind": about.kind, **counts},
    )


def show(
    turn: Turn,
    about: Round,
    reach: Reach,
    *,
    note: Message | None = None,
    replaces: bool = False,
) -> None:
    """Show what would happen, and the ways on; `note` stands above it."""
    told = [
        *((note,) if note else ()),
        *_head(turn, about),
        *(_whom(about, reach) if reach.reached else (_nobody(about),)),
    ]
    told.extend(_besides(reach))
    here = f"o:{short(about.id)}"
    samples = [Button(name, f"{here}:{each}") for each, name in LANGUAGE_NAMES.items()]
    rows: list[tuple[Button, ...]] = [
        (_button(words.CHANGE, here, "change"), _button(words.CANCEL, here, "cancel"))
    ]
    if reach.reached:
        told.append(Message(words.SAMPLES_BELOW))
        rows = [
            tuple(samples[:2]),
            tuple(samples[2:]),
            (_button(words.WHO, here, "who"),),
            (_button(words.SEND, here, "send"),),
            *rows,
        ]
    turn.reply(Reply(tuple(told), tuple(rows), replaces=replaces))


def _button(label: str, here: str, word: str) -> Button:
    return Button(Message(label), f"{here}:{word}")


def _head(turn: Turn, about: Round) -> Iterator[Message]:
    if about.kind == rounds.ANNOUNCEMENT:
        yield Message(words.ANNOUNCEMENT)
        names = tuple(
            LANGUAGE_NAMES[each] for each in LANGUAGE_NAMES if each in about.content["texts"]
        )
        yield Message(words.VERSIONS, {"languages": Listing(names)})
        if key := about.content.get("silent_for"):
            meeting = calendar.meeting_by_key(turn.connection, key)
            yield Message(words.ONLY_SILENT, {"title": meeting.plan.title if meeting else key})
        return
    asking = meeting_of(turn, about)
    yield Message(words.ROUND, {"title": asking.plan.title if asking else ""})
    yield from lines.added_by(turn.connection, about) or (Message(words.WITHOUT_LINE),)


def _nobody(about: Round) -> Message:
    return Message(words.NOBODY if about.kind == rounds.EXTRA else words.NOBODY_READS)


def _whom(about: Round, reach: Reach) -> Iterator[Message]:
    yield words.to(len(reach.people), len(reach.actors))
    if about.kind == rounds.EXTRA:
        yield Message(words.AMONG, {"asked": reach.asked, "silent": reach.silent})
        if reach.nobody:
            yield words.without_anybody(reach.nobody)
    groups = tuple(
        Message(words.GROUP, {"kind": kind_name(kind, plural=True), "n": count})
        for kind, count in reach.by_kind.items()
    )
    yield Message(words.GROUPS, {"groups": Listing(groups)})
    for when, said in (
        (When.TOLD_TODAY, words.tomorrow),
        (When.NIGHT, words.asleep),
        (When.HOLIDAY, words.on_holiday),
    ):
        if count := reach.told(when):
            yield said(count)


def _besides(reach: Reach) -> Iterator[Message]:
    if reach.anyway:
        yield words.reminded_anyway(reach.anyway)
    if reach.too_late:
        yield words.too_late_for(reach.too_late)
    if reach.unreachable:
        yield words.unreachable(reach.unreachable)


# --- who exactly ---------------------------------------------------------------------------


def show_who(turn: Turn, about: Round, reach: Reach, page: int) -> None:
    """The actors by name, with how many people of each; those not named are counted."""
    everything = [*_named(turn, reach)]
    last = max(0, (len(everything) - 1) // NAMED)
    page = min(page, last)
    shown = everything[page * NAMED : (page + 1) * NAMED]
    here = f"o:{short(about.id)}"
    back = Button(Message(words.BACK_TO_PREVIEW), f"{here}:back")
    rows = (*turning(here, page, last), (back,))
    turn.reply(Reply((Message(words.WHO_EXACTLY), *shown), rows, replaces=True, tight=True))


def _named(turn: Turn, reach: Reach) -> Iterator[Message]:
    viewer, say = viewer_of(turn.memberships()), translator_for(turn.person.language).plain
    named = [
        (actor.actor, count)
        for actor, count in reach.actors
        if viewer.knows_authors or not may_stay_unnamed(actor.actor.kind)
    ]
    named.sort(key=lambda each: (_place(each[0]), folded(say(each[0].name))))
    for actor, count in named:
        yield _counted(actor.name, count)
    if viewer.knows_authors:
        return
    unnamed = [kind for kind in reach.by_kind if may_stay_unnamed(kind)]
    for kind in unnamed:
        yield _counted(kind_name(kind, plural=True), reach.by_kind[kind])
    if unnamed:
        yield Message(words.COUNTED)


def _place(actor: Actor) -> int:
    return [*type(actor.kind)].index(actor.kind)


def _counted(name: Localized, count: int) -> Message:
    return Message(words.OF_ACTOR, {"actor": name, "n": count})


# --- samples -------------------------------------------------------------------------------


def send_sample(turn: Turn, about: Round, reach: Reach, language: Language) -> None:
    """Send what a reader of `language` would get; its buttons only say that it is a sample."""
    here = f"o:{short(about.id)}"
    said = as_read(turn, about, reach, language).with_data(lambda _data: f"{here}:sample")
    content = {**content_of(said), "language": language}
    turn.letters.append(Letter(turn.person.telegram_id, content))


def as_read(turn: Turn, about: Round, reach: Reach, language: Language) -> Reply:
    """The message as its readers get it: the one place in which a sample is made."""
    if about.kind == rounds.ANNOUNCEMENT:
        return reminder((), turn.person, turn.now, lines.announced(about, language))
    meeting = meeting_of(turn, about)
    assert meeting is not None
    actor = reach.reached[0].listener.actor
    due = Due(meeting, actor, lines=lines.added_by(turn.connection, about))
    return reminder((due,), turn.person, turn.now)
