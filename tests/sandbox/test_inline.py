"""Inline mode: searching with the bot from any chat, and sending what it has found."""

from __future__ import annotations

import asyncio
import json

import pytest
import telegram

from sandbox import ControlError, Sandbox
from sandbox.updates import INLINE_LIFE, queue_key
from tests.sandbox.conftest import ANDREW, MARIA, PEOPLE, TOKEN, Bot, Json, Remote, Seconds

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
UNREADABLE = "can't parse inline query result: "


def article(number: str = "1", text: str = "two shelters", **more: object) -> Json:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": number,
        "title": "Shelters",
        "input_message_content": content,
        **more,
    }


async def test_a_search_is_told_answered_and_sent_via_the_bot(sandbox: Sandbox, bot: Bot) -> None:
    query = await sandbox.ask_inline(MARIA, "shelter")
    (update,) = await bot.updates()
    assert update["inline_query"] == {
        "id": query,
        "from": PEOPLE[0].user(),
        "chat_type": "sender",
        "query": "shelter",
        "offset": "",
    }
    results = [article(text="<b>Two</b> shelters", description="Guatemala"), article("2")]
    assert await bot.ok("answerInlineQuery", inline_query_id=query, results=results) is True
    answer = await sandbox.inline_answer(query)
    found = [(one.id, one.title, one.description, one.text) for one in answer.results]
    assert found == [
        ("1", "Shelters", "Guatemala", "Two shelters"),
        ("2", "Shelters", "", "two shelters"),
    ]
    await sandbox.choose_inline(MARIA, query, "1")
    (sent,) = await bot.updates()
    assert sent["message"]["via_bot"] == sandbox.world.bot()
    assert sent["message"]["from"]["id"] == MARIA
    assert sent["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert sandbox.transcript(MARIA) == "María López (via bot): Two shelters"
    assert sandbox.journal.violations() == []
    (call,) = sandbox.journal.calls("answerInlineQuery")
    assert call.parameters["results"] == results


async def test_the_answer_is_waited_for(sandbox: Sandbox, bot: Bot) -> None:
    query = await sandbox.ask_inline(MARIA, "shelter")
    waiting = asyncio.create_task(sandbox.inline_answer(query))
    await bot.ok("answerInlineQuery", inline_query_id=query, results=[], next_offset="50")
    answer = await waiting
    assert (answer.results, answer.next_offset) == ((), "50")


async def test_waiting_in_vain_says_whether_the_bot_was_told(sandbox: Sandbox, bot: Bot) -> None:
    told = await sandbox.ask_inline(MARIA, "shelter")
    with pytest.raises(ControlError, match=r"not answered the search for 'shelter'$"):
        await sandbox.inline_answer(told, timeout=0)
    await bot.updates()
    await bot.ok("getUpdates", offset=bot.offset, allowed_updates=["message"])
    silent = await sandbox.ask_inline(MARIA, "shelter")
    with pytest.raises(ControlError, match="allowed_updates lack inline_query"):
        await sandbox.inline_answer(silent, timeout=0)
    assert await bot.updates(timeout=0) == []


async def test_long_words_are_cut_and_the_chat_is_named(sandbox: Sandbox, bot: Bot) -> None:
    group = sandbox.make_group("Delegates", [MARIA, ANDREW])
    await sandbox.ask_inline(MARIA, "x" * 300, "50", chat_id=group)
    query = (await bot.updates())[-1]["inline_query"]
    assert (len(query["query"]), query["offset"], query["chat_type"]) == (256, "50", "supergroup")


async def test_what_was_found_goes_into_a_group_with_its_buttons(
    sandbox: Sandbox, bot: Bot
) -> None:
    group = sandbox.make_group("Delegates", [MARIA, ANDREW])
    query = await sandbox.ask_inline(MARIA, "shelter")
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    results = [article(reply_markup=keyboard)]
    await bot.ok("answerInlineQuery", inline_query_id=query, results=results)
    sent = await sandbox.choose_inline(MARIA, query, "1", chat_id=group)
    await bot.updates()
    await sandbox.tap(ANDREW, "More", chat_id=group)
    (update,) = await bot.updates()
    assert update["callback_query"]["inline_message_id"] == f"{group}_{sent.id}"
    assert "message" not in update["callback_query"]


async def test_a_query_is_answered_once_and_soon(
    sandbox: Sandbox, bot: Bot, seconds: Seconds
) -> None:
    query = await sandbox.ask_inline(MARIA, "shelter")
    await bot.ok("answerInlineQuery", inline_query_id=query, results=[], cache_time=0)
    late = await sandbox.ask_inline(MARIA, "shelter")
    seconds.now += 10
    for number in (query, late, "5", ""):
        refusal = await bot.refused("answerInlineQuery", inline_query_id=number, results=[])
        assert refusal == TOO_OLD
    seconds.now += INLINE_LIFE
    assert await bot.ok("getUpdates") == []


def test_searches_and_taps_are_queued_apart() -> None:
    """A search must not wait behind a tap that a webhook has not taken."""
    tap = {"update_id": 1, "callback_query": {"from": {"id": MARIA}}}
    search = {"update_id": 2, "inline_query": {"from": {"id": MARIA}}}
    other = {"update_id": 3, "inline_query": {"from": {"id": ANDREW}}}
    assert len({queue_key(tap), queue_key(search), queue_key(other)}) == 3


async def test_an_answer_serves_everybody_for_as_long_as_the_bot_says(
    sandbox: Sandbox, bot: Bot, seconds: Seconds
) -> None:
    first = await sandbox.ask_inline(MARIA, "shelter")
    await bot.ok("answerInlineQuery", inline_query_id=first, results=[article()])
    await bot.updates()
    again = await sandbox.ask_inline(ANDREW, "shelter")
    assert (await sandbox.inline_answer(again)).result("1").text == "two shelters"
    assert await bot.ok("getUpdates", offset=bot.offset) == []
    seconds.now += 300
    await sandbox.ask_inline(ANDREW, "shelter")
    assert len(await bot.updates()) == 1


async def test_a_personal_answer_serves_nobody_else(sandbox: Sandbox, bot: Bot) -> None:
    first = await sandbox.ask_inline(MARIA, "mine")
    answer = {"results": [article()], "is_personal": True, "cache_time": 60}
    await bot.ok("answerInlineQuery", inline_query_id=first, **answer)
    await bot.updates()
    await sandbox.ask_inline(MARIA, "mine")
    await sandbox.ask_inline(ANDREW, "mine")
    (update,) = await bot.updates()
    assert update["inline_query"]["from"]["id"] == ANDREW


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"results": [article()] * 51}, "too many inline query results specified"),
        ({"results": {}}, "expected an Array of inline query results"),
        ({"results": "[}"}, "can't parse results JSON object"),
        ({"results": ["a"]}, UNREADABLE + "Inline query result must be an object"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("")]}, "RESULT_ID_EMPTY"),
        ({"results": [article("é" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(id=None)]}, UNREADABLE + 'Can\'t find field "id"'),
        ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(title=None)]}, UNREADABLE + 'Can\'t find field "title"'),
        ({"results": [article(title=[])]}, UNREADABLE + 'Field "title" must be of type String'),
        (
            {"results": [article(type="photo")]},
            UNREADABLE + 'type "photo" is unsupported for the inline query result',
        ),
        (
            {"results": [article(input_message_content=None)]},
            UNREADABLE + 'Can\'t find field "message_text"',
        ),
        (
            {"results": [article(input_message_content="x")]},
            UNREADABLE + 'Field "input_message_content" must be of type Object',
        ),
        ({"results": [article(text="")]}, UNREADABLE + "Input message content is not specified"),
        ({"results": [article(text="<b> </b>")]}, "text must be non-empty"),
        ({"results": [article(text="x" * 4097)]}, "MESSAGE_TOO_LONG"),
        (
            {"results": [article(text="<b>x")]},
            UNREADABLE + "Can't parse entities: "
            'Can\'t find end tag corresponding to start tag "b"',
        ),
        ({"results": [article(reply_markup={"keyboard": []})]}, "REPLY_MARKUP_INVALID"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"button": {"text": "Join", "start_parameter": ""}}, "can't use empty start_parameter"),
        (
            {"button": {"text": "Join", "start_parameter": "x" * 65}},
            "too long start_parameter specified",
        ),
        (
            {"button": {"text": "Join", "start_parameter": "a b"}},
            "unallowed characters in start_parameter are used",
        ),
        (
            {"button": {"text": "Join"}},
            "can't parse inline query results button: "
            "InlineQueryResultsButton must have exactly one optional field",
        ),
        (
            {"button": {"start_parameter": "a"}},
            "can't parse inline query results button: Can't find field \"text\"",
        ),
    ],
)
async def test_bad_answers_are_refused_and_leave_the_query_open(
    sandbox: Sandbox, bot: Bot, parameters: Json, reason: str
) -> None:
    query = await sandbox.ask_inline(MARIA, "shelter")
    refusal = await bot.refused("answerInlineQuery", inline_query_id=query, **parameters)
    assert refusal == f"Bad Request: {reason}"
    await bot.ok("answerInlineQuery", inline_query_id=query)


async def test_only_what_was_found_by_oneself_can_be_chosen(sandbox: Sandbox, bot: Bot) -> None:
    query = await sandbox.ask_inline(MARIA, "shelter")
    with pytest.raises(ControlError, match="the bot has not answered"):
        await sandbox.choose_inline(MARIA, query, "1")
    await bot.ok("answerInlineQuery", inline_query_id=query, results=[article()])
    with pytest.raises(ControlError, match=r"the results are: 1 \(Shelters\)"):
        await sandbox.choose_inline(MARIA, query, "2")
    with pytest.raises(ControlError, match="has not asked this inline query"):
        await sandbox.choose_inline(ANDREW, query, "1")
    with pytest.raises(ControlError, match="there is no such inline query"):
        await sandbox.choose_inline(MARIA, "9", "1")


async def test_a_bot_without_inline_mode_is_not_searched_with() -> None:
    sandbox = Sandbox(TOKEN, PEOPLE, inline=False)
    assert sandbox.world.inline.offered is False
    with pytest.raises(ControlError, match="this bot has no inline mode"):
        await sandbox.ask_inline(MARIA, "shelter")
    await sandbox.stop()


async def test_get_me_tells_of_inline_mode(bot: Bot, remote: Remote) -> None:
    assert (await bot.ok("getMe"))["supports_inline_queries"] is True
    assert (await remote.get("state"))["bot"]["supports_inline_queries"] is True


async def test_the_same_over_http(bot: Bot, remote: Remote) -> None:
    said = await remote.post(f"people/{MARIA}/send", text="/start")
    asked = await remote.post(f"people/{MARIA}/inline", query="shelter")
    number = asked["inline_query_id"]
    assert asked == {"inline_query_id": number, "person_id": MARIA, "answer": None}
    assert await remote.get(f"inline/{number}") == asked
    async with remote.session.get(f"{remote.url}/sandbox/events") as stream:
        await stream.content.readuntil(b"\n\n")
        button = {"text": "Join", "start_parameter": "abc"}
        answer = {"results": [article()], "cache_time": 0, "is_personal": True, "button": button}
        await bot.ok("answerInlineQuery", inline_query_id=number, **answer)
        event = json.loads((await stream.content.readuntil(b"\n\n")).removeprefix(b"data: "))
    found = await remote.get(f"inline/{number}?timeout=5")
    assert event == {"event": "inline", **found}
    result = {"id": "1", "title": "Shelters", "description": "", "text": "two shelters"}
    assert found["answer"] == {
        "results": [{**result, "entities": []}],
        "cache_time": 0,
        "is_personal": True,
        "next_offset": "",
        "button": button,
    }
    reply_to = said["messages"][0]["message_id"]
    chosen = {"inline_query_id": number, "result_id": "1", "reply_to": reply_to}
    sent = await remote.post(f"people/{MARIA}/choose", **chosen)
    assert sent["messages"][0]["reply_to_message"]["text"] == "/start"
    unknown = await remote.call("GET", "inline/9?timeout=1")
    assert unknown == (404, {"error": "there is no such inline query"})


async def test_an_independent_client_answers(sandbox: Sandbox) -> None:
    async with telegram.Bot(TOKEN, f"{sandbox.url}/bot") as client:
        assert client.supports_inline_queries
        number = await sandbox.ask_inline(MARIA, "shelter")
        (update,) = await client.get_updates(timeout=5)
        assert update.inline_query is not None
        content = telegram.InputTextMessageContent("<i>two</i>", parse_mode="HTML")
        result = telegram.InlineQueryResultArticle("1", "Shelters", content, description="two")
        button = telegram.InlineQueryResultsButton("Join", start_parameter="abc")
        await update.inline_query.answer([result], cache_time=0, is_personal=True, button=button)
    answer = await sandbox.inline_answer(number)
    assert (answer.result("1").description, answer.result("1").text) == ("two", "two")
    assert answer.button == {"text": "Join", "start_parameter": "abc"}
    assert sandbox.journal.violations() == []
