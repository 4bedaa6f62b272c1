"""Edits, deletions and answers to taps."""

from __future__ import annotations

import pytest

from sandbox import Sandbox
from tests.sandbox.conftest import MARIA, Bot, Seconds

MARKUP = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


async def test_an_edit_replaces_text_and_keyboard(started: Sandbox, bot: Bot) -> None:
    sent = await bot.ok("sendMessage", chat_id=MARIA, text="Sure?", reply_markup=MARKUP)
    place = {"chat_id": MARIA, "message_id": sent["message_id"]}
    edited = await bot.ok("editMessageText", **place, text="Sure.")
    assert edited["text"] == "Sure."
    assert "reply_markup" not in edited
    assert "edit_date" in edited
    assert started.transcript(MARIA) == "Bot: Sure."


async def test_an_edit_that_changes_nothing_is_refused(started: Sandbox, bot: Bot) -> None:
    sent = await bot.ok("sendMessage", chat_id=MARIA, text="Sure?", reply_markup=MARKUP)
    place = {"chat_id": MARIA, "message_id": sent["message_id"]}
    before = started.version
    refusal = await bot.refused("editMessageText", **place, text="Sure?", reply_markup=MARKUP)
    assert refusal == (
        "Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )
    same = await bot.refused("editMessageReplyMarkup", **place, reply_markup=MARKUP)
    assert same == refusal
    assert started.version == before


async def test_only_the_bots_own_messages_that_exist_can_be_edited(
    started: Sandbox, bot: Bot
) -> None:
    said = await started.send(MARIA, "mine")
    place = {"chat_id": MARIA, "text": "changed"}
    refusal = await bot.refused("editMessageText", **place, message_id=said.id)
    assert refusal == "Bad Request: message can't be edited"
    refusal = await bot.refused("editMessageText", **place, message_id=99)
    assert refusal == "Bad Request: message to edit not found"
    keyboard = {"keyboard": [["a"]]}
    sent = await bot.ok("sendMessage", chat_id=MARIA, text="choose", reply_markup=keyboard)
    refusal = await bot.refused("editMessageText", **place, message_id=sent["message_id"])
    assert refusal == "Bad Request: message can't be edited"


async def test_captions_and_texts_are_edited_by_their_own_methods(
    started: Sandbox, bot: Bot
) -> None:
    sent = await bot.upload("sendDocument", b"x", "document", "a.txt", chat_id=MARIA, caption="one")
    place = {"chat_id": MARIA, "message_id": sent["message_id"]}
    refusal = await bot.refused("editMessageText", **place, text="two")
    assert refusal == "Bad Request: there is no text in the message to edit"
    refusal = await bot.refused("editMessageCaption", **place, caption="x" * 1025)
    assert refusal == "Bad Request: message caption is too long"
    edited = await bot.ok("editMessageCaption", **place, caption="two")
    assert edited["caption"] == "two"
    assert started.transcript(MARIA) == "Bot: (document a.txt) two"


async def test_messages_can_be_deleted(started: Sandbox, bot: Bot) -> None:
    said = [await started.send(MARIA, text) for text in "abc"]
    await bot.ok("deleteMessage", chat_id=MARIA, message_id=said[0].id)
    refusal = await bot.refused("deleteMessage", chat_id=MARIA, message_id=said[0].id)
    assert refusal == "Bad Request: message to delete not found"
    await bot.ok("deleteMessages", chat_id=MARIA, message_ids=[one.id for one in said])
    assert started.messages(MARIA) == []


async def test_a_tap_brings_the_message_and_is_answered_once(started: Sandbox, bot: Bot) -> None:
    await bot.ok("sendMessage", chat_id=MARIA, text="Sure?", reply_markup=MARKUP)
    number = await started.tap(MARIA, "Yes")
    (update,) = await bot.updates()
    query = update["callback_query"]
    assert (query["id"], query["data"]) == (number, "y")
    assert query["message"]["text"] == "Sure?"
    await bot.ok("answerCallbackQuery", callback_query_id=number, text="Thanks", show_alert=True)
    assert started.answer(query["id"]) == {"text": "Thanks", "show_alert": True, "url": ""}
    refusal = await bot.refused("answerCallbackQuery", callback_query_id=number)
    assert refusal == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_a_tap_is_too_old_after_150_seconds(
    started: Sandbox, bot: Bot, seconds: Seconds
) -> None:
    number = await started.tap_data(MARIA, "late")
    seconds.now += 150
    refusal = await bot.refused("answerCallbackQuery", callback_query_id=number)
    assert refusal.startswith("Bad Request: query is too old")


@pytest.mark.parametrize("label", ["No", 7])
async def test_tapping_what_is_not_there_says_what_is(
    started: Sandbox, bot: Bot, label: str | int
) -> None:
    await bot.ok("sendMessage", chat_id=MARIA, text="Sure?", reply_markup=MARKUP)
    with pytest.raises(Exception, match="the newest buttons are: Yes"):
        await started.tap(MARIA, label)
