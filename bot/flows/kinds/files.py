"""Documents, photos and voice notes, sent one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.flows import labels
from bot.flows.asking import Asking
from bot.flows.kinds.kind import Answer, Kind, Rows, Step, Ticks
from bot.flows.kinds.text import storable
from bot.flows.refusals import (
    FileEmptyError,
    FileTooBigError,
    FileWantedError,
    StaleButtonError,
    TooFewChosenError,
    TooManyFilesError,
)
from bot.flows.reply import Button
from bot.flows.words import DONE
from locales import N_, Listing, Message, Param
from locales.message import Json

ADMITTED = ("pdf", "docx", "odt", "xlsx", "csv", "jpg", "png", "ogg")
"""The types of files, by usual ending, that any form takes; told from the content by who stores."""


# Translators: stands for a photo or voice note that has no file name
_NAMELESS = N_("file without name")


@dataclass(frozen=True)
class Files(Kind):
    """Up to `most` files of the `admitted` types, none larger than `limit_mb`."""

    most: int = 5
    limit_mb: int = 20
    admitted: tuple[str, ...] = ADMITTED
    gathers = True

    def faults(self) -> Iterable[str]:
        """A number or size that no file can have."""
        if self.most < 1 or self.limit_mb < 1 or not self.admitted:
            yield "no file can be given"

    def rows(self, asking: Asking, page: int) -> Rows:
        """ "Done" once there is a file."""
        done = Button(Message(labels.DONE), f"{asking.key}:{DONE}")
        return ((done,),) if asking.partial else ()

    def lines(self, asking: Asking) -> tuple[Message, ...]:
        """The files so far."""
        if not asking.partial:
            return ()
        files = self.shown(list(asking.partial), asking)
        return (Message(N_("Received: {files}"), {"files": files}),)

    def typed(self, text: str, asking: Asking) -> Step:
        """Words are not a file."""
        raise FileWantedError

    def tapped(self, code: str, asking: Asking) -> Step:
        """The end of sending."""
        if code != DONE:
            raise StaleButtonError
        return Answer(list(asking.partial))

    def sent(self, file: Mapping[str, Json], asking: Asking) -> Step:
        """One more file; the same one twice counts once."""
        if any(_id(each) == file.get("id") for each in asking.partial):
            return Ticks(asking.partial)
        if len(asking.partial) >= self.most:
            raise TooManyFilesError(most=self.most)
        self._verify_size(file)
        return Ticks((*asking.partial, _kept(file)))

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` lists files, not too many and none too big."""
        files = value if isinstance(value, list) else []
        if not files:
            raise TooFewChosenError(least=1)
        if len(files) > self.most:
            raise TooManyFilesError(most=self.most)
        for file in files:
            if not isinstance(file, dict) or "id" not in file:
                raise FileWantedError
            self._verify_size(file)

    def shown(self, value: Json, asking: Asking) -> Param:
        """The names of the files as a list."""
        files = value if isinstance(value, list) else [value]
        return Listing(tuple(_name(file) for file in files))

    def joined(self, value: Json, more: str | Mapping[str, Json]) -> Json:
        """The file after those there are."""
        before = value if isinstance(value, list) else []
        return [*before, _kept(more)] if isinstance(more, Mapping) else value

    def ticks(self, value: Json) -> tuple[Json, ...]:
        """The files sent before."""
        return tuple(value) if isinstance(value, list) else ()

    def _verify_size(self, file: Mapping[str, Json]) -> None:
        size = file.get("size")
        if size == 0:
            raise FileEmptyError
        if isinstance(size, int) and size > self.limit_mb * 1024 * 1024:
            raise FileTooBigError(limit=self.limit_mb)


def _kept(file: Mapping[str, Json]) -> dict[str, Json]:
    return {key: storable(v) if isinstance(v, str) else v for key, v in file.items()}


def _id(file: Json) -> Json:
    return file.get("id") if isinstance(file, dict) else None


def _name(file: Json) -> Param:
    name = file.get("name") if isinstance(file, dict) else None
    called: Param = Message(_NAMELESS)
    if isinstance(name, str) and name.strip():
        called = name[:200]
    caption = file.get("caption") if isinstance(file, dict) else None
    if not isinstance(caption, str) or not caption.strip():
        return called
    # Translators: a file, and what was written under it
    return Message(N_("{name} (“{caption}”)"), {"name": called, "caption": caption})
