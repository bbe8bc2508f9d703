"""The example notebooks run from top to bottom, and their numbers are those they talk about."""

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))


def test_there_are_examples():
    assert NOTEBOOKS


#: What a notebook's own results must show, run as its last cell.
CHECKS = {
    "quickstart": """
import numpy as np

frame = site.to_dataframe()
assert np.allclose(frame.theta, (1 - frame.p**8) ** frame.depth, rtol=1e-12, atol=0)
assert (bond.to_dataframe().theta >= frame.theta - 1e-15)[frame.p.between(0.1, 0.9)].all()
# Right with probability above 0.999 if each interval covers with 95 %; the seed is fixed.
assert len(covered) == 28 and covered.sum() >= 22

runs = teacher.to_dataframe()
assert (runs.closed_gradient_max == 0).all()
thinned = runs[runs.arm != "intact"]
assert np.allclose(thinned.theta, (1 - 0.8**8) ** thinned.depth)
deep = medians(teacher, "depth").loc[16].test_accuracy
assert deep.dropout < 0.8 and deep.conditioned > 0.95 and deep.intact > 0.95, deep

hard, easy = (medians(digits, "p").loc[p].test_accuracy for p in (0.8, 0.2))
assert hard.dropout < 0.5 and hard.conditioned < 0.5 and hard.intact > 0.9, hard
assert easy.dropout > 0.8 and easy.conditioned > 0.8, easy
""",
    "topologies": """
import numpy as np

grid = depths.to_dataframe()
assert np.allclose(grid.theta, (1 - grid.p**8) ** grid.depth, rtol=1e-10, atol=1e-300)
# A skip can only open paths.
plain_theta = plain.to_dataframe().set_index("p").theta
for span, part in skips.to_dataframe().groupby("span"):
    assert (part.set_index("p").theta >= plain_theta - 1e-15).all(), span
frame = profile.to_dataframe()
assert frame.theta[0] < 1 and 0 < frame.live[0] < frame.reach[0] < 1
assert set(profile.profiles["measure"]) == {"reach", "live", "trainable", "cut"}
assert len(mask.masks) == 1
near = lattice.to_dataframe().threshold[0]
assert abs(near - 0.5) < 0.02, near
graph = diamond.to_dataframe()
assert (graph.algorithm == "enumeration").all() and (graph.mincut == 2).all()
ends = 1 - (1 - (1 - graph.p) * (1 - graph.p**2)) ** 2
assert np.allclose(graph.theta, ends * (1 - graph.p**2), rtol=1e-12, atol=1e-300)
table = rare.to_dataframe()
exact = table[table.method == "exact"].set_index("p").one_minus_theta
split = table[table.method != "exact"].set_index("p")
assert (split.one_minus_theta_low <= exact).all() and (exact <= split.one_minus_theta_high).all()
assert 0.5 < float(safe) < 0.85 and safe.expected_useful_steps >= 200
""",
    "paper": """
import numpy as np

# The largest of 40 standard normal numbers is beyond 4.5 once in 3,700 times; the seed is fixed.
assert z.abs().max() < 4.5
assert list(teacher.verdicts["verdict"]) == ["learns"] * 2 + ["percolation breakdown"] * 2
frame = teacher.to_dataframe()
assert (frame.closed_gradient_max == 0).all()
deep = medians(teacher, "depth").loc[16]
assert deep.dropout < 0.7 and deep.conditioned > 0.95 and deep.intact > 0.95, deep
assert abs(deep.time_changed - deep.dropout) < 0.15, deep
assert (frame[frame.arm == "time_changed"].steps_taken < 2000).all()
assert "percolation breakdown" in phase.verdicts["verdict"]
late = medians(longer, "steps")
assert late.dropout[500] < 0.65 and late.dropout[32000] > 0.9, late
last = medians(digits, "depth").loc[24]
assert last.dropout < 0.65 and last.conditioned > 0.95, last
assert confounded.verdicts["verdict"][0] == "signal breakdown"
assert biased.verdicts["verdict"][0] == "percolation breakdown"
blind = table.loc["dropout"]
assert abs(blind.test_loss - blind.blind_loss) < 0.02, table
assert (table[["first layer, closed", "spread of outputs, closed"]] == 0).all(axis=None)
""",
    "your-network": """
import numpy as np

assert network["widths"] == [16, *[8] * 12, 2] and network.p == 0.8
assert np.isclose(theta, (1 - 0.8**8) ** 12)
assert np.isclose(curve.columns["threshold"][0], (1 - 0.5 ** (1 / 12)) ** (1 / 8))
assert 0.65 < float(safe) < curve.columns["threshold"][0]
assert list(trained.verdicts["verdict"]) == ["learns", "percolation breakdown"]
assert skips.columns["theta"][0] == 1
logits = module(torch.zeros(1, 16))
assert torch.equal(logits, torch.zeros(1, 2))
""",
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path):
    notebook = nbformat.read(path, as_version=4)
    assert path.stem in CHECKS
    notebook.cells.append(nbformat.v4.new_code_cell(CHECKS[path.stem]))
    client = NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute()
