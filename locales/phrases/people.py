"""What is said about people: who is in, how a role ends or passes on, what is kept, leaving."""

from __future__ import annotations

from locales.message import N_, Message

# --- who is in -----------------------------------------------------------------------------
HOW_TO_SEARCH = N_("Tap somebody, or type /people and a name or an actor to search.")
NOBODY_FOUND = N_("Nobody is found for “{words}”. Please try another spelling.")
# Translators: heads the people of an actor in a list
OF_ACTOR = N_("<b>{actor}</b>\n{people}")
# Translators: a person in a list, with their role
PERSON = N_("{name}: {role}")
# Translators: a role and the actor for which it is held
ROLE_FOR = N_("{role}, {actor}")
CARD = N_("<b>{name}</b>\n{role}\nSince {day}.")
NOT_REACHED = N_("My messages do not reach this person at present.")
ALSO = N_("Also: {roles}.")
# Translators: stands for a person whose name is not known
NO_NAME = N_("somebody without a name")

# Translators: buttons about a person
EVERYBODY = N_("Everybody who is in")
REVOKE = N_("End this role")
HAND_ON = N_("Hand over to a colleague")
YES_REVOKE = N_("Yes, end it now")
YES_HAND_OVER = N_("Yes, hand over")
NO_LEAVE_IT = N_("No, leave it as it is")

# --- a role ends ---------------------------------------------------------------------------
SURELY_REVOKE = N_("<b>End this role now?</b>\n{name}: {role}")
REVOKING_MEANS = N_(
    "Their buttons and reminders stop at once. What was sent stays; drafts that are not finished "
    "stay with {actor}, where colleagues can go on with them. The person is told."
)
REVOKING_COMMITTEE_MEANS = N_("Their buttons stop at once. The person is told.")
REVOKED = N_("{name}: the role has ended ({role}).")
TOLD_REVOKED = N_("{by} has ended the role of {name}: {role}.")
YOURS_REVOKED = N_(
    "<b>Thank you for your work with the committee.</b> The secretariat has ended your role: "
    "{role}. Its buttons and reminders no longer work; what you sent is kept."
)
IF_BY_MISTAKE = N_(
    "If this surprises you, please write to the committee’s secretariat. /help shows what is open "
    "to you now."
)
GONE_ALREADY = N_("That role has ended already, or has passed to somebody else.")
LAST_SECRETARIAT = N_(
    "You are the only person of the secretariat. Please invite a second one with /invite first; "
    "nobody could let people in otherwise."
)

# --- handing over --------------------------------------------------------------------------
WHICH_ROLE = N_("<b>Which role do you hand over?</b>")
TO_WHOM = N_("<b>To whom?</b>\n{name}: {role}")
NO_COLLEAGUE = N_(
    "Nobody else is in for {actor} yet. The secretariat invites the successor first; after that, "
    "/handover passes everything on."
)
NO_LONGER_COLLEAGUE = N_("That colleague is no longer in. Please choose again with /handover.")
SURELY_HAND_OVER = N_("<b>Hand over to {to}?</b>\n{name}: {role}")
HANDING_OVER_MEANS = N_(
    "The role, unfinished drafts and reminders pass to {to} at once; the buttons of {name} stop "
    "working. Both are told, and the secretariat."
)
HANDED_OVER = N_("<b>Handed over to {to}.</b>\n{role}")
HANDED_OVER_THANKS = N_(
    "Thank you for your work with the committee. /help shows what is open to you now."
)
HANDED_OVER_FOR_YOU = N_(
    "<b>The secretariat has handed over your role to {to}.</b>\n{role}\nDrafts and reminders went "
    "with it."
)
HANDED_TO_YOU = N_("<b>{name} has handed over to you.</b>\n{role}")
TO_CLEAR = N_("This draft waits to be cleared by you: {form}.")
TOLD_HANDED_OVER = N_("{name} has handed over to {to}: {role}.")
NOTHING_CHANGED = N_("Nothing was changed.")
UNCLEARED = N_(
    "Nobody clears drafts for {actor} at present. What waited for it is with you again; you can "
    "send it yourself."
)

# --- names that look like others -----------------------------------------------------------
LOOKS_LIKE = N_("Please note: this name looks like “{name}”, which is registered.")
LOOKS_LIKE_PERSON = N_("Please note: this name looks like that of {name}, who is in already.")
HIDDEN_CHARACTERS = N_(
    "Please note: this name was typed with characters that are not seen or that turn the direction "
    "of reading. They have been left out."
)
MIXED_SCRIPTS = N_("Please note: this name mixes letters of different scripts in one word.")
NAME_IS_TAKEN = N_(
    "“{name}” stands for an actor of the Program; please change the name to the full name of your "
    "own organization."
)

# --- what is held on a person --------------------------------------------------------------
MY_DATA = N_("This is all that is held on you here, as a file that programs can read (JSON).")
MY_DATA_NEXT = N_(
    "It is made afresh each time and not kept. With /forget you can have yourself removed."
)
HEADINGS = {
    "made": N_("Made on"),
    "person": N_("You"),
    "name": N_("Name"),
    "account": N_("Telegram number"),
    "language": N_("Language"),
    "zone": N_("Time zone"),
    "first_seen": N_("First seen"),
    "unreachable_since": N_("Out of reach since"),
    "news": N_("News of submissions"),
    "told_until": N_("News told until"),
    "unasked_at": N_("Last message that was not asked for"),
    "holidays": N_("No reminders on holidays of"),
    "roles": N_("Roles"),
    "role": N_("Role"),
    "actor": N_("Actor"),
    "since": N_("Since"),
    "until": N_("Until"),
    "quiet_since": N_("Not reminded since"),
    "invitations_used": N_("Invitations you used"),
    "invitations_issued": N_("Invitations you issued"),
    "issued": N_("Issued"),
    "expires": N_("Valid until"),
    "used": N_("Used"),
    "registrations": N_("Your requests to be registered"),
    "answers": N_("Answers"),
    "state": N_("State"),
    "asked": N_("Asked on"),
    "decided": N_("Decided"),
    "decisions": N_("Requests you decided"),
    "drafts": N_("Drafts"),
    "form": N_("Form used"),
    "started": N_("Begun"),
    "changed": N_("Changed"),
    "comment": N_("Comment"),
    "submissions": N_("Submissions you sent"),
    "number": N_("Number"),
    "kind": N_("Kind"),
    "readers": N_("Readers"),
    "received": N_("Received on"),
    "reason": N_("Reason"),
    "files": N_("Files you gave"),
    "size": N_("Size in bytes"),
    "media_type": N_("Type"),
    "sha256": N_("SHA-256"),
    "questions_asked": N_("Questions you asked"),
    "questions_answered": N_("Questions you answered"),
    "question": N_("Question"),
    "responses": N_("Answers to reminders"),
    "meeting": N_("Meeting"),
    "at": N_("Time"),
    "reminders": N_("Reminders"),
    "due": N_("Due"),
    "settled": N_("Settled"),
    "announcements": N_("Announcements to you"),
    "rounds": N_("Messages to many that you started"),
    "jobs": N_("Documents you asked for"),
    "params": N_("Details"),
    "requests": N_("Requests for compilations that you saved"),
    "saved": N_("Saved on"),
    "translations": N_("Translations that you sent in"),
    "messages_waiting": N_("Messages to you that wait"),
    "messages_kept": N_("Messages to you that are kept"),
    "updates_kept": N_("Messages of yours that are kept"),
    "trail": N_("Entries about you in the record of changes"),
    "action": N_("Action"),
}
"""What stands beside each entry of the file, by key."""

# --- leaving -------------------------------------------------------------------------------
FORGET = N_("<b>Shall I forget you?</b>")
FORGET_GOES = N_(
    "What goes, at once and for good: your name, your account and settings, your roles, your "
    "drafts with their files, and your contact in what you sent."
)
FORGET_STAYS = N_(
    "What stays: what was sent for an actor stays in the actor’s record under its number, without "
    "your contact. Documents already sent to others cannot be called back."
)
FORGET_HAND_OVER = N_("If a colleague is to go on with your drafts, please use /handover first.")
FORGET_MY_DATA = N_("With /mydata you get a copy of everything before.")
YES_FORGET = N_("Yes, forget me")
NO_STAY = N_("No, keep everything")
FORGOTTEN = N_(
    "<b>You have been forgotten here.</b> Thank you for what you contributed. If you write again, "
    "we meet as strangers."
)
TOLD_LEFT = N_("{role}: the person has left and was forgotten at their own wish.")


def people_in(count: int) -> Message:
    """Heads the list of everybody."""
    return Message(
        N_("<b>Who is in</b>: {n} person"), {"n": count}, plural=N_("<b>Who is in</b>: {n} people")
    )


def people_found(count: int) -> Message:
    """Heads what a search found."""
    return Message(
        N_("<b>Found</b>: {n} person"), {"n": count}, plural=N_("<b>Found</b>: {n} people")
    )


def drafts_to_you(count: int) -> Message:
    """Says to a successor what there is to go on with."""
    return Message(
        N_("There is {n} draft to go on with."),
        {"n": count},
        plural=N_("There are {n} drafts to go on with."),
    )
