"""Every form has a way in, and it is shown to those who may send what it asks for."""

from __future__ import annotations

from committee.consultations import read_draft_text
from storage import submissions
from tests.chat import Chat
from tests.committee.test_consultations import TEXT


async def test_the_second_menu_offers_what_a_state_may_send(chat: Chat) -> None:
    await chat("""
        Delegate: /help
        Bot → Delegate: What would you like to do? … [Report progress] [Share a practice] [Submissions] [Calendar] [Language] [More …]
        Delegate taps [More …]
        Bot → Delegate: What else would you like to do? … [New proposal] [Comment on a draft text] [Law or policy] [Research findings] [Pledge a contribution] … [The Program] [Good practices] [Hand over] [Settings] [My data] [Leave Enlace]
        Delegate taps [New proposal]
        Bot → Delegate: … What is the proposal called? …
        Delegate: /research
        Bot → Delegate: … Which topic … [Save and leave]
    """)


async def test_an_organ_is_not_offered_what_organs_do_not_send(chat: Chat) -> None:
    await chat("""
        Organ: /help
        …
        Organ taps [More …]
        Bot → Organ: … [New proposal] [Comment on a draft text] [Law or policy] [Research findings] [The Program] …
        Organ: /pledge
        Bot → Organ: That is reserved to others in the committee; /help shows what is open to you. …
    """)


async def test_a_state_tells_of_its_own_laws(chat: Chat) -> None:
    await chat("""
        Delegate: /law
        Bot → Delegate: … What kind of rule is it? …
    """)


async def test_without_an_open_text_there_is_nothing_to_comment(chat: Chat) -> None:
    await chat("""
        Delegate: /input
        Bot → Delegate: No draft text is open for input at present. … [Report progress] …
    """)


async def test_a_reminder_offers_what_its_meeting_asks_for(chat: Chat) -> None:
    """In April inputs on a draft text and proposals are asked for."""
    await chat("""
        (7 days before the April meeting, 09:00 in Guatemala)
        Bot → Delegate: … [Report progress] [Share a practice] [New proposal] [Comment on a draft text] [Nothing new] [Later] [Not us any more] [Annual meeting of the Program’s actors (CIDI)]
        …
        Delegate taps [New proposal]
        Bot → Delegate: … What is the proposal called? …
    """)


async def test_input_goes_to_a_paragraph_of_an_open_text(chat: Chat) -> None:
    await chat.house.app.services.consultations.open(read_draft_text(TEXT, where="plan.toml"))
    await chat("""
        Delegate: /input
        Bot → Delegate: … Which document and revision is this about? … [CIDI/CAM/doc.19/15 rev. 9: Draft work plan] …
        Delegate taps [CIDI/CAM/doc.19/15 rev. 9…]
        Bot → Delegate (edited): … ✓ CIDI/CAM/doc.19/15 rev. 9: Draft work plan
        Bot → Delegate: … Which paragraph? … [1. The States shall exchange information.] [2.a. The Secretariat shall report.] …
        Delegate: 2.a
        Bot → Delegate: … What do you ask? …
        Delegate taps [Change it]
        …
        Delegate: The Secretariat shall report every year.
        Bot → Delegate: … Why do you ask for this? … [Skip] …
        Delegate taps [Skip]
        …
        Delegate taps [Yes, final]
        …
        Delegate taps [No]
        …
        Delegate: María López, consular office
        …
        Delegate taps [Working group only]
        …
        Delegate taps [I confirm]
        Bot → Delegate: … / Document: CIDI/CAM/doc.19/15 rev. 9: Draft work plan / Paragraph: 2.a. The Secretariat shall report. / … [Send] …
        Delegate taps [Send]
        …
    """)
    (sent,) = await chat.house.look(submissions.submissions_sent)
    assert sent.number == "CAM/2026-27/DI-0001"
    assert sent.answers["text"] == "The Secretariat shall report every year."
