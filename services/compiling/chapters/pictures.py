"""The document at a glance: who has answered, what is covered, what came month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from committee.calendar import term_of
from committee.submissions import STANDING_STATES, SubmissionKind
from export.document import Picture
from locales import Month
from services.compiling.chapters.edition import Blocks, Edition
from services.compiling.facts import (
    Facts,
    covered,
    months_of_term,
    months_spanned,
    received,
    standings,
)
from services.compiling.pictures import drawn
from services.office import WASHINGTON
from storage.snapshot import Entry

WIDE = 1600
"""Pixels, so that it is sharp in print."""
SHARE = 0.62
"""Of the text's width: drawn for a telephone, a wider one would be taller than a page."""


def stands(edition: Edition) -> bool:
    """Whether there is anything to draw."""
    return bool(edition.snapshot.entries)


def blocks(edition: Edition) -> Blocks:
    """The pictures, each with what it shows in words."""
    # Imported here: it is heavy, and an empty document has no pictures.
    from export.picture_png import png_of  # noqa: PLC0415

    facts, asked = facts_of(edition), edition.request.kinds
    for each in drawn(facts, edition.words, at=edition.snapshot.now, zone=WASHINGTON):
        if each.name == "activities" and asked and SubmissionKind.ACTIVITY_PROGRESS not in asked:
            continue
        in_words = edition.words.plain(each.said.alternative)
        yield Picture(png_of(each.svg, pixels=WIDE), each.svg, in_words, width=SHARE)


def facts_of(edition: Edition) -> Facts:
    """What the document holds, as the pictures tell it; the map is that of the meeting."""
    snapshot = edition.snapshot
    entries = [entry for entry in snapshot.entries if entry.state in STANDING_STATES]
    # The map tells of states alone, whose names everybody is told; others need not be counted.
    everything = replace(snapshot.viewer, knows_authors=True)
    heard = snapshot.meeting and standings(
        snapshot.connection, snapshot.meeting, everything, snapshot.now
    )
    months = _months(edition, entries)
    return Facts(
        term=_terms(months),
        meeting=snapshot.meeting,
        standings=heard or {},
        program=snapshot.program,
        covered=covered(_of_newest(edition, entries), snapshot.program),
        received=received(
            entries, {row: known.actor.kind for row, known in snapshot.actors.items()}, months
        ),
    )


def _months(edition: Edition, entries: Sequence[Entry]) -> Sequence[Month]:
    """The term where all of it came in one, else from the first month to the last."""
    spanned = months_spanned(entries)
    terms = {term_of(_first_of(month)) for month in spanned}
    if len(terms) == 1 and not (edition.request.since or edition.request.until):
        return months_of_term(next(iter(terms)), entries)
    return spanned


def _terms(months: Sequence[Month]) -> str:
    """The term in which the months are, or the first and the last."""
    terms = dict.fromkeys(term_of(_first_of(month)) for month in (*months[:1], *months[-1:]))
    return " – ".join(terms)


def _first_of(month: Month) -> date:
    return date(month.year, month.month, 1)


def _of_newest(edition: Edition, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Those on the Program as it stands: of an older one the same number is something else."""
    newest = next(iter(edition.programs))
    return [entry for entry in entries if edition.program_rows.get(entry.id) == newest]
