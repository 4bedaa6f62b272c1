"""`@bot words` in any chat: activities and what is published for everybody, and nothing else."""

from __future__ import annotations

import json
from itertools import product

import pytest
from sqlalchemy import select

from committee.submissions import SENT_STATES, SubmissionState, Visibility
from sandbox import InlineAnswer
from storage.tables import inbox, outbox, participants
from tests.chat import Chat
from tests.house import House
from tests.people import DELEGATE, ORGAN, SECRETARIAT, STRANGER
from tests.stock import lay_in
from tests.stories.bot_api import BotApi
from tests.stories.review_scenes import RED, register
from tests.stories.test_bot_api import PATH

GROUP = "the group"


async def ask(chat: Chat, person: int, words: str, place: int | None = None) -> InlineAnswer:
    query = await chat.sandbox.ask_inline(person, words, chat_id=place)
    answer = await chat.sandbox.inline_answer(query)
    await chat.catch_up()
    assert chat.house.wrong_calls() == []
    return answer


def titles(answer: InlineAnswer) -> list[str]:
    return [result.title for result in answer.results]


async def test_activities_and_practices_are_found_by_words(chat: Chat, house: House) -> None:
    await lay_in(house, DELEGATE, title="Consulados móviles", summary="Consuls < & > on wheels.")
    answer = await ask(chat, STRANGER.id, "cónsul")
    assert titles(answer) == [
        "10 Training: consular assistance",
        "28 Consular assistance",
        "Consulados móviles",
    ]
    activity, practice = answer.results[1:]
    assert activity.description.startswith("Activity of the Program. Provide consular assistance")
    assert activity.text.startswith("28 Consular assistance\nProvide consular assistance")
    assert activity.text.endswith("only the text of the Program is authentic.")
    assert practice.description == "Good practice. Guatemala; Guatemala"
    assert practice.text.split("\n") == [
        "Consulados móviles",
        "Good practice, Guatemala; Guatemala",
        "Consuls < & > on wheels.",
        "CAM/2026-27/GP-0001",
    ]


async def test_the_answer_is_as_published(chat: Chat, house: House) -> None:
    if not PATH.is_file():
        pytest.skip("no Bot API schema: set ENLACE_BOT_API_SCHEMA")
    judge = BotApi(json.loads(PATH.read_text("utf-8")))
    await lay_in(house, DELEGATE, title="Consulados móviles")
    await ask(chat, STRANGER.id, "consul")
    (call,) = chat.sandbox.journal.calls("answerInlineQuery")
    assert judge.faults(call.method, dict(call.parameters)) == []


async def test_what_is_found_is_sent_into_a_group_and_leads_to_the_bot(
    chat: Chat, house: House
) -> None:
    await lay_in(house, DELEGATE, title="Consulados móviles")
    place = chat.chats[GROUP] = chat.sandbox.make_group("Delegates", [DELEGATE.id, STRANGER.id])
    await chat.catch_up()
    await chat("…")
    query = await chat.sandbox.ask_inline(STRANGER.id, "consulados", chat_id=place)
    answer = await chat.sandbox.inline_answer(query)
    for result in answer.results:
        await chat.sandbox.choose_inline(STRANGER.id, query, result.id, chat_id=place)
        await chat.catch_up()
        await chat("")  # the bot says nothing to it
        link = chat.sandbox.messages(place)[-1].buttons[0]["url"]
        await chat.sandbox.open_link(STRANGER.id, link)
        await chat.catch_up()
        opened = result.title if "on_" in link else "CAM/2026-27/GP-0001"
        await chat(f"Bot → Stranger: {opened} / …")


async def test_what_is_found_and_sent_to_the_bot_itself_answers_nothing(chat: Chat) -> None:
    await chat("""
        Delegate: /practice
        …
    """)
    query = await chat.sandbox.ask_inline(DELEGATE.id, "28")
    result = (await chat.sandbox.inline_answer(query)).results[0]
    await chat.sandbox.choose_inline(DELEGATE.id, query, result.id)
    await chat("""
        Delegate: Shelters
        Bot → Delegate: In a few sentences: who, what, where? …
    """)


async def test_the_answer_is_the_persons_own_and_soon_forgotten(chat: Chat) -> None:
    answer = await ask(chat, STRANGER.id, "consular")
    assert (answer.is_personal, answer.cache_time, answer.next_offset) == (True, 10, "")
    assert answer.button == {"text": "Open Enlace", "start_parameter": "practices"}
    await chat.sandbox.open_link(STRANGER.id, "https://t.me/enlace_sandbox_bot?start=practices")
    await chat.catch_up()
    await chat("Bot → Stranger: Good practices / …")


async def test_it_speaks_the_persons_language(empty_chat: Chat) -> None:
    chat = empty_chat
    await chat.let_in(DELEGATE)
    await chat.let_in(SECRETARIAT, language="es")
    chat.meet(STRANGER, language="fr")
    await chat("""
        Delegate: /language
        …
        Delegate taps [Português]
        …
    """)
    chat.languages[DELEGATE.id] = "pt"
    for person, title in (
        (SECRETARIAT.id, "28 Asistencia consular"),
        (DELEGATE.id, "28 Assistência consular"),
        (STRANGER.id, "28 Assistance consulaire"),
    ):
        assert titles(await ask(chat, person, "28")) == [title]


async def test_without_a_word_likely_things_are_offered(chat: Chat, house: House) -> None:
    for number in range(12):
        await lay_in(house, DELEGATE, title=f"Practice {number}")
    for words in ("", "  ", "!?", "🙂"):
        answer = await ask(chat, ORGAN.id, words)
        assert [title.split()[0] for title in titles(answer)[:3]] == ["12", "13", "14"]
        assert titles(answer)[3] == "Practice 11"
    answer = await ask(chat, STRANGER.id, "")
    assert len(answer.results) == 20
    assert titles(answer)[0].startswith("1 ")


async def test_only_what_is_public_is_found_whoever_asks(chat: Chat, house: House) -> None:
    """What is found is sent into chats where anybody reads it."""
    for state, visibility in product(sorted(SENT_STATES), Visibility):
        title = f"Kitchens {state.value} {visibility.value}"
        await lay_in(house, DELEGATE, state=state, visibility=visibility, title=title)
    for person in (DELEGATE, SECRETARIAT, STRANGER):
        assert titles(await ask(chat, person.id, "kitchens")) == ["Kitchens published public"]
    answer = await ask(chat, SECRETARIAT.id, "")
    assert [title for title in titles(answer) if "Kitchens" in title] == [
        "Kitchens published public"
    ]


async def test_nobody_is_named_who_asked_not_to_be_also_to_the_secretariat(
    chat: Chat, house: House
) -> None:
    await register(chat)
    await lay_in(house, RED, unnamed=True, title="Kitchens", lead="Red Chapina")
    for person in (RED.id, SECRETARIAT.id, STRANGER.id):
        (result,) = (await ask(chat, person, "kitchens")).results
        assert result.description == "Good practice. an actor that is not named; Guatemala"
        assert "Chapina" not in json.dumps(result.record())
        assert (await ask(chat, person, "chapina")).results == ()


async def test_what_was_withdrawn_is_found_no_more(chat: Chat, house: House) -> None:
    await lay_in(house, DELEGATE, state=SubmissionState.WITHDRAWN, title="Kitchens")
    assert (await ask(chat, STRANGER.id, "kitchens")).results == ()


@pytest.mark.parametrize(
    "words",
    [
        "'; DROP TABLE--",
        '"',
        "a* OR b",
        "<b>",
        "\x00",
        "x" * 256,
        "é " * 128,
        "移民",
        "{0}%s",
        "/start",
    ],
)
async def test_whatever_is_searched_is_answered(chat: Chat, house: House, words: str) -> None:
    await lay_in(house, DELEGATE, title="<b>Kitchens</b> & {more} %s")
    await ask(chat, STRANGER.id, words)
    (result,) = (await ask(chat, STRANGER.id, "kitchens")).results
    assert result.title == "<b>Kitchens</b> & {more} %s"
    assert result.text.startswith("<b>Kitchens</b> & {more} %s\n")


async def test_a_search_leaves_nothing_behind(chat: Chat, house: House) -> None:
    """No participant, no message, no open update: it reads and is done."""
    await ask(chat, STRANGER.id, "consular")
    await ask(chat, STRANGER.id, "consular assistance")
    rows = await house.look(
        lambda c: (
            c.execute(select(inbox.c.status)).scalars().all(),
            c.execute(select(outbox.c.id)).all(),
            c.execute(select(participants).where(participants.c.telegram_id == STRANGER.id)).all(),
        )
    )
    assert set(rows[0]) == {"done"}
    assert rows[1:] == ([], [])


async def test_further_pages_are_empty_and_quickly_answered(chat: Chat) -> None:
    query = await chat.sandbox.ask_inline(STRANGER.id, "consular", "20")
    await chat.catch_up()
    assert (await chat.sandbox.inline_answer(query)).results == ()
