"""What the bot says about itself."""

from __future__ import annotations

import pytest

from sandbox import Sandbox
from tests.sandbox.conftest import MARIA, Bot, Json, Remote

START = [{"command": "start", "description": "Begin"}]
HELP = [{"command": "help", "description": "Ayuda"}]


async def test_commands_are_kept_by_scope_and_language(sandbox: Sandbox, bot: Bot) -> None:
    scope = {"type": "chat", "chat_id": MARIA}
    await bot.ok("setMyCommands", commands=START)
    await bot.ok("setMyCommands", commands=HELP, scope=scope, language_code="es")
    assert await bot.ok("getMyCommands") == START
    assert await bot.ok("getMyCommands", scope=scope) == []
    assert await bot.ok("getMyCommands", scope=scope, language_code="es") == HELP
    await bot.ok("deleteMyCommands", scope=scope, language_code="es")
    assert sandbox.world.profile.menu(MARIA, MARIA, "es") == START


async def test_the_menu_shows_the_narrowest_scope_in_the_own_language(
    bot: Bot, remote: Remote
) -> None:
    await bot.ok("setMyCommands", commands=START)
    await bot.ok(
        "setMyCommands", commands=HELP, scope={"type": "all_private_chats"}, language_code="es"
    )
    assert (await remote.get(f"people/{MARIA}/menu"))["commands"] == HELP
    assert (await remote.get(f"people/{MARIA}/menu?language=fr"))["commands"] == START


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"commands": [{"command": "Start!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "start", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ({"commands": START * 101}, "BOT_COMMANDS_TOO_MUCH"),
        (
            {"commands": START, "scope": {"type": "x"}},
            "can't parse BotCommandScope: unsupported type specified",
        ),
    ],
)
async def test_bad_commands_are_refused(bot: Bot, parameters: Json, reason: str) -> None:
    assert await bot.refused("setMyCommands", **parameters) == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("method", "field", "limit"),
    [
        ("MyName", "name", 64),
        ("MyDescription", "description", 512),
        ("MyShortDescription", "short_description", 120),
    ],
)
async def test_texts_are_kept_by_language(bot: Bot, method: str, field: str, limit: int) -> None:
    await bot.ok(f"set{method}", **{field: "for all"})
    await bot.ok(f"set{method}", **{field: "para usted", "language_code": "es"})
    assert await bot.ok(f"get{method}", language_code="es") == {field: "para usted"}
    assert await bot.ok(f"get{method}", language_code="fr") == {field: "for all"}
    assert "TOO_LONG" in await bot.refused(f"set{method}", **{field: "x" * (limit + 1)})


async def test_the_bot_its_chats_and_its_menu_button(started: Sandbox, bot: Bot) -> None:
    me = await bot.ok("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (1, True, started.world.username)
    assert (await bot.ok("getChat", chat_id=MARIA))["first_name"] == "María"
    assert (await bot.ok("getChatMember", chat_id=MARIA, user_id=MARIA))["status"] == "member"
    assert await bot.refused("getChat", chat_id=5) == "Bad Request: chat not found"
    await bot.ok("setChatMenuButton", menu_button={"type": "default"})
    assert await bot.ok("getChatMenuButton", chat_id=MARIA) == {"type": "default"}
    assert await bot.ok("close") is True
