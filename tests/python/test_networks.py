"""Trained networks in Python: the same outputs in PyTorch, and files that other libraries read."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from safetensors import safe_open

import percolab


def examples() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(7)
    x = random.normal(size=(200, 6)).astype(np.float32)
    return x, (x[:, 0] + x[:, 1] ** 2 > 0.5).astype(int)


STUDIES = [
    {"width": 5, "depth": 2, "p": 0.3},
    {"width": 5, "depth": 3, "p": 0.4, "rescale": True, "activation": "gelu", "bias": True},
    {"width": 5, "depth": 2, "p": 0.3, "model": "bond", "activation": "sigmoid", "bias": True},
    {"width": 5, "depth": 4, "p": 0.3, "activation": "relu", "skip": {"span": 2}},
    {"width": 5, "depth": 3, "p": 0.3, "drop": "blocks", "activation": "leaky_relu"},
]


@pytest.mark.parametrize("study", STUDIES, ids=str)
@pytest.mark.parametrize("row", [0, 1])
def test_outputs_agree_with_those_that_were_evaluated(study, row):
    """Training and test rows are all rows, so their losses with masks off add up to that of all."""
    x, y = examples()
    result = percolab.dropout(
        data=(x, y), **study, steps=60, arms=["dropout"], replicates=2, progress=False
    )
    module = result.network(row).to_torch().double()
    with torch.no_grad():
        outputs = module(torch.from_numpy(x).double())
    loss = torch.nn.functional.cross_entropy(outputs, torch.from_numpy(y)).item()
    train, test = result.columns["train_loss"][row], result.columns["test_loss"][row]
    assert loss == pytest.approx(0.8 * train + 0.2 * test, rel=1e-6)


def test_weights_have_the_names_and_shapes_of_pytorch():
    result = percolab.dropout(
        width=5, depth=1, input=6, p=0.3, bias=True, steps=5, replicates=1, progress=False
    )
    shapes = {name: each.shape for name, each in result.weights(1).items()}
    assert shapes == {
        "layers.0.weight": (5, 6),
        "layers.0.bias": (5,),
        "layers.1.weight": (2, 5),
        "layers.1.bias": (2,),
    }
    assert np.array_equal(result.weights(0)["layers.0.weight"], result.weights()["layers.0.weight"])
    assert not np.array_equal(
        result.weights(0)["layers.0.weight"], result.weights(1)["layers.0.weight"]
    )


@pytest.mark.parametrize("ending", ["npz", "safetensors"])
def test_files_hold_the_arrays(tmp_path, ending):
    result = percolab.dropout(width=4, depth=2, p=0.3, steps=5, replicates=1, progress=False)
    network = result.network()
    path = tmp_path / f"net.{ending}"
    network.save(path)
    if ending == "npz":
        read = np.load(path)
        factors, sources = read["factors"].tolist(), read["sources"].tolist()
    else:
        with safe_open(path, "numpy") as file:
            read = {name: file.get_tensor(name) for name in file.keys()}
            assert file.metadata()["activation"] == "tanh"
            factors, sources = (json.loads(file.metadata()[key]) for key in ("factors", "sources"))
    for name, each in network.tensors().items():
        assert np.array_equal(read[name], each)
    assert [row[1] for row in factors] == pytest.approx([0.7 / (1 - 0.3**4)] * 2 + [1])
    assert sources == [-1] * 3


def test_mistakes_are_named(tmp_path):
    result = percolab.dropout(width=4, depth=1, p=0.3, steps=2, replicates=1, progress=False)
    with pytest.raises(percolab.StudyError, match="found 99; allowed: a row of the result, 0 to 2"):
        result.weights(99)
    with pytest.raises(percolab.StudyError, match=r"allowed: a name that ends in \.npz"):
        result.network().save(tmp_path / "net.pt")
    with pytest.raises(percolab.StudyError, match="can't be written: No such file or directory;"):
        result.network().save(tmp_path / "none" / "net.npz")
    theta = percolab.percolation(width=4, depth=1, p=0.3, progress=False)
    with pytest.raises(
        percolab.StudyError, match="found percolation, which trains no network; allowed: dropout"
    ):
        theta.weights()
