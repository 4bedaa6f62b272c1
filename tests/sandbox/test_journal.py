"""The journal of calls and Telegram's limits."""

from __future__ import annotations

from sandbox import Sandbox
from sandbox.journal import Journal
from sandbox.limits import Limits
from tests.sandbox.conftest import MARIA, Bot, Seconds


async def test_every_call_is_in_the_journal(started: Sandbox, bot: Bot, seconds: Seconds) -> None:
    await bot.call("sendMessage", chat_id=MARIA, text="hello")
    seconds.now += 1
    await bot.call("sendMessage", chat_id=MARIA, text="")
    first, second = started.journal.calls("sendMessage", chat_id=MARIA)
    assert (first.status, second.status) == (200, 400)
    assert second.at - first.at == 1
    assert first.parameters == {"chat_id": MARIA, "text": "hello"}
    assert started.journal.calls(status=400) == [second]
    assert started.journal.calls(since=first.sequence) == [second]


async def test_unknown_methods_fail_loudly(sandbox: Sandbox, bot: Bot) -> None:
    status, body = await bot.call("sendTelepathy", thought="hello")
    assert (status, body) == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )
    (call,) = sandbox.journal.violations()
    assert call.violations == ("unknown method sendTelepathy",)


async def test_unknown_parameters_are_violations(started: Sandbox, bot: Bot) -> None:
    await bot.ok("sendMessage", chat_id=MARIA, text="hello", reply_to=1)
    (call,) = started.journal.violations()
    assert call.violations == ("unknown parameter reply_to of sendMessage",)


async def test_a_wrong_token_is_unauthorized(sandbox: Sandbox, bot: Bot) -> None:
    async with bot.session.get(f"{bot.url}/bot1:wrong/getMe") as answer:
        assert answer.status == 401
        assert (await answer.json())["description"] == "Unauthorized"
    assert [call.status for call in sandbox.journal] == [401]


async def test_messages_count_against_the_limits_and_answers_do_not(
    started: Sandbox, bot: Bot
) -> None:
    for number in range(6):
        await bot.ok("sendMessage", chat_id=MARIA, text=str(number))
        await bot.ok("sendChatAction", chat_id=MARIA, action="typing")
    assert started.journal.limits.breaches == 1
    (call,) = started.journal.violations()
    assert call.violations == (f"more than 1 message a second in private chat {MARIA}",)


def test_a_private_chat_takes_five_at_once_and_one_more_each_second() -> None:
    limits = Limits()
    assert [limits.check(1, 0.0) for _ in range(5)] == [()] * 5
    assert limits.check(1, 0.5) != ()
    assert limits.check(1, 1.6) == ()
    assert limits.check(2, 1.6) == ()
    assert limits.breaches == 1


def test_thirty_messages_fit_into_any_second() -> None:
    limits = Limits()
    assert [limits.check(chat, 0.5) for chat in range(1, 31)] == [()] * 30
    assert limits.check(31, 1.4) == ("more than 30 messages in one second",)
    assert limits.check(32, 1.5) == ()


def test_what_is_paid_for_has_a_higher_limit_that_all_messages_share() -> None:
    limits = Limits()
    assert [limits.check(chat, 0.5) for chat in range(1, 31)] == [()] * 30
    assert [limits.check(chat, 0.6, paid=True) for chat in range(31, 1001)] == [()] * 970
    assert limits.check(1001, 1.4, paid=True) == ("more than 1000 messages in one second",)
    assert limits.check(1002, 1.4) == ("more than 30 messages in one second",)
    assert limits.check(1003, 1.6, paid=True) == ()


def test_a_group_takes_twenty_a_minute() -> None:
    limits = Limits()
    assert [limits.check(-1, float(second)) for second in range(20)] == [()] * 20
    assert limits.check(-1, 59.9) == ("more than 20 messages a minute in group -1",)
    assert limits.check(-1, 61.0) == ()


def entry(journal: Journal, *, violations: tuple[str, ...] = ()) -> None:
    journal.write(
        "getMe",
        at=0.0,
        parameters={"a": 1},
        status=200,
        response=1,
        chat_id=None,
        violations=violations,
    )


def test_lighter_levels_keep_less_but_never_lose_violations() -> None:
    light, off = Journal(level="light"), Journal(level="off")
    for journal in (light, off):
        entry(journal)
        entry(journal, violations=("bad",))
    assert [call.parameters for call in light] == [{}, {}]
    assert len(off) == 0
    assert len(off.violations()) == 1
    assert off.counts["getMe"] == 2


def test_the_journal_forgets_the_oldest_and_what_it_is_told_to() -> None:
    journal = Journal(size=2)
    for _ in range(3):
        entry(journal)
    assert [call.sequence for call in journal] == [2, 3]
    journal.clear()
    assert (len(journal), journal.sequence) == (0, 3)
