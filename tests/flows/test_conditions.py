"""Conditions by name."""

from bot.flows.conditions import (
    actor_is,
    all_of,
    answered,
    answered_any,
    any_of,
    given,
    has_activities,
    unless,
)
from committee.actors import ActorKind, actor_of
from tests.flows.chat import NETWORK, situation

HERE = situation()


def test_answers_are_compared_by_value() -> None:
    assert answered("a", False).holds({"a": False}, HERE)
    assert not answered("a", False).holds({"a": None}, HERE)
    assert not answered("a", False).holds({}, HERE)
    assert answered("a", "x").holds({"a": ["y", "x"]}, HERE)
    assert answered_any("a", {"x", "y"}).holds({"a": "y"}, HERE)
    assert not answered_any("a", {"x", "y"}).holds({"a": "z"}, HERE)


def test_skipped_is_not_given() -> None:
    assert given("a").holds({"a": ""}, HERE)
    assert not given("a").holds({"a": None}, HERE)


def test_they_combine() -> None:
    yes, no = answered("a", 1), answered("a", 2)
    assert all_of(yes, unless(no)).holds({"a": 1}, HERE)
    assert not all_of(yes, no).holds({"a": 1}, HERE)
    assert any_of(no, yes).holds({"a": 1}, HERE)
    assert any_of(given("b"), unless(given("c"))).targets == {"b", "c"}


def test_the_actor_decides() -> None:
    assert actor_is(ActorKind.STATE).holds({}, HERE)
    assert not actor_is(ActorKind.STATE, ActorKind.OAS_ORGAN).holds({}, situation(actor=NETWORK))
    assert not actor_is(ActorKind.STATE).holds({}, situation(actor=None))
    assert has_activities().holds({}, situation(actor=actor_of("cidh")))
    assert not has_activities().holds({}, situation(actor=NETWORK))
    assert not has_activities().holds({}, situation(actor=None))
