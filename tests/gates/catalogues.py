"""The gate of the catalogues: every message in four languages, placeholders and tags kept.

python -m tests.gates.catalogues            one line per fault, and exit status 1
python -m tests.gates.catalogues --update   take the code's messages into the four catalogues
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from tests.gates.marked import Marked, marked_messages

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "committee", "services", "scheduler", "web", "locales")
PLURAL_FORMS = {
    "es": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "pt": "nplurals=2; plural=(n != 1);",
}
SOURCE = "en"  # the ids are English; an empty entry there says the id itself
Key: TypeAlias = tuple[str, str | None]
"""An id and its plural id, if it has one."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SHOWN = 60


def check(root: Path = ROOT, folders: Sequence[str] = FOLDERS) -> list[str]:
    """All faults of the catalogues under `root`, a line each; empty when there is none."""
    messages, faults = marked_messages(root, folders)
    for language in PLURAL_FORMS:
        path = catalogue_path(root, language)
        name = path.relative_to(root).as_posix()
        if path.exists():
            faults += [f"{name}: {fault}" for fault in _file_faults(path, language, messages)]
        else:
            faults.append(f"{name}: is missing; run --update")
    return faults


def update(root: Path = ROOT, folders: Sequence[str] = FOLDERS) -> list[str]:
    """Give each catalogue exactly the code's messages, in the code's order; ids dropped, a line each.

    A translation stays as long as its id does. The files have no dates and no line numbers, so
    that a change shows nothing but what changed. A missing file is made.
    """
    messages, _ = marked_messages(root, folders)
    dropped: list[str] = []
    for language in PLURAL_FORMS:
        path = catalogue_path(root, language)
        old = _read(path, language) if path.exists() else Catalog(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_header(language) + _body(_merged(old, messages, language)))
        gone = {_key(entry) for entry in old if entry.id} - {_wanted(one) for one in messages}
        dropped += [f"{language}: dropped {_short(key)}" for key in sorted(gone, key=str)]
    return dropped


def catalogue_path(root: Path, language: str) -> Path:
    """Where the catalogue of `language` is."""
    return root / "locales" / language / "LC_MESSAGES" / "enlace.po"


def _file_faults(path: Path, language: str, messages: Sequence[Marked]) -> Iterator[str]:
    catalogue = _read(path, language)
    entries = {_key(entry): entry for entry in catalogue if entry.id}
    wanted = [_wanted(message) for message in messages]
    if f"Plural-Forms: {PLURAL_FORMS[language]}" not in path.read_text(encoding="utf-8"):
        yield f"its header lacks Plural-Forms: {PLURAL_FORMS[language]}"
    yield from (f"{_short(key)} is not in it; run --update" for key in wanted if key not in entries)
    unsaid = [*(key for key in entries if key not in wanted), *map(_key, _obsolete(catalogue))]
    yield from (f"{_short(key)} is said nowhere; run --update" for key in unsaid)
    for key, entry in entries.items():
        yield from (f"{_short(key)} {fault}" for fault in _entry_faults(entry, language))


def _entry_faults(entry: Message, language: str) -> Iterator[str]:
    one, many = _key(entry)
    ids = [one] if many is None else [one, many]
    said = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
    for text in ids:
        yield from (f"itself {fault}" for fault in _text_faults(text))
    if entry.fuzzy:
        yield "is marked fuzzy"
    if language == SOURCE and not any(said):
        return
    if len(said) != len(ids) or not all(said):
        yield "has no translation" if not any(said) else "lacks a plural form"
        return
    for text, translated in zip(ids, said, strict=True):
        yield from _translation_faults(ids, text, translated)


def _translation_faults(ids: Sequence[str], text: str, translated: str) -> Iterator[str]:
    broken = list(_text_faults(translated))
    yield from (f"in translation {fault}" for fault in broken)
    if not broken and not any(map(list, map(_text_faults, ids))):
        yield from _placeholder_faults(ids, text, translated)
    if Counter(_TAG.findall(text)) != Counter(_TAG.findall(translated)):
        yield f"has other tags in translation: {' '.join(_TAG.findall(translated)) or 'none'}"
    if _margins(text) != _margins(translated):
        yield "begins or ends with other white space in translation"


def _placeholder_faults(ids: Sequence[str], text: str, translated: str) -> Iterator[str]:
    """Placeholders are the id's; a plural's form may say its number or leave it ("one day")."""
    wanted, found = _placeholders(text), _placeholders(translated)
    if len(ids) == 2:
        wanted = _placeholders(ids[0]) | _placeholders(ids[1])
        found = found | (wanted & {"n"})
    for name in sorted(wanted - found):
        yield f"lacks {{{name}}} in translation"
    for name in sorted(found - wanted):
        yield f"has {{{name}}} in translation only"


def _text_faults(text: str) -> Iterator[str]:
    """What is wrong with a text on its own."""
    if "  " in text:
        yield "has a double space"
    try:
        fields = [parts[1:] for parts in Formatter().parse(text)]
    except ValueError:
        yield "has a brace without its pair"
        return
    for name, form, conversion in fields:
        if name is not None and (not name.isidentifier() or form or conversion):
            yield f"has a placeholder that is no plain name: {{{name}}}"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _margins(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _merged(old: Catalog, messages: Sequence[Marked], language: str) -> Catalog:
    known = {_key(entry): entry for entry in old if entry.id}
    new = Catalog(language, fuzzy=False)
    for message in messages:
        before = known.get(_wanted(message))
        new.add(
            message.id if message.plural is None else (message.id, message.plural),
            before.string if before else None,
            locations=[(file, 0) for file in message.files],
            flags=before.flags if before else (),
            auto_comments=message.comments,
            user_comments=before.user_comments if before else (),
        )
    return new


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _header(language: str) -> bytes:
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURAL_FORMS[language]}\\n"\n\n'
    ).encode()


def _body(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalogue, width=98, omit_header=True, include_lineno=False)
    return file.getvalue().rstrip() + b"\n"


def _obsolete(catalogue: Catalog) -> list[Message]:
    return list(catalogue.obsolete.values())


def _key(entry: Message) -> Key:
    return (entry.id, None) if isinstance(entry.id, str) else (entry.id[0], entry.id[1])


def _wanted(message: Marked) -> Key:
    return message.id, message.plural


def _short(key: Key) -> str:
    """The message's id for a line of the report."""
    text, _ = key
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def main(arguments: Sequence[str]) -> int:
    """Run the gate, or the update and then the gate; the exit status."""
    if "--update" in arguments:
        for line in update():
            print(line)
    faults = check()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
