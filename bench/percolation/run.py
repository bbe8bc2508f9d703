"""Whether a path is open: percolab beside other libraries, in one run, interleaved, one core.

    pip install numba igraph networkx torch    # and apt-get install python3-graph-tool
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=. .venv/bin/python bench/percolation/run.py

Writes bench/percolation/README.md: medians and spread of trials per second, the ratio of percolab
to each peer, round by round, and peaks of memory. All go through the public call; the time of
percolab includes the way from Python to the engine and back.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import numpy as np
import peers
import torch

import percolab
from percolab.node import find_node

# What is measured is computed.
os.environ["PERCOLAB_CACHE_LIMIT"] = "0"

ROUNDS = 5
#: Seconds that a measured call should take.
LONG_ENOUGH = 0.3
#: A whole study has its parsing, planning and drawing beside the trials.
OURS = 1.5
HERE = Path(__file__).parent


class Case(NamedTuple):
    """A network at theta = 1/2 for each model."""

    width: int
    depth: int
    bond: float
    site: float


CASES = [
    Case(8, 8, 0.872, 0.7326),
    Case(32, 32, 0.9653, 0.8868),
    Case(64, 100, 0.9822, 0.9252),
]


class GraphTool:
    """The process of graph-tool; seconds are measured in it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["/usr/bin/python3", HERE / "graph_tool_peer.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, model: str, width: int, depth: int, p: float, trials: int) -> float:
        print(model, width, depth, p, trials, file=self._process.stdin, flush=True)
        return float(self._process.stdout.readline().split()[0])


def seconds(work: Callable[[int], object], trials: int) -> float:
    """Seconds of a call; a peer that measures itself returns them."""
    start = time.perf_counter()
    own = work(trials)
    elapsed = time.perf_counter() - start
    return (
        own
        if isinstance(own, float) and getattr(work, "func", None).__class__ is GraphTool
        else elapsed
    )


def trials_for(work: Callable[[int], object], first: int, wanted: float) -> int:
    """Trials that take `wanted` seconds or more."""
    trials = first
    # The first calls of a study compile it.
    for _ in range(3):
        work(first)
    while (took := seconds(work, trials)) < wanted / 4:
        trials *= 4
    return max(first, int(trials * wanted / took) // first * first)


def compare(name: str, ours: Callable, others: dict[str, Callable]) -> list[str]:
    """Rows of the table: rates, and the ratio of ours to each peer."""
    works = {"percolab": ours, **others}
    one_by_one = {"networkx", "igraph", "graph-tool"}
    first = {key: 8 if key in one_by_one else peers.BATCH for key in works}
    first["percolab"] = 16384
    wanted = {key: OURS if key == "percolab" else LONG_ENOUGH for key in works}
    trials = {key: trials_for(work, first[key], wanted[key]) for key, work in works.items()}
    rates: dict[str, list[float]] = {key: [] for key in works}
    for _ in range(ROUNDS):
        for key, work in works.items():
            rates[key].append(trials[key] / seconds(work, trials[key]))
    rows = []
    for peer in others:
        ratios = [a / b for a, b in zip(rates["percolab"], rates[peer], strict=True)]
        row = [name, shown(rates["percolab"]), peer, shown(rates[peer]), shown(ratios, 2)]
        rows.append(f"| {' | '.join(row)} |")
        print(rows[-1], file=sys.stderr, flush=True)
    return rows


def shown(values: list[float], digits: int = 3) -> str:
    """Median, least and greatest."""
    return f"{statistics.median(values):.{digits}g} ({min(values):.2g} to {max(values):.2g})"


def ours(keys: dict) -> Callable[[int], object]:
    """A study of one p on one worker, as a function of its trials."""
    fixed = {"method": "montecarlo", "workers": 1, "progress": False, **keys}
    return lambda trials: percolab.percolation(**fixed, trials=trials)


def in_file(pairs: list[tuple[int, int]]) -> dict[str, str]:
    """The network whose edges stand in a new file."""
    table = Path(mkdtemp()) / "graph.csv"
    table.write_text("source,target\n" + "".join(f"{a},{b}\n" for a, b in pairs))
    return {"file": str(table)}


def rows_of(case: Case, graph_tool: GraphTool) -> list[str]:
    """All comparisons on one network."""
    width, depth, bond, site = case
    size = f"{width} x {depth}"
    layers = {"width": width, "depth": depth}
    pairs = peers.edges_of(width, depth)
    coin = random.Random("half")
    half = [pair for pair in pairs if coin.random() < 0.5]
    edges = np.array(pairs)
    arguments = {"width": width, "depth": depth}

    def at(work: Callable, p: float) -> Callable[[int], object]:
        return lambda trials: work(**arguments, p=p, trials=trials)

    def by_graph_tool(model: str, p: float) -> Callable[[int], object]:
        return partial(graph_tool, model, width, depth, p)

    searches = {
        "graph-tool": by_graph_tool("bond", bond),
        "Numba, lazy geometric": at(
            partial(peers.numba_lazy, peers.Lists(width, depth, pairs)), bond
        ),
        "NumPy, batched": at(peers.numpy_bond, bond),
        "torch, batched": at(peers.torch_bond, bond),
        "igraph": at(partial(peers.igraph_bond, edges), bond),
        "networkx": at(partial(peers.networkx_bond, edges), bond),
    }
    # Half as many weights, each kept twice as often.
    denser = 2 * bond - 1
    halves = {
        "Numba, lazy geometric": at(
            partial(peers.numba_lazy, peers.Lists(width, depth, half)), denser
        ),
        "igraph": at(partial(peers.igraph_bond, np.array(half)), denser),
        "networkx": at(partial(peers.networkx_bond, np.array(half)), denser),
    }
    any_graph = {"network": in_file(pairs), "model": "bond", "p": bond}
    half_graph = {"network": in_file(half), "model": "bond", "p": denser}
    site_graph = {"network": in_file(pairs), "model": "site", "p": site}
    sites = {
        "graph-tool": by_graph_tool("site", site),
        "NumPy, batched": at(peers.numpy_site, site),
    }
    chain = {"NumPy, binomial chain": at(peers.numpy_chain, bond)}
    curve = {"NumPy, max-min": at(peers.numpy_maxmin, bond)}
    complete = {**layers, "model": "bond", "p": bond}
    return [
        *compare(f"bond, complete layers, {size}", ours(complete), {**chain, **searches}),
        *compare(f"bond, given as edges, {size}", ours(any_graph), searches),
        *compare(f"bond, half of the edges, {size}", ours(half_graph), halves),
        *compare(f"site, complete layers, {size}", ours({**layers, "p": site}), sites),
        *compare(f"site, given as edges, {size}", ours(site_graph), sites),
        *compare(f"whole curve, bond, {size}", ours({**complete, "method": "max-min"}), curve),
    ]


def reading_rows() -> list[str]:
    """Studies of one trial on graphs in files: what every study of such a graph takes first."""
    rows = []
    for width, depth, bond, _ in CASES:
        pairs = peers.edges_of(width, depth)
        study = ours({"network": in_file(pairs), "model": "bond", "p": bond})
        study(1)
        times = [1000 * seconds(study, 1) for _ in range(ROUNDS)]
        rows.append(f"| {width} x {depth}, {len(pairs)} edges | {shown(times)} |")
    return rows


def exact_rows() -> list[str]:
    """Whole exact studies, in milliseconds, from the call in Python to the result in Python."""
    studies = {
        "exact curve of 101 points, bond, W = 64, L = 100": {
            **{"width": 64, "depth": 100, "model": "bond"},
            "p": (0, 1, 0.01),
        },
        "exact heat map, 100 p x 100 depths to 10^6, bond, W = 8": {
            **{"width": 8, "depth": "1..1000000 log 100", "model": "bond"},
            "p": "0.01..0.99 in 100",
        },
        "exact heat map, 100 p x 100 depths to 10^6, bond, W = 32": {
            **{"width": 32, "depth": "1..1000000 log 100", "model": "bond"},
            "p": "0.01..0.99 in 100",
        },
    }
    rows = []
    for name, study in studies.items():
        percolab.percolation(**study, progress=False)
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            percolab.percolation(**study, progress=False)
            times.append(1000 * (time.perf_counter() - start))
        rows.append(f"| {name} | {shown(times)} |")
    return rows


#: Studies on 8 x 8 layers, by name.
MEMORY = {
    "theta, count chain, 10^9 trials": "trials: 1000000000",
    "cut, whole masks, 10^6 trials": "trials: 1000000\nmeasure: [cut]",
    "threshold, max-min, 10^7 trials (the most allowed)": "trials: 10000000\nmeasure: [threshold]",
}


def memory_rows() -> list[str]:
    """Peak resident memory of the engine's process, with one worker, on 8 x 8 complete layers."""
    head = "study: percolation\nnetwork: {width: 8, depth: 8}\nmodel: bond\np: 0.872\n"
    command = [find_node(), Path(percolab.__file__).parent / "engine" / "cli.js"]
    rows = []
    peak = 0
    for name, keys in MEMORY.items():
        study = Path(mkdtemp()) / "study.yaml"
        study.write_text(f"{head}method: montecarlo\n{keys}\n")
        process = subprocess.Popen(
            [*command, "run", study, "--workers", "1"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # Its own mark, since that of its parent is inherited by the usage that the system reports.
        while process.poll() is None:
            lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
            marks = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
            peak = marks[0] if marks else peak
            time.sleep(0.05)
        if process.returncode != 0:
            raise RuntimeError(f"{name}: percolab ended with status {process.returncode}")
        rows.append(f"| {name} | {peak / 1000:.0f} |")
    return rows


def workers_row() -> str:
    """One worker against two, on a study that is long enough to share."""
    study = {"width": 32, "depth": 32, "model": "bond", "p": 0.9653, "method": "bit-parallel"}
    call = partial(percolab.percolation, **study, trials=2_000_000, progress=False)
    ratios = []
    for _ in range(ROUNDS):
        times = []
        for workers in (1, 2):
            start = time.perf_counter()
            call(workers=workers)
            times.append(time.perf_counter() - start)
        ratios.append(times[0] / times[1])
    return f"Two workers against one, bit-parallel, 32 x 32: {shown(ratios)} times as fast."


def processor() -> str:
    """Name of the processor."""
    with open("/proc/cpuinfo") as lines:
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))


def main() -> None:
    """Measure all and write the page."""
    torch.set_num_threads(1)
    graph_tool = GraphTool()
    node = subprocess.run([find_node(), "--version"], capture_output=True, text=True).stdout.strip()
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("numpy", "numba", "networkx", "igraph", "torch")
    )
    before = os.getloadavg()[0]
    rows = [row for case in CASES for row in rows_of(case, graph_tool)]
    reading = reading_rows()
    exact = exact_rows()
    memory = memory_rows()
    workers = workers_row()
    load = f"{before:.1f} before and {os.getloadavg()[0]:.1f} after, of {os.cpu_count()} cores"
    page = f"""# Speed of percolation

Made by `bench/percolation/run.py`: one worker of percolab against one thread of each peer, {ROUNDS}
interleaved rounds; trials per second, medians, in brackets least and greatest. p is that of
theta = 1/2. Times of percolab include its call from Python and the planning of the study; where
edges are given, also their way into the engine. A ratio above 1 means that percolab is faster.

{processor()}; Node {node}, Python {platform.python_version()}, {packages}, graph-tool of Debian,
percolab {version("percolab")}. Load of the machine, which others shared: {load};
rounds are interleaved, so ratios suffer less from it than rates.

| what | percolab | peer | its rate | ratio |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}

Of the time of every study on a graph in a file, milliseconds until its first trial is done:

| graph | ms |
| --- | --- |
{chr(10).join(reading)}

Exact studies, milliseconds from the call to the result, all workers:

| study | ms |
| --- | --- |
{chr(10).join(exact)}

{workers}

Peak memory of the engine's process with one worker, MB, on 8 x 8 complete layers:

| study | MB |
| --- | --- |
{chr(10).join(memory)}
"""
    (HERE / "README.md").write_text(page)


if __name__ == "__main__":
    main()
