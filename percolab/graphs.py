"""A networkx DiGraph as the network of a study."""

from __future__ import annotations

from typing import Any

from .errors import StudyError


def is_graph(value: Any) -> bool:
    """Whether a value is a graph of networkx, which need not be installed."""
    return any(
        kind.__module__.split(".")[0] == "networkx" and kind.__name__ == "Graph"
        for kind in type(value).__mro__
    )


def network_of_graph(graph: Any) -> dict[str, Any]:
    """Keys of `network` for a directed acyclic graph: its edges by the names of their units.

    Nodes with a true attribute `input` or `output` are the input and output units; without any, the
    nodes that no edge enters, and those that no edge leaves. Parallel edges of a MultiDiGraph count
    separately.

    Raises StudyError for an undirected graph, for a graph without edges, and where two nodes have
    the same name as strings.
    """
    if not graph.is_directed():
        raise _mistake(f"found an undirected {type(graph).__name__}; allowed: a DiGraph")
    names: dict[str, Any] = {}
    for node in graph:
        if names.setdefault(str(node), node) != node:
            raise _mistake(f"two nodes are called {str(node)!r} as strings; rename one of them")
    if graph.number_of_edges() == 0:
        raise _mistake("found a graph without edges; a path needs at least one")
    network: dict[str, Any] = {"edges": [[str(edge[0]), str(edge[1])] for edge in graph.edges()]}
    for key, attribute in (("inputs", "input"), ("outputs", "output")):
        marked = [str(node) for node, on in graph.nodes(data=attribute) if on]
        if marked:
            network[key] = marked
    return network


def _mistake(message: str) -> StudyError:
    return StudyError.of_key("network", message)
