"""What is said while a draft is with its actor's clearing person."""

from __future__ import annotations

from locales.message import N_

COMMENT = N_("<b>To be changed, says your colleague who clears it:</b> {comment}")
