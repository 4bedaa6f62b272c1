"""Who asked not to be named is named to those alone whom the table lets know it, by every way."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import Connection

from committee.access import Action
from committee.actors import ActorKind
from export.document import Table
from services.compiling.chapters import document_of
from services.compiling.request import Request
from services.compiling.sheets import tables_of
from services.compiling.snapshot import Snapshot
from services.copies import CopyRequest, copy_of
from tests.rights.cases import FEW, OTHER, OWN, Moment, cases
from tests.rights.databases import ON_POSTGRESQL, ON_SQLITE
from tests.rights.ground import Ground, Outcome
from tests.rights.looks import (
    BY_NAME,
    DIRECT,
    LISTS,
    NAMES,
    ON_ACTIVITIES,
    Look,
    knows,
    named,
    names_told,
    reads,
)

pytestmark = pytest.mark.asyncio(loop_scope="package")

EVERY_LOOK = (*DIRECT, *LISTS, *ON_ACTIVITIES, *BY_NAME)


@ON_SQLITE
@pytest.mark.parametrize("look", EVERY_LOOK, ids=lambda look: look.name)
async def test_who_is_not_to_be_named_is_named_to_those_alone_who_may_know(
    ground: Ground, look: Look
) -> None:
    await named_as_the_table_says(ground, look)


@ON_POSTGRESQL
@pytest.mark.parametrize("look", [DIRECT[0], *LISTS, *BY_NAME], ids=lambda look: look.name)
async def test_the_same_is_so_on_postgresql(ground: Ground, look: Look) -> None:
    await named_as_the_table_says(ground, look)


async def named_as_the_table_says(ground: Ground, look: Look) -> None:
    """Try `look` at submissions of which the authors are not to be named."""
    moments = FEW[:2] if look in ON_ACTIVITIES else FEW
    lay = named(look, unnamed=True)
    outcomes = await ground.try_all(cases((OWN, OTHER), moments), lay, kind=ActorKind.DIASPORA)
    wrong = [fault for each in outcomes for fault in _named(look, each)]
    wrong += await _named_in_documents(ground, outcomes)
    assert not wrong, "\n".join([f"read_identity by {look.name}:", *wrong])


def _named(look: Look, outcome: Outcome) -> Iterator[str]:
    case = outcome.case
    told = f"  {case}: told “{outcome.said[:400]}”"
    for name in names_told(outcome):
        yield f"{told}: names {name}"
    if look in BY_NAME and look.shows(outcome) and not knows(case):
        yield f"{told}: is found by what tells who it is"
    if look.name == "file" and look.shows(outcome) != (reads(case) and knows(case)):
        yield f"{told}: a file can tell who it is"
    if look.name == "open" and reads(case) and knows(case):
        name = outcome.seat.own_name if case.relation is OWN else outcome.seat.other_name
        if name not in outcome.said:
            yield f"{told}: may know who it is"


async def _named_in_documents(ground: Ground, outcomes: Sequence[Outcome]) -> list[str]:
    """The names in the copies that were asked for, where the asker may not know them."""
    wrong = []
    for outcome in outcomes:
        for _, job in outcome.changed.get("jobs", ()):
            assert job is not None
            request, now = (
                CopyRequest(**json.loads(job["params"])["request"]),
                ground.house.clock.now(),
            )
            paper = await ground.house.look(lambda c: str(copy_of(c, request, now=now)))  # noqa: B023
            known = outcome.case.may(Action.READ_IDENTITY)
            if bool(NAMES.search(paper)) != known:
                wrong.append(f"  {outcome.case}: the copy {'hides' if known else 'names'} it")
    return wrong


@ON_SQLITE
@pytest.mark.parametrize("moment", FEW, ids=str)
async def test_compilations_name_them_to_those_alone_who_may_know(
    ground: Ground, moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("export.picture_png.png_of", lambda svg, *, pixels: bytes(pixels))
    tried = [case for case in cases((OTHER,), (moment,)) if case.of_committee]
    lay = named(DIRECT[0], unnamed=True)
    await ground.try_all(tried, lay, kind=ActorKind.DIASPORA)
    for case in tried:
        assert case.role is not None
        request, now = Request("en", (case.role,)), ground.house.clock.now()
        rows, facts = await ground.house.look(partial(_told, request=request, now=now))
        assert bool(rows) == reads(case), f"{case}: {len(rows)} rows"
        told = NAMES.search("\n".join([*rows, facts]))
        assert bool(told) == (reads(case) and knows(case)), f"{case}: {told}"
        document = await ground.house.look(partial(_told_to_read, request=request, now=now))
        told = NAMES.search(document)
        assert bool(told) == (reads(case) and knows(case)), f"{case}: {told} in the document"


def _told_to_read(connection: Connection, *, request: Request, now: datetime) -> str:
    """The compilation as a document: its cover and every block, tables by their rows."""
    made = document_of(Snapshot(connection, request, now=now))
    blocks = (list(each.rows) if isinstance(each, Table) else each for each in made.blocks)
    return "\n".join([str(made.cover), made.running, *map(str, blocks)])


def _told(connection: Connection, *, request: Request, now: datetime) -> tuple[list[str], str]:
    """The rows of a compilation, and the lines of its overview."""
    made = tables_of(Snapshot(connection, request, now=now))
    return [str(row) for sheet in made.sheets for row in sheet.rows], str(made.facts)
