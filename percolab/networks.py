"""Trained networks: their weights as arrays, in files, and as PyTorch modules.

A run is made again, with the same bits, when its network is asked for; nothing is stored meanwhile.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from typing import Any

import numpy as np

from .errors import StudyError
from .savedfile import replaced


@dataclass(frozen=True, eq=False)
class Layer:
    """A layer of weights of a trained network.

    weights: float32, shape (units before, units behind): weights[i, j] leads from unit i to unit j
    biases: float32, one for each unit behind; None without biases
    source: layer whose units are added to what this one gives, 0 is the input; None for no skip
    weight_factor, unit_factor, skip_factor, block_factor: what stands for masks when they are off
    """

    weights: np.ndarray
    biases: np.ndarray | None
    source: int | None
    weight_factor: float
    unit_factor: float
    skip_factor: float
    block_factor: float


@dataclass(frozen=True, eq=False)
class Network:
    """A trained network with masks off: layers of weights, and the activation between them.

    With h the units of a layer and z = weight_factor * h @ weights + biases, the next layer is
    unit_factor * (block_factor * activation(z) + skip_factor * h_source), the output layer without
    activation.
    """

    activation: str
    layers: tuple[Layer, ...]

    def tensors(self) -> dict[str, np.ndarray]:
        """Arrays by name, as PyTorch has them: `layers.0.weight` of shape (behind, before), ..."""
        named: dict[str, np.ndarray] = {}
        for number, layer in enumerate(self.layers):
            named[f"layers.{number}.weight"] = np.ascontiguousarray(layer.weights.T)
            if layer.biases is not None:
                named[f"layers.{number}.bias"] = layer.biases
        return named

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the arrays of `tensors` to a file.

        path: ends in .npz (read by numpy.load) or .safetensors (needs the package safetensors)

        The file has the weights as they were trained; the factors that stand for masks are in its
        metadata (safetensors) or in the arrays `factors` and `sources` (npz): a row for each layer
        of weight_factor, unit_factor, skip_factor, block_factor, and the source or -1.

        Raises StudyError for another ending, where safetensors is not installed, and where the
        system refuses the file.
        """
        name = os.fspath(path)
        factors = np.array([_factors(layer) for layer in self.layers])
        sources = np.array([-1 if each.source is None else each.source for each in self.layers])
        if name.endswith(".npz"):
            with replaced(name) as part, open(part, "xb") as file:
                np.savez(file, **self.tensors(), factors=factors, sources=sources)
        elif name.endswith(".safetensors"):
            content = _safetensors(self, factors, sources)
            with replaced(name) as part, open(part, "xb") as file:
                file.write(content)
        else:
            message = f"found {os.path.basename(name)!r}; allowed: a name that ends in .npz"
            raise StudyError.of_key("path", f"{message} or .safetensors")

    def to_torch(self) -> Any:
        """The network as a torch.nn.Module that gives the outputs of masks off.

        Its parameters are named as in `tensors`. Raises StudyError without PyTorch.
        """
        try:
            from .trainedmodule import TrainedModule
        except ImportError:
            message = "to_torch needs PyTorch, which is not installed; pip install torch"
            raise StudyError.of_key("network", message) from None
        return TrainedModule(self)


def _factors(layer: Layer) -> tuple[float, float, float, float]:
    return (layer.weight_factor, layer.unit_factor, layer.skip_factor, layer.block_factor)


def _safetensors(network: Network, factors: np.ndarray, sources: np.ndarray) -> bytes:
    try:
        from safetensors.numpy import save
    except ImportError:
        message = "files of this kind need the package safetensors; pip install safetensors"
        raise StudyError.of_key("path", f"{message}, or take a name that ends in .npz") from None
    metadata = {
        "activation": network.activation,
        "factors": str(factors.tolist()),
        "sources": str(sources.tolist()),
    }
    return save(network.tensors(), metadata=metadata)


def network_of(answer: dict[str, Any]) -> Network:
    """The network in an answer of the engine: arrays are base64 of little-endian float32."""
    return Network(answer["activation"], tuple(_layer_of(layer) for layer in answer["layers"]))


def _layer_of(layer: dict[str, Any]) -> Layer:
    weights = _numbers(layer["weights"]).reshape(layer["fanIn"], layer["fanOut"])
    biases = _numbers(layer["biases"])
    factors = layer["factors"]
    return Layer(
        weights=weights,
        biases=biases if len(biases) else None,
        source=layer["source"] if layer["source"] >= 0 else None,
        weight_factor=factors["weights"],
        unit_factor=factors["units"],
        skip_factor=factors["skip"],
        block_factor=factors["block"],
    )


def _numbers(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype="<f4").astype(np.float32)
