"""What is said about a person's own settings: language, time zone, public holidays."""

from __future__ import annotations

from locales.message import N_

SETTINGS = N_("Settings")
YOURS = N_("<b>Your settings</b>")
LANGUAGE = N_("Language: {language}")
# Translators: {zone} is a city, {time} the time there now
ZONE = N_("Time zone: {zone}, where it is {time} now")
HOLIDAYS_KEPT = N_("Public holidays: {country}. I do not remind you on these days.")
HOLIDAYS_NOT_KEPT = N_("Public holidays: I write to you on these days too.")

# Translators: buttons, keep them short
CHANGE_ZONE = N_("Time zone")
CHANGE_HOLIDAYS = N_("Public holidays")

ZONE_SET = N_("From now on I go by the time in {zone}. It is {time} there now.")
HOLIDAYS_SET = N_("Noted: {country}. From now on I will not remind you on public holidays there.")
HOLIDAYS_UNSET = N_("From now on I will write to you on public holidays too.")
