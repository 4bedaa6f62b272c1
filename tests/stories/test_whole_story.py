"""The story that must always work, from the invitation to the compilation, in each language."""

from __future__ import annotations

import pytest

from locales import LANGUAGES, Language
from services.menu import LANGUAGE_NAMES
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, COLLEAGUE
from tests.stories.papers import last_document, sheets_of, under_headings
from tests.words import wording

SUMMARY = (
    "Families who arrive cook together with those who came before them, in kitchens lent by the "
    "parishes of the town."
)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_the_invitation_to_the_compilation(
    empty_chat: Chat, house: House, language: Language
) -> None:
    """Everything of the design's second section, read in the language of the people in it."""
    chat = empty_chat
    await chat.let_in(COLLEAGUE, CHAIR)
    await the_delegate_joins(chat, language)
    await the_delegate_answers(chat)
    await her_colleagues_are_spared(chat)
    await a_network_shares_a_practice(chat)
    await the_chair_sees_where_things_stand(chat)
    await the_chair_pulls_the_compilation(chat, language)
    assert house.wrong_calls() == []


async def the_delegate_joins(chat: Chat, language: Language) -> None:
    await chat("""
        Secretariat: /start
        Bot → Secretariat: What would you like to do? … [Invite] …
        Secretariat taps [Invite]
        Bot → Secretariat: Who is invited? · 1/2 / Tap one, or type a word of its name. [General Secretariat] …
        Secretariat: guatemala
        Bot → Secretariat: ✓ Actor: Guatemala / As what? · 2/2 [Focal point] …
        Secretariat taps [Focal point]
        Bot → Secretariat: Invitation / … / Actor: Guatemala / Role: Focal point [Confirm] …
        Secretariat taps [Confirm]
        Bot → Secretariat: … https://t.me/enlace_sandbox_bot?start=…
        Bot → Secretariat: (photo) The same invitation as a QR code for Guatemala.
        Delegate opens the invitation
        Bot → Delegate: You have been invited: Focal point, Guatemala. Three short questions and you are in. / What is your name? · 1/3 / As the secretariat should know you. [María López] [Save and leave]
        Delegate taps [María López]
        Bot → Delegate (edited): What is your name? / ✓ María López
        Bot → Delegate: Which language should I write in? · 2/3 …
    """)
    own = LANGUAGE_NAMES[language]
    await chat(f"""
        Delegate taps [{own}]
        Bot → Delegate: What is your time zone? · 3/3 / Tap one, or type a city. Reminders come in the morning of your zone. [Guatemala] …
        Delegate taps [Guatemala]
        Bot → Delegate: Welcome / … / Name: María López / Language: {own} / Time zone: Guatemala [Confirm] …
        Delegate taps [Confirm]
        Bot → Delegate: Welcome, María López. Your role: Focal point, Guatemala. / … [Report progress] [Share a practice] [Submissions] [Calendar] [Language] […]
        Bot → Secretariat: María López has joined: Focal point, Guatemala.
    """)


async def the_delegate_answers(chat: Chat) -> None:
    await chat("""
        (7 days before the February meeting, 07:59 in Guatemala)
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Colleague: Progress of the Program and SICREMI / …
        Bot → Delegate: Progress of the Program and SICREMI / … / The working group presents its progress report on the Program; the Committee takes up the sustainability of SICREMI, the migration reporting system, and its third report. / All actors are invited to report their progress under the Program and to share good practices. / Tap a button, or simply reply to this message with text, a voice note, a photo or a document. [Report progress] [Share a practice] [Nothing new] [Later] [Not us any more]
        Delegate taps [Report progress]
        Bot → Delegate: Before your first submission: bot chats are not end-to-end encrypted, and migrants’ personal data do not belong in a submission. Please leave them out. / Which activity is this about? · 1/10 / Tap one, or type its number or a word of it. [21 Exchange of migration data] … [Next ›] [Save and leave]
        Delegate: 28
        Bot → Delegate: ✓ Activity: 28 Consular assistance / Where does it stand? · 4/10 [Under way] [Done] …
        Delegate taps [◀ Back]
        Bot → Delegate (edited): In which month does it end? · 3/10 / Tap one, or type a month and a year. / Now: February 2027 … [Keep] [◀ Back] [Save and leave]
        Delegate taps [Keep]
        Bot → Delegate (edited): In which month does it end? / ✓ February 2027
        Bot → Delegate: Where does it stand? · 4/10 [Under way] [Done] …
        Delegate taps [Under way]
        Bot → Delegate: What was done? · 5/10 [◀ Back] [Save and leave]
        Delegate taps [Save and leave]
        Bot → Delegate (edited): What was done? · 5/10
        Bot → Delegate: Saved. Nothing is lost; you can go on with it at any time. / … [Continue my draft] …
        (1 day later)
        Delegate: /drafts
        Bot → Delegate: Your unfinished drafts [Progress on an activity …]
        Delegate taps [Progress on an activity …]
        Bot → Delegate: What was done? · 5/10 [◀ Back] [Save and leave]
        Delegate: We opened two shelters.
        Bot → Delegate: Would you like to add details? · 6/10 / … [Yes] [No] …
        Delegate taps [Yes]
        Bot → Delegate: What changed? · 7/22 / Figures if you have them, by sex and age. [◀ Back] [Skip] [Save and leave]
        Delegate taps [Skip]
        Bot → Delegate (edited): What changed? / No answer
        Bot → Delegate: How many people were reached? · 8/22 [◀ Back] [Skip] [Save and leave]
        Delegate: many
        Bot → Delegate: … / How many people were reached? · 8/22 …
        Delegate: 250
        Bot → Delegate: ✓ People reached: 250 / At what level? · 9/22 / … [Local] [National] …
        Delegate: /skip
        …
        Delegate: /skip
        …
        Delegate: /skip
        …
        Delegate: /skip
        …
        Delegate: /skip
        …
        Delegate: /skip
        …
        Delegate: /skip
        …
        Delegate: /skip
        Bot → Delegate: Any documents or photos? · 17/22 / …
        Delegate sends a document “informe.pdf”
        Bot → Delegate: Any documents or photos? · 17/22 / … / Received: informe.pdf [Done ▸] …
        Delegate taps [Done ▸]
        Bot → Delegate (edited): Any documents or photos? / ✓ informe.pdf
        Bot → Delegate: Is there an official covering note? · 18/22 / …
        Delegate taps [Skip]
        Bot → Delegate: Who can answer questions about this? · 19/22 / Name, office and e-mail. [María López] [◀ Back] [Save and leave]
        Delegate taps [María López]
        Bot → Delegate: Who may read this? · 21/22 / The secretariat reads every submission. [Working group only] [Public] [Secretariat only] …
        Delegate taps [Working group only]
        Bot → Delegate: I am authorized to submit this for my organization. · 22/22 [I confirm] …
        Delegate taps [I confirm]
        Bot → Delegate: Progress on an activity / … / Activity: 28 Consular assistance / From: September 2026 / Until: February 2027 / Status: Under way / What was done: We opened two shelters. / … [Send] [✎ Activity] …
        Delegate taps [✎ What was done]
        Bot → Delegate (edited): What was done? · 5/22 / Now: We opened two shelters. [Keep] [◀ Back] [Save and leave]
        Delegate: We opened three shelters.
        Bot → Delegate: Progress on an activity / … / What was done: We opened three shelters. / … [Send] …
        Delegate taps [✎ From]
        Bot → Delegate (edited): In which month does the period begin? · 2/22 / … / Now: September 2026 …
        Delegate: 1/2027
        Bot → Delegate: ✓ From: January 2027 / Progress on an activity / … / From: January 2027 / … [Send] …
        Delegate taps [Send]
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0001. / Activity progress, Guatemala. Who may read it: Working group only. / Guatemala: nobody will be reminded again for this meeting. [Read it] [Copy as DOCX] [Report progress] [Share a practice]
        Bot → Colleague: María López has answered for Guatemala: Activity progress, received under number CAM/2026-27/PR-0001, for “Progress of the Program and SICREMI”. You need do nothing. [Read it] [Report progress] [Share a practice]
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / …
    """)


async def her_colleagues_are_spared(chat: Chat) -> None:
    await chat("""
        (3 days before the February meeting, 09:00 in Guatemala)
        (1 day before the February meeting, 06:30 in Guatemala)
    """)


async def a_network_shares_a_practice(chat: Chat) -> None:
    await chat("""
        Network: /start
        Bot → Network: Welcome to Enlace. … [Register an organization] [Language]
        Network taps [Register an organization]
        Bot → Network: What kind of organization are you? · 1/6 … [Diaspora network] …
        Network taps [Diaspora network]
        Bot → Network: What is its name? · 2/6 …
        Network: Red Chapina
        Bot → Network: In which country is it based? · 3/6 / Tap one, or type its name. …
        Network: Guatemala
        Bot → Network: ✓ Country: Guatemala / What does it do for migrants? · 4/6 / …
        Network: We help families.
        Bot → Network: Does it have a web page? · 5/6 / …
        Network: https://red.example.org
        Bot → Network: Whom may the secretariat ask? · 6/6 / …
        Network: Rosa Ferreira, rosa@example.org
        Bot → Network: Registration / … / Kind: Diaspora network / Organization: Red Chapina / … [Send] …
        Network taps [Send]
        Bot → Network: Thank you. Your request has been passed to the committee’s secretariat. I will write to you as soon as it has been decided.
        Bot → Secretariat: Red Chapina asks to be registered / Kind: Diaspora network / Country: Guatemala / About: We help families. / Contact: Rosa Ferreira, rosa@example.org / Link: https://red.example.org [Approve] [Decline]
        Secretariat taps [Approve]
        Bot → Secretariat (edited): Red Chapina has been registered by Hélène Baptiste.
        Bot → Network: Red Chapina is now registered. You can share good practices and report progress. [Share a practice] [Report progress]
        Network taps [Share a practice]
        Bot → Network: Before your first submission: … / What is the practice called? · 1/17 [Save and leave]
        Network: Shared kitchens
        Bot → Network: In a few sentences: who, what, where? · 2/17 / Between 100 and 1200 characters. …
    """)
    await chat(f"""
        Network: {SUMMARY}
        Bot → Network: Who runs it? · 3/17 …
        Network: Red Chapina
        Bot → Network: Where? · 4/17 / Tap all that apply, or type them with commas. [Antigua and Barbuda] …
        Network: GTM
        Bot → Network: ✓ Where: Guatemala / When did it begin? · 5/17 / …
        Network: 3/2024
        Bot → Network: ✓ Beginning: March 2024 / Is it still running? · 6/17 [Yes] [No] …
        Network taps [Yes]
        Bot → Network: Which objectives does it serve? · 7/17 / …
        Network: S3
        Bot → Network: ✓ Objectives: S3 Consular information and assistance / What problem did it address? · 8/17 …
        Network: Loneliness.
        Bot → Network: How was it done? · 9/17 …
        Network: In kitchens.
        Bot → Network: What were the results, and how do you know? · 10/17 …
        Network: Friends.
        Bot → Network: What would another country need to do the same? · 11/17 …
        Network: A kitchen.
        Bot → Network: Would you like to add details? · 12/17 / … [Yes] [No] …
        Network taps [Yes]
        Bot → Network: Who are the partners? · 13/25 …
        Network: /skip
        …
        Network: /skip
        …
        Network: /skip
        …
        Network: /skip
        …
        Network: /skip
        …
        Network: /skip
        …
        Network: /skip
        …
        Network sends a photo
        Bot → Network: Any documents or photos? · 20/25 / … / Received: photo.jpg [Done ▸] …
        Network sends a photo
        Bot → Network: Any documents or photos? · 20/25 / … / Received: … [Done ▸] …
        Network taps [Done ▸]
        Bot → Network: Who can answer questions about this? · 21/25 / … [Rosa Ferreira] …
        Network taps [Rosa Ferreira]
        Bot → Network: Who may read this? · 23/25 / …
        Network taps [Secretariat only]
        Bot → Network: May your organization be named outside the secretariat? · 24/25 / … [Yes, name us] [Do not name us] …
        Network taps [Do not name us]
        Bot → Network: I am authorized to submit this for my organization. · 25/25 …
        Network taps [I confirm]
        Bot → Network: Good practice / … / Readers: Secretariat only / … / Left open: … [Send] …
        Network taps [Send]
        Bot → Network: Thank you. It has been received under number CAM/2026-27/GP-0001. / Good practice, Red Chapina. Who may read it: Secretariat only. / Outside the secretariat nobody is told who sent it. / Red Chapina: nobody will be reminded again for this meeting. [Read it] [Copy as DOCX] [Report progress] [Share a practice]
    """)


async def the_chair_sees_where_things_stand(chat: Chat) -> None:
    await chat("""
        Chair: /status
        Bot → Chair: Status for “Progress of the Program and SICREMI” / … / Activities covered this term: 1 of 42. / Submissions this term: 1. …
    """)


async def the_chair_pulls_the_compilation(chat: Chat, language: Language) -> None:
    await chat("""
        Chair: /export
        Bot → Chair: Compilation / … / Meeting: … / Format: DOCX / … [Confirm] [✎ Meeting] …
        Chair taps [✎ Meeting]
        Bot → Chair (edited): … [All meetings] …
        Chair taps [All meetings]
        Bot → Chair: Compilation / … / Meeting: All meetings / … [Confirm] …
        Chair taps [✎ Format]
        Bot → Chair (edited): … [DOCX] … [XLSX] …
        Chair taps [XLSX]
        Bot → Chair: Compilation / … / Format: XLSX / … [Confirm] …
        Chair taps [Confirm]
        Bot → Chair: The compilation is ready; it follows here.
        …
    """)
    name, content = last_document(chat, CHAIR)
    assert name.endswith(f"-{language}.xlsx")
    say = wording(language).of
    sheets = sheets_of(content)
    (row,) = under_headings(sheets[say("Activity progress")], say("Number"))
    assert row[say("Number")] == "CAM/2026-27/PR-0001"
    assert row[say("Actor")] == "Guatemala"
    assert row[say("What was done")] == "We opened three shelters."
    assert row[say("People reached")] == 250
    assert row[say("Activity")] == say("28 Consular assistance")
    assert under_headings(sheets[say("Good practice")], say("Number")) == []
