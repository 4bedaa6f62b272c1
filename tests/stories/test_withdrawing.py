"""Withdrawing: with a reason, told to the secretariat, counted no more, reminded again."""

from __future__ import annotations

import asyncio

from committee.submissions import SubmissionState
from services.withdrawing import withdraw
from storage import calls, people, submissions
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE
from tests.stories.review_scenes import passed_over, sent, standing, state_of, taps_forged
from tests.stories.test_buttons import TO_REVIEW

WITHDRAWN = """
    Delegate taps [Withdraw]
    Bot → Delegate: This is about CAM/2026-27/PR-0001. / Why is it withdrawn? · 1/1 / It stays in the records and is no longer counted or shown to others. [Save and leave]
    Delegate: It was the wrong month.
    Bot → Delegate: Withdraw a submission / Is this right? … / Reason: It was the wrong month. [Confirm] …
    Delegate taps [Confirm]
    Bot → Delegate: CAM/2026-27/PR-0001 has been withdrawn. It stays in the records of the secretariat and is no longer counted or shown to others. / What would you like to do? …
    Bot → Secretariat: Guatemala has withdrawn CAM/2026-27/PR-0001. / Reason: It was the wrong month. [Open CAM/2026-27/PR-0001]
"""


async def test_what_is_withdrawn_stays_on_record_with_its_reason(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:1:open")
    await chat("…")
    await chat(WITHDRAWN)
    await chat("""
        Secretariat taps [Open CAM/2026-27/PR-0001]
        Bot → Secretariat: … CAM/2026-27/PR-0001 / … Withdrawn; … / Reason: It was the wrong month. …
    """)
    assert await house.look(submissions.submissions_sent) == []
    assert (await standing(house, "CAM/2026-27/PR-0001")).reason == "It was the wrong month."


async def test_an_actor_that_withdrew_all_it_sent_is_reminded_again(
    chat: Chat, house: House
) -> None:
    await chat("""
        (10 days before the February meeting, 10:00 in Guatemala)
        …
    """)
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: … nobody will be reminded again for this meeting. …
        Bot → Colleague: María López has answered for Guatemala: …
        Bot → Secretariat: New: CAM/2026-27/PR-0001 …
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Organ: Progress of the Program and SICREMI / …
        (6 days before the February meeting, 10:00 in Guatemala)
        Delegate taps [Read it]
        …
    """)
    await chat(WITHDRAWN)
    await chat("""
        (3 days before the February meeting, 10:00 in Guatemala)
        …
    """)
    assert "Nothing new" in [b["text"] for b in chat.sandbox.messages(DELEGATE.id)[-1].buttons]


async def test_withdrawn_in_its_newest_version_nothing_counts(chat: Chat, house: House) -> None:
    """The version before has been superseded and does not count in its place."""
    await chat("""
        (10 days before the February meeting, 10:00 in Guatemala)
        …
    """)
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send]
        …
        Delegate taps [Read it]
        …
        Delegate taps [Amend]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        …
    """)
    newest = await standing(house, "CAM/2026-27/PR-0001 rev. 1")
    meeting = newest.meeting_id
    assert meeting is not None
    assert await house.look(lambda c: calls.actors_answered(c, meeting)) == {newest.actor.id}
    assert await withdrawn_by(house, newest.id, DELEGATE.id)
    assert await house.look(lambda c: calls.actors_answered(c, meeting)) == frozenset()
    await passed_over(chat)


async def test_a_colleague_was_quicker(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:1:withdraw")
    await chat("""
        …
        Delegate: It was the wrong month.
        …
    """)
    assert await withdrawn_by(house, 1, COLLEAGUE.id)
    await passed_over(chat)
    await chat("""
        Delegate taps [Confirm]
        Bot → Delegate: This has changed meanwhile; here is how it stands now. / CAM/2026-27/PR-0001 / … Withdrawn; … / Reason: By a colleague. …
    """)


async def test_withdrawn_by_two_at_once_it_is_withdrawn_once(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    done = await asyncio.gather(
        *(withdrawn_by(house, 1, each.id) for each in (DELEGATE, COLLEAGUE, DELEGATE))
    )
    assert sorted(done) == [False, False, True]
    assert await state_of(house, "CAM/2026-27/PR-0001") is SubmissionState.WITHDRAWN
    await passed_over(chat)


async def test_a_double_tap_on_confirm_withdraws_once(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:1:withdraw")
    await chat("""
        …
        Delegate: It was the wrong month.
        …
        Delegate taps [Confirm] twice
        Bot → Delegate: CAM/2026-27/PR-0001 has been withdrawn. …
        Bot → Delegate: That button is no longer in use. / What would you like to do? …
        Bot → Secretariat: Guatemala has withdrawn CAM/2026-27/PR-0001. / …
    """)


async def test_who_has_left_withdraws_nothing(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:1:withdraw")
    await chat("""
        …
        Delegate: It was the wrong month.
        …
    """)
    await house.dismiss(DELEGATE)
    await chat("""
        Delegate taps [Confirm]
        Bot → Delegate: That is reserved to others in the committee; …
    """)
    assert await state_of(house, "CAM/2026-27/PR-0001") is SubmissionState.SUBMITTED


async def withdrawn_by(house: House, row: int, telegram_id: int) -> bool:
    """Whether somebody's withdrawal took effect."""
    person = await house.look(lambda c: people.participant_by_telegram(c, telegram_id))
    assert person is not None
    return await house.app.services.office.do(
        lambda t: withdraw(t, row, "By a colleague.", author=person)
    )
