"""A whole term, September to May, in the zones of all 35 states: who is told of what, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import zip_longest

from committee.calendar import annex1_term
from committee.states import all_states
from storage.database import Database
from tests.term.model import Model
from tests.term.stage import Stage
from tests.term.story import Delegate, Event, Story, moments

ALL_OF_THEM = 4000
OFTEN = (11, 11.5, 12, 12.5, 13, 13.5, 14, 14.5, 15, 15.5, 16, 17, 22)
"""Around 08:00 and 09:00 everywhere (UTC), and in the afternoon: on the days of the plan."""
AT_TIMES = (12, 14, 17, 22)
"""On days on which little can be due: what a holiday has moved, or what waited for its day."""
FEBRUARY, MARCH, APRIL, CIDI = (
    f"2026-27/{name}" for name in ("february", "march", "april", "cidi")
)
NOVEMBER, DECEMBER, JANUARY = (f"2026-27/{name}" for name in ("november", "december", "january"))
KEEPING = {"GTM": "GT", "USA": "US", "BRA": "BR", "HTI": "HT", "CHL": "CL", "CUB": "CU"}


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the term, in UTC."""
    return datetime(2026 if month > 8 else 2027, month, day, hour, minute, tzinfo=UTC)


def id_of(state: str) -> int:
    """The delegate of a state."""
    return ALL_OF_THEM + [each.alpha3 for each in all_states()].index(state)


DELEGATES = (
    *(
        Delegate(id_of(each.alpha3), each.zones[0], (each.alpha3,), KEEPING.get(each.alpha3))
        for each in all_states()
    ),
    Delegate(5001, "America/Guatemala", ("GTM",)),
    Delegate(5002, "America/Manaus", ("BRA",), "BR"),
    Delegate(5003, "America/Los_Angeles", ("cim",)),
    Delegate(5004, "America/New_York", ("cidh", "iin"), "US"),
)
MORE_THAN_ONE = (
    Event(at(9, 2, 12), "join", id_of("MEX"), actor="cim"),
    Event(at(9, 2, 12), "join", id_of("URY"), actor="iin"),
    Event(at(12, 1, 15), "leave", id_of("MEX"), actor="cim", quick=True),
)
LATE = ("SUR", "VCT", "TTO", "BLZ")
"""Whose delegates come in the middle of a plan."""
JOINING = (
    *(
        Event(at(9, 1, 11), "join", each.id, actor=actor)
        for each in DELEGATES
        for actor in each.actors
        if actor not in LATE
    ),
    Event(at(11, 3, 13), "join", id_of("SUR"), actor="SUR"),
    Event(at(12, 12, 17, 30), "join", id_of("VCT"), actor="VCT"),
    Event(at(2, 9, 12, 30), "join", id_of("TTO"), actor="TTO"),
    Event(at(2, 15, 22), "join", id_of("BLZ"), actor="BLZ"),
)
ANSWERING = (
    Event(at(11, 3, 16), "answer", actor="GTM", meeting=NOVEMBER),
    Event(at(11, 10, 14), "answer", actor="PER", meeting=NOVEMBER, quick=True),
    Event(at(12, 12, 15), "answer", actor="ARG", meeting=DECEMBER),
    Event(at(12, 13, 15), "undo", actor="ARG", meeting=DECEMBER),
    Event(at(1, 5, 15), "answer", actor="CAN", meeting=JANUARY, quick=True),
    *(
        Event(at(2, 9, 16), "answer", actor=state, meeting=FEBRUARY)
        for state in ("BOL", "COL", "CRI", "DOM", "ECU", "HND")
    ),
    Event(at(2, 13, 15), "answer", actor="GTM", meeting=FEBRUARY, quick=True),
    Event(at(4, 10, 12), "answer", actor="CHL", meeting=APRIL),
    Event(at(4, 15, 13), "answer", actor="cidh", meeting=CIDI, quick=True),
)
PUTTING_OFF = (
    Event(at(11, 3, 17), "later", id_of("JAM"), NOVEMBER, "JAM", at(11, 6, 14)),
    Event(at(11, 3, 17), "later", id_of("PAN"), NOVEMBER, "PAN", at(11, 16, 14)),
    Event(at(2, 9, 17), "later", id_of("GUY"), FEBRUARY, "GUY", at(2, 10, 13)),
    Event(at(2, 9, 17), "later", id_of("MEX"), FEBRUARY, "MEX", at(2, 25, 15)),
    # Who can be reached again only on the day of a step is told of both at once, and once.
    Event(at(11, 3, 17), "later", id_of("BRB"), NOVEMBER, "BRB", at(11, 9, 14)),
    Event(at(11, 9, 13), "block", id_of("BRB")),
    Event(at(11, 10, 16), "unblock", id_of("BRB")),
    Event(at(3, 9, 17), "later", id_of("LCA"), MARCH, "LCA", at(3, 12, 13)),
)
CHANGING = (
    Event(at(1, 28, 13), "move", meeting=FEBRUARY, to=at(2, 23, 15)),
    Event(at(2, 16, 14), "move", meeting=FEBRUARY, to=at(2, 18, 20), quick=True),
    Event(at(3, 2, 14), "cancel", meeting=MARCH, quick=True),
    Event(at(11, 10, 15), "zone", id_of("GRD"), to="America/Vancouver", quick=True),
    Event(at(4, 13, 12), "zone", id_of("CHL"), to="Pacific/Easter"),
    Event(at(4, 6, 13), "zone", id_of("ATG"), to="America/St_Johns", quick=True),
    Event(at(1, 15, 13), "holidays", id_of("BHS"), to="BS"),
    Event(at(1, 18, 14), "block", id_of("NIC"), quick=True),
    Event(at(1, 19, 12), "unblock", id_of("NIC")),
    Event(at(4, 8, 13), "block", id_of("PRY"), quick=True),
    Event(at(4, 14, 14), "unblock", id_of("PRY")),
    Event(at(4, 15, 14), "block", id_of("KNA"), quick=True),
)
DAYS = [at(9, 1, 0) + timedelta(days=day) for day in range(273)]


def of_the_plan(day: datetime, deadlines: Sequence[datetime]) -> bool:
    """Whether it is one of the days before a deadline, or beside one."""
    before = {(deadline.date() - day.date()).days for deadline in deadlines}
    return any(abs(days - each) <= 1 for days in before for each in (30, 14, 7, 3, 1))


def the_term() -> Story:
    """The meetings of Annex 1; Nicaragua is expected to report from the middle of it."""
    since = {each.alpha3: at(9, 1, 0) - timedelta(days=400) for each in all_states()}
    meetings = annex1_term(2026).meetings
    events = (*JOINING, *MORE_THAN_ONE, *ANSWERING, *PUTTING_OFF, *CHANGING)
    deadlines = [meeting.deadline for meeting in meetings if meeting.asks]
    deadlines += [event.to for event in events if isinstance(event.to, datetime)]
    often = [day for day in DAYS if of_the_plan(day, deadlines)]
    looks = {*moments(DAYS, AT_TIMES), *moments(often, OFTEN), *(event.at for event in events)}
    return Story(meetings, DELEGATES, events, sorted(looks), since | {"NIC": at(1, 10, 0)})


async def test_everybody_is_told_what_the_rules_say(database: Database) -> None:
    story = the_term()
    model, stage = Model(story), Stage(database, story)
    model.play()
    await stage.play()
    expected, told = ([str(word) for word in each.words] for each in (model, stage))
    differing = [pair for pair in zip_longest(expected, told) if pair[0] != pair[1]]
    assert differing[:5] == []
    assert len(told) > 1000
    assert await stage.missed() == +model.missed
