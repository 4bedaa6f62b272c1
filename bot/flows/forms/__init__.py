"""Every form, by its key."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.flows.form import Form
from bot.flows.forms.activity_progress import ACTIVITY_PROGRESS
from bot.flows.forms.export import EXPORT
from bot.flows.forms.good_practice import GOOD_PRACTICE
from bot.flows.forms.invitation import INVITATION
from bot.flows.forms.joining import JOINING
from bot.flows.forms.registration import REGISTRATION
from bot.flows.forms.remarks import REMARKS

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.key: form
        for form in (
            ACTIVITY_PROGRESS,
            GOOD_PRACTICE,
            REGISTRATION,
            JOINING,
            INVITATION,
            EXPORT,
            *REMARKS,
        )
    }
)
