"""What an open question looks like."""

from bot.flows.choices import Choice
from bot.flows.form import Question
from bot.flows.kinds import LongText, OneOf, Several, ShortText
from bot.flows.state import State
from locales import translator_for
from tests.flows.chat import Chat, form_of, situation

TEXT = Question(
    "text", "Text?", LongText(limit=40_000), help="Be brief.", required=False, label="Text"
)


def test_a_bold_first_line_with_the_progress_then_help_then_the_answer() -> None:
    form = form_of(Question("first", "First?", ShortText(limit=9)), TEXT)
    chat = Chat(form, situation(), State({"first": "x", "text": "y"}, at="text"))
    say = translator_for("en").html
    assert [say(line) for line in chat.replies[0].lines] == [
        "<b>Text?</b> · 2/2",
        "Be brief.",
        "Now: y",
    ]
    assert [[say(b.label) for b in row] for row in chat.replies[0].rows] == [
        ["Keep"],
        ["◀ Back", "Clear", "Save and leave"],
    ]


def test_a_long_answer_is_shown_by_its_beginning_and_says_so() -> None:
    chat = Chat(form_of(TEXT), situation(), State({"text": "🎉" * 20_000}, at="text"))
    assert "🎉 […] (20,000 characters)" in chat.said


def test_short_choices_stand_two_in_a_row_long_ones_alone() -> None:
    short = tuple(Choice(code, code) for code in "abc")
    long = tuple(Choice(code, code * 15) for code in "abc")
    rows = Chat(form_of(Question("a", "A?", OneOf(short))), situation()).replies[0].rows
    assert [len(row) for row in rows] == [2, 1, 1]
    rows = Chat(form_of(Question("a", "A?", OneOf(long))), situation()).replies[0].rows
    assert [len(row) for row in rows] == [1, 1, 1, 1]


def test_up_to_eight_choices_need_no_pages() -> None:
    eight = tuple(Choice(code, code) for code in "abcdefgh")
    assert "Next ›" not in Chat(form_of(Question("a", "A?", Several(eight))), situation()).buttons
    nine = (*eight, Choice("i", "i"))
    assert "Next ›" in Chat(form_of(Question("a", "A?", Several(nine))), situation()).buttons


def test_a_long_suggestion_is_shortened_on_its_button_only() -> None:
    long = "Ana " * 30
    chat = Chat(form_of(TEXT), situation(suggestions={"text": (long.strip(),)}))
    label = next(iter(chat.buttons))
    assert len(label) <= 40
    assert label.endswith("…")
    chat.tap(label)
    assert chat.answers["text"] == long.strip()
    assert long.strip() in chat.said


def test_a_suggestion_that_cannot_be_the_answer_is_not_offered() -> None:
    form = form_of(Question("text", "Text?", ShortText(limit=3)))
    chat = Chat(form, situation(suggestions={"text": ("long one", None, 7, "abc")}))
    assert list(chat.buttons) == ["abc", "Save and leave"]
