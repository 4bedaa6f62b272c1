"""The ways into the forms of submissions: the word of commands and buttons, and the label."""

from __future__ import annotations

from committee.submissions import SubmissionKind
from locales import phrases
from locales.phrases import offering

WORDS = {
    "report": SubmissionKind.ACTIVITY_PROGRESS,
    "practice": SubmissionKind.GOOD_PRACTICE,
    "proposal": SubmissionKind.NEW_PROPOSAL,
    "input": SubmissionKind.DRAFT_TEXT_INPUT,
    "law": SubmissionKind.LEGISLATION_UPDATE,
    "research": SubmissionKind.RESEARCH_FINDINGS,
    "pledge": SubmissionKind.CONTRIBUTION_PLEDGE,
}
"""What stands on commands and buttons for the forms that can be begun, those used most first."""

WORD_OF = {kind: word for word, kind in WORDS.items()}

LABELS = {
    SubmissionKind.ACTIVITY_PROGRESS: phrases.REPORT_PROGRESS,
    SubmissionKind.GOOD_PRACTICE: phrases.SHARE_PRACTICE,
    SubmissionKind.NEW_PROPOSAL: offering.PROPOSE,
    SubmissionKind.DRAFT_TEXT_INPUT: offering.COMMENT,
    SubmissionKind.LEGISLATION_UPDATE: offering.LAW,
    SubmissionKind.RESEARCH_FINDINGS: offering.RESEARCH,
    SubmissionKind.CONTRIBUTION_PLEDGE: offering.PLEDGE_SOMETHING,
}
"""Message ids of the buttons that begin them."""
