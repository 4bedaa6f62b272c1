"""Every way in the chat to every action: what is laid out, tapped or typed, and what then is there.

A way says what stands before the person acts and what they do. Where the table allows it, rows of
the tables in `changes` must have changed and `says` be said; where it does not, no row may have
changed and a kind sentence is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from committee.access import Action, Relation
from committee.actors import ActorKind
from tests.rights.acts import Act, Says, Tap
from tests.rights.cases import NONE, OTHER, OWN, Case
from tests.rights.scene import Scene, code

Lay = Callable[[Scene], Act]
Right = Callable[[Case], bool]

EVERY = (OWN, OTHER, NONE)
OF_ACTORS = (OWN, OTHER)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to one action.

    `door` is what is tapped or typed ("s:accept", "/report"), as `doors.py` reads it from the
    code. `right` says who may where that is not simply the table's word for the relation. `stated`
    ways are tried in every state of a submission. `settles` are tables that change when it is too
    late for the state, because a form is closed then. `refused` is what those are told whom the
    table does not allow it, where it is something of its own.
    """

    door: str
    lay: Lay
    changes: tuple[str, ...] = ()
    says: str = ""
    right: Right | None = None
    relations: tuple[Relation, ...] = EVERY
    kind: ActorKind = ActorKind.STATE
    stated: bool = False
    settles: tuple[str, ...] = ()
    called: str = ""
    refused: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in the name of its test."""
        return self.called or self.door


def as_no_actors(action: Action) -> Right:
    """The right for what concerns no actor, whichever is written on the button."""
    return lambda case: case.role is not None and case.may(action, NONE)


def as_own(action: Action) -> Right:
    """The right that a person has by the role held for their own actor, which needs no saying."""
    return lambda case: case.role is not None and case.may(action, OWN)


def types(command: str) -> Lay:
    """Typing a command."""
    return lambda _scene: Says(command)


def taps(data: str) -> Lay:
    """Tapping a button that is the same for everybody; its actor makes no difference."""

    def lay(scene: Scene) -> Act:
        return Tap(data if scene.actor is None else f"{data}:{code(scene.actor)}")

    return lay


def sends(draft: Callable[[Scene], int]) -> Lay:
    """Tapping Send, or Confirm, in the review of a form that is open in the person's chat."""
    return lambda scene: Tap(f"f:{code(draft(scene))}:review:_send")


def on_submission(word: str) -> Lay:
    """Tapping a word on a submission."""
    return lambda scene: Tap(f"s:{code(scene.submission())}:{word}")


def remark(form: str) -> Callable[[Scene], int]:
    """A short form about a submission, filled in by the person, perhaps while they still might."""

    def draft(scene: Scene) -> int:
        about = scene.submission()
        actor = form == "withdrawing"
        return scene.draft(form, {"text": "Because."}, opened=True, actor=actor, subject=about)

    return draft
