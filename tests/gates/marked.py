"""The messages marked in the code, found by reading it, never by running it."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

MARKER = "N_"
MESSAGE = "Message"
COMMENT_TAG = "Translators:"


@dataclass(slots=True)
class Marked:
    """A message id, its plural id if it has one, the files that say it, and hints for translators."""

    id: str
    plural: str | None = None
    files: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def marked_messages(root: Path, folders: Sequence[str]) -> tuple[list[Marked], list[str]]:
    """All messages marked under `folders` of `root`, in the order of the code, and its faults.

    A message is `N_("…")`; one with a plural is `Message(N_("…"), …, plural=N_("…"))`. A comment
    above or beside it that begins with "Translators:" is its hint. A fault is one line with file
    and line number: what is marked but no literal, a plural not so written, a `Message` whose
    literal nobody marked, one id with and without a plural.
    """
    found: dict[str, Marked] = {}
    faults: list[str] = []
    for file in _python_files(root, folders):
        name = file.relative_to(root).as_posix()
        reading = _Reading(name, file.read_text(encoding="utf-8"))
        for marked in reading.messages():
            faults.extend(_gather(found, marked))
        faults.extend(reading.faults)
    return list(found.values()), faults


def _python_files(root: Path, folders: Sequence[str]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((root / folder).rglob("*.py"))


def _gather(found: dict[str, Marked], marked: Marked) -> Iterator[str]:
    known = found.setdefault(marked.id, marked)
    if known is marked:
        return
    if known.plural != marked.plural:
        yield f"{marked.files[0]}: {marked.id!r} is marked with another plural elsewhere, or none"
    known.files.extend(file for file in marked.files if file not in known.files)
    known.comments.extend(hint for hint in marked.comments if hint not in known.comments)


class _Reading:
    """One file being read."""

    def __init__(self, name: str, code: str) -> None:
        self.faults: list[str] = []
        self._name = name
        self._tree = ast.parse(code, name)
        self._comments = dict(_hints(code))

    def messages(self) -> Iterator[Marked]:
        """The file's messages from top to bottom; `faults` is complete when they are all read."""
        calls = [node for node in ast.walk(self._tree) if isinstance(node, ast.Call)]
        calls.sort(key=lambda call: (call.lineno, call.col_offset))
        in_pairs: set[ast.AST] = set()
        for call in calls:
            if _called(call) == MESSAGE:
                yield from self._message(call, in_pairs)
            elif _called(call) == MARKER and call not in in_pairs:
                yield from self._marked(call)

    def _message(self, call: ast.Call, in_pairs: set[ast.AST]) -> Iterator[Marked]:
        singular = call.args[0] if call.args else _keyword(call, "id")
        plural = call.args[2] if len(call.args) > 2 else _keyword(call, "plural")
        for part in (singular, plural):
            if _is_text(part):
                self._fault(call, f"a Message's text is not marked with {MARKER}")
        if plural is None:
            return
        if isinstance(plural, ast.Attribute):
            self._fault(call, f"a plural is marked with {MARKER} where it is said, with its one")
        if not _is_marking(plural):
            return
        if singular is None or not _is_marking(singular):
            self._fault(call, f"with a plural, both texts are marked inside {MESSAGE}(…)")
            return
        in_pairs |= {singular, plural}
        one, many = self._literal(singular), self._literal(plural)
        if one is not None and many is not None:
            yield Marked(one, many, [self._name], self._hints_for(call))

    def _marked(self, call: ast.Call) -> Iterator[Marked]:
        text = self._literal(call)
        if text is not None:
            yield Marked(text, None, [self._name], self._hints_for(call))

    def _literal(self, marking: ast.AST) -> str | None:
        match marking:
            case ast.Call(args=[ast.Constant(value=str(text))], keywords=[]) if text:
                return text
        self._fault(marking, f"{MARKER} takes one literal text")
        return None

    def _fault(self, node: ast.AST, what: str) -> None:
        self.faults.append(f"{self._name}:{getattr(node, 'lineno', 0)}: {what}")

    def _hints_for(self, call: ast.Call) -> list[str]:
        lines = range(call.lineno - 1, (call.end_lineno or call.lineno) + 1)
        return [self._comments[line] for line in lines if line in self._comments]


def _hints(code: str) -> Iterator[tuple[int, str]]:
    """Hints by the line of code they belong to; one of several lines by its last."""
    last, hint = 0, ""
    for token in tokenize.generate_tokens(StringIO(code).readline):
        if token.type != tokenize.COMMENT:
            continue
        text, line = token.string.lstrip("# ").strip(), token.start[0]
        if text.startswith(COMMENT_TAG):
            hint = text.removeprefix(COMMENT_TAG).strip()
        elif hint and line == last + 1:
            hint = f"{hint} {text}"
        else:
            hint = ""
        if hint:
            yield line, re.sub(r"\s+", " ", hint)
        last = line


def _called(call: ast.Call) -> str | None:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return None


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _is_marking(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _called(node) == MARKER


def _is_text(node: ast.expr | None) -> bool:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
    return False
