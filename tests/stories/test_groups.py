"""Groups and channels: a polite pointer to the private chat, and nothing personal."""

from __future__ import annotations

import pytest

from tests.chat import Chat
from tests.people import CHAIR, DELEGATE

POINTER = (
    "Bot → the group: … What concerns submissions is handled in private: … [Open the private chat]"
)


@pytest.fixture
async def group(chat: Chat) -> Chat:
    """A chat with a group the bot has just been added to."""
    chat.chats["the group"] = chat.sandbox.make_group("Delegates", [DELEGATE.id, CHAIR.id])
    await chat.catch_up()
    await chat("…")
    return chat


async def test_added_to_a_group_it_points_to_the_private_chat(chat: Chat) -> None:
    chat.chats["the group"] = chat.sandbox.make_group("Delegates", [DELEGATE.id])
    await chat.catch_up()
    await chat("Bot → the group: … [Open the private chat]")
    (message,) = chat.sandbox.messages(chat.chats["the group"])
    assert message.buttons[0]["url"] == "https://t.me/enlace_sandbox_bot"


@pytest.mark.parametrize(
    "command",
    [
        "/start",
        "/status",
        "/export",
        "/report",
        "/drafts",
        "/start abc",
        "/status@enlace_sandbox_bot",
    ],
)
async def test_a_command_in_a_group_is_answered_with_a_pointer(group: Chat, command: str) -> None:
    await group(f"""
        Chair in the group: {command}
        Bot → the group: … [Open the private chat]
    """)


async def test_what_people_say_to_each_other_is_none_of_its_business(group: Chat) -> None:
    await group("""
        Delegate: /report
        …
        Delegate in the group: 28
        Delegate in the group: Who comes on Tuesday?
        Delegate: 28
        Bot → Delegate: ✓ Activity: 28 Consular assistance / …
    """)


async def test_a_channel_gets_nothing_but_the_pointer(chat: Chat) -> None:
    chat.chats["the channel"] = chat.sandbox.make_group("News", [CHAIR.id], kind="channel")
    await chat.catch_up()
    await chat("""
        …
        Chair in the channel: The session is on Tuesday.
        Chair in the channel: /status
        Bot → the channel: … [Open the private chat]
    """)


async def test_a_member_hidden_behind_the_group_is_nobody(group: Chat) -> None:
    """An anonymous administrator has no id of their own (Bot API: sender_chat)."""
    place = group.chats["the group"]
    face = group.sandbox.world.chats[place].face
    group.sandbox.push_update(
        {
            "message": {
                "message_id": 5000,
                "date": group.sandbox.world.date(),
                "chat": face,
                "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
                "sender_chat": face,
                "text": "/export",
                "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
            }
        }
    )
    await group.catch_up()
    await group("Bot → the group: … [Open the private chat]")
