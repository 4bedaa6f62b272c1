"""Who owes what, and when it is night where they are."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.actors import Actor, ActorKind, actor_of
from committee.calendar import Ask, PlannedMeeting, annex1_term
from committee.localtime import local_day
from committee.owing import asked_of, end_of_night, in_quiet_hours
from committee.states import Participation, configured_participations
from committee.submissions import SubmissionKind
from locales import Localized
from tests.committee.changes import CHANGES

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
FEBRUARY_MORNING = date(2027, 2, 9)
NAME = Localized("x", "x", "x", "x")
deadlines = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def meeting(key: str) -> PlannedMeeting:
    term = annex1_term(2026, optional=("cidi", "expert"))
    return next(each for each in term.meetings if each.key == f"2026-27/{key}")


def member(kind: ActorKind) -> Actor:
    return Actor("somebody", kind, NAME, None, None)


def asked(key: str, actor: Actor) -> tuple[Ask, ...]:
    return asked_of(meeting(key).asks, actor, FEBRUARY_MORNING, configured_participations())


# --- When ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (time(21, 0), True),
        (time(20, 59, 59), False),
        (time(0, 0), True),
        (time(7, 59, 59), True),
        (time(8, 0), False),
        (time(12, 0), False),
    ],
)
def test_the_night_lasts_from_nine_to_eight(at: time, quiet: bool) -> None:
    zone = "America/Bogota"
    moment = datetime.combine(date(2027, 2, 9), at, ZoneInfo(zone)).astimezone(UTC)
    assert in_quiet_hours(moment, zone) is quiet


@settings(max_examples=300, deadline=None)
@given(deadlines, st.sampled_from(ZONES))
def test_the_night_is_the_readers_own(moment: datetime, zone: str) -> None:
    hour = moment.astimezone(ZoneInfo(zone)).hour
    assert in_quiet_hours(moment, zone) == (hour in {21, 22, 23, *range(8)})


@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_a_night_in_which_the_clocks_change_ends_at_eight(zone: str, day: date) -> None:
    """Looked at every quarter of an hour, from noon to noon."""
    noon = datetime.combine(day - timedelta(days=1), time(12), ZoneInfo(zone)).astimezone(UTC)
    quarters = [noon + timedelta(minutes=15 * n) for n in range(96)]
    night = [moment for moment in quarters if in_quiet_hours(moment, zone)]
    ends = {end_of_night(moment, zone).astimezone(ZoneInfo(zone)) for moment in night}
    assert {end.replace(tzinfo=None) for end in ends} == {datetime.combine(day, time(8))}
    assert {local_day(moment, zone) for moment in night} == {day - timedelta(days=1), day}
    assert not any(in_quiet_hours(end.astimezone(UTC), zone) for end in ends)


# --- What ----------------------------------------------------------------------------------------


def test_in_february_everybody_who_can_report_is_asked() -> None:
    for kind in set(ActorKind) - {ActorKind.STATE, ActorKind.OBSERVER}:
        assert asked("february", member(kind)) == meeting("february").asks
    assert asked("february", actor_of("GTM")) == meeting("february").asks


def test_observers_are_asked_only_where_pledges_are_welcome() -> None:
    observer = member(ActorKind.OBSERVER)
    assert asked("february", observer) == ()
    assert asked("cidi", observer) == meeting("cidi").asks


@pytest.mark.parametrize("key", ["CUB", "NIC", "VEN"])
def test_a_state_that_is_not_expected_to_report_is_not_reminded(key: str) -> None:
    assert asked("february", actor_of(key)) == ()


def test_what_counts_is_the_day_of_the_reminder() -> None:
    entries = [Participation("CUB", True, date(2027, 2, 13), None, "")]
    cuba, asks = actor_of("CUB"), meeting("february").asks
    assert asked_of(asks, cuba, date(2027, 2, 12), entries) == ()
    assert asked_of(asks, cuba, date(2027, 2, 13), entries) == asks


def test_an_ask_by_name_reaches_only_the_actor_named() -> None:
    practices, progress = meeting("november").asks
    assert progress.actors == ("iin",)
    assert asked("november", actor_of("iin")) == (practices, progress)
    assert asked("november", actor_of("cim")) == (practices,)


def test_an_ask_by_kind_reaches_that_kind() -> None:
    practices, progress = meeting("december").asks
    assert asked("december", actor_of("GTM")) == (practices, progress)
    assert asked("december", actor_of("oim")) == (practices,)
    assert asked("october", member(ActorKind.CIVIL_SOCIETY)) == ()


def test_kinds_and_names_add_up() -> None:
    ask = Ask(
        submission_kinds=(SubmissionKind.GOOD_PRACTICE,),
        actor_kinds=(ActorKind.ACADEMIA,),
        actors=("oim",),
        activities=(),
        objectives=(),
        themes=(),
    )
    for actor, concerned in [
        (actor_of("oim"), True),
        (member(ActorKind.ACADEMIA), True),
        (actor_of("oit"), False),
    ]:
        assert bool(asked_of([ask], actor, FEBRUARY_MORNING, ())) is concerned


def test_nobody_is_reminded_of_a_meeting_that_asks_nothing() -> None:
    for key in ("september", "may"):
        assert asked(key, actor_of("GTM")) == ()
        assert asked(key, actor_of("sg")) == ()
