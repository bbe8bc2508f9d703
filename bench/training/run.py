"""Steps of training: percolab beside other libraries, in one run, interleaved, one core.

    pip install torch
    npm install --no-package-lock --prefix bench/training  # TensorFlow.js, jax-js
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=. .venv/bin/python bench/training/run.py

Writes bench/training/README.md: medians and spread of steps per second, and the ratio of percolab
to each peer, round by round. percolab runs through its public call, with the book and the trace
that it keeps; the time of the same call with a single step, which draws the data and the weights
and evaluates the network, is taken off. Peers are set up and warmed up before they are measured.
`--only NAME` measures the cases whose name contains it, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import count
from pathlib import Path

import torch
from peers import Case, examples, numpy_steps, torch_steps

import percolab
from percolab.node import find_node

# What is measured is computed.
os.environ["PERCOLAB_CACHE_LIMIT"] = "0"

ROUNDS = 5
#: Seconds of a measured call.
LONG_ENOUGH = 1.0
#: Of ours, so that what its set-up varies by is small beside it.
OURS = 3.0
HERE = Path(__file__).parent
NODE = find_node()

NARROW = (64, *[16] * 16, 10)
WIDE = (784, 512, 512, 10)
CASES = {
    "64-16x16-10, batch 1, dropout": Case(NARROW, "tanh", "site", "step", 1),
    "64-16x16-10, batch 1, dropconnect": Case(NARROW, "tanh", "bond", "step", 1),
    "64-16x16-10, batch 1, dropout, 4 replicates": Case(
        NARROW, "tanh", "site", "step", 1, replicates=4
    ),
    "64-16x16-10, batch 1, dropconnect, 4 replicates": Case(
        NARROW, "tanh", "bond", "step", 1, replicates=4
    ),
    "64-16x16-10, batch 32, dropout": Case(NARROW, "tanh", "site", "step", 32),
    "64-16x16-10, batch 32, dropconnect": Case(NARROW, "tanh", "bond", "step", 32),
    "784-512-512-10, batch 64, one mask per step": Case(WIDE, "relu", "site", "step", 64),
    "784-512-512-10, batch 64, mask per sample": Case(WIDE, "relu", "site", "sample", 64),
    "784-512-512-10, batch 64, dropconnect": Case(WIDE, "relu", "bond", "step", 64),
}

#: Seconds that a number of steps takes.
Timer = Callable[[int], float]


class Server:
    """A process that answers a line of steps and case with the seconds that the steps took."""

    def __init__(self, command: list[str], **environment: str) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **environment},
        )

    def timer(self, name: str, case: Case) -> Timer:
        """Times one peer on one case."""

        def seconds(steps: int) -> float:
            print(name, steps, json.dumps(case._asdict()), file=self._process.stdin, flush=True)
            return float(self._process.stdout.readline().split()[0])

        return seconds


def timed(run: Callable[[int], float]) -> Timer:
    """Times a peer in this process."""

    def seconds(steps: int) -> float:
        start = time.perf_counter()
        run(steps)
        return time.perf_counter() - start

    return seconds


_seeds = count()


def ours(case: Case) -> Timer:
    """The public call, less the same call with one step."""
    keys = {
        "network": {"widths": list(case.widths)},
        "activation": case.activation,
        "init": "he" if case.activation == "relu" else "preserving",
        "data": examples(case),
        "model": case.model,
        "p": case.p,
        "mask": case.mask,
        "rescale": True,
        "batch": case.batch,
        "optimizer": {"rate": case.rate, "clip": "none"},
        "arms": ["dropout"],
        "replicates": case.replicates,
        "passes": 0,
        "workers": 1,
        "progress": False,
    }

    def call(steps: int) -> float:
        start = time.perf_counter()
        percolab.dropout(**keys, steps=steps, seed=next(_seeds))
        return time.perf_counter() - start

    return lambda steps: call(steps // case.replicates + 1) - call(1)


def steps_for(timer: Timer, wanted: float) -> int:
    """Steps that take the wanted seconds, after a warm-up."""
    steps = 20
    timer(steps)
    while (took := timer(steps)) < wanted / 4:
        steps *= 4
    return max(20, int(steps * wanted / took))


def shown(values: list[float], digits: int = 3) -> str:
    """Median, least and greatest."""
    return f"{statistics.median(values):.{digits}g} ({min(values):.2g} to {max(values):.2g})"


def compare(name: str, timers: dict[str, Timer]) -> list[str]:
    """Rows of the table: rates, and the ratio of ours to each peer."""
    wanted = {key: OURS if key == "percolab" else LONG_ENOUGH for key in timers}
    steps = {key: steps_for(timer, wanted[key]) for key, timer in timers.items()}
    rates: dict[str, list[float]] = {key: [] for key in timers}
    for _ in range(ROUNDS):
        for key, timer in timers.items():
            rates[key].append(steps[key] / timer(steps[key]))
    rows = []
    for peer in list(timers)[1:]:
        ratios = [a / b for a, b in zip(rates["percolab"], rates[peer], strict=True)]
        row = [name, shown(rates["percolab"]), peer, shown(rates[peer]), shown(ratios, 2)]
        rows.append(f"| {' | '.join(row)} |")
        print(rows[-1], file=sys.stderr, flush=True)
    return rows


def phase_diagram() -> float:
    """Seconds of 20 p x 10 depths x 3 arms x 12 replicates x 2,000 steps on two workers."""
    start = time.perf_counter()
    percolab.dropout(
        network={"width": 8, "depth": [2, 4, 6, 8, 10, 12, 15, 18, 21, 24]},
        p=[round(0.045 * i, 3) for i in range(1, 21)],
        arms=["dropout", "conditioned", "intact"],
        replicates=12,
        steps=2000,
        batch=32,
        workers=2,
        progress=False,
    )
    return time.perf_counter() - start


def machine() -> str:
    """Processor and versions."""
    node = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True)
    info = Path("/proc/cpuinfo")
    processor = platform.processor()
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        processor = names[0].split(":")[1].strip() if names else processor
    packages = ["numpy", "torch", "percolab"]
    python = ", ".join(f"{name} {version(name)}" for name in packages)
    wanted = json.loads((HERE / "package.json").read_text())["dependencies"]
    npm = ", ".join(f"{name} {number}" for name, number in wanted.items())
    return (
        f"{processor}; Node {node.stdout.strip()}, Python {platform.python_version()}, "
        f"{python}; {npm}."
    )


def report(rows: list[str], diagram: float, load: str) -> str:
    """The page."""
    lines = [
        "# Speed of training",
        "",
        f"Made by `bench/training/run.py`: one worker of percolab against one thread of each peer, "
        f"{ROUNDS} interleaved rounds; steps per second, medians, in brackets least and greatest. "
        "Every step draws its batch and its masks at p = 1/2, passes forward and back and descends "
        "by SGD without clipping; no biases, cross-entropy; tanh where the network is deep and "
        "narrow, relu where it is wide. percolab runs through its public call, which also follows "
        "the open paths of every mask and traces the norms of gradients; the same call with one "
        "step (data, initial weights, evaluation) is taken off. torch runs eagerly, jax-js under "
        "jit. Of 4 replicates the steps of all are counted: percolab trains them side by side, the "
        "peers one after the other. A ratio above 1 means that percolab is faster.",
        "",
        machine(),
        "",
        "| what | percolab | peer | its rate | ratio |",
        "| --- | --- | --- | --- | --- |",
        *rows,
        "",
        "A phase diagram of 20 p x 10 depths to 24 x 3 arms x 12 replicates x 2,000 steps (W = 8, "
        f"batch 32), from the call to the result, two workers: {diagram:.0f} s.",
        "",
        f"Load of the machine, which others may share: {load}.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measures everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="")
    only = parser.parse_args().only
    torch.set_num_threads(1)
    node = Server([NODE, str(HERE / "peers.mjs")])
    two_threads = Server(
        [sys.executable, str(HERE / "peers.py")],
        OMP_NUM_THREADS="2",
        OMP_WAIT_POLICY="passive",
    )
    rows = []
    loads = [os.getloadavg()[0]]
    for name, case in CASES.items():
        if only not in name:
            continue
        timers = {"percolab": ours(case), "torch": timed(torch_steps(case))}
        if case.widths == WIDE:
            timers["torch, two threads"] = two_threads.timer("torch", case)
        timers["NumPy"] = timed(numpy_steps(case))
        for peer in ["tfjs-wasm", "jax-js"]:
            timers[peer] = node.timer(peer, case)
        rows += compare(name, timers)
    if only == "":
        loads.append(os.getloadavg()[0])
        diagram = phase_diagram()
        load = (
            f"{loads[0]:.1f} before the table, {loads[1]:.1f} behind it, "
            f"{os.getloadavg()[0]:.1f} behind the diagram, of {os.cpu_count()} cores"
        )
        (HERE / "README.md").write_text(report(rows, diagram, load))


if __name__ == "__main__":
    main()
