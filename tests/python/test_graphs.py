"""A networkx graph as the network of a study."""

from itertools import pairwise

import networkx
import pytest

import percolab
from percolab import StudyError


def test_a_digraph_is_its_edges():
    graph = networkx.DiGraph([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")])
    result = percolab.percolation(network=graph, model="bond", p=0.25)
    kept = 0.75**2
    assert result.columns["theta"][0] == pytest.approx(1 - (1 - kept) ** 2, rel=1e-12)
    assert result.columns["algorithm"][0] == "enumeration"


def test_attributes_mark_inputs_and_outputs():
    graph = networkx.path_graph(5, create_using=networkx.DiGraph)
    graph.nodes[1]["input"] = True
    graph.nodes[3]["output"] = True
    result = percolab.percolation(network=graph, model="bond", p=0.5)
    assert result.columns["theta"][0] == pytest.approx(0.25, rel=1e-12)


def test_parallel_edges_count_separately():
    graph = networkx.MultiDiGraph([("a", "b"), ("a", "b"), ("a", "b")])
    result = percolab.percolation(network=graph, model="bond", p=0.5)
    assert result.columns["theta"][0] == pytest.approx(1 - 0.5**3, rel=1e-12)


def test_a_layered_digraph_is_the_layered_network():
    widths = [2, 3, 2]
    units = [[(layer, unit) for unit in range(width)] for layer, width in enumerate(widths)]
    edges = [(a, b) for before, after in pairwise(units) for a in before for b in after]
    by_edges = percolab.percolation(network=networkx.DiGraph(edges), model="bond", p=[0.3, 0.6])
    by_widths = percolab.percolation(widths=widths, model="bond", p=[0.3, 0.6])
    assert by_edges.columns["theta"] == pytest.approx(by_widths.columns["theta"], rel=1e-12)


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (networkx.Graph([(1, 2)]), "undirected Graph; allowed: a DiGraph"),
        (networkx.DiGraph(), "without edges"),
        (networkx.DiGraph([(1, 2), ("1", 3)]), "two nodes are called '1'"),
        (networkx.DiGraph([("a", "b"), ("b", "c"), ("c", "b")]), "b -> c -> b"),
    ],
)
def test_what_is_no_network_is_refused(graph, message):
    with pytest.raises(StudyError, match=message):
        percolab.percolation(network=graph, p=0.5)
