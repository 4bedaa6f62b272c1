"""Four languages: messages by id, values that know how to be shown, and the translator."""

from locales.message import (
    LANGUAGES,
    N_,
    Day,
    Language,
    Listing,
    Localized,
    Message,
    Moment,
    Month,
    Param,
    Zone,
)
from locales.refusal import Refusal
from locales.translator import Translator, translator_for

__all__ = [
    "LANGUAGES",
    "N_",
    "Day",
    "Language",
    "Listing",
    "Localized",
    "Message",
    "Moment",
    "Month",
    "Param",
    "Refusal",
    "Translator",
    "Zone",
    "translator_for",
]
