"""Worked cells: short studies that run in seconds, each showing one thing.

They are in a file beside the engine, which the kernel of the static site has too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "engine" / "worked.json"


class Example(NamedTuple):
    """A worked cell."""

    about: str
    cell: str


def worked_cells() -> dict[str, Example]:
    """Worked cells by name."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: Example(example["about"], "".join(f"{line}\n" for line in example["cell"]))
        for name, example in read.items()
    }
