from __future__ import annotations

import pytest

from sandbox.errors import ApiError
from sandbox.keyboards import read_markup
from tests.sandbox.conftest import Json


def inline(*buttons: Json) -> Json:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (inline({"text": "a", "callback_data": "é" * 33}), "BUTTON_DATA_INVALID"),
        (inline({"text": "a", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (inline({"text": "a"}), "text buttons are unallowed in the inline keyboard"),
        (inline({"text": " ", "callback_data": "a"}), "BUTTON_TEXT_EMPTY"),
        (
            inline({"callback_data": "a"}),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            inline({"text": "a", "url": "javascript:1"}),
            "inline keyboard button URL 'javascript:1' is invalid: wrong HTTP URL",
        ),
        (inline(*[{"text": "a", "callback_data": "a"}] * 9), "REPLY_MARKUP_TOO_LONG"),
        (
            {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101},
            "REPLY_MARKUP_TOO_LONG",
        ),
        ({"keyboard": [[""]]}, "keyboard button text must be non-empty"),
        ({"keyboards": []}, "can't parse reply markup: unknown keyboard type"),
        ([1], "object expected as reply markup"),
    ],
)
def test_bad_markup_is_refused(markup: object, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        read_markup(markup)
    assert refusal.value.description == f"Bad Request: {reason}"


def test_64_bytes_of_callback_data_are_accepted() -> None:
    markup = inline({"text": "a", "callback_data": "é" * 32})
    assert read_markup(markup).inline == markup


def test_a_reply_keyboard_takes_plain_texts() -> None:
    keyboard = read_markup(
        {"keyboard": [["Yes", {"text": "No"}]], "resize_keyboard": True}
    ).keyboard
    assert keyboard == {"keyboard": [[{"text": "Yes"}, {"text": "No"}]], "resize_keyboard": True}
