"""When the clocks change in the zones of the Americas, and where they never do."""

from datetime import date

CHANGES = (
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("America/New_York", date(2027, 3, 14)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("America/Havana", date(2027, 3, 14)),
    ("America/Santiago", date(2026, 4, 5)),
    ("America/Santiago", date(2026, 9, 6)),
    ("America/Santiago", date(2027, 4, 4)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Australia/Lord_Howe", date(2027, 4, 4)),
)
"""Zones and the days on which their clocks are changed, at the beginning, in or before the day."""

NEVER = ("America/Asuncion", "America/Mexico_City", "America/Bogota")
"""Zones whose clocks stay as they are."""
