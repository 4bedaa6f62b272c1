"""One of several: yes or no, a declaration, an activity, an objective, a state."""

import pytest

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.kinds import Consent, OneOf, Several, YesNo
from bot.flows.sources import (
    ALL_ACTIVITIES,
    ALL_LANGUAGES,
    FROM_SITUATION,
    OWN_ACTIVITIES,
    SPECIFIC_OBJECTIVES,
    states,
)
from bot.flows.words import folded
from committee.actors import actor_of
from locales import LANGUAGES, Language, translator_for
from tests.flows.chat import NETWORK, chat_about, situation


def listed(labels: dict[str, str]) -> list[str]:
    return [data.partition(":")[2] for data in labels.values() if ":_" not in data]


@pytest.mark.parametrize("text", ["yes", "Y", "sí", "SI", "oui", "sim", "1", "Yes."])
def test_yes_in_four_languages(text: str) -> None:
    chat = chat_about(YesNo())
    chat.type(text)
    assert chat.answers == {"asked": True}


@pytest.mark.parametrize("text", ["no", "No", "non", "não", "nao", "n", "2"])
def test_no_in_four_languages(text: str) -> None:
    chat = chat_about(YesNo())
    chat.type(text)
    assert chat.answers == {"asked": False}


@pytest.mark.parametrize("text", ["perhaps", "yes and no", "3", "", "🎉"])
def test_neither_yes_nor_no(text: str) -> None:
    chat = chat_about(YesNo())
    chat.type(text)
    assert chat.answers == {}
    assert "is not among the choices" in chat.said


@pytest.mark.parametrize("text", ["I confirm", "sí", "confirmo", "d’accord", "1"])
def test_a_declaration_is_confirmed_in_words(text: str) -> None:
    chat = chat_about(Consent())
    chat.type(text)
    assert chat.answers == {"asked": True}


@pytest.mark.parametrize("text", ["no", "later", "I confirm nothing", "", "2"])
def test_a_declaration_takes_nothing_else(text: str) -> None:
    chat = chat_about(Consent())
    chat.type(text)
    assert chat.answers == {}
    assert chat.said.startswith("Without this confirmation nothing can be sent")


def test_a_false_declaration_does_not_hold() -> None:
    chat = chat_about(Consent())
    chat.state = type(chat.state)({"asked": False, "after": True})
    chat.open()
    assert chat.key == "asked"


def test_true_is_not_one() -> None:
    for kind, value in ((YesNo(), 1), (Consent(), 1), (OneOf(ALL_ACTIVITIES), True)):
        chat = chat_about(kind)
        chat.state = type(chat.state)({"asked": value, "after": True})
        chat.open()
        assert chat.key == "asked"


def test_a_label_that_is_also_a_steering_word_is_the_choice() -> None:
    for kind, kept in ((OneOf, "b"), (Several, ["b"])):
        for word in ("Back", "Done"):
            chat = chat_about(kind((Choice("a", "Front"), Choice("b", word))))
            chat.type(word)
            assert chat.answers == {"asked": kept}


def test_a_state_sees_its_22_activities_six_a_page() -> None:
    chat = chat_about(OneOf(OWN_ACTIVITIES))
    seen = listed(chat.buttons)
    assert seen == ["21", "22", "23", "24", "25", "26"]
    while "Next ›" in chat.buttons:
        chat.tap("Next ›")
        assert chat.replies[0].replaces
        seen += listed(chat.buttons)
    assert seen == [str(number) for number in range(21, 43)]
    chat.tap("‹ Previous")
    assert listed(chat.buttons) == ["33", "34", "35", "36", "37", "38"]


def test_an_organ_sees_its_own_and_takes_no_others() -> None:
    chat = chat_about(OneOf(OWN_ACTIVITIES), actor=actor_of("cidh"))
    assert listed(chat.buttons) == ["7", "8", "9", "10", "11"]
    chat.type("28")
    assert chat.said.startswith("“28” is not among the choices.")
    chat.type("8")
    assert chat.answers == {"asked": 8}


def test_all_activities_begin_with_the_actors_own_and_the_likely_ones() -> None:
    chat = chat_about(OneOf(ALL_ACTIVITIES), actor=actor_of("cidh"), likely={"asked": ("30", "9")})
    assert listed(chat.buttons) == ["30", "9", "7", "8", "10", "11"]


def test_several_matches_are_offered_and_one_is_tapped() -> None:
    chat = chat_about(OneOf(ALL_ACTIVITIES))
    chat.play("""
        > trafficking
        < Which of these do you mean? … Asked? · 1/2
    """)
    assert "22" in listed(chat.buttons)
    assert 1 < len(listed(chat.buttons)) <= 8
    chat.tap_data("asked:22")
    assert chat.answers == {"asked": 22}


def test_too_many_matches_are_offered_in_part() -> None:
    chat = chat_about(OneOf(ALL_ACTIVITIES))
    chat.type("de")
    assert chat.said.startswith("Many match.")
    assert len(listed(chat.buttons)) == 8


def test_one_match_of_a_word_is_taken_and_repeated() -> None:
    chat = chat_about(OneOf(OWN_ACTIVITIES))
    chat.type("property")
    assert chat.said.startswith("✓ Asked?: 42 Property")


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_stand_in_the_order_of_their_names(language: Language) -> None:
    names = [choice.label for choice in states(Asking("asked", situation(language)))]
    folded_names = [folded(translator_for(language).plain(name)) for name in names]
    assert folded_names == sorted(folded_names)
    assert len(set(folded_names)) == 35


def test_objectives_for_those_without_activities() -> None:
    chat = chat_about(OneOf(SPECIFIC_OBJECTIVES), actor=NETWORK)
    chat.type("4")
    assert chat.answers == {"asked": "S4"}


def test_the_readers_language_stands_first() -> None:
    assert listed(chat_about(OneOf(ALL_LANGUAGES), "pt").buttons) == ["pt", "es", "en", "fr"]


def test_choices_of_the_situation_with_long_codes() -> None:
    zones = ("America/Argentina/Buenos_Aires", "America/Guatemala", "America/Argentina/Catamarca")
    choices = {"asked": tuple(Choice(zone, zone) for zone in zones)}
    chat = chat_about(OneOf(FROM_SITUATION), choices=choices)
    chat.tap(zones[0])
    assert chat.answers == {"asked": zones[0]}
    chat = chat_about(OneOf(FROM_SITUATION), choices=choices)
    chat.type("guatemala")
    assert chat.answers == {"asked": zones[1]}


def test_a_page_beyond_the_last_is_the_last() -> None:
    chat = chat_about(OneOf(OWN_ACTIVITIES))
    chat.tap_data("asked:_page999")
    assert listed(chat.buttons)[-1] == "42"


@pytest.mark.parametrize(
    "code", ["43", "", "~0", "_page", "_page-1", "_pagex", "_page1000", "_page²", "28 "]
)
def test_a_forged_choice_is_no_answer(code: str) -> None:
    chat = chat_about(OneOf(ALL_ACTIVITIES))
    chat.tap_data(f"asked:{code}")
    assert chat.answers == {}
    assert "no longer in use" in chat.said


def test_a_long_quotation_is_shortened() -> None:
    chat = chat_about(YesNo())
    chat.type("x" * 40_000)
    assert chat.said.startswith(f"“{'x' * 40}…” is not among the choices.")
