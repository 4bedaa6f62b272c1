"""What the secretariat is told of submissions, and what authors are told of their review."""

from __future__ import annotations

from locales.message import N_

# --- what has come in ----------------------------------------------------------------------
NEW = N_("<b>New: {number}</b>\n{kind}, {actor}. Who may read it: {visibility}.")
NEW_VERSION = N_("<b>New version: {number}</b>\n{kind}, {actor}. Who may read it: {visibility}.")
REPLIED = N_("<b>An answer about {number}</b>\n{kind}, {actor}.")
REPLIED_ANSWER = N_("Answer: {answer}")
REPLIED_CHANGED = N_("One answer of the submission was changed with it: now {number}.")
REPLIED_WITHDRAWN = N_("The submission was withdrawn with it.")
DIGEST = N_("<b>What has come: {n}</b>")
# Translators: a line in the list of what has come in
LINE = N_("{number}, {day}: {kind}, {actor}")
# Translators: the same line, for an answer to a question that was asked about a submission
LINE_REPLY = N_("{number}, {day}: an answer about {about}, {actor}")
# Translators: the same two lines, for an organization that is not to be named outside
LINE_UNNAMED = N_("{number}, {day}: {kind}, {actor} (not to be named outside the secretariat)")
LINE_REPLY_UNNAMED = N_(
    "{number}, {day}: an answer about {about}, {actor} (not to be named outside the secretariat)"
)
AND_MORE = N_("And {n} more; they are in the list of what waits.")

# --- what waits to be read -----------------------------------------------------------------
WAITING = N_("<b>What waits to be read: {n}</b>")
WAITING_FOR_AUTHORS = N_("<b>Waiting for their authors’ answers: {n}</b>")
NOTHING_WAITS = N_("Nothing waits to be read at the moment.")
SHOWN_OF = N_("Shown: {first} to {last} of {of}.")

# Translators: on buttons that open one, that list what waits, that lead on
OPEN = N_("Open {number}")
OPEN_ANSWER = N_("Open the answer")
WHAT_WAITS = N_("What waits")
NEXT = N_("Next: {number}")

# --- what a reviewer has done --------------------------------------------------------------
DONE_ACCEPTED = N_("✓ Accepted.")
DONE_PUBLISHED = N_("✓ Published.")
DONE_RETURNED = N_("✓ Returned.")
DONE_ASKED = N_("✓ Asked.")
AUTHOR_TOLD = N_("The author is told.")
AUTHOR_GONE = N_("Nobody acts for this actor in the chat at present, so nobody could be told.")
NOTHING_MORE_WAITS = N_("Nothing else waits to be read.")
ASKING_ABOUT = N_("Your question is about {number}.")
RETURNING = N_("{number} is to be returned to its author.")
WITH_ITS_SUBMISSION = N_("An answer is dealt with together with its submission, which is this:")
NOT_DONE = N_("What you wrote was not passed on: “{text}”")

# --- how the secretariat hears of submissions ----------------------------------------------
NEWS_ASKED = N_("<b>How would you like to hear of new submissions?</b>")
NEWS_AT_ONCE = N_("At present: at once, by day.")
NEWS_DIGEST = N_("At present: once a day at 09:00 your time, if something has come.")
NEWS_SET_AT_ONCE = N_("From now on you hear of each submission at once, by day.")
NEWS_SET_DIGEST = N_(
    "From now on you hear of submissions once a day at 09:00 your time, if something has come."
)
# Translators: on the two buttons of that choice
AT_ONCE = N_("At once")
ONCE_A_DAY = N_("Once a day")

# --- what authors are told -----------------------------------------------------------------
ACCEPTED = N_("<b>{number} has been accepted. Thank you.</b>\n{kind}, {actor}.")
PUBLISHED = N_(
    "<b>{number} has been published.</b>\n{kind}, {actor}. Who may read it: {visibility}."
)
RETURNED = N_("<b>{number} has been returned to you.</b>\n{kind}, {actor}.")
RETURNED_WHY = N_("Reason: {reason}")
RETURNED_HOW = N_("You are welcome to send a new version: every answer is kept, tap “Amend”.")
QUESTION = N_("<b>The secretariat has a question about {number}</b>\n{kind}, {actor}.")
QUESTION_TEXT = N_("Question: “{question}”")
QUESTION_HOW = N_(
    "Simply reply to this message with text, a voice note, a photo or a document, or tap "
    "“Give an answer”."
)

# --- answering a question ------------------------------------------------------------------
ANSWERING = N_("The secretariat asks about {number}: “{question}”")
NO_QUESTION = N_("No question about this submission is open.")
# Translators: to the colleague through whose hands the answer of an author passes
NO_ANSWER_WANTED = N_(
    "That question needs no answer any more. Please return the draft to its author."
)
ANSWERED_ALREADY = N_("That question has been answered already, under number {number}. Thank you.")
YOURS_NOT_SENT = N_("Your own answer was not sent: “{text}”")
WITHDRAWN_MEANWHILE = N_("That submission was withdrawn; no answer is needed any more.")
REPLY_RECEIVED = N_(
    "<b>Thank you. Your answer has been received under number {number}.</b>\nIt stands with "
    "{about}; the secretariat is told."
)
REPLY_CHANGED = N_("The submission has been changed as you said; its number is now {number}.")
REPLY_WITHDREW = N_("{number} has been withdrawn, with your answer as the reason.")
CHANGE_NOT_POSSIBLE = N_(
    "{number} can no longer be changed or withdrawn. Please choose “No, leave it as it is” and "
    "send your answer."
)
LOOK_AGAIN = N_(
    "The submission has changed meanwhile: please look once more at what you would like to change."
)
