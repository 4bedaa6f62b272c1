"""Every call of the whole story, beside the published Bot API where that file is given."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, COLLEAGUE
from tests.stories import test_whole_story as story
from tests.stories.bot_api import BotApi

DEFAULT = Path(__file__).parents[3] / "shared" / "reference" / "bot-api-10.0.json"
PATH = Path(os.environ.get("ENLACE_BOT_API_SCHEMA", DEFAULT))


@pytest.fixture(scope="module")
def published() -> BotApi:
    if not PATH.is_file():
        pytest.skip("no Bot API schema: set ENLACE_BOT_API_SCHEMA")
    return BotApi(json.loads(PATH.read_text("utf-8")))


@pytest.mark.parametrize(
    ("method", "parameters", "fault"),
    [
        ("sendMesage", {}, "no such method"),
        ("sendMessage", {"chat_id": "1", "text": "a", "colour": "red"}, "colour is not published"),
        ("sendMessage", {"chat_id": "1"}, "text is missing"),
        ("sendMessage", {"chat_id": "1", "text": "a", "reply_markup": "[]"}, "reply_markup is no"),
        ("answerCallbackQuery", {"callback_query_id": "1", "show_alert": "7"}, "show_alert is no"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "a", "reply_markup": '{"inline_keyboard":[[{"label":"x"}]]}'},
            "reply_markup is no",
        ),
    ],
)
def test_the_judge_finds_what_is_wrong(
    published: BotApi, method: str, parameters: dict[str, str], fault: str
) -> None:
    (found,) = published.faults(method, parameters)
    assert fault in found


async def test_every_call_is_as_published(
    published: BotApi, empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(COLLEAGUE, CHAIR)
    await story.the_delegate_joins(empty_chat, "en")
    await story.the_delegate_answers(empty_chat)
    await story.her_colleagues_are_spared(empty_chat)
    await story.a_network_shares_a_practice(empty_chat)
    await story.the_chair_pulls_the_compilation(empty_chat, "en")
    calls = list(house.sandbox.journal)
    assert {call.method for call in calls} >= {
        "getMe", "getUpdates", "deleteWebhook", "sendMessage", "editMessageText", "sendPhoto",
        "sendDocument", "sendChatAction", "answerCallbackQuery", "getFile", "setMyCommands",
        "setMyDescription",
    }  # fmt: skip
    faults = {
        fault for call in calls for fault in published.faults(call.method, dict(call.parameters))
    }
    assert sorted(faults) == []
