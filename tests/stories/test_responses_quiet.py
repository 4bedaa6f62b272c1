"""Not us any more: asked once, told to the secretariat, taken back by either."""

from __future__ import annotations

import pytest

from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE, DEPUTY, SECRETARIAT
from tests.stories.response_scenes import noted
from tests.stories.review_scenes import letters_with, passed_over

REMINDED = """
    (7 days before the February meeting, 09:00 in Guatemala)
    …
"""
TOLD = "María López says that they no longer answer for Guatemala. Role: Focal point. …"
BUTTONS = "[End this role] [Remind again]"
NOTED = "Thank you. I have told the secretariat, … Guatemala no more. … [It is ours after all]"
SAID = f"""
    Delegate taps [Not us any more]
    …
    Delegate taps [Yes, tell the secretariat]
    Bot → Delegate (edited): {NOTED}
    Bot → Secretariat: {TOLD} {BUTTONS}
"""
THREE_DAYS = "(3 days before the February meeting, 09:00 in Guatemala)"
REMINDER = "Progress of the Program and SICREMI / … [Not us any more]"


@pytest.fixture
async def asked(empty_chat: Chat) -> Chat:
    """A chat in which a delegate has just been reminded; the secretariat is there."""
    await empty_chat.let_in(DELEGATE, SECRETARIAT)
    await empty_chat(REMINDED)
    return empty_chat


async def test_it_is_asked_once_and_told_to_everybody_in_the_secretariat(
    asked: Chat, house: House
) -> None:
    await asked.let_in(DEPUTY, COLLEAGUE)
    await asked(f"""
        Delegate taps [Not us any more]
        Bot → Delegate: Shall I tell the secretariat that Guatemala is no longer yours? / … Your drafts stay, … [Yes, tell the secretariat] [No, it is still ours]
        Delegate taps [Yes, tell the secretariat] twice
        Bot → Delegate (edited): {NOTED}
        Bot → Secretariat: {TOLD} {BUTTONS}
        Bot → Deputy: {TOLD} {BUTTONS}
        {THREE_DAYS}
        Bot → Colleague: {REMINDER}
        …
    """)
    said = [m.text for m in asked.sandbox.messages(DELEGATE.id) if m.from_bot]
    assert sum("Contributions are due" in text for text in said) == 1
    assert await noted(house, "not_us") == 1
    assert await letters_with(house, "notus:") == 2


async def test_no_leaves_all_as_it_is(asked: Chat, house: House) -> None:
    await asked(f"""
        Delegate taps [Not us any more]
        …
        Delegate taps [No, it is still ours]
        Bot → Delegate (edited): All stays as it is. [Report progress] [Share a practice] [Nothing new] [Later] …
        {THREE_DAYS}
        Bot → Delegate: {REMINDER}
        …
    """)
    assert await noted(house, "not_us") == 0


async def test_what_was_put_off_does_not_come_either(asked: Chat) -> None:
    await asked("""
        Delegate taps [Later]
        …
        Delegate taps [Tomorrow]
        …
    """)
    await asked(
        SAID
        + """
        (6 days before the February meeting, 09:00 in Guatemala)
        …
        (1 day before the February meeting, 20:00 in Guatemala)
        …
        """
    )
    said = [m.text for m in asked.sandbox.messages(DELEGATE.id) if m.from_bot]
    assert sum("Contributions are due" in text for text in said) == 1


@pytest.mark.parametrize(
    "back",
    [
        "Delegate taps [It is ours after all]",
        "Secretariat taps [Remind again]",
    ],
)
async def test_what_was_put_off_comes_when_it_is_taken_back(asked: Chat, back: str) -> None:
    await asked(
        """
        Delegate taps [Later]
        …
        Delegate taps [In 3 days]
        …
        """
        + SAID
        + f"""
        {back}
        …
        (4 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: {REMINDER}
        …
        """
    )


async def test_what_was_put_off_for_a_meeting_that_is_past_stays_away(
    asked: Chat, house: House
) -> None:
    await asked("Delegate taps [Later]\n…\nDelegate taps [In 3 days]\n…" + SAID)
    await asked("""
        (0 days before the February meeting, 20:00 in Guatemala)
        …
        Delegate taps [It is ours after all]
        …
        (1 day later)
        …
    """)
    said = [m.text for m in asked.sandbox.messages(DELEGATE.id) if m.from_bot]
    assert sum("Contributions are due" in text for text in said) == 1
    assert await noted(house, "reminders_missed") == 0


@pytest.mark.parametrize("button", ["Later", "Not us any more"])
async def test_an_old_button_says_what_holds(asked: Chat, button: str) -> None:
    await asked(SAID)
    await asked(f"""
        Delegate taps the old [{button}]
        Bot → Delegate: {NOTED}
    """)


async def test_it_can_be_taken_back_and_the_secretariat_hears_it(asked: Chat, house: House) -> None:
    await asked(SAID)
    await asked(f"""
        Delegate taps [It is ours after all] twice
        Bot → Delegate (edited): Good to know. I remind you for Guatemala as before. [Report progress] …
        Bot → Secretariat: María López says that Guatemala is theirs after all, and is reminded as before.
        {THREE_DAYS}
        Bot → Delegate: {REMINDER}
        …
    """)
    assert await noted(house, "ours_after_all") == 1


async def test_taken_back_before_it_was_told_it_is_never_told(empty_chat: Chat) -> None:
    """It is night in Washington; a night letter waits for the morning."""
    await empty_chat.let_in(DELEGATE, SECRETARIAT)
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        (7 days before the February meeting, 20:30 in Guatemala)
        …
        Delegate taps [Not us any more]
        …
        Delegate taps [Yes, tell the secretariat]
        …
        Delegate taps [It is ours after all]
        …
    """)
    await empty_chat("(6 days before the February meeting, 09:00 in Guatemala)\n…")
    await empty_chat.house.pass_over(14 * 3600)
    await passed_over(empty_chat)
    read = " ".join(m.text for m in empty_chat.sandbox.messages(SECRETARIAT.id))
    assert "theirs" not in read


async def test_the_secretariat_can_have_them_reminded_again(asked: Chat, house: House) -> None:
    await asked(SAID)
    await asked(f"""
        Secretariat taps [Remind again] twice
        Bot → Secretariat (edited): María López is reminded for Guatemala as before. [End this role]
        Bot → Delegate: The secretariat asks you to go on for Guatemala: I remind you as before. [Report progress] …
        {THREE_DAYS}
        Bot → Delegate: {REMINDER}
        …
    """)
    assert await noted(house, "reminded_again") == 1


async def test_the_secretariat_can_end_the_role(asked: Chat) -> None:
    await asked(SAID)
    await asked("""
        Secretariat taps [End this role]
        Bot → Secretariat (edited): End this role now? / María López: Focal point, Guatemala / … [Yes, end it now] [No, leave it as it is]
        Secretariat taps [Yes, end it now]
        Bot → Secretariat (edited): María López: the role has ended … [Everybody who is in]
        Bot → Delegate: Thank you for your work with the committee. The secretariat has ended your role: …
        Delegate taps [It is ours after all]
        Bot → Delegate: You no longer answer for Guatemala, so nothing was changed. … / Welcome to Enlace. …
        Secretariat taps the old [Remind again]
        Bot → Secretariat: That role has ended already, or has passed to somebody else. / …
    """)


async def test_who_is_no_longer_in_the_secretariat_cannot_have_anybody_reminded(
    asked: Chat, house: House
) -> None:
    await asked(SAID)
    await house.dismiss(SECRETARIAT)
    await asked(f"""
        Secretariat taps [Remind again]
        Bot → Secretariat: That is reserved to others in the committee; … / …
        {THREE_DAYS}
        …
    """)
    said = [m.text for m in asked.sandbox.messages(DELEGATE.id) if m.from_bot]
    assert sum("Contributions are due" in text for text in said) == 1
