"""Every sentence the services say, by name; forms and refusals keep theirs beside their data.

A name stands for an English sentence that is its message id; the catalogues hold the rest.
"""

from __future__ import annotations

from locales.message import N_

# --- meeting the bot -----------------------------------------------------------------------
WELCOME = N_(
    "<b>Welcome to Enlace.</b> Here the actors of the Inter-American Program for the Promotion "
    "and Protection of the Human Rights of Migrants report to the OAS Committee on Migration "
    "Issues (CAM)."
)
WELCOME_HOW = N_(
    "If you were given an invitation link, please open it. Civil society, academia, diaspora "
    "networks and migrants’ organizations can register here themselves."
)
REGISTER = N_("Register an organization")
HELP = N_("<b>What would you like to do?</b>")
HELP_OPEN_DRAFT = N_("You have a draft that is not finished; you can go on with it at any time.")
HELP_DETAILS = N_(
    "Or type: /report for progress, /practice for a good practice, /drafts to go on with a draft, "
    "/calendar for the coming meetings, /language for another language."
)
REPORT_PROGRESS = N_("Report progress")
SHARE_PRACTICE = N_("Share a practice")
CONTINUE_DRAFT = N_("Continue my draft")
CALENDAR = N_("Calendar")
LANGUAGE = N_("Language")
STATUS = N_("Who has answered")
EXPORT = N_("Compilation")
INVITE = N_("Invite")
PRIVATE_CHAT_ONLY = N_(
    "What concerns submissions is handled in private: please write to me in our private chat."
)
OPEN_PRIVATE_CHAT = N_("Open the private chat")
WENT_WRONG = N_(
    "Something went wrong on our side; what you had answered is kept. Please send that once more "
    "in a few minutes."
)
NOT_UNDERSTOOD = N_("No form is open at the moment; please choose one first.")
WHICH_LANGUAGE = N_("<b>Which language do you prefer?</b>")
LANGUAGE_SET = N_("From now on I will write to you in English.")
NOT_ALLOWED = N_("That is reserved to others in the committee; /help shows what is open to you.")
EDITED = N_(
    "I have kept the message as it was first sent. To change an answer, tap Back, or tap it in "
    "the review."
)
EDITED_NO_FORM = N_("I have kept the message as it was first sent; an edited one changes nothing.")
STALE_BUTTON = N_("That button is no longer in use.")

# --- invitations and joining ---------------------------------------------------------------
INVITATION = N_(
    "<b>Invitation: {actor}</b>\nRole: {role}. Valid until {until} your time, for one person."
)
INVITATION_LINK = N_("Please pass on this link to that person only: {link}")
INVITATION_QR = N_("The same invitation as a QR code for {actor}.")
INVITED = N_("You have been invited: <b>{role}, {actor}</b>. Three short questions and you are in.")
INVITED_COMMITTEE = N_(
    "You have been invited: <b>{role}</b>. Three short questions and you are in."
)
INVITATION_UNUSABLE = N_(
    "This invitation cannot be used. Please ask the committee’s secretariat for a new one."
)
THE_COMMITTEE = N_("Committee on Migration Issues (chair, secretariat)")
UNKNOWN_ACTOR = N_("There is no actor called “{key}”; please check the spelling.")
ROLE_DOES_NOT_FIT = N_(
    "{role}: secretariat, chair and vice chair are held for the committee, all other roles for an "
    "actor. Please choose again."
)
DECIDED_ALREADY = N_("That request has been decided already. Thank you.")
JOINED = N_("<b>Welcome, {name}.</b> Your role: {role}, {actor}.")
JOINED_COMMITTEE = N_("<b>Welcome, {name}.</b> Your role: {role}.")
JOINED_REMINDED = N_(
    "I will write to you at 09:00 your time before the meetings that ask something of you."
)
JOINED_CARE = N_(
    "Bot chats are not end-to-end encrypted: please keep migrants’ personal data out of what you "
    "send."
)
JOINED_NEXT_COMMITTEE = N_("With /status you see who has answered, with /export the compilation.")
TOLD_JOINED = N_("{name} has joined: {role}, {actor}.")
TOLD_JOINED_COMMITTEE = N_("{name} has joined: {role}.")
REGISTRATION_SENT = N_(
    "<b>Thank you.</b> Your request has been passed to the committee’s secretariat. I will write "
    "to you as soon as it has been decided."
)
REGISTRATION_WAITING = N_(
    "Your request is with the committee’s secretariat. Thank you for your patience."
)
REGISTRATION_ASKED = N_("<b>{name} asks to be registered</b>\nKind: {kind}\nCountry: {country}")
REGISTRATION_ABOUT = N_("About: {about}")
REGISTRATION_CONTACT = N_("Contact: {contact}")
REGISTRATION_LINK = N_("Link: {link}")
APPROVE = N_("Approve")
DECLINE = N_("Decline")
REGISTRATION_APPROVED = N_("{name} has been registered by {by}.")
REGISTRATION_DECLINED = N_("The request of {name} was declined by {by}.")
APPROVED = N_("<b>{name} is now registered.</b> You can share good practices and report progress.")
DECLINED = N_(
    "The secretariat could not register {name} this time. Please write to the committee’s "
    "secretariat if you have questions."
)

# --- drafts and submissions ----------------------------------------------------------------
SAVED = N_("Saved. Nothing is lost; you can go on with it at any time.")
DISCARDED = N_("The draft was discarded.")
NO_DRAFTS = N_("You have no unfinished drafts.")
YOUR_DRAFTS = N_("<b>Your unfinished drafts</b>")
WHICH_ACTOR = N_("<b>For whom are you writing?</b>")
RECEIVED = N_("<b>Thank you. It has been received under number {number}.</b>")
RECEIVED_FOR = N_("{kind}, {actor}. Who may read it: {visibility}.")
RECEIVED_SPARED = N_("{actor}: nobody will be reminded again for this meeting.")
ALREADY_RECEIVED = N_("This was received under number {number}.")
KEPT_WITH_DRAFT = N_("Thank you. That is kept with your draft.")
FILE_NOT_KEPT = N_(
    "The text is taken as your answer; the file is not kept here. Documents are asked for later on."
)
FIRST_ANSWER_KEPT = N_("Thank you. That is kept as your first answer. Form: {form}.")

# --- reminders -----------------------------------------------------------------------------
REMINDER_TITLE = N_("<b>{title}</b>")
REMINDER_WHEN = N_("{washington} in Washington; {local} your time.")
REMINDER_WHEN_SAME = N_("{washington} (Washington time).")
REMINDER_ASKED = N_("{asked}")
REMINDER_DEADLINE = N_("Contributions are received until {deadline} your time.")
REMINDER_REPLY = N_(
    "Tap a button, or simply reply to this message with text, a voice note, a photo or a document."
)
NOTHING_NEW = N_("Nothing new")
LATER = N_("Later")
NOTHING_NEW_NOTED = N_(
    "<b>Noted: nothing new.</b> {actor}: nobody will be reminded again for “{title}”."
)
UNDO = N_("Undo")
NOTHING_NEW_UNDONE = N_("Taken back. What would you like to do?")
WHEN_AGAIN = N_("<b>When may I ask again?</b>")
TOMORROW = N_("Tomorrow")
IN_THREE_DAYS = N_("In 3 days")
NO_LATER_DAY = N_(
    "There is no later day left: it is due on {deadline} your time. You can answer here until then."
)
LATER_NOTED = N_("I will ask again on {when}.")
MEETING_OVER = N_(
    "That meeting has already taken place; your contribution is welcome all the same."
)

# --- calendar, status, compilation ---------------------------------------------------------
NEXT_MEETINGS = N_("<b>The coming meetings</b>")
MEETING_LINE = N_("<b>{title}</b>\n{when} (Washington)")
MEETING_LINE_LOCAL = N_("<b>{title}</b>\n{when} (Washington); {local} your time")
NO_MEETINGS = N_("No meetings are planned at present.")
STATUS_TITLE = N_("<b>Status for “{title}”</b>")
STATUS_ANSWERED = N_("Answered: {n} of {of}.")
STATUS_NOTHING_NEW = N_("Nothing new: {actors}.")
STATUS_NOT_HEARD = N_("No information received: {actors}.")
STATUS_STATES = N_("States heard: {n} of {of}.")
STATUS_SOCIETY = N_(
    "Submissions from civil society, academia, diaspora networks and migrants’ organizations: {n}."
)
STATUS_ACTIVITIES = N_("Activities covered this term: {n} of {of}.")
STATUS_SUBMISSIONS = N_("Submissions this term: {n}.")
STATUS_NONE = N_("No meeting that asks something of the actors is planned at present.")
# Translators: heads the column beside a text as received; {column} is that one's heading
TRANSLATION_OF = N_("{column} (unofficial translation)")
EXPORT_BEGUN = N_("The compilation is being prepared; the file follows here in a moment.")
EXPORT_DONE = N_("The compilation is ready. Submissions in it: {n}.")
EXPORT_FAILED = N_("The compilation could not be made this time; please ask for it again.")
ALL_MEETINGS = N_("All meetings")
ALL_KINDS = N_("All kinds")
ALL_ACTORS = N_("All actors")

# --- frame words of the compilation --------------------------------------------------------
COMPILATION = N_("Compilation of submissions")
OVERVIEW = N_("Overview")
ANNEX = N_("Annex: long texts")
CONTINUED = N_("… (full text in the annex, {reference})")
COMPILED_UP_TO = N_("Compiled up to")
WORKING_COPY = N_("Unnumbered working copy")
DOCUMENT = N_("Document")
LEVEL = N_("Level of access")
MEETING = N_("Meeting")
REFERENCE = N_("Reference")
SHEET = N_("Sheet")
COLUMN = N_("Column")
PIECE = N_("Piece")
TEXT = N_("Text")
NUMBER = N_("Number")
ACTOR = N_("Actor")
ACTOR_KIND = N_("Kind of actor")
SENT_ON = N_("Received on")
WRITTEN_IN = N_("Original language")
STATE = N_("State of the submission")
READERS = N_("Who may read it")
SUBMISSIONS = N_("Submissions")
ANSWERED = N_("Answered")
NOT_NAMED = N_("Submissions of actors that are not named")
COVERED = N_("Activities covered")
