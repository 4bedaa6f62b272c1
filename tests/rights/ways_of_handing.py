"""The ways to what passes from hand to hand: drafts among colleagues, and roles."""

from __future__ import annotations

from typing import Any

from committee.access import Action
from committee.submissions import SubmissionState
from locales import phrases
from tests.flows.forms.samples import CLOSING
from tests.rights.acts import Act, Edits, Says, Tap
from tests.rights.cases import NONE, OTHER, OWN, Case
from tests.rights.scene import MISSING, Scene, code
from tests.rights.ways import (
    Way,
    as_own,
    types,
)

MENUS = ("What would you like to do?", "Welcome to Enlace.")
"""How the menu begins, to those who are in and to those who are not."""


# --- drafts among colleagues -----------------------------------------------------------------------


def _colleagues(scene: Scene) -> int:
    if scene.actor is None:
        return MISSING
    answers = {"activity": 28, "period_from": "2026-01"}
    return scene.draft("activity_progress", answers, writer=scene.seat.colleague)


def _mine(scene: Scene, *, opened: bool = False, status: str = "open") -> int:
    if scene.actor is None:
        return MISSING
    return scene.draft("activity_progress", {"activity": 28}, opened=opened, status=status)


def _takes(scene: Scene) -> Act:
    return Tap(f"d:{code(_colleagues(scene))}:take:{code(scene.seat.colleague)}")


def _looks_at_colleagues(scene: Scene) -> Act:
    return Tap(f"d:{code(_colleagues(scene))}")


def _on_mine(word: str) -> Way:
    changes = {"drop": (), "": ("participants",)}.get(word, ("drafts",))

    def lay(scene: Scene) -> Act:
        return Tap(f"d:{code(_mine(scene))}:{word}".removesuffix(":"))

    says = "Discard this draft?" if word == "drop" else ""
    return Way(f"d:{word or '*'}", lay, changes, says=says)


def _begins_as_last(scene: Scene) -> Act:
    if scene.actor is None:
        return Tap(f"d:{code(MISSING)}:last")
    last = scene.submission(state=SubmissionState.ACCEPTED)
    hint = {"last": {"id": last, "number": "PR-1", "begun": {"language": "en"}}}
    row = scene.draft("activity_progress", {"language": CLOSING["language"]}, hints=hint)
    return Tap(f"d:{code(row)}:last")


def _takes_back(scene: Scene) -> Act:
    return Tap(f"k:{code(_mine(scene, status='clearing'))}:back")


def _taps_in_form(scene: Scene) -> Act:
    _mine(scene, opened=True)
    return Tap(f"f:{code(_mine(scene, opened=True))}:period_from:2026-01")


def _types_an_answer(scene: Scene) -> Act:
    _mine(scene, opened=True)
    return Says("January 2026")


def _edits_an_answer(scene: Scene) -> Act:
    if scene.actor is not None:
        scene.draft("activity_progress", _begun(scene), opened=True, told="done")
    return Edits("We opened three shelters.")


def _steers(command: str) -> Way:
    """Back, skip and save lead on in the form that is open; without one they lead to the menu."""

    def lay(scene: Scene) -> Act:
        if scene.actor is not None:
            scene.draft("activity_progress", _begun(scene), opened=True)
        return Says(command)

    changes = {"/save": ("participants",)}.get(command, ("drafts",))
    return Way(command, lay, changes, refused=MENUS)


def _begun(scene: Scene) -> dict[str, Any]:
    """A report in which a question is open that may be skipped."""
    answers = scene.report()
    known = ("activity", "period_from", "period_to", "status", "done")
    return {**{key: answers[key] for key in known}, "details": True}


def _taps_in_colleagues_form(scene: Scene) -> Act:
    return Tap(f"f:{code(_colleagues(scene))}:period_to:2026-02")


def _lists(act: Tap | Says) -> Way:
    """The list shows a colleague's draft to those who may go on with it."""

    def lay(scene: Scene) -> Act:
        _colleagues(scene)
        return act

    door = act.text if isinstance(act, Says) else act.data
    return Way(
        door,
        lay,
        says="Colleague",
        right=lambda case: case.relation is OWN and case.may(Action.CONTINUE_DRAFT),
        refused=(phrases.NO_DRAFTS,),
    )


CONTINUE_DRAFT = (
    Way("d:take", _takes, ("drafts", "participants")),
    Way("d:*", _looks_at_colleagues, says="goes on with this draft", called="d: a colleague's"),
    _on_mine(""),
    _on_mine("drop"),
    _on_mine("gone"),
    Way("d:last", _begins_as_last, ("drafts",)),
    Way("k:back", _takes_back, ("drafts", "participants")),
    Way("f", _taps_in_form, ("drafts",), called="f: tap an answer"),
    Way("f", _taps_in_colleagues_form, says="goes on with", called="f: in a colleague's form"),
    Way("edit", _edits_an_answer, ("drafts",), refused=(phrases.EDITED_NO_FORM,)),
    *map(_steers, ("/back", "/skip", "/save")),
    Way("text", _types_an_answer, ("drafts",), called="type an answer"),
    _lists(Tap("m:drafts")),
    _lists(Tap("d:_page0")),
    _lists(Says("/drafts")),
)


# --- handing over ----------------------------------------------------------------------------------


def _handed(scene: Scene) -> int:
    """The role that is to be handed over: one's own, a colleague's, or one for the committee."""
    held = scene.memberships
    match scene.case.relation:
        case relation if relation is OWN:
            return held["own"] if scene.case.of_committee else held["mine"]
        case relation if relation is OTHER:
            return held["colleague's other"]
        case _:
            return held["mine"] if scene.case.of_committee else MISSING


def _may_hand(case: Case) -> bool:
    """One's own role as the table says; somebody else's with the right to end it."""
    if case.relation is OTHER:
        return case.may(Action.REVOKE)
    return case.relation is OWN and not case.of_committee and case.may(Action.HAND_OVER)


def _hands(word: str) -> Way:
    def lay(scene: Scene) -> Act:
        to = "" if word == "hand" else f":{code(scene.seat.second)}"
        return Tap(f"u:{code(_handed(scene))}:{word}{to}")

    changes = ("memberships",) if word == "do" else ()
    says = {"hand": "To whom?", "to": "Yes, hand over"}.get(word, "")
    return Way(f"u:{word}", lay, changes, says=says, right=_may_hand)


HAND_OVER = (
    *map(_hands, ("hand", "to", "do")),
    *(
        Way(door, lay, says="To whom?", right=as_own(Action.HAND_OVER), relations=(NONE,))
        for door, lay in (
            ("m:handover", lambda _scene: Tap("m:handover")),
            ("/handover", types("/handover")),
        )
    ),
)

WAYS = {Action.CONTINUE_DRAFT: CONTINUE_DRAFT, Action.HAND_OVER: HAND_OVER}
