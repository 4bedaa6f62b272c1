"""Methods about the bot itself and about chats."""

from __future__ import annotations

from sandbox.errors import bad_request
from sandbox.params import Params
from sandbox.profile import LONGEST, read_commands, read_scope
from sandbox.shapes import Json
from sandbox.world import World


def get_me(world: World, _params: Params) -> Json:
    """Return the bot."""
    return {
        **world.bot(),
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": world.inline.offered,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_file(world: World, params: Params) -> Json:
    """Return a path for downloading, good for an hour; raises 400 over 20 MB."""
    return world.files.offer(params.text("file_id"))


def get_chat(world: World, params: Params) -> Json:
    """Return a chat in full."""
    chat = world.chat(params.integer("chat_id"))
    if chat.private and not chat.started:
        raise bad_request("chat not found")
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    accepted = dict.fromkeys((*gifts, "gifts_from_channels"), True)
    return {
        **chat.face,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": accepted,
    }


def get_chat_member(world: World, params: Params) -> Json:
    """Return somebody's standing in a chat."""
    chat = world.chat(params.integer("chat_id"))
    user_id = params.integer("user_id")
    if user_id == world.bot_id:
        return {"user": world.bot(), "status": "member"}
    person = world.people.get(user_id or 0)
    if person is None:
        raise bad_request("user not found")
    return {"user": person.user(), "status": "member" if person.id in chat.members else "left"}


def set_my_commands(world: World, params: Params) -> bool:
    """Set the commands of one scope in one language."""
    key = (read_scope(params.mapping("scope")), params.text("language_code"))
    world.profile.commands[key] = read_commands(params.listing("commands"))
    world.events.tell("commands", dict)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    key = (read_scope(params.mapping("scope")), params.text("language_code"))
    return world.profile.commands.get(key, [])


def delete_my_commands(world: World, params: Params) -> bool:
    """Forget the commands of one scope in one language."""
    key = (read_scope(params.mapping("scope")), params.text("language_code"))
    world.profile.commands.pop(key, None)
    world.events.tell("commands", dict)
    return True


def set_my_name(world: World, params: Params) -> bool:
    """Set the bot's name in one language."""
    return _set_text(world, params, "name")


def set_my_description(world: World, params: Params) -> bool:
    """Set what an empty chat says about the bot."""
    return _set_text(world, params, "description")


def set_my_short_description(world: World, params: Params) -> bool:
    """Set what the bot's page says about it."""
    return _set_text(world, params, "short_description")


def _set_text(world: World, params: Params, kind: str) -> bool:
    text = params.text(kind)
    if len(text) > LONGEST[kind]:
        raise bad_request(f"BOT_{kind.upper()}_TOO_LONG")
    key = (kind, params.text("language_code"))
    if text:
        world.profile.texts[key] = text
    else:
        world.profile.texts.pop(key, None)
    world.events.tell("commands", dict)
    return True


def get_my_name(world: World, params: Params) -> Json:
    """Return the bot's name in a language."""
    return {"name": world.profile.text("name", params.text("language_code"))}


def get_my_description(world: World, params: Params) -> Json:
    """Return the description in a language."""
    return {"description": world.profile.text("description", params.text("language_code"))}


def get_my_short_description(world: World, params: Params) -> Json:
    """Return the short description in a language."""
    language = params.text("language_code")
    return {"short_description": world.profile.text("short_description", language)}


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Set the menu button of one private chat, or of all."""
    world.profile.menu_buttons[params.integer("chat_id") or 0] = params.mapping("menu_button")
    return True


def get_chat_menu_button(world: World, params: Params) -> Json:
    """Return the menu button of one private chat, or of all."""
    buttons = world.profile.menu_buttons
    default = buttons.get(0, {"type": "commands"})
    return buttons.get(params.integer("chat_id") or 0, default)


def accept(_world: World, _params: Params) -> bool:
    """Agree: logOut, close, reactions and the like have no effect here."""
    return True
