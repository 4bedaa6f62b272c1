"""Clearance: what an author sends goes to the clearing person first, who sends it or returns it."""

from __future__ import annotations

from sqlalchemy import select

from committee.submissions import SubmissionState
from storage import submissions, tables
from tests.chat import Chat
from tests.house import House
from tests.people import CLEARER, DELEGATE, MINISTER, OBSERVER, Character
from tests.stories.review_scenes import (
    passed_over,
    sent,
    standing,
    state_of,
    taps_forged,
)
from tests.stories.test_amending import amended_by_colleague
from tests.stories.test_buttons import TO_REVIEW
from tests.stories.test_sending import with_file

WAITING = "Your draft is with your colleagues who clear what Guatemala sends. I will write to you as soon as it has been sent or returned. [Take it back]"
CARD = "To be cleared: Progress on an activity / From María López, for Guatemala. / It is sent when you tap “Send”; “Return” gives it back with your comment. / Activity: 28 Consular assistance / … / What was done: We plan two shelters. / … [Send] [Return]"
RECEIVED = "Lucía Ortiz has cleared your draft. / Thank you. It has been received under number CAM/2026-27/PR-0001. / Activity progress, Guatemala. Who may read it: Public. / … [Read it] [Copy as DOCX] …"


async def asked(chat: Chat, *clearers: Character) -> None:
    """The delegate sends a report, and it waits for the clearing people."""
    await chat.let_in(*clearers)
    await chat(TO_REVIEW)
    await chat(
        f"""
        Delegate taps [Send]
        Bot → Delegate: {WAITING}
    """
        + "\n".join(f"Bot → {each.called}: {CARD}" for each in clearers)
    )


async def test_a_draft_is_sent_once_it_is_cleared(chat: Chat, house: House) -> None:
    await asked(chat, CLEARER)
    assert await house.look(submissions.submissions_sent) == []
    await chat(f"""
        Clearer taps [Send]
        Bot → Clearer (edited): Sent under number CAM/2026-27/PR-0001. María López has been told. [Read it]
        Bot → Delegate: {RECEIVED}
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / …
        Clearer taps [Read it]
        Bot → Clearer: CAM/2026-27/PR-0001 / … [Copy as DOCX]
    """)
    (received,) = await house.look(submissions.submissions_sent)
    entries = await house.look(
        lambda c: c.execute(
            select(tables.audit.c.action, tables.audit.c.participant_id, tables.audit.c.facts)
        ).all()
    )
    (by_author,) = [each for each in entries if each.action == "submitted"]
    (by_clearer,) = [each for each in entries if each.action == "cleared"]
    assert by_author.participant_id == received.participant_id
    assert by_author.facts["cleared_by"] == by_clearer.participant_id


async def test_returned_it_comes_back_with_the_comment(chat: Chat, house: House) -> None:
    await asked(chat, CLEARER)
    await chat("""
        Clearer taps [Return]
        Bot → Clearer: This is about the draft of María López: Progress on an activity. / What should be changed? · 1/1 …
        Clearer: Please name the towns.
        Bot → Clearer: Return the draft with a comment / … / Comment: Please name the towns. [Confirm] …
        Clearer taps [Confirm]
        Bot → Clearer: Returned. María López has been told and has your comment. / What would you like to do? …
        Bot → Delegate: Lucía Ortiz has returned your draft: Progress on an activity. / What should be changed: Please name the towns. [Continue]
        Delegate taps [Continue]
        Bot → Delegate: What should be changed: Please name the towns. / Progress on an activity / … [Send] …
        Delegate taps [✎ What was done]
        …
        Delegate: Two shelters, in Tecún Umán.
        …
    """)
    await chat(f"""
        Delegate taps [Send]
        Bot → Delegate: {WAITING}
        Bot → Clearer: {CARD.replace("We plan two shelters.", "Two shelters, in Tecún Umán.")}
        Clearer taps [Send]
        Bot → Delegate: {RECEIVED}
        Bot → Secretariat: …
    """)


async def test_two_clear_at_once_and_it_is_sent_once(chat: Chat, house: House) -> None:
    await asked(chat, CLEARER, MINISTER)
    message, _, first = chat.button(CLEARER.id, "Send")
    other, _, second = chat.button(MINISTER.id, "Send")
    await chat.sandbox.tap_data(CLEARER.id, first, message)
    await chat.sandbox.tap_data(MINISTER.id, second, other)
    await passed_over(chat)
    assert len(await house.look(submissions.submissions_sent)) == 1
    texts = sorted(chat.sandbox.messages(each.id)[-1].text for each in (CLEARER, MINISTER))
    assert texts == [
        "Sent under number CAM/2026-27/PR-0001. María López has been told.",
        "This draft has been sent already, under number CAM/2026-27/PR-0001.",
    ]


async def test_the_others_see_how_it_stands(chat: Chat) -> None:
    await asked(chat, CLEARER, MINISTER)
    await chat("""
        Clearer taps [Return]
        …
        Clearer: Please name the towns.
        …
        Clearer taps [Confirm]
        …
        Minister taps [Send]
        Bot → Minister (edited): This draft is with María López again; nothing is to be cleared at the moment.
    """)


async def test_returning_is_too_late_once_it_is_sent(chat: Chat) -> None:
    await asked(chat, CLEARER, MINISTER)
    await chat("""
        Minister taps [Return]
        …
        Minister: Please name the towns.
        …
        Clearer taps [Send]
        …
        Minister taps [Confirm]
        Bot → Minister (edited): This draft has been sent already, under number CAM/2026-27/PR-0001. [Read it]
    """)


async def test_a_double_tap_sends_once(chat: Chat, house: House) -> None:
    await asked(chat, CLEARER)
    await chat("""
        Clearer taps [Send] twice
        …
    """)
    assert len(await house.look(submissions.submissions_sent)) == 1


async def test_the_authors_second_tap_says_where_it_is(chat: Chat) -> None:
    await asked(chat, CLEARER)
    await chat(f"""
        Delegate taps the old [Send]
        Bot → Delegate: {WAITING}
        Delegate taps the old [✎ What was done]
        Bot → Delegate: {WAITING}
    """)


async def test_the_author_takes_it_back(chat: Chat, house: House) -> None:
    await asked(chat, CLEARER)
    await chat("""
        Delegate taps [Take it back]
        Bot → Delegate (edited): You have taken your draft back; your colleagues can no longer send it.
        Bot → Delegate: Progress on an activity / … [Send] …
        Clearer taps [Send]
        Bot → Clearer (edited): This draft is with María López again; nothing is to be cleared at the moment.
        Delegate taps the old [Take it back]
        Bot → Delegate: Progress on an activity / … [Send] …
    """)
    assert await house.look(submissions.submissions_sent) == []


async def test_drafts_shows_what_waits_and_leads_to_taking_it_back(chat: Chat) -> None:
    await asked(chat, CLEARER)
    await chat(f"""
        Delegate: /drafts
        Bot → Delegate: Your unfinished drafts … [Progress on an activity…]
        Delegate taps [Progress on an activity…]
        Bot → Delegate: {WAITING}
    """)


async def test_nothing_is_stuck_when_nobody_clears_any_more(chat: Chat, house: House) -> None:
    await asked(chat, CLEARER)
    await house.dismiss(CLEARER)
    await chat("""
        Clearer taps [Send]
        Bot → Clearer: That is reserved to others in the committee; …
        Delegate taps [Take it back]
        …
        Delegate taps [Send]
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0001. …
        Bot → Secretariat: …
    """)


async def test_who_clears_as_well_sends_at_once(chat: Chat, house: House) -> None:
    await chat.let_in(MINISTER)
    await chat.house.let_in_also(
        Character("Delegate", DELEGATE.id, "María", "López", CLEARER.role), "GTM"
    )
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0001. …
        Bot → Secretariat: …
    """)


async def test_an_author_who_has_left_sends_nothing_any_more(chat: Chat, house: House) -> None:
    await asked(chat, CLEARER)
    await house.dismiss(DELEGATE)
    await chat("""
        Clearer taps [Send]
        Bot → Clearer (edited): María López no longer writes for Guatemala, so that the draft cannot be sent. Colleagues who write for Guatemala find it under /drafts and can go on with it.
    """)
    assert await house.look(submissions.submissions_sent) == []


async def test_clearing_is_for_those_of_the_actor(chat: Chat, house: House) -> None:
    await asked(chat, CLEARER)
    await chat.let_in(OBSERVER)
    for who in (OBSERVER, DELEGATE):
        for word in ("send", "return", "_page0", "f:1"):
            await taps_forged(chat, who, f"k:1:{word}")
            await chat(f"Bot → {who.called}: That is reserved to others in the committee; …")
    await taps_forged(chat, CLEARER, "k:1:back")
    await chat("Bot → Clearer: That is reserved to others in the committee; …")
    await taps_forged(chat, CLEARER, "k:zz:send")
    await chat("Bot → Clearer: That is reserved to others in the committee; …")


async def test_a_long_draft_with_a_file_is_read_in_pieces(chat: Chat, house: House) -> None:
    await with_file(house, DELEGATE, name="informe.pdf")
    await chat.let_in(CLEARER)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:1:amend")
    await chat("""
        …
        Delegate taps [I confirm]
        …
        Delegate taps [✎ What was done]
        …
    """)
    await chat(f"""
        Delegate: {"One shelter after the other. " * 60}
        …
        Delegate taps [Send]
        Bot → Delegate: Your draft is with your colleagues who clear what Guatemala sends. …
        Bot → Clearer: To be cleared: … / It is to take the place of CAM/2026-27/PR-0001. / … / Part 1 of … [Next ›] [📎 informe.pdf] [Send] [Return]
        Clearer taps [Next ›]
        Bot → Clearer (edited): To be cleared: … / Part 2 of … [‹ Previous] …
        Clearer taps [📎 informe.pdf]
        Bot → Clearer: (document informe.pdf) Attachment of the draft: Progress on an activity
        Clearer taps [Send]
        Bot → Delegate: … CAM/2026-27/PR-0001 rev. 1. …
        Bot → Secretariat: New version: CAM/2026-27/PR-0001 rev. 1 …
    """)
    assert await state_of(house, "CAM/2026-27/PR-0001") is SubmissionState.SUPERSEDED


async def test_what_it_amends_has_changed_meanwhile(chat: Chat, house: House) -> None:
    before = await sent(house, DELEGATE)
    await chat.let_in(CLEARER)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:1:amend")
    await chat("""
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        …
    """)
    await amended_by_colleague(house, before)
    await passed_over(chat)
    await chat("""
        Clearer taps [Send]
        Bot → Clearer (edited): CAM/2026-27/PR-0001 rev. 1 has changed meanwhile, so that this draft was not sent. María López has been told and decides how to go on.
        Bot → Delegate: CAM/2026-27/PR-0001 rev. 1 has been sent meanwhile by your colleagues. … [Continue]
        Delegate taps [Continue]
        Bot → Delegate: You are changing CAM/2026-27/PR-0001 rev. 1. … [Send] …
    """)
    newest = await standing(house, "CAM/2026-27/PR-0001 rev. 1")
    assert newest.state is SubmissionState.SUBMITTED


async def test_a_clearing_person_can_be_invited(chat: Chat) -> None:
    await chat("""
        Secretariat: /invite
        …
        Secretariat: guatemala
        Bot → Secretariat: … As what? · 2/2 [Focal point] [Alternate] [Contributor] [Clearing authority] [Observer] …
    """)


async def test_what_waits_to_be_cleared_is_found_again_in_the_list(chat: Chat) -> None:
    await asked(chat, CLEARER)
    await chat(f"""
        Clearer: /drafts
        Bot → Clearer: These wait for you to clear them. [Progress on an activity: 28 …]
        Clearer taps [Progress on an activity: 28 …]
        Bot → Clearer (edited): {CARD}
        Clearer taps [Send]
        …
        Clearer: /drafts
        Bot → Clearer: You have no unfinished drafts. …
    """)
