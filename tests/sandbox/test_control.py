"""The HTTP control interface, as tests of the product use it."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from sandbox import Sandbox
from tests.sandbox.conftest import ANDREW, MARIA, Bot, Json, Remote

MARKUP = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
LINK = "https://t.me/enlace_sandbox_bot?start=abc"


async def test_people_are_made_and_listed(remote: Remote) -> None:
    made = await remote.post("people", first_name="Rosa", title="Diaspora network", started=True)
    assert (made["id"], made["name"]) == (1003, "Rosa")
    people = (await remote.get("people"))["people"]
    assert [(person["name"], person["started"]) for person in people] == [
        ("María López", False),
        ("Andrew", False),
        ("Rosa", True),
    ]


async def test_a_conversation_is_written_down_line_by_line(bot: Bot, remote: Remote) -> None:
    said = await remote.post(f"people/{MARIA}/send", text="/start")
    await bot.ok("sendMessage", chat_id=MARIA, text="Hello\n\nSure?", reply_markup=MARKUP)
    reply_to = said["messages"][0]["message_id"]
    await remote.post(f"people/{MARIA}/send", text="so so", reply_to=reply_to)
    everything = await remote.get(f"chats/{MARIA}/transcript")
    assert everything.splitlines() == [
        "María López: /start",
        "Bot: Hello / Sure? [Yes]",
        'María López (reply to "/start"): so so',
    ]
    since = said["version"]
    newer = await remote.get(f"chats/{MARIA}/transcript?since={since}&format=json")
    assert [message["from_bot"] for message in newer["messages"]] == [True, False]


async def test_tapping_by_label_by_number_and_forged(bot: Bot, remote: Remote) -> None:
    await remote.post(f"people/{MARIA}/send", text="/start")
    await bot.ok("sendMessage", chat_id=MARIA, text="Sure?", reply_markup=MARKUP)
    await bot.updates()
    tapped = await remote.post(f"people/{MARIA}/tap", label="Yes")
    await remote.post(f"people/{MARIA}/tap", index=0)
    await remote.post(f"people/{MARIA}/tap", data="forged", message_id=77)
    updates = await bot.updates()
    assert [update["callback_query"]["data"] for update in updates] == ["y", "y", "forged"]
    assert updates[2]["callback_query"]["message"]["date"] == 0
    number = tapped["callback_query_id"]
    assert (await remote.get(f"callbacks/{number}"))["answer"] is None
    await bot.ok("answerCallbackQuery", callback_query_id=number, text="Thanks")
    assert (await remote.get(f"callbacks/{number}"))["answer"]["text"] == "Thanks"


async def test_tapping_a_deep_link_starts_the_chat(bot: Bot, remote: Remote) -> None:
    await remote.post(f"people/{MARIA}/open", url=LINK)
    button = {"inline_keyboard": [[{"text": "Join", "url": LINK}]]}
    await bot.ok("sendMessage", chat_id=MARIA, text="Join", reply_markup=button)
    await remote.post(f"people/{MARIA}/tap", label="Join")
    texts = [update["message"]["text"] for update in await bot.updates()]
    assert texts == ["/start abc", "/start abc"]
    other = await remote.post(f"people/{MARIA}/open", url="https://example.org/")
    assert other["messages"] == []


async def test_files_are_sent_as_multipart_several_as_an_album(bot: Bot, remote: Remote) -> None:
    form = aiohttp.FormData()
    form.add_field("kind", "document")
    form.add_field("caption", "two files")
    form.add_field("file", b"one", filename="1.txt")
    form.add_field("file", b"two", filename="2.txt")
    url = f"{remote.url}/sandbox/people/{MARIA}/file"
    async with remote.session.post(url, data=form) as answer:
        sent = (await answer.json())["messages"]
    first, second = (update["message"] for update in await bot.updates())
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], second["document"]["file_name"]) == ("two files", "2.txt")
    file_id = sent[1]["document"]["file_id"]
    assert await remote.get(f"files/{file_id}") == "two"


async def test_voice_edit_forward_block_and_unblock(bot: Bot, remote: Remote) -> None:
    person = f"people/{MARIA}"
    voice = await remote.post(f"{person}/voice", seconds=4)
    said = await remote.post(f"{person}/send", text="teh")
    number = said["messages"][0]["message_id"]
    await remote.post(f"{person}/edit", message_id=number, text="the")
    await remote.post(f"{person}/forward", message_id=number)
    await remote.post(f"{person}/block")
    status, refusal = await remote.call("POST", f"{person}/send", text="hello?")
    assert (status, "unblock first" in refusal["error"]) == (409, True)
    await remote.post(f"{person}/unblock")
    updates = await bot.updates()
    kinds = [next(key for key in update if key != "update_id") for update in updates]
    assert kinds == [
        "message",
        "message",
        "edited_message",
        "message",
        "my_chat_member",
        "my_chat_member",
    ]
    assert voice["messages"][0]["voice"]["duration"] == 4
    assert updates[2]["edited_message"]["text"] == "the"
    assert updates[3]["message"]["forward_origin"]["type"] == "user"


async def test_waiting_ends_when_the_message_comes(bot: Bot, remote: Remote) -> None:
    said = await remote.post(f"people/{MARIA}/send", text="/start")
    wait = asyncio.create_task(
        remote.post("wait", person=MARIA, text="Sure", button="Yes", since=said["version"])
    )
    await bot.ok("sendMessage", chat_id=MARIA, text="Sure?")
    await bot.ok("sendMessage", chat_id=MARIA, text="Sure??", reply_markup=MARKUP)
    assert (await wait)["text"] == "Sure??"


async def test_waiting_in_vain_shows_the_chat(remote: Remote) -> None:
    await remote.post(f"people/{MARIA}/send", text="/start")
    status, refusal = await remote.call("POST", "wait", person=MARIA, text="x", timeout=0)
    assert status == 408
    assert refusal["error"].endswith("the chat shows:\nMaría López: /start")


async def test_groups_are_made_of_people(bot: Bot, remote: Remote) -> None:
    group = await remote.post("groups", title="Delegates", members=[MARIA, ANDREW])
    await remote.post(f"people/{ANDREW}/send", text="hello", chat_id=group["id"])
    update = (await bot.updates())[-1]
    assert (update["message"]["chat"], update["message"]["from"]["id"]) == (group, ANDREW)


async def test_faults_latency_and_journal(bot: Bot, remote: Remote) -> None:
    made = await remote.post("faults", status=500, times=None, method="getMe")
    assert (await bot.call("getMe"))[0] == 500
    await remote.post("latency", ms=1)
    listed = await remote.get("faults")
    assert (listed["faults"][0]["id"], listed["latency_ms"]) == (made["id"], 1)
    await remote.call("DELETE", f"faults/{made['id']}")
    await bot.ok("getMe")
    journal = await remote.get("journal?method=getMe&status=200")
    assert [call["status"] for call in journal["calls"]] == [200]
    assert journal["counts"] == {"getMe": 2}
    await bot.call("sendTelepathy")
    violations = await remote.get("violations")
    assert violations["calls"][0]["violations"] == ["unknown method sendTelepathy"]
    await remote.call("DELETE", "journal")
    assert (await remote.get("journal"))["calls"] == []


async def test_the_clock_moves_dates_and_waits_for_the_host(
    sandbox: Sandbox, bot: Bot, remote: Remote
) -> None:
    seen: list[datetime] = []
    due = datetime(2031, 2, 3, 14, tzinfo=UTC)

    async def tick() -> None:
        seen.append(sandbox.clock.now())

    async def next_reminder() -> datetime | None:
        return due

    status, refusal = await remote.call("POST", "clock", next=True)
    assert (status, refusal["error"]) == (409, "nobody knows when the next reminder is due")
    sandbox.on_clock_moved = tick
    sandbox.next_reminder = next_reminder
    assert (await remote.get("clock"))["next_reminder"] == due.isoformat()
    await remote.post("clock", next=True)
    await remote.post("clock", days=1, hours=1)
    assert [moment - due < timedelta(minutes=1) for moment in seen] == [True, False]
    assert seen[1] - seen[0] >= timedelta(days=1, hours=1)
    await remote.post("clock", to="2032-01-01T00:00:00+00:00")
    said = await remote.post(f"people/{MARIA}/send", text="happy new year")
    assert datetime.fromtimestamp(said["messages"][0]["date"], UTC).year == 2032


async def test_updates_are_injected_raw_and_again(bot: Bot, remote: Remote) -> None:
    await remote.post("updates", update={"update_id": 3, "message": {}}, times=2)
    assert (await remote.get("updates"))["pending"] == 2
    assert [update["update_id"] for update in await bot.updates()] == [3, 3]
    await remote.post(f"people/{MARIA}/send", text="once")
    seen = await bot.updates()
    await bot.updates(timeout=0)
    assert await remote.post("redeliver", last=1, percent=0) == {"percent": 0, "again": 1}
    assert await bot.updates() == seen


async def test_the_event_stream_tells_what_happens(sandbox: Sandbox, remote: Remote) -> None:
    async with remote.session.get(f"{remote.url}/sandbox/events") as stream:
        assert await stream.content.readuntil(b"\n\n") == b": here\n\n"
        await sandbox.send(MARIA, "hello")
        event = json.loads((await stream.content.readuntil(b"\n\n")).removeprefix(b"data: "))
        assert (event["event"], event["message"]["text"]) == ("message", "hello")
    state = await remote.get("state")
    assert [chat["started"] for chat in state["chats"]] == [True, False]


@pytest.mark.parametrize(
    ("verb", "path", "body", "status", "error"),
    [
        ("POST", "people/9/send", {"text": "a"}, 404, "there is no person 9"),
        ("POST", "people/x/send", {"text": "a"}, 400, "'id' must be a whole number"),
        ("POST", f"people/{MARIA}/send", {"text": 5}, 400, "'text' must be a text"),
        ("POST", f"people/{MARIA}/send", {"text": ""}, 400, "there is nothing to send"),
        ("POST", f"people/{MARIA}/file", {}, 400, "files come as multipart/form-data"),
        ("POST", f"people/{MARIA}/edit", {"message_id": "1"}, 400, "'message_id' must be a number"),
        ("POST", "people", {"id": -5}, 400, "a person's id is a positive number and not the bot's"),
        ("POST", "groups", {"members": ["x"]}, 400, "'members' must be a whole number"),
        (
            "POST",
            "people",
            {"first_name": 5},
            400,
            "everything about a person but the id is a text",
        ),
        ("POST", "faults", {"times": "x"}, 400, "'times' must be a whole number"),
        ("POST", "groups", {"members": []}, 400, "'members' must be a list of people's ids"),
        ("GET", "chats/9/transcript", {}, 404, "there is no chat 9"),
        ("GET", "callbacks/9", {}, 404, "there is no such callback query"),
        ("GET", "files/9", {}, 404, "there is no such file"),
        ("POST", "faults", {"knd": "error"}, 400, "a fault has no knd"),
        (
            "POST",
            "clock",
            {"to": "tomorrow"},
            400,
            "'to' must be a date and time with a zone, such as 2026-02-03T09:00:00-05:00",
        ),
        ("POST", "updates", {}, 400, "'update' must be an object"),
        ("GET", "nowhere", {}, 404, "nothing at GET /sandbox/nowhere"),
    ],
)
async def test_refusals_say_what_was_wrong(
    remote: Remote, verb: str, path: str, body: Json, status: int, error: str
) -> None:
    assert await remote.call(verb, path, **body) == (status, {"error": error})


async def test_other_sites_pages_may_not_call(remote: Remote) -> None:
    url = f"{remote.url}/sandbox/people"
    async with remote.session.get(url, headers={"Origin": "https://example.org"}) as answer:
        assert answer.status == 403


def test_every_route_is_documented(sandbox: Sandbox) -> None:
    text = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text("utf-8")
    for _, pattern in sandbox._control.routes.paths():
        path = re.sub(r"\(\?P<\w+>[^)]*\)", "{id}", pattern)
        documented = path.replace("files/{id}", "files/{file_id}")
        assert documented in text or f"/{path.rpartition('/')[2]}`" in text, path
