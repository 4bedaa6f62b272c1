"""Input on a draft text: where, what, in which words, and why."""

import pytest

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.state import State
from committee.actors import actor_of
from tests.flows.chat import GUATEMALA, NETWORK, Chat
from tests.flows.forms.samples import SHORT, moment

INPUT = FORMS["draft_text_input"]
OPERATIONS = ("change", "add", "delete", "move", "keep", "comment", "reserve")


def asked(operation: str) -> set[str]:
    keys = {question.key for question in engine.asked(INPUT, {"operation": operation}, moment())}
    return keys & {"text", "anchor"}


def test_a_change_is_asked_for_in_few_words() -> None:
    known = {"contact": "Ana", "language": "en", "visibility": "working_group"}
    Chat(INPUT, moment(actor=NETWORK), engine.begin(INPUT, known)).play("""
        < Which document and revision is this about? · 1/11
        [CIDI/CAM/doc.19/15 rev. 9]
        ~ ✓ CIDI/CAM/doc.19/15 rev. 9
        < Which paragraph? · 2/11
        > heard
        < ✓ Paragraph: 2. Migrants are heard. … What do you ask? · 3/11
        > change
        < ✓ Request: Change it … What is your exact wording? · 4/12
        > Migrants and their families are heard.
        < Why do you ask for this? · 5/12
        > skip
        < This question needs an answer. … Why do you ask for this?
        > Families are not named.
        < Is this your final position? · 6/12
        [Ad referendum]
        ~ ✓ Ad referendum
        < Would you like to add details? · 7/12
        > no
        < ✓ More details: No … May your organization be named
        > yes
        < ✓ Naming: Yes, name us … I am authorized
        > yes
        < Wording: Migrants and their families are heard.
    """)


def test_a_state_need_not_give_reasons() -> None:
    answers = {k: v for k, v in SHORT["draft_text_input"].items() if k != "reason"}
    chat = Chat(INPUT, moment(actor=GUATEMALA), State(answers))
    assert chat.key == "reason"
    chat.tap("Skip")
    assert chat.in_review
    assert "Left open: Reasons" in chat.said


@pytest.mark.parametrize("actor", [NETWORK, actor_of("cidh"), actor_of("oim")], ids=str)
def test_others_give_reasons(actor: object) -> None:
    now = moment(actor=actor)  # type: ignore[arg-type]
    chat = Chat(INPUT, now, State({**SHORT["draft_text_input"], "naming": "named"}))
    assert chat.key == "reason"
    assert "Skip" not in chat.buttons
    chat.tap_data("reason:_clear")
    assert "needs an answer" in chat.said


def test_wording_and_place_are_asked_where_they_are_needed() -> None:
    assert {each: asked(each) for each in OPERATIONS if asked(each)} == {
        "change": {"text"}, "add": {"text", "anchor"}, "move": {"anchor"},
    }  # fmt: skip


def test_paragraphs_are_those_of_the_document() -> None:
    """The document 7 has none of the document 70."""
    chat = Chat(INPUT, moment(), State({"document": "7"}))
    assert list(chat.buttons)[:3] == [
        "1. The Program begins.", "2. Migrants are heard.", "The text as a whole",
    ]  # fmt: skip
    chat.type("work plan")
    assert "is not among the choices" in chat.said
    chat.tap_data("paragraph:70/1")
    assert "no longer in use" in chat.said


def test_another_document_asks_for_its_paragraph() -> None:
    chat = Chat(INPUT, moment(), State(SHORT["draft_text_input"]))
    chat.tap("✎ Document")
    chat.type("CIDI/CAM/doc.20/15")
    assert chat.key == "paragraph"
    chat.type("1. The work plan.")
    assert chat.in_review


def test_the_place_is_first_or_after_a_paragraph() -> None:
    told = {"document": "7", "paragraph": "7/2", "operation": "move"}
    chat = Chat(INPUT, moment(), State(told))
    assert list(chat.buttons)[:3] == [
        "At the very beginning", "1. The Program begins.", "2. Migrants are heard.",
    ]  # fmt: skip
    chat.tap("At the very beginning")
    assert chat.answers["anchor"] == "beginning"


def test_the_text_as_a_whole_is_not_moved_or_deleted() -> None:
    chat = Chat(INPUT, moment(), State({"document": "7"}))
    chat.tap("The text as a whole")
    assert [data for data in chat.buttons.values() if ":_" not in data] == [
        "operation:add", "operation:keep", "operation:comment", "operation:reserve",
    ]  # fmt: skip
    chat.tap("A general comment")
    assert chat.key == "reason"


def test_a_stored_paragraph_is_shown_by_itself() -> None:
    question = INPUT.question("paragraph")
    assert engine.shown(question, "7/2", moment()) == "2. Migrants are heard."
    assert engine.shown(question, "7/2", moment(choices={})) == "7/2"


def test_at_most_35_supporters() -> None:
    assert INPUT.question("supporters").kind.most == 35  # type: ignore[attr-defined]
