"""Public holidays: known for every country that can be chosen, and loaded only when asked."""

import subprocess
import sys
from datetime import date

import holidays
import pytest

from committee.holidays import DISPUTED, country_name, is_holiday, supported
from committee.states import all_states, all_zones, country_of
from locales import LANGUAGES


def test_the_library_knows_every_country_that_can_be_chosen() -> None:
    assert supported() <= set(holidays.list_supported_countries())
    assert {state.alpha2 for state in all_states()} <= supported()
    assert not supported() & DISPUTED


@pytest.mark.parametrize(
    ("country", "day", "is_one"),
    [
        ("GT", date(2027, 9, 15), True),
        ("GT", date(2027, 9, 16), False),
        ("US", date(2027, 7, 5), True),  # the Fourth is a Sunday
        ("CL", date(2027, 9, 18), True),
        ("BR", date(2027, 9, 7), True),
        ("ES", date(2027, 9, 15), False),
        ("ZZ", date(2027, 1, 1), False),
        ("../..", date(2027, 1, 1), False),
    ],
)
def test_known_days(country: str, day: date, is_one: bool) -> None:
    assert is_holiday(country, day) is is_one


def test_every_country_that_can_be_chosen_can_be_asked_about() -> None:
    for country in supported():
        is_holiday(country, date(2027, 1, 1))


def test_every_country_has_a_name_in_the_four_languages() -> None:
    for country in supported():
        names = [country_name(country).for_(language) for language in LANGUAGES]
        assert all(name and name != country for name in names), country
    assert country_name("GT").fr == "Guatemala"
    assert country_name("ES").pt == "Espanha"


def test_the_library_is_not_loaded_until_somebody_keeps_holidays() -> None:
    code = (
        "import sys; import bot.app; from committee.holidays import country_name, supported; "
        "supported(); country_name('GT'); assert 'holidays' not in sys.modules; "
        "from committee.holidays import is_holiday; from datetime import date; "
        "is_holiday('GT', date(2027, 9, 15)); assert 'holidays' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_country_of_a_zone() -> None:
    assert country_of("America/New_York") == "US"
    assert country_of("America/Tijuana") == "MX"
    assert country_of("Etc/UTC") is None
    for state in all_states():
        assert {country_of(zone) for zone in state.zones} == {state.alpha2}
        assert set(state.zones) <= set(all_zones())
