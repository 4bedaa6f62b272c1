"""Every form has a way in, and it is shown to those who may send what it asks for."""

from __future__ import annotations

from tests.chat import Chat
from tests.people import DELEGATE


async def test_the_second_menu_offers_what_a_state_may_send(chat: Chat) -> None:
    await chat("""
        Delegate: /help
        Bot → Delegate: What would you like to do? … [Report progress] [Share a practice] [Submissions] [Calendar] [Language] [More …]
        Delegate taps [More …]
        Bot → Delegate: What else would you like to do? … [New proposal] [Comment on a draft text] [Law or policy] [Research findings] [Pledge a contribution] … [The Program] [Good practices] [Hand over] [My data] [Leave Enlace]
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
