"""People and rights: who is in for whom, revoking, handing over."""

from __future__ import annotations

from services.office import Envelope, NotAllowedError, Office


class Members:
    """What the secretariat and the people of an actor do with roles."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def listed(self, envelope: Envelope, page: int = 0) -> None:
        """List who is in, for whom, as what."""
        raise NotAllowedError

    async def tapped(self, envelope: Envelope, rest: list[str]) -> None:
        """Do what a button of a list or card of people says."""
        raise NotAllowedError

    async def hand_over(self, envelope: Envelope) -> None:
        """Ask to which colleague the sender hands over."""
        raise NotAllowedError
