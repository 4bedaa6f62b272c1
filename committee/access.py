"""The one place that decides who may do what, and who may read what.

Ask it again when an action runs, not when its button is drawn. The table is data/access.toml.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from committee.datafile import Table, names_of, one_per_member, read
from committee.submissions import SENT_STATES, STANDING_STATES, SubmissionState, Visibility
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
    READ_IDENTITY = "read_identity"
    AMEND = "amend"
    CONTINUE_DRAFT = "continue_draft"
    REVIEW = "review"
    ACCEPT = "accept"
    ASK_CLARIFICATION = "ask_clarification"
    RETURN_SUBMISSION = "return_submission"
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


class Since(StrEnum):
    """From when on somebody may read other actors' submissions."""

    IN_ANY_STATE = "in_any_state"
    ONCE_SENT = "once_sent"
    ONCE_PUBLISHED = "once_published"


READ_STATES: Mapping[Since, frozenset[SubmissionState]] = MappingProxyType(
    {
        Since.IN_ANY_STATE: SENT_STATES,
        Since.ONCE_SENT: STANDING_STATES,
        Since.ONCE_PUBLISHED: frozenset({SubmissionState.PUBLISHED}),
    }
)
"""The states in which a submission of another actor is read, by when its reading begins."""

Readable: TypeAlias = frozenset[tuple[Visibility, SubmissionState]]
"""Which submissions of other actors somebody may read."""


def may(
    action: Action,
    roles: Collection[Role],
    relation: Relation = Relation.NONE,
    state: SubmissionState | None = None,
) -> bool:
    """Whether somebody with `roles` may do `action` to a thing in that relation to them.

    A person's roles count per actor: for OWN_ACTOR pass the roles held for that actor together
    with those held for the committee (secretariat, chair, vice chair). With a submission's
    `state`, the action must be possible in it.
    """
    if state is not None and state not in states_for(action):
        return False
    return not _allowed()[action][relation].isdisjoint(roles)


def states_for(action: Action) -> frozenset[SubmissionState]:
    """The states of a submission in which `action` is possible; all where it is not about one."""
    return _states()[action]


def roles_for(action: Action, relation: Relation) -> frozenset[Role]:
    """The roles that may do `action` to a thing in that relation."""
    return _allowed()[action][relation]


def readers_of(visibility: Visibility, since: Since) -> frozenset[Role]:
    """The roles that read other actors' submissions of that circle from then on."""
    return _readers()[visibility][since]


def open_since(visibility: Visibility) -> Since | None:
    """From when on everybody reads submissions of that circle, None where only roles do."""
    return _open_to_anybody().get(visibility)


def readable_to(roles: Collection[Role]) -> Readable:
    """Which submissions of other actors somebody with `roles` may read."""
    return readable_to_anybody() | {
        (visibility, state)
        for visibility, readers in _readers().items()
        for since, allowed in readers.items()
        if not allowed.isdisjoint(roles)
        for state in READ_STATES[since]
    }


def readable_to_anybody() -> Readable:
    """Which submissions everybody may read, whoever they are."""
    return frozenset(
        (visibility, state)
        for visibility, since in _open_to_anybody().items()
        for state in READ_STATES[since]
    )


def visible_to(roles: Collection[Role]) -> frozenset[Visibility]:
    """Of which circles somebody with `roles` may read submissions, in one state or another."""
    return frozenset(visibility for visibility, _ in readable_to(roles))


@cache
def _allowed() -> dict[Action, dict[Relation, frozenset[Role]]]:
    return {action: _by_relation(entry) for action, entry in _entries().items()}


@cache
def _states() -> dict[Action, frozenset[SubmissionState]]:
    return {
        action: frozenset(entry.members("states", SubmissionState))
        if "states" in entry.values
        else frozenset(SubmissionState)
        for action, entry in _entries().items()
    }


@cache
def _entries() -> dict[Action, Table]:
    return one_per_member(read("access.toml").table("action"), Action)


def _by_relation(entry: Table) -> dict[Relation, frozenset[Role]]:
    for surplus in entry.values.keys() - {*Relation, "states"}:
        raise entry.fault(surplus, "is no relation")
    return {relation: frozenset(entry.members(relation, Role)) for relation in Relation}


@cache
def _readers() -> dict[Visibility, dict[Since, frozenset[Role]]]:
    return {
        visibility: {since: frozenset(entry.members(since, Role)) for since in Since}
        for visibility, entry in _circles().items()
    }


@cache
def _open_to_anybody() -> dict[Visibility, Since]:
    return {
        visibility: entry.member("anybody", Since)
        for visibility, entry in _circles().items()
        if "anybody" in entry.values
    }


@cache
def _circles() -> dict[Visibility, Table]:
    return one_per_member(read("access.toml").table("readers"), Visibility)


@cache
def _role_names() -> dict[Role, Localized]:
    return names_of("role", Role)
