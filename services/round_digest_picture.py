"""A digest as a picture: made by a job after the message has gone, of the same moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from committee.access import Action
from export.picture import Figure, Listing, Names, Picture
from export.picture import Group as Bar
from export.picture import Part as Shade
from locales import Localized, Message, Moment, Param, Translator, translator_for
from locales.phrases import digest
from services.jobs import OF_USE_FOR, Work
from services.office import Transaction, allowed
from services.readers import viewer_of
from services.round_digest_facts import (
    GROUPS,
    Facts,
    Group,
    Part,
    Snapshot,
    actors_by_row,
    facts_of,
    fitting,
    named,
    of_group,
)
from services.round_digest_text import as_of, count_states, meeting_line
from storage import calendar, jobs, people
from storage.jobs import Job
from storage.people import Participant

KIND = "digest"
FEWER = (1.0, 0.5, 0.2, 0.0)
"""Which share of the names a picture tells, should it be too tall with more."""


def ask(transaction: Transaction, snapshot: Snapshot, to: Participant) -> None:
    """Ask for the picture of what `to` is being told; rows and numbers wait, no names."""
    params = {"snapshot": asdict(snapshot), "to": to.id, "zone": to.zone}
    jobs.add_job(transaction.connection, KIND, params, participant_id=to.id, now=transaction.now)


def _still_allowed(transaction: Transaction, job: Job) -> bool:
    """Whether the reader may still know all that the picture tells, and it is not of old."""
    snapshot = Snapshot(**job.params["snapshot"])
    held = people.memberships_of(transaction.connection, job.participant_id)
    names_society = snapshot.society is None
    meeting = calendar.meeting_by_id(transaction.connection, snapshot.meeting_id)
    return (
        allowed(held, Action.SEE_STATUS)
        and (not names_society or viewer_of(held).knows_authors)
        and transaction.now < datetime.fromisoformat(snapshot.at) + OF_USE_FOR
        and meeting is not None
        and meeting.cancelled_at is None
    )


def _done(job: Job, _count: int) -> Message:
    at = datetime.fromisoformat(job.params["snapshot"]["at"])
    return Message(digest.PICTURE, {"when": Moment(at, job.params["zone"])})


WORK = Work(_still_allowed, _done, failed="", follows=True)
"""How the job of a picture is delivered."""


def pictures_of(connection: Connection, params: Mapping[str, Any]) -> tuple[Picture, ...]:
    """What the job is to draw: the picture, and the same with fewer and fewer names."""
    snapshot = Snapshot(**params["snapshot"])
    meeting = calendar.meeting_by_id(connection, snapshot.meeting_id)
    assert meeting is not None
    facts = facts_of(snapshot, meeting.plan.title, actors_by_row(connection))
    words = translator_for(people.participant_by_id(connection, params["to"]).language)
    return tuple(_Drawing(facts, words, params["zone"]).picture(share=share) for share in FEWER)


class _Drawing:
    """One picture being worded for its reader."""

    def __init__(self, facts: Facts, words: Translator, zone: str) -> None:
        self._facts = facts
        self._words = words
        self._zone = zone

    def picture(self, *, share: float) -> Picture:
        """The picture with that share of the names."""
        facts = self._facts
        parts = tuple(self._part(part) for part in facts.parts)
        return Picture(
            language=self._words.language,
            title=self._words.plain(facts.title),
            meeting=self._words.plain(meeting_line(facts)),
            as_of=self._words.plain(as_of(facts, self._zone)),
            large=tuple(self._large()),
            parts=(parts[0], parts[1], parts[2]),
            groups=tuple(self._groups()),
            facts=tuple(self._small()),
            names=tuple(self._names(share)),
        )

    def _said(self, message_id: str, **params: Param) -> str:
        return self._words.plain(Message(message_id, params))

    def _part(self, part: Part) -> Shade:
        count = len(part.actors)
        return Shade(self._said(part.label), self._words.plain(count), count)

    def _large(self) -> Iterator[Figure]:
        facts = self._facts
        if facts.asked:
            yield self._of(digest.ANSWERED, len(facts.answered), len(facts.asked))
        if of_states := count_states(facts):
            yield self._of(digest.STATES, *of_states)

    def _of(self, label: str, n: int, of: int) -> Figure:
        return Figure(self._said(label), self._said(digest.N_OF, n=n, of=of))

    def _groups(self) -> Iterator[Bar]:
        for group in GROUPS:
            counts = [len(of_group(group, part.actors)) for part in self._facts.parts]
            if sum(counts):
                figure = self._of(group.label, counts[0] + counts[1], sum(counts))
                yield Bar(figure.label, figure.said, (counts[0], counts[1], counts[2]))

    def _small(self) -> Iterator[Figure]:
        snapshot, lost = self._facts.snapshot, len(self._facts.unreachable.actors)
        if lost:
            people_too = digest.people_of(lost, snapshot.people)
            yield Figure(self._said(digest.UNREACHABLE), self._words.plain(people_too))
        if snapshot.without_contact:
            yield self._counted(digest.WITHOUT_CONTACT, snapshot.without_contact)
        yield self._counted(digest.DRAFTS, snapshot.drafts)
        if snapshot.society is not None:
            yield self._counted(digest.SOCIETY_LABEL, snapshot.society)

    def _counted(self, label: str, n: int) -> Figure:
        return Figure(self._said(label), self._words.plain(n))

    def _names(self, share: float) -> Iterator[Listing]:
        found = named(self._facts, self._words.language)
        for part, theirs in groupby(found, key=lambda each: each[0]):
            groups = tuple(self._of_group(group, names, share) for _, group, names in theirs)
            if share:
                yield Listing(self._said(part.label), groups)

    def _of_group(self, group: Group, names: Sequence[Localized], share: float) -> Names:
        said = [self._words.plain(name) for name in names]
        told = fitting(said, share=share)
        return Names(self._said(group.label), tuple(said[:told]), self._more(len(said) - told))

    def _more(self, rest: int) -> str:
        return self._said(digest.MORE, n=rest) if rest > 0 else ""
