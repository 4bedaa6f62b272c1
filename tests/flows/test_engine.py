"""Conversations with the engine."""

import pytest

from bot.flows import engine
from bot.flows.checks import not_before
from bot.flows.choices import Choice
from bot.flows.conditions import answered
from bot.flows.engine import Outcome
from bot.flows.form import Question
from bot.flows.forms import FORMS
from bot.flows.kinds import (
    Files,
    LongText,
    Month,
    Several,
    ShortText,
    WholeNumber,
    YesNo,
)
from bot.flows.refusals import TooLongError
from bot.flows.state import State
from locales import translator_for
from tests.flows.chat import Chat, form_of, situation

COLORS = (Choice("r", "Red"), Choice("g", "Green"), Choice("b", "Blue"))

VISIT = form_of(
    Question("name", "Your name?", ShortText(limit=20), label="Name"),
    Question("running", "Is it running?", YesNo(), help="Think twice.", label="Running"),
    Question(
        "end",
        "When did it end?",
        Month(),
        required=False,
        ask_if=answered("running", False),
        label="End",
    ),
    Question("colors", "Which colors?", Several(COLORS, most=2), required=False, label="Colors"),
    Question("number", "How many?", WholeNumber(most=10), label="Number"),
)


@pytest.fixture
def chat() -> Chat:
    return Chat(VISIT, situation())


def test_a_form_is_answered_by_typing_and_tapping_and_sent(chat: Chat) -> None:
    chat.play("""
        > Ana
        < Is it running? · 2/4 … Think twice.
        [Yes]
        ~ Is it running? … ✓ Yes
        < Which colors? · 3/4
        [Red]
        ~ Which colors? · 3/4 … Chosen: Red
        [Blue]
        ~ Chosen: Red and Blue
        [Done ▸]
        ~ Which colors? … ✓ Red and Blue
        < How many? · 4/4
        > seven
        < Please send a whole number, for example 1,250. … How many? · 4/4
        > 7
        < ✓ Number: 7 … Test … Name: Ana Running: Yes Colors: Red and Blue Number: 7
        [Send]
        ~ Name: Ana
    """)
    assert chat.outcome is Outcome.SEND
    assert chat.answers == {"name": "Ana", "running": True, "colors": ["r", "b"], "number": 7}
    assert chat.buttons == {}


def test_a_condition_opens_a_question_and_the_count_follows(chat: Chat) -> None:
    chat.play("""
        > Ana
        < Is it running? · 2/4
        > no
        < ✓ Running: No … When did it end? · 3/5
        [Skip]
        ~ When did it end? … No answer
        < Which colors? · 4/5
        > skip
        < How many? · 5/5
        > 1
        < ✓ Number: 1 … Left open: End and Colors
    """)


def test_back_shows_the_answer_and_keep_returns(chat: Chat) -> None:
    chat.play("""
        > Ana
        < Is it running?
        [◀ Back]
        ~ Your name? · 1/4 … Now: Ana
        [Keep]
        ~ Your name? … ✓ Ana
        < Is it running? · 2/4
        > atrás
        < Your name? · 1/4 … Now: Ana
        > Bea
        < Is it running? · 2/4
    """)
    assert chat.answers == {"name": "Bea"}


def test_there_is_nothing_before_the_first_question(chat: Chat) -> None:
    assert list(chat.buttons) == ["Save and leave"]
    chat.play("""
        > back
        < This is the first question; there is nothing before it. … Your name? · 1/4
    """)


def test_a_question_that_needs_an_answer_is_not_skipped(chat: Chat) -> None:
    chat.play("""
        > skip
        < This question needs an answer. … Your name?
    """)
    chat.tap_data("name:_skip")
    assert "needs an answer" in chat.said
    chat.tap_data("name:_clear")
    assert "needs an answer" in chat.said
    assert chat.answers == {}


@pytest.mark.parametrize(
    "data",
    [
        "running:yes",
        "review:_send",
        "review:name",
        "other:x",
        ":",
        "name:_keep2",
        "name:xyz",
        "name:_page1",
        "name:_done",
        "name:_s123",
        "name:",
        "review:_discard_yes",
    ],
)
def test_stale_and_forged_buttons_bring_back_the_open_question(chat: Chat, data: str) -> None:
    before = chat.state
    chat.tap_data(data)
    assert chat.said.startswith("That button is no longer in use.")
    assert "Your name?" in chat.said
    assert (chat.state, chat.outcome) == (before, None)


@pytest.mark.parametrize(
    "data",
    [
        "name:Ana",
        "review:_sent",
        "review:nothing",
        "review:_page",
        "review:_page²",
        "review:_page9999",
    ],
)
def test_stale_and_forged_buttons_bring_back_the_review(chat: Chat, data: str) -> None:
    chat = Chat(
        VISIT, situation(), State({"name": "A", "running": True, "colors": None, "number": 1})
    )
    before = chat.state
    chat.tap_data(data)
    assert chat.said.startswith("That button is no longer in use.")
    assert chat.buttons["Send"] == "review:_send"
    assert (chat.state, chat.outcome) == (before, None)


def test_a_line_of_the_review_is_tapped_or_typed_to_change_it(chat: Chat) -> None:
    chat = Chat(
        VISIT, situation(), State({"name": "A", "running": True, "colors": None, "number": 1})
    )
    chat.play("""
        < Name: A Running: Yes Number: 1 Left open: Colors
        [✎ Number]
        ~ How many? · 4/4 … Now: 1
        > 11
        < Please send a number between 0 and 10. … How many? … Now: 1
        > 2
        < ✓ Number: 2 … Number: 2
        > running
        < Is it running? · 2/4 … Now: Yes
        > no
        < ✓ Running: No … When did it end? · 3/5
        > back
        < Is it running? · 2/5
        > yes
        < Running: Yes … Left open: Colors
        > 1
        < Your name? · 1/4 … Now: A
        > keep
        < Name: A
        > hello?
        < Everything is answered already; … Name: A
    """)
    chat.send()
    assert "Everything is answered already" in chat.said


def test_an_answer_that_no_longer_applies_is_kept_but_not_sent(chat: Chat) -> None:
    chat = Chat(
        VISIT,
        situation(),
        State({"name": "A", "running": False, "end": "2025-05", "colors": None, "number": 1}),
    )
    chat.play("""
        < Running: No End: May 2025
        [✎ Running]
        ~ Is it running?
        [Yes]
        ~ ✓ Yes
        < Running: Yes Number: 1
    """)
    assert chat.answers["end"] == "2025-05"
    chat.play("""
        [✎ Number]
        ~ How many?
        > 3
        < Number: 3
    """)
    assert chat.answers["end"] == "2025-05"
    before = chat.state
    chat.type("enviar")
    assert chat.outcome is Outcome.SEND
    assert chat.answers == {"name": "A", "running": True, "colors": None, "number": 3}
    again = Chat(VISIT, situation(), before)
    again.tap("✎ Running")
    again.type("no")
    assert "End: May 2025" in again.said


def test_a_condition_on_a_question_that_does_not_apply_is_not_met() -> None:
    form = form_of(
        Question("a", "A?", YesNo(), label="A"),
        Question("b", "B?", YesNo(), ask_if=answered("a", True), label="B"),
        Question("c", "C?", YesNo(), ask_if=answered("b", True), label="C"),
    )
    answers = {"a": False, "b": True}
    assert [question.key for question in engine.asked(form, answers, situation())] == ["a"]
    assert engine.applicable(form, answers, situation()) == {"a": False}


def test_a_needed_question_that_was_skipped_before_is_asked() -> None:
    chat = Chat(VISIT, situation(), State({"name": None, "running": True}))
    assert chat.key == "name"


def test_the_review_goes_back_to_the_last_question(chat: Chat) -> None:
    chat = Chat(
        VISIT, situation(), State({"name": "A", "running": True, "colors": None, "number": 1})
    )
    chat.play("""
        < Name: A
        [◀ Back]
        ~ How many? · 4/4 … Now: 1
        [◀ Back]
        ~ Which colors? · 3/4
    """)


def test_discarding_takes_a_second_tap(chat: Chat) -> None:
    chat = Chat(
        VISIT, situation(), State({"name": "A", "running": True, "colors": None, "number": 1})
    )
    chat.play("""
        < Name: A
        [Discard]
        ~ Discard this draft?
        [No, keep it]
        ~ Name: A
        > discard
        < Discard this draft?
        [Yes, discard]
        ~ Discard this draft?
    """)
    assert chat.outcome is Outcome.DISCARD


@pytest.mark.parametrize("words", ["[Save and leave]", "> guardar y salir"])
def test_leaving_keeps_everything_ticks_included(chat: Chat, words: str) -> None:
    chat.type("Ana")
    chat.type("yes")
    chat.tap("Green")
    before = chat.state
    chat.tap("Save and leave") if words[0] == "[" else chat.type("guardar y salir")
    assert (chat.state, chat.outcome) == (before, Outcome.LEAVE)
    assert chat.buttons == {}
    chat.open()
    assert "Chosen: Green" in chat.said


def test_ticks_are_kept_when_one_goes_back(chat: Chat) -> None:
    chat.play("""
        > Ana
        < Is it running?
        > yes
        < Which colors?
        [Green]
        ~ Chosen: Green
        [◀ Back]
        ~ Is it running?
        [Keep]
        ~ ✓ Yes
        < How many? · 4/4
    """)
    assert chat.answers["colors"] == ["g"]


def test_skip_loses_no_tick_but_clear_takes_the_answer_away(chat: Chat) -> None:
    chat.type("Ana")
    chat.type("yes")
    chat.tap("Green")
    assert "Skip" not in chat.buttons
    chat.tap_data("colors:_skip")
    assert chat.answers["colors"] == ["g"]
    chat.type("back")
    assert "Now: Green" in chat.said
    chat.tap("Clear")
    assert chat.answers["colors"] is None


def test_a_typed_list_joins_fresh_ticks_and_replaces_an_old_answer(chat: Chat) -> None:
    chat.type("Ana")
    chat.type("yes")
    chat.tap("Green")
    chat.type("blue")
    assert chat.answers["colors"] == ["g", "b"]
    chat.type("back")
    chat.type("1")
    assert chat.answers["colors"] == ["r"]


def test_a_change_that_breaks_a_later_answer_opens_it_again() -> None:
    form = form_of(
        Question("start", "Start?", Month(), label="Start"),
        Question("end", "End?", Month(), check=not_before("start"), label="End"),
    )
    chat = Chat(form, situation(), State({"start": "2025-01", "end": "2025-03"}))
    chat.play("""
        < Start: January 2025 End: March 2025
        [✎ Start]
        ~ Start? · 1/2 … Now: January 2025
        > 06/2025
        < ✓ Start: June 2025 … End? · 2/2 … Now: March 2025 That is before June 2025.
        > 05/2025
        < That is before June 2025. … End?
        > 07/2025
        < Start: June 2025 End: July 2025
    """)


def test_what_was_laid_in_is_reviewed_not_asked() -> None:
    state = engine.begin(VISIT, {"name": "Ana", "running": True, "unknown": 1})
    chat = Chat(VISIT, situation(), state)
    assert chat.state.answers == {"name": "Ana", "running": True}
    chat.play("""
        < Which colors? · 3/4
    """)
    assert engine.progress(VISIT, chat.state, chat.moment) == (2, 4)


def test_what_was_laid_in_and_does_not_hold_is_asked_with_the_reason() -> None:
    state = engine.begin(
        VISIT, {"name": "Ana", "running": "perhaps", "number": 99, "colors": ["x"]}
    )
    chat = Chat(VISIT, situation(), state)
    chat.play("""
        < Is it running? · 2/4 … Now: perhaps “perhaps” is not among the choices.
        > yes
        < Which colors? … Now: x “x” is not among
        > red
        < How many? … Now: 99 Please send a number between 0 and 10.
    """)
    assert "Keep" not in chat.buttons


def test_suggested_answers_are_buttons() -> None:
    long = "Ana " * 5
    moment = situation(suggestions={"name": ("Ana", long.strip(), "x" * 21), "number": (5, 50)})
    chat = Chat(VISIT, moment)
    assert list(chat.buttons) == ["Ana", "Ana Ana Ana Ana Ana", "Save and leave"]
    chat.play("""
        < Your name?
        [Ana]
        ~ Your name? ✓ Ana
        < Is it running?
    """)
    chat.type("back")
    assert "Ana" not in chat.buttons
    assert "Ana Ana Ana Ana Ana" in chat.buttons


def test_likely_choices_stand_first() -> None:
    chat = Chat(VISIT, situation(likely={"colors": ("b",)}), State({"name": "A", "running": True}))
    assert list(chat.buttons)[:3] == ["Blue", "Red", "Green"]


def test_files_are_welcome_only_where_they_are_asked() -> None:
    form = form_of(
        Question("name", "Name?", ShortText(limit=9)),
        Question("files", "Files?", Files(most=2), label="Files"),
    )
    chat = Chat(form, situation())
    assert not engine.accepts_files(form, chat.state, chat.moment)
    chat.send()
    assert "cannot take a file" in chat.said
    chat.type("Ana")
    assert engine.accepts_files(form, chat.state, chat.moment)
    chat.send(id=1)
    chat.send(id=2, name="b.jpg")
    assert not engine.accepts_files(form, chat.state, chat.moment)
    chat.send(id=3)
    chat.play("""
        < You can attach 2 files at most; this one was not added. … Received: a.pdf and b.jpg
        > listo
        < Name?: Ana Files: a.pdf and b.jpg
    """)
    assert [file["id"] for file in chat.answers["files"]] == [1, 2]


@pytest.mark.parametrize("words", ["[◀ Back]", "> skip", "[Done ▸]"])
def test_no_way_out_loses_a_file(words: str) -> None:
    form = form_of(
        Question("name", "Name?", ShortText(limit=9)),
        Question("files", "Files?", Files(), required=False, label="Files"),
    )
    chat = Chat(form, situation(), State({"name": "A"}))
    chat.send(id=7)
    chat.tap(words[1:-1]) if words[0] == "[" else chat.type(words[2:])
    assert [file["id"] for file in chat.answers["files"]] == [7]


PROGRESS = FORMS["activity_progress"]


def test_a_first_text_is_laid_into_its_question() -> None:
    state = engine.first_answer(PROGRESS, State(), "Two shelters.", situation())
    assert state == State({"done": "Two shelters."})
    again = engine.first_answer(PROGRESS, state, "And a third.", situation())
    assert again.answers["done"] == "Two shelters.\n\nAnd a third."


def test_a_first_text_of_any_length_is_kept_and_asked_about() -> None:
    before = {"activity": 28, "period_from": "2026-01", "period_to": "2026-01", "status": "done"}
    state = engine.first_answer(PROGRESS, engine.begin(PROGRESS, before), "x" * 4096, situation())
    chat = Chat(PROGRESS, situation(), state)
    assert chat.answers["done"] == "x" * 4096
    assert "Now: xxx" in chat.said
    assert "4,096 characters; please keep it under 2,000" in chat.said
    assert "Keep" not in chat.buttons


def test_a_first_file_is_kept_even_where_no_details_are_wanted() -> None:
    file = {"id": 1, "name": "a.pdf", "type": "application/pdf", "size": 9}
    state = engine.first_answer(PROGRESS, State(), file, situation())
    state = engine.first_answer(PROGRESS, state, file | {"id": 2}, situation())
    keys = [q.key for q in engine.asked(PROGRESS, {**state.answers, "details": False}, situation())]
    assert "attachments" in keys
    assert "results" not in keys
    assert [each["id"] for each in state.answers["attachments"]] == [1, 2]


@pytest.mark.parametrize("first", ["", "  \n ", {"id": 1}])
def test_a_first_answer_that_says_nothing_or_fits_nowhere_changes_nothing(first: object) -> None:
    form = form_of(Question("text", "Text?", LongText(limit=9), opens_with="text"))
    state = State({"text": "a"})
    expected = state
    assert engine.first_answer(form, state, first, situation()) == expected  # type: ignore[arg-type]


def test_answers_are_shown_as_people_read_them() -> None:
    moment = situation("es")
    activity = engine.shown(PROGRESS.question("activity"), 28, moment)
    plain = translator_for("es").plain
    assert plain(activity) == "28 Asistencia consular"
    assert (
        plain(engine.shown(PROGRESS.question("period_from"), "2026-03", moment)) == "marzo de 2026"
    )
    assert plain(engine.shown(PROGRESS.question("activity"), None, moment))


def test_refusals_say_what_they_know() -> None:
    chat = Chat(VISIT, situation())
    chat.type("x" * 21)
    assert chat.said.startswith("That is 21 characters; please keep it under 20.")
    assert TooLongError(limit=1, length=2).said.params == {"limit": 1, "length": 2}
