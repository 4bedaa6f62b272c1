"""The document at a glance: what is drawn of it."""

from __future__ import annotations

from services.compiling.chapters.edition import Blocks, Edition


def stands(edition: Edition) -> bool:
    """Whether there is anything to draw."""
    return next(blocks(edition), None) is not None


def blocks(edition: Edition) -> Blocks:
    """The pictures, each with what it shows in words."""
    yield from ()
