"""A law, rule, policy or treaty that has changed, for the compendium of laws."""

from __future__ import annotations

from bot.flows.choices import Choice
from bot.flows.conditions import any_of, given, unless
from bot.flows.form import Form, Question
from bot.flows.forms.closing import closing, detail, papers
from bot.flows.kinds import Date, Files, Links, LongText, OneOf, Several, ShortText, YesNo
from bot.flows.sources import STATE_ACTIVITIES, STATES
from committee.submissions import SubmissionKind
from locales import N_, Message

CATEGORIES = (
    Choice("constitution", Message(N_("Constitution or code"))),
    Choice("migration_act", Message(N_("Migration act"))),
    Choice("rights", Message(N_("Human rights of migrants"))),
    Choice("asylum", Message(N_("Asylum and refuge"))),
    # Translators: the entry of foreigners into a country
    Choice("entry", Message(N_("Entry"))),
    Choice("residence", Message(N_("Residence"))),
    # Translators: rules about work
    Choice("labor", Message(N_("Labor"))),
    Choice("trafficking", Message(N_("Trafficking and smuggling"))),
    Choice("nationals_abroad", Message(N_("Nationals abroad"))),
    Choice("policy", Message(N_("Policy or program"))),
    Choice("treaty", Message(N_("Agreement or treaty"))),
)

EVENTS = (
    Choice("bill", Message(N_("Bill presented"))),
    # Translators: said of a law, a rule or a treaty, as are the words that follow
    Choice("adopted", Message(N_("Adopted"))),
    Choice("in_force", Message(N_("Entered into force"))),
    Choice("amended", Message(N_("Amended"))),
    Choice("repealed", Message(N_("Repealed"))),
    Choice("signed", Message(N_("Signed"))),
    Choice("ratified", Message(N_("Ratified or acceded to"))),
)

LEGISLATION_UPDATE = Form(
    key="legislation_update",
    title=N_("Legislation update"),
    kind=SubmissionKind.LEGISLATION_UPDATE,
    questions=(
        Question(
            "country",
            N_("Which country is it about?"),
            OneOf(STATES),
            help=N_("Tap one, or type its name."),
            label=N_("Country"),
            identifies=True,
        ),
        Question(
            "category",
            N_("What kind of rule is it?"),
            OneOf(CATEGORIES),
            label=N_("Kind of rule"),
        ),
        Question(
            "event",
            N_("What happened?"),
            OneOf(EVENTS),
            label=N_("What happened"),
        ),
        Question(
            "title",
            N_("What are its official title and number?"),
            ShortText(limit=300),
            label=N_("Title and number"),
        ),
        Question(
            "date",
            N_("On which date did this happen?"),
            Date(),
            help=N_("Tap one, or type a day, month and year."),
            label=N_("Date"),
        ),
        Question(
            "summary",
            N_("What does it change?"),
            LongText(limit=1500),
            label=N_("What it changes"),
            opens_with="text",
        ),
        Question(
            "link",
            N_("Is there a link to the official text?"),
            Links(most=1, limit=500),
            help=N_("A link that begins with https://. Skip this to send the text as a file."),
            required=False,
            label=N_("Link to the text"),
            identifies=True,
        ),
        Question(
            "official_text",
            N_("Please send the official text."),
            Files(),
            help=N_("One file, or up to 5 with its parts, 20 MB each: documents or photos."),
            # What was sent before a link was given stays with the submission.
            ask_if=any_of(unless(given("link")), given("official_text")),
            label=N_("Official text"),
            opens_with="file",
            identifies=True,
        ),
        Question(
            "details",
            N_("Would you like to add details?"),
            YesNo(),
            help=N_("Activities, what it replaces, other documents: each may be skipped."),
            label=N_("More details"),
        ),
        Question(
            "activities",
            N_("Which activities is it related to?"),
            Several(STATE_ACTIVITIES, most=5),
            help=N_("Up to five. Tap them, or type their numbers with commas."),
            required=False,
            ask_if=detail("details", "activities"),
            label=N_("Activities"),
        ),
        Question(
            "replaces",
            N_("What does it replace?"),
            LongText(limit=300),
            required=False,
            ask_if=detail("details", "replaces"),
            label=N_("What it replaces"),
        ),
        *papers("details", opens_with=""),
        *closing(SubmissionKind.LEGISLATION_UPDATE),
    ),
)
