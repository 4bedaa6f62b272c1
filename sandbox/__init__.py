"""A local stand-in for Telegram's Bot API, with a chat page; imports nothing of the product."""

from sandbox.alone import run_alone
from sandbox.box import Sandbox
from sandbox.chats import Message
from sandbox.clock import Clock
from sandbox.errors import ControlError
from sandbox.faults import Fault
from sandbox.hands import Attachment
from sandbox.inline import InlineAnswer, InlineResult
from sandbox.people import NEWCOMERS, Person

__all__ = [
    "NEWCOMERS",
    "Attachment",
    "Clock",
    "ControlError",
    "Fault",
    "InlineAnswer",
    "InlineResult",
    "Message",
    "Person",
    "Sandbox",
    "run_alone",
]
