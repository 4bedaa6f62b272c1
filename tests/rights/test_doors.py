"""Nothing in the chat is forgotten: every door is tried, or open to everybody, and said to be."""

from __future__ import annotations

import pytest

from committee.access import Action, Relation
from locales import phrases
from tests.rights.acts import Act, Says, Tap
from tests.rights.cases import NONE, cases
from tests.rights.databases import ON_SQLITE
from tests.rights.doors import actions_named, doors
from tests.rights.ground import Ground
from tests.rights.looks import BY_NAME, DIRECT, LISTS, ON_ACTIVITIES
from tests.rights.scene import Scene, code
from tests.rights.test_ways import EVERY_WAY, WAYS

IN_TESTS_OF_READING = (Action.READ_SUBMISSION, Action.READ_IDENTITY)
NOT_REACHABLE = (Action.MANAGE_PARTICIPATION,)
"""Actions for which there is no way in the chat yet."""


OPEN: dict[str, Act | None] = {
    "/start": Says("/start"),
    "/help": Says("/help"),
    "/menu": Says("/menu"),
    "m:more": Tap("m:more"),
    "m:language": Tap("m:language"),
    "/language": Says("/language"),
    "l": Tap("l:fr"),
    "m:settings": Tap("m:settings"),
    "/settings": Says("/settings"),
    "e:zone": Tap("e:zone"),
    "e:holidays": Tap("e:holidays"),
    "e:*": Tap("e:nonsense"),
    "m:register": Tap("m:register"),
    "/register": Says("/register"),
    "m:mydata": Tap("m:mydata"),
    "/mydata": Says("/mydata"),
    "m:forget": Tap("m:forget"),
    "/forget": Says("/forget"),
    "y": None,  # the person's row stands on it, see below
    "d:later": Tap("d:1:later"),
    "u:no": Tap("u:no"),
    "j": Tap("j:1:stop"),
}
"""What everybody may do, whoever they are: with their own language, data and beginnings alone."""
NONSENSE = {"u:*": Tap("u:1:nonsense"), "r:*": Tap("r:1:1:nonsense")}
"""Words that are none; where "verb:*" does something, it is among the ways."""


def test_every_action_is_tried_or_said_to_have_no_way() -> None:
    tried = {*WAYS, *IN_TESTS_OF_READING}
    assert tried | {*NOT_REACHABLE} == {*Action}
    assert not tried & {*NOT_REACHABLE}


def test_no_action_without_a_way_is_asked_for_anywhere() -> None:
    """Whoever builds the way to one of them meets this test, and adds it to the ways."""
    assert actions_named() == {*Action} - {*NOT_REACHABLE}


def test_every_door_of_the_chat_is_tried_or_open_to_everybody() -> None:
    looks = (*DIRECT, *LISTS, *ON_ACTIVITIES, *BY_NAME)
    tried = {way.door for _, way in EVERY_WAY} | {look.door for look in looks}
    known = tried | {*OPEN, *NONSENSE}
    there = doors()
    forgotten = {
        door for door in there if not any(k == door or k.startswith(f"{door}:") for k in known)
    }
    assert not forgotten
    gone = {k for k in known if not any(k == door or k.startswith(f"{door}:") for door in there)}
    assert not gone - {"d:_page0", "u:page", "u:no"}


@pytest.mark.parametrize("action", list(WAYS), ids=str)
@pytest.mark.parametrize("relation", list(Relation), ids=str)
def test_every_relation_is_tried(action: Action, relation: Relation) -> None:
    assert any(relation in way.relations for way in WAYS[action])


@ON_SQLITE
@pytest.mark.parametrize("door", sorted(door for door, act in OPEN.items() if act))
@pytest.mark.asyncio(loop_scope="package")
async def test_what_is_open_to_everybody_is_refused_to_nobody(ground: Ground, door: str) -> None:
    act = OPEN[door]
    assert act is not None
    wrong = []
    for outcome in await ground.try_all(cases((NONE,)), lambda _: act):
        told = f"  {outcome.case}: told “{outcome.said[:200]}”, changed {sorted(outcome.tables)}"
        if not outcome.said or phrases.WENT_WRONG in outcome.said:
            wrong.append(told)
        if phrases.NOT_ALLOWED in outcome.said:
            wrong.append(told)
        if outcome.tables - {"participants", "drafts"}:
            wrong.append(told)
    assert not wrong, "\n".join([f"{door}:", *wrong])


@ON_SQLITE
@pytest.mark.parametrize("door", sorted(NONSENSE))
@pytest.mark.asyncio(loop_scope="package")
async def test_a_word_that_is_none_has_no_effect(ground: Ground, door: str) -> None:
    for outcome in await ground.try_all(cases((NONE,)), lambda _: NONSENSE[door]):
        assert outcome.said, str(outcome.case)
        assert not outcome.tables, str(outcome.case)


@ON_SQLITE
@pytest.mark.parametrize("word", ["yes", "no"])
@pytest.mark.asyncio(loop_scope="package")
async def test_nobody_is_forgotten_by_somebody_else(ground: Ground, word: str) -> None:
    def colleagues(scene: Scene) -> Act:
        return Tap(f"y:{code(scene.seat.colleague)}:{word}")

    for outcome in await ground.try_all(cases((NONE,)), colleagues):
        assert phrases.STALE_BUTTON in outcome.said, str(outcome.case)
        assert not outcome.tables, str(outcome.case)
