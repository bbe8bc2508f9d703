"""The program that is disturbed: runs the studies that it is told on standard input, a line of JSON
each, and says in a line how each ended.

    python program.py [ADDRESS OF A DASK SCHEDULER]
"""

from __future__ import annotations

import json
import sys
import warnings
from contextlib import nullcontext
from typing import Any

import numpy as np

import percolab
from percolab import EngineError, Interrupted, StudyError, api

#: How many shards of the running study came from the cache.
kept = 0


class Seen(api.Progress):
    """Progress of which nothing shows."""

    def update(self, report: dict[str, Any] | None) -> None:
        global kept
        if report is not None:
            kept = report["kept"]


def with_arrays(study: dict[str, Any]) -> dict[str, Any]:
    """The study with arrays in the place of `{"rows": n}`."""
    data = study.get("data")
    if not isinstance(data, dict) or "rows" not in data:
        return study
    x = np.random.default_rng(0).normal(size=(data["rows"], 6))
    return {**study, "data": (x, (x[:, 0] > 0).astype(int))}


def answer(study: dict[str, Any], on: Any, cache: bool) -> dict[str, Any]:
    """How a study ended: its digest, or its error."""
    global kept
    kept = 0
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", RuntimeWarning)
        try:
            result = percolab.run(with_arrays(study), on=on, cache=cache)
            said: dict[str, Any] = {"digest": result.digest, "cached": result.cached}
        except (EngineError, Interrupted, StudyError, KeyboardInterrupt) as error:
            said = {"error": f"{type(error).__name__}: {error}"}
    words = [str(w.message) for w in caught if issubclass(w.category, RuntimeWarning)]
    return {**said, "kept": kept, "warnings": words}


def main() -> None:
    """Say `ready`, then run what comes."""
    api.Progress = Seen
    cache = "--no-cache" not in sys.argv
    addresses = [word for word in sys.argv[1:] if not word.startswith("-")]
    if addresses:
        from distributed import Client

        connection: Any = Client(addresses[0], set_as_default=False)
    else:
        connection = nullcontext()
    with connection as client:
        print("ready", flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line), client, cache)), flush=True)


if __name__ == "__main__":
    main()
