"""What is said when something is looked up: submissions, the Program, practices, inline search."""

from __future__ import annotations

from locales.message import N_, Message

# --- every list ------------------------------------------------------------------------------
TAP_A_NUMBER = N_("Tap a number to open it.")
SOUGHT = N_("Searched for: {words}")
NO_WORDS = N_("There is no word in that to search for; please send a word or two.")
NOTHING_FOUND = N_("Nothing was found. Another word, or fewer, may help.")
# Translators: a button that opens a choice; the arrow stands for "choose"
CHOOSE = N_("{label} ▾")
# Translators: button, back to the list or page before
BACK_TO = N_("◂ {label}")

# --- submissions -----------------------------------------------------------------------------
SUBMISSIONS = N_("<b>Submissions</b>")
OUR_SUBMISSIONS = N_("<b>Your submissions</b>: {actors}")
# Translators: a line of a list, "1. CAM/2026-27/PR-0012 · Published, Feb 12"
LINE = N_("{place}. <b>{number}</b> · {state}, {day}\n{about}")
# Translators: a kind of submission and who sent it: "Progress on an activity, Guatemala"
KIND_AND_ACTOR = N_("{kind}, {actor}")
# Translators: the same with its title: "Good practice “Shelters at the border”, Guatemala"
TITLE_AND_ACTOR = N_("{kind} “{title}”, {actor}")
KIND_AND_TITLE = N_("{kind} “{title}”")
NONE_YET = N_("There is nothing here yet.")
NONE_OF_YOURS = N_("Nothing of your own was found; this is what else is open to you.")
NONE_FIT = N_("Nothing fits what is chosen below.")
FOR_THOSE_IN = N_(
    "Submissions are listed for those who take part in the Program. What has been published is "
    "open to everybody: /practices and /program."
)
SHOW_ALL = N_("Show everything")
# Translators: buttons: whose submissions are listed
OURS = N_("Only ours")
ALL_OPEN_TO_ME = N_("All that is open to me")
WHICH_KIND = N_("<b>Which kind of submission?</b>")
WHICH_STATE = N_("<b>At which stage?</b>")
WHICH_ACTORS = N_("<b>Of which actors?</b>")
WHICH_ACTORS_NOTE = N_("Who asked not to be named is left out of this choice.")
WHICH_TIME = N_("<b>From when?</b>")
ANY_STATE = N_("Any stage")
ANY_TIME = N_("All terms")
THIS_TERM = N_("This term")
NEXT_MEETING = N_("For the next meeting")

# --- the Program -----------------------------------------------------------------------------
PROGRAM = N_("<b>{title}</b>")
PROGRAM_HOW = N_(
    "Choose a group, or type /program with a number or a word: /program 28, /program consular."
)
# Translators: a group of activities on a button, "Member states · 21–42"
GROUP = N_("{first}–{last} · {group}")
OWN_GROUP = N_("Yours: {first}–{last} · {group}")
OBJECTIVES = N_("Objectives")
OBJECTIVES_TITLE = N_("<b>Objectives of the Program</b>")
GROUP_TITLE = N_("<b>Activities: {group}</b>")
# Translators: an objective or activity of the Program in a list, "28 Consular assistance"
POINT = N_("{number} {label}")
POINT_TITLE = N_("<b>{number} {label}</b>\n{summary}")
ADDRESSED_TO = N_("Addressed to: {group}.")
UNOFFICIAL = N_("<i>{note}</i>")
NONE_REPORTED = N_("No information on it is open to you at present.")
FOUND_IN_PROGRAM = N_("<b>Found in the Program</b>")
NOT_IN_PROGRAM = N_(
    "Nothing in the Program is called that. Here is all of it, by those to whom it is addressed."
)

# --- good practices --------------------------------------------------------------------------
PRACTICES = N_("<b>Good practices</b>")
PRACTICES_HOW = N_(
    "Type /practices with a word or a country to search: /practices shelter, /practices Guatemala."
)
# Translators: a line of a list, "1. Shelters at the border", then who and where
PRACTICE = N_("{place}. <b>{title}</b>\n{actor}; {places}")
PRACTICE_NOWHERE = N_("{place}. <b>{title}</b>\n{actor}")
NO_PRACTICES = N_("No good practice has been published yet.")
ALL_COUNTRIES = N_("All countries")
ALL_OBJECTIVES = N_("All objectives")
WHICH_COUNTRY = N_("<b>In which country?</b>")
WHICH_OBJECTIVE = N_("<b>Which objective?</b>")
ALL_PRACTICES = N_("All good practices")

# --- inline search ---------------------------------------------------------------------------
# Translators: above the results of an inline search, a button that opens the chat with the bot
OPEN_ENLACE = N_("Open Enlace")
# Translators: under what somebody sent from an inline search
SEE_MORE = N_("More in Enlace")
# Translators: describes a result of an inline search
ACTIVITY_FOUND = N_("Activity of the Program. {summary}")
PRACTICE_FOUND = N_("Good practice. {actor}; {places}")
PRACTICE_FOUND_NOWHERE = N_("Good practice. {actor}")
PRACTICE_SENT = N_("<b>{title}</b>\nGood practice, {actor}; {places}")
PRACTICE_SENT_NOWHERE = N_("<b>{title}</b>\nGood practice, {actor}")
SUMMARY = N_("{summary}")
NUMBER = N_("{number}")


def reported(count: int) -> Message:
    """How much was reported on an activity or objective, as far as the reader may know."""
    return Message(
        N_("<b>Reported on it</b>, as far as it is open to you: {n} submission."),
        {"n": count},
        plural=N_("<b>Reported on it</b>, as far as it is open to you: {n} submissions."),
    )
