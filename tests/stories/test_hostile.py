"""What a person typed reaches every export unchanged and is executed nowhere."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from export.csv_zip import original
from storage import submissions
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, NETWORK, SECRETARIAT, Character
from tests.stories.papers import pulled, rows_of_csv, rows_of_json, sheets_of, under_headings

HOSTILE = {
    "done": '=HYPERLINK("https://evil.example","tap")',
    "results": "<b>bold</b> </a> <a href='tg://user?id=1'>me</a> &lt;script&gt;alert(1)&lt;/script&gt;",
    "partners": "{{7*7}} {% for x in y %} ${HOME} {0} {name} %s %(name)s #{x} __import__('os')",
    "funding": "@SUM(1+1)*cmd|' /C calc'!A0",
    "obstacles": "-2+3 الجملة العربية \u202eright to left\u202c 中文 हिन्दी",
    "needs": "👩‍👩‍👧‍👦 flags 🇬🇹🇸🇻, astral 𝕬𝖇𝖈, combining Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "next": "+1-202-555-0100\nsecond line\r\n\tthird \x0b with \x1b[31mcontrol\x1b[0m marks",
}
ORDER = (
    "results",
    "people",
    "levels",
    "partners",
    "funding",
    "obstacles",
    "needs",
    "next",
    "objectives",
    "links",
    "attachments",
    "note",
)
TO_DONE = """
    Delegate: /report
    …
    Delegate: 28
    …
    Delegate taps [Under way]
    …
"""


async def answer_everything(chat: Chat, answers: Mapping[str, str]) -> None:
    """Give the answers wherever a text is asked, and skip the rest, up to the review."""
    await chat(TO_DONE)
    await say(chat, answers["done"])
    await chat("""
        Delegate taps [Yes]
        …
    """)
    for key in ORDER:
        await say(chat, answers.get(key, "/skip"))
    await chat("""
        Delegate taps [María López]
        …
        Delegate taps [Public]
        …
        Delegate taps [I confirm]
        …
    """)


async def say(chat: Chat, text: str) -> None:
    await chat.sandbox.send(DELEGATE.id, text)
    await chat.catch_up()
    await chat("…")


async def test_hostile_answers_reach_review_and_exports_unchanged(chat: Chat, house: House) -> None:
    await answer_everything(chat, HOSTILE)
    review = chat.sandbox.messages(DELEGATE.id)[-1].text
    for text in HOSTILE.values():
        assert shown(text) in shown(review)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: … CAM/2026-27/PR-0001. …
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / …
    """)
    (sent,) = await house.look(submissions.submissions_sent)
    for key, text in HOSTILE.items():
        assert sent.answers[key] == text.strip()
    await the_exports_have_it(chat)
    refused = [e for e in chat.sandbox.journal if e.status == 400]
    assert refused == []


def shown(text: str) -> str:
    """Text as Telegram shows it: without the marks it removes, white space folded."""
    kept = (c if c >= " " else " " for c in text if not "\u2028" <= c <= "\u202e")
    return " ".join("".join(kept).split())


async def the_exports_have_it(chat: Chat) -> None:
    sheets = sheets_of(await pulled(chat, CHAIR, "XLSX"))
    (row,) = under_headings(sheets["Activity progress"], "Number")
    csv_rows = rows_of_csv(await pulled(chat, CHAIR, "CSV"), "activity_progress")
    (json_row,) = rows_of_json(await pulled(chat, CHAIR, "JSON"), "activity_progress")
    in_csv = {original(value) for value in csv_rows[0].values()}
    for key, text in HOSTILE.items():
        assert json_row[key] == text
        assert text in in_csv
        assert text in row.values()


async def test_forty_thousand_characters_are_refused_as_one_and_nothing_is_lost(
    chat: Chat, house: House
) -> None:
    """The phone sends them as ten messages; the last one alone would fit, and is no answer."""
    await chat(TO_DONE)
    before = len(chat.sandbox.messages(DELEGATE.id))
    await chat.sandbox.send(DELEGATE.id, "𝕬 ñ word, " * 4_000)
    await chat.catch_up()
    await chat("""
        …
        (a moment later)
        …
    """)
    parts = chat.sandbox.messages(DELEGATE.id)[before:]
    assert len([each for each in parts if not each.from_bot]) > 8
    last = [each for each in parts if each.from_bot][-1]
    assert "please keep it under 2,000" in last.text
    assert "What was done?" in last.text
    await chat("""
        Delegate taps [◀ Back]
        Bot → Delegate (edited): Where does it stand? · 4/10 / Now: Under way …
    """)


async def test_a_text_at_its_limit_arrives_whole_in_a_review_of_several_messages(
    chat: Chat, house: House
) -> None:
    long = ("áé😀<&> " * 400)[:1999] + "."
    before = len(chat.sandbox.messages(DELEGATE.id))
    parts = dict.fromkeys(("results", "obstacles", "needs"), long[:1000])
    await answer_everything(chat, {"done": long, **parts})
    review = [m.text for m in chat.sandbox.messages(DELEGATE.id)[before:] if m.from_bot]
    assert shown(long)[:900] in shown(" ".join(review))
    assert [e for e in chat.sandbox.journal if e.status == 400] == []
    await chat("""
        Delegate taps [Send]
        …
    """)
    (sent,) = await house.look(submissions.submissions_sent)
    assert sent.answers["done"] == long


NAMES = [
    "<b>Bold</b> </a>",
    '<a href="tg://user?id=1">Chair</a>',
    "{title} {0} %s",
    "=1+1",
    "Red & Hermanos <i>",
    "\u202eevil\u202c",
]


@pytest.mark.parametrize("name", NAMES)
async def test_names_are_shown_literally_and_link_nowhere(empty_chat: Chat, name: str) -> None:
    chat = empty_chat
    impostor = Character("Network", NETWORK.id, name, "")
    chat.meet(impostor)
    await chat("""
        Secretariat: /start
        …
        Network: /register
        …
        Network taps [Diaspora network]
        …
    """)
    for answer in (name, "Guatemala", f"About {name}", "/skip", f"{name}, someone"):
        await chat.sandbox.send(NETWORK.id, answer)
        await chat.catch_up()
        await chat("…")
    await chat("""
        Network taps [Send]
        …
        Secretariat taps [Approve]
        …
    """)
    shows = [m for m in chat.sandbox.messages(SECRETARIAT.id) if shown(name) in shown(m.text)]
    assert shows
    made = {entity["type"] for message in shows for entity in message.entities}
    assert made.isdisjoint({"text_link", "text_mention", "italic"})
    assert [e for e in chat.sandbox.journal if e.status == 400] == []
    told = [m.text for m in chat.sandbox.messages(NETWORK.id) if m.from_bot]
    assert any(shown(name) in shown(text) for text in told)


@pytest.mark.parametrize("text", ["\u200b\u200b", "\u2060", "\u00ad"])
async def test_nothing_visible_is_no_answer(chat: Chat, text: str) -> None:
    await chat(TO_DONE)
    await chat.sandbox.send(DELEGATE.id, text)
    await chat.catch_up()
    await chat(
        "Bot → Delegate: Please write an answer; this message is empty. / What was done? · 5/10 …"
    )
