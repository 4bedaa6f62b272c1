"""Every form, by its key."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.flows.form import Form
from bot.flows.forms.activity_progress import ACTIVITY_PROGRESS
from bot.flows.forms.announcement import ANNOUNCEMENT
from bot.flows.forms.clarification_reply import CLARIFICATION_REPLY
from bot.flows.forms.contribution_pledge import CONTRIBUTION_PLEDGE
from bot.flows.forms.draft_text_input import DRAFT_TEXT_INPUT
from bot.flows.forms.export import EXPORT, REQUEST_NAME
from bot.flows.forms.extra_round import EXTRA_ROUND
from bot.flows.forms.good_practice import GOOD_PRACTICE
from bot.flows.forms.invitation import INVITATION
from bot.flows.forms.joining import JOINING
from bot.flows.forms.legislation_update import LEGISLATION_UPDATE
from bot.flows.forms.meeting import CHANGING, MEETING
from bot.flows.forms.moving import MOVING
from bot.flows.forms.new_proposal import NEW_PROPOSAL
from bot.flows.forms.registration import REGISTRATION
from bot.flows.forms.remarks import REMARKS
from bot.flows.forms.research_findings import RESEARCH_FINDINGS
from bot.flows.forms.settings import SETTINGS

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.key: form
        for form in (
            ACTIVITY_PROGRESS,
            GOOD_PRACTICE,
            NEW_PROPOSAL,
            RESEARCH_FINDINGS,
            LEGISLATION_UPDATE,
            DRAFT_TEXT_INPUT,
            CONTRIBUTION_PLEDGE,
            CLARIFICATION_REPLY,
            REGISTRATION,
            JOINING,
            INVITATION,
            EXPORT,
            REQUEST_NAME,
            EXTRA_ROUND,
            ANNOUNCEMENT,
            MEETING,
            CHANGING,
            MOVING,
            *REMARKS,
            *SETTINGS,
        )
    }
)
