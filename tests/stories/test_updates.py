"""Updates that come twice, in the wrong order, after a restart, broken, or of another kind."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from storage import submissions
from storage.tables import drafts, inbox
from tests.chat import Chat
from tests.house import House
from tests.people import DELEGATE
from tests.stories.test_buttons import TO_REVIEW, TO_STATUS


def text_of(chat: Chat, text: str, message_id: int, **more: int) -> dict[str, Any]:
    """A raw update with a text from the delegate."""
    world = chat.sandbox.world
    return {
        "message": {
            "message_id": message_id,
            "date": world.date(),
            "chat": world.chats[DELEGATE.id].face,
            "from": world.people[DELEGATE.id].user(),
            "text": text,
        },
        **more,
    }


async def test_what_is_delivered_again_has_its_effect_once(chat: Chat, house: House) -> None:
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send]
        …
    """)
    count, messages = await rows(house), len(chat.sandbox.messages(DELEGATE.id))
    assert chat.sandbox.redeliver(last=20) > 8
    await chat.catch_up()
    await chat("(1 minute later)")
    await house.restart()
    assert chat.sandbox.redeliver(last=20) > 8
    await chat.catch_up()
    await chat("(1 minute later)")
    assert await rows(house) == count
    assert len(chat.sandbox.messages(DELEGATE.id)) == messages
    assert len(await house.look(submissions.submissions_sent)) == 1


async def rows(house: House) -> int:
    return await house.look(lambda c: len(list(c.execute(select(inbox.c.id)))))


async def test_every_update_three_times_makes_one_conversation(chat: Chat, house: House) -> None:
    chat.sandbox.redeliver(percent=70)
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: … CAM/2026-27/PR-0001. …
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / …
    """)
    assert len(await house.look(submissions.submissions_sent)) == 1


async def test_inverted_updates_take_effect_in_their_order(chat: Chat, house: House) -> None:
    """Two answers come in one batch, the later one first."""
    await chat(TO_STATUS)
    first, second = 900_001, 900_002
    chat.sandbox.push_update(text_of(chat, "We plan two shelters.", 8002, update_id=second))
    chat.sandbox.push_update(text_of(chat, "planned", 8001, update_id=first))
    await chat.catch_up()
    await chat("…")
    (draft,) = await house.look(lambda c: list(c.execute(select(drafts.c.state))))
    assert draft.state["answers"]["status"] == "planned"
    assert draft.state["answers"]["done"] == "We plan two shelters."


async def test_an_update_that_comes_late_is_answered_as_what_it_is_now(
    chat: Chat, house: House
) -> None:
    """Its successor was handled before it came: no question is skipped, none answered twice."""
    await chat(TO_STATUS)
    chat.sandbox.push_update(text_of(chat, "planned", 8002, update_id=900_002))
    await chat.catch_up()
    await chat("Bot → Delegate: … What was done? · 5/10 …")
    chat.sandbox.push_update(text_of(chat, "28", 8001, update_id=900_001))
    await chat.catch_up()
    await chat("Bot → Delegate: … Would you like to add details? · 6/10 …")


@pytest.mark.parametrize("thing", ["sticker", "poll", "contact", "location", "video", "game"])
async def test_what_cannot_be_kept_is_told_and_the_question_asked_again(
    chat: Chat, thing: str
) -> None:
    await chat(TO_STATUS)
    await chat(f"""
        Delegate sends a {thing}
        Bot → Delegate: I cannot keep that kind of message. … / Where does it stand? · 4/10 …
    """)


async def test_what_cannot_be_kept_without_a_form_open(chat: Chat) -> None:
    await chat("""
        Delegate sends a sticker
        Bot → Delegate: I cannot keep that kind of message. … [Report progress] …
    """)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"message": {"text": "hi"}}, id="required fields missing"),
        pytest.param({"message": {"message_id": 1, "date": "soon", "chat": 7}}, id="wrong types"),
        pytest.param({"callback_query": {"id": "1"}}, id="a tap without a button"),
    ],
)
async def test_a_poison_update_is_put_aside_and_blocks_nothing(
    chat: Chat, house: House, broken: dict[str, dict[str, Any]]
) -> None:
    await chat(TO_STATUS)
    (kind,) = broken
    user = chat.sandbox.world.people[DELEGATE.id].user()
    chat.sandbox.push_update({kind: {**broken[kind], "from": user}})
    await chat.sandbox.send(DELEGATE.id, "planned")
    await chat.catch_up()
    await chat("""
        Bot → Delegate: Something went wrong on our side; …
        Bot → Delegate: … What was done? · 5/10 …
    """)
    (dead,) = await house.look(
        lambda c: list(c.execute(select(inbox).where(inbox.c.status == "dead")))
    )
    assert dead.fault
    assert "hi" not in dead.fault


@pytest.mark.parametrize("update", [{"strange_new_thing": {"id": 5}}, {"message": None}, {}])
async def test_an_update_of_a_kind_not_known_is_passed_over(
    chat: Chat, house: House, update: dict[str, Any]
) -> None:
    chat.sandbox.push_update(dict(update))
    await chat("""
        Delegate: /report
        Bot → Delegate: … Which activity …
    """)
    dead = await house.look(
        lambda c: list(c.execute(select(inbox).where(inbox.c.status == "dead")))
    )
    assert dead == []


async def test_half_a_megabyte_of_text_is_refused_as_too_long(chat: Chat) -> None:
    await chat(
        TO_STATUS
        + """
        Delegate: planned
        …
    """
    )
    chat.sandbox.push_update(text_of(chat, "x" * 500_000, 8001))
    await chat.catch_up()
    await chat("Bot → Delegate: That is 500,000 characters; please keep it under 2,000. …")


async def test_what_came_while_the_bot_was_down_is_answered_in_order(
    chat: Chat, house: House
) -> None:
    await chat(TO_STATUS)
    await house.close()
    for text in ("planned", "We plan two shelters.", "no"):
        await chat.sandbox.send(DELEGATE.id, text)
    await house.restart()
    await chat.catch_up()
    await chat("""
        Bot → Delegate: … What was done? · 5/10 …
        Bot → Delegate: … Would you like to add details? · 6/10 …
        Bot → Delegate: … Who can answer questions about this? · 7/10 …
    """)


async def test_an_early_tap_and_a_text_at_once(chat: Chat, house: House) -> None:
    """Telegram queues taps and messages apart; both come, one after the other."""
    await chat(TO_STATUS)
    await chat.sandbox.tap(DELEGATE.id, "Planned")
    await chat.sandbox.send(DELEGATE.id, "We plan two shelters.")
    await chat.catch_up()
    await chat("…")
    (draft,) = await house.look(lambda c: list(c.execute(select(drafts.c.state))))
    assert draft.state["answers"]["status"] == "planned"
    assert draft.state["answers"]["done"] == "We plan two shelters."
