"""What a form is offered when it begins: choices of the moment, and what is known already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.flows.choices import Choice
from committee.actors import ActorKind, kind_name
from committee.submissions import SubmissionKind, may_stay_unnamed
from locales import Message, Refusal
from locales.phrases import offering
from storage import consultations, listing, world
from storage.consultations import Consultation
from storage.listing import Filter, Viewer
from storage.world import KnownActor

PLEDGES = 40
"""So many pledges are offered to be matched, the newest."""
SHOWN = 120
"""Characters of a paragraph by which it is recognised among others."""


class NothingToCommentError(Refusal):
    """No draft text is open for input."""

    message = offering.NOTHING_TO_COMMENT


def choices_for(
    connection: Connection, kind: SubmissionKind, actor: KnownActor, viewer: Viewer, now: datetime
) -> dict[str, Sequence[Choice]]:
    """By question key, the choices of the moment; NothingToCommentError when no text is open."""
    match kind:
        case SubmissionKind.NEW_PROPOSAL:
            return {"cosponsors": actor_choices(connection, but=actor)}
        case SubmissionKind.DRAFT_TEXT_INPUT:
            documents = consultations.open_consultations(connection, now)
            if not documents:
                raise NothingToCommentError
            return {
                **document_choices(documents),
                "supporters": actor_choices(connection, but=actor),
            }
        case SubmissionKind.CONTRIBUTION_PLEDGE:
            return {"matching_id": _pledges(connection, viewer)}
        case _:
            return {}


def choices_to_read(connection: Connection, kind: SubmissionKind) -> dict[str, Sequence[Choice]]:
    """The choices by whose names answers are read, whether they can still be chosen or not."""
    match kind:
        case SubmissionKind.NEW_PROPOSAL:
            return {"cosponsors": actor_choices(connection)}
        case SubmissionKind.DRAFT_TEXT_INPUT:
            documents = consultations.all_consultations(connection)
            return {**document_choices(documents), "supporters": actor_choices(connection)}
        case _:
            return {}


def known_for(kind: SubmissionKind, actor: KnownActor) -> dict[str, Any]:
    """What need not be asked: a state tells of its own laws."""
    if kind is SubmissionKind.LEGISLATION_UPDATE and actor.actor.kind is ActorKind.STATE:
        return {"country": actor.actor.key}
    return {}


def actor_choices(connection: Connection, *, but: KnownActor | None = None) -> tuple[Choice, ...]:
    """Actors to name beside oneself; never those that may ask not to be named at all."""
    return tuple(
        Choice(known.actor.key, known.actor.name, words=_words(known))
        for known in world.known_actors(connection)
        if not may_stay_unnamed(known.actor.kind) and (but is None or known.id != but.id)
    )


def _words(known: KnownActor) -> tuple[Any, ...]:
    acronym = known.actor.acronym
    return (acronym, kind_name(known.actor.kind)) if acronym else (kind_name(known.actor.kind),)


def document_choices(documents: Sequence[Consultation]) -> dict[str, Sequence[Choice]]:
    """The documents, and the paragraphs of all of them as "<symbol>/<paragraph>"."""
    return {
        "document": [
            Choice(
                each.symbol,
                Message(offering.DOCUMENT, {"symbol": each.symbol, "title": each.title}),
                words=(each.symbol, each.title),
            )
            for each in documents
        ],
        "paragraph": [choice for each in documents for choice in _paragraphs(each)],
    }


def _paragraphs(document: Consultation) -> Iterator[Choice]:
    for each in document.paragraphs:
        line = " ".join(each.text.split())
        shown = line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "…"
        label = Message(offering.PARAGRAPH, {"id": each.id, "text": shown})
        yield Choice(f"{document.symbol}/{each.id}", label, words=(each.id,), about=(each.text,))


def _pledges(connection: Connection, viewer: Viewer) -> tuple[Choice, ...]:
    """Pledges that can be seen, by number and who made them."""
    wanted = Filter(kinds=(SubmissionKind.CONTRIBUTION_PLEDGE,))
    found = listing.page(connection, viewer, wanted, most=PLEDGES)
    return tuple(
        Choice(
            each.number,
            Message(offering.PLEDGE, {"number": each.number, "actor": each.actor.actor.name}),
        )
        for each in found.lines
        if each.actor is not None
    )
