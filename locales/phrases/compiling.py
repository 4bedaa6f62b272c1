"""What stands in a compilation as a document, beside what was received."""

from __future__ import annotations

from locales.message import N_, Message

# --- the cover -----------------------------------------------------------------------------
TITLE = N_("Compilation of submissions")
TITLE_FOR = N_("Compilation of submissions for “{meeting}”")
# Translators: the series of the Organization's documents; alike in every language
SERIES = N_("OEA/Ser.W")
WORKING_COPY = N_("Unnumbered working copy")
# Translators: the languages in which the texts were written, as on papers of the committee
ORIGINAL = N_("Original: {languages}")
COMPILED_UP_TO = N_("Compiled up to {moment} (Washington time)")
MEETING = N_("Meeting: {meeting}, {moment} (Washington time)")
# Translators: resolutions, as the committee cites them
UNDER_MANDATES = N_("Mandates: {mandates}")
PERIOD = N_("Received from {since} to {until} (Washington time)")
PERIOD_SINCE = N_("Received since {since} (Washington time)")
PERIOD_UNTIL = N_("Received until {until} (Washington time)")
OPEN_TO_EVERYBODY = N_("This document holds what is open to everybody.")
OPEN_TO_THE_GROUP = N_(
    "This document holds what the working group may read; it is meant for the working group only."
)
OPEN_TO_THE_SECRETARIAT = N_(
    "This document holds what only the secretariat may read; it is not for circulation."
)
# Translators: at the foot of every page: the symbol, or that it is a working copy, and the title
RUNNING = N_("{document}: {title}")
CONTENTS = N_("Contents")

# --- what narrows it, on the cover ---------------------------------------------------------
ONLY = N_("This document holds only a part of what was received:")
ONLY_KINDS = N_("Kinds of submissions: {items}")
ONLY_ACTOR_KINDS = N_("Kinds of actors: {items}")
ONLY_ACTORS = N_("Actors: {items}")
ONLY_ACTIVITIES = N_("Activities: {items}")
ONLY_OBJECTIVES = N_("Objectives: {items}")
ONLY_PLACES = N_("States concerned: {items}")
ONLY_STATES = N_("State of the submissions: {items}")

# --- headings of chapters ------------------------------------------------------------------
# Translators: the heading of a chapter: a Roman number and a title
CHAPTER = N_("{number}. {title}")
# Translators: the heading of an annex: a Roman number and a title
ANNEX = N_("Annex {number}. {title}")
MANDATE = N_("Mandate")
ANSWERS = N_("Who has answered")
SUMMARY = N_("Summary: activities and where they stand")
AT_A_GLANCE = N_("At a glance")
BY_ACTIVITY = N_("Progress by activity")
BY_OBJECTIVE = N_("Progress by objective")
BY_ACTOR = N_("Submissions by actor")
PRACTICES = N_("Good practices by objective")
PROPOSALS = N_("New proposals")
RESEARCH = N_("Research findings by topic")
LEGISLATION = N_("Legislation by state")
PLEDGES = N_("Voluntary contributions by currency")
INPUTS = N_("Input on draft texts by paragraph")
REPLIES = N_("Replies to clarification requests")
FULL_TEXTS = N_("Full texts as received")
RESPONDENTS = N_("Actors that have answered")
NOT_HEARD = N_("Actors from which no information was received")
CALENDAR = N_("Calendar of the term")

# --- mandate -------------------------------------------------------------------------------
BEHIND = N_(
    "This document compiles what the actors of the {program} have sent to the committee. The "
    "version of the Program that it follows was agreed on {day}."
)
MANDATES = N_("Mandates:")
ABOUT = N_("About the meeting:")
ASKED = N_("What was asked:")
AGENDA = N_("Agenda:")
# Translators: a line of an agenda
AGENDA_ITEM = N_("{n}. {item}")
AS_RECEIVED = N_(
    "Answers stand here as they were received, in the language in which they were "
    "written; the language is named where it differs from that of this document."
)

# --- who has answered ----------------------------------------------------------------------
ANSWERED_FOR = N_("What was heard for “{meeting}”.")
ANSWERED_BETWEEN = N_("What was heard for the meetings from {since} to {until}.")
NOBODY_ASKED = N_("No meeting in this period asked the actors for information.")
ANSWERED_ABOUT = N_(
    "Kinds of actors: how many were asked, and how many gave information or said that there is "
    "nothing new."
)
KIND_OF_ACTOR = N_("Kind of actor")
# Translators: headings of columns with numbers of actors
ASKED_N = N_("Actors asked")
INFORMED_N = N_("Information received")
NOTHING_NEW_N = N_("Nothing new")
SILENT_N = N_("No information received")


def besides(n: int) -> Message:
    """How many were not asked and gave information all the same."""
    return Message(
        N_("{n} actor gave information without having been asked for it in this period."),
        {"n": n},
        plural=N_("{n} actors gave information without having been asked for it in this period."),
    )


def society_counted(n: int) -> Message:
    """What society sent, without names."""
    return Message(
        N_(
            "Civil society, academia, diaspora networks and migrants’ organizations: {n} "
            "submission in this document. They are counted together, so that nobody is named "
            "who asked not to be."
        ),
        {"n": n},
        plural=N_(
            "Civil society, academia, diaspora networks and migrants’ organizations: {n} "
            "submissions in this document. They are counted together, so that nobody is named "
            "who asked not to be."
        ),
    )


COUNTED_WHOLE = N_(
    "Whoever has answered is counted, also where what they sent does not stand in this document."
)
BY_KIND_ABOUT = N_("Kinds of submissions: how many stand in this document.")
KIND = N_("Kind of submission")
SUBMISSIONS_N = N_("Submissions")
IN_ALL = N_("In all")

# --- summary -------------------------------------------------------------------------------
SUMMARY_ABOUT = N_(
    "The activities of the Program, by whom they are addressed to: how many actors report each "
    "status, by their last report."
)
SUMMARY_OBJECTIVES_ABOUT = N_(
    "The specific objectives of the Program: how many actors that have no numbered activity report "
    "each status, by their last report."
)
SUMMARY_HOW = N_(
    "Each actor is counted once for an activity, by its last report in this document. “{none}” "
    "means that this document has no report on it."
)
# Translators: before a list of letters, each with what it stands for
KEY = N_("Statuses:")
# Translators: a letter above a column, and what it stands for: "A = Under way"
LETTER = N_("{letter} = {status}")
OF_PROGRAM = N_("Program as agreed on {day}")
# Translators: heading of a column with the numbers of activities or objectives
NO = N_("No.")
ACTIVITY = N_("Activity")
OBJECTIVE = N_("Objective")
ACTORS_N = N_("Actors")
COVERED = N_("Activities with a report in this document: {n} of {of}.")

# --- chapters of submissions ---------------------------------------------------------------
# Translators: an activity or objective by its number and name
NUMBERED = N_("{number} {label}")
NUMBERED_OF = N_("{number} {label} (Program as agreed on {day})")
NO_REPORT = N_("No information received on these activities: {numbers}.")
# Translators: the number of a submission and who sent it
NUMBER_AND_ACTOR = N_("{number}, {actor}")
# Translators: the label of an answer, before it
LABEL = N_("{label}:")
RECEIVED = N_("Received on {day}. State: {state}.")
RECEIVED_READERS = N_("Received on {day}. State: {state}. Who may read it: {readers}.")
WRITTEN_IN = N_("Original language: {language}.")
SHORTENED = N_("[…] The full text stands in Annex {annex}, under {number}.")
TRANSLATION = N_("Unofficial translation:")
STATE_NOT_TOLD = N_("State not named")
NOT_SAID = N_("Not said")
ALSO_ABOUT = N_(
    "Practices that serve this objective too, and the objective under which they are found."
)
ALSO = N_("These practices serve this objective too:")
STANDS_UNDER = N_("Found under")

# --- pledges -------------------------------------------------------------------------------
TOTALS_ABOUT = N_("Money pledged, by currency: how many pledges, and their total.")
CURRENCY = N_("Currency")
PLEDGES_N = N_("Pledges")
TOTAL = N_("Total")
NOT_SUMMED = N_(
    "Amounts in different currencies are not converted or added up. Contributions that were "
    "withdrawn are not in the totals."
)
NO_CURRENCY = N_("Amount or currency not said")
OTHER_FORMS_ABOUT = N_("Other contributions, by form: how many pledges.")
OTHER_FORMS = N_("Contributions other than money: {form}")
FORM = N_("Form")

# --- input on draft texts ------------------------------------------------------------------
DRAFT_TEXT = N_("Text under consideration:")
PARAGRAPH = N_("Paragraph {id}")
WHOLE_TEXT = N_("The text as a whole")

# --- replies -------------------------------------------------------------------------------
QUESTION = N_("Question of the secretariat about {number}, {day}:")

# --- by actor ------------------------------------------------------------------------------
BY_ACTOR_ABOUT = N_("Actors with the numbers of what they sent, and the chapter it stands in.")
ACTOR = N_("Actor")
WHERE = N_("Chapter")
NUMBERS = N_("Numbers")
NOT_NAMED = N_("Actors that are not named")

# --- annexes -------------------------------------------------------------------------------
FULL_TEXTS_HOW = N_("Texts that are shortened above stand here whole.")
RESPONDENTS_ABOUT = N_("Actors that have answered, and what they answered.")
# Translators: what an actor has answered
INFORMED = N_("Information received")
NOTHING_NEW = N_("Nothing new")
BESIDES = N_("Information received without being asked")
ANSWER = N_("Answer")
NOT_HEARD_HOW = N_(
    "These actors were asked. Their contributions remain welcome at any time, and will stand in "
    "the next compilation."
)
ALL_HEARD = N_("All actors that were asked have answered.")


def society_not_heard(n: int) -> Message:
    """From how many of society no information was received."""
    return Message(
        N_(
            "Civil society, academia, diaspora networks and migrants’ organizations: no "
            "information received from {n} organization that was asked."
        ),
        {"n": n},
        plural=N_(
            "Civil society, academia, diaspora networks and migrants’ organizations: no "
            "information received from {n} organizations that were asked."
        ),
    )


CALENDAR_ABOUT = N_("The meetings of the term in order of time.")
DATE = N_("Date (Washington time)")
HELD = N_("Meeting")
PLACE = N_("Place of the meeting")
CANCELLED = N_("{meeting} (cancelled)")
