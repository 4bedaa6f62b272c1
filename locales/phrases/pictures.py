"""What the pictures say: who has answered, what is covered, what came when."""

from __future__ import annotations

from locales.message import N_

# Translators: a button under the overview of who has answered
PICTURES = N_("Pictures")
BEGUN = N_("The pictures are being drawn; they follow here in a moment.")
FAILED = N_("The pictures could not be drawn. Please ask for them again in a few minutes.")
CAPTION = N_("<b>{title}</b>\n{alternative}\n{note}")

AS_OF = N_("As of {when}")
# Translators: under a picture's title; {day} is a date ("Meeting of February 16, 2027. As of …")
MEETING_AS_OF = N_("Meeting of {day}. As of {when}")

# --- the map of the states -----------------------------------------------------------------
STATES_TITLE = N_("Answers of the member states: “{title}”")
STATES_IN_WORDS = N_(
    "Tile map of the member states. Information received: {informed}; nothing new: {nothing_new}; "
    "no information received: {silent}; not asked for this meeting: {not_asked}."
)
# Translators: short labels beside the map; a number of states stands before each
INFORMED = N_("Information received")
NOTHING_NEW = N_("Nothing new")
NO_INFORMATION = N_("No information received")
NOT_ASKED = N_("Not asked for this meeting")

# --- the activities ------------------------------------------------------------------------
COVERAGE_TITLE = N_("Activities of the Program reported on, {term}")
COVERAGE_IN_WORDS = N_("Activities on which information was received: {n} of {of}.")
COVERAGE_KEY = N_(
    "Small figure: number of the activity. Large figure: how many actors reported on it. "
    "Below: where it stands."
)
# Translators: short labels beside the picture: where an activity stands
DONE = N_("Done")
UNDER_WAY = N_("Under way or ongoing")
PLANNED = N_("Planned")
OTHER_STAGE = N_("Another status")
# Translators: read out for one activity ("28. Consular assistance: 3")
ACTIVITY = N_("{number}. {label}: {n}")

# --- over time -----------------------------------------------------------------------------
RECEIVED_TITLE = N_("Submissions received by month, {term}")
RECEIVED_IN_WORDS = N_(
    "Submissions received: {n}. States: {states}; OAS organs: {organs}; multilateral organizations "
    "and observers: {others}; civil society, academia, diaspora and migrants’ organizations: "
    "{society}."
)
# Translators: headings in the picture
STATES = N_("States")
ORGANS = N_("OAS organs")
OTHERS = N_("Multilateral organizations and observers")
SOCIETY = N_("Civil society, academia, diaspora and migrants’ organizations")
