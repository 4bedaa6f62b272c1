"""An answer takes effect once, and brings a change with it where its author says so."""

from __future__ import annotations

import asyncio

from committee.submissions import SubmissionState
from services.tokens import short
from storage import clarifications
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE, SECRETARIAT
from tests.stories.review_scenes import standing, state_of, taps_forged
from tests.stories.test_review_replies import FINISH, NUMBER, REPLY, asked


async def test_an_answer_can_change_one_answer_of_the_submission(chat: Chat, house: House) -> None:
    """It is a new version; the secretariat hears of both in one message."""
    await asked(chat)
    await chat("""
        Delegate replies to the question: In Tecún Umán; I have added it.
        …
        Delegate taps [Yes, one answer]
        Bot → Delegate: Which of its answers? … [What was done] …
        Delegate taps [What was done]
        Bot → Delegate: What should it be instead? · 4/6 / What was done? / Until now: We opened two shelters. …
        Delegate: We opened two shelters in Tecún Umán.
        …
        Delegate taps [Skip]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        Bot → Delegate: Thank you. Your answer has been received under number CAM/2026-27/CR-0001. / It stands with CAM/2026-27/PR-0001 rev. 1; the secretariat is told. / The submission has been changed as you said; its number is now CAM/2026-27/PR-0001 rev. 1. [Open CAM/2026-27/PR-0001 rev. 1]
        Bot → Secretariat: An answer about CAM/2026-27/PR-0001 rev. 1 / … / One answer of the submission was changed with it: now CAM/2026-27/PR-0001 rev. 1. [Open CAM/2026-27/PR-0001 rev. 1]
    """)
    reply = short((await standing(house, REPLY)).id)
    await taps_forged(chat, SECRETARIAT, f"s:{reply}:open")
    await chat("""
        Bot → Secretariat: CAM/2026-27/CR-0001 / … / Amendment: Yes, one answer / Answer to change: What was done / New answer: We opened two shelters in Tecún Umán. [Copy as DOCX]
    """)
    await taps_forged(chat, SECRETARIAT, f"s:{reply}:accept")
    await chat("""
        Bot → Secretariat: An answer is dealt with together with its submission, which is this: / CAM/2026-27/PR-0001 rev. 1 / …
    """)
    after = await standing(house, f"{NUMBER} rev. 1")
    assert after.answers["done"] == "We opened two shelters in Tecún Umán."
    assert after.answers["contact"] == "María López"
    assert after.state is SubmissionState.SUBMITTED
    assert await state_of(house, NUMBER) is SubmissionState.SUPERSEDED


async def test_an_answer_can_withdraw_the_submission(chat: Chat, house: House) -> None:
    await asked(chat)
    await chat("""
        Delegate replies to the question: It was a mistake.
        …
        Delegate taps [Withdraw it]
        …
        Delegate taps [Skip]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        Bot → Delegate: Thank you. … / CAM/2026-27/PR-0001 has been withdrawn, with your answer as the reason. …
        Bot → Secretariat: An answer about CAM/2026-27/PR-0001 / … / The submission was withdrawn with it. …
        Delegate replies to the question: Really.
        Bot → Delegate: That question has been answered already, under number CAM/2026-27/CR-0001. Thank you. [Open CAM/2026-27/PR-0001]
    """)
    withdrawn = await standing(house, NUMBER)
    assert withdrawn.state is SubmissionState.WITHDRAWN
    assert withdrawn.reason == "It was a mistake."


async def test_a_question_is_answered_once(chat: Chat, house: House) -> None:
    """The colleague who comes second is told kindly, and keeps the words."""
    await asked(chat)
    question = short((await standing(house, NUMBER)).id)
    await taps_forged(chat, COLLEAGUE, f"s:{question}:answer")
    await chat("""
        …
        Colleague: In Ayutla.
        …
        Colleague taps [No, leave it as it is]
        …
        Colleague taps [Skip]
        …
        Colleague taps [I confirm]
        …
        Delegate replies to the question: In Tecún Umán.
        …
    """)
    await chat(
        FINISH.format(number=NUMBER, who="Delegate")
        + """
        …
        Colleague taps [Send]
        Bot → Colleague: Your own answer was not sent: “In Ayutla.” / That question has been answered already, under number CAM/2026-27/CR-0001. Thank you. [Open CAM/2026-27/PR-0001]
        Delegate replies to the question with a photo
        Bot → Delegate: That question has been answered already, under number CAM/2026-27/CR-0001. Thank you. [Open CAM/2026-27/PR-0001]
    """
    )
    thread = await house.look(lambda c: clarifications.clarifications_of(c, NUMBER))
    assert [each.reply_id is not None for each in thread] == [True]


async def test_two_colleagues_who_answer_at_once_have_one_effect(chat: Chat, house: House) -> None:
    await asked(chat)
    question = short((await standing(house, NUMBER)).id)
    for who in (DELEGATE, COLLEAGUE):
        await taps_forged(chat, who, f"s:{question}:answer")
        await chat(f"""
            …
            {who.called}: In Tecún Umán.
            …
            {who.called} taps [No, leave it as it is]
            …
            {who.called} taps [Skip]
            …
            {who.called} taps [I confirm]
            …
        """)
    taps = [(who, chat.button(who.id, "Send")) for who in (DELEGATE, COLLEAGUE)]
    await asyncio.gather(
        *(chat.sandbox.tap_data(who.id, data, message) for who, (message, _, data) in taps)
    )
    await chat.catch_up()
    said = [each.line for each in chat._unread if each.chat_id in {DELEGATE.id, COLLEAGUE.id}]
    assert sum("has been received under number" in line for line in said) == 1
    assert sum("answered already" in line for line in said) == 1
    chat._unread.clear()
    assert await state_of(house, NUMBER) is SubmissionState.SUBMITTED


async def test_a_double_tap_sends_one_reply(chat: Chat, house: House) -> None:
    await asked(chat)
    await chat("""
        Delegate replies to the question: In Tecún Umán.
        …
        Delegate taps [No, leave it as it is]
        …
        Delegate taps [Skip]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send] twice
        Bot → Delegate: Thank you. Your answer has been received under number CAM/2026-27/CR-0001. …
        Bot → Delegate: This was received under number CAM/2026-27/CR-0001. …
        Bot → Secretariat: An answer about CAM/2026-27/PR-0001 / …
    """)


async def test_an_answer_after_a_new_version_stands_with_that(chat: Chat, house: House) -> None:
    await asked(chat)
    row = (await standing(house, NUMBER)).id
    await taps_forged(chat, DELEGATE, f"s:{short(row)}:amend")
    await chat("""
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        …
        Delegate replies to the question: In Tecún Umán.
        …
    """)
    await chat(
        FINISH.format(number=f"{NUMBER} rev. 1", who="Delegate")
        + """
        Bot → Secretariat: An answer about CAM/2026-27/PR-0001 rev. 1 / …
    """
    )
    assert await state_of(house, f"{NUMBER} rev. 1") is SubmissionState.SUBMITTED


async def test_an_answer_that_comes_after_acceptance_changes_no_state(
    chat: Chat, house: House
) -> None:
    await asked(chat)
    await chat("""
        Secretariat taps [Accept]
        …
        Delegate replies to the question: In Tecún Umán.
        …
    """)
    await chat(
        FINISH.format(number=NUMBER, who="Delegate")
        + """
        Bot → Secretariat: An answer about CAM/2026-27/PR-0001 / …
    """
    )
    assert await state_of(house, NUMBER) is SubmissionState.ACCEPTED


async def test_a_change_that_came_too_late_is_refused_and_the_answer_kept(
    chat: Chat, house: House
) -> None:
    """The submission was withdrawn by a colleague while the answer was written."""
    await asked(chat)
    await chat("""
        Delegate replies to the question: In Tecún Umán.
        …
        Delegate taps [No, leave it as it is]
        …
        Delegate taps [Skip]
        …
        Delegate taps [I confirm]
        …
    """)
    row = (await standing(house, NUMBER)).id
    await taps_forged(chat, COLLEAGUE, f"s:{short(row)}:withdraw")
    await chat("""
        …
        Colleague: A mistake.
        …
        Colleague taps [Confirm]
        …
        Delegate taps [Send]
        Bot → Delegate: Your own answer was not sent: “In Tecún Umán.” / That submission was withdrawn; no answer is needed any more. [Open CAM/2026-27/PR-0001]
    """)
    assert await state_of(house, NUMBER) is SubmissionState.WITHDRAWN
