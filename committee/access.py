"""The one place that decides who may do what, and who may read what.

Ask it again when an action runs, not when its button is drawn. The table is data/access.toml.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from functools import cache

from committee.datafile import Table, names_of, one_per_member, read
from committee.submissions import Visibility
from locales import Localized


class Role(StrEnum):
    """What a person is for an actor, or for the committee itself."""

    FOCAL_POINT = "focal_point"
    ALTERNATE = "alternate"
    CLEARING = "clearing"
    CONTRIBUTOR = "contributor"
    OBSERVER = "observer"
    SECRETARIAT = "secretariat"
    VICE_CHAIR = "vice_chair"
    CHAIR = "chair"


COMMITTEE_ROLES = (Role.SECRETARIAT, Role.CHAIR, Role.VICE_CHAIR)
"""Held for the committee itself; all others are held for an actor."""


class Action(StrEnum):
    """What a person can ask the product to do."""

    SUBMIT = "submit"
    SEND_CLEARED = "send_cleared"
    ANSWER_REMINDER = "answer_reminder"
    ANSWER_CLARIFICATION = "answer_clarification"
    WITHDRAW = "withdraw"
    READ_SUBMISSION = "read_submission"
    REVIEW_SUBMISSION = "review_submission"
    PUBLISH = "publish"
    HAND_OVER = "hand_over"
    INVITE = "invite"
    APPROVE_REGISTRATION = "approve_registration"
    REVOKE = "revoke"
    EXPORT = "export"
    SEE_STATUS = "see_status"
    SEE_CALENDAR = "see_calendar"
    MANAGE_CALENDAR = "manage_calendar"
    SEND_ROUND = "send_round"
    MANAGE_PARTICIPATION = "manage_participation"


class Relation(StrEnum):
    """Whose thing the action touches: one's own actor's, another's, or no actor's."""

    OWN_ACTOR = "own_actor"
    OTHER_ACTOR = "other_actor"
    NONE = "none"


def role_name(role: Role) -> Localized:
    """The name of a role ("Focal point")."""
    return _role_names()[role]


def may(action: Action, roles: Collection[Role], relation: Relation = Relation.NONE) -> bool:
    """Whether somebody with `roles` may do `action` to a thing in that relation to them.

    A person's roles count per actor: for OWN_ACTOR pass the roles held for that actor together
    with those held for the committee (secretariat, chair, vice chair).
    """
    return not _allowed()[action][relation].isdisjoint(roles)


def visible_to(roles: Collection[Role]) -> frozenset[Visibility]:
    """Which submissions of other actors somebody with `roles` may read; without a role, none."""
    return frozenset(
        visibility for visibility, readers in _readers().items() if not readers.isdisjoint(roles)
    )


@cache
def _allowed() -> dict[Action, dict[Relation, frozenset[Role]]]:
    entries = one_per_member(read("access.toml").table("action"), Action)
    return {action: _by_relation(entry) for action, entry in entries.items()}


def _by_relation(entry: Table) -> dict[Relation, frozenset[Role]]:
    for surplus in entry.values.keys() - set(Relation):
        raise entry.fault(surplus, "is no relation")
    return {relation: frozenset(entry.members(relation, Role)) for relation in Relation}


@cache
def _readers() -> dict[Visibility, frozenset[Role]]:
    table = read("access.toml").table("readers")
    return {visibility: frozenset(table.members(visibility, Role)) for visibility in Visibility}


@cache
def _role_names() -> dict[Role, Localized]:
    return names_of("role", Role)
