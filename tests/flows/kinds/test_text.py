"""Texts: limits in characters, nothing silently changed."""

import pytest

from bot.flows.kinds import LongText, ShortText
from bot.flows.kinds.text import storable
from tests.flows.chat import chat_about


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana  ", "Ana"),
        ("Ana\nPérez", "Ana Pérez"),
        ("Ana \t\r\n Pérez", "Ana Pérez"),
        ("a\x00b\x0bc\x1bd\x85e\u2028f", "a b c d e f"),
        ("two  spaces", "two  spaces"),
        ("\ud800x", "\ufffdx"),
        ("👩🏽‍⚖️", "👩🏽‍⚖️"),
        ("=1+1", "=1+1"),
        ("<b>x</a> {name} %s {{7*7}}", "<b>x</a> {name} %s {{7*7}}"),
        ("شبكة المهاجرين", "شبكة المهاجرين"),
    ],
)
def test_a_short_text_stands_on_one_line(typed: str, kept: str) -> None:
    chat = chat_about(ShortText(limit=30))
    chat.type(typed)
    assert chat.answers["asked"] == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\n a\n\n  b\t\n", "a\n\n  b"),
        ("Word\x0bbreak\x1b", "Word\x0bbreak\x1b"),
        ("a\x00b\udfff", "a\ufffdb\ufffd"),
        ("e\u0301" * 5, "e\u0301" * 5),
    ],
)
def test_a_long_text_is_kept_as_it_was_typed(typed: str, kept: str) -> None:
    chat = chat_about(LongText(limit=30))
    chat.type(typed)
    assert chat.answers["asked"] == kept


@pytest.mark.parametrize("kind", [ShortText(limit=10), LongText(limit=10)])
@pytest.mark.parametrize("typed", ["", "  ", "\n\t", "\u200b\u200e", "\x00"])
def test_what_cannot_be_seen_is_no_answer(kind: LongText, typed: str) -> None:
    chat = chat_about(kind)
    chat.type(typed)
    seen = "\ufffd" in storable(typed) and type(kind) is LongText
    assert ("asked" in chat.answers) is seen
    assert seen or chat.said.startswith("Please write an answer; this message is empty.")


def test_the_limit_counts_characters_and_includes_itself() -> None:
    chat = chat_about(LongText(limit=10))
    chat.type("🎉" * 11)
    assert chat.said.startswith("That is 11 characters; please keep it under 10.")
    chat.type("🎉" * 10)
    assert chat.answers["asked"] == "🎉" * 10


def test_a_text_can_be_too_short() -> None:
    chat = chat_about(LongText(limit=10, least=3))
    chat.type(" ab ")
    assert chat.said.startswith("That is 2 characters; please tell a little more, at least 3.")
    chat.type("abc")
    assert chat.key == "after"


def test_a_very_long_message_is_refused_at_once() -> None:
    for text in ("x" * 40_000, " " * 40_000 + "x" * 11, "\n " * 20_000 + "x" * 11 + "\n \n"):
        chat = chat_about(ShortText(limit=10))
        chat.type(text)
        assert "please keep it under 10" in chat.said


def test_steering_words_are_no_answer_but_sentences_with_them_are() -> None:
    chat = chat_about(ShortText(limit=30), required=False)
    chat.type("skip it")
    assert chat.answers["asked"] == "skip it"


def test_words_for_keeping_and_clearing_are_answers_while_there_is_nothing_to_keep() -> None:
    for word in ("keep", "clear", "send", "done", "discard"):
        chat = chat_about(ShortText(limit=30), required=False)
        chat.type(word)
        assert chat.answers["asked"] == word
