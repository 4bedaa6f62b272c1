"""Handlers: each unpacks an update and makes one call."""

from bot.handlers.router import Router

__all__ = ["Router"]
