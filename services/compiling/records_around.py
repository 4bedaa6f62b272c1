"""The records around the submissions: who sent them, for which meetings, on which draft texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from committee.submissions import SubmissionKind
from services.compiling.request import filter_of
from services.compiling.snapshot import Snapshot
from services.readers import takes_part
from storage import records, snapshot_details
from storage.records import AnyRow

Record: TypeAlias = dict[str, Any]

WITHHELD = "withheld"
"""The key of the actor who stands, after an import, for authors whom the file does not name."""


def actors(snapshot: Snapshot) -> Iterator[Record]:
    """Those whose submissions are in the file and who are named in it, by their keys."""
    rows = {entry.actor_id for entry in snapshot.entries if snapshot.knows_author(entry)}
    known = (snapshot.actors[row].actor for row in rows)
    for actor in sorted(known, key=lambda actor: actor.key):
        if actor.key != WITHHELD:
            yield {
                "key": actor.key,
                "kind": actor.kind.value,
                "name": actor.name.as_dict(),
                "acronym": actor.acronym.as_dict() if actor.acronym else None,
                "country": actor.country,
            }


def calendar(snapshot: Snapshot) -> Iterator[Record]:
    """Every term with its meetings; links are for those who take part."""
    with_links = takes_part(snapshot.viewer)
    for term in records.terms_kept(snapshot.connection):
        kept = records.meetings_kept(snapshot.connection, term.id)
        yield {
            "term": term.key,
            "starts": term.starts.isoformat(),
            "ends": term.ends.isoformat(),
            "meetings": [_meeting(row, with_link=with_links) for row in kept],
        }


def consultations(snapshot: Snapshot) -> Iterator[Record]:
    """The draft texts: all of them for who takes part, else those that inputs speak of."""
    spoken_of = None if takes_part(snapshot.viewer) else _documents(snapshot)
    for row in records.consultations_kept(snapshot.connection):
        if spoken_of is None or row.symbol in spoken_of:
            yield {
                "symbol": row.symbol,
                "title": row.title,
                "paragraphs": [{"id": each[0], "text": each[1]} for each in row.paragraphs],
                "opened_at": moment(row.opened_at),
                "closes_at": moment(row.closes_at),
                "closed_at": moment(row.closed_at),
            }


def _documents(snapshot: Snapshot) -> frozenset[str]:
    of = SubmissionKind.DRAFT_TEXT_INPUT
    if not any(entry.kind is of for entry in snapshot.entries):
        return frozenset()
    wanted = filter_of(snapshot.connection, snapshot.request)
    found = snapshot_details.single_answers(
        snapshot.connection, snapshot.viewer, wanted, of, ("document",)
    )
    return frozenset(answers[0] for answers in found.values() if answers[0])


def moment(at: date | None) -> str | None:
    """A day or a moment as the file has it."""
    return at.isoformat() if at else None


def _meeting(row: AnyRow, *, with_link: bool) -> Record:
    return {
        "key": row.key,
        "kind": row.kind,
        "title": row.title,
        "about": row.about,
        "asked": row.asked,
        "agenda": row.agenda,
        "mandates": row.mandates,
        "place": row.place,
        "asks": row.asks,
        "starts_at": moment(row.starts_at),
        "deadline": moment(row.deadline),
        "link": row.link if with_link else None,
        "uid": row.uid,
        "sequence": row.sequence,
        "changed_at": moment(row.changed_at),
        "cancelled_at": moment(row.cancelled_at),
    }
