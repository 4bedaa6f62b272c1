"""How civil society, academia, diaspora networks and migrants' organizations ask to be let in."""

from __future__ import annotations

from bot.flows.choices import Choice
from bot.flows.conditions import answered
from bot.flows.form import Form, Question
from bot.flows.kinds import Links, LongText, OneOf, ShortText
from bot.flows.sources import PLACES_OF_ORIGIN
from committee.actors import SELF_REGISTERING, ActorKind, kind_name
from locales import N_

KINDS = tuple(Choice(kind.value, kind_name(kind)) for kind in ActorKind if kind in SELF_REGISTERING)

REGISTRATION = Form(
    key="registration",
    title=N_("Registration"),
    questions=(
        Question(
            "kind",
            N_("What kind of organization are you?"),
            OneOf(KINDS),
            label=N_("Kind"),
        ),
        Question(
            "name",
            N_("What is its name?"),
            ShortText(limit=150),
            label=N_("Organization"),
        ),
        Question(
            "country",
            N_("In which country is it based?"),
            OneOf(PLACES_OF_ORIGIN),
            help=N_("Tap one, or type its name."),
            label=N_("Country"),
        ),
        Question(
            "country_other",
            N_("Which other place?"),
            ShortText(limit=100),
            ask_if=answered("country", "other"),
            label=N_("Other place"),
        ),
        Question(
            "about",
            N_("What does it do for migrants?"),
            LongText(limit=500),
            help=N_("One or two sentences."),
            label=N_("What it does"),
        ),
        Question(
            "link",
            N_("Does it have a web page?"),
            Links(most=1),
            help=N_("A link that begins with https://"),
            required=False,
            label=N_("Web page"),
        ),
        Question(
            "contact",
            N_("Whom may the secretariat ask?"),
            ShortText(limit=300),
            help=N_("Name, office and e-mail."),
            label=N_("Contact"),
        ),
    ),
)
