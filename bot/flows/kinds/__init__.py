"""The kinds of questions, one file each."""

from bot.flows.kinds.amount import Amount
from bot.flows.kinds.as_field import AsField
from bot.flows.kinds.coming_day import ComingDay
from bot.flows.kinds.consent import Consent
from bot.flows.kinds.day import Date
from bot.flows.kinds.files import Files
from bot.flows.kinds.kind import Kind
from bot.flows.kinds.links import Links
from bot.flows.kinds.month import Month
from bot.flows.kinds.number import WholeNumber
from bot.flows.kinds.one_of import OneOf
from bot.flows.kinds.several import Several
from bot.flows.kinds.sought import SeveralSought, Sought
from bot.flows.kinds.symbol import DocumentSymbol
from bot.flows.kinds.text import LongText, ShortText
from bot.flows.kinds.time_of_day import TimeOfDay
from bot.flows.kinds.year import Year
from bot.flows.kinds.yes_no import YesNo

__all__ = [
    "Amount",
    "AsField",
    "ComingDay",
    "Consent",
    "Date",
    "DocumentSymbol",
    "Files",
    "Kind",
    "Links",
    "LongText",
    "Month",
    "OneOf",
    "Several",
    "SeveralSought",
    "ShortText",
    "Sought",
    "TimeOfDay",
    "WholeNumber",
    "Year",
    "YesNo",
]
