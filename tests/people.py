"""Who appears in the chats of the tests: what they are called there, and what they are."""

from __future__ import annotations

from dataclasses import dataclass

from committee.access import Role
from sandbox import Person


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody in a chat: `called` in the script, with the role that `Chat.let_in` gives them."""

    called: str
    id: int
    first_name: str
    last_name: str
    role: Role | None = None
    actor: str | None = None
    zone: str = "America/New_York"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    def person(self, language: str) -> Person:
        """The account, in an app set to `language`."""
        return Person(self.id, self.first_name, self.last_name, language_code=language)


DELEGATE = Character(
    "Delegate", 2001, "María", "López", Role.FOCAL_POINT, "GTM", "America/Guatemala"
)
COLLEAGUE = Character(
    "Colleague", 2002, "Jorge", "Paz", Role.FOCAL_POINT, "GTM", "America/Guatemala"
)
ORGAN = Character("Organ", 2003, "Andrew", "Clarke", Role.FOCAL_POINT, "cim")
NETWORK = Character("Network", 2004, "Rosa", "Ferreira")
SECRETARIAT = Character("Secretariat", 2005, "Hélène", "Baptiste", Role.SECRETARIAT)
DEPUTY = Character("Deputy", 2006, "Ana", "Ríos", Role.SECRETARIAT)
CHAIR = Character("Chair", 2007, "Carlos", "Méndez", Role.CHAIR)
STRANGER = Character("Stranger", 2008, "Sam", "Smith")
OBSERVER = Character("Observer", 2009, "Iris", "Holm", Role.OBSERVER, "GTM")
CLEARER = Character("Clearer", 2010, "Lucía", "Ortiz", Role.CLEARING, "GTM", "America/Guatemala")
MINISTER = Character("Minister", 2011, "Pedro", "Solís", Role.CLEARING, "GTM", "America/Guatemala")

EVERYBODY = (
    DELEGATE,
    COLLEAGUE,
    ORGAN,
    NETWORK,
    SECRETARIAT,
    DEPUTY,
    CHAIR,
    STRANGER,
    OBSERVER,
    CLEARER,
    MINISTER,
)
USUAL = (DELEGATE, COLLEAGUE, ORGAN, SECRETARIAT, CHAIR)
"""Who is in from the start in most stories."""
