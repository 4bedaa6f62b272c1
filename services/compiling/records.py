"""A compilation as records, nothing lost that the asker may see: what `enlace import` reads again.

Ids of rows stay at home: submissions go by their numbers, actors and meetings by their keys,
attachments by a number of their own in the file. Nobody's name or Telegram account is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any
