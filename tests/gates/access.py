"""The gate of the rights: docs/access.md says what committee/data/access.toml says.

python -m tests.gates.access            a line when it does not, and exit status 1
python -m tests.gates.access --update   write it anew
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from committee.access import (
    READ_STATES,
    Action,
    Relation,
    Role,
    Since,
    open_since,
    readers_of,
    role_name,
    roles_for,
    states_for,
)
from committee.submissions import SubmissionState, Visibility, state_name, visibility_name

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
HEAD = """# Who may do what

Generated from `committee/data/access.toml` by `python -m tests.gates.access --update`; a test holds
the two together, and another tries every action by every role in every relation through the
buttons of the chat.

A role is held for an actor (focal point, alternate, clearing authority, contributor, observer) or
for the committee itself (secretariat, vice chair, chair). *Own* is a thing of an actor the person
acts for, *other* of another actor, *none* of no actor. Rights are asked again when an action runs,
not when its button is drawn. What is not in the table is refused.
"""
RELATIONS = {Relation.OWN_ACTOR: "own", Relation.OTHER_ACTOR: "other", Relation.NONE: "none"}
SINCE = {
    Since.IN_ANY_STATE: "in any state",
    Since.ONCE_SENT: "once sent",
    Since.ONCE_PUBLISHED: "once published",
}


def page() -> str:
    """The page, as it must be."""
    return "\n".join([HEAD, *_actions(), "", *_readers(), ""])


def _actions() -> Iterator[str]:
    names = [role_name(role).en for role in Role]
    yield "## Actions"
    yield ""
    yield f"| Action | Relation | {' | '.join(names)} | States of the submission |"
    yield "|---|---|" + ":-:|" * len(names) + "---|"
    for action in Action:
        for relation, called in RELATIONS.items():
            allowed = roles_for(action, relation)
            if allowed:
                ticks = " | ".join("✓" if role in allowed else "" for role in Role)
                name = action.value.replace("_", " ")
                yield f"| {name} | {called} | {ticks} | {_states(action)} |"


def _states(action: Action) -> str:
    states = states_for(action)
    if states == frozenset(SubmissionState):
        return ""
    return ", ".join(state_name(state).en for state in SubmissionState if state in states)


def _readers() -> Iterator[str]:
    yield "## Reading other actors' submissions"
    yield ""
    for since in Since:
        states = [state_name(each).en for each in SubmissionState if each in READ_STATES[since]]
        yield f"- *{SINCE[since]}*: {', '.join(states)}"
    yield ""
    names = [role_name(role).en for role in Role]
    yield f"| Circle | {' | '.join(names)} | Anybody, without a role |"
    yield "|---|" + "---|" * (len(names) + 1)
    for visibility in Visibility:
        cells = [
            next((SINCE[s] for s in Since if role in readers_of(visibility, s)), "")
            for role in Role
        ]
        anybody = open_since(visibility)
        cells.append(SINCE[anybody] if anybody else "")
        yield f"| {visibility_name(visibility).en} | {' | '.join(cells)} |"


def main(arguments: list[str]) -> int:
    """Write the page or compare it; the exit status."""
    if arguments == ["--update"]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print("docs/access.md differs from the table: python -m tests.gates.access --update")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
