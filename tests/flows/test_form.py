"""A form is checked when it is built."""

from dataclasses import replace
from typing import Any

import pytest

from bot.flows.checks import not_before
from bot.flows.choices import Choice
from bot.flows.conditions import answered, given
from bot.flows.form import Form, FormError, Question
from bot.flows.kinds import Files, Links, LongText, Month, OneOf, Several, ShortText, WholeNumber
from tests.flows.chat import form_of

GOOD = Question("name", "Name?", ShortText(limit=10))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"key": "a" * 17}, "key"),
        ({"key": ""}, "key"),
        ({"key": "Name"}, "key"),
        ({"key": "a:b"}, "key"),
        ({"key": "review"}, "key"),
        ({"text": " "}, "text is missing"),
        ({"ask_if": answered("later", 1)}, "condition"),
        ({"optional_if": answered("later", 1)}, "condition"),
        ({"forgets": ("name",)}, "forgets"),
        ({"check": not_before("name")}, "check"),
        ({"kind": ShortText(limit=0)}, "characters"),
        ({"kind": LongText(limit=5, least=6)}, "characters"),
        ({"kind": WholeNumber(least=3, most=2)}, "number"),
        ({"kind": Links(most=0)}, "links"),
        ({"kind": Files(most=0)}, "file"),
        ({"kind": OneOf(())}, "nothing to choose"),
        ({"kind": OneOf((Choice("a", "A"), Choice("a", "B")))}, "2 times"),
        ({"kind": OneOf((Choice("a" * 21, "A"),))}, "code"),
        ({"kind": OneOf((Choice("_a", "A"),))}, "code"),
        ({"kind": OneOf((Choice("é", "A"),))}, "code"),
        ({"kind": Several((Choice("a", "A"),), least=2, most=1)}, "choices"),
        ({"kind": Month(), "opens_with": "text"}, "open"),
        ({"opens_with": "file"}, "open"),
    ],
)
def test_a_fault_is_named(change: dict[str, Any], fault: str) -> None:
    with pytest.raises(FormError, match=fault):
        form_of(replace(GOOD, **change))


def test_a_key_is_used_once() -> None:
    with pytest.raises(FormError, match="twice"):
        form_of(GOOD, GOOD)


def test_only_one_question_opens_with_a_text() -> None:
    opener = replace(GOOD, opens_with="text")
    with pytest.raises(FormError, match="open with"):
        form_of(opener, replace(opener, key="other"))


def test_a_form_has_a_title_and_questions() -> None:
    with pytest.raises(FormError, match="title"):
        Form("test", "", (GOOD,))
    with pytest.raises(FormError, match="no questions"):
        Form("test", "Test", ())


def test_a_condition_may_look_back_and_at_the_question_itself() -> None:
    later = replace(GOOD, key="later", ask_if=answered("name", "x"))
    itself = replace(GOOD, key="itself", ask_if=given("itself"))
    assert form_of(GOOD, later, itself).question("later") == later
