"""How the secretariat hears of submissions: at once by day, or once a day; authors by day too."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from committee.submissions import SubmissionKind
from services import members_ending
from services.office import Transaction
from storage import people
from storage.tables import memberships
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, DEPUTY, ORGAN, Character
from tests.stories.review_scenes import PRACTICE, RED, letters_with, register, sent

NOT_ALLOWED = "That is reserved to others in the committee; …"
CHOOSES_DIGEST = """
    Secretariat: /news
    Bot → Secretariat: How would you like to hear of new submissions? / At present: at once, by day. [At once] [Once a day]
    Secretariat taps [Once a day]
    Bot → Secretariat (edited): From now on you hear of submissions once a day at 09:00 your time, if something has come. [At once] [Once a day] [What waits]
"""


async def at(house: House, day: int, hour: int, minute: int = 0) -> None:
    """Let it be that day of January in Washington, for the relay's waits as well."""
    before = house.clock.now()
    moment = datetime(2027, 1, day, hour, minute, tzinfo=ZoneInfo("America/New_York"))
    await house.sandbox.clock.move_to(moment)
    await house.pass_over((moment - before).total_seconds())


@pytest.mark.parametrize("who", [CHAIR, DELEGATE], ids=lambda who: who.called)
@pytest.mark.parametrize("command", ["/review", "/news"])
async def test_news_and_review_are_the_secretariats(
    chat: Chat, who: Character, command: str
) -> None:
    await chat(f"""
        {who.called}: {command}
        Bot → {who.called}: {NOT_ALLOWED}
    """)


async def test_who_chose_at_once_is_not_told_at_night(chat: Chat, house: House) -> None:
    await at(house, 20, 22)
    await sent(house, DELEGATE)
    await sent(house, ORGAN)
    await chat.catch_up()
    await at(house, 21, 7, 59)
    await chat("(1 minute later)")
    await at(house, 21, 8, 5)
    await chat.catch_up()
    await chat("""
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / …
        Bot → Secretariat: New: CAM/2026-27/PR-0002 / …
    """)


async def test_the_night_keeps_no_answer_waiting(chat: Chat, house: House) -> None:
    """What waits for the morning does not hold up what somebody asks for now."""
    await at(house, 20, 22)
    await sent(house, DELEGATE)
    await chat.catch_up()
    await chat("""
        Secretariat: /review
        Bot → Secretariat: What waits to be read: 1 / …
    """)


async def test_an_author_is_not_told_at_night(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await chat.catch_up()
    await chat("""
        …
        Secretariat taps [Open CAM/2026-27/PR-0001]
        …
    """)
    await at(house, 20, 22)
    await chat("""
        Secretariat taps [Accept]
        Bot → Secretariat (edited): ✓ Accepted. / …
        Delegate: /calendar
        Bot → Delegate: The coming meetings …
    """)
    await at(house, 21, 9)
    await chat.catch_up()
    await chat("Bot → Delegate: CAM/2026-27/PR-0001 has been accepted. …")


async def test_what_waits_for_an_author_who_leaves_is_taken_back(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await chat.catch_up()
    await chat("""
        …
        Secretariat taps [Open CAM/2026-27/PR-0001]
        …
    """)
    await at(house, 20, 22)
    await chat("""
        Secretariat taps [Accept]
        …
    """)
    await house.app.services.office.do(take_out)
    await at(house, 21, 9)
    await chat.catch_up()


def take_out(transaction: Transaction) -> None:
    """The delegate's role ends, as when the secretariat takes somebody out."""
    person = people.participant_by_telegram(transaction.connection, DELEGATE.id)
    assert person is not None
    row = transaction.connection.execute(
        select(memberships.c.id).where(memberships.c.participant_id == person.id)
    ).scalar_one()
    members_ending.end(transaction, members_ending.current(transaction, row))


async def test_what_became_of_it_reaches_an_author_who_had_blocked_the_bot(
    empty_chat: Chat, house: House
) -> None:
    chat = empty_chat
    await chat.let_in(DELEGATE, DEPUTY)
    await sent(house, DELEGATE)
    await chat.catch_up()
    await chat("""
        …
        Deputy taps [Open CAM/2026-27/PR-0001]
        …
        Delegate blocks the bot
        Deputy taps [Accept]
        …
        Delegate unblocks the bot
        Bot → Delegate: CAM/2026-27/PR-0001 has been accepted. …
    """)


async def test_colleagues_are_told_for_an_author_who_cannot_be_reached(
    chat: Chat, house: House
) -> None:
    await sent(house, DELEGATE)
    await chat.catch_up()
    await chat("""
        …
        Secretariat taps [Open CAM/2026-27/PR-0001]
        …
        Delegate blocks the bot
        Secretariat taps [Accept]
        Bot → Secretariat (edited): ✓ Accepted. / The author is told. / …
        Bot → Colleague: CAM/2026-27/PR-0001 has been accepted. …
    """)


async def test_the_digest_comes_at_nine_with_all_that_came(chat: Chat, house: House) -> None:
    await register(chat)
    await chat(CHOOSES_DIGEST)
    await sent(house, DELEGATE)
    await sent(house, RED, PRACTICE, SubmissionKind.GOOD_PRACTICE)
    await at(house, 20, 15)
    await at(house, 21, 8, 59)
    await chat("""
        (1 minute later)
        Bot → Secretariat: What has come: 2 / CAM/2026-27/PR-0001, Jan 20: Activity progress, Guatemala / CAM/2026-27/GP-0001, Jan 20: Good practice, Red Chapina (not to be named outside the secretariat) [Open CAM/2026-27/PR-0001] [Open CAM/2026-27/GP-0001] [What waits]
        (1 minute later)
        Secretariat taps [What waits]
        Bot → Secretariat: What waits to be read: 2 / …
    """)
    await house.tick()
    assert await letters_with(house, "digest:") == 1


async def test_no_digest_comes_of_nothing_and_none_by_day(chat: Chat, house: House) -> None:
    """What comes after nine is told the next morning."""
    await chat(CHOOSES_DIGEST)
    await at(house, 21, 9)
    await sent(house, DELEGATE)
    await at(house, 21, 12)
    await at(house, 21, 20)
    await chat("(1 minute later)")
    await at(house, 22, 9)
    await chat.catch_up()
    await chat("""
        Bot → Secretariat: What has come: 1 / CAM/2026-27/PR-0001, Jan 21: Activity progress, Guatemala [Open CAM/2026-27/PR-0001] [What waits]
    """)
    await at(house, 23, 9)
    await chat.catch_up()


async def test_a_digest_missed_at_nine_comes_afterwards_but_not_at_night(
    chat: Chat, house: House
) -> None:
    await chat(CHOOSES_DIGEST)
    await sent(house, DELEGATE)
    await at(house, 21, 22)
    await chat("(1 minute later)")
    await at(house, 22, 14)
    await chat.catch_up()
    await chat("""
        Bot → Secretariat: What has come: 1 / CAM/2026-27/PR-0001, …
    """)


async def test_a_long_digest_says_how_many_more(chat: Chat, house: House) -> None:
    await chat(CHOOSES_DIGEST)
    for _ in range(10):
        await sent(house, DELEGATE)
    await at(house, 21, 9)
    await chat.catch_up()
    await chat("""
        Bot → Secretariat: What has come: 10 / CAM/2026-27/PR-0001, … / CAM/2026-27/PR-0008, … / And 2 more; they are in the list of what waits. [Open CAM/2026-27/PR-0001] … [What waits]
    """)


async def test_who_goes_back_to_at_once_is_told_what_is_still_untold(
    chat: Chat, house: House
) -> None:
    await chat(CHOOSES_DIGEST)
    await sent(house, DELEGATE)
    await at(house, 20, 15)
    await chat("""
        Secretariat: /news
        Bot → Secretariat: How would you like … / At present: once a day at 09:00 your time, if something has come. [At once] [Once a day]
        Secretariat taps [At once]
        Bot → Secretariat (edited): From now on you hear of each submission at once, by day. …
        Bot → Secretariat: What has come: 1 / CAM/2026-27/PR-0001, …
    """)
    await sent(house, ORGAN)
    await chat.catch_up()
    await chat("""
        Bot → Secretariat: New: CAM/2026-27/PR-0002 / …
    """)
    await at(house, 21, 9)
    await chat.catch_up()


async def test_who_asked_hears_of_the_answer_at_once_and_others_with_the_digest(
    chat: Chat, house: House
) -> None:
    await chat.let_in(DEPUTY)
    await chat(CHOOSES_DIGEST)
    await chat(CHOOSES_DIGEST.replace("Secretariat", "Deputy"))
    await sent(house, DELEGATE)
    await chat("""
        Secretariat: /review
        …
        Secretariat taps [Open CAM/2026-27/PR-0001]
        …
        Secretariat taps [Ask]
        …
        Secretariat: Where are they?
        …
        Secretariat taps [Confirm]
        …
        Delegate replies to the question: In Tecún Umán.
        …
        Delegate taps [No, leave it as it is]
        …
        Delegate taps [Skip]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        Bot → Delegate: Thank you. …
        Bot → Secretariat: An answer about CAM/2026-27/PR-0001 / …
    """)
    await at(house, 21, 9)
    await chat.catch_up()
    await chat("""
        Bot → Secretariat: What has come: 1 / CAM/2026-27/PR-0001, …
        Bot → Deputy: What has come: 2 / CAM/2026-27/PR-0001, … / CAM/2026-27/CR-0001, Jan 20: an answer about CAM/2026-27/PR-0001, Guatemala [Open CAM/2026-27/PR-0001] [What waits]
    """)
