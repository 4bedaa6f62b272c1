"""What is held on a person, and how they leave."""

from __future__ import annotations

from services.office import Envelope, NotAllowedError, Office


class OwnData:
    """`/mydata` and `/forget`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def mine(self, envelope: Envelope) -> None:
        """Send a person all that is held on them."""
        raise NotAllowedError

    async def leaving(self, envelope: Envelope) -> None:
        """Explain what leaving means, and ask."""
        raise NotAllowedError

    async def forgotten(self, envelope: Envelope) -> None:
        """Remove the person and keep the record of their actor."""
        raise NotAllowedError
