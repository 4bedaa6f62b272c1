"""What is killed, stopped, cut off and repeated here must lose nothing and do nothing twice."""

import pytest

pytest.register_assert_rewrite(
    "tests.durability.authors", "tests.durability.ground", "tests.durability.processes"
)
