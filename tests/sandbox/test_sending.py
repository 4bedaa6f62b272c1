"""What the bot may send, and how it is refused."""

from __future__ import annotations

import json

import pytest

from sandbox import Sandbox
from tests.sandbox.conftest import MARIA, TOKEN, Bot


async def test_a_chat_must_exist_and_be_started(sandbox: Sandbox, bot: Bot) -> None:
    text = {"text": "hello"}
    assert await bot.refused("sendMessage", chat_id=9, **text) == "Bad Request: chat not found"
    assert await bot.refused("sendMessage", **text) == "Bad Request: chat_id is empty"
    refusal = await bot.refused("sendMessage", chat_id=MARIA, **text)
    assert refusal == "Forbidden: bot can't initiate conversation with a user"
    await sandbox.send(MARIA, "/start")
    assert (await bot.ok("sendMessage", chat_id=MARIA, **text))["text"] == "hello"


async def test_blocking_is_told_and_then_felt(started: Sandbox, bot: Bot) -> None:
    await started.block(MARIA)
    (update,) = await bot.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    refusal = await bot.refused("sendMessage", chat_id=MARIA, text="hello")
    assert refusal == "Forbidden: bot was blocked by the user"
    await started.unblock(MARIA)
    (update,) = await bot.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "member"
    await bot.ok("sendMessage", chat_id=MARIA, text="hello")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        ("<b> </b>", "message text is empty"),
        ("😀" * 2049, "message is too long"),
        ("<b>open", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_bad_texts_are_refused(started: Sandbox, bot: Bot, text: str, reason: str) -> None:
    refusal = await bot.refused("sendMessage", chat_id=MARIA, text=text, parse_mode="HTML")
    assert refusal == f"Bad Request: {reason}"
    assert started.transcript(MARIA) == ""


async def test_4096_units_fit_whatever_the_markup_adds(started: Sandbox, bot: Bot) -> None:
    text = f"<b>{'😀' * 2048}</b>"
    sent = await bot.ok("sendMessage", chat_id=MARIA, text=text, parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_a_reply_carries_the_message_replied_to(started: Sandbox, bot: Bot) -> None:
    asked = await started.send(MARIA, "question")
    parameters = {"message_id": asked.id}
    sent = await bot.ok("sendMessage", chat_id=MARIA, text="answer", reply_parameters=parameters)
    assert sent["reply_to_message"]["text"] == "question"
    missing = {"message_id": 999}
    refusal = await bot.refused(
        "sendMessage", chat_id=MARIA, text="answer", reply_parameters=missing
    )
    assert refusal == "Bad Request: message to be replied not found"
    missing["allow_sending_without_reply"] = True
    sent = await bot.ok("sendMessage", chat_id=MARIA, text="answer", reply_parameters=missing)
    assert "reply_to_message" not in sent


async def test_get_form_and_multipart_say_the_same_as_json(started: Sandbox, bot: Bot) -> None:
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    fields = {"chat_id": str(MARIA), "text": "hello", "reply_markup": json.dumps(markup)}
    url = f"{bot.url}/bot{TOKEN}/sendmessage"
    async with bot.session.get(url, params=fields) as answer:
        assert (await answer.json())["result"]["reply_markup"] == markup
    async with bot.session.post(url, data=fields) as answer:
        assert (await answer.json())["result"]["reply_markup"] == markup
    await bot.upload("sendMessage", b"", "unused", "unused.txt", **fields)
    assert started.transcript(MARIA) == "\n".join(["Bot: hello [Yes]"] * 3)


async def test_an_album_shares_its_group(started: Sandbox, bot: Bot) -> None:
    media = [
        {
            "type": "document",
            "media": "attach://file",
            "caption": "<i>one</i>",
            "parse_mode": "HTML",
        },
        {"type": "document", "media": "attach://file"},
    ]
    sent = await bot.upload(
        "sendMediaGroup", b"data", "file", "a.txt", chat_id=MARIA, media=json.dumps(media)
    )
    assert sent[0]["media_group_id"] == sent[1]["media_group_id"]
    assert sent[0]["caption_entities"] == [{"type": "italic", "offset": 0, "length": 3}]
    refusal = await bot.refused("sendMediaGroup", chat_id=MARIA, media=media[:1])
    assert refusal == "Bad Request: media group must include 2-10 items"
    assert len(started.messages(MARIA)) == 2


async def test_the_persons_keyboard_follows_the_bots_orders(started: Sandbox, bot: Bot) -> None:
    keyboard = {"keyboard": [["January", "February"]], "one_time_keyboard": True}
    await bot.ok("sendMessage", chat_id=MARIA, text="When?", reply_markup=keyboard)
    assert await started.tap(MARIA, "February") is None
    (update,) = await bot.updates()
    assert update["message"]["text"] == "February"
    assert started.world.chats[MARIA].keyboard is None


async def test_forwarding_and_copying(started: Sandbox, bot: Bot) -> None:
    said = await started.send(MARIA, "original")
    source = {"chat_id": MARIA, "from_chat_id": MARIA, "message_id": said.id}
    forwarded = await bot.ok("forwardMessage", **source)
    assert forwarded["forward_origin"]["sender_user"]["id"] == MARIA
    copied = await bot.ok("copyMessage", **source)
    assert started.messages(MARIA)[-1].id == copied["message_id"]
    assert started.messages(MARIA)[-1].extra is None


async def test_groups_count_by_themselves_and_people_write_in_them(
    started: Sandbox, bot: Bot
) -> None:
    group = started.make_group("Delegates", [MARIA])
    joined, *_ = await bot.updates()
    assert joined["my_chat_member"]["chat"]["type"] == "supergroup"
    said = await started.send(MARIA, "/status@enlace_sandbox_bot", chat_id=group)
    (update,) = await bot.updates()
    assert update["message"]["chat"] == {"id": group, "title": "Delegates", "type": "supergroup"}
    answered = await bot.ok("sendMessage", chat_id=group, text="here")
    assert (said.id, answered["message_id"]) == (1, 2)


async def test_channels_post_without_a_sender(started: Sandbox, bot: Bot) -> None:
    channel = started.make_group("News", [MARIA], kind="channel")
    await started.send(MARIA, "hello", chat_id=channel)
    update = (await bot.updates())[-1]
    assert "from" not in update["channel_post"]


@pytest.mark.parametrize("action", ["typing", "upload_document"])
async def test_known_chat_actions_are_taken(started: Sandbox, bot: Bot, action: str) -> None:
    assert await bot.ok("sendChatAction", chat_id=MARIA, action=action) is True
    assert "wrong parameter action" in await bot.refused(
        "sendChatAction", chat_id=MARIA, action="dancing"
    )
    assert started.transcript(MARIA) == ""
