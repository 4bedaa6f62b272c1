"""The ways to a compilation, and to the requests for one that somebody keeps."""

from __future__ import annotations

from typing import Any

from bot.flows.forms.export import EXPORT as FORM
from bot.flows.forms.export import REQUEST_NAME
from committee.access import Action
from storage import tables
from tests.rights.acts import Act, Tap
from tests.rights.scene import Scene, code
from tests.rights.ways import Way, as_no_actors, sends, taps, types

PARAMS: dict[str, Any] = {
    "request": {"language": "en", "roles": ["secretariat"]},
    "format": "json",
    "time": None,
}
ANSWERS = {
    "meeting": "all",
    "format": "json",
    "language": "en",
    "order": "document",
    "annexes": True,
}
OPTIONAL = ("kinds", "actor_kinds", "actors", "activities", "objectives", "places", "states")


def _exporting(scene: Scene) -> int:
    choices = {
        "meeting": [["all", "all", "all", []]],
        "format": [["json", "JSON", "json", []]],
    }
    answers = {**ANSWERS, **dict.fromkeys((*OPTIONAL, "level", "name"))}
    hints = {"choices": choices}
    return scene.draft(FORM.key, answers, opened=True, actor=False, hints=hints)


def _renaming(scene: Scene) -> int:
    row = _saved(scene)
    return scene.draft(REQUEST_NAME.key, {"name": "New"}, opened=True, actor=False, subject=row)


def _saved(scene: Scene) -> int:
    return scene.add(
        tables.requests,
        participant_id=scene.seat.person,
        name="Every month",
        body=PARAMS,
        saved_at=scene.now,
    )


def _asked_before(scene: Scene) -> Act:
    scene.add(
        tables.jobs,
        kind=FORM.key,
        params=PARAMS,
        participant_id=scene.seat.person,
        status="done",
        attempts=1,
        ready_at_pulse=0.0,
        asked_at=scene.now,
    )
    return Tap("x:last")


def _on_saved(word: str, *changes: str, says: str = "") -> Way:
    def lay(scene: Scene) -> Act:
        return Tap(f"x:{word}:{code(_saved(scene))}")

    return Way(f"x:{word}", lay, changes, says=says, right=as_no_actors(Action.EXPORT))


def _lists(scene: Scene) -> Act:
    _saved(scene)
    return Tap("x:all")


def _anew(door: str) -> Way:
    lay = types(door) if door.startswith("/") else taps(door)
    return Way(door, lay, ("drafts",), right=as_no_actors(Action.EXPORT))


EXPORT = (
    _anew("m:export"),
    _anew("/export"),
    Way(
        "f",
        sends(_exporting),
        ("jobs",),
        right=as_no_actors(Action.EXPORT),
        called="f: export",
    ),
    Way("x:last", _asked_before, ("drafts",), right=as_no_actors(Action.EXPORT)),
    Way("x:*", _lists, says="Your saved requests", right=as_no_actors(Action.EXPORT)),
    _on_saved("use", "drafts"),
    _on_saved("open", says="Every month"),
    _on_saved("name", "drafts"),
    _on_saved("drop", says="Delete “Every month”?"),
    _on_saved("gone", "requests"),
    Way(
        "f",
        sends(_renaming),
        ("requests",),
        right=as_no_actors(Action.EXPORT),
        called="f: name of a request",
    ),
)
