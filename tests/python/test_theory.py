"""The theory's functions from Python, against closed forms; the computing is the engine's."""

import math

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
    ],
)
def test_mistakes_name_the_argument(call, message):
    with pytest.raises(StudyError, match=message):
        call()
