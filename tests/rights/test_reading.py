"""What was sent is seen by those whom the table lets read it, by every way, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from committee.submissions import SubmissionState, Visibility
from locales import phrases
from locales.phrases import reading
from tests.rights.cases import FEW, NONE, OTHER, OWN, STATES, Case, Moment, cases
from tests.rights.databases import ON_POSTGRESQL, ON_SQLITE
from tests.rights.ground import Ground, Outcome
from tests.rights.looks import (
    DIRECT,
    LISTS,
    ON_ACTIVITIES,
    Look,
    leaks,
    named,
    reads,
)

pytestmark = pytest.mark.asyncio(loop_scope="package")

PUBLIC, GROUP, SECRETARIAT = Visibility
SUBMITTED, PUBLISHED = SubmissionState.SUBMITTED, SubmissionState.PUBLISHED
EDGES = (SUBMITTED, PUBLISHED, SubmissionState.RETURNED)
"""A state from which on each of the circles begins to read, or that ends it."""
SOME: tuple[Moment, ...] = tuple(product(Visibility, EDGES))
PAIRS: tuple[tuple[Moment, ...], ...] = (
    ((PUBLIC, PUBLISHED), (PUBLIC, SUBMITTED)),
    ((GROUP, PUBLISHED), (GROUP, SUBMITTED)),
    ((SECRETARIAT, PUBLISHED), (SECRETARIAT, SUBMITTED)),
)
"""Two at a time: there must be an activity of its own for every seat."""


@ON_SQLITE
@pytest.mark.parametrize("circle", list(Visibility), ids=str)
async def test_a_submission_is_opened_in_every_state(ground: Ground, circle: Visibility) -> None:
    moments = [(circle, state) for state in STATES]
    await seen_as_the_table_says(ground, DIRECT[0], cases((OWN, OTHER), moments))


@ON_SQLITE
@pytest.mark.parametrize("look", [*DIRECT[1:], *LISTS], ids=lambda look: look.name)
async def test_its_parts_and_the_lists_that_it_is_in(ground: Ground, look: Look) -> None:
    await seen_as_the_table_says(ground, look, cases((OWN, OTHER), SOME))


@ON_POSTGRESQL
@pytest.mark.parametrize("look", [*DIRECT, *LISTS], ids=lambda look: look.name)
async def test_the_same_is_so_on_postgresql(ground: Ground, look: Look) -> None:
    await seen_as_the_table_says(ground, look, cases((OWN, OTHER), FEW))


@ON_SQLITE
@pytest.mark.parametrize("look", ON_ACTIVITIES, ids=lambda look: look.name)
async def test_what_was_reported_on_an_activity(ground: Ground, look: Look) -> None:
    for moments in PAIRS:
        await seen_as_the_table_says(ground, look, cases((OWN, OTHER), moments))


@ON_SQLITE
@pytest.mark.parametrize("look", DIRECT, ids=lambda look: look.name)
async def test_a_submission_that_there_is_not(ground: Ground, look: Look) -> None:
    await seen_as_the_table_says(ground, look, cases((NONE,), ((PUBLIC, PUBLISHED),)))


async def seen_as_the_table_says(ground: Ground, look: Look, tried: Sequence[Case]) -> None:
    """Try `look` in all these cases."""
    outcomes = await ground.try_all(tried, named(look))
    wrong = [fault for each in outcomes for fault in _faults(look, each, outcomes)]
    assert not wrong, "\n".join([f"read_submission by {look.name}:", *wrong])


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
