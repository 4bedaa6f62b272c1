"""Every door of the chat, as the code has it: verbs and words on buttons, commands, messages.

Read from the source, so that a new word is a new door whether anybody thinks of it here or not.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.handlers import taps
from bot.handlers.router import COMMANDS
from committee.access import Action
from services import members, responses, rounds
from services.entries import WORDS

Function = Callable[..., Any]

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "scheduler", "services", "storage", "web")
BEHIND: dict[str, tuple[Function, ...]] = {
    "r": (responses.Responses._answer, responses.Responses._whose),
    "u": (members._tapped,),
    "o": (rounds.Rounds._tapped,),
}
"""Where a verb's words are told apart, beside its own function."""
MESSAGES = {"text", "reply", "file", "edit", "inline"}
"""What people send without a button or a command."""


def doors() -> set[str]:
    """Every one; "verb:*" is what a verb does without one of its words."""
    commands = {f"/{command}" for command in COMMANDS}
    return {*_buttons(), *commands, *MESSAGES}


def actions_named() -> set[Action]:
    """The actions whose right the product asks for anywhere."""
    named = re.compile(r"\bAction\.([A-Z_]+)")
    sources = [path.read_text("utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return {Action[name] for source in sources for name in named.findall(source)}


def _buttons() -> Iterator[str]:
    for verb, act in taps._VERBS.items():
        words = {word for function in (act, *BEHIND.get(verb, ())) for word in _cases(function)}
        if verb in {"m", "r"}:
            words |= set(WORDS)
        if verb == "m":
            words |= set(_keys(act))
        yield from (f"{verb}:{word}" for word in words) if words else (verb,)


def _cases(function: Function) -> Iterator[str]:
    """The words that a function tells apart, "*" for all others."""
    for case in (node for node in ast.walk(_tree(function)) if isinstance(node, ast.match_case)):
        yield from _words(case.pattern)


def _words(pattern: ast.pattern) -> Iterator[str]:
    match pattern:
        case ast.MatchValue(value=ast.Constant(value=str(word))):
            yield word
        case ast.MatchOr(patterns=several):
            for each in several:
                yield from _words(each)
        case ast.MatchSequence(patterns=[first, *_]):
            yield from _words(first)
        case ast.MatchSequence():
            yield ""
        case ast.MatchAs(pattern=None, name=None):
            yield "*"


def _keys(function: Function) -> Iterator[str]:
    """The words that are the keys of a table in a function."""
    for node in ast.walk(_tree(function)):
        if isinstance(node, ast.Dict):
            yield from (str(key.value) for key in node.keys if isinstance(key, ast.Constant))


def _tree(function: Function) -> ast.Module:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))
