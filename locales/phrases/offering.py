"""What is offered when a form begins, and where the forms are found."""

from __future__ import annotations

from locales.message import N_

NOTHING_TO_COMMENT = N_(
    "No draft text is open for input at present. The secretariat will announce the next one."
)
OPENED_BEFORE = N_("{symbol} has been opened before; a new revision needs its own symbol.")
NOT_OPEN = N_("{symbol} is not open for input; please check the spelling.")
# Translators: a document with its symbol, on a button: "CIDI/CAM/doc.19/15 rev. 9: Work plan"
DOCUMENT = N_("{symbol}: {title}")
# Translators: a paragraph on a button: "5. The States shall …"
PARAGRAPH = N_("{id}. {text}")
# Translators: a pledge on a button
PLEDGE = N_("{number}, {actor}")

MORE = N_("More …")
WHAT_ELSE = N_("<b>What else would you like to do?</b>")
WHAT_ELSE_TYPED = N_(
    "All of this can be typed too: /proposal, /research, /law, /input, /pledge, /submissions, "
    "/program, /practices."
)
PROPOSE = N_("New proposal")
RESEARCH = N_("Research findings")
LAW = N_("Law or policy")
COMMENT = N_("Comment on a draft text")
PLEDGE_SOMETHING = N_("Pledge a contribution")
SUBMISSIONS = N_("Submissions")
REVIEW = N_("To be read")
PEOPLE = N_("People")
NEWS = N_("My notifications")
PROGRAM = N_("The Program")
PRACTICES = N_("Good practices")
HAND_OVER = N_("Hand over")
MY_DATA = N_("My data")
FORGET = N_("Leave Enlace")
