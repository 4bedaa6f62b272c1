"""On which database a test is run: all on SQLite, what may differ and one of each on both."""

from __future__ import annotations

import pytest

ON_SQLITE = pytest.mark.parametrize("ground", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("ground", ["postgresql"], indirect=True)
