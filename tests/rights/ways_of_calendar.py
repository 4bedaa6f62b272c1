"""The ways to the calendar: looked at by everybody who takes part, kept by the secretariat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from committee.access import Action
from storage import tables
from tests.rights.acts import Act, Tap
from tests.rights.rows import meeting_key
from tests.rights.scene import Scene, code
from tests.rights.ways import Way, as_no_actors, sends, taps, types

LATER = timedelta(days=500)
"""After everything that is planned, so that what others look at stays as it is."""


def _way(action: Action, door: str, *, says: str = "", changes: tuple[str, ...] = ()) -> Way:
    lay = types(door) if door.startswith("/") else taps(door)
    called = door.replace(":0:", ":")
    return Way(called, lay, changes, says=says, right=as_no_actors(action))


def _meeting(scene: Scene) -> int:
    """A meeting of the seat; it asks an actor that there is not, so that few are told."""
    title = dict.fromkeys(("es", "en", "fr", "pt"), f"Meeting {scene.secret}")
    asks = [
        {
            "submission_kinds": ["good_practice"],
            "actor_kinds": [],
            "actors": ["nobody"],
            "activities": [],
            "objectives": [],
            "themes": [],
        }
    ]
    return scene.add(
        tables.meetings,
        term_id=scene.stage.term,
        key=f"{meeting_key(scene.seat)}-{scene.run}",
        kind="regular",
        title=title,
        about=title,
        asked=title,
        agenda=[],
        mandates=[],
        place=title,
        asks=asks,
        starts_at=_then(scene),
        deadline=_then(scene),
    )


def _then(scene: Scene) -> datetime:
    return scene.now + LATER


def _on_meeting(word: str) -> Callable[[Scene], Act]:
    def lay(scene: Scene) -> Act:
        about = f"c:{code(_meeting(scene))}"
        return Tap(f"{about}:{word}" if word else about)

    return lay


def _looks(word: str, says: str) -> Way:
    right = as_no_actors(Action.SEE_CALENDAR)
    return Way(f"c:{word or '*'}", _on_meeting(word), says=says, right=right)


def _keeps(word: str, *changes: str, says: str = "") -> Way:
    door = f"c:{word.partition(':')[0]}"
    right = as_no_actors(Action.MANAGE_CALENDAR)
    return Way(door, _on_meeting(word), changes, says=says, right=right)


def _filled_in(form: str) -> Way:
    """A form of the calendar, filled in by the person, perhaps while they still might."""

    def draft(scene: Scene) -> int:
        told = {"told": "all"}
        hints = {"choices": {"told": [["all", "all", "all", []]]}, "sequence": 0}
        day = _then(scene).date() + timedelta(days=1)
        in_this_term = scene.now.date() + timedelta(days=60)
        moving = {"day": day.isoformat(), "time": "10:00", "due_days": 0}
        what: dict[str, Any] = {
            "language": "en",
            "kind": "regular",
            "title": meeting_key(scene.seat),
            "other_languages": None,
            "about": None,
            "place": "Here",
            "agenda": None,
            "mandates": None,
        }
        answers: dict[str, Any] = {
            "meeting": what | {"day": in_this_term.isoformat(), "time": "10:00"},
            "changing": what | told,
            "moving": moving | told,
        }[form]
        subject = None if form == "meeting" else _meeting(scene)
        return scene.draft(form, answers, opened=True, actor=False, hints=hints, subject=subject)

    right = as_no_actors(Action.MANAGE_CALENDAR)
    return Way("f", sends(draft), ("meetings",), right=right, called=f"f: {form}")


SEE_CALENDAR = (
    _way(Action.SEE_CALENDAR, "m:calendar", says="2027"),
    _way(Action.SEE_CALENDAR, "/calendar", says="2027"),
    Way(
        "c:*",
        lambda _: Tap("c:_page0"),
        says="2027",
        right=as_no_actors(Action.SEE_CALENDAR),
        called="c:_page0",
    ),
    _looks("", "Meeting "),
    _looks("ics", "cam-2028"),
    _way(Action.SEE_CALENDAR, "c:0:term", says="cam-20"),
)
MANAGE_CALENDAR = (
    _way(Action.MANAGE_CALENDAR, "c:0:add", changes=("drafts",)),
    _keeps("move", "drafts"),
    _keeps("change", "drafts"),
    _keeps("cancel", says="will be told"),
    _keeps("gone:0", "meetings"),
    _filled_in("meeting"),
    _filled_in("changing"),
    _filled_in("moving"),
)

WAYS = {Action.SEE_CALENDAR: SEE_CALENDAR, Action.MANAGE_CALENDAR: MANAGE_CALENDAR}
