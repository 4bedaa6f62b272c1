"""What is said when somebody answers a reminder: taken, known already, too late, not theirs."""

from __future__ import annotations

from locales.message import N_

# --- nothing new ---------------------------------------------------------------------------
UNDO_FOR_A_MINUTE = N_(
    "You can undo this for a minute; after that your colleagues are told. A report is welcome at "
    "any time."
)
TOO_LATE_TO_UNDO = N_(
    "It is too late to undo this: “nothing new” stands for {actor}, since {when}. A report or a "
    "practice is welcome at any time."
)
TAKEN_BACK_ALREADY = N_("That has been taken back already. What would you like to do?")

# --- answered already ----------------------------------------------------------------------
ANSWERED_NOTHING = N_("<b>{name} answered for {actor}</b> on {when}: nothing new for “{title}”.")
ANSWERED_SENT = N_(
    "<b>{name} answered for {actor}</b> on {when}: {kind}, number {number}, for “{title}”."
)
YOU_ANSWERED_NOTHING = N_("<b>You answered for {actor}</b> on {when}: nothing new for “{title}”.")
YOU_ANSWERED_SENT = N_(
    "<b>You answered for {actor}</b> on {when}: {kind}, number {number}, for “{title}”."
)
ADD_MORE = N_("Nothing more is needed. If you would like to add something, it is welcome.")

# --- told to colleagues --------------------------------------------------------------------
TOLD_NOTHING = N_(
    "{name} has answered for {actor}: nothing new for “{title}”. You need do nothing."
)
TOLD_SENT = N_(
    "{name} has answered for {actor}: {kind}, received under number {number}, for “{title}”. You "
    "need do nothing."
)
TOLD_TAKEN_BACK = N_("{name} has taken back “nothing new” for {actor}: “{title}” is open again.")

# --- later ---------------------------------------------------------------------------------
# Translators: button, the evening of the day before it is due
EVENING_BEFORE = N_("The evening before")
NO_LONGER_FITS = N_(
    "That is no longer possible before it is due on {deadline} your time. When may I ask again?"
)
WAS_DUE = N_("It was due on {deadline} your time; your contribution is welcome all the same.")

# --- not us any more -----------------------------------------------------------------------
# Translators: button, somebody no longer answers for their state or organization; keep it short
NOT_US = N_("Not us any more")
SURELY_NOT_US = N_("<b>Shall I tell the secretariat that {actor} is no longer yours?</b>")
NOT_US_MEANS = N_(
    "I would remind you for {actor} no more. Your drafts stay, and you can take it back at any "
    "time."
)
# Translators: the two buttons under that question
YES_TELL = N_("Yes, tell the secretariat")
NO_STILL_OURS = N_("No, it is still ours")
STILL_OURS = N_("All stays as it is.")
NOT_US_NOTED = N_(
    "<b>Thank you.</b> I have told the secretariat, who will look after it, and I remind you for "
    "{actor} no more. Your drafts stay, and what you would like to send is still welcome."
)
# Translators: a button that takes "Not us any more" back
OURS_AFTER_ALL = N_("It is ours after all")
OURS_AGAIN = N_("Good to know. I remind you for {actor} as before.")
TOLD_NOT_US = N_(
    "<b>{name} says that they no longer answer for {actor}.</b> Role: {role}. I remind them for it "
    "no more; the role itself stays until you end it."
)
# Translators: button, for the secretariat
REMIND_AGAIN = N_("Remind again")
REMINDED_AGAIN = N_("{name} is reminded for {actor} as before.")
YOU_ARE_REMINDED_AGAIN = N_(
    "The secretariat asks you to go on for {actor}: I remind you as before."
)
TOLD_OURS_AGAIN = N_("{name} says that {actor} is theirs after all, and is reminded as before.")

# --- drafts under way ----------------------------------------------------------------------
COLLEAGUE_WRITES = N_(
    "<b>A colleague has this under way already.</b> Tap the draft to go on with it yourself; your "
    "colleague is told. Or begin another one."
)
COLLEAGUE_WRITES_TOO = N_("{name} has a draft for this under way, too: {draft}.")
COLLEAGUE_WAITS = N_("{name} has written this already; it waits to be cleared: {draft}.")

# --- replies -------------------------------------------------------------------------------
KEPT_FOR = N_("This is kept for {actor}: “{title}”.")
CANCELLED = N_("“{title}” was cancelled; your contribution is welcome all the same.")
NO_LONGER_YOURS = N_(
    "You no longer answer for {actor}, so nothing was changed. If that surprises you, please write "
    "to the committee’s secretariat."
)
NOT_KEPT = N_(
    "You no longer answer for {actor}, so what you sent was not kept. If that surprises you, "
    "please write to the committee’s secretariat."
)
