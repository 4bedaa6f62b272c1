"""Texts in pieces, and texts that are edited: one answer, nothing cut in silence."""

from __future__ import annotations

import pytest

from bot.flows.choices import Choice
from bot.flows.form import Question
from bot.flows.incoming import Edited, More, Typed
from bot.flows.kinds import LongText, OneOf, ShortText, WholeNumber, YesNo
from tests.flows.chat import Chat, form_of, situation

COLORS = tuple(Choice(code, label) for code, label in (("r", "Red"), ("g", "Green")))
FORM = form_of(
    Question("name", "Name?", ShortText(limit=20), label="Name"),
    Question("done", "Done?", LongText(limit=20), label="What was done"),
    Question("why", "Why?", LongText(limit=50, least=10), required=False, label="Why"),
    Question("color", "Color?", OneOf(COLORS), label="Color"),
    Question("number", "Number?", WholeNumber(most=9), label="Number"),
    Question("sure", "Sure?", YesNo(), label="Sure"),
)


@pytest.fixture
def chat() -> Chat:
    chat = Chat(FORM, situation())
    chat.do(Typed("Ana", 1))
    return chat


def test_what_follows_a_long_text_is_put_to_it(chat: Chat) -> None:
    chat.do(Typed("one", 3))
    chat.do(More("two", 4))
    chat.do(More("three", 5))
    assert chat.answers["done"] == "one\ntwo\nthree"
    assert chat.key == "why"
    assert "All that belongs together is kept as one answer: What was done." in chat.said
    assert "Why?" in chat.said


def test_what_follows_a_short_text_answers_the_next_question() -> None:
    chat = Chat(FORM, situation())
    chat.do(Typed("Ana", 1))
    chat.do(More("one", 2))
    assert dict(chat.answers) == {"name": "Ana", "done": "one"}


def test_a_text_too_long_with_what_follows_is_told_and_asked_again(chat: Chat) -> None:
    chat.do(Typed("twelve chars", 3))
    chat.do(More("and twelve more", 4))
    assert chat.answers["done"] == "twelve chars"
    assert chat.key == "done"
    assert "All of it together is 28 characters, over the limit of 20." in chat.said
    assert "The first 12 are kept as your answer" in chat.said
    chat.do(More("x", 5))
    assert chat.answers["done"] == "twelve chars"
    assert "All of it together is 30 characters" in chat.said
    assert "Done?" in chat.said
    chat.do(Typed("shorter", 9))
    assert (chat.answers["done"], chat.key) == ("shorter", "why")


def test_the_rest_of_a_text_that_was_too_long_is_no_answer(chat: Chat) -> None:
    """A phone has sent 30 characters in two messages; the second alone would fit."""
    chat.do(Typed("a" * 25, 3))
    assert "That is 25 characters" in chat.said
    chat.do(More("the end", 4))
    assert "done" not in chat.answers
    assert "That is 33 characters; please keep it under 20." in chat.said
    chat.do(Typed("the end", 9))
    assert chat.answers["done"] == "the end"


def test_an_earlier_answer_outlives_a_longer_one_in_pieces(chat: Chat) -> None:
    chat.do(Typed("before", 3))
    chat.type("back")
    chat.do(Typed("a" * 25, 5))
    chat.do(More("the end", 6))
    assert chat.answers["done"] == "before"
    assert "That is 33 characters" in chat.said
    assert "kept" not in chat.said


def test_pieces_too_short_by_themselves_make_one_answer(chat: Chat) -> None:
    chat.do(Typed("done", 3))
    chat.do(Typed("As", 5))
    assert "at least 10" in chat.said
    chat.do(More("it", 6))
    assert "at least 10" in chat.said
    chat.do(More("rained.", 7))
    assert chat.answers["why"] == "As\nit\nrained."


@pytest.mark.parametrize("text", ["skip", "Zurück", "back"])
def test_words_that_steer_are_not_put_to_an_answer(chat: Chat, text: str) -> None:
    chat.do(Typed("one", 3))
    chat.do(More(text, 4))
    assert (chat.answers["done"] == "one") == (text != "Zurück")


def test_the_name_of_a_choice_answers_the_question_it_belongs_to(chat: Chat) -> None:
    chat.do(Typed("one", 3))
    chat.do(Typed("because of that", 5))
    chat.do(More("green", 6))
    assert (chat.answers["why"], chat.answers["color"]) == ("because of that", "g")


def test_after_anything_else_nothing_is_put_to_an_answer(chat: Chat) -> None:
    chat.do(Typed("one", 3))
    chat.tap_data("why:_skip")
    chat.do(More("blue", 5))
    assert chat.answers["done"] == "one"
    assert "not among the choices" in chat.said


def test_pieces_that_come_after_the_review_was_shown_to_nobody(chat: Chat) -> None:
    for text, message in (("one", 3), ("because of it", 5), ("red", 7), ("5", 9), ("yes", 11)):
        chat.do(Typed(text, message))
    assert chat.in_review
    chat.tap_data("review:done")
    chat.do(Typed("two", 21))
    chat.do(More("three", 22))
    assert chat.in_review
    assert chat.answers["done"] == "two\nthree"
    assert "What was done: two\nthree" in chat.said


@pytest.mark.parametrize(
    ("message", "text", "key", "value"),
    [
        (1, "Eva", "name", "Eva"),
        (3, "uno", "done", "uno\ntwo"),
        (4, "dos", "done", "one\ndos"),
        (9, "green", "color", "g"),
        (11, "7", "number", 7),
    ],
)
def test_an_edited_message_changes_its_answer(
    chat: Chat, message: int, text: str, key: str, value: object
) -> None:
    answer_all(chat)
    before = dict(chat.answers)
    chat.do(Edited(text, message))
    assert dict(chat.answers) == {**before, key: value}
    assert chat.key == "sure"
    assert "✓" in chat.said


def answer_all(chat: Chat) -> None:
    chat.do(Typed("one", 3))
    chat.do(More("two", 4))
    chat.do(Typed("because of it", 7))
    chat.do(Typed("red", 9))
    chat.do(Typed("5", 11))


@pytest.mark.parametrize(
    ("message", "text", "said"),
    [
        (3, "a" * 30, "That is 34 characters"),
        (9, "blue", "“blue” is not among the choices"),
        (11, "many", "whole number"),
        (11, "10", "between 0 and 9"),
        (7, "no", "at least 10"),
    ],
)
def test_an_edit_that_cannot_stand_changes_nothing(
    chat: Chat, message: int, text: str, said: str
) -> None:
    answer_all(chat)
    before = chat.state
    chat.do(Edited(text, message))
    assert chat.state == before
    assert said in chat.said
    assert "Sure?" in chat.said


def test_an_edit_of_what_is_no_answer_changes_nothing(chat: Chat) -> None:
    answer_all(chat)
    before = chat.state
    chat.do(Edited("other", 99))
    assert chat.state == before
    assert "Sure?" in chat.said


def test_an_answer_that_was_tapped_since_is_no_longer_the_messages(chat: Chat) -> None:
    answer_all(chat)
    chat.type("back")
    chat.type("back")
    chat.tap("Green")
    chat.do(Edited("red", 9))
    assert chat.answers["color"] == "g"


def test_an_answer_that_was_kept_stays_the_messages(chat: Chat) -> None:
    answer_all(chat)
    chat.type("back")
    chat.type("back")
    chat.tap("Keep")
    chat.do(Edited("green", 9))
    assert chat.answers["color"] == "g"
