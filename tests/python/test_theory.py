"""The theory's functions from Python, against closed forms; the computing is the engine's."""

import itertools
import math

import numpy as np
import pytest

import percolab
from percolab import StudyError, from_torch, safe_p, theory


def test_closed_forms_of_the_site_model():
    assert theory.critical_p(8, 16) == pytest.approx((1 - 0.5 ** (1 / 16)) ** (1 / 8), rel=1e-12)
    assert theory.decay_rate(8, 0.5) == pytest.approx(0.5**8, rel=1e-12)
    depth = theory.critical_depth(8, 0.8)
    assert (1 - 0.8**8) ** depth >= 0.5 > (1 - 0.8**8) ** (depth + 1)
    assert theory.critical_depth_law(8, 0.8) == pytest.approx(math.log(2) * 0.8**-8, rel=1e-12)
    assert theory.window_law(8, 16) == pytest.approx(
        3.0844 * theory.critical_p(8, 16) / 8, rel=1e-4
    )
    assert theory.collapsed_theta(0) == pytest.approx(math.exp(-1), rel=1e-12)
    assert theory.collapse(8, 16, 0.8) == pytest.approx(math.log(16 * 0.8**8), rel=1e-12)
    assert theory.sign_theta(8, 16, 0.6) == pytest.approx((1 - 0.8**8) ** 16, rel=1e-12)


def test_bond_model():
    p = theory.critical_p(4, 8, model="bond")
    curve = percolab.percolation(width=4, depth=8, model="bond", p=p)
    assert curve.columns["theta"][0] == pytest.approx(0.5, abs=1e-12)
    # A minimum cut of complete layers: W^2 weights, L(2^W - 1) + 1 of them.
    assert theory.minimum_cuts(70, 3, model="bond") == (4900, 3 * (2**70 - 1) + 1)
    law = theory.critical_p_law(8, 16, model="bond")
    assert 0 < law["p"] < 1
    assert law["law"] and law["range"] and law["applies"] in (True, False)


def test_the_safe_p_comes_with_its_reasons():
    safe = safe_p({"width": 8, "depth": 16}, steps=2000, needed=200)
    assert safe.theta == pytest.approx((1 - safe**8) ** 16, rel=1e-9)
    assert safe.expected_useful_steps == pytest.approx(2000 * safe.theta, rel=1e-12)
    assert 0.95 <= safe.probability < 0.951
    assert len(safe.reasoning) >= 3
    assert str(safe.reasoning[0]) in repr(safe)


def open_sets(edges, source, sink):
    counts = [0] * (len(edges) + 1)
    for kept in itertools.product([False, True], repeat=len(edges)):
        found = {source}
        for _ in edges:
            found |= {b for (a, b), on in zip(edges, kept, strict=True) if on and a in found}
        counts[len(edges) - sum(kept)] += sink in found
    return counts


def test_the_reliability_polynomial_of_a_multigraph_with_skips():
    import networkx

    edges = [("x", "a"), ("x", "a"), ("a", "b"), ("x", "b"), ("b", "y"), ("a", "y"), ("x", "y")]
    polynomial = theory.reliability_polynomial(networkx.MultiDiGraph(edges))
    assert polynomial.open == open_sets(edges, "x", "y")
    assert polynomial.elements == 7
    ps = [0, 1e-3, 0.5, 0.9, 1]
    study = percolab.percolation(
        network=networkx.MultiDiGraph(edges), model="bond", p=ps, method="enumeration"
    )
    np.testing.assert_allclose(polynomial(ps), study.columns["theta"], rtol=1e-12)
    assert polynomial(0.5) == sum(polynomial.open) / 2**7
    assert isinstance(polynomial(0.5), float)


def test_the_reliability_polynomial_of_layers():
    # Every layer keeps a unit: (1 - p^2)^3 = sum of N_k p^k q^(6 - k).
    polynomial = theory.reliability_polynomial({"width": 2, "depth": 3}, model="site")
    assert polynomial.open == [1, 6, 12, 8, 0, 0, 0]
    assert repr(polynomial) == "ReliabilityPolynomial([1, 6, 12, 8, 0, 0, 0])"
    assert polynomial(0.3) == pytest.approx((1 - 0.3**2) ** 3, rel=1e-14)
    mixed = theory.reliability_polynomial({"widths": [1, 1, 1]}, model="mixed")
    assert mixed.open == [1, 0, 0, 0]


def test_the_safe_p_of_a_model():
    from torch import nn

    model = nn.Sequential(nn.Linear(3, 8), nn.Dropout(0.5), nn.Linear(8, 2))
    assert safe_p(from_torch(model), 1000, 100) == safe_p({"widths": [3, 8, 2]}, 1000, 100)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.critical_p(0, 4), "width: found 0; allowed: an integer from 1"),
        (lambda: theory.decay_rate(4, 1.5), "p: found 1.5; allowed: a number from 0 to 1"),
        (lambda: theory.collapse(4, 4, 0.5, "mixed"), "model: found .*; allowed: site, bond"),
        (lambda: safe_p({"width": 4}, 10, 5), "network.depth: missing key"),
        (lambda: safe_p({"width": 4, "depth": 2}, 10, 50), "needed: found 50"),
        (lambda: safe_p({"lattice": "square", "size": [9, 9]}, 10, 5), "no exact method"),
        (
            lambda: theory.reliability_polynomial({"width": 8, "depth": 3}, "site"),
            "has 24; allowed: up to 22",
        ),
        (
            lambda: theory.reliability_polynomial({"width": 1, "depth": 1})(2),
            "p: found 2; allowed: numbers from 0 to 1",
        ),
    ],
)
def test_mistakes_name_the_argument(call, message):
    with pytest.raises(StudyError, match=message):
        call()


def test_safe_p_takes_keys_of_the_network_as_a_study_does():
    keys = {"width": 8, "depth": 16}
    assert safe_p(**keys, steps=2000, needed=200) == safe_p(keys, 2000, 200)
    with pytest.raises(StudyError, match="width: network is given too"):
        safe_p(keys, 2000, 200, width=8)
    with pytest.raises(StudyError, match="steps: found nothing; allowed: an integer"):
        safe_p(keys, needed=200)
    with pytest.raises(StudyError, match="network: found an int, 8; allowed: a dict"):
        safe_p(8, 16, 2)


def test_the_module_has_its_functions_alone():
    assert {"critical_p", "safe_p", "SafeP"} <= set(theory.__all__)
    assert {"Any", "is_graph"}.isdisjoint(theory.__all__)
    assert all(getattr(theory, name).__module__ == "percolab.theory" for name in theory.__all__)
    assert all(type(number) is int for number in theory.minimum_cuts(3, 2, "bond"))
