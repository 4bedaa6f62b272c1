"""Answers to every form of a submission: as few as there must be, and as many as there can be."""

from __future__ import annotations

from bot.flows.choices import Choice
from bot.flows.situation import About, Situation
from committee.actors import Actor
from locales import Language
from locales.message import Json
from tests.flows.chat import GUATEMALA, situation

WORDS = "A shelter for families, with a school & a clinic <i>. " * 6
FILE = {"id": 1, "name": "a.pdf", "type": "application/pdf", "size": 9}
LAW = {**FILE, "id": 2, "name": "law.pdf"}

CLOSING: dict[str, Json] = {
    "contact": "Ana, Consular Directorate, ana@example.org",
    "language": "en",
    "visibility": "working_group",
    "statement": True,
}
PAPERS: dict[str, Json] = {"attachments": [FILE], "authority_ref": "Note 12 of 3 March 2026"}

SHORT: dict[str, dict[str, Json]] = {
    "activity_progress": {
        "activity": 28,
        "period_from": "2026-01",
        "period_to": "2026-04",
        "status": "done",
        "done": "Two shelters.",
        "details": False,
        **CLOSING,
    },
    "good_practice": {
        "title": "Night shelters",
        "summary": WORDS[:120],
        "lead": "Ministry of the Interior",
        "places": ["GTM"],
        "start": "2024-05",
        "running": True,
        "objectives": ["S3"],
        "problem": "No shelter.",
        "method": "Built two.",
        "results": "People sleep indoors.",
        "replicate": "A house.",
        "details": False,
        **CLOSING,
    },
    "new_proposal": {
        "title": "Mobile consulates",
        "kind": "meeting",
        "text": "A course for consuls.",
        "reason": "They ask for it.",
        "who": ["oas_organ", "state"],
        "details": False,
        **CLOSING,
    },
    "research_findings": {
        "topic": "remittances",
        "title": "Money and families",
        "authors": "A. Author, a university",
        "year": 2025,
        "countries": ["GTM", "region"],
        "findings": "Families stay in touch.",
        "status": "published",
        "details": False,
        **CLOSING,
    },
    "legislation_update": {
        "country": "GTM",
        "category": "migration_act",
        "event": "in_force",
        "title": "Decree 44-2016",
        "date": "2026-01-15",
        "summary": "Consulates are open longer.",
        "link": ["https://example.org/44-2016"],
        "details": False,
        **CLOSING,
    },
    "draft_text_input": {
        "document": "7",
        "paragraph": "7/2",
        "operation": "delete",
        "reason": None,
        "standing": "final",
        "details": False,
        **CLOSING,
    },
    "contribution_pledge": {
        "to": "program_fund",
        "form": "expertise",
        "describe": WORDS[:300],
        "dates_from": "2026-03-01",
        "dates_until": "2026-03-05",
        "mode": "individual",
        "state": "announced",
        "details": False,
        **CLOSING,
    },
    "clarification_reply": {
        "answer": "There are two shelters.",
        "amend": "no",
        "attachments": None,
        "statement": True,
    },
}
"""By form: what a state must say at least."""

FULL: dict[str, dict[str, Json]] = {
    "activity_progress": {
        **SHORT["activity_progress"],
        "details": True,
        "results": "Fewer people sleep outside.",
        "beneficiaries_n": 1250,
        "level": ["national"],
        "partners": "The municipality",
        "funding": "The budget",
        "obstacles": "Rain",
        "needs": "Beds",
        "next": "A third shelter by May",
        "objectives": ["G1", "S3"],
        "evidence": ["https://example.org/a", "https://example.org/b"],
        **PAPERS,
    },
    "good_practice": {
        **SHORT["good_practice"],
        "places": ["GTM", "other"],
        "places_other": "Madrid",
        "running": False,
        "end": "2025-05",
        "details": True,
        "partners": "The municipality",
        "activities": [28, 29],
        "participation": "They chose the places.",
        "sustain": "A law",
        "lessons": "Ask first.",
        "cost": "Little, and the budget paid.",
        "theme": ["children"],
        **PAPERS,
    },
    "new_proposal": {
        **SHORT["new_proposal"],
        "kind": "change",
        "target": 28,
        "details": True,
        "mandate": "AG/RES. 2738, paragraph 3",
        "means": "Little, from the fund, by May",
        "cosponsors": ["GTM", "7"],
        "oral": "if_time",
        **PAPERS,
    },
    "research_findings": {
        **SHORT["research_findings"],
        "countries": ["GTM", "other"],
        "countries_other": "Spain",
        "details": True,
        "method": "A survey",
        "policy": "Lower fees",
        "link": ["https://doi.org/10.1234/abc"],
        "present": True,
        **PAPERS,
    },
    "legislation_update": {
        **SHORT["legislation_update"],
        "official_text": [LAW],
        "details": True,
        "activities": [27, 28],
        "replaces": "Decree 95-98",
        **PAPERS,
    },
    "draft_text_input": {
        **SHORT["draft_text_input"],
        "operation": "add",
        "text": "including their children",
        "anchor": "7/1",
        "reason": "They are not named.",
        "details": True,
        "supporters": ["GTM", "7"],
        **PAPERS,
    },
    "contribution_pledge": {
        **SHORT["contribution_pledge"],
        "form": "money",
        "amount": "1250.50",
        "currency": "USD",
        "mode": "matching",
        "matching_id": "7",
        "details": True,
        "earmark": [28],
        **PAPERS,
    },
    "clarification_reply": {
        **SHORT["clarification_reply"],
        "amend": "replace",
        "field": "beneficiaries_n",
        "value": 1300,
        "attachments": [FILE],
    },
}
"""By form: all that a state can say at once."""

DOCUMENTS = (Choice("7", "CIDI/CAM/doc.19/15 rev. 9"), Choice("70", "CIDI/CAM/doc.20/15"))
PARAGRAPHS = (
    Choice("7/1", "1. The Program begins."),
    Choice("7/2", "2. Migrants are heard."),
    Choice("70/1", "1. The work plan."),
)
ACTORS = (
    Choice("GTM", "Guatemala"),
    Choice("7", "Network of mothers"),
    Choice("cidh", "Commission on Human Rights"),
)
PLEDGES = (Choice("7", "CAM/2025-26/CP-0007 Canada"),)
OFFERED = {
    "document": DOCUMENTS,
    "paragraph": PARAGRAPHS,
    "cosponsors": ACTORS,
    "supporters": ACTORS,
    "matching_id": PLEDGES,
}
"""What services bring along to choose from."""


def moment(language: Language = "en", actor: Actor | None = GUATEMALA, **more: Json) -> Situation:
    """A moment in which there is everything to choose, and a report to be asked about."""
    about = About("activity_progress", FULL["activity_progress"])
    return situation(language, actor, **{"choices": OFFERED, "about": about} | more)
