"""What a user would write with other libraries: whether a path is open, over many random masks.

Every function takes width, depth, p and trials, and gives the share of trials with an open path;
those of `maxmin` the thresholds of all trials.
"""

from __future__ import annotations

import math

import igraph
import networkx
import numba
import numpy as np
import torch

#: Trials that NumPy and torch hold at a time; larger ones leave the cache.
BATCH = 256


def numpy_bond(width: int, depth: int, p: float, trials: int) -> float:
    """Masks drawn weight by weight, trials side by side."""
    random = np.random.default_rng()
    found = 0
    for _ in range(trials // BATCH):
        reached = np.ones((BATCH, width), bool)
        for _ in range(depth + 1):
            kept = random.random((BATCH, width, width), dtype=np.float32) >= p
            reached = (reached[:, :, None] & kept).any(1)
        found += reached.any(1).sum()
    return found / trials


def numpy_site(width: int, depth: int, p: float, trials: int) -> float:
    """Masks drawn unit by unit; complete layers have a path where each keeps a unit."""
    random = np.random.default_rng()
    found = 0
    for _ in range(trials // BATCH):
        kept = random.random((BATCH, depth, width), dtype=np.float32) >= p
        found += kept.any(2).all(1).sum()
    return found / trials


def numpy_chain(width: int, depth: int, p: float, trials: int) -> float:
    """The number of reached units, by NumPy's binomial."""
    random = np.random.default_rng()
    count = np.full(trials, width)
    for _ in range(depth + 1):
        count = random.binomial(width, 1 - p**count)
    return (count > 0).mean()


def numpy_maxmin(width: int, depth: int, p: float, trials: int) -> float:
    """Thresholds of all trials by one pass of max-min over labels; the whole curve."""
    random = np.random.default_rng()
    open_at = 0
    for _ in range(trials // BATCH):
        best = np.ones((BATCH, width), np.float32)
        for _ in range(depth + 1):
            label = random.random((BATCH, width, width), dtype=np.float32)
            best = np.minimum(best[:, :, None], label).max(1)
        open_at += (best.max(1) >= p).sum()
    return open_at / trials


def torch_bond(width: int, depth: int, p: float, trials: int) -> float:
    """Masks drawn weight by weight, trials side by side, in torch on one thread."""
    found = 0
    for _ in range(trials // BATCH):
        reached = torch.ones((BATCH, 1, width))
        for _ in range(depth + 1):
            kept = (torch.rand((BATCH, width, width)) >= p).float()
            reached = (torch.bmm(reached, kept) > 0).float()
        found += int(reached.any(2).sum())
    return found / trials


@numba.njit(cache=False)
def _numba_trials(first, target, inputs, first_output, p, trials):
    units = first.size - 1
    log_p = math.log(p)
    stamp = np.zeros(units, np.int64)
    stack = np.empty(units, np.int32)
    found = 0
    for trial in range(1, trials + 1):
        top = 0
        for unit in range(inputs):
            stamp[unit] = trial
            stack[top] = unit
            top += 1
        gap = int(math.log(1 - np.random.random()) / log_p)
        searching = True
        while searching and top > 0:
            top -= 1
            unit = stack[top]
            edge = first[unit] + gap
            end = first[unit + 1]
            while edge < end:
                to = target[edge]
                if stamp[to] != trial:
                    if to >= first_output:
                        found += 1
                        searching = False
                        break
                    stamp[to] = trial
                    stack[top] = to
                    top += 1
                edge += 1 + int(math.log(1 - np.random.random()) / log_p)
            gap = edge - end
    return found


def edges_of(width: int, depth: int) -> list[tuple[int, int]]:
    """Edges of the layered network, units numbered layer by layer."""
    return [
        (layer * width + a, (layer + 1) * width + b)
        for layer in range(depth + 1)
        for a in range(width)
        for b in range(width)
    ]


class Lists:
    """The network as lists of edges by unit, made once; the last `width` units are the outputs."""

    def __init__(self, width: int, depth: int, pairs: list[tuple[int, int]]) -> None:
        units = width * (depth + 2)
        source, target = np.array(pairs).T
        self.target = target.astype(np.int32)
        self.first = np.searchsorted(source, np.arange(units + 1))
        self.first_output = units - width


def numba_lazy(lists: Lists, width: int, depth: int, p: float, trials: int) -> float:
    """Depth-first search that skips closed edges by geometric gaps, compiled by Numba."""
    open_trials = _numba_trials(lists.first, lists.target, width, lists.first_output, p, trials)
    return open_trials / trials


def networkx_bond(edges: np.ndarray, width: int, depth: int, p: float, trials: int) -> float:
    """Edges kept at random, then a search from a source before all inputs."""
    random = np.random.default_rng()
    last = width * (depth + 1)
    found = 0
    for _ in range(trials):
        graph = networkx.DiGraph()
        graph.add_edges_from(("source", unit) for unit in range(width))
        graph.add_edges_from(edges[random.random(len(edges)) >= p].tolist())
        reached = networkx.descendants(graph, "source")
        found += any(type(unit) is int and unit >= last for unit in reached)
    return found / trials


def igraph_bond(edges: np.ndarray, width: int, depth: int, p: float, trials: int) -> float:
    """Edges kept at random, then a search from a source before all inputs."""
    random = np.random.default_rng()
    units = width * (depth + 2)
    source = [(units, unit) for unit in range(width)]
    found = 0
    for _ in range(trials):
        kept = edges[random.random(len(edges)) >= p].tolist()
        graph = igraph.Graph(n=units + 1, edges=kept + source, directed=True)
        found += max(unit for unit in graph.subcomponent(units, mode="out") if unit < units) >= (
            units - width
        )
    return found / trials
