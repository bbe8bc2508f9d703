"""Trained networks as PyTorch modules. Imported only where PyTorch is wanted: it stays optional."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from .networks import Network

ACTIVATIONS = {
    "relu": torch.relu,
    "leaky_relu": functional.leaky_relu,
    "tanh": torch.tanh,
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "gelu": functional.gelu,
}


class TrainedModule(torch.nn.Module):
    """The mean network that stands for all masks; its parameters are named layers.0.weight, ..."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.layers = torch.nn.ModuleList(
            torch.nn.Linear(*layer.weights.shape, bias=layer.biases is not None)
            for layer in network.layers
        )
        tensors = network.tensors()
        self.load_state_dict({name: torch.from_numpy(each) for name, each in tensors.items()})

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Outputs for rows of inputs, shape (rows, units of the output layer)."""
        activation = ACTIVATIONS[self.network.activation]
        values = [x]
        for linear, layer in zip(self.layers, self.network.layers, strict=True):
            z = functional.linear(values[-1], layer.weight_factor * linear.weight, linear.bias)
            is_output = len(values) == len(self.layers)
            h = layer.block_factor * (z if is_output else activation(z))
            if layer.source is not None:
                h = h + layer.skip_factor * values[layer.source]
            values.append(h if is_output else layer.unit_factor * h)
        return values[-1]
