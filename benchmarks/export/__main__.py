"""Documents of thousands of submissions, each beside a named baseline in the same run.

`python -m benchmarks.export` runs all parts; names after it choose some, as `xlsx pdf`.
"""

from __future__ import annotations

import sys
from importlib import import_module

PARTS = ("xlsx", "docx", "pdf", "loop", "json")


def main() -> None:
    """Run the parts named, or all."""
    for part in sys.argv[1:] or PARTS:
        print(f"\n{part}")
        import_module(f"benchmarks.export.{part}").main()


if __name__ == "__main__":
    main()
