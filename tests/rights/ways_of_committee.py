"""The ways to what the committee's people do: review, let in, end roles, compile, look."""

from __future__ import annotations

from typing import Any

from committee.access import Action, Role
from services.invitations import INVITING
from storage import tables
from tests.rights.acts import Act, Says, Tap
from tests.rights.cases import NONE, OTHER, OWN, Case
from tests.rights.scene import Scene, code
from tests.rights.ways import (
    OF_ACTORS,
    Way,
    as_no_actors,
    on_submission,
    remark,
    sends,
    taps,
    types,
)
from tests.rights.ways_of_exporting import EXPORT


def _way(action: Action, door: str, *, says: str = "", changes: tuple[str, ...] = ()) -> Way:
    """A button or command that is the same for everybody and concerns no actor."""
    lay = types(door) if door.startswith("/") else taps(door)
    return Way(door, lay, changes, says=says, right=as_no_actors(action))


# --- review ----------------------------------------------------------------------------------------


def _waits(act: Tap | Says) -> Way:
    """The list of what waits shows what the secretariat alone may know."""

    def lay(scene: Scene) -> Act:
        scene.submission()
        return act

    door = act.text if isinstance(act, Says) else act.data.replace("_page0", "*")
    return Way(door, lay, says="CAM/", right=as_no_actors(Action.REVIEW))


def _chooses(word: str) -> Way:
    def lay(scene: Scene) -> Act:
        before = "at_once" if word == "digest" else "digest"
        scene.change(tables.participants, scene.seat.person, news=before)
        return Tap(f"n:{word}")

    return Way(f"n:{word}", lay, ("participants",), right=as_no_actors(Action.REVIEW))


REVIEW = (
    _waits(Tap("m:review")),
    _waits(Tap("w:_page0")),
    _waits(Says("/review")),
    _way(Action.REVIEW, "m:news", says="Once a day"),
    _way(Action.REVIEW, "/news", says="Once a day"),
    _way(Action.REVIEW, "m:translations", says="Texts as received"),
    _way(Action.REVIEW, "/translations", says="Texts as received"),
    Way("t", taps("t:fr"), ("jobs",), right=as_no_actors(Action.REVIEW)),
    _chooses("digest"),
    _chooses("at_once"),
)
ACCEPT = (Way("s:accept", on_submission("accept"), ("submissions",), stated=True),)
PUBLISH = (Way("s:publish", on_submission("publish"), ("submissions",), stated=True),)


def _remarks(word: str, form: str, *changes: str) -> tuple[Way, ...]:
    return (
        Way(f"s:{word}", on_submission(word), ("drafts",), stated=True),
        Way(
            "f",
            sends(remark(form)),
            ("submissions", *changes),
            relations=OF_ACTORS,
            stated=True,
            settles=("drafts", "participants"),
            called=f"f: {word}",
        ),
    )


# --- letting in ------------------------------------------------------------------------------------


def _inviting(scene: Scene) -> int:
    """The form of an invitation, filled in: for the person's actor, another, the committee."""
    key = "committee" if scene.actor is None else scene.actor_name.lower()
    role = {"committee_role": "chair"} if scene.actor is None else {"role": "alternate"}

    def choice(name: str) -> list[Any]:
        return [name, name, name, []]

    hints = {
        "choices": {
            "actor": [choice(key)],
            "role": [choice("alternate")],
            "committee_role": [choice("chair")],
        }
    }
    answers = {"actor": key, **role}
    return scene.draft(INVITING, answers, opened=True, actor=False, hints=hints)


INVITE = (
    _way(Action.INVITE, "m:invite", changes=("drafts",)),
    _way(Action.INVITE, "/invite", changes=("drafts",)),
    Way("f", sends(_inviting), ("invitations",), called="f: invite"),
)


def _decides(word: str) -> Way:
    def lay(scene: Scene) -> Act:
        applicant = scene.seat.second if scene.actor else scene.seat.colleague
        answers = {
            "name": f"Network {scene.seat.number}",
            "kind": "diaspora",
            "country": "GTM",
            "about": "We help.",
            "contact": "Rosa",
        }
        row = scene.add(
            tables.registrations,
            participant_id=applicant,
            answers=answers,
            status="asked",
            asked_at=scene.now,
        )
        return Tap(f"g:{code(row)}:{word}")

    return Way(
        f"g:{word}", lay, ("registrations",), right=as_no_actors(Action.APPROVE_REGISTRATION)
    )


APPROVE_REGISTRATION = (_decides("yes"), _decides("no"))


# --- ending roles ----------------------------------------------------------------------------------


def _somebodys(scene: Scene) -> int:
    """A role of somebody else: for the person's actor, another actor, or the committee."""
    match scene.case.relation:
        case relation if relation is OWN:
            return scene.memberships["colleague's own"]
        case relation if relation is OTHER:
            return scene.memberships["colleague's other"]
        case _:
            return scene.member(scene.seat.second, None, Role.VICE_CHAIR)


def _on_somebody(word: str) -> Way:
    def lay(scene: Scene) -> Act:
        to = f":{code(scene.seat.second)}" if word in {"to", "do"} else ""
        return Tap(f"u:{code(_somebodys(scene))}:{word}{to}".removesuffix(":"))

    said = {"": "Since", "revoke": "End this role now?", "hand": "To whom?", "to": "Yes, hand over"}
    changes = ("memberships",) if word in {"sure", "do"} else ()
    return Way(
        f"u:{word}",
        lay,
        changes,
        says=said.get(word, ""),
        right=_may_hand_on if word in {"hand", "to", "do"} else None,
        called=f"u:{word} of somebody",
    )


def _may_hand_on(case: Case) -> bool:
    """A role for the committee is not handed on."""
    return case.relation is not NONE and case.may(Action.REVOKE)


def _reminds_again(scene: Scene) -> Act:
    """Somebody who has said that the actor is no longer theirs."""
    whose = "own" if scene.case.relation is OWN else "other"
    row = scene.memberships[f"colleague's {whose}"]
    scene.change(tables.memberships, row, quiet_since=scene.now)
    about = f"r:{code(scene.stage.meeting)}:{code(scene.actor or 0)}"
    return Tap(f"{about}:again:{code(scene.seat.colleague)}")


REVOKE = (
    *map(_on_somebody, ("", "revoke", "sure", "hand", "to", "do")),
    _way(Action.REVOKE, "m:people", says="Who is in"),
    Way("u:page", lambda _: Tap("u:_page0"), says="Who is in", right=as_no_actors(Action.REVOKE)),
    _way(Action.REVOKE, "/people", says="Who is in"),
    Way("r:again", _reminds_again, ("memberships",), relations=OF_ACTORS),
)


# --- looking ----------------------------------------------------------------------------------------


SEE_STATUS = (
    _way(Action.SEE_STATUS, "m:status", says="Submissions this term"),
    _way(Action.SEE_STATUS, "/status", says="Submissions this term"),
    _way(Action.SEE_STATUS, "m:pictures", says="being drawn", changes=("jobs",)),
)

WAYS = {
    Action.REVIEW: REVIEW,
    Action.ACCEPT: ACCEPT,
    Action.ASK_CLARIFICATION: _remarks("ask", "asking", "clarifications"),
    Action.RETURN_SUBMISSION: _remarks("return", "returning"),
    Action.PUBLISH: PUBLISH,
    Action.INVITE: INVITE,
    Action.APPROVE_REGISTRATION: APPROVE_REGISTRATION,
    Action.REVOKE: REVOKE,
    Action.EXPORT: EXPORT,
    Action.SEE_STATUS: SEE_STATUS,
}
