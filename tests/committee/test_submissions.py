"""Kinds of submissions and the life of a submission."""

import re
from itertools import pairwise, product

import pytest

from committee.actors import SELF_REGISTERING, ActorKind
from committee.submissions import (
    SubmissionKind,
    SubmissionState,
    Visibility,
    default_visibility,
    kind_title,
    kinds_for,
    may_become,
    may_send,
    may_stay_unnamed,
    receipt_code,
    receipt_number,
    state_name,
    visibility_name,
)
from locales import LANGUAGES, Language

S = SubmissionState


def test_a_receipt_has_committee_term_kind_and_serial() -> None:
    number = receipt_number("2026-27", SubmissionKind.ACTIVITY_PROGRESS, 12)
    assert number == "CAM/2026-27/PR-0012"
    assert receipt_number("2026-27", SubmissionKind.GOOD_PRACTICE, 12345).endswith("/GP-12345")


@pytest.mark.parametrize("serial", [0, -1])
def test_serials_count_from_one(serial: int) -> None:
    with pytest.raises(ValueError, match="counts from 1"):
        receipt_number("2026-27", SubmissionKind.GOOD_PRACTICE, serial)


def test_codes_are_two_capitals_and_differ() -> None:
    codes = [receipt_code(kind) for kind in SubmissionKind]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)


def test_observers_pledge_and_answer_nothing_else() -> None:
    assert kinds_for(ActorKind.OBSERVER) == (
        SubmissionKind.CONTRIBUTION_PLEDGE,
        SubmissionKind.CLARIFICATION_REPLY,
    )


def test_every_actor_but_observers_reports_and_shares() -> None:
    for kind in set(ActorKind) - {ActorKind.OBSERVER}:
        assert may_send(kind, SubmissionKind.ACTIVITY_PROGRESS)
        assert may_send(kind, SubmissionKind.GOOD_PRACTICE)


def test_laws_are_told_by_states_and_organs() -> None:
    senders = {kind for kind in ActorKind if may_send(kind, SubmissionKind.LEGISLATION_UPDATE)}
    assert senders == {ActorKind.STATE, ActorKind.OAS_ORGAN}


def test_whoever_can_be_asked_something_can_answer() -> None:
    for kind in ActorKind:
        assert may_send(kind, SubmissionKind.CLARIFICATION_REPLY)


def test_a_clarification_stays_between_author_and_secretariat_by_default() -> None:
    assert default_visibility(SubmissionKind.CLARIFICATION_REPLY) is Visibility.SECRETARIAT
    assert default_visibility(SubmissionKind.GOOD_PRACTICE) is Visibility.PUBLIC


def test_who_registered_itself_may_stay_unnamed_and_nobody_else() -> None:
    assert {kind for kind in ActorKind if may_stay_unnamed(kind)} == SELF_REGISTERING


@pytest.mark.parametrize(
    "path",
    [
        (S.DRAFT, S.SUBMITTED, S.ACCEPTED, S.PUBLISHED),
        (S.DRAFT, S.AWAITING_CLEARANCE, S.DRAFT, S.AWAITING_CLEARANCE, S.SUBMITTED),
        (S.SUBMITTED, S.CLARIFICATION_ASKED, S.SUBMITTED, S.ACCEPTED),
        (S.SUBMITTED, S.RETURNED, S.SUPERSEDED),
        (S.PUBLISHED, S.WITHDRAWN),
    ],
)
def test_the_ways_a_submission_goes(path: tuple[SubmissionState, ...]) -> None:
    for old, new in pairwise(path):
        assert may_become(old, new), (old, new)


def test_there_is_no_way_around_submission_and_acceptance() -> None:
    into_accepted = {old for old in S if may_become(old, S.ACCEPTED)}
    assert into_accepted == {S.SUBMITTED, S.CLARIFICATION_ASKED}
    assert {old for old in S if may_become(old, S.PUBLISHED)} == {S.ACCEPTED}


def test_what_was_sent_is_never_a_draft_again() -> None:
    assert {old for old in S if may_become(old, S.DRAFT)} == {S.AWAITING_CLEARANCE}


def test_everything_can_be_withdrawn_and_two_ends_are_final() -> None:
    final = {old for old in S if not any(may_become(old, new) for new in S)}
    assert final == {S.WITHDRAWN, S.SUPERSEDED}
    assert all(may_become(old, S.WITHDRAWN) for old in set(S) - final)


def test_no_state_becomes_itself_and_each_is_reached_from_a_draft() -> None:
    assert not any(may_become(state, state) for state in S)
    reached = {S.DRAFT}
    for _ in S:
        reached |= {new for old, new in product(reached, S) if may_become(old, new)}
    assert reached == set(S)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_tell_the_members_apart(language: Language) -> None:
    for names in (
        [kind_title(kind) for kind in SubmissionKind],
        [state_name(state) for state in SubmissionState],
        [visibility_name(visibility) for visibility in Visibility],
    ):
        assert len({name.for_(language) for name in names}) == len(names)
