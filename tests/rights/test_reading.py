"""What was sent is seen by those whom the table lets read it, by every way, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest

from committee.access import Action
from committee.actors import ActorKind
from committee.submissions import SubmissionState, Visibility
from locales import phrases
from locales.phrases import reading
from services.compilations import Request, compile_for
from services.copies import CopyRequest, copy_of
from tests.rights.acts import Act
from tests.rights.cases import NONE, OTHER, OWN, STATES, Case, Moment, cases
from tests.rights.ground import Ground, Outcome
from tests.rights.looks import (
    BY_NAME,
    DIRECT,
    LISTS,
    NAMES,
    ON_ACTIVITIES,
    Look,
    knows,
    leaks,
    names_told,
    reads,
)
from tests.rights.scene import Scene

pytestmark = pytest.mark.asyncio(loop_scope="package")

PUBLIC, GROUP, SECRETARIAT = Visibility
SUBMITTED, PUBLISHED = SubmissionState.SUBMITTED, SubmissionState.PUBLISHED
EDGES = (SUBMITTED, PUBLISHED, SubmissionState.RETURNED)
"""A state from which on each of the circles begins to read, or that ends it."""
FEW: tuple[Moment, ...] = ((PUBLIC, PUBLISHED), (GROUP, SUBMITTED), (SECRETARIAT, SUBMITTED))
SOME: tuple[Moment, ...] = tuple(product(Visibility, EDGES))
PAIRS: tuple[tuple[Moment, ...], ...] = (
    ((PUBLIC, PUBLISHED), (PUBLIC, SUBMITTED)),
    ((GROUP, PUBLISHED), (GROUP, SUBMITTED)),
    ((SECRETARIAT, PUBLISHED), (SECRETARIAT, SUBMITTED)),
)
"""Two at a time: there must be an activity of its own for every seat."""


@pytest.mark.parametrize("circle", list(Visibility), ids=str)
async def test_a_submission_is_opened_in_every_state(ground: Ground, circle: Visibility) -> None:
    moments = [(circle, state) for state in (STATES if ground.whole else EDGES)]
    await seen_as_the_table_says(ground, DIRECT[0], cases((OWN, OTHER), moments))


@pytest.mark.parametrize("look", [*DIRECT[1:], *LISTS], ids=lambda look: look.name)
async def test_its_parts_and_the_lists_that_it_is_in(ground: Ground, look: Look) -> None:
    moments = SOME if ground.whole else FEW
    await seen_as_the_table_says(ground, look, cases((OWN, OTHER), moments))


@pytest.mark.parametrize("look", ON_ACTIVITIES, ids=lambda look: look.name)
async def test_what_was_reported_on_an_activity(ground: Ground, look: Look) -> None:
    for moments in PAIRS if ground.whole else PAIRS[1:2]:
        await seen_as_the_table_says(ground, look, cases((OWN, OTHER), moments))


@pytest.mark.parametrize("look", DIRECT, ids=lambda look: look.name)
async def test_a_submission_that_there_is_not(ground: Ground, look: Look) -> None:
    await seen_as_the_table_says(ground, look, cases((NONE,), ((PUBLIC, PUBLISHED),)))


async def seen_as_the_table_says(ground: Ground, look: Look, tried: Sequence[Case]) -> None:
    """Try `look` in all these cases."""
    outcomes = await ground.try_all(tried, named(look))
    wrong = [fault for each in outcomes for fault in _faults(look, each, outcomes)]
    assert not wrong, "\n".join([f"read_submission by {look.name}:", *wrong])


def named(look: Look, *, unnamed: bool = False) -> Callable[[Scene], Act]:
    """The look at a submission whose author may be named, or is not to be."""
    return lambda scene: look.lay(scene, unnamed)


def _faults(look: Look, outcome: Outcome, others: Sequence[Outcome]) -> Iterator[str]:
    told = f"  {outcome.case}: told “{outcome.said[:300]}”, changed {sorted(outcome.tables)}"
    if phrases.WENT_WRONG in outcome.said or outcome.tables - {"jobs"}:
        yield f"{told}: had an effect"
    for leak in leaks(outcome, others):
        yield f"{told}: {leak}"
    if look.sees is not None and look.shows(outcome) != look.sees(outcome.case):
        yield f"{told}: {'is' if look.sees(outcome.case) else 'is not'} allowed"
    if look.door.startswith("s:") and (reading.NOT_THERE in outcome.said) != _is_closed(
        look, outcome.case
    ):
        yield f"{told}: is told otherwise than others"


def _is_closed(look: Look, case: Case) -> bool:
    """Whether it is said that there is no such submission."""
    if look.name == "difference":
        return look.sees is not None and not look.sees(case)
    return not reads(case)


# --- authors that are not to be named --------------------------------------------------------------


@pytest.mark.parametrize(
    "look", [*DIRECT, *LISTS, *ON_ACTIVITIES, *BY_NAME], ids=lambda look: look.name
)
async def test_who_is_not_to_be_named_is_named_to_those_alone_who_may_know(
    ground: Ground, look: Look
) -> None:
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
            request, now = CopyRequest(**job["params"]["request"]), ground.house.clock.now()
            paper = await ground.house.look(lambda c: str(copy_of(c, request, now=now)))  # noqa: B023
            known = outcome.case.may(Action.READ_IDENTITY)
            if bool(NAMES.search(paper)) != known:
                wrong.append(f"  {outcome.case}: the copy {'hides' if known else 'names'} it")
    return wrong


@pytest.mark.parametrize("moment", FEW, ids=str)
async def test_compilations_name_them_to_those_alone_who_may_know(
    ground: Ground, moment: Moment
) -> None:
    tried = [case for case in cases((OTHER,), (moment,)) if case.of_committee]
    lay = named(DIRECT[0], unnamed=True)
    await ground.try_all(tried, lay, kind=ActorKind.DIASPORA)
    for case in tried:
        assert case.role is not None
        request, now = Request("en", (case.role,)), ground.house.clock.now()
        made = await ground.house.look(lambda c: compile_for(c, request, now=now))  # noqa: B023
        rows = [str(row) for sheet in made.sheets for row in sheet.rows]
        assert bool(rows) == reads(case), f"{case}: {len(rows)} rows"
        told = NAMES.search("\n".join([*rows, str(made.facts)]))
        assert bool(told) == (reads(case) and knows(case)), f"{case}: {told}"
