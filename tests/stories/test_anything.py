"""Whatever a person sends, in whatever state: an answer that helps, and nothing answered is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from sandbox import Attachment
from services import bundles
from storage.tables import attachments, drafts
from tests.chat import Chat
from tests.house import House
from tests.people import DELEGATE, STRANGER, Character
from tests.stories.test_files import TO_FILES
from tests.things import JPEG

CANNOT = (
    "I cannot keep that kind of message. Please send text, a document, a photo or a voice note."
)
NO_FILE = "This question cannot take a file. Please type your answer or tap a button."
NO_FORM = "No form is open at the moment; please choose one first."
CONVERT = "I can take PDF, DOCX, ODT, XLSX, CSV, JPG, PNG and voice notes; please convert it."
KEPT_AS_SENT = "I have kept the message as it was first sent"
MENU = "What would you like to do? … [Report progress] …"
WELCOME = "Welcome to Enlace. … [Register an organization] …"

TO_STATUS = """
    Delegate: /report
    …
    Delegate: 28
    …
"""
TO_DONE = (
    TO_STATUS
    + """
    Delegate taps [Under way]
    …
"""
)
TO_REVIEW = (
    TO_DONE
    + """
    Delegate: We opened two shelters.
    …
    Delegate taps [No]
    …
    Delegate taps [María López]
    …
    Delegate taps [Public]
    …
    Delegate taps [I confirm]
    …
"""
)
TO_NAME = """
    Stranger: /register
    …
    Stranger taps [Diaspora network]
    …
"""
TO_WELCOME = """
    Stranger: hello
    …
"""


@dataclass(frozen=True)
class State:
    """Where somebody is, what is shown there again, and what is said to each kind of thing."""

    who: Character
    script: str
    again: str
    file: str
    voice: str
    text: str

    @property
    def said(self) -> Mapping[str, str]:
        """By thing, the sentence that stands above what is shown again."""
        others = dict.fromkeys(("sticker", "poll", "contact", "location", "video", "game"), CANNOT)
        return others | {"program": self.file, "voice note": self.voice}


EDIT_REFUSED = "The edited message could not be taken; your answer stays as it was. / …"
STATES = {
    "no form": State(DELEGATE, "", MENU, NO_FORM, NO_FORM, NO_FORM),
    "a choice": State(
        DELEGATE, TO_STATUS, "Where does it stand? · 4/10 …", NO_FILE, NO_FILE,
        "“xxx… is not among the choices. …",
    ),
    "a long text": State(
        DELEGATE, TO_DONE, "What was done? · 5/10 …", NO_FILE, NO_FILE,
        "That is 4,096 characters; please keep it under 2,000.",
    ),
    "files": State(
        DELEGATE, TO_FILES, "Any documents or photos? · 17/22 …", CONVERT, "",
        "Please send a document, a photo or a voice note here, or tap a button.",
    ),
    "the review": State(
        DELEGATE, TO_REVIEW, "… [Send] …",
        "Everything is answered already; …", "Everything is answered already; …",
        "Everything is answered already; …",
    ),
    "a registration": State(
        STRANGER, TO_NAME, "What is its name? · 2/6 …", NO_FILE, NO_FILE,
        "That is 4,096 characters; please keep it under 150.",
    ),
    "a stranger": State(STRANGER, TO_WELCOME, WELCOME, NO_FORM, NO_FORM, NO_FORM),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_a_slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MOMENT", 20.0)


@pytest.fixture(params=STATES)
async def state(request: pytest.FixtureRequest, chat: Chat) -> State:
    """The state, and the chat brought there."""
    state = STATES[request.param]
    await chat(state.script)
    if request.param == "files":
        await chat("""
            Delegate: /skip
            …
        """)
    return state


async def answers(house: House) -> list[dict[str, object]]:
    states = await house.look(
        lambda c: list(c.execute(select(drafts.c.state).order_by(drafts.c.id)).scalars())
    )
    return [dict(each["answers"]) for each in states]


async def test_each_thing_gets_an_answer_that_helps(chat: Chat, house: House, state: State) -> None:
    before = await answers(house)
    who = state.who.called
    for thing, said in state.said.items():
        above = f"{said} / " if said else ""
        await chat(f"""
            {who} sends a {thing}
            Bot → {who}: {above}{state.again}
        """)
        assert await answers(house) == before
    taken = await house.look(lambda c: len(list(c.execute(select(attachments.c.id)))))
    assert taken == (1 if state.voice == "" else 0)


async def test_a_voice_note_of_a_minute_is_taken_where_files_are_asked(
    chat: Chat, house: House, state: State
) -> None:
    before = await answers(house)
    await chat.sandbox.send_voice(state.who.id, seconds=60)
    await chat.catch_up()
    above = f"{state.voice} / " if state.voice else ""
    await chat(f"Bot → {state.who.called}: {above}{state.again}")
    assert await answers(house) == before


async def test_ten_messages_of_the_greatest_length_are_answered_and_lose_nothing(
    chat: Chat, house: House, state: State
) -> None:
    before = await answers(house)
    for _ in range(10):
        await chat.sandbox.send(state.who.id, "x" * 4096)
    await chat.catch_up()
    await chat("…")
    await house.pass_over(bundles.MOMENT + 1)
    await chat.catch_up()
    told = [m for m in chat.sandbox.messages(state.who.id) if m.from_bot]
    assert told[-1].buttons
    await chat("…")
    assert await answers(house) == before


async def test_one_message_of_the_greatest_length_is_told_what_is_wrong(
    chat: Chat, house: House, state: State
) -> None:
    await chat(f"""
        {state.who.called}: {"x" * 4096}
        Bot → {state.who.called}: {state.text} / {state.again}
    """)


async def test_a_command_in_the_middle_loses_nothing(
    chat: Chat, house: House, state: State
) -> None:
    before = await answers(house)
    who = state.who.called
    for command in ("/help", "/language", "/drafts", "/nosuchcommand", "/start"):
        await chat(f"""
            {who}: {command}
            …
        """)
        assert [m for m in chat.sandbox.messages(state.who.id) if m.from_bot][-1].buttons
    assert await answers(house) == before
    await chat(f"""
        {who} sends a sticker
        Bot → {who}: {CANNOT} / {state.again}
    """)


async def test_an_edited_message_is_answered(chat: Chat, house: House, state: State) -> None:
    """Of the last message: where it is an answer, the answer follows or stays as it was."""
    if state.script == "":
        await chat(f"""
            {state.who.called}: hello
            …
        """)
    before = await answers(house)
    await chat(f"""
        {state.who.called} edits that to: {"y" * 2100}
        Bot → {state.who.called}: {edited_of(state)}
    """)
    assert await answers(house) == before


def edited_of(state: State) -> str:
    """What was typed last there: an activity, a text, or nothing that is an answer."""
    if state.script in {TO_STATUS, TO_DONE, TO_REVIEW}:
        return EDIT_REFUSED
    return f"{KEPT_AS_SENT}…"


async def test_an_album_is_answered_once_in_every_state(
    chat: Chat, house: House, state: State
) -> None:
    await chat.sandbox.send_album(
        state.who.id, [Attachment(JPEG + bytes([n]), kind="photo", name="a.jpg") for n in range(3)]
    )
    await chat.catch_up()
    above = f"{state.voice} / " if state.voice else ""
    await chat(f"""
        (a moment later)
        Bot → {state.who.called}: {above}{state.again}
    """)
