"""The 35 states of the Americas, their time zones, and which of them are expected to report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from committee.datafile import DataError, Table, read
from locales import Localized


@dataclass(frozen=True, slots=True)
class State:
    """A state with its usual short name; `zones` are IANA names, the capital's first."""

    alpha3: str
    alpha2: str
    name: Localized
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """Whether a state is expected to report from `since` to `until`, both days included.

    `until` None means until further notice. It is configuration of the operator, never a
    statement on the state's relation to the Organization.
    """

    actor_key: str
    expected_to_report: bool
    since: date
    until: date | None
    note: str

    def covers(self, day: date) -> bool:
        """Whether this entry speaks about `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


@cache
def all_states() -> tuple[State, ...]:
    """The 35 states, in the order of their Spanish names."""
    return tuple(_state(entry) for entry in read("states.toml").tables("state"))


def state_of(alpha: str) -> State:
    """The state with that ISO 3166 alpha-2 or alpha-3 code, case ignored; KeyError if none."""
    return _by_code()[alpha.upper()]


def zones_of(country: str) -> tuple[str, ...]:
    """The IANA zones of the country with that alpha-2 code, case ignored; empty if there is none.

    For the 35 states one zone per way the clocks go there, the capital's first; for all other
    countries the zones of the time zone database in its order.
    """
    state = _by_code().get(country.upper())
    return state.zones if state else _zone_table().get(country.upper(), ())


def countries() -> frozenset[str]:
    """The alpha-2 codes of all countries that have a time zone."""
    return frozenset(_zone_table())


@cache
def all_zones() -> tuple[str, ...]:
    """Every zone in which people live, those of the 35 states first."""
    of_states = (zone for state in all_states() for zone in state.zones)
    everywhere = (zone for zones in _zone_table().values() for zone in zones)
    return tuple(dict.fromkeys((*of_states, *everywhere)))


def country_of(zone: str) -> str | None:
    """The alpha-2 code of the country in which that zone is; None where it is in none."""
    return _countries_by_zone().get(zone)


@cache
def configured_participations() -> tuple[Participation, ...]:
    """The participation shipped with the product: an entry or more for each state."""
    table = read("participation.toml")
    special = tuple(_participation(entry) for entry in table.tables("participation"))
    named = {entry.actor_key for entry in special}
    usual = tuple(
        Participation(state.alpha3, True, table.day("since"), None, "")  # noqa: FBT003
        for state in all_states()
        if state.alpha3 not in named
    )
    return check_participations(usual + special)


def check_participations(entries: tuple[Participation, ...]) -> tuple[Participation, ...]:
    """`entries` unchanged; raises DataError if one is void or two speak about the same day."""
    for position, entry in enumerate(entries):
        if entry.until is not None and entry.until < entry.since:
            raise DataError(f"participation of {entry.actor_key}: ends before it begins")
        for other in entries[position + 1 :]:
            if entry.actor_key == other.actor_key and _overlap(entry, other):
                raise DataError(f"participation of {entry.actor_key}: two entries overlap")
    return entries


def expected_on(day: date, participations: Iterable[Participation] | None = None) -> frozenset[str]:
    """The keys of the states expected to report on `day`; its size is the denominator.

    Without `participations` the shipped configuration counts.
    """
    entries = configured_participations() if participations is None else participations
    return frozenset(
        entry.actor_key for entry in entries if entry.expected_to_report and entry.covers(day)
    )


def _overlap(one: Participation, other: Participation) -> bool:
    return one.covers(other.since) or other.covers(one.since)


def _participation(entry: Table) -> Participation:
    key = entry.text("actor")
    if key not in {state.alpha3 for state in all_states()}:
        raise entry.fault("actor", f"names no state: {key!r}")
    return Participation(
        actor_key=key,
        expected_to_report=entry.flag("expected_to_report"),
        since=entry.day("since"),
        until=entry.day("until") if "until" in entry.values else None,
        note=entry.text("note"),
    )


def _state(entry: Table) -> State:
    zones = entry.texts("zones")
    if not zones:
        raise entry.fault("zones", "is empty")
    return State(entry.text("alpha3"), entry.text("alpha2"), entry.localized("name"), zones)


@cache
def _by_code() -> dict[str, State]:
    return {code: state for state in all_states() for code in (state.alpha2, state.alpha3)}


@cache
def _countries_by_zone() -> dict[str, str]:
    table = {zone: country for country, zones in _zone_table().items() for zone in zones}
    return table | {zone: state.alpha2 for state in all_states() for zone in state.zones}


@cache
def _zone_table() -> dict[str, tuple[str, ...]]:
    """Country code to zones, from the zone.tab of the time zone database."""
    lines = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8").splitlines()
    table: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            table[country] = (*table.get(country, ()), zone)
    return table
