"""Who may do what: every action by every role in every relation."""

from itertools import product

import pytest

from committee.access import Action, Relation, Role, may, role_name, visible_to
from committee.submissions import Visibility
from locales import LANGUAGES, Language

COMMITTEE = {Role.SECRETARIAT, Role.VICE_CHAIR, Role.CHAIR}
AUTHORS = {Role.FOCAL_POINT, Role.ALTERNATE, Role.CONTRIBUTOR}
OWN, OTHER, NONE = Relation.OWN_ACTOR, Relation.OTHER_ACTOR, Relation.NONE

# The table once more, as sentences a reviewer can read; data/access.toml must say the same.
ALLOWED: dict[tuple[Action, Relation], set[Role]] = {
    (Action.SUBMIT, OWN): AUTHORS,
    (Action.SEND_CLEARED, OWN): {Role.CLEARING},
    (Action.ANSWER_REMINDER, OWN): AUTHORS,
    (Action.ANSWER_CLARIFICATION, OWN): AUTHORS,
    (Action.WITHDRAW, OWN): AUTHORS,
    (Action.HAND_OVER, OWN): AUTHORS | {Role.CLEARING},
    (Action.READ_SUBMISSION, OWN): set(Role),
    (Action.READ_SUBMISSION, OTHER): set(Role),
    (Action.SEE_STATUS, OWN): set(Role) - {Role.OBSERVER},
    (Action.SEE_STATUS, OTHER): COMMITTEE,
    (Action.SEE_STATUS, NONE): COMMITTEE,
    (Action.SEE_CALENDAR, NONE): set(Role),
    (Action.EXPORT, NONE): COMMITTEE,
    (Action.REVIEW_SUBMISSION, OWN): {Role.SECRETARIAT},
    (Action.REVIEW_SUBMISSION, OTHER): {Role.SECRETARIAT},
    (Action.PUBLISH, OWN): {Role.SECRETARIAT},
    (Action.PUBLISH, OTHER): {Role.SECRETARIAT},
    (Action.INVITE, OWN): {Role.SECRETARIAT},
    (Action.INVITE, OTHER): {Role.SECRETARIAT},
    (Action.INVITE, NONE): {Role.SECRETARIAT},
    (Action.APPROVE_REGISTRATION, OTHER): {Role.SECRETARIAT},
    (Action.APPROVE_REGISTRATION, NONE): {Role.SECRETARIAT},
    (Action.REVOKE, OWN): {Role.SECRETARIAT},
    (Action.REVOKE, OTHER): {Role.SECRETARIAT},
    (Action.REVOKE, NONE): {Role.SECRETARIAT},
    (Action.MANAGE_CALENDAR, NONE): {Role.SECRETARIAT},
    (Action.SEND_ROUND, NONE): COMMITTEE,
    (Action.MANAGE_PARTICIPATION, OTHER): {Role.SECRETARIAT},
    (Action.MANAGE_PARTICIPATION, NONE): {Role.SECRETARIAT},
}


@pytest.mark.parametrize(
    ("action", "relation", "role"),
    list(product(Action, Relation, Role)),
    ids=str,
)
def test_each_combination(action: Action, relation: Relation, role: Role) -> None:
    assert may(action, {role}, relation) == (role in ALLOWED.get((action, relation), set()))


@pytest.mark.parametrize(("action", "relation"), list(product(Action, Relation)))
def test_without_a_role_nothing_is_allowed(action: Action, relation: Relation) -> None:
    assert not may(action, (), relation)


def test_one_role_of_several_is_enough() -> None:
    assert may(Action.EXPORT, [Role.OBSERVER, Role.CHAIR])
    assert not may(Action.EXPORT, [Role.OBSERVER, Role.FOCAL_POINT])


@pytest.mark.parametrize(
    ("role", "circles"),
    [
        (Role.SECRETARIAT, set(Visibility)),
        (Role.CHAIR, {Visibility.PUBLIC, Visibility.WORKING_GROUP}),
        (Role.VICE_CHAIR, {Visibility.PUBLIC, Visibility.WORKING_GROUP}),
        (Role.FOCAL_POINT, {Visibility.PUBLIC, Visibility.WORKING_GROUP}),
        (Role.ALTERNATE, {Visibility.PUBLIC, Visibility.WORKING_GROUP}),
        (Role.CLEARING, {Visibility.PUBLIC, Visibility.WORKING_GROUP}),
        (Role.CONTRIBUTOR, {Visibility.PUBLIC}),
        (Role.OBSERVER, {Visibility.PUBLIC}),
    ],
)
def test_each_role_reads_its_circles(role: Role, circles: set[Visibility]) -> None:
    assert visible_to({role}) == circles


def test_circles_add_up_and_nobody_without_a_role_reads() -> None:
    assert visible_to(()) == frozenset()
    assert visible_to([Role.OBSERVER, Role.SECRETARIAT]) == set(Visibility)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_tell_the_roles_apart(language: Language) -> None:
    assert len({role_name(role).for_(language) for role in Role}) == len(Role)
