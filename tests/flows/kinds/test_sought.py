"""One of hundreds: the likely ones are tapped, any other is typed; and a form done at once."""

import pytest

from bot.flows.engine import Outcome
from bot.flows.form import Form, Question
from bot.flows.geography import HOLIDAY_COUNTRIES, ZONES
from bot.flows.kinds import Sought
from locales import LANGUAGES, Language
from tests.flows.chat import Chat, chat_about, situation

LIKELY = {"asked": ("America/Guatemala", "America/New_York", "is none")}


def zones(language: Language = "en") -> Chat:
    return chat_about(Sought(ZONES), language, likely=LIKELY)


def test_only_the_likely_ones_stand_on_buttons() -> None:
    assert [label for label in zones().buttons if label not in {"Save and leave"}] == [
        "Guatemala",
        "New York",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("2", "America/New_York"),
        ("new york", "America/New_York"),
        ("Nova York", "America/New_York"),
        ("europe/madrid", "Europe/Madrid"),
        ("Bogotá", "America/Bogota"),
        ("bogota", "America/Bogota"),
        ("Saint Kitts", "America/St_Kitts"),
        ("Suíça", "Europe/Zurich"),
    ],
)
def test_what_is_typed_is_found_in_any_language(language: Language, typed: str, zone: str) -> None:
    chat = zones(language)
    chat.type(typed)
    assert chat.answers["asked"] == zone


@pytest.mark.parametrize("typed", ["Macondo", "12", "?", "Qwxyz", "x" * 3000])
def test_what_is_not_found_is_asked_again(typed: str) -> None:
    chat = zones()
    chat.type(typed)
    assert "I do not find" in chat.said
    assert chat.key == "asked"
    assert "Guatemala" in chat.buttons


def test_a_country_with_several_zones_offers_them() -> None:
    chat = zones()
    chat.type("Ecuador")
    assert "Which of these do you mean?" in chat.said
    chat.tap("Guayaquil")
    assert chat.answers["asked"] == "America/Guayaquil"


def test_a_form_that_is_done_at_once_has_no_review() -> None:
    asked = Question("asked", "Asked?", Sought(HOLIDAY_COUNTRIES), label="Asked")
    form = Form("test", "Test", (asked,), confirms=True, at_once=True)
    for tap in (True, False):
        chat = Chat(form, situation(likely={"asked": ("GT", "none")}))
        if tap:
            chat.tap("Guatemala")
        else:
            chat.type("Guatemala")
        assert chat.outcome is Outcome.SEND
        assert chat.answers == {"asked": "GT"}
        assert all(not reply.rows for reply in chat.replies)
