"""Several of many: ticks, pages, lists."""

import pytest

from bot.flows.choices import Choice
from bot.flows.kinds import Several
from bot.flows.sources import ALL_ACTIVITIES, OBJECTIVES, PLACES
from tests.flows.chat import chat_about

COLORS = tuple(
    Choice(code, label)
    for code, label in zip("rgbw", ("Red", "Green", "Blue", "Off white, matt"), strict=True)
)


def test_ticks_are_set_and_taken_away_until_done() -> None:
    chat = chat_about(Several(COLORS, least=2))
    chat.play("""
        [Red]
        ~ Chosen: Red
        [Green]
        ~ Chosen: Red and Green
        [✓ Red]
        ~ Chosen: Green
    """)
    assert "Done ▸" not in chat.buttons
    chat.tap_data("asked:_done")
    assert chat.said.startswith("Please choose 2 at least before you go on.")
    chat.tap("Blue")
    chat.tap("Done ▸")
    assert chat.answers == {"asked": ["g", "b"]}


def test_no_more_than_may_be() -> None:
    chat = chat_about(Several(COLORS, most=1))
    chat.tap("Red")
    chat.tap("Blue")
    assert chat.said.startswith("Please choose 1 at most; tap a ticked one to take it away.")
    assert chat.state.partial == ("r",)
    chat.type("red, blue")
    assert chat.said.startswith("Please choose 1 at most")


def test_a_tick_shows_the_page_it_stands_on() -> None:
    chat = chat_about(Several(PLACES))
    chat.tap("Next ›")
    label = next(iter(chat.buttons))
    chat.tap(label)
    assert f"✓ {label}" in chat.buttons
    assert "‹ Previous" in chat.buttons


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1, 3", "r b"),
        ("1 3", "r b"),
        ("red; BLUE", "r b"),
        ("red\nblue\nred", "r b"),
        ("Off white, matt", "w"),
        ("off white, red", "w r"),
        (" , red,, ", "r"),
    ],
)
def test_a_typed_list_is_the_answer(typed: str, kept: str) -> None:
    chat = chat_about(Several(COLORS))
    chat.type(typed)
    assert chat.answers == {"asked": kept.split()}


@pytest.mark.parametrize("typed", ["red, yellow", ",", "", "1, 9"])
def test_an_unknown_part_refuses_the_list(typed: str) -> None:
    chat = chat_about(Several(COLORS))
    chat.type(typed)
    assert chat.answers == {}
    assert "is not among the choices" in chat.said


def test_an_unclear_part_is_offered_and_the_clear_ones_are_ticked() -> None:
    chat = chat_about(Several(PLACES))
    chat.play("""
        > Belize, Saint
        < Which of these do you mean? … Chosen: Belize
    """)
    chat.tap("Saint Lucia")
    chat.tap("Done ▸")
    assert chat.answers == {"asked": ["BLZ", "LCA"]}


def test_activities_by_number_are_stored_as_numbers() -> None:
    chat = chat_about(Several(ALL_ACTIVITIES, most=5))
    chat.type("21, 42 property")
    assert chat.answers == {"asked": [21, 42]}


def test_objectives_by_id() -> None:
    chat = chat_about(Several(OBJECTIVES, most=5))
    chat.type("s1, G2, 12")
    assert chat.answers == {"asked": ["S1", "G2", "S12"]}


@pytest.mark.parametrize(
    "value", [["x"], "r", 3, [], ["r", "r"], ["r", "g", "b", "w", "w"], [True], [["r"]], {"r": 1}]
)
def test_a_stored_answer_of_another_shape_does_not_hold(value: object) -> None:
    chat = chat_about(Several(COLORS))
    chat.state = type(chat.state)({"asked": value, "after": ["r"]})
    chat.open()
    assert chat.key == "asked"
