"""How typed words find what there is to choose."""

import pytest

from bot.flows.asking import Asking
from bot.flows.choices import Choice, find, likely_first, named_by
from bot.flows.sources import all_activities, objectives, places, states
from locales import LANGUAGES, Language
from tests.flows.chat import situation

HERE = Asking("asked", situation())
COLORS = (Choice("r", "Red"), Choice("g", "Green"), Choice("b", "Blue sky", words=("azul",)))


def codes(choices: tuple[Choice, ...]) -> str:
    return " ".join(choice.code for choice in choices)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("red", "r"),
        ("R", "r"),
        ("2", "g"),
        ("AZUL!", "b"),
        ("sky", "b"),
        ("blu", "b"),
        ("4", ""),
        ("0", ""),
        ("yellow", ""),
        ("", ""),
        ("🎉", ""),
    ],
)
def test_label_code_number_word_or_its_beginning(text: str, found: str) -> None:
    assert codes(find(COLORS, text).choices) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("28", "28"),
        ("28 Consular assistance", "28"),
        ("asistencia CONSULAR", "28"),
        ("activity 28", "28"),
        ("property", "42"),
        ("43", ""),
        ("salud", "39 17 18 19"),
    ],
)
def test_activities_by_number_and_words(text: str, found: str) -> None:
    assert codes(find(all_activities(HERE), text).choices) == found


def test_a_guess_is_offered_not_taken() -> None:
    assert find(all_activities(HERE), "activity 28").only is None
    assert find(all_activities(HERE), "28").only is not None


@pytest.mark.parametrize(
    ("text", "found"), [("S4", "S4"), ("s 4", ""), ("4", "S4"), ("1", "G1 S1"), ("g2", "G2")]
)
def test_objectives_by_id_or_its_number(text: str, found: str) -> None:
    assert codes(named_by(objectives(HERE), text)) == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_found_by_code_and_by_its_name_in_any_language(language: Language) -> None:
    choices = places(HERE)
    for choice in states(HERE):
        for text in (choice.code, choice.words[0], choice.label.for_(language).upper()):  # type: ignore[union-attr]
            found = find(choices, str(text))
            assert found.only == choice, text


def test_what_was_likely_comes_first_and_nothing_is_lost() -> None:
    assert codes(likely_first(COLORS, ("b", "x", "g"))) == "b g r"


def test_a_code_that_does_not_fit_travels_as_a_digest() -> None:
    zone = Choice("America/Argentina/Buenos_Aires", "Buenos Aires")
    assert zone.tap.startswith("~")
    assert len(zone.tap) <= 20
    assert zone.tap != Choice("America/Argentina/Catamarca", "Catamarca").tap
    assert Choice("_done", "Sneaky").tap != "_done"
    assert Choice("a:b", "Colon").tap != "a:b"
    assert zone.stored == "America/Argentina/Buenos_Aires"
