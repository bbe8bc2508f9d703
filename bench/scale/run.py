"""Studies on a Dask cluster beside the same studies in this process, in one run, interleaved.

    pip install "percolab[dask]"
    PYTHONPATH=. .venv/bin/python bench/scale/run.py

Writes bench/scale/README.md: what a cluster costs for a study and for a shard, and the efficiency
of 1, 2 and 4 worker processes. All clusters are on this machine: what a network costs is not in
it. `--rounds N` measures N rounds; `--print` writes nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap

from distributed import Client, LocalCluster

import percolab
from percolab.axes import study_value
from percolab.process import running_engine

HERE = Path(__file__).parent
ROUNDS = 5
# What is measured must be computed.
os.environ["PERCOLAB_CACHE_LIMIT"] = "0"
PROCESSES = (1, 2, 4)

#: Name, study, what it stands for.
STUDIES = {
    "one shard": {"width": 8, "depth": 8, "model": "site", "p": 0.5},
    "4000 exact cells": {
        "width": 96,
        "depth": list(range(1, 81)),
        "model": "bond",
        "p": (0.5, 0.99, 0.01),
    },
    "Monte Carlo": {
        "width": 16,
        "depth": 16,
        "model": "bond",
        "p": [0.85, 0.9, 0.93],
        "method": "lazy geometric",
        "trials": 2_000_000,
    },
}

#: Seconds of each round.
Times = list[float]


def seconds_of(run: Callable[[], percolab.Result], digest: str) -> float:
    """Wall time of a run, whose digest must be the given one."""
    begun = time.perf_counter()
    found = run().digest
    seconds = time.perf_counter() - begun
    assert found == digest, "a cluster changed a digest"
    return seconds


def shards_of(study: dict) -> int:
    """Shards of a study."""
    values = {key: study_value(key, value) for key, value in study.items()}
    request = {"study": values, "flat": True, "kind": "percolation"}
    return running_engine().request("check", request, lambda _: None)["shards"]


def measure(rounds: int) -> dict[str, dict[str, Times]]:
    """Times by study and by place, in rounds that go through all of them."""
    times: dict[str, dict[str, Times]] = {name: {} for name in STUDIES}
    with ExitStack() as stack:
        places: dict[str, Callable[[dict], percolab.Result]] = {
            "here": lambda study: percolab.percolation(**study, workers=1, progress=False)
        }
        for count in PROCESSES:
            cluster = stack.enter_context(
                LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=":0")
            )
            client = stack.enter_context(Client(cluster))
            client.wait_for_workers(count)
            places[f"{count}"] = lambda study, client=client: percolab.percolation(
                **study, on=client, progress=False
            )
        digests = {name: places["here"](study).digest for name, study in STUDIES.items()}
        for run in places.values():
            run(STUDIES["one shard"])  # Warm: engines and threads are started.
        for _ in range(rounds):
            for name, study in STUDIES.items():
                for place, run in places.items():
                    seconds = seconds_of(lambda run=run, study=study: run(study), digests[name])
                    times[name].setdefault(place, []).append(seconds)
    return times


def spread(values: Times, unit: Callable[[float], str]) -> str:
    """Median, and in brackets least and greatest."""
    return f"{unit(statistics.median(values))} ({unit(min(values))} to {unit(max(values))})"


def page(times: dict[str, dict[str, Times]], rounds: int, load: tuple[float, float]) -> str:
    """The page with all results."""
    seconds: Callable[[float], str] = "{:.3g}".format
    about = (
        f"Made by `bench/scale/run.py`, {rounds} interleaved rounds: seconds of a study, medians, "
        "in brackets least and greatest. **here** is one worker of this process's engine; the "
        "others are Dask clusters on this machine with 1, 2 and 4 worker processes of one thread "
        "each. Digests are compared in every round."
    )
    where = (
        f"{cpu()}, {os.cpu_count()} cores; Python {platform.python_version()}, "
        f"dask {version('dask')}, distributed {version('distributed')}, "
        f"percolab {running_version()}. Load of the machine before and after: "
        f"{load[0]:.1f} and {load[1]:.1f}. Scheduler, client and the engine that gathers share the "
        "cores with the workers: where there are more worker processes than cores, the table shows "
        "only whether they do harm."
    )
    lines = [
        "# Studies on a cluster",
        "",
        *wrap(about, 100),
        "",
        *wrap(where, 100),
        "",
        "| study | shards | here | 1 process | 2 processes | 4 processes |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, study in STUDIES.items():
        cells = [spread(times[name][place], seconds) for place in times[name]]
        lines.append(f"| {name} | {shards_of(study)} | {' | '.join(cells)} |")
    lines += ["", "Efficiency: the time here, over processes times their time, round by round.", ""]
    lines += ["| study | 1 process | 2 processes | 4 processes |", "| --- | --- | --- | --- |"]
    for name in STUDIES:
        here = times[name]["here"]
        cells = [
            spread([a / (n * b) for a, b in zip(here, times[name][f"{n}"], strict=True)], seconds)
            for n in PROCESSES
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += ["", "What a cluster costs: the time with 1 process less the time here.", ""]
    lines += ["| study | milliseconds | microseconds a shard |", "| --- | --- | --- |"]
    for name, study in STUDIES.items():
        pairs = zip(times[name]["1"], times[name]["here"], strict=True)
        more = [1000 * (a - b) for a, b in pairs]
        each = [1000 * ms / shards_of(study) for ms in more]
        lines.append(f"| {name} | {spread(more, seconds)} | {spread(each, seconds)} |")
    return "\n".join(lines) + "\n"


def cpu() -> str:
    """Name of the processor."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def running_version() -> str:
    """Version of the engine."""
    return running_engine().request("hello", {}, lambda _: None)["version"]


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--print", action="store_true")
    args = parser.parse_args()
    before = os.getloadavg()[0]
    times = measure(args.rounds)
    text = page(times, args.rounds, (before, os.getloadavg()[0]))
    if args.print:
        print(text)
    else:
        (HERE / "README.md").write_text(text)


if __name__ == "__main__":
    main()
