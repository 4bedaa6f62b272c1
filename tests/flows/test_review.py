"""The review: everything is there, nothing is cut, every answer can be changed."""

import re
from dataclasses import replace

import pytest

from bot.flows.form import Question
from bot.flows.kinds import LongText, ShortText
from bot.flows.review import MESSAGE_UNITS
from bot.flows.state import State
from locales import translator_for
from tests.flows.chat import Chat, form_of, situation

LONG = Question("text", "Text?", LongText(limit=40_000), label="Text")


def plain_lines(chat: Chat) -> list[str]:
    say = translator_for("en").plain
    return [say(line) for reply in chat.replies for line in reply.lines]


@pytest.mark.parametrize(
    "text",
    [
        "word " * 1999 + "end",
        "begin" + " " * 9000 + "end",
        "x" * 9000,
        "🎉" * 5000,
        "e\u0301" * 5000,
        "👩🏽‍⚖️" * 1500,
        "line\n" * 1500 + "end",
        "<b>&amp;</b>" * 700,
        "ش" * 9000,
    ],
)
def test_a_long_answer_is_spread_over_messages_and_complete(text: str) -> None:
    chat = Chat(form_of(LONG), situation(), State({"text": text}))
    pieces = [
        re.split(r"</b>(?: \(goes on\))?: ", line, maxsplit=1)[1] for line in plain_lines(chat)[2:]
    ]
    assert "".join(pieces) == text
    assert len(pieces) > 1
    assert not any(piece.startswith(("\u0301", "\u200d", "\ufe0f")) for piece in pieces)
    assert [bool(reply.rows) for reply in chat.replies] == [False] * (len(chat.replies) - 1) + [
        True
    ]


def test_many_answers_fill_messages_without_splitting_a_line() -> None:
    questions = [replace(LONG, key=key, label=key.upper()) for key in "abcdefgh"]
    state = State({question.key: question.key * 1500 for question in questions})
    chat = Chat(form_of(*questions), situation(), state)
    assert len(chat.replies) == 4
    assert all(f"{key.upper()}: {key * 1500}" in chat.said for key in "abcdefgh")
    assert MESSAGE_UNITS < 4096


def test_a_button_for_every_answer_ten_a_page() -> None:
    keys = "abcdefghijklmnopqrstuvwxyz"
    questions = [Question(key, key, ShortText(limit=9), label=key) for key in keys[:25]]
    chat = Chat(form_of(*questions), situation(), State(dict.fromkeys(keys[:25], "x")))
    seen = set()
    for _ in range(3):
        seen |= {data for data in chat.buttons.values() if ":_" not in data}
        if "Next ›" in chat.buttons:
            chat.tap("Next ›")
            assert len(chat.replies) == 1
            assert chat.replies[0].replaces
    assert seen == {f"review:{key}" for key in keys[:25]}
    chat.tap_data("review:_page999")
    assert "✎ y" in chat.buttons
    assert "Send" in chat.buttons


def test_html_in_an_answer_is_shown_literally() -> None:
    chat = Chat(form_of(LONG), situation(), State({"text": "<a href='x'>&</a>"}))
    html = "".join(translator_for("en").html(line) for line in chat.replies[0].lines)
    assert "&lt;a href='x'&gt;&amp;&lt;/a&gt;" in html
    assert "<b>Text</b>" in html
