"""A process that typesets one part: what typst keeps in memory goes with it.

It is started by its path, with only the installed packages to import. Its arguments are the
template, the data beside it, the file to write, the moment that the file says of itself, in seconds
since 1970, and "untagged" where it is not to say what its texts are. It ends with the process that
started it, which holds the other end of its standard input.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Thread

import typst


def main() -> None:
    """Typeset what the arguments name."""
    Thread(target=end_with_the_other, daemon=True).start()
    template, data, made, moment, *untagged = sys.argv[1:]
    folder = Path(template).parent
    typst.compile(
        template,
        output=str(folder / made),
        root=str(folder),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"part": data},
        timestamp=int(moment),
        pdf_tags=not untagged,
    )


def end_with_the_other() -> None:
    """End this process when the other end of its standard input is gone."""
    # Not through sys.stdin: its lock would be held when the interpreter shuts down.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
