"""A pledge: money or not, when, with whom."""

import pytest

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.state import State
from tests.flows.chat import Chat
from tests.flows.forms.samples import SHORT, WORDS, moment

PLEDGE = FORMS["contribution_pledge"]


def test_money_is_pledged_in_few_words() -> None:
    known = {"contact": "Ana", "language": "en", "visibility": "public"}
    Chat(PLEDGE, moment(), engine.begin(PLEDGE, known)).play(f"""
        < What do you contribute to? · 1/12
        [Specific fund of the Program]
        ~ ✓ Specific fund of the Program
        < In which form? · 2/12
        [Money]
        ~ ✓ Money
        < What is the amount? · 3/14
        > much
        < Please send an amount above zero, for example 1,250.50. … What is the amount?
        > US$ 12.500,5
        < ✓ Amount: 12,500.50 … In which currency? · 4/14
        [US Dollar (USD)]
        ~ ✓ US Dollar (USD)
        < What exactly is pledged? · 5/14
        > Beds.
        < That is 5 characters; please tell a little more, at least 300.
        > {WORDS[:310]}
        < On which date does it begin? · 6/14
        > 2026-03-05
        < ✓ From: March 5, 2026 … On which date does it end? · 7/14
        > 2026-03-04
        < That is before March 5, 2026.
        > 2026-12-31
        < ✓ Until: December 31, 2026 … Do you contribute alone or with others? · 8/14
        > alone
        < ✓ Alone or with others: Alone … How far is it? · 9/14
        > announced
        < ✓ Stage: Announced … details? · 10/14
        > no
        < ✓ More details: No … I am authorized
        > yes
        < Amount: 12,500.50 Currency: US Dollar (USD)
    """)


@pytest.mark.parametrize("form", ["expertise", "in_kind", "policy", "hosting"])
def test_what_is_no_money_has_no_amount(form: str) -> None:
    keys = {question.key for question in engine.asked(PLEDGE, {"form": form}, moment())}
    assert not keys & {"amount", "currency"}


@pytest.mark.parametrize("mode", ["individual", "common", "partnership"])
def test_only_a_matching_one_names_the_pledge_it_matches(mode: str) -> None:
    keys = {question.key for question in engine.asked(PLEDGE, {"mode": mode}, moment())}
    assert "matching_id" not in keys


def test_a_matched_pledge_is_chosen_among_those_that_can_be_seen() -> None:
    answers = SHORT["contribution_pledge"] | {"mode": "matching"}
    chat = Chat(PLEDGE, moment(), State(answers))
    assert next(iter(chat.buttons)) == "CAM/2025-26/CP-0007 Canada"
    chat.type("Canada")
    assert chat.answers["matching_id"] == "7"
    assert Chat(PLEDGE, moment(choices={}), State(answers)).in_review


def test_nobody_is_asked_what_the_committee_knows() -> None:
    assert "donor_kind" not in {question.key for question in PLEDGE.questions}


def test_earmarks_may_be_for_any_activity() -> None:
    answers = SHORT["contribution_pledge"] | {"details": True}
    chat = Chat(PLEDGE, moment(), State(answers))
    assert chat.key == "earmark"
    chat.type("7, 28, 42")
    assert chat.answers["earmark"] == [7, 28, 42]
