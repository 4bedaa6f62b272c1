"""The actors known from the start."""

import pytest

from committee.actors import SELF_REGISTERING, ActorKind, actor_of, all_actors, kind_name
from locales import LANGUAGES


def test_organs_come_in_the_order_of_the_program_then_states_then_multilaterals() -> None:
    kinds = [actor.kind for actor in all_actors()]
    assert kinds == sorted(
        kinds,
        key=[ActorKind.OAS_ORGAN, ActorKind.STATE, ActorKind.MULTILATERAL].index,
    )
    organs = [actor.key for actor in all_actors() if actor.kind is ActorKind.OAS_ORGAN]
    assert organs[:7] == ["sg", "cam", "cidh", "cim", "iin", "ops", "iidh"]


def test_keys_differ_even_when_case_is_ignored() -> None:
    keys = [actor.key.casefold() for actor in all_actors()]
    assert len(keys) == len(set(keys))


def test_a_state_is_known_by_its_alpha3_code_and_country() -> None:
    guatemala = actor_of("GTM")
    assert guatemala.kind is ActorKind.STATE
    assert guatemala.country == "GT"
    assert guatemala.acronym is None
    assert sum(actor.kind is ActorKind.STATE for actor in all_actors()) == 35


def test_the_commission_goes_by_the_acronym_of_each_language() -> None:
    acronym = actor_of("cidh").acronym
    assert acronym is not None
    assert [acronym.for_(language) for language in LANGUAGES] == ["CIDH", "IACHR", "CIDH", "CIDH"]


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        actor_of("gtm")


def test_only_society_registers_itself() -> None:
    assert (
        frozenset(ActorKind)
        - {ActorKind.STATE, ActorKind.OAS_ORGAN, ActorKind.MULTILATERAL, ActorKind.OBSERVER}
        == SELF_REGISTERING
    )


@pytest.mark.parametrize("kind", ActorKind)
def test_a_kind_has_a_name_for_one_and_for_many(kind: ActorKind) -> None:
    one, many = kind_name(kind), kind_name(kind, plural=True)
    for language in LANGUAGES:
        assert one.for_(language) != many.for_(language)
