"""Old, forged and doubled taps: never silence, never a wrong effect."""

from __future__ import annotations

import pytest

from storage import submissions
from storage.tables import drafts
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE, SECRETARIAT

TO_STATUS = """
    Delegate: /report
    …
    Delegate: 28
    …
"""
TO_REVIEW = (
    TO_STATUS
    + """
    Delegate taps [Planned]
    …
    Delegate: We plan two shelters.
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


async def test_a_stale_button_brings_back_the_open_question(chat: Chat) -> None:
    await chat(TO_STATUS)
    await chat("""
        Delegate: Planned
        Bot → Delegate: … What was done? · 5/10 …
        Delegate taps the old [Done]
        Bot → Delegate: … What was done? · 5/10 … [Save and leave]
    """)


async def test_a_button_of_another_draft_brings_back_the_open_question(chat: Chat) -> None:
    await chat(TO_STATUS)
    await chat("""
        Delegate: /practice
        Bot → Delegate: … What is the practice called? · 1/16 …
        Delegate taps the old [Planned]
        Bot → Delegate: That button is no longer in use. / What is the practice called? · 1/16 …
    """)


async def test_a_button_of_what_was_sent_gives_the_number_again(chat: Chat) -> None:
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: … CAM/2026-27/PR-0001. …
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / …
        Delegate taps the old [✎ What was done]
        Bot → Delegate: This was received under number CAM/2026-27/PR-0001. / What would you like to do? …
    """)


async def test_a_double_tap_on_send_sends_once(chat: Chat, house: House) -> None:
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send] twice
        Bot → Delegate: … CAM/2026-27/PR-0001. …
        Bot → Delegate: This was received under number CAM/2026-27/PR-0001. / What would you like to do? …
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / …
    """)
    assert len(await house.look(submissions.submissions_sent)) == 1


async def test_a_double_tap_on_an_answer_answers_once(chat: Chat, house: House) -> None:
    await chat(TO_STATUS)
    await chat("""
        Delegate taps [Planned] twice
        Bot → Delegate: … What was done? · 5/10 …
        Bot → Delegate: … What was done? · 5/10 …
    """)


async def test_what_was_thrown_away_stays_away(chat: Chat) -> None:
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Discard]
        Bot → Delegate (edited): Discard this draft? / … [Yes, discard] [No, keep it]
        Delegate taps [Yes, discard]
        Bot → Delegate: The draft was discarded. …
        Delegate taps the old [Send]
        Bot → Delegate: That button is no longer in use. / …
    """)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "f:1:status:planned",
        "f:1:_review:_send",
        "g:1:yes",
        "r:1:1:nothing",
        "m:export",
        "l:xx.AAAAAAAA",
        "m:export.AAAAAAAA",
        ".",
        "..",
        "f:::.",
        "🙂" * 16,
        "\x00",
        "a" * 64,
        "'; DROP TABLE drafts; --",
        "{0}{name}%s",
    ],
)
async def test_a_forged_button_does_nothing(chat: Chat, house: House, data: str) -> None:
    await chat(TO_STATUS)
    before = await state(house)
    await chat.sandbox.tap_data(DELEGATE.id, data)
    await chat.catch_up()
    await chat("Bot → Delegate: That button is no longer in use. …")
    assert await state(house) == before


async def state(house: House) -> list[object]:
    return await house.look(lambda c: [tuple(row) for row in c.execute(drafts.select())])


async def test_another_persons_button_does_nothing(chat: Chat, house: House) -> None:
    """Also when its data is exactly what the bot gave to somebody else."""
    await chat(TO_REVIEW)
    _, _, send = chat.button(DELEGATE.id, "Send")
    for thief in (COLLEAGUE, SECRETARIAT):
        await chat.sandbox.send(thief.id, "/help")
        await chat.catch_up()
        await chat("…")
        await chat.sandbox.tap_data(thief.id, send)
        await chat.catch_up()
        await chat(f"Bot → {thief.called}: That button is no longer in use. …")
    assert await house.look(submissions.submissions_sent) == []


async def test_a_button_seen_in_a_group_does_nothing_there(chat: Chat, house: House) -> None:
    await chat(TO_REVIEW)
    _, _, send = chat.button(DELEGATE.id, "Send")
    place = chat.sandbox.make_group("Delegates", [DELEGATE.id, COLLEAGUE.id])
    chat.chats["the group"] = place
    await chat.catch_up()
    await chat("…")
    await chat.sandbox.tap_data(COLLEAGUE.id, send, chat_id=place)
    await chat.sandbox.tap_data(DELEGATE.id, send, chat_id=place)
    await chat.catch_up()
    await chat("…")
    assert await house.look(submissions.submissions_sent) == []


async def test_every_button_carries_sixty_four_bytes_at_most(chat: Chat) -> None:
    await chat(TO_REVIEW)
    await chat("""
        Secretariat: /invite
        …
        Chair: /export
        …
    """)
    carried = [data for known in chat.buttons.values() for _, _, data in known if data]
    assert len(carried) > 50
    assert max(len(data.encode()) for data in carried) <= 64


async def test_every_tap_is_answered_so_that_its_spinner_stops(chat: Chat) -> None:
    await chat(TO_STATUS)
    query = await chat.sandbox.tap(DELEGATE.id, "Planned")
    forged = await chat.sandbox.tap_data(DELEGATE.id, "nonsense")
    await chat.catch_up()
    await chat("…")
    assert query is not None
    assert chat.sandbox.answer(query) is not None
    assert chat.sandbox.answer(forged) is not None
