"""The theory of rectangular networks: thresholds, depths, rates and laws, the largest safe p, and
the reliability polynomial of small networks.

All numbers come from the engine and are exact to about 12 digits, except those of
`critical_p_law`, which are limits. `p` is the removal probability; `model` is "site" (Dropout)
or "bond" (DropConnect). Widths go up to 4096; those of studies of model site may be greater.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .api import percolation
from .axes import describe, study_value
from .errors import StudyError
from .graphs import is_graph, network_of_graph
from .process import running_engine
from .torchnetwork import TorchNetwork

__all__ = [
    "ReliabilityPolynomial",
    "SafeP",
    "collapse",
    "collapsed_theta",
    "critical_depth",
    "critical_depth_law",
    "critical_p",
    "critical_p_law",
    "decay_rate",
    "minimum_cuts",
    "reliability_polynomial",
    "safe_p",
    "sign_theta",
    "window_law",
]


class SafeP(float):
    """The largest safe p: a number, with what speaks for it.

    theta: probability of an open path at that p.
    expected_useful_steps: steps * theta.
    probability: P(at least the steps needed have an open path).
    reasoning: the argument in sentences.
    """

    theta: float
    expected_useful_steps: float
    probability: float
    reasoning: list[str]

    def __repr__(self) -> str:
        return "\n".join([f"p = {float(self):.6g}", *self.reasoning])


class ReliabilityPolynomial:
    """theta of a network as a polynomial, with exact integer coefficients.

    open: open[k] is the number of sets of k removed elements that leave a path open, k = 0 .. n.
        Sets of k kept elements are counted from the other end, open[n - k].
    elements: n, the number of removable elements.

    Called with p, one number or an array, it gives theta, the sum of
    open[k] p^k (1 - p)^(n - k): a sum of positive terms, without cancellation.
    """

    def __init__(self, counts: list[int]) -> None:
        """From the coefficients."""
        self.open = counts
        self.elements = len(counts) - 1

    def __call__(self, p: Any) -> Any:
        """Theta where every element is removed with probability p, 0 to 1."""
        at = np.asarray(p, dtype=np.float64)
        if not np.all((at >= 0) & (at <= 1)):
            raise StudyError.of_key("p", f"found {p}; allowed: numbers from 0 to 1")
        terms = [n * at**k * (1 - at) ** (self.elements - k) for k, n in enumerate(self.open)]
        theta = np.sum(terms, axis=0)
        return float(theta) if theta.ndim == 0 else theta

    def __repr__(self) -> str:
        return f"ReliabilityPolynomial({self.open})"


def critical_p(width: int, depth: int, model: str = "site", theta_star: float = 0.5) -> float:
    """The p at which theta is `theta_star`, exact."""
    return _number(_ask("critical_p", locals()))


def critical_depth(width: int, p: float, model: str = "site", theta_star: float = 0.5) -> float:
    """The largest depth at which theta is still at least `theta_star`; inf where none closes."""
    return _number(_ask("critical_depth", locals()))


def decay_rate(width: int, p: float, model: str = "site") -> float:
    """delta = 1 - lambda_1: theta falls like exp(-depth * delta) in deep networks."""
    return _number(_ask("decay_rate", locals()))


def minimum_cuts(width: int, depth: int, model: str = "site") -> tuple[int, int]:
    """Size of the smallest cut in elements, and how many there are."""
    answer = _ask("minimum_cuts", locals())
    return int(answer["size"]), int(answer["count"])


def critical_p_law(
    width: int, depth: int, model: str = "site", theta_star: float = 0.5
) -> dict[str, Any]:
    """The limit law for critical_p: its value `p`, its name, its range, whether it `applies`."""
    answer = _ask("critical_p_law", locals())
    return {**answer, "p": _number(answer["p"])}


def critical_depth_law(width: int, p: float, model: str = "site", theta_star: float = 0.5) -> float:
    """Limit of critical_depth: ln(1/theta*) p^-W (site), ln(1/theta*) (2 p^W)^-W (bond).

    The bond law is poor at usable sizes: too large 3 times at p = 0.5, W = 8, and 1592 times at
    p = 0.9, W = 16.
    """
    return _number(_ask("critical_depth_law", locals()))


def window_law(width: int, depth: int) -> float:
    """Site: width in p of the fall of theta from 90 % to 10 %, about 3.084 p_c / W."""
    return _number(_ask("window_law", locals()))


def collapsed_theta(u: float) -> float:
    """exp(-e^u), the curve on which all fall in the variable `collapse`."""
    return _number(_ask("collapsed_theta", locals()))


def collapse(width: int, depth: int, p: float, model: str = "site") -> float:
    """u = ln(depth * decay rate): in it all curves fall on theta = exp(-e^u)."""
    return _number(_ask("collapse", locals()))


def sign_theta(width: int, depth: int, p: float, model: str = "site") -> float:
    """P(the signal of one fixed input reaches the output) with ReLU at symmetric initialisation."""
    return _number(_ask("sign_theta", locals()))


def reliability_polynomial(network: Any, model: str = "bond") -> ReliabilityPolynomial:
    """How many sets of removed elements leave a path open, by their size; exact.

    The elements are the hidden units (model "site"), the weights ("bond") or both alike ("mixed").
    All sets of them are looked at, so there may be 22 at most.

    network: keys of a study's `network`, what `from_torch` made (without its rates), or a networkx
        DiGraph

    Raises StudyError for more elements, and where an argument is wrong.
    """
    study = {"network": _keys_of(network, model), "model": model, "measure": ["polynomial"]}
    profiles = percolation(**study, progress=False).profiles
    return ReliabilityPolynomial([int(count) for count in profiles["value"]])


def safe_p(
    network: Any = None,
    steps: int | None = None,
    needed: int | None = None,
    model: str = "site",
    confidence: float = 0.95,
    **keys: Any,
) -> SafeP:
    """The largest p that still leaves enough useful steps.

    A step is useful where its mask has an open path: of `steps` steps with one mask each,
    N ~ Binomial(steps, theta(p)) are. The safe p is the largest with P(N >= needed) >= confidence.

    network: keys of a study's `network`, what `from_torch` made (without its rates), or a networkx
        DiGraph; its keys may also stand by themselves, safe_p(width=8, depth=16, ...)
    steps: steps that will be made
    needed: useful steps that the task needs; more than it takes without dropout

    Raises StudyError where an argument is out of range, for networks that have neither an exact
    method nor 22 removable elements at most (naming the study that samples it), and for files.
    """
    if network is not None and keys:
        message = "network is given too; allowed: network alone, or its keys alone"
        raise StudyError.of_key(next(iter(keys)), message)
    given = {"steps": steps, "needed": needed, "model": model, "confidence": confidence}
    given = {name: value for name, value in given.items() if value is not None}
    network = _keys_of(keys if network is None else network, model)
    answer = _ask("safe_p", {"network": network, **given})
    safe = SafeP(_number(answer["p"]))
    safe.theta = _number(answer["theta"])
    safe.expected_useful_steps = _number(answer["expectedUseful"])
    safe.probability = _number(answer["probability"])
    safe.reasoning = answer["reasoning"]
    return safe


def _keys_of(network: Any, model: str) -> dict[str, Any]:
    if is_graph(network):
        return network_of_graph(network)
    if isinstance(network, TorchNetwork):
        network.check_models([model])
    if not isinstance(network, Mapping):
        message = (
            f"found {describe(network)}; allowed: a dict of its keys, e.g. {{'width': 8, 'depth': "
            "16}, a networkx DiGraph, or what percolab.from_torch makes of a model"
        )
        raise StudyError.of_key("network", message)
    return dict(network)


def _ask(name: str, arguments: Mapping[str, Any]) -> Any:
    given = {key: study_value(key, value) for key, value in arguments.items()}
    return running_engine().request("theory", {"name": name, "arguments": given}, lambda _: None)


def _number(value: Any) -> float:
    return float(value)
