"""Every way to every action, tried by every role in every relation and state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from committee.access import Action, Relation, states_for
from committee.submissions import SubmissionState, Visibility
from locales import phrases
from locales.phrases import people, reading
from tests.rights.cases import NONE, STATES, Case, cases
from tests.rights.databases import ON_POSTGRESQL, ON_SQLITE
from tests.rights.ground import Ground, Outcome
from tests.rights.ways import Way
from tests.rights.ways_of_calendar import WAYS as OF_CALENDAR
from tests.rights.ways_of_committee import WAYS as OF_COMMITTEE
from tests.rights.ways_of_handing import WAYS as OF_HANDING
from tests.rights.ways_of_rounds import WAYS as OF_ROUNDS
from tests.rights.ways_of_sending import WAYS as OF_SENDING

PUBLIC = Visibility.PUBLIC
pytestmark = pytest.mark.asyncio(loop_scope="package")

WAYS = {**OF_SENDING, **OF_HANDING, **OF_COMMITTEE, **OF_ROUNDS, **OF_CALENDAR}
EVERY_WAY = [(action, way) for action in Action for way in WAYS.get(action, ())]
ONE_OF_EACH = list(
    dict.fromkeys(
        (action, next(way for way in WAYS[action] if relation in way.relations))
        for action in WAYS
        for relation in Relation
    )
)
"""For every action and relation one way."""

NOT_OPEN = (phrases.NOT_ALLOWED, reading.NOT_THERE, phrases.STALE_BUTTON, phrases.NOT_UNDERSTOOD)
"""What is said to those whose role does not allow it."""
NOT_OF_USE = (*NOT_OPEN, reading.CHANGED_MEANWHILE, people.GONE_ALREADY)
"""What is said where something is not, or is no more, possible."""


def each_of(ways: Iterable[tuple[Action, Way]]) -> pytest.MarkDecorator:
    """A test of its own for each way."""
    named = [pytest.param(action, way, id=f"{action}-{way.name}") for action, way in ways]
    return pytest.mark.parametrize(("action", "way"), named)


@ON_SQLITE
@each_of(EVERY_WAY)
async def test_each_role_has_what_the_table_gives_and_nothing_else(
    ground: Ground, action: Action, way: Way
) -> None:
    await as_the_table_says(ground, action, way, STATES if way.stated else (None,))


@ON_POSTGRESQL
@each_of(ONE_OF_EACH)
async def test_the_same_is_so_on_postgresql(ground: Ground, action: Action, way: Way) -> None:
    possible = next(state for state in STATES if state in states_for(action))
    states = (possible, SubmissionState.WITHDRAWN) if way.stated else (None,)
    await as_the_table_says(ground, action, way, states)


async def as_the_table_says(
    ground: Ground, action: Action, way: Way, states: Iterable[SubmissionState | None]
) -> None:
    """Try `way` in all its relations and these states."""
    tried = cases(way.relations, [(PUBLIC, state) for state in states])
    outcomes = await ground.try_all(tried, way.lay, kind=way.kind)
    wrong = [fault for outcome in outcomes for fault in _faults(action, way, outcome)]
    assert not wrong, "\n".join([f"{action} by {way.name}:", *wrong])


def _faults(action: Action, way: Way, outcome: Outcome) -> Iterator[str]:
    """What is otherwise than the table says, each with the combination and what happened."""
    case = outcome.case
    right = way.right(case) if way.right else case.may(action)
    in_time = case.state is None or case.state in states_for(action)
    told = f"  {case}: told “{outcome.said[:300]}”, changed {sorted(outcome.tables)}"
    if phrases.WENT_WRONG in outcome.said:
        yield f"{told}: went wrong"
    elif right and in_time:
        missing = set(way.changes) - outcome.tables
        if missing or way.says not in outcome.said or _says(outcome, NOT_OF_USE):
            yield f"{told}: is allowed, but had no effect"
    elif right:
        if outcome.tables - set(way.settles) or not outcome.said:
            yield f"{told}: came too late and had an effect"
    elif outcome.tables:
        yield f"{told}: is not allowed, but had an effect"
    elif not _says(outcome, _refusals(way, case)):
        yield f"{told}: is not allowed, and that was not said"


def _refusals(way: Way, case: Case) -> tuple[str, ...]:
    """What may be said where the table does not allow it; a thing that is none may be gone."""
    if way.refused:
        return way.refused
    return NOT_OF_USE if case.relation is NONE else NOT_OPEN


def _says(outcome: Outcome, sentences: tuple[str, ...]) -> bool:
    return any(sentence in outcome.said for sentence in sentences)
