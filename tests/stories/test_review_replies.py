"""A question of the secretariat and its answer: by just replying, by button, with a change."""

from __future__ import annotations

import pytest

from committee.submissions import SubmissionKind, SubmissionState, Visibility
from services.tokens import short
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, CLEARER, DELEGATE, DEPUTY, ORGAN, Character
from tests.stories.review_scenes import (
    PRACTICE,
    RED,
    register,
    sent,
    standing,
    state_of,
    taps_forged,
)

NUMBER = "CAM/2026-27/PR-0001"
REPLY = "CAM/2026-27/CR-0001"
NOT_ALLOWED = "That is reserved to others in the committee; …"

ASK = """
    Secretariat taps [Ask]
    Bot → Secretariat: Your question is about {number}. / What would you like to ask? … / The author gets it as a message and can simply answer. …
    Secretariat: Where are they?
    …
    Secretariat taps [Confirm]
    Bot → Secretariat: ✓ Asked. / The author is told. / {number} / … / Questions and answers / …, question: Where are they? / Not answered yet. / …
    Bot → {who}: The secretariat has a question about {number} / … / Question: “Where are they?” / Simply reply to this message with text, a voice note, a photo or a document, or tap “Give an answer”. [Give an answer] [Open {number}]
"""
FINISH = """
    {who} taps [No, leave it as it is]
    …
    {who} taps [Skip]
    …
    {who} taps [I confirm]
    Bot → {who}: Reply to a clarification request / … / Answer: In Tecún Umán. / … [Send] …
    {who} taps [Send]
    Bot → {who}: Thank you. Your answer has been received under number CAM/2026-27/CR-0001. / It stands with {number}; the secretariat is told. [Open {number}]
"""


async def asked(chat: Chat) -> None:
    """The delegate's report is in, and the secretariat has asked where the shelters are."""
    await sent(chat.house, DELEGATE)
    await chat.catch_up()
    await chat("""
        …
        Secretariat taps [Open CAM/2026-27/PR-0001]
        …
    """)
    await chat(ASK.format(number=NUMBER, who="Delegate"))


async def test_a_question_is_answered_by_replying_and_then_accepted(
    chat: Chat, house: House
) -> None:
    await asked(chat)
    assert await state_of(house, NUMBER) is SubmissionState.CLARIFICATION_ASKED
    await chat("""
        Secretariat: /review
        Bot → Secretariat: Waiting for their authors’ answers: 1 / CAM/2026-27/PR-0001, … [Open CAM/2026-27/PR-0001]
        Delegate replies to the question: In Tecún Umán.
        Bot → Delegate: Thank you. That is kept with your draft. / The secretariat asks about CAM/2026-27/PR-0001: “Where are they?” / Should the submission be changed too? … [No, leave it as it is] [Yes, one answer] [Withdraw it] …
    """)
    await chat(
        FINISH.format(number=NUMBER, who="Delegate")
        + """
        Bot → Secretariat: An answer about CAM/2026-27/PR-0001 / Activity progress, Guatemala. / Question: “Where are they?” / Answer: In Tecún Umán. [Open CAM/2026-27/PR-0001]
        Secretariat taps [Open CAM/2026-27/PR-0001]
        Bot → Secretariat: CAM/2026-27/PR-0001 / … Submitted; … / Questions and answers / …, question: Where are they? / …, answer CAM/2026-27/CR-0001: In Tecún Umán. [Accept] …
        Delegate taps [Open CAM/2026-27/PR-0001]
        Bot → Delegate: CAM/2026-27/PR-0001 / … / Questions and answers / …, question: Where are they? / …, answer CAM/2026-27/CR-0001: In Tecún Umán. [Amend] …
        Secretariat: /review
        Bot → Secretariat: What waits to be read: 1 / CAM/2026-27/PR-0001, … [Open CAM/2026-27/PR-0001]
        Secretariat taps the old [Accept]
        …
    """
    )
    assert await state_of(house, NUMBER) is SubmissionState.ACCEPTED
    reply = await standing(house, REPLY)
    assert reply.kind is SubmissionKind.CLARIFICATION_REPLY
    assert reply.visibility is Visibility.SECRETARIAT
    assert reply.state is SubmissionState.ACCEPTED
    assert house.wrong_calls() == []


@pytest.mark.parametrize("thing", ["voice note", "photo", "document"])
async def test_a_file_sent_in_reply_is_the_first_answer(
    chat: Chat, house: House, thing: str
) -> None:
    await asked(chat)
    await chat(f"""
        Delegate replies to the question with a {thing}: In Tecún Umán.
        Bot → Delegate: Thank you. That is kept with your draft. / … / Should the submission be changed too? …
        Delegate taps [No, leave it as it is]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        …
        Secretariat taps [Open the answer]
        Bot → Secretariat: CAM/2026-27/CR-0001 / … [📎 …] …
    """)
    reply = await standing(house, REPLY)
    assert reply.answers["answer"] == "In Tecún Umán."
    assert len(reply.answers["attachments"]) == 1


async def test_the_button_begins_the_reply_and_goes_on_with_it(chat: Chat) -> None:
    await asked(chat)
    await chat("""
        Delegate taps [Give an answer]
        Bot → Delegate: The secretariat asks about CAM/2026-27/PR-0001: “Where are they?” / What is your answer? …
        Delegate: In Tecún
        …
        Delegate taps the old [Give an answer]
        Bot → Delegate: The secretariat asks about … / Should the submission be changed too? …
        Delegate replies to the question: and in Ayutla.
        Bot → Delegate: Thank you. That is kept with your draft. / …
        Delegate taps [No, leave it as it is]
        …
        Delegate taps [Skip]
        …
        Delegate taps [I confirm]
        Bot → Delegate: … Answer: In Tecún …and in Ayutla. …
    """)


@pytest.mark.parametrize("who", [CHAIR, ORGAN], ids=lambda who: who.called)
async def test_only_the_actors_people_answer(chat: Chat, house: House, who: Character) -> None:
    await asked(chat)
    row = short((await standing(house, NUMBER)).id)
    await taps_forged(chat, who, f"s:{row}:answer")
    said = "That submission is not open to you" if who is ORGAN else NOT_ALLOWED
    await chat(f"Bot → {who.called}: {said} …".replace("… …", "…"))


async def test_who_has_left_answers_no_more(chat: Chat, house: House) -> None:
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
    await house.dismiss(DELEGATE)
    await chat(f"""
        Delegate taps [Send]
        Bot → Delegate: {NOT_ALLOWED}
        Delegate replies to the question: In Ayutla.
        Bot → Delegate: {NOT_ALLOWED}
        Delegate taps the old [Give an answer]
        Bot → Delegate: That submission is not open to you, or is there no more. …
    """)
    assert await state_of(house, NUMBER) is SubmissionState.CLARIFICATION_ASKED


async def test_without_a_question_there_is_nothing_to_answer(chat: Chat, house: House) -> None:
    submission = await sent(house, DELEGATE)
    await taps_forged(chat, DELEGATE, f"s:{short(submission.id)}:answer")
    await chat("""
        Bot → Secretariat: New: …
        Bot → Delegate: No question about this submission is open. / …
    """)


async def test_an_answer_of_who_is_not_to_be_named_is_marked(chat: Chat, house: House) -> None:
    await register(chat)
    await sent(house, RED, PRACTICE, SubmissionKind.GOOD_PRACTICE)
    await chat.catch_up()
    await chat("""
        …
        Secretariat taps [Open CAM/2026-27/GP-0001]
        …
    """)
    number = "CAM/2026-27/GP-0001"
    await chat(ASK.format(number=number, who="Network"))
    await chat("""
        Network replies to the question: In Tecún Umán.
        …
    """)
    await chat(
        FINISH.format(number=number, who="Network")
        + """
        Bot → Secretariat: An answer about CAM/2026-27/GP-0001 / Good practice, Red Chapina. / … / Not to be named outside the secretariat. …
    """
    )
    assert (await standing(house, REPLY)).unnamed


async def test_every_reviewer_hears_of_the_answer(chat: Chat) -> None:
    await chat.let_in(DEPUTY)
    await asked(chat)
    await chat("""
        Delegate replies to the question: In Tecún Umán.
        …
    """)
    await chat(
        FINISH.format(number=NUMBER, who="Delegate")
        + """
        Bot → Secretariat: An answer about CAM/2026-27/PR-0001 / …
        Bot → Deputy: An answer about CAM/2026-27/PR-0001 / …
    """
    )


async def test_an_answer_passes_through_the_hands_of_the_clearing_person(
    chat: Chat, house: House
) -> None:
    await chat.let_in(CLEARER)
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
        Delegate taps [Send]
        Bot → Delegate: Your draft is with your colleagues who clear what Guatemala sends. …
        Bot → Clearer: To be cleared: Reply to a clarification request / … / The secretariat asks about CAM/2026-27/PR-0001: “Where are they?” / … / Answer: In Tecún Umán. / … [Send] [Return]
        Clearer taps [Send]
        Bot → Clearer (edited): Sent under number CAM/2026-27/CR-0001. María López has been told. …
        Bot → Delegate: Lucía Ortiz has cleared your draft. / Thank you. It has been received under number CAM/2026-27/CR-0001. / …
        Bot → Secretariat: An answer about CAM/2026-27/PR-0001 / …
    """)
    assert await state_of(house, NUMBER) is SubmissionState.SUBMITTED
