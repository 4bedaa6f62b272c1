"""The proposal: what it is about, and how much may be said."""

import pytest

from bot.flows import engine
from bot.flows.choices import Choice
from bot.flows.forms import FORMS
from bot.flows.state import State
from committee.actors import ActorKind, actor_of
from tests.flows.chat import Chat
from tests.flows.forms.samples import FULL, moment

PROPOSAL = FORMS["new_proposal"]


def test_a_proposal_in_few_words() -> None:
    known = {"contact": "Ana", "language": "en"}
    Chat(PROPOSAL, moment(), engine.begin(PROPOSAL, known)).play("""
        < What is the proposal called? · 1/10
        > Mobile consulates
        < What do you propose? · 2/10
        [A meeting or course]
        ~ ✓ A meeting or course
        < What should it say, or what should be done? · 3/10
        > A course for consuls.
        < Why do you propose it? · 4/10
        > They ask for it.
        < Who would carry it out? · 5/10
        > member states, oas organs
        < ✓ To be carried out by: Member states and OAS organs and entities … details? · 6/10
        [No]
        ~ ✓ No
        < Who may read this? · 9/10
        [Working group only]
        ~ ✓ Working group only
        < I am authorized … 10/10
        > yes
        < ✓ Declaration … New proposal … Name: Mobile consulates
    """)


@pytest.mark.parametrize("kind", ["change", "drop"])
def test_what_is_changed_or_dropped_is_a_part_of_the_program(kind: str) -> None:
    before = {"title": "A", "kind": kind}
    for typed, stored in {
        "28": 28,
        "S8": "S8",
        "g1": "G1",
        "preamble": "preamble",
        "follow-up": "follow_up",
        "the program as a whole": "program",
    }.items():
        chat = Chat(PROPOSAL, moment(), State(before))
        assert chat.key == "target"
        chat.type(typed)
        assert chat.answers["target"] == stored


def test_a_number_that_can_be_two_parts_is_asked_again() -> None:
    chat = Chat(PROPOSAL, moment(), State({"title": "A", "kind": "drop"}))
    chat.type("4")
    assert chat.said.startswith("Which of these do you mean?")
    assert {data for data in chat.buttons.values() if ":_" not in data} == {"target:4", "target:S4"}


@pytest.mark.parametrize("kind", ["new_activity", "follow_up", "meeting", "cooperation", "other"])
def test_what_is_new_has_no_part_yet(kind: str) -> None:
    asked = engine.asked(PROPOSAL, {"kind": kind}, moment())
    assert "target" not in {question.key for question in asked}


def test_the_parts_begin_with_the_actors_own_activities() -> None:
    chat = Chat(PROPOSAL, moment(actor=actor_of("cim")), State({"title": "A", "kind": "drop"}))
    assert [data for data in chat.buttons.values() if ":_" not in data][:3] == [
        "target:12", "target:13", "target:14",
    ]  # fmt: skip


def test_who_carries_out_is_a_group_that_the_program_names() -> None:
    source = PROPOSAL.question("who").kind.source  # type: ignore[attr-defined]
    assert {choice.code for choice in source} == set(ActorKind) - {ActorKind.OBSERVER}


def test_no_more_than_20_co_sponsors() -> None:
    many = tuple(Choice(f"a{n}", f"Actor {n}") for n in range(1, 22))
    answers = {k: v for k, v in FULL["new_proposal"].items() if k != "cosponsors"}
    chat = Chat(PROPOSAL, moment(choices={"cosponsors": many}), State(answers))
    chat.type(", ".join(choice.code for choice in many))
    assert chat.said.startswith("Please choose 20 at most")
    chat.type(", ".join(choice.code for choice in many[1:]))
    assert len(chat.answers["cosponsors"]) == 20


def test_the_floor_is_asked_for_if_there_is_time() -> None:
    answers = {k: v for k, v in FULL["new_proposal"].items() if k != "oral"}
    chat = Chat(PROPOSAL, moment(), State(answers))
    assert list(chat.buttons)[:3] == ["Yes, please", "No, in writing only", "If there is time"]
    chat.type("if time")
    assert chat.answers["oral"] == "if_time"
