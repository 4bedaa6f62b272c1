"""Between meetings and the answers of forms: what is not touched stays as it was, to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from committee import links
from committee.calendar import PlannedMeeting, annex1_term
from locales import LANGUAGES, Language
from services import calendars_plans as plans

MEETINGS = annex1_term(2026, optional=("cidi", "expert")).meetings
SEVERAL = replace(MEETINGS[0], asks=(*MEETINGS[5].asks, *MEETINGS[7].asks))
WITH_LINK = replace(MEETINGS[5], link="https://oas.org/live")
SAID: dict[str, Any] = {
    "language": "en",
    "kind": "regular",
    "title": "A day",
    "day": "2027-03-05",
    "time": "10:00",
    "place": "Room 1",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", [*MEETINGS, SEVERAL, WITH_LINK], ids=lambda plan: plan.key)
def test_a_change_that_changes_nothing_leaves_all_as_it_was(
    plan: PlannedMeeting, language: Language
) -> None:
    assert plans.changed(plan, plans.to_change(plan, language)) == plan


@pytest.mark.parametrize("plan", MEETINGS, ids=lambda plan: plan.key)
def test_a_move_to_where_it_is_leaves_all_as_it_was(plan: PlannedMeeting) -> None:
    day = f"{plan.starts_at:%Y-%m-%d}"
    assert plans.moved(plan, {**plans.to_move(plan), "day": day}) == plan


def test_a_move_across_the_change_of_clocks_keeps_the_hours_in_washington() -> None:
    """From February, EST, to April, EDT; due five days before it at noon."""
    february = next(each for each in MEETINGS if each.key.endswith("february"))
    due = february.starts_at - timedelta(days=5) - timedelta(hours=-2)
    april = plans.moved(
        replace(february, deadline=due), {"day": "2027-04-13", "time": "10:00", "due_days": 5}
    )
    assert april.starts_at.isoformat() == "2027-04-13T14:00:00+00:00"
    assert april.deadline.isoformat() == "2027-04-08T16:00:00+00:00"


@pytest.mark.parametrize(
    ("said", "place", "link"),
    [
        ("Room 10", "Room 10", None),
        ("https://oas.org/a", "Online", "https://oas.org/a"),
        ("Room 10, https://oas.org/a?b=1&c=2.", "Room 10", "https://oas.org/a?b=1&c=2"),
        ("HTTPS://oas.org/a (Room 10)", "(Room 10)", "HTTPS://oas.org/a"),
        ("OAS headquarters, Washington, D.C.", "OAS headquarters, Washington, D.C.", None),
        ("ftp://oas.org", "ftp://oas.org", None),
        ("Room 10 <https://oas.org/a>", "Room 10", "https://oas.org/a"),
        ("Room 10 (https://oas.org/a).", "Room 10", "https://oas.org/a"),
        ("Zoom: us02web.zoom.us/j/7?pwd=x", "Zoom", "https://us02web.zoom.us/j/7?pwd=x"),
        ("www.oas.org, Room 10", "Room 10", "https://www.oas.org"),
        ("Room B.12/13, San José", "Room B.12/13, San José", None),
        ("ana@oas.org/2", "ana@oas.org/2", None),
        ("https://oas.org/a\u200b", "Online", "https://oas.org/a"),
    ],
)
def test_a_web_address_in_the_place_is_the_link(said: str, place: str, link: str | None) -> None:
    plan = plans.planned({**SAID, "place": said})
    assert (plan.place.en, plan.link) == (place, link)


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({"place": "https://oas.org/a"}, False),
        ({"place": "https://oas.org/a and https://oas.org/b"}, True),
        ({"about": "Join at www.oas.org"}, True),
        ({"agenda": "Opening\nzoom.us/j/7"}, True),
        ({"agenda": "Opening", "mandates": "AG/RES. 2816 (XLIV-O/14)"}, False),
    ],
)
def test_a_web_address_that_everybody_would_see_is_known(
    answers: dict[str, str], shown: bool
) -> None:
    assert links.are_shown(plans.planned({**SAID, **answers})) is shown


def test_the_usual_place_is_named_in_all_four_languages() -> None:
    plan = plans.planned({**SAID, "place": "OAS headquarters, Washington, D.C."})
    assert plan.place == MEETINGS[0].place


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Children on the move", "2026-27/children-on-the-move"),
        ("Niñez, migración y protección en la región", "2026-27/ninez-migracion-y-proteccion-en-la-r"),
        ("移民", "2026-27/meeting"),
        ("🎉", "2026-27/meeting"),
    ],
)  # fmt: skip
def test_a_key_is_made_of_the_title(title: str, key: str) -> None:
    assert plans.planned({**SAID, "title": title}).key == key


def test_an_agenda_item_that_stays_keeps_its_other_languages() -> None:
    plan = MEETINGS[5]
    answers = plans.to_change(plan, "fr")
    lines = answers["agenda"].splitlines()
    changed = plans.changed(plan, {**answers, "agenda": "\n".join(["Neuf", *lines, "  "])})
    assert changed.agenda[1:] == plan.agenda
    assert changed.agenda[0].es == "Neuf"
