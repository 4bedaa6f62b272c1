"""A digest as a message: figures first, then names, then what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.flows.reply import Button, Reply
from committee.actors import ActorKind
from locales import Language, Listing, Localized, Message, Moment, Param, phrases
from locales.phrases import digest
from services.office import WASHINGTON
from services.round_digest_facts import Facts, fitting, named
from storage.people import Participant


def message_of(facts: Facts, to: Participant, *, remind: bool) -> Reply:
    """The digest for one reader; `remind` offers a round to those who were not heard."""
    lines = (
        Message(digest.TITLE, {"title": facts.title}),
        meeting_line(facts),
        as_of(facts, to.zone),
        *_figures(facts),
        *_names(facts, to),
    )
    rows: list[tuple[Button, ...]] = [
        (
            Button(Message(phrases.STATUS), "m:status"),
            Button(Message(phrases.EXPORT), "m:export"),
        )
    ]
    if remind:
        rows.append((Button(Message(digest.REMIND), "m:remind"),))
    return Reply(lines, tuple(rows), tight=True)


def meeting_line(facts: Facts) -> Message:
    """When the meeting begins, as the committee announces it."""
    starts_at = datetime.fromisoformat(facts.snapshot.starts_at)
    return Message(digest.MEETING, {"when": Moment(starts_at, WASHINGTON)})


def as_of(facts: Facts, zone: str) -> Message:
    """The moment of which the digest tells, in the reader's own time."""
    return Message(digest.AS_OF, {"when": Moment(datetime.fromisoformat(facts.snapshot.at), zone)})


def _figures(facts: Facts) -> Iterator[Message]:
    if not facts.asked:
        yield Message(digest.NOBODY_ASKED)
    else:
        yield _of_all(digest.ANSWERED, len(facts.answered), len(facts.asked))
    if of_states := count_states(facts):
        yield _of_all(digest.STATES, *of_states)
    if facts.asked:
        for part in facts.parts:
            yield _count(part.label, len(part.actors))
    if facts.unreachable.actors:
        actors, people = len(facts.unreachable.actors), facts.snapshot.people
        yield digest.unreachable(Message(digest.UNREACHABLE), actors, people)
    if facts.snapshot.without_contact:
        yield _count(digest.WITHOUT_CONTACT, facts.snapshot.without_contact)
    yield _count(digest.DRAFTS, facts.snapshot.drafts)
    if facts.snapshot.society is not None:
        yield Message(digest.SOCIETY, {"n": facts.snapshot.society})


def count_states(facts: Facts) -> tuple[int, int] | None:
    """How many states answered and how many were asked; None where none was."""
    answered, asked = (
        sum(actor.kind is ActorKind.STATE for actor in actors)
        for actors in (facts.answered, facts.asked)
    )
    return (answered, asked) if asked else None


def _of_all(what: str, n: int, of: int) -> Message:
    return Message(digest.OF_ALL, {"what": Message(what), "n": n, "of": of})


def _count(what: str, n: int) -> Message:
    return Message(digest.COUNT, {"what": Message(what), "n": n})


def _names(facts: Facts, to: Participant) -> Iterator[Message]:
    for part, group, names in named(facts, to.language):
        about = {"what": Message(part.label), "group": Message(group.inside)}
        yield Message(digest.NAMES, {**about, "names": _listed(names, to.language)})


def _listed(names: Sequence[Localized], language: Language) -> Param:
    told = fitting([name.for_(language) for name in names])
    shown = Listing(tuple(names[:told]))
    if told == len(names):
        return shown
    return Message(digest.AND_MORE, {"names": shown, "n": len(names) - told})
