"""What is tried: a person with one role, in one relation to a thing, in one state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from committee.access import COMMITTEE_ROLES, Action, Relation, Role, may
from committee.submissions import SENT_STATES, SubmissionState, Visibility

OWN, OTHER, NONE = Relation.OWN_ACTOR, Relation.OTHER_ACTOR, Relation.NONE
ROLES: tuple[Role | None, ...] = (*Role, None)
"""Every role, and nobody in particular: a person who has written once and holds no role."""
STATES = tuple(state for state in SubmissionState if state in SENT_STATES)
"""The states in which there is a submission at all; before, there is a draft."""
Moment: TypeAlias = tuple[Visibility, SubmissionState | None]
"""Who may read a submission, and the state it is in; None where there is none."""
FEW: tuple[Moment, ...] = (
    (Visibility.PUBLIC, SubmissionState.PUBLISHED),
    (Visibility.WORKING_GROUP, SubmissionState.SUBMITTED),
    (Visibility.SECRETARIAT, SubmissionState.SUBMITTED),
)
"""One moment of each circle: seen by everybody, by the committee, by the secretariat."""
COMPANION = Role.OBSERVER
"""The role with which a person of the committee has an own actor: the one that may do least."""


@dataclass(frozen=True, slots=True)
class Case:
    """One combination; its text names it in failures."""

    role: Role | None
    relation: Relation
    state: SubmissionState | None = None
    visibility: Visibility = Visibility.PUBLIC

    def __str__(self) -> str:
        parts = [self.role or "nobody", self.relation]
        parts += [f"{self.state} ({self.visibility})"] if self.state else []
        return " × ".join(str(part) for part in parts)

    @property
    def of_committee(self) -> bool:
        """Whether the role is held for the committee itself."""
        return self.role in COMMITTEE_ROLES

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that count in that relation."""
        if self.role is None:
            return frozenset()
        with_own = self.of_committee and self.relation is OWN
        return frozenset({self.role, COMPANION} if with_own else {self.role})

    def may(self, action: Action, relation: Relation | None = None) -> bool:
        """What the table says, whatever the state."""
        return may(action, self.roles, relation or self.relation)


def cases(
    relations: Iterable[Relation], moments: Iterable[Moment] = ((Visibility.PUBLIC, None),)
) -> list[Case]:
    """Every combination that there is: who holds no role has no actor of their own."""
    return [
        Case(role, relation, state, visibility)
        for role, relation, (visibility, state) in product(ROLES, relations, moments)
        if role is not None or relation is not OWN
    ]
