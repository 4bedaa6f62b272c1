"""A person's own settings: shown with the way to change each, and heeded at once."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Connection, select

from storage.tables import audit, participants
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, COLLEAGUE, DELEGATE, ORGAN, STRANGER, Character
from tests.stories.papers import last_document

SHOWN = """
    Delegate: /settings
    Bot → Delegate: Your settings / Language: English / Time zone: Guatemala, where it is 09:00 now / Public holidays: I write to you on these days too. [Language] [Time zone] [Public holidays]
"""


async def kept(house: House, who: Character = DELEGATE) -> tuple[str, str | None]:
    """Zone and holidays as they are kept."""

    def read(connection: Connection) -> tuple[str, str | None]:
        row = connection.execute(
            select(participants).where(participants.c.telegram_id == who.id)
        ).one()
        return row.zone, row.holidays

    return await house.look(read)


async def recorded(house: House) -> list[str]:
    """What the trail says of settings."""
    names = ("zone_set", "holidays_set", "language_set")
    asked = select(audit.c.action).where(audit.c.action.in_(names)).order_by(audit.c.id)
    return await house.look(lambda connection: list(connection.execute(asked).scalars()))


async def test_settings_stand_among_what_else_can_be_done(chat: Chat) -> None:
    await chat("""
        Delegate: /help
        …
        Delegate taps [More …]
        Bot → Delegate: What else would you like to do? … [Settings] [My data] …
        Delegate taps [Settings]
        Bot → Delegate: Your settings / Language: English / Time zone: Guatemala, where it is 09:00 now / Public holidays: I write to you on these days too. [Language] [Time zone] [Public holidays]
        Delegate taps [Language]
        Bot → Delegate: Which language do you prefer? …
    """)


async def test_a_zone_is_tapped_and_counts_at_once(chat: Chat, house: House) -> None:
    await chat(
        SHOWN
        + """
        Delegate taps [Time zone]
        Bot → Delegate: What is your time zone? · 1/1 / Tap one, or type a city. Reminders come in the morning of your zone. [Guatemala] [New York] [Save and leave]
        Delegate taps [New York]
        Bot → Delegate (edited): What is your time zone? / ✓ New York
        Bot → Delegate: From now on I go by the time in New York. It is 10:00 there now. / Your settings / Language: English / Time zone: New York, where it is 10:00 now / Public holidays: I write to you on these days too. …
        Delegate taps the old [Guatemala]
        Bot → Delegate: That button is no longer in use. / What would you like to do? …
    """
    )
    assert await kept(house) == ("America/New_York", None)
    assert await recorded(house) == ["zone_set"]


async def test_the_reminder_comes_in_the_morning_of_the_new_zone(chat: Chat) -> None:
    """Of which there is one a day: it has not come in the morning of the zone before."""
    await chat("""
        (8 days before the February meeting, 20:00 in Guatemala)
        …
        Delegate: /settings
        …
        Delegate taps [Time zone]
        …
        Delegate: tijuana
        …
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        (1 hour later)
        …
        (1 hour later)
        Bot → Delegate: … [Report progress] [Share a practice] [Nothing new] [Later] …
        …
    """)


@pytest.mark.parametrize(
    ("typed", "zone", "city"),
    [
        ("Madrid", "Europe/Madrid", "Madrid"),
        ("madrid ", "Europe/Madrid", "Madrid"),
        ("Ciudad de México", "America/Mexico_City", "Mexico City"),
        ("Nueva York", "America/New_York", "New York"),
        ("America/Sao_Paulo", "America/Sao_Paulo", "Sao Paulo"),
        ("Suiza", "Europe/Zurich", "Zurich"),
        ("2", "America/New_York", "New York"),
    ],
)
async def test_a_city_or_a_country_is_typed(
    chat: Chat, house: House, typed: str, zone: str, city: str
) -> None:
    await chat(f"""
        Delegate: /settings
        …
        Delegate taps [Time zone]
        …
        Delegate: {typed}
        Bot → Delegate: From now on I go by the time in {city}. It is … there now. / Your settings / …
    """)
    assert (await kept(house))[0] == zone


async def test_a_country_with_several_zones_offers_them(chat: Chat, house: House) -> None:
    await chat("""
        Delegate: /settings
        …
        Delegate taps [Time zone]
        …
        Delegate: Chile
        Bot → Delegate: Which of these do you mean? / What is your time zone? … [Santiago] [Punta Arenas] [Easter Island] …
        Delegate taps [Punta Arenas]
        …
    """)
    assert (await kept(house))[0] == "America/Punta_Arenas"


async def test_what_is_no_city_is_answered_kindly(chat: Chat, house: House) -> None:
    await chat("""
        Delegate: /settings
        …
        Delegate taps [Time zone]
        …
        Delegate: Macondo <b>
        Bot → Delegate: I do not find “Macondo <b>”. Please type a large city nearby or the country, or tap a button. / What is your time zone? … [Guatemala] [New York] [Save and leave]
        Delegate sends a photo
        Bot → Delegate: This question cannot take a file. … What is your time zone? …
        Delegate taps [Save and leave]
        Bot → Delegate (edited): What is your time zone? …
        Bot → Delegate: Saved. … What would you like to do? …
    """)
    assert await kept(house) == ("America/Guatemala", None)


async def test_holidays_of_ones_own_country(chat: Chat, house: House) -> None:
    await chat(
        SHOWN
        + """
        Delegate taps [Public holidays]
        Bot → Delegate: On the public holidays of which country should I not remind you? · 1/1 / … [Guatemala] [Write to me on public holidays too] [Save and leave]
        Delegate taps [Guatemala]
        Bot → Delegate (edited): On the public holidays of which country … / ✓ Guatemala
        Bot → Delegate: Noted: Guatemala. From now on I will not remind you on public holidays there. / Your settings / … / Public holidays: Guatemala. I do not remind you on these days. …
    """
    )
    assert await kept(house) == ("America/Guatemala", "GT")
    await chat("""
        Delegate taps [Public holidays]
        …
        Delegate taps [Write to me on public holidays too]
        Bot → Delegate (edited): …
        Bot → Delegate: From now on I will write to you on public holidays too. / Your settings / … / Public holidays: I write to you on these days too. …
    """)
    assert await kept(house) == ("America/Guatemala", None)
    assert await recorded(house) == ["holidays_set", "holidays_set"]


@pytest.mark.parametrize(
    ("typed", "country", "called"),
    [("España", "ES", "Spain"), ("états-unis", "US", "United States")],
)
async def test_holidays_of_another_country(
    chat: Chat, house: House, typed: str, country: str, called: str
) -> None:
    await chat(f"""
        Delegate: /settings
        …
        Delegate taps [Public holidays]
        …
        Delegate: Macondo
        Bot → Delegate: I do not find “Macondo”. … [Guatemala] …
        Delegate: {typed}
        Bot → Delegate: Noted: {called}. From now on I will not remind you on public holidays there. / Your settings / …
        Delegate taps [Public holidays]
        Bot → Delegate: On the public holidays … [Guatemala] [{called}] [Write to me on public holidays too] …
    """)
    assert (await kept(house))[1] == country


async def test_who_belongs_to_no_country_is_offered_that_of_their_zone(chat: Chat) -> None:
    await chat("""
        Organ: /settings
        …
        Organ taps [Public holidays]
        Bot → Organ: On the public holidays … [United States] [Write to me on public holidays too] …
        Chair: /settings
        …
        Chair taps [Public holidays]
        Bot → Chair: On the public holidays … [United States] [Write to me on public holidays too] …
    """)


async def test_the_form_that_was_open_is_gone_on_with(chat: Chat, house: House) -> None:
    """Also where the button was tapped twice."""
    await chat("""
        Delegate: /report
        …
        Delegate: /settings
        …
        Delegate taps [Time zone] twice
        …
        Delegate: Madrid
        Bot → Delegate: From now on I go by the time in Madrid. It is 16:00 there now. / Which activity is this about? …
        Delegate: 28
        Bot → Delegate: ✓ Activity: 28 … Where does it stand? …
    """)
    assert (await kept(house))[0] == "Europe/Madrid"


async def test_ones_own_settings_alone(chat: Chat, house: House) -> None:
    await chat("""
        Delegate: /settings
        …
        Colleague: /settings
        …
        Delegate taps [Time zone]
        …
        Colleague taps [Public holidays]
        …
        Delegate: Lima
        …
        Colleague taps [Guatemala]
        …
    """)
    assert await kept(house) == ("America/Lima", None)
    assert await kept(house, COLLEAGUE) == ("America/Guatemala", "GT")
    assert await kept(house, ORGAN) == ("America/New_York", None)


async def test_who_is_not_in_has_no_settings(chat: Chat, house: House) -> None:
    """Nor who is in no more: the buttons of before, and the form begun before, change nothing."""
    chat.meet(STRANGER)
    await chat("""
        Stranger: /settings
        Bot → Stranger: Welcome to Enlace. … [Register an organization] [Language]
        Chair: /settings
        …
        Chair taps [Time zone]
        …
    """)
    await house.dismiss(CHAIR)
    await chat("""
        Chair: Lima
        Bot → Chair: Welcome to Enlace. …
        Chair taps the old [Public holidays]
        Bot → Chair: Welcome to Enlace. …
    """)
    assert await kept(house, CHAIR) == ("America/New_York", None)


async def test_settings_are_among_ones_data_and_are_forgotten(chat: Chat, house: House) -> None:
    await chat("""
        Delegate: /settings
        …
        Delegate taps [Public holidays]
        …
        Delegate taps [Guatemala]
        …
        Delegate: /mydata
        …
    """)
    made = json.loads(last_document(chat, DELEGATE)[1])
    assert made["You"]["No reminders on holidays of"] == "Guatemala"
    await chat("""
        Delegate: /forget
        …
        Delegate taps [Yes, forget me]
        …
    """)
    empty = select(participants.c.holidays, participants.c.unasked_at).where(
        participants.c.forgotten_at.is_not(None)
    )
    assert await house.look(lambda connection: connection.execute(empty).one()) == (None, None)
