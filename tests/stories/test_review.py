"""Review in the chat: from the news of a submission to its publication."""

from __future__ import annotations

import asyncio

import pytest

from committee.submissions import SubmissionKind, SubmissionState
from services.tokens import short
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, COLLEAGUE, DELEGATE, DEPUTY, ORGAN, SECRETARIAT, Character
from tests.stories.review_scenes import (
    PRACTICE,
    RED,
    letters_with,
    register,
    sent,
    standing,
    state_of,
    taps_forged,
)

NUMBER = "CAM/2026-27/PR-0001"
NOT_ALLOWED = "That is reserved to others in the committee; …"
CHANGED = "This has changed meanwhile; here is how it stands now."


async def arrived(chat: Chat, who: Character = DELEGATE) -> None:
    """A report is in, and the secretariat has heard of it."""
    await sent(chat.house, who)
    await chat.catch_up()


async def opened(chat: Chat, who: Character = SECRETARIAT) -> None:
    """Somebody opens the newest submission from the news of it."""
    await chat(f"""
        {who.called} taps [Open CAM/2026-27/PR-0001]
        …
    """)


async def test_a_report_goes_from_the_news_to_publication(chat: Chat, house: House) -> None:
    await arrived(chat)
    await chat("""
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / Activity progress, Guatemala. Who may read it: Public. [Open CAM/2026-27/PR-0001]
        Secretariat taps [Open CAM/2026-27/PR-0001]
        Bot → Secretariat: CAM/2026-27/PR-0001 / Activity progress, Guatemala / … We opened two shelters. … [Accept] [Ask] [Return] …
        Secretariat taps [Accept]
        Bot → Secretariat (edited): ✓ Accepted. / The author is told. / CAM/2026-27/PR-0001 / … / Nothing else waits to be read. [Ask] [Publish] …
        Bot → Delegate: CAM/2026-27/PR-0001 has been accepted. Thank you. / Activity progress, Guatemala. [Open CAM/2026-27/PR-0001]
        Secretariat taps [Publish]
        Bot → Secretariat (edited): ✓ Published. / The author is told. / CAM/2026-27/PR-0001 / …
        Bot → Delegate: CAM/2026-27/PR-0001 has been published. / Activity progress, Guatemala. Who may read it: Public. [Open CAM/2026-27/PR-0001]
        Delegate taps [Open CAM/2026-27/PR-0001]
        Bot → Delegate: CAM/2026-27/PR-0001 / … [Amend] [Withdraw] …
    """)
    assert await state_of(house, NUMBER) is SubmissionState.PUBLISHED
    assert house.wrong_calls() == []


async def test_what_is_returned_comes_back_as_a_new_version(chat: Chat, house: House) -> None:
    await arrived(chat)
    await chat("…")
    await opened(chat)
    await chat("""
        Secretariat taps [Return]
        Bot → Secretariat: CAM/2026-27/PR-0001 is to be returned to its author. / Why is it returned? … / The author reads this and can send a new version. …
        Secretariat: Please say where the shelters are.
        Bot → Secretariat: Return to the author / … / Reason: Please say where the shelters are. [Confirm] …
        Secretariat taps [Confirm]
        Bot → Secretariat: ✓ Returned. / The author is told. / CAM/2026-27/PR-0001 / … / Reason: Please say where the shelters are. / …
        Bot → Delegate: CAM/2026-27/PR-0001 has been returned to you. / Activity progress, Guatemala. / Reason: Please say where the shelters are. / You are welcome to send a new version: every answer is kept, tap “Amend”. [Amend] [Open CAM/2026-27/PR-0001]
        Delegate taps [Amend]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [✎ What was done]
        …
        Delegate: Two shelters in Tecún Umán.
        …
        Delegate taps [Send]
        Bot → Delegate: … CAM/2026-27/PR-0001 rev. 1. …
        Bot → Secretariat: New version: CAM/2026-27/PR-0001 rev. 1 / Activity progress, Guatemala. Who may read it: Public. [Open CAM/2026-27/PR-0001 rev. 1]
    """)
    assert await state_of(house, NUMBER) is SubmissionState.SUPERSEDED
    assert await state_of(house, f"{NUMBER} rev. 1") is SubmissionState.SUBMITTED


async def test_two_reviewers_at_once_have_one_effect(chat: Chat, house: House) -> None:
    await chat.let_in(DEPUTY)
    await arrived(chat)
    await chat("…")
    await opened(chat)
    await opened(chat, DEPUTY)
    taps = [chat.button(each.id, "Accept") for each in (SECRETARIAT, DEPUTY)]
    await asyncio.gather(
        *(
            chat.sandbox.tap_data(who.id, data, message)
            for who, (message, _, data) in zip((SECRETARIAT, DEPUTY), taps, strict=True)
        )
    )
    await chat.catch_up()
    notes = sorted(
        said.line.split(" / ")[0]
        for said in chat._unread
        if said.chat_id in {SECRETARIAT.id, DEPUTY.id}
    )
    assert notes == sorted(["✓ Accepted.", CHANGED])
    await chat("Bot → Delegate: CAM/2026-27/PR-0001 has been accepted. …")
    assert await state_of(house, NUMBER) is SubmissionState.ACCEPTED


async def test_accepting_and_returning_at_once_have_one_effect(chat: Chat, house: House) -> None:
    """What a reviewer wrote for nothing is given back to them."""
    await chat.let_in(DEPUTY)
    await arrived(chat)
    await chat("…")
    await opened(chat)
    await opened(chat, DEPUTY)
    await chat(f"""
        Deputy taps [Return]
        …
        Deputy: It is too short.
        …
        Secretariat taps [Accept]
        …
        Deputy taps [Confirm]
        Bot → Deputy: What you wrote was not passed on: “It is too short.” / {CHANGED} / CAM/2026-27/PR-0001 / … Accepted; … [Ask] [Publish] …
    """)
    assert (await standing(house, NUMBER)).reason is None
    assert await state_of(house, NUMBER) is SubmissionState.ACCEPTED


async def test_a_double_tap_tells_the_author_once(chat: Chat, house: House) -> None:
    await arrived(chat)
    await chat("…")
    await opened(chat)
    await chat("""
        Secretariat taps [Accept] twice
        Bot → Delegate: CAM/2026-27/PR-0001 has been accepted. …
    """)
    assert await letters_with(house, "accepted:") == 1


async def test_a_stale_card_shows_how_it_stands(chat: Chat, house: House) -> None:
    await arrived(chat)
    await chat("…")
    await opened(chat)
    await chat(f"""
        Secretariat taps [Accept]
        …
        Secretariat taps the old [Return]
        Bot → Secretariat (edited): {CHANGED} / CAM/2026-27/PR-0001 / … Accepted; …
    """)
    assert await state_of(house, NUMBER) is SubmissionState.ACCEPTED


@pytest.mark.parametrize("word", ["accept", "ask", "return", "publish"])
@pytest.mark.parametrize("who", [CHAIR, DELEGATE, ORGAN], ids=lambda who: who.called)
async def test_a_reviewers_button_does_nothing_for_others(
    chat: Chat, house: House, who: Character, word: str
) -> None:
    submission = await sent(house, DELEGATE)
    await chat.catch_up()
    await chat("…")
    await taps_forged(chat, who, f"s:{short(submission.id)}:{word}")
    said = "That submission is not open to you" if who is ORGAN else NOT_ALLOWED
    await chat(f"Bot → {who.called}: {said} …".replace("… …", "…"))
    assert await state_of(house, NUMBER) is SubmissionState.SUBMITTED


async def test_a_reviewer_who_has_left_reviews_no_more(chat: Chat, house: House) -> None:
    await arrived(chat)
    await chat("…")
    await opened(chat)
    await house.dismiss(SECRETARIAT)
    await chat("""
        Secretariat taps [Accept]
        Bot → Secretariat: That submission is not open to you, or is there no more. …
        Secretariat: /review
        Bot → Secretariat: That is reserved to others in the committee; …
    """)
    assert await state_of(house, NUMBER) is SubmissionState.SUBMITTED


async def test_an_author_who_has_left_is_told_nothing_and_their_colleagues_are(
    chat: Chat, house: House
) -> None:
    await arrived(chat)
    await chat("…")
    await opened(chat)
    await house.dismiss(DELEGATE)
    await chat("""
        Secretariat taps [Accept]
        Bot → Secretariat (edited): ✓ Accepted. / The author is told. / …
        Bot → Colleague: CAM/2026-27/PR-0001 has been accepted. …
    """)
    await house.dismiss(COLLEAGUE)
    await chat("""
        Secretariat taps [Publish]
        Bot → Secretariat (edited): ✓ Published. / Nobody acts for this actor in the chat at present, so nobody could be told. / …
    """)


async def test_who_does_not_want_to_be_named_is_named_to_the_secretariat_with_a_mark(
    chat: Chat, house: House
) -> None:
    await register(chat)
    await sent(house, RED, PRACTICE, SubmissionKind.GOOD_PRACTICE)
    await chat.catch_up()
    await chat("""
        Bot → Secretariat: New: CAM/2026-27/GP-0001 / Good practice, Red Chapina. Who may read it: Public. / Not to be named outside the secretariat. [Open CAM/2026-27/GP-0001]
        Secretariat: /review
        Bot → Secretariat: What waits to be read: 1 / CAM/2026-27/GP-0001, …: Good practice, Red Chapina (not to be named outside the secretariat) [Open CAM/2026-27/GP-0001]
        Secretariat taps [Open CAM/2026-27/GP-0001]
        …
        Secretariat taps [Accept]
        Bot → Secretariat (edited): ✓ Accepted. / …
        Bot → Network: CAM/2026-27/GP-0001 has been accepted. Thank you. / Good practice, Red Chapina. …
    """)


async def test_nothing_waits(chat: Chat) -> None:
    await chat("""
        Secretariat: /review
        Bot → Secretariat: Nothing waits to be read at the moment. / What would you like to do? … [Invite] …
    """)


async def test_what_waits_is_listed_the_oldest_first_and_leads_on(chat: Chat, house: House) -> None:
    for _ in range(10):
        await sent(house, DELEGATE)
    await chat.catch_up()
    await chat("…")
    await chat("""
        Secretariat: /review
        Bot → Secretariat: What waits to be read: 10 / CAM/2026-27/PR-0001, …: Activity progress, Guatemala / … / CAM/2026-27/PR-0008, … / Shown: 1 to 8 of 10. [Open CAM/2026-27/PR-0001] … [Open CAM/2026-27/PR-0008] [Next ›]
        Secretariat taps [Next ›]
        Bot → Secretariat (edited): What waits to be read: 10 / CAM/2026-27/PR-0009, … / CAM/2026-27/PR-0010, … / Shown: 9 to 10 of 10. [Open CAM/2026-27/PR-0009] [Open CAM/2026-27/PR-0010] [‹ Previous]
        Secretariat taps [Open CAM/2026-27/PR-0009]
        …
        Secretariat taps [Accept]
        Bot → Secretariat (edited): ✓ Accepted. / … [Next: CAM/2026-27/PR-0010]
        …
        Secretariat taps [Next: CAM/2026-27/PR-0010]
        …
        Secretariat taps [Accept]
        Bot → Secretariat (edited): ✓ Accepted. / … [Next: CAM/2026-27/PR-0001]
        …
    """)
