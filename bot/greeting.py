"""What Telegram shows beside the chat: the commands and the description, in four languages."""

from __future__ import annotations

import json

import structlog
from telegram.error import TelegramError

from bot.transport import DirectBot
from locales import LANGUAGES, N_, Message, translator_for

log = structlog.get_logger()

COMMANDS = {
    "report": N_("Report progress on an activity"),
    "practice": N_("Share a good practice"),
    "drafts": N_("Go on with a draft"),
    "submissions": N_("What was sent"),
    "program": N_("The Program and what was reported"),
    "practices": N_("Find a good practice"),
    "calendar": N_("The coming meetings"),
    "status": N_("Who has answered"),
    "export": N_("The compilation"),
    "remind": N_("Remind those not heard from (committee)"),
    "announce": N_("Announce something (committee)"),
    "language": N_("Change the language"),
    "settings": N_("Language, time zone, public holidays"),
    "help": N_("What can be done here"),
}
DESCRIPTION = N_(
    "Enlace is the line between the actors of the Inter-American Program for the Promotion and "
    "Protection of the Human Rights of Migrants and the OAS Committee on Migration Issues."
)


async def introduce(bot: DirectBot) -> None:
    """Tell Telegram the commands and the description; without effect on service if it fails."""
    for language in (None, *LANGUAGES):
        words = translator_for(language or "en")
        commands = [
            {"command": name, "description": words.plain(Message(said))}
            for name, said in COMMANDS.items()
        ]
        code = {"language_code": language} if language else {}
        try:
            await bot.call(
                "setMyCommands",
                {
                    "commands": json.dumps(commands, ensure_ascii=False),
                    "scope": '{"type":"all_private_chats"}',
                    **code,
                },
            )
            await bot.call(
                "setMyDescription",
                {"description": words.plain(Message(DESCRIPTION)), **code},
            )
        except TelegramError as error:
            log.warning("not_introduced", error=type(error).__name__)
            return
