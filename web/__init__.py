"""The HTTP doors: webhook and health."""

from web.doors import Doors

__all__ = ["Doors"]
