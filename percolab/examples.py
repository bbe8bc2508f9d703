"""Worked cells: short studies that run in seconds, each showing one thing."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A worked cell."""

    about: str
    cell: str


#: Worked cells by name.
EXAMPLES = {
    "depth": Example(
        "how an open path is lost with depth, exactly",
        """%%percolation
network: {width: 8, depth: [4, 8, 16, 32]}
model: site
p: 0..1 by 0.02
""",
    ),
    "threshold": Example(
        "the removal probability at which half of all networks are open",
        """%%percolation
network: {width: [4, 8, 16], depth: 4..64 by 4}
model: [site, bond]
measure: [threshold]
""",
    ),
    "lattice": Example(
        "a square lattice near its threshold, by Monte Carlo",
        """%%percolation
network: {lattice: square, size: [[16, 16], [32, 32]]}
model: bond
p: 0.3..0.7 by 0.02
trials: 2000
""",
    ),
    "blocks": Example(
        "stochastic depth: how many of 50 residual blocks stay",
        """%%percolation
network: {depth: 50, drop: blocks}
p: 0..0.9 by 0.1
""",
    ),
    "training": Example(
        "dropout beside its arm with an open path in every mask",
        """%%dropout
network: {width: 8, depth: [2, 4]}
data: {name: teacher, train: 500, test: 200}
p: 0.5
arms: [dropout, conditioned, intact]
steps: 200
replicates: 4
""",
    ),
}
