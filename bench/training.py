"""Speed of the engine beside NumPy in one run, interleaved; one worker, one thread.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 .venv/bin/python bench/training.py > bench/README.md

The peer is what a user would write in NumPy: the same masks, vectorised over trials; the count
chain with NumPy's binomial; the same training step with float32 matrix products.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from itertools import pairwise

import numpy as np

import percolab
from percolab.node import find_node

ROUNDS = 5


def numpy_masks(width: int, depth: int, p: float, trials: int) -> float:
    """Bond Monte Carlo on masks drawn weight by weight."""
    random = np.random.default_rng()
    found = 0
    for _ in range(trials // 2000):
        reached = np.ones((2000, width), bool)
        for _ in range(depth + 1):
            kept = random.random((2000, width, width), dtype=np.float32) >= p
            reached = (reached[:, :, None] & kept).any(1)
        found += reached.any(1).sum()
    return found / trials


def numpy_chain(width: int, depth: int, p: float, trials: int) -> float:
    """Bond Monte Carlo on the number of reached units."""
    random = np.random.default_rng()
    count = np.full(trials, width)
    for _ in range(depth + 1):
        count = random.binomial(width, 1 - p**count)
    return (count > 0).mean()


def numpy_training(widths: list[int], p: float, steps: int) -> float:
    """Site dropout on a bias-free tanh network: batch 32, SGD with clipping."""
    random = np.random.default_rng(0)
    x = random.normal(size=(4000, widths[0])).astype(np.float32)
    y = (x @ random.normal(size=widths[0]) > 0).astype(int)
    weights = [
        (random.normal(size=(a, b)) / np.sqrt(a)).astype(np.float32) for a, b in pairwise(widths)
    ]
    for _ in range(steps):
        rows = random.integers(0, 4000, 32)
        outputs = [x[rows]]
        masks = [(random.random(width) >= p).astype(np.float32) for width in widths[1:-1]]
        for weight, mask in zip(weights[:-1], masks, strict=True):
            outputs.append(np.tanh(outputs[-1] @ weight) * mask)
        logits = outputs[-1] @ weights[-1]
        soft = np.exp(logits - logits.max(1, keepdims=True))
        delta = soft / soft.sum(1, keepdims=True)
        delta[np.arange(32), y[rows]] -= 1
        delta /= 32
        gradients = []
        for layer in range(len(weights) - 1, -1, -1):
            gradients.append(outputs[layer].T @ delta)
            if layer:
                delta = (delta @ weights[layer].T) * (masks[layer - 1] - outputs[layer] ** 2)
        gradients.reverse()
        norm = np.sqrt(sum(float((g * g).sum()) for g in gradients))
        rate = 0.1 * min(1.0, 2 / (norm + 1e-12))
        for weight, gradient in zip(weights, gradients, strict=True):
            weight -= rate * gradient
    return float(weights[0][0, 0])


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(name: str, unit: str, count: int, ours: Callable, peers: dict[str, Callable]) -> None:
    """Print one line for each peer: medians and spread over interleaved rounds, and the ratio."""
    works = {"percolab": ours, **peers}
    rates: dict[str, list[float]] = {key: [] for key in works}
    for work in works.values():
        work()
    for _ in range(ROUNDS):
        for key, work in works.items():
            rates[key].append(count / seconds(work))

    def shown(key: str) -> str:
        low, middle, high = min(rates[key]), statistics.median(rates[key]), max(rates[key])
        return f"{middle:.3g} ({low:.2g} to {high:.2g})"

    for peer in peers:
        ratios = sorted(a / b for a, b in zip(rates["percolab"], rates[peer], strict=True))
        ratio = f"{statistics.median(ratios):.2g} ({ratios[0]:.2g} to {ratios[-1]:.2g})"
        row = [name, unit, shown("percolab"), peer, shown(peer), ratio]
        print(f"| {' | '.join(row)} |", flush=True)


def processor() -> str:
    with open("/proc/cpuinfo") as lines:
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))


def main() -> None:
    node = subprocess.run([find_node(), "--version"], capture_output=True, text=True).stdout.strip()
    versions = f"Node {node}, Python {platform.python_version()}, NumPy {np.__version__}"
    print(f"""# Speed

Made by `bench/training.py`: one worker against one thread of NumPy, {ROUNDS} interleaved rounds
after one that is not counted; medians, in brackets least and greatest. Times of percolab include
its call from Python, and for training the data and the evaluation. A ratio above 1 means that
percolab is faster.

{processor()}; {versions}, percolab {version("percolab")}.

| what | unit | percolab | peer | its rate | ratio |
| --- | --- | --- | --- | --- | --- |""")
    for width, depth, p, trials in [(8, 16, 0.85, 100_000), (64, 64, 0.95, 10_000)]:
        chain = {"width": width, "depth": depth, "p": p, "trials": trials}
        engine = {"model": "bond", "method": "montecarlo", "workers": 1, "progress": False}
        compare(
            f"Monte Carlo, bond, {width} x {depth}, p = {p}",
            "trials/s",
            trials,
            partial(percolab.percolation, **chain, **engine),
            {"masks": partial(numpy_masks, **chain), "count chain": partial(numpy_chain, **chain)},
        )
    for width, depth, steps in [(8, 16, 4000), (128, 2, 1000)]:
        network = {"input": 16, "width": width, "depth": depth, "output": 2}
        engine = {"arms": ["dropout"], "replicates": 1, "workers": 1, "progress": False}
        widths = [16, *[width] * depth, 2]
        compare(
            f"training, site, 16-{width}x{depth}-2, batch 32",
            "steps/s",
            steps,
            partial(percolab.dropout, **network, **engine, p=0.5, steps=steps),
            {"the same step": partial(numpy_training, widths, 0.5, steps)},
        )


if __name__ == "__main__":
    main()
