"""Whose eyes read: what somebody may see of submissions, and whether they learn who wrote one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.flows.form import Form
from committee.access import (
    COMMITTEE_ROLES,
    Action,
    Relation,
    Role,
    may,
    readable_to,
    readable_to_anybody,
)
from services.office import allowed
from storage.listing import Viewer
from storage.people import Membership
from storage.submissions import Submission

PERSONAL = frozenset({"contact"})
"""Questions that are answered with the name and address of a person."""


def viewer_of(memberships: Iterable[Membership]) -> Viewer:
    """What the roles held at this moment let somebody see."""
    held = list(memberships)
    own = {
        member.actor.id
        for member in held
        if member.actor is not None
        and may(Action.READ_SUBMISSION, {member.role}, Relation.OWN_ACTOR)
        and member.role not in COMMITTEE_ROLES
    }
    roles = {
        member.role for member in held if (member.role in COMMITTEE_ROLES) == (member.actor is None)
    }
    return Viewer(
        readable=readable_to(roles),
        own_actors=frozenset(own),
        knows_authors=knows_authors({m.role for m in held if m.actor is None}),
    )


def viewer_for(roles: Collection[Role]) -> Viewer:
    """What roles held for the committee let somebody see, as in a compilation."""
    return Viewer(readable=readable_to(roles), knows_authors=knows_authors(roles))


def knows_authors(roles: Collection[Role]) -> bool:
    """Whether these roles of the committee learn who an author is that asked not to be named."""
    return may(Action.READ_IDENTITY, roles, Relation.OTHER_ACTOR)


def may_see(viewer: Viewer, submission: Submission) -> bool:
    """Whether the viewer may read the submission as it is now."""
    own = submission.actor.id in viewer.own_actors
    return own or (submission.visibility, submission.state) in viewer.readable


def knows_author(viewer: Viewer, submission: Submission) -> bool:
    """Whether the viewer learns whose submission it is."""
    own = submission.actor.id in viewer.own_actors
    return own or viewer.knows_authors or not submission.unnamed


def hidden_from(viewer: Viewer, submission: Submission, form: Form) -> frozenset[str]:
    """The questions whose answers the viewer is not told.

    They could tell who an author is that is not to be named; and whom to call is for those who
    take part: institutions are named to everybody, persons are not.
    """
    hidden: frozenset[str] = frozenset() if takes_part(viewer) else PERSONAL
    if knows_author(viewer, submission):
        return hidden
    return hidden | {question.key for question in form.questions if question.identifies}


def reads_thread(held: Iterable[Membership], submission: Submission) -> bool:
    """Whether somebody reads the questions about it: its actor and the secretariat do."""
    memberships = tuple(held)
    mine = allowed(memberships, Action.ANSWER_CLARIFICATION, actor_id=submission.actor.id)
    return mine or allowed(memberships, Action.REVIEW)


def takes_part(viewer: Viewer) -> bool:
    """Whether the viewer holds any role with which one reads."""
    return bool(viewer.own_actors) or viewer.readable > readable_to_anybody()
