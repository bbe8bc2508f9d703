"""The page docs/chaos.md: what was done, where, and what came of it."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Any

from percolab.node import find_node

FIRST = ("same digest", "clear error", "ended")
SECOND = ("went on", "from the cache", "anew")

ABOUT = """# Chaos

`npm run chaos` made this page ([`bench/chaos`](../bench/chaos/run.py)). In each run studies start,
one fault strikes at a random moment, and the studies start again. They are some of the set whose
digests every host must give (`tests/samebits`), and larger ones of a few seconds; Python and Dask
run up to five of them one after the other.

A run has no problem where all of this holds:

- each study has its digest, or an error that is known, in words and without a stack, or the program
  was what was killed;
- started again, each study has its digest, and goes on where shards were kept;
- ten seconds after the end no process is left, and of the cluster neither an engine without its
  worker nor a task;
- no file is left outside the cache.

Dask is a scheduler, two nannies and two workers, each a process of its own on this machine. What
was killed of it is started again before the next run.
"""

#: Faults of the program that these runs have brought to light, all of them mended.
FOUND = """
## What it has found

- Arrays and data for a cluster stayed in the folder for temporary files when the kernel was killed.
  The engine, which outlives it by a moment, now makes that folder and removes it.
- A Dask client that had lost its scheduler was asked to cancel tasks, which printed a stack.
- Tasks that failed because the client was closed counted as dead workers, and the error said so.
- A run that was killed just after it, or another run of its study, had finished left its shards
  beside the result. They go when the result is used.
- A folder in the place of a result was told at every run. It is set aside.
- A folder for what is large stayed where the engine was killed while it answered that it had made
  it. The client names it now, and removes it.
"""


def machine() -> str:
    """Where it ran, and with what."""
    node = subprocess.run([find_node(), "--version"], capture_output=True, text=True, check=True)
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return (
        f"{os.cpu_count()} cores of {names[0] if names else platform.processor()}, "
        f"{platform.system()}, Node {node.stdout.strip()}, Python {platform.python_version()}, "
        f"distributed {version('distributed')}, {time.strftime('%Y-%m-%d')}"
    )


def page(outcomes: list[Any], seed: str) -> str:
    """The page.

    outcomes: what came of each run (run.Outcome)
    """
    failures = sum(bool(outcome.problems) for outcome in outcomes)
    lines = [
        ABOUT,
        f"{len(outcomes)} runs with seed {seed}, {failures} with problems; {machine()}.",
        "",
        "How runs ended at first: with the same digest, with a clear error, or by the fault. How "
        "digests came about when the studies were started again: gone on from shards that were "
        "kept, all from the cache, or anew, some of them at least.",
        "",
        f"| fault | way | runs | {' | '.join((*FIRST, *SECOND))} | problems |",
        f"| --- | --- {'| --- ' * 8}|",
    ]
    rows: dict[tuple[str, str], list[Any]] = {}
    for outcome in outcomes:
        rows.setdefault((outcome.fault, outcome.way), []).append(outcome)
    for (fault, way), own in sorted(rows.items()):
        lines.append(f"| {fault} | {way} | {counts(own)} |")
    lines.append(f"| all | | {counts(outcomes)} |")
    return "\n".join([*lines, FOUND])


def counts(outcomes: list[Any]) -> str:
    """The numbers of a row."""
    first = Counter(outcome.first for outcome in outcomes)
    second = Counter(outcome.second for outcome in outcomes)
    failures = sum(bool(outcome.problems) for outcome in outcomes)
    numbers = [len(outcomes), *(first[w] for w in FIRST), *(second[w] for w in SECOND), failures]
    return " | ".join(map(str, numbers))
