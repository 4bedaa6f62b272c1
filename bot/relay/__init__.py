"""The relay: the only room that sends messages."""

from bot.relay.relay import Relay

__all__ = ["Relay"]
