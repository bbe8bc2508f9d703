"""A PyTorch model as the network of a study, against closed forms."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn

import percolab
from percolab import StudyError, from_torch


def theta(network, **study) -> float:
    return percolab.percolation(network=network, **study).columns["theta"][0]


def test_a_chain_is_its_widths_and_the_rates_of_its_dropout():
    model = nn.Sequential(
        nn.Dropout(0.1),
        nn.Linear(3, 4),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(4, 2),
        nn.Tanh(),
        nn.Dropout(0.25),
        nn.Linear(2, 5),
    )
    network = from_torch(model)
    assert network == {"widths": [3, 4, 2, 5]}
    assert network.p == [[0.5, 0.25]]
    assert network.p_input == 0.1
    expected = (1 - 0.1**3) * (1 - 0.5**4) * (1 - 0.25**2)
    assert theta(network) == pytest.approx(expected, rel=1e-12)


def test_the_p_of_the_study_comes_before_that_of_the_model():
    network = from_torch(nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), nn.Linear(4, 2)))
    assert theta(network) == pytest.approx(1 - 0.5**4, rel=1e-12)
    assert theta(network, p=0.8) == pytest.approx(1 - 0.8**4, rel=1e-12)
    bond = theta(network, model="bond", p=0.8)
    assert bond == pytest.approx(theta({"widths": [3, 4, 2]}, model="bond", p=0.8), rel=1e-15)


def test_two_dropouts_on_one_layer_are_one():
    model = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), nn.Dropout(0.5), nn.Linear(4, 2))
    assert from_torch(model).p == 0.75


def test_a_model_without_dropout_removes_nothing():
    network = from_torch(nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)))
    assert network.p == 0
    assert theta(network) == 1


def test_channels_of_convolutions_are_units():
    model = nn.Sequential(
        nn.Conv2d(3, 4, 3),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.Dropout2d(0.3),
        nn.MaxPool2d(2),
        nn.Conv2d(4, 6, 3),
        nn.Dropout2d(0.5),
        nn.Flatten(),
        nn.Linear(6 * 16, 10),
    )
    network = from_torch(model)
    assert network == {"widths": [3, 4, 6, 10]}
    assert theta(network) == pytest.approx((1 - 0.3**4) * (1 - 0.5**6), rel=1e-12)


class Residual(nn.Module):
    """x + branch(x) between two linear layers; dropout inside the branch and before it."""

    def __init__(self, before: float, inside: float) -> None:
        super().__init__()
        self.first, self.a, self.b = nn.Linear(2, 3), nn.Linear(3, 2), nn.Linear(2, 3)
        self.last = nn.Linear(3, 1)
        self.before, self.inside = before, nn.Dropout(inside)

    def forward(self, x):
        hidden = F.dropout(torch.relu(self.first(x)), self.before, self.training)
        return self.last(hidden + self.b(self.inside(torch.relu(self.a(hidden)))))


def test_a_skip_passes_by_what_its_branch_removes():
    assert theta(from_torch(Residual(0.0, 0.5))) == 1
    # All paths go through the three units before the branch.
    assert theta(from_torch(Residual(0.5, 0.5))) == pytest.approx(1 - 0.5**3, rel=1e-12)
    # Bonds: the model has 6 + 6 + 6 + 3 weights, and its 6 identities are bonds of the graph too.
    assert len(from_torch(Residual(0.5, 0.5))["edges"]) == 27


def test_the_mode_of_the_model_changes_nothing_and_stays():
    model = Residual(0.5, 0.5).eval()
    assert from_torch(model) == from_torch(Residual(0.5, 0.5))
    assert not model.training
    assert not model.inside.training


class Dense(nn.Module):
    """The last layer reads the input beside the hidden layer."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = nn.Linear(2, 3), nn.Linear(5, 1)
        self.inside = nn.Dropout(0.5)

    def forward(self, x):
        return self.last(torch.cat([x, self.inside(self.first(x))], dim=1))


def test_a_concatenation_joins_both():
    network = from_torch(Dense())
    assert len(network["edges"]) == 6 + 5
    assert theta(network) == 1


class Branching(nn.Module):
    def forward(self, x):
        return x if x.sum() > 0 else -x


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("model", "found a str, 'model'; allowed: a torch.nn.Module"),
        (nn.Sequential(nn.LSTM(3, 4)), "LSTM .* is not known"),
        (nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5)), "behind the last layer"),
        (nn.Sequential(nn.Conv2d(3, 4, 3), nn.Dropout(0.5), nn.Conv2d(4, 2, 3)), "single elements"),
        (nn.Sequential(nn.Conv2d(4, 4, 3, groups=2)), "groups=2"),
        (nn.Sequential(nn.Linear(3, 4), nn.Linear(5, 2)), "reads 5 units where 4 are"),
        (Residual(0.3, 0.5), "several rates"),
        (Branching(), "torch.fx can't trace"),
    ],
)
def test_what_cannot_be_told_is_refused(model, message):
    with pytest.raises(StudyError, match=message):
        from_torch(model)


def convolutions(kernel: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(3, 8, kernel, padding="same"), nn.ReLU(), nn.Conv2d(8, 8, kernel, padding="same")
    )


def test_weights_of_kernels_are_not_those_of_layers():
    wide = from_torch(convolutions(3))
    for model in ("bond", ["site", "bond"]):
        with pytest.raises(StudyError, match=r"Conv2d 0 joins .* network=.'channels'"):
            theta(wide, p=0.9, model=model)
    with pytest.raises(StudyError, match="Conv2d 0 joins"):
        theta(wide, p_site=0.1, p_bond=0.9, model="mixed")
    with pytest.raises(StudyError, match="Conv2d 0 joins"):
        percolab.theory.reliability_polynomial(wide)
    with pytest.raises(StudyError, match="Conv2d 0 joins"):
        percolab.safe_p(wide, 10, 5, model="bond")
    assert theta(wide, p=0.9) == pytest.approx(1 - 0.9**8, rel=1e-12)
    # A kernel of one weight is that of a layer.
    image = {"channels": [3, 8, 8], "image": [4, 4], "kernel": 1}
    expected = theta(image, model="bond", p=0.9)
    assert theta(from_torch(convolutions(1)), model="bond", p=0.9) == pytest.approx(expected, 1e-12)


def test_pixels_that_are_flattened_are_not_one_weight():
    model = nn.Sequential(nn.Conv2d(3, 8, 1), nn.Flatten(), nn.Linear(8 * 16, 10))
    with pytest.raises(StudyError, match="Linear 2 joins"):
        theta(from_torch(model), p=0.9, model="bond")


def dropped(first: float, *rates: float) -> nn.Sequential:
    layers = [nn.Dropout(first), nn.Linear(2, 2)]
    for rate in rates:
        layers += [nn.ReLU(), nn.Dropout(rate), nn.Linear(2, 2)]
    return nn.Sequential(*layers)


def test_dropout_says_nothing_of_weights():
    for rates in ((0.5,), (0.2, 0.5)):
        network = from_torch(dropped(0, *rates))
        with pytest.raises(StudyError, match=r"^p: .* removes units .* give p, or"):
            theta(network, model="bond")
        with pytest.raises(StudyError, match=r"^p_site: .* give p_site and p_bond"):
            theta(network, model="mixed")
        result = percolab.percolation(network=network, model="bond", measure="threshold")
        assert 0 < result.columns["threshold"][0] < 1


def test_input_dropout_stays_where_p_is_given():
    network = from_torch(dropped(0.5, 0.5))
    assert theta(network, p=0.25) == pytest.approx((1 - 0.5**2) * (1 - 0.25**2), rel=1e-12)
    assert theta(network, p=0.25, p_input=0) == pytest.approx(1 - 0.25**2, rel=1e-12)
    bond = {"network": {"widths": [2, 2, 2]}, "model": "bond", "p": 0.25, "p_input": 0.5}
    assert theta(network, model="bond", p=0.25) == pytest.approx(theta(**bond), rel=1e-15)


def test_a_network_tells_its_rates():
    assert repr(from_torch(dropped(0.1, 0.2, 0.5))) == (
        "TorchNetwork(widths=[2, 2, 2, 2], p=[[0.2, 0.5]], p_input=0.1)"
    )
    assert repr(from_torch(Dense())).startswith("TorchNetwork(11 edges, inputs=['0.0', '0.1'], ")


def test_a_layer_is_a_model():
    assert from_torch(nn.Linear(20, 16)) == {"widths": [20, 16]}


def test_a_model_itself_is_not_a_network():
    with pytest.raises(StudyError, match=r"network: found a Sequential; .*from_torch\(model\)"):
        theta(dropped(0.5))
