"""What is run: studies of the set, whose digests are written down (tests/samebits), and larger ones
of seconds, whose digests an undisturbed run here finds.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ways import ROOT, Place, Python

SET = {
    name: json.loads(Path(ROOT, "tests", "samebits", f"{name}.json").read_text())
    for name in ("studies", "digests")
}
#: Each of more than a second of one core, in shards of a tenth of a second or less.
LARGE: dict[str, dict[str, Any]] = {
    "bit-parallel": {
        "study": "percolation",
        "network": {"width": 64, "depth": 64},
        "model": "bond",
        "p": 0.9,
        "method": "bit-parallel",
        "trials": 24_000,
    },
    "lazy geometric": {
        "study": "percolation",
        "network": {"width": 16, "depth": 16},
        "model": "bond",
        "p": [0.85, 0.9, 0.93],
        "method": "lazy geometric",
        "trials": 400_000,
    },
    "pilot": {
        "study": "percolation",
        "network": {"width": 12, "depth": 12},
        "model": "bond",
        "p": [0.8, 0.85, 0.9],
        "method": "lazy geometric",
        "precision": 0.0008,
    },
    "training": {
        "study": "dropout",
        "network": {"width": 16, "depth": [2, 4, 6]},
        "data": "teacher",
        "p": [0.3, 0.5],
        "steps": 1000,
        "replicates": 2,
    },
    "arrays": {
        "study": "dropout",
        "network": {"width": 24, "depth": [4, 6]},
        "data": {"rows": 300},
        "p": 0.3,
        "steps": 1000,
        "replicates": 5,
    },
}


@dataclass(frozen=True)
class Study:
    """A study, the digest that it must have, and about how long it takes here."""

    name: str
    keys: dict[str, Any]
    digest: str
    seconds: float


def of_the_set(name: str) -> Study:
    """A study of the set."""
    return Study(name, SET["studies"][name], SET["digests"][name]["digest"], 0.2)


@cache
def large(name: str) -> Study:
    """A larger study; run once, undisturbed and without a cache."""
    with Place() as place:
        begun = time.monotonic()
        ending = Python().begin([LARGE[name]], place, "--no-cache").wait()
        assert ending.status == 0, ending
        return Study(name, LARGE[name], ending.answers[0]["digest"], time.monotonic() - begun)
