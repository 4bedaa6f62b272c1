"""A process that joins the parts of a document: what their objects take in memory goes with it.

Its argument is a file with the work as JSON (`export/pdf/work.py`). It ends with the process that
started it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from threading import Thread

from pikepdf import Pdf

from export.pdf.feet import lay_feet
from export.pdf.joining import Join
from export.pdf.saying import say_of_itself
from export.pdf.typesetter import end_with_the_other
from export.pdf.work import Work


def join(work: Work) -> None:
    """Write the whole file."""
    with Pdf.new() as joined:
        joining = Join(joined)
        for part in work.parts:
            joining.add(Path(part.file), part.marks, part.tables)
        joining.finish(work.properties.language)
        lay_feet(joined, joining.pages, map(Path, work.feet))
        say_of_itself(joined, work.properties)
        joining.save(Path(work.target))


def main() -> None:
    """Do the work in the file that the argument names."""
    Thread(target=end_with_the_other, daemon=True).start()
    join(Work.from_data(json.loads(Path(sys.argv[1]).read_text("utf-8"))))


if __name__ == "__main__":
    main()
