"""Who may do what: every action by every role in every relation."""

from itertools import product

import pytest

from committee.access import (
    Action,
    Relation,
    Role,
    may,
    readable_to,
    readable_to_anybody,
    role_name,
    states_for,
    visible_to,
)
from committee.submissions import (
    SENT_STATES,
    STANDING_STATES,
    SubmissionState,
    Visibility,
    may_become,
)
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
    (Action.AMEND, OWN): AUTHORS,
    (Action.CONTINUE_DRAFT, OWN): AUTHORS,
    (Action.READ_IDENTITY, OWN): set(Role) - {Role.CHAIR, Role.VICE_CHAIR},
    (Action.READ_IDENTITY, OTHER): {Role.SECRETARIAT},
    (Action.REVIEW, NONE): {Role.SECRETARIAT},
    (Action.ACCEPT, OWN): {Role.SECRETARIAT},
    (Action.ACCEPT, OTHER): {Role.SECRETARIAT},
    (Action.ASK_CLARIFICATION, OWN): {Role.SECRETARIAT},
    (Action.ASK_CLARIFICATION, OTHER): {Role.SECRETARIAT},
    (Action.RETURN_SUBMISSION, OWN): {Role.SECRETARIAT},
    (Action.RETURN_SUBMISSION, OTHER): {Role.SECRETARIAT},
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


def test_circles_add_up_and_without_a_role_one_reads_what_is_published_for_all() -> None:
    assert readable_to(()) == {(Visibility.PUBLIC, SubmissionState.PUBLISHED)}
    assert readable_to_anybody() == readable_to(())
    assert visible_to(()) == {Visibility.PUBLIC}
    assert visible_to([Role.OBSERVER, Role.SECRETARIAT]) == set(Visibility)


BECOMES = {
    Action.WITHDRAW: SubmissionState.WITHDRAWN,
    Action.AMEND: SubmissionState.SUPERSEDED,
    Action.ACCEPT: SubmissionState.ACCEPTED,
    Action.ASK_CLARIFICATION: SubmissionState.CLARIFICATION_ASKED,
    Action.RETURN_SUBMISSION: SubmissionState.RETURNED,
    Action.PUBLISH: SubmissionState.PUBLISHED,
}


@pytest.mark.parametrize("state", sorted(SENT_STATES))
@pytest.mark.parametrize("action", sorted(BECOMES))
def test_what_is_possible_in_a_state_follows_the_life_of_a_submission(
    action: Action, state: SubmissionState
) -> None:
    possible = may_become(state, BECOMES[action])
    assert (state in states_for(action)) == possible
    assert may(action, set(Role), OWN, state) == possible


def test_other_actors_read_what_is_published_and_the_chair_what_stands() -> None:
    published = {(Visibility.PUBLIC, SubmissionState.PUBLISHED)}
    assert readable_to({Role.CONTRIBUTOR}) == published
    assert readable_to({Role.FOCAL_POINT}) == published | {
        (Visibility.WORKING_GROUP, SubmissionState.PUBLISHED)
    }
    assert readable_to({Role.CHAIR}) == set(
        product((Visibility.PUBLIC, Visibility.WORKING_GROUP), STANDING_STATES)
    )
    assert readable_to({Role.SECRETARIAT}) == set(product(Visibility, SENT_STATES))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_tell_the_roles_apart(language: Language) -> None:
    assert len({role_name(role).for_(language) for role in Role}) == len(Role)
