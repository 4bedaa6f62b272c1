"""The Program: what every version must keep, and who is addressed by what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from committee.actors import Actor, ActorKind, actor_of
from committee.program import (
    Activity,
    Program,
    ProgramError,
    Theme,
    check_program,
    load_program,
    program_versions,
    theme_name,
)
from locales import LANGUAGES, Language, Localized

PROGRAM = load_program()
NETWORK = Actor("red", ActorKind.DIASPORA, Localized("r", "r", "r", "r"), None, "US")


def test_the_draft_of_april_2016_is_there() -> None:
    assert "2016-04-19" in program_versions()
    assert PROGRAM.agreed_on == date(2016, 4, 19)
    assert len(PROGRAM.activities) == 42
    general = [f"G{number}" for number in range(1, 4)]
    specific = [f"S{number}" for number in range(1, 13)]
    assert [objective.id for objective in PROGRAM.objectives] == general + specific


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("sg", 1, 3),
        ("cam", 4, 6),
        ("cidh", 7, 11),
        ("cim", 12, 14),
        ("iin", 15, 16),
        ("ops", 17, 20),
        ("GTM", 21, 42),
        ("BRA", 21, 42),
    ],
)
def test_an_actor_has_its_own_activities(key: str, first: int, last: int) -> None:
    own = PROGRAM.own_activities(actor_of(key))
    assert [activity.number for activity in own] == list(range(first, last + 1))


@pytest.mark.parametrize("actor", [actor_of("iidh"), actor_of("oim"), NETWORK])
def test_others_report_against_objectives(actor: Actor) -> None:
    assert PROGRAM.own_activities(actor) == ()


def test_parts_are_found_by_id_and_number() -> None:
    assert PROGRAM.objective("S8").label.en == "Children and family unity"
    assert PROGRAM.activity(28).label.es == "Asistencia consular"
    with pytest.raises(KeyError):
        PROGRAM.objective("S13")
    with pytest.raises(KeyError):
        PROGRAM.activity(43)


def test_a_version_that_is_not_there_is_refused() -> None:
    with pytest.raises(ProgramError, match="no version '2005'"):
        load_program("2005")


def test_every_version_says_that_its_texts_are_unofficial() -> None:
    for version in program_versions():
        note = load_program(version).note
        assert note is not None
        assert "Unofficial" in note.en


def first_activity_with(change: Callable[[Activity], Activity]) -> Program:
    first, *others = PROGRAM.activities
    return replace(PROGRAM, activities=(change(first), *others))


def in_one_language(language: Language, text: str) -> Localized:
    return Localized(**{each: text if each == language else "x" for each in LANGUAGES})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("part", "limit"), [("label", 60), ("summary", 200)])
def test_a_text_keeps_its_limit_in_every_language(
    language: Language, part: str, limit: int
) -> None:
    def with_length(length: int) -> Program:
        text = in_one_language(language, "x" * length)
        if part == "label":
            return first_activity_with(lambda first: replace(first, label=text))
        return first_activity_with(lambda first: replace(first, summary=text))

    check_program(with_length(limit))
    for length in (0, limit + 1):
        with pytest.raises(ProgramError, match=f"activity 1: {part} in {language} has {length} "):
            check_program(with_length(length))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (replace(PROGRAM, activities=PROGRAM.activities[1:]), "not numbered 1 to n"),
        (replace(PROGRAM, activities=()), "not numbered 1 to n"),
        (
            replace(PROGRAM, activities=(*PROGRAM.activities, PROGRAM.activities[-1])),
            "not numbered 1 to n",
        ),
        (
            replace(PROGRAM, objectives=(*PROGRAM.objectives, PROGRAM.objectives[0])),
            "objective G1 is there 2 times",
        ),
        (
            first_activity_with(lambda first: replace(first, addressee="nobody")),
            "activity 1: unknown addressee 'nobody'",
        ),
        (
            first_activity_with(lambda first: replace(first, addressee="GTM")),
            "activity 1: unknown addressee 'GTM'",
        ),
        (
            replace(
                PROGRAM,
                objectives=(
                    replace(PROGRAM.objectives[0], label=in_one_language("fr", " ")),
                    *PROGRAM.objectives[1:],
                ),
            ),
            "objective G1: label in fr has 0 characters",
        ),
    ],
)
def test_a_version_that_breaks_a_rule_is_refused(broken: Program, message: str) -> None:
    with pytest.raises(ProgramError, match=message):
        check_program(broken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_buttons_read_alike(language: Language) -> None:
    """Within what one actor chooses from; "Cooperation agreements" may not stand there twice."""
    objectives = [each.label.for_(language) for each in PROGRAM.objectives]
    activities = [each.label.for_(language) for each in PROGRAM.activities]
    themes = [theme_name(theme).for_(language) for theme in Theme]
    for labels in (objectives, activities, themes):
        assert len({label.casefold() for label in labels}) == len(labels)
