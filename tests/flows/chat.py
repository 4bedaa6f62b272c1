"""A chat with the form engine: what people do and see, the draft reloaded from JSON at each step.

Every reply is held to what any chat must keep: it can be stored, worded in four languages, fits a
message, its buttons fit their data, and there is always something to do next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.flows import engine
from bot.flows.engine import Outcome
from bot.flows.form import Form, Question
from bot.flows.incoming import Incoming, Sent, Tap, Typed
from bot.flows.kinds import Kind
from bot.flows.reply import Reply, decode_reply, encode_reply
from bot.flows.situation import Situation
from bot.flows.state import State, decode_state, encode_state
from committee.actors import Actor, ActorKind, actor_of
from committee.program import load_program
from locales import LANGUAGES, Language, Localized, translator_for
from locales.message import Json

TODAY = date(2026, 2, 10)
GUATEMALA = actor_of("GTM")
NETWORK = Actor(
    "red", ActorKind.DIASPORA, Localized("Red", "Network", "Réseau", "Rede"), None, None
)

DATA_LIMIT = 40
MESSAGE_LIMIT = 4096


def situation(
    language: Language = "en", actor: Actor | None = GUATEMALA, **more: Json
) -> Situation:
    """A day in February 2026."""
    return Situation(language, TODAY, load_program(), actor, **more)


def form_of(*questions: Question) -> Form:
    """A form of just these questions."""
    return Form("test", "Test", questions)


def chat_about(kind: Kind, language: Language = "en", **more: Json) -> Chat:
    """A chat in which one question of that kind is open, and a text follows it."""
    asked = Question("asked", "Asked?", kind, required=more.pop("required", True))
    return Chat(
        form_of(asked, replace(asked, key="after", text="After?")), situation(language, **more)
    )


class Chat:
    """One person's draft of `form`; `typed`, `tap` and `send` act, `said` is what came back."""

    def __init__(self, form: Form, moment: Situation, state: State | None = None) -> None:
        self.form = form
        self.moment = moment
        self.state = state or State()
        self.outcome: Outcome | None = None
        self.replies: tuple[Reply, ...] = ()
        self._unread: list[Reply] = []
        self.open()

    def open(self) -> None:
        """Open or resume the draft."""
        self._take(engine.opening(self.form, self.state, self.moment))

    def do(self, incoming: Incoming) -> None:
        """Let the engine take one step, and reload the state as a database would give it back."""
        self._take(engine.turn(self.form, self.state, incoming, self.moment))

    def type(self, text: str) -> None:
        self.do(Typed(text))

    def send(self, **file: Json) -> None:
        self.do(Sent({"id": 1, "name": "a.pdf", "type": "application/pdf", "size": 9} | file))

    def tap(self, label: str) -> None:
        """Tap the button with that label under the newest message that has one."""
        self.tap_data(self.data_of(label))

    def tap_data(self, data: str) -> None:
        key, _, choice = data.partition(":")
        self.do(Tap(key, choice))

    def data_of(self, label: str) -> str:
        found = [data for name, data in self.buttons.items() if name == label]
        assert found, f"no button {label!r} among {list(self.buttons)}"
        return found[0]

    @property
    def buttons(self) -> dict[str, str]:
        """Label to data of the buttons under the newest messages."""
        say = translator_for(self.moment.language).plain
        rows = (row for reply in self.replies for row in reply.rows)
        return {say(button.label): button.data for row in rows for button in row}

    @property
    def said(self) -> str:
        """The newest messages as plain text."""
        return "\n".join(self.text_of(reply) for reply in self.replies)

    @property
    def key(self) -> str | None:
        """The key of the open question."""
        question = engine.open_question(self.form, self.state, self.moment)
        return question.key if question else None

    @property
    def in_review(self) -> bool:
        return engine.open_question(self.form, self.state, self.moment) is None

    @property
    def question(self) -> Question:
        question = engine.open_question(self.form, self.state, self.moment)
        assert question is not None
        return question

    @property
    def answers(self) -> Mapping[str, Json]:
        return self.state.answers

    def text_of(self, reply: Reply) -> str:
        say = translator_for(self.moment.language).plain
        return re.sub("</?b>", "", "\n".join(say(line) for line in reply.lines))

    def play(self, script: str) -> None:
        """Act and compare, line by line.

        "> text" types, "[Label]" taps, "< words … words" is a new message with these words in this
        order, "~ words" is the tapped message turned into another. Every message must be told,
        only what was said before the script may be left out.
        """
        lines = [line.strip() for line in script.splitlines() if line.strip()]
        if lines[0][0] not in _READ:
            self._unread = []
        for line in lines:
            told = _READ.get(line[0])
            if told is not None:
                self._expect(line[1:].strip(), replaces=told)
                continue
            assert not self._unread, f"not told in the script: {self.text_of(self._unread[0])}"
            act: Callable[[str], None] = self.tap if line[0] == "[" else self.type
            act(line.removeprefix("[").removesuffix("]") if line[0] == "[" else line[1:].strip())
        assert not self._unread, f"not told in the script: {self.text_of(self._unread[0])}"

    def _expect(self, words: str, *, replaces: bool) -> None:
        assert self._unread, f"nothing was said, but expected: {words}"
        reply = self._unread.pop(0)
        text = " ".join(self.text_of(reply).split())
        pattern = ".*".join(re.escape(part.strip()) for part in words.split("…"))
        assert re.search(pattern, text), f"expected {words!r}, but said was {text!r}"
        assert reply.replaces is replaces, f"{text!r} replaces: {reply.replaces}"

    def _take(self, turn: engine.Turn) -> None:
        self.state = decode_state(json.loads(json.dumps(encode_state(turn.state))))
        assert self.state == turn.state
        self.outcome = turn.outcome
        self.replies = turn.replies
        self._unread = list(turn.replies)
        if turn.outcome is None:
            assert turn.replies, "silence"
            assert turn.replies[-1].rows, "a dead end"
        for place, reply in enumerate(turn.replies):
            assert place == 0 or not reply.replaces
            hold_to_limits(reply)


def hold_to_limits(reply: Reply) -> None:
    """Fail unless the reply can be stored, worded and sent, in every language."""
    assert decode_reply(json.loads(json.dumps(encode_reply(reply)))) == reply
    for language in LANGUAGES:
        translator = translator_for(language)
        text = "\n\n".join(re.sub("</?b>", "", translator.plain(line)) for line in reply.lines)
        assert text.strip()
        assert len(text.encode("utf-16-le")) // 2 <= MESSAGE_LIMIT
        for row in reply.rows:
            assert 1 <= len(row) <= 3
            for button in row:
                assert translator.plain(button.label).strip()
                assert 3 <= len(button.data.encode()) <= DATA_LIMIT


_READ = {"<": False, "~": True}
