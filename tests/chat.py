"""The chat language: a test reads like the chat it checks, through the whole product.

    await chat(\"\"\"
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: … [Report progress] [Share a practice] [Nothing new] [Later]
        Delegate replies to the reminder: We opened two shelters.
        Bot → Delegate: … Which activity is this about? … [28 …] …
        Delegate taps [28 …]
        Bot → Delegate (edited): Which activity is this about? / ✓ 28 …
        …
    \"\"\")

`Bot → Delegate:` is a new message, whole; `(edited)` one that was turned into this. ` / ` is a new
line, `[Label]` a button, `…` stands for anything, alone on a line for all that was said meanwhile.
Every new message must be told before the next act and at the end. Pieces between these marks are
written in English and read in the reader's language. What people do is listed in `_ACTS`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from committee.calendar import annex1_term
from committee.localtime import instant, local_day
from locales import Language
from sandbox import Message
from sandbox.transcript import transcript
from services import bundles
from tests.house import House
from tests.people import EVERYBODY, Character
from tests.things import THINGS, Thing, raw
from tests.words import wording

ASKED_WITH = {"reminder": "Nothing new", "question": "Give an answer"}
"""By which button a message is known that can just be replied to."""
MARKS = re.compile(r"(\[[^\]]*\]|\((?:photo|document)[^)]*\)|…| / | · )")


class ChatError(AssertionError):
    """The chat went otherwise than the script, or the script is no script."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something the bot said in a chat, as a line."""

    chat_id: int
    line: str
    edited: bool


class Chat:
    """Plays scripts against a running house; each character reads in their language."""

    def __init__(self, house: House, *, language: Language = "en") -> None:
        self.house = house
        self.sandbox = house.sandbox
        self.language: Language = language
        self.chats: dict[str, int] = {each.called.lower(): each.id for each in EVERYBODY}
        self.languages: dict[int, Language] = {}
        self.buttons: dict[int, list[tuple[int, str, str]]] = {}
        self._seen: dict[tuple[int, int], int] = {}
        self._unread: list[Said] = []

    async def __call__(self, script: str) -> None:
        """Play `script`; raise a ChatError with the chat where it goes otherwise."""
        __tracebackhide__ = True
        for line in filter(None, map(str.strip, script.splitlines())):
            await self._play(line)
        self._all_told("the end")

    async def let_in(self, *characters: Character, language: Language | None = None) -> None:
        """Make characters what they are, without a word."""
        await self.house.let_in(*characters, language=language or self.language)
        self.languages |= {each.id: language or self.language for each in characters}

    def meet(self, *characters: Character, language: Language | None = None) -> None:
        """Give characters a phone; they have not written yet."""
        for each in characters:
            self.sandbox.make_person(each.person(language or self.language))
            self.languages[each.id] = language or self.language

    async def _play(self, line: str) -> None:
        __tracebackhide__ = True
        if line == "…":
            self._unread.clear()
        elif told := re.fullmatch(r"Bot → ([^:(]+?)( \(edited\))?: (.+)", line):
            self._expect(line, self._id(told[1]), told[3], edited=bool(told[2]))
        else:
            self._all_told(line)
            await self._act(line)
            await self.catch_up()

    async def _act(self, line: str) -> None:
        for pattern, act in _ACTS:
            if found := re.fullmatch(pattern, line, re.DOTALL):
                await act(self, **found.groupdict())
                return
        raise ChatError(f"no script: {line}")

    async def catch_up(self) -> None:
        """Wait until all is quiet and read what was said."""
        await self.house.settle()
        self._unread = [each for each in self._unread if not each.edited]
        news: list[tuple[int, Said]] = []
        for chat in self.sandbox.world.chats.values():
            for message in chat.messages.values():
                key, edited = (chat.id, message.id), (chat.id, message.id) in self._seen
                if message.from_bot and self._seen.get(key, -1) < message.version:
                    self._seen[key] = message.version
                    self._remember(message)
                    news.append((message.version, Said(chat.id, rendered(message), edited)))
        self._unread += [said for _, said in sorted(news, key=lambda pair: pair[0])]

    def _remember(self, message: Message) -> None:
        known = self.buttons.setdefault(message.chat.id, [])
        known += [(message.id, b["text"], b.get("callback_data", "")) for b in message.buttons]

    def _expect(self, line: str, chat_id: int, words: str, *, edited: bool) -> None:
        __tracebackhide__ = True
        for said in self._unread:
            if (said.chat_id, said.edited) == (chat_id, edited):
                if re.fullmatch(self.pattern(words, chat_id), said.line):
                    self._unread.remove(said)
                    return
                if not edited:
                    break
        raise ChatError(
            self._told(
                f"the script says: {line}\n  in her words: {self.pattern(words, chat_id)}", chat_id
            )
        )

    def _all_told(self, before: str) -> None:
        __tracebackhide__ = True
        for said in self._unread:
            if not said.edited:
                raise ChatError(self._told(f"not told before: {before}", said.chat_id))
        self._unread.clear()

    def _told(self, fault: str, chat_id: int) -> str:
        unread = "\n".join(
            f"  Bot → {self._called(each.chat_id)}{' (edited)' if each.edited else ''}: {each.line}"
            for each in self._unread
        )
        shown = transcript(self.sandbox.world.chats[chat_id], self.sandbox.world.people)
        return f"{fault}\n\nnot yet told:\n{unread or '  nothing'}\n\nthe chat shows:\n{shown}"

    def pattern(self, words: str, chat_id: int) -> str:
        """A regular expression for a piece of script in the reader's language."""
        say = wording(self.languages.get(chat_id, self.language)).of
        parts = []
        for part in MARKS.split(words):
            if part == "…":
                parts.append(".*")
            elif part in {" / ", " · "}:
                parts.append(re.escape(part))
            elif part.startswith("[") and part.endswith("]"):
                parts.append(rf"\[{self.pattern(part[1:-1], chat_id)}\]")
            elif part.startswith(("(photo", "(document")):
                parts.append(re.escape(part).replace("…", ".*"))
            elif part.strip():
                parts.append(re.escape(say(part)))
        return r"\s*".join(parts)

    def _id(self, called: str) -> int:
        if called.lower() not in self.chats:
            raise ChatError(f"who is {called}?")
        return self.chats[called.lower()]

    def _called(self, chat_id: int) -> str:
        return next(name for name, each in self.chats.items() if each == chat_id).capitalize()

    def button(self, chat_id: int, label: str, *, old: bool = False) -> tuple[int, str, str]:
        """Message, label and data of the newest button with that label; `old`: ever shown."""
        wanted = self.pattern(label, chat_id)
        shown = [
            (message.id, b["text"], b.get("callback_data", ""))
            for message in self.sandbox.messages(chat_id)
            for b in message.buttons
        ]
        for each in reversed(self.buttons.get(chat_id, []) if old else shown):
            if re.fullmatch(wanted, each[1]):
                return each
        raise ChatError(self._told(f"no button [{label}]", chat_id))

    def message_with(self, label: str, chat_id: int) -> int:
        """The newest message that has a button with that label, or had it."""
        wanted = self.pattern(label, chat_id)
        asked = [m for m, shown, _ in self.buttons.get(chat_id, []) if re.fullmatch(wanted, shown)]
        if not asked:
            raise ChatError(self._told(f"nothing to reply to has [{label}]", chat_id))
        return asked[-1]


def rendered(message: Message) -> str:
    """A message as a line: media, text with ` / ` between lines, buttons."""
    media = next(iter(message.media or {}), "")
    name = (message.media or {}).get("document", {}).get("file_name", "")
    lines = " / ".join(part.strip() for part in message.text.split("\n") if part.strip())
    buttons = [f"[{button['text']}]" for button in message.buttons]
    return " ".join(
        [*([f"({media} {name})".replace(" )", ")")] if media else []), lines, *buttons]
    ).strip()


async def _says(chat: Chat, who: str, text: str, where: str | None = None) -> None:
    place = chat._id(where) if where else None
    await chat.sandbox.send(chat._id(who), text, chat_id=place)


async def _taps(chat: Chat, who: str, label: str, old: str | None, times: str | None) -> None:
    person = chat._id(who)
    message, _, data = chat.button(person, label, old=bool(old))
    for _ in range(2 if times else 1):
        await chat.sandbox.tap_data(person, data, message)


async def _replies(chat: Chat, who: str, what: str, text: str) -> None:
    person = chat._id(who)
    await chat.sandbox.send(person, text, reply_to=chat.message_with(ASKED_WITH[what], person))


async def _sends(
    chat: Chat, who: str, what: str | None, thing: str, name: str | None, text: str | None
) -> None:
    person = chat._id(who)
    replied = chat.message_with(ASKED_WITH[what], person) if what else None
    if thing not in THINGS:
        chat.sandbox.push_update(raw(chat.sandbox, person, thing))
        return
    kind: Thing = THINGS[thing]
    await chat.sandbox.send_file(
        person,
        kind.data,
        name=name or kind.name,
        kind=kind.kind,
        mime=kind.mime,
        caption=text or "",
        reply_to=replied,
    )


async def _opens(chat: Chat, who: str) -> None:
    links = [
        (message.version, found[0])
        for each in chat.sandbox.world.chats.values()
        for message in each.messages.values()
        if (found := re.search(r"https://t\.me/\S+start=\S+", message.text))
    ]
    await chat.sandbox.open_link(chat._id(who), max(links)[1])


async def _blocks(chat: Chat, who: str, back: str | None) -> None:
    act = chat.sandbox.unblock if back else chat.sandbox.block
    await act(chat._id(who))


async def _edits(chat: Chat, who: str, text: str) -> None:
    person = chat._id(who)
    last = [m for m in chat.sandbox.messages(person) if not m.from_bot][-1]
    await chat.sandbox.edit(person, last.id, text)


async def _later(chat: Chat, n: str, unit: str) -> None:
    await chat.sandbox.clock.move(timedelta(**{f"{unit}s": int(n)}))


async def _a_moment(chat: Chat) -> None:
    """So long as the rest of an album or of a long text is waited for."""
    await chat.house.pass_over(bundles.MOMENT + 0.5)


async def _at(chat: Chat, days: str, month: str, at: str, city: str) -> None:
    zone = "America/New_York" if city == "Washington" else f"America/{city.replace(' ', '_')}"
    meeting = next(m for m in annex1_term(2026).meetings if m.key.endswith(month.lower()))
    day = local_day(meeting.deadline, zone) - timedelta(days=int(days))
    await chat.sandbox.clock.move_to(instant(day, time.fromisoformat(at), zone))


Act = Callable[..., Awaitable[Any]]
WHO = r"(?P<who>[A-Z]\w+)"
_ACTS: tuple[tuple[str, Act], ...] = (
    (
        r"\((?P<days>\d+) days? before the (?P<month>\w+) meeting, (?P<at>\d\d:\d\d) in (?P<city>[\w ]+)\)",
        _at,
    ),
    (r"\((?P<n>\d+) (?P<unit>minute|hour|day)s? later\)", _later),
    (r"\(a moment later\)", _a_moment),
    (WHO + r" in (?P<where>the \w+): (?P<text>.+)", _says),
    (WHO + r" taps (?P<old>the old )?\[(?P<label>.+)\](?P<times> twice)?", _taps),
    (WHO + r" replies to the (?P<what>reminder|question): (?P<text>.+)", _replies),
    (
        WHO + r" (?:sends|replies to the (?P<what>reminder|question) with) an? (?P<thing>[a-z ]+?)"
        r"(?: “(?P<name>.+?)”)?(?:: (?P<text>.+))?",
        _sends,
    ),
    (WHO + r" opens the invitation", _opens),
    (WHO + r" (?P<back>un)?blocks the bot", _blocks),
    (WHO + r" edits that to: (?P<text>.+)", _edits),
    (WHO + r": (?P<text>.+)", _says),
)
"""What can happen in a script, beside what the bot says."""
