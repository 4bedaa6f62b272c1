"""The ways to rounds by hand: extra reminders and announcements, from the form to the undoing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from committee.access import Action, Role
from storage import tables
from tests.rights.acts import Act, Tap
from tests.rights.scene import Scene, code
from tests.rights.ways import Way, as_no_actors, sends, taps, types

RIGHT = as_no_actors(Action.SEND_ROUND)
LANGUAGES = ("es", "en", "fr", "pt")
TEXTS = {"texts": {"en": "Good day."}, "language": "en", "audience": ["states"]}


def _round(scene: Scene, *, status: str = "prepared") -> int:
    """An announcement of the person, perhaps prepared while they still might."""
    role = scene.case.role if scene.case.of_committee and scene.case.role else Role.CHAIR
    goes_at = None if status == "prepared" else scene.now + timedelta(minutes=1)
    return scene.add(
        tables.rounds,
        kind="announcement",
        started_by=scene.seat.person,
        content={**TEXTS, "role": role.value},
        status=status,
        made_at=scene.now,
        goes_at=goes_at,
    )


def _taps(word: str, *changes: str, says: str = "", status: str = "prepared") -> Way:
    def lay(scene: Scene) -> Act:
        return Tap(f"o:{code(_round(scene, status=status))}:{word}")

    door = "o:*" if word in {*LANGUAGES, "who", "back"} else f"o:{word}"
    return Way(door, lay, changes, says=says, right=RIGHT, called=f"o:{word}")


def _begins(word: str, *, says: str) -> tuple[Way, ...]:
    return tuple(
        Way(door, lay, ("drafts",), says=says, right=RIGHT)
        for door, lay in ((f"m:{word}", taps(f"m:{word}")), (f"/{word}", types(f"/{word}")))
    )


def _extra(scene: Scene) -> int:
    """The form of an extra round in which one answer is missing yet: its line, which is skipped."""
    key = "2026-27/february"
    hints: dict[str, Any] = {"choices": {"meeting": [[key, key, None, []]]}}
    return scene.draft("extra_round", {"meeting": key}, opened=True, actor=False, hints=hints)


def _skips_the_line(scene: Scene) -> Act:
    return Tap(f"f:{code(_extra(scene))}:line:_skip")


def _announcement(scene: Scene) -> int:
    answers = {"audience": ["states"], "silent": None, "language": "en", "text": "Good day."}
    skipped = {f"text_{each}": None for each in LANGUAGES if each != "en"}
    return scene.draft("announcement", {**answers, **skipped}, opened=True, actor=False)


SEND_ROUND = (
    *_begins("remind", says="For which meeting?"),
    *_begins("announce", says="Who is to read it?"),
    Way("f", _skips_the_line, ("rounds",), right=RIGHT, called="f: extra round"),
    Way("f", sends(_announcement), ("rounds",), right=RIGHT, called="f: announcement"),
    *(_taps(word, says="Good day.") for word in LANGUAGES),
    _taps("who", says="Who exactly"),
    _taps("back", says="Ready to send"),
    _taps("sample", says="That was a sample"),
    _taps("send", "rounds", "notices", says="Goes out in a minute"),
    _taps("change", "rounds", "drafts"),
    _taps("cancel", "rounds", says="Cancelled"),
    _taps("undo", "rounds", says="Taken back", status="waiting"),
)

WAYS = {Action.SEND_ROUND: SEND_ROUND}
