"""A chat as plain text, one line per message, for people and for tests."""

from __future__ import annotations

from sandbox.chats import Chat, Message
from sandbox.people import Person
from sandbox.shapes import Json


def transcript(chat: Chat, people: dict[int, Person], *, since: int = 0) -> str:
    """Return the chat's messages newer than version `since`, oldest first."""
    return "\n".join(
        line(message, people) for message in chat.messages.values() if message.version > since
    )


def line(message: Message, people: dict[int, Person]) -> str:
    """Return `Who (via bot) (reply to "…"): (document name.pdf) text [Button] [Button]`."""
    parts = [_media(message.media), _one_line(message.text)]
    parts += [f"[{button['text']}]" for button in message.buttons]
    said = " ".join(part for part in parts if part)
    via = " (via bot)" if message.via_bot else ""
    return f"{_who(message, people)}{via}{_reply(message)}: {said}"


def _who(message: Message, people: dict[int, Person]) -> str:
    if message.from_bot:
        return "Bot"
    if message.sender is None:
        return str(message.chat.face.get("title", ""))
    person = people.get(int(message.sender["id"]))
    return person.name if person else str(message.sender["first_name"])


def _reply(message: Message) -> str:
    if message.reply is None:
        return ""
    said = _one_line(str(message.reply.get("text") or message.reply.get("caption") or "…"))
    return f' (reply to "{said[:30]}")'


def _media(media: Json | None) -> str:
    if not media:
        return ""
    kind, content = next(iter(media.items()))
    name = content.get("file_name", "") if isinstance(content, dict) else ""
    return f"({kind} {name})" if name else f"({kind})"


def _one_line(text: str) -> str:
    return " / ".join(part for part in text.split("\n") if part)
