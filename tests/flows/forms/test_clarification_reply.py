"""The reply to a question of the secretariat; a new answer has tests of its own among the kinds."""

from bot.flows import engine
from bot.flows.engine import Outcome
from bot.flows.forms import FORMS
from bot.flows.state import State
from tests.flows.chat import NETWORK, Chat
from tests.flows.forms.samples import moment

REPLY = FORMS["clarification_reply"]


def test_a_message_and_three_taps_answer() -> None:
    state = engine.first_answer(REPLY, State(), "There are two shelters.", moment())
    chat = Chat(REPLY, moment(), state)
    chat.play("""
        < Should the submission be changed too? · 2/4
        [No, leave it as it is]
        ~ ✓ No, leave it as it is
        < Any documents or photos? · 3/4
        [Skip]
        ~ No answer
        < I am authorized … 4/4
        [I confirm]
        ~ ✓ I confirm
        < Answer: There are two shelters. Amendment: No, leave it as it is … Left open: Attachments
        [Send]
        ~ There are two shelters.
    """)
    assert chat.outcome is Outcome.SEND
    assert chat.answers == {
        "answer": "There are two shelters.", "amend": "no", "attachments": None, "statement": True,
    }  # fmt: skip


def test_a_document_can_be_the_beginning() -> None:
    file = {"id": 1, "name": "a.pdf", "type": "application/pdf", "size": 9}
    state = engine.first_answer(REPLY, State(), file, moment())
    assert state.answers["attachments"] == [file]


def test_it_can_withdraw_what_was_sent() -> None:
    chat = Chat(REPLY, moment(), State({"answer": "It was a mistake."}))
    chat.type("withdraw")
    assert chat.answers["amend"] == "withdraw"
    assert chat.key == "attachments"


def test_neither_contact_nor_readers_are_asked() -> None:
    assert [question.key for question in engine.asked(REPLY, {}, moment(actor=NETWORK))] == [
        "answer", "amend", "attachments", "statement",
    ]  # fmt: skip
