"""What the bot says about itself: commands, name, descriptions, the menu button."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.errors import bad_request
from sandbox.shapes import Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
LONGEST = {"name": 64, "description": 512, "short_description": 120}

Scope = tuple[str, ...]


def read_scope(scope: Json) -> Scope:
    """Return the scope as a key; raises the Bot API's 400 for an unknown one."""
    kind = scope.get("type", "default")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return (kind, *(str(scope.get(name, "")) for name in _SCOPES[kind]))


def read_commands(commands: list[Json]) -> list[Json]:
    """Return the commands checked."""
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(command) for command in commands]


def _command(command: Json) -> Json:
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


@dataclass(slots=True)
class Profile:
    """Texts by language ('' for everybody else) and commands by scope and language."""

    name: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def text(self, kind: str, language: str) -> str:
        """Return a text in the language, else in the one for everybody."""
        fallback = self.texts.get((kind, ""), self.name if kind == "name" else "")
        return self.texts.get((kind, language), fallback)

    def menu(self, chat_id: int, user_id: int, language: str) -> list[Json]:
        """Return the commands a person sees: narrowest scope first, own language first."""
        chat, user = str(chat_id), str(user_id)
        everywhere = "all_private_chats" if chat_id > 0 else "all_group_chats"
        scopes: tuple[Scope, ...] = (
            ("chat_member", chat, user),
            ("chat", chat),
            (everywhere,),
            ("default",),
        )
        for scope in scopes:
            for wanted in (language, ""):
                if found := self.commands.get((scope, wanted)):
                    return found
        return []
