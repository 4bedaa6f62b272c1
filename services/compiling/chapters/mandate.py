"""On what the document rests: the Program, and the meeting with its mandates and agenda."""

from __future__ import annotations

from committee.program import load_program, program_versions
from export.document import Style, Text
from locales import Day, Listing
from locales.phrases import compiling as said
from services.compiling.chapters.edition import Blocks, Edition
from services.compiling.chapters.heard import meetings_of


def blocks(edition: Edition) -> Blocks:
    """The Program that is reported on; what the meeting is about, asks and rests on."""
    program = edition.snapshot.program
    yield Text(edition.said(said.BEHIND, program=program.title, day=Day(program.agreed_on)))
    yield from _meeting(edition)
    yield Text(edition.said(said.AS_RECEIVED), Style.NOTE)
    if program.version in program_versions() and (note := load_program(program.version).note):
        yield Text(edition.words.plain(note), Style.NOTE)


def _meeting(edition: Edition) -> Blocks:
    meeting = edition.snapshot.meeting
    if meeting is None:
        yield from _mandates(
            edition, [each for held in meetings_of(edition) for each in held.plan.mandates]
        )
        return
    plan, words = meeting.plan, edition.words
    yield from _mandates(edition, plan.mandates)
    yield Text(words.plain(plan.about), label=edition.said(said.ABOUT))
    yield Text(words.plain(plan.asked), label=edition.said(said.ASKED))
    if plan.agenda:
        items = "\n".join(
            edition.said(said.AGENDA_ITEM, n=number, item=item)
            for number, item in enumerate(plan.agenda, start=1)
        )
        # An empty first line: the items stand below the label.
        yield Text(f"\n{items}", label=edition.said(said.AGENDA))


def _mandates(edition: Edition, mandates: list[str] | tuple[str, ...]) -> Blocks:
    if mandates:
        cited = Listing(tuple(dict.fromkeys(mandates)))
        yield Text(edition.words.plain(cited), label=edition.said(said.MANDATES))
