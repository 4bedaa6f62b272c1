"""What is only mentioned is shortened, and says so; what is to be read is whole."""

from bot.flows.choices import Choice
from bot.flows.form import Question
from bot.flows.kinds import LongText, Several
from bot.flows.shortening import shortened
from bot.flows.state import State
from locales import Listing, Message, translator_for
from tests.flows.chat import Chat, form_of, situation

MANY = tuple(
    Choice(f"c{n}", f"{n:02} " + "Organization of migrants and families " * 4) for n in range(35)
)
FORM = form_of(Question("who", "Who?", Several(MANY), label="Who"))


def test_a_usual_answer_stays_as_it_is() -> None:
    for answer in (
        "x" * 1500,
        Listing(("a", "b")),
        Listing(tuple("abcdefghijkl")),
        5,
        Message("A"),
    ):
        assert shortened(answer) is answer


def test_a_long_one_tells_how_long_it_is() -> None:
    plain = translator_for("en").plain
    assert plain(shortened("x" * 1501)).endswith("x […] (1,501 characters)")
    many = Listing(tuple("x" * 99 for _ in range(30)))
    assert plain(shortened(many)).endswith(" […] (30 in all)")
    assert len(plain(shortened(many))) < 1600


def test_35_long_names_fit_the_messages_while_they_are_ticked() -> None:
    chat = Chat(FORM, situation())
    for choice in MANY:
        chat.tap_data(f"who:{choice.code}")
    assert "[…] (35 in all)" in chat.said
    chat.type("c34, c1")
    assert chat.in_review


def test_the_review_has_all_of_them() -> None:
    chat = Chat(FORM, situation(), State({"who": [choice.code for choice in MANY]}))
    assert len(chat.replies) > 1
    assert all(f"{n:02} Organization" in chat.said for n in range(35))
    chat.tap("✎ Who")
    assert "Now: 00 Organization" in chat.said
    assert "(35 in all)" in chat.said


def test_a_long_text_that_is_kept_is_not_sent_back_whole() -> None:
    """Its message would be longer than Telegram takes."""
    form = form_of(Question("text", "Text?", LongText(limit=3000), label="Text"))
    chat = Chat(form, situation(), State({"text": "🎉" * 3000}, at="text"))
    chat.tap("Keep")
    assert "🎉 […] (3,000 characters)" in chat.text_of(chat.replies[0])
