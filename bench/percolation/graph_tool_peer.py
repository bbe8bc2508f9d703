"""graph-tool, which Debian packages for the system's Python only: a process that answers requests.

Reads lines `model width depth p trials`, writes the seconds that they took.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise

import numpy as np
from graph_tool import Graph, GraphView
from graph_tool.topology import label_out_component


def network(width: int, depth: int) -> Graph:
    """The layered network with a source before all inputs and a sink behind all outputs."""
    layers = np.arange(width * (depth + 2)).reshape(depth + 2, width)
    edges = [
        np.stack(np.meshgrid(a, b, indexing="ij"), -1).reshape(-1, 2) for a, b in pairwise(layers)
    ]
    source, sink = layers.size, layers.size + 1
    edges.append(np.stack([np.full(width, source), layers[0]], -1))
    edges.append(np.stack([layers[-1], np.full(width, sink)], -1))
    graph = Graph(directed=True)
    graph.add_edge_list(np.concatenate(edges))
    return graph


def trials_of(graph: Graph, model: str, width: int, depth: int, p: float, trials: int) -> float:
    """Share of trials with an open path: a mask as a filter, then a search."""
    random = np.random.default_rng()
    units = width * (depth + 2)
    weights = width * width * (depth + 1)
    edge_kept = graph.new_edge_property("bool", val=True)
    unit_kept = graph.new_vertex_property("bool", val=True)
    found = 0
    for _ in range(trials):
        if model == "bond":
            edge_kept.a[:weights] = random.random(weights) >= p
            view = GraphView(graph, efilt=edge_kept)
        else:
            unit_kept.a[width : units - width] = random.random(units - 2 * width) >= p
            view = GraphView(graph, vfilt=unit_kept)
        found += label_out_component(view, view.vertex(units)).a[units + 1]
    return found / trials


def main() -> None:
    """Answer until the input ends."""
    graphs: dict[tuple[int, int], Graph] = {}
    for line in sys.stdin:
        model, *numbers = line.split()
        width, depth, trials = int(numbers[0]), int(numbers[1]), int(numbers[3])
        if (width, depth) not in graphs:
            graphs[width, depth] = network(width, depth)
        graph = graphs[width, depth]
        start = time.perf_counter()
        share = trials_of(graph, model, width, depth, float(numbers[2]), trials)
        print(time.perf_counter() - start, share, flush=True)


main()
