"""What one engine has compiled, the next one of its kind need not compile again.

Each story opens engines of its own, and each of its statements would be compiled anew for them;
the statements are those of the story before.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Dialect, Engine
from sqlalchemy.util import LRUCache


class Compiled(LRUCache[Any, Any]):
    """Compiled statements, whichever of the engines of a kind asks for them."""

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401 - as the cache has it
        """The statement, known by all of its key but the engine's dialect, which comes first."""
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:  # noqa: ANN401 - as the cache has it
        super().__setitem__(key[1:], value)


_COMPILED: dict[type[Dialect], Compiled] = {}


def share_what_is_compiled() -> None:
    """Give every engine of this process what those of its kind have compiled."""

    def compiled(engine: Engine) -> Compiled:
        return _COMPILED.setdefault(type(engine.dialect), Compiled(5000))

    def keep_none(_engine: Engine, _own: object) -> None:
        """An engine's own, which it makes when it is opened, stays empty."""

    # SQLAlchemy has no door for this: what is handed to it goes by the dialect, one an engine.
    every_engine: Any = Engine
    every_engine._compiled_cache = property(compiled, keep_none)
