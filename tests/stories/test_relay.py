"""What the relay does when Telegram refuses, breaks, hangs or asks to wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sandbox import Fault
from services.delivery import Limits
from storage.tables import outbox, participants
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, COLLEAGUE, DELEGATE, Character

HELP = "What would you like to do?"


async def ask(chat: Chat, who: Character = DELEGATE) -> None:
    """Let somebody ask for help, and wait until nothing more is due."""
    await chat.sandbox.send(who.id, "/help")
    await chat.house.settle()


def helps(chat: Chat, who: Character = DELEGATE) -> int:
    """How many answers have arrived."""
    return sum(m.from_bot and HELP in m.text for m in chat.sandbox.messages(who.id))


async def statuses(house: House) -> list[str]:
    return await house.look(lambda c: [row.status for row in c.execute(outbox.select())])


async def test_retry_after_is_obeyed_by_every_chat(chat: Chat, house: House) -> None:
    chat.sandbox.faults.add(Fault(status=429, retry_after=30, method="sendMessage"))
    await ask(chat)
    await ask(chat, CHAIR)
    assert [e.status for e in chat.sandbox.journal.calls("sendMessage")] == [429]
    assert helps(chat) == helps(chat, CHAIR) == 0
    await house.pass_over(29)
    await house.settle()
    assert helps(chat) == helps(chat, CHAIR) == 0
    await house.pass_over(2)
    await house.settle()
    assert helps(chat) == helps(chat, CHAIR) == 1


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(kind="html", status=500, method="sendMessage", times=3), id="500"),
        pytest.param(Fault(kind="html", method="sendMessage", times=3), id="502"),
        pytest.param(Fault(kind="reset", method="sendMessage", times=3), id="reset"),
        pytest.param(Fault(status=500, method="sendMessage", times=3), id="error 500"),
    ],
)
async def test_what_was_not_taken_is_sent_again_and_arrives_once(
    chat: Chat, house: House, fault: Fault
) -> None:
    chat.sandbox.faults.add(fault)
    await ask(chat)
    for _ in range(4):
        await house.pass_over(61)
        await house.settle()
    assert helps(chat) == 1
    assert set(await statuses(house)) == {"sent"}


@pytest.mark.parametrize("kind", ["truncated", "empty"])
async def test_an_answer_that_breaks_off_costs_one_copy_at_most(
    chat: Chat, house: House, kind: str
) -> None:
    chat.sandbox.faults.add(Fault(kind=kind, method="sendMessage"))  # type: ignore[arg-type]
    await ask(chat)
    for _ in range(3):
        await house.pass_over(61)
        await house.settle()
    assert 1 <= helps(chat) <= 2
    assert set(await statuses(house)) == {"sent"}


async def test_an_answer_that_never_comes_costs_one_copy_at_most(chat: Chat, house: House) -> None:
    house.app.bot._request[1]._read_timeout = 0.2  # type: ignore[attr-defined]
    chat.sandbox.faults.add(Fault(kind="hang", method="sendMessage", seconds=1.0))
    await ask(chat)
    for _ in range(3):
        await house.pass_over(61)
        await house.settle()
    assert helps(chat) == 2
    assert set(await statuses(house)) == {"sent"}


TO_TAP = """
    Delegate: /report
    …
    Delegate: 28
    …
"""


async def test_not_modified_is_as_good_as_done(chat: Chat, house: House) -> None:
    await chat(TO_TAP)
    chat.sandbox.faults.add(
        Fault(
            status=400,
            method="editMessageText",
            description="Bad Request: message is not modified: specified new message content "
            "and reply markup are exactly the same as a current content",
        )
    )
    await chat("""
        Delegate taps [Planned]
        Bot → Delegate: … What was done? · 5/10 …
    """)
    assert set(await statuses(house)) == {"sent"}


@pytest.mark.parametrize("why", ["message to edit not found", "message can't be edited"])
async def test_what_cannot_be_edited_comes_as_a_new_message(
    chat: Chat, house: House, why: str
) -> None:
    await chat(TO_TAP)
    chat.sandbox.faults.add(
        Fault(status=400, method="editMessageText", description=f"Bad Request: {why}")
    )
    await chat("""
        Delegate taps [Planned]
        Bot → Delegate: Where does it stand? / ✓ Planned
        Bot → Delegate: … What was done? · 5/10 …
    """)
    assert set(await statuses(house)) == {"sent"}


async def test_markup_that_is_refused_goes_out_plain(chat: Chat, house: House) -> None:
    chat.sandbox.faults.add(
        Fault(
            status=400,
            method="sendMessage",
            description="Bad Request: can't parse entities: Unsupported start tag",
        )
    )
    await ask(chat)
    assert any(HELP in m.text for m in chat.sandbox.messages(DELEGATE.id) if m.from_bot)
    assert set(await statuses(house)) == {"sent"}


async def test_a_refusal_of_another_kind_is_noted_and_blocks_nothing(
    chat: Chat, house: House
) -> None:
    chat.sandbox.faults.add(Fault(status=400, method="sendMessage"))
    await ask(chat)
    await ask(chat)
    assert helps(chat) == 1
    assert sorted(await statuses(house)) == ["failed", "sent"]


async def test_a_token_refused_pauses_everything_and_loses_nothing(
    chat: Chat, house: House
) -> None:
    chat.sandbox.faults.add(Fault(status=401, method="sendMessage", times=3))
    await ask(chat)
    await ask(chat, CHAIR)
    assert helps(chat) == helps(chat, CHAIR) == 0
    assert set(await statuses(house)) == {"new"}
    for _ in range(5):
        await house.pass_over(16)
        await house.settle()
    assert helps(chat) == helps(chat, CHAIR) == 1


async def unreachable(house: House) -> list[int]:
    return await house.look(
        lambda c: [
            row.telegram_id
            for row in c.execute(participants.select())
            if row.unreachable_since is not None
        ]
    )


async def test_somebody_who_has_blocked_the_bot_is_reminded_when_they_are_back(
    chat: Chat, house: House
) -> None:
    await chat("Delegate blocks the bot")
    await house.settle()
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Colleague: Progress of the Program and SICREMI / …
        Bot → Organ: Progress of the Program and SICREMI / …
    """)
    assert await unreachable(house) == [DELEGATE.id]
    await house.pass_over(3600)
    await house.settle()
    assert chat.sandbox.journal.calls("sendMessage", chat_id=DELEGATE.id) == []
    await chat("Delegate unblocks the bot")
    await house.settle()
    await house.tick()
    await house.settle()
    titles = [message.text.splitlines()[0] for message in chat.sandbox.messages(DELEGATE.id)]
    assert titles == ["Progress of the Program and SICREMI"]
    assert await unreachable(house) == []


async def test_a_403_sets_aside_what_waits_until_they_write_again(chat: Chat, house: House) -> None:
    chat.sandbox.faults.add(Fault(status=403, chat_id=DELEGATE.id, times=None))
    await ask(chat)
    assert await unreachable(house) == [DELEGATE.id]
    assert await statuses(house) == ["parked"]
    chat.sandbox.faults.clear()
    await ask(chat)
    assert helps(chat) == 2
    assert await unreachable(house) == []


async def test_a_403_costs_one_attempt_whatever_rounds_follow(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE)
    empty_chat.sandbox.faults.add(Fault(status=403, chat_id=DELEGATE.id, times=None))
    for days in (7, 3, 1):
        await empty_chat(f"({days} days before the February meeting, 09:00 in Guatemala)")
        await house.pass_over(3600)
        await house.settle()
    calls = empty_chat.sandbox.journal.calls(chat_id=DELEGATE.id)
    assert [(call.method, call.status) for call in calls] == [("sendMessage", 403)]
    assert await unreachable(house) == [DELEGATE.id]
    assert set(await statuses(house)) == {"void"}


async def test_replies_go_before_reminders(chat: Chat, house: House) -> None:
    chat.sandbox.faults.add(Fault(status=429, retry_after=30, method="sendMessage"))
    await ask(chat, CHAIR)
    await chat.sandbox.clock.move_to(datetime(2027, 2, 9, 15, tzinfo=UTC))
    await ask(chat, COLLEAGUE)
    await house.pass_over(31)
    await house.settle()
    sent = [e.chat_id for e in chat.sandbox.journal.calls("sendMessage", status=200)]
    assert sent[:2] == [CHAIR.id, COLLEAGUE.id]
    assert COLLEAGUE.id in sent[2:]


@pytest.mark.parametrize("switch", ["on", "off"])
async def test_the_operator_decides_whether_reminders_are_paid_for(
    chat: Chat, house: House, switch: str
) -> None:
    """What is set reaches the relay; replies are free of charge in any case."""
    await house.close()
    on = replace(house.settings, paid_broadcast=switch == "on")
    another = House(on, house.sandbox, None)
    await another.open()
    await another.settle()
    await house.sandbox.send(DELEGATE.id, "/help")
    await house.sandbox.clock.move_to(datetime(2027, 2, 9, 15, tzinfo=UTC))
    await another.settle()
    await another.close()
    calls = house.sandbox.journal.calls("sendMessage", chat_id=DELEGATE.id, status=200)
    said = {
        "What would you like" in str(call.parameters["text"]): call.parameters.get(
            "allow_paid_broadcast"
        )
        for call in calls
    }
    assert said == {True: None, False: "true" if switch == "on" else None}


class TestLimits:
    """With the limits the product really keeps."""

    @pytest.fixture
    def limits(self) -> Limits:
        return Limits()

    async def test_a_burst_to_many_chats_breaks_none_of_telegrams_limits(
        self, chat: Chat, house: House
    ) -> None:
        crowd = [Character(f"P{n}", 3000 + n, "P", str(n), CHAIR.role) for n in range(60)]
        await house.let_in(*crowd)
        for each in crowd:
            await chat.sandbox.send(each.id, "/help")
        for _ in range(5):
            await chat.sandbox.send(DELEGATE.id, "/help")
        await house.settle()
        assert helps(chat) == 5
        assert all(helps(chat, each) == 1 for each in crowd)
        assert [e.violations for e in chat.sandbox.journal.violations()] == []


async def test_a_tap_that_is_too_old_to_be_answered_still_counts(chat: Chat) -> None:
    chat.sandbox.faults.add(
        Fault(
            status=400,
            method="answerCallbackQuery",
            times=None,
            description="Bad Request: query is too old and response timeout expired or query id "
            "is invalid",
        )
    )
    await chat(TO_TAP)
    await chat("""
        Delegate taps [Planned]
        Bot → Delegate: … What was done? · 5/10 …
    """)
