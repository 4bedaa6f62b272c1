"""Stories that nobody thought of: any plan, zones, holidays, answers and changes, over weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import zip_longest

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from committee.actors import ActorKind
from committee.calendar import Ask, MeetingKind, PlannedMeeting, annex1_term
from committee.submissions import SubmissionKind
from storage.database import Database
from tests.term.model import Model
from tests.term.stage import Stage
from tests.term.story import Delegate, Event, Story, What

WEEKS = timedelta(days=45)
BEGINNINGS = (datetime(2026, 10, 10, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC))
"""Over the nights in which clocks change in the north and in the south."""
ZONES = (
    "America/Guatemala",
    "America/New_York",
    "America/Santiago",
    "Pacific/Easter",
    "America/Havana",
    "America/Asuncion",
    "America/St_Johns",
    "America/Los_Angeles",
    "Pacific/Auckland",
)
HOLIDAYS = (None, "GT", "US", "CL", "BR")
PEOPLE = (6001, 6002, 6003, 6004)
ACTORS = ("GTM", "CHL", "cim", "cidh")
MEETINGS = ("one", "two", "three")
ASKS = (
    Ask((SubmissionKind.GOOD_PRACTICE,), (), (), (), (), ()),
    Ask((SubmissionKind.ACTIVITY_PROGRESS,), (ActorKind.STATE,), (), (), (), ()),
    Ask((SubmissionKind.ACTIVITY_PROGRESS,), (), ("cim", "CHL"), (), (), ()),
)
OF_PEOPLE: tuple[What, ...] = ("join", "leave", "zone", "holidays", "block", "unblock")
OF_MEETINGS: tuple[What, ...] = ("answer", "undo", "move", "cancel", "later")

half_hours = some.integers(0, 47).map(lambda n: timedelta(minutes=30 * n))
days = some.integers(0, WEEKS.days - 1).map(lambda n: timedelta(days=n))


@some.composite
def meetings(draw: some.DrawFn, start: datetime) -> list[PlannedMeeting]:
    """One to three meetings, whenever, asking of whomever."""
    usual = annex1_term(2026).meetings[0]
    found = []
    for key in MEETINGS[: draw(some.integers(1, 3))]:
        at = start + timedelta(days=draw(some.integers(1, 50))) + draw(half_hours)
        asks = tuple(draw(some.lists(some.sampled_from(ASKS), min_size=1, max_size=2)))
        found.append(
            PlannedMeeting(
                key=key,
                kind=draw(some.sampled_from(MeetingKind)),
                title=usual.title,
                about=usual.about,
                asked=usual.asked,
                agenda=(),
                mandates=(),
                place=usual.place,
                starts_at=at,
                deadline=at,
                asks=asks,
            )
        )
    return found


@some.composite
def events(draw: some.DrawFn, start: datetime) -> Event:
    """Something that happens to a person or a meeting."""
    at = start + draw(days) + draw(half_hours)
    what = draw(some.sampled_from((*OF_PEOPLE, *OF_MEETINGS)))
    to: datetime | str | None = None
    if what == "zone":
        to = draw(some.sampled_from(ZONES))
    elif what == "holidays":
        to = draw(some.sampled_from(HOLIDAYS))
    elif what in {"move", "later"}:
        to = at + timedelta(hours=draw(some.integers(2, 500)))
    quick = what not in {"later", "join"} and draw(some.booleans())
    return Event(
        at,
        what,
        draw(some.sampled_from(PEOPLE)),
        draw(some.sampled_from(MEETINGS)),
        draw(some.sampled_from(ACTORS)),
        to,
        quick=quick,
    )


@some.composite
def stories(draw: some.DrawFn) -> Story:
    """People who are in from the beginning or come later, and what happens."""
    start = draw(some.sampled_from(BEGINNINGS))
    planned = draw(meetings(start))
    keys = {each.key for each in planned}
    delegates = [
        Delegate(row, draw(some.sampled_from(ZONES)), (), draw(some.sampled_from(HOLIDAYS)))
        for row in PEOPLE
    ]
    joined = [
        Event(start, "join", person, actor=actor)
        for person in PEOPLE
        for actor in draw(some.lists(some.sampled_from(ACTORS), max_size=2, unique=True))
    ]
    later = draw(some.lists(events(start), max_size=14))
    happening = [each for each in later if each.meeting in keys and _fits(each, planned)]
    times = draw(some.lists(half_hours, min_size=2, max_size=4, unique=True))
    looks = {start + timedelta(days=day) + at for day in range(WEEKS.days) for at in times}
    looks |= {start, *(each.at for each in happening)}
    expected = {"GTM": start - timedelta(days=9), "CHL": start + timedelta(days=20)}
    return Story(planned, delegates, [*joined, *happening], sorted(looks), expected)


def _fits(event: Event, planned: list[PlannedMeeting]) -> bool:
    """Nothing is put off until after it is due."""
    due = next(each.deadline for each in planned if each.key == event.meeting)
    return event.what != "later" or (isinstance(event.to, datetime) and event.to < due)


@settings(
    max_examples=20,
    suppress_health_check=[*HealthCheck],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(story=stories())
async def test_whatever_happens_the_rules_hold(database: Database, story: Story) -> None:
    model, stage = Model(story), Stage(database, story)
    model.play()
    await stage.play()
    expected, told = ([str(word) for word in each.words] for each in (model, stage))
    differing = [pair for pair in zip_longest(expected, told) if pair[0] != pair[1]]
    assert differing[:3] == []
    assert await stage.missed() == +model.missed
