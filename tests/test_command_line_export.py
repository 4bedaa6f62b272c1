"""`enlace export`: everything a request can hold, and a line for what it cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.asked import request_of
from bot.ground import StartError
from committee.access import Role
from committee.actors import ActorKind
from committee.submissions import SubmissionKind, SubmissionState, Visibility
from services.compiling.request import Order, Request
from tests.processes import command

NOTHING = {
    "language": "es",
    "roles": ("secretariat",),
    "meeting": None,
    "since": None,
    "until": None,
    "kinds": (),
    "actor_kinds": (),
    "actors": (),
    "activities": (),
    "objectives": (),
    "places": (),
    "states": (),
    "level": None,
    "order": "document",
    "annexes": True,
    "symbol": None,
    "revision": None,
}


def test_without_options_everything_is_asked_for() -> None:
    assert request_of(NOTHING) == Request("es", (Role.SECRETARIAT,))


def test_every_option_reaches_the_request() -> None:
    """Days begin in Washington; the last one is there with all of it."""
    asked = request_of(
        {
            "language": "fr",
            "roles": ("chair",),
            "meeting": "2026-27/february",
            "since": "2026-10",
            "until": "2026-12-05",
            "kinds": ("good_practice", "new_proposal"),
            "actor_kinds": ("state",),
            "actors": ("GTM", "cim"),
            "activities": ("28", "29"),
            "objectives": ("s1",),
            "places": ("gtm", "HN"),
            "states": ("returned",),
            "level": "working_group",
            "order": "spanish",
            "annexes": False,
            "symbol": "CIDI/CAM/doc.19/15",
            "revision": 2,
        }
    )
    assert asked.since is not None
    assert asked.until is not None
    assert asked.since.isoformat() == "2026-10-01T04:00:00+00:00"
    assert asked.until.isoformat() == "2026-12-06T05:00:00+00:00"
    assert asked == Request(
        "fr",
        (Role.CHAIR,),
        meeting_key="2026-27/february",
        since=asked.since,
        until=asked.until,
        kinds=(SubmissionKind.GOOD_PRACTICE, SubmissionKind.NEW_PROPOSAL),
        actor_kinds=(ActorKind.STATE,),
        actors=("GTM", "cim"),
        activities=(28, 29),
        objectives=("S1",),
        places=("GTM", "HND"),
        states=(SubmissionState.RETURNED,),
        level=Visibility.WORKING_GROUP,
        order=Order.SPANISH,
        annexes=False,
        symbol="CIDI/CAM/doc.19/15",
        revision=2,
    )


def test_a_month_is_there_until_its_last_day() -> None:
    until = request_of({**NOTHING, "until": "2026-12"}).until
    assert until is not None
    assert until.isoformat() == "2027-01-01T05:00:00+00:00"


REFUSED = [
    ({"kinds": ("poem",)}, "--kind: there is no poem; known are activity_progress, "),
    ({"actor_kinds": ("ghost",)}, "--actor-kind: there is no ghost"),
    ({"activities": ("99",)}, "--activity: there is no 99; the Program numbers them 1 to 42"),
    ({"activities": ("²",)}, "--activity: there is no ²"),
    ({"objectives": ("X",)}, "--objective: there is no X; known are G1"),
    ({"places": ("XX",)}, "--place: there is no XX; known are ARG"),
    ({"states": ("draft",)}, "--state: there is no draft; known are submitted"),
    ({"level": "nobody"}, "--level: there is no nobody; known are public"),
    ({"since": "2026-13"}, "--since: 2026-13 is no month such as 2026-10"),
    ({"until": "9999-12"}, "--until: 9999-12 is no month"),
    ({"since": "2026-10", "until": "2026-09"}, "--until: it lies before --since"),
    ({"symbol": "doc=1"}, "--symbol: letters, digits, spaces and / . - only"),
    ({"symbol": "x" * 61}, "--symbol: "),
    ({"symbol": ""}, "--symbol: "),
    ({"revision": 1}, "--revision: a working copy has none"),
    ({"revision": 100, "symbol": "A"}, "--revision: from 0 to 99"),
]


@pytest.mark.parametrize(("asked", "told"), REFUSED, ids=[told for _, told in REFUSED])
def test_what_there_is_not_is_told_by_its_option(asked: dict[str, object], told: str) -> None:
    with pytest.raises(StartError, match=re.escape(told)) as error:
        request_of({**NOTHING, **asked})
    assert "\n" not in str(error.value)


def test_the_command_takes_them_and_tells_in_one_line_what_it_cannot(tmp_path: Path) -> None:
    done = command(
        "export", "--since", "2026-10", "--until", "2026-12-05", "--kind", "good_practice",
        "--actor", "GTM", "--activity", "28", "--objective", "S1", "--place", "GTM",
        "--state", "submitted", "--level", "working_group", "--order", "spanish",
        "--no-annexes", "--symbol", "CIDI/CAM/doc.19/15", "--revision", "1",
        "--format", "json", "--folder", "out",
        folder=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / done.stdout.strip()).is_file()
    for options, told in (
        (("--place", "XX"), "--place: there is no XX"),
        (("--actor", "nobody"), "--actor: there is no actor nobody"),
        (("--meeting", "no/such"), "--meeting: there is no meeting no/such"),
    ):
        done = command("export", *options, folder=tmp_path)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert told in done.stderr
