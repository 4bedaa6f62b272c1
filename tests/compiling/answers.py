"""What is answered in submissions of the eight kinds, where a test says nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from committee.submissions import SubmissionKind

SYMBOL = "CIDI/CAM/doc.7/27 rev. 1"

ANSWERS: Mapping[SubmissionKind, Mapping[str, Any]] = {
    SubmissionKind.ACTIVITY_PROGRESS: {
        "activity": 28,
        "period_from": "2026-09",
        "period_to": "2027-01",
        "status": "under_way",
        "done": "Se capacitó a {who} cónsules: {{fin}} <b>=1+1</b> [{n}]",
        "beneficiaries_n": 12_500,
        "results": "Resultado {n} de {who}.",
        "partners": "Socios {n} de {who}.",
        "contact": "Oficina {n} de {who}",
    },
    SubmissionKind.GOOD_PRACTICE: {
        "title": "Práctica {n} de {who}",
        "summary": "Resumen {n} de {who}.",
        "lead": "Dirige {n} {who}.",
        "places": ["GTM", "MEX"],
        "start": "2020-03",
        "running": True,
        "objectives": ["S8", "S11"],
        "problem": "Problema {n} de {who}.",
        "method": "Primero.\nDespués, {who}.\n\nMétodo {n}.",
        "results": "Resultados {n} de {who}.",
        "replicate": "Otro país {n}, {who}.",
        "contact": "Contacto {n} de {who}",
    },
    SubmissionKind.NEW_PROPOSAL: {
        "title": "Propuesta {n} de {who}",
        "kind": "new_activity",
        "text": "Texto {n} de {who}.",
        "reason": "Razones {n} de {who}.",
        "who": ["state"],
        "contact": "Contacto {n} de {who}",
    },
    SubmissionKind.RESEARCH_FINDINGS: {
        "topic": "remittances",
        "title": "Estudio {n} de {who}",
        "authors": "Autoras {n} de {who}",
        "year": "2026",
        "countries": ["region"],
        "findings": "Hallazgos {n} de {who}.",
        "status": "published",
        "contact": "Contacto {n} de {who}",
    },
    SubmissionKind.LEGISLATION_UPDATE: {
        "country": "GTM",
        "category": "migration_act",
        "event": "adopted",
        "title": "Ley {n} de {who}",
        "date": "2026-11-05",
        "summary": "Cambia {n} de {who}.",
        "link": ["https://example.org/ley"],
        "contact": "Contacto {n} de {who}",
    },
    SubmissionKind.DRAFT_TEXT_INPUT: {
        "document": SYMBOL,
        "paragraph": f"{SYMBOL}/2",
        "operation": "change",
        "text": "Redacción {n} de {who}.",
        "reason": "Motivo {n} de {who}.",
        "standing": "final",
        "contact": "Contacto {n} de {who}",
    },
    SubmissionKind.CONTRIBUTION_PLEDGE: {
        "to": "program_fund",
        "form": "money",
        "amount": "1250.50",
        "currency": "USD",
        "describe": "Descripción {n} de {who}.",
        "dates_from": "2027-01-01",
        "dates_until": "2027-12-31",
        "mode": "individual",
        "state": "announced",
        "contact": "Contacto {n} de {who}",
    },
    SubmissionKind.CLARIFICATION_REPLY: {
        "answer": "Respuesta {n} de {who}.",
        "amend": "no",
    },
}
"""What is answered where nothing else is said; {who} is the actor's key and {n} a number."""
