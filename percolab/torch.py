"""A PyTorch model as the network of a study: its layers, its skips, the rates of its own dropout.

The model is traced symbolically (torch.fx), never run. Units are those of linear layers and the
channels of convolutions; what acts on each of them alone (activations, norms, pooling) opens and
closes no path.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import prod
from typing import Any

from .axes import describe
from .errors import StudyError
from .torchnetwork import TorchNetwork

#: Modules and functions that keep units apart and in their order, and so leave paths as they are.
PASSING = {
    *("Identity", "Flatten", "Unflatten", "ReLU", "ReLU6", "LeakyReLU", "PReLU", "RReLU", "ELU"),
    *("SELU", "CELU", "GELU", "SiLU", "Mish", "Tanh", "Sigmoid", "LogSigmoid", "Softplus"),
    *("Softsign", "Tanhshrink", "Hardtanh", "Hardswish", "Hardsigmoid", "Softmax", "LogSoftmax"),
    *("BatchNorm1d", "BatchNorm2d", "LayerNorm", "GroupNorm", "InstanceNorm2d", "RMSNorm"),
    *("MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "Upsample", "ZeroPad2d"),
    *("relu", "relu_", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "tanh", "sigmoid"),
    *("softplus", "softmax", "log_softmax", "hardtanh", "hardswish", "max_pool2d", "avg_pool2d"),
    *("adaptive_avg_pool2d", "flatten", "view", "reshape", "contiguous", "squeeze", "batch_norm"),
    *("layer_norm", "mean", "clone", "detach", "float"),
}
#: Dropout of single units or elements, and of whole channels.
UNIT_DROPOUT = {"Dropout", "AlphaDropout", "dropout", "alpha_dropout"}
CHANNEL_DROPOUT = {"Dropout1d", "Dropout2d", "FeatureAlphaDropout", "dropout1d", "dropout2d"}
ADDING = {"add", "iadd", "add_", "sub"}
JOINING = {"cat", "concat", "concatenate"}
#: Most edges of a model with skips, which is written out unit by unit.
MOST_EDGES = 200_000


@dataclass(eq=False)
class _Layer:
    """Units of one layer. `joined` are the layers that lead to it: all to all, or unit to unit.
    `shared` is the module that joins two units by several weights, if one does."""

    width: int
    image: bool
    joined: list[tuple[list[_Layer], bool]] = field(default_factory=list)
    kept: float = 1.0
    shared: str | None = None


def from_torch(model: Any) -> TorchNetwork:
    """The network of a PyTorch model, to be given as `network=` of a percolation study.

    percolab.percolation(network=percolab.from_torch(model))

    A chain of linear layers or convolutions becomes layers with the rate of the dropout behind
    each. A model with skip connections (sums or concatenations of layers) becomes a graph of single
    units, in which only units behind a dropout are removed, and skips never.

    The rates of the model's dropout are those of a study of model site that gives no p; its input
    dropout stays where the study gives another p, unless it gives p_input too. Channels of
    convolutions are units, so models bond and mixed are refused where a kernel has more than one
    weight, and where pixels are flattened into units.

    model: a torch.nn.Module whose forward torch.fx can trace: one or more layers of Linear, Conv1d
        or Conv2d, with Dropout, Dropout2d, activations, norms, pooling, +, torch.cat

    Raises StudyError for a part that it doesn't know, naming it, for dropout of single elements of
    an image (whose paths are local), and for a model with skips whose dropouts have several rates.
    """
    try:
        import torch.fx
    except ImportError:
        message = "from_torch needs PyTorch, which is not installed; pip install torch"
        raise StudyError.of_key("network", message) from None
    if not isinstance(model, torch.nn.Module):
        raise _mistake(f"found {describe(model)}; allowed: a torch.nn.Module")
    start, end = _layers_of(_traced(model))
    _merge_dropout(end)
    if end.kept < 1:
        raise _mistake("dropout behind the last layer removes outputs; take it off: they are kept")
    layers = _ordered(end)
    if start not in layers:
        raise _mistake("the output does not depend on the input; check the model's forward")
    network = _chain(layers) if _is_chain(layers) else _graph(layers)
    network.shared = next((layer.shared for layer in layers if layer.shared), None)
    return network


def _mistake(message: str) -> StudyError:
    return StudyError.of_key("network", f"from_torch: {message}")


def _traced(model: Any) -> Any:
    """The traced model, as it trains: what forward says of dropout may depend on that."""
    import torch.fx

    modes = [(module, module.training) for module in model.modules()]
    try:
        model.train()
        # Tracing looks into what it is given, also where that is itself a layer of PyTorch's.
        is_layer = type(model).__module__.startswith("torch.nn.") and not [*model.children()]
        return torch.fx.symbolic_trace(torch.nn.Sequential(model) if is_layer else model)
    except Exception as error:
        remedy = "forward must not branch on values; give its layers as a torch.nn.Sequential"
        raise _mistake(f"torch.fx can't trace the model ({error}); {remedy}") from None
    finally:
        for module, mode in modes:
            module.training = mode


def _layers_of(traced: Any) -> tuple[_Layer, _Layer]:
    """The input layer and the output layer; what lies between hangs on them."""
    values: dict[Any, list[_Layer]] = {}
    start: _Layer | None = None
    modules = dict(traced.named_modules())
    for node in traced.graph.nodes:
        inputs = [values[arg] for arg in node.all_input_nodes if arg in values]
        if node.op == "placeholder":
            if start is not None:
                raise _mistake("the model has several inputs; allowed: one")
            start = _Layer(0, False)
            values[node] = [start]
        elif node.op == "output":
            if len(inputs) != 1:
                raise _mistake(f"the model has {len(inputs)} outputs; allowed: one")
            return start, _whole(inputs[0])
        elif node.op == "get_attr" or not inputs:
            continue
        else:
            module = modules[node.target] if node.op == "call_module" else None
            name = type(module).__name__ if module is not None else _function_name(node.target)
            values[node] = _step(name, node, module, inputs)
    raise _mistake("the model has no output")


def _function_name(target: Any) -> str:
    return target if isinstance(target, str) else target.__name__


def _step(name: str, node: Any, module: Any, inputs: list[list[_Layer]]) -> list[_Layer]:
    signal = inputs[0]
    label = f"{name} {node.target}"
    if name == "Linear":
        return [_next(signal, module.in_features, module.out_features, False, label)]
    if name in {"Conv1d", "Conv2d"}:
        if module.groups != 1:
            message = f"{node.target} has groups={module.groups}; allowed: 1, all channels joined"
            raise _mistake(message)
        layer = _next(signal, module.in_channels, module.out_channels, True, label)
        layer.shared = label if prod(module.kernel_size) > 1 else None
        return [layer]
    if name in UNIT_DROPOUT | CHANNEL_DROPOUT:
        return [_dropped(signal, name, _rate_of(node, module))]
    if name in ADDING and len(inputs) > 1:
        return [_sum(inputs)]
    if name in ADDING | {"mul", "truediv", "div"} and len(inputs) == 1:
        return signal
    if name in JOINING:
        return [layer for part in inputs for layer in part]
    if name in PASSING:
        return signal
    raise _mistake(
        f"{name} ({node.name}) is not known; allowed: Linear, Conv1d, Conv2d, Dropout, Dropout2d, "
        "activations, norms, pooling, + and torch.cat; give other networks as edges"
    )


def _rate_of(node: Any, module: Any) -> float:
    if module is not None:
        return float(module.p)
    given = node.args[1] if len(node.args) > 1 else node.kwargs.get("p", 0.5)
    training = node.args[2] if len(node.args) > 2 else node.kwargs.get("training", True)
    return float(given) if training else 0.0


def _next(signal: list[_Layer], inputs: int, outputs: int, image: bool, label: str) -> _Layer:
    for layer in signal:
        # Only the layer that reads it says how many units the input has.
        layer.width = layer.width or inputs
        for part, by_unit in layer.joined:
            for before in part if by_unit and len(part) == 1 else []:
                before.width = before.width or inputs
        layer.image = layer.image or image
    width = sum(layer.width for layer in signal)
    # Flattened images have a unit for each pixel of each channel.
    flattened = not image and any(layer.image for layer in signal) and inputs % width == 0
    if width != inputs and not flattened:
        raise _mistake(f"{label} reads {inputs} units where {width} are; check the model")
    shared = label if width != inputs else None
    return _Layer(outputs, image, [(signal, False)], shared=shared)


def _dropped(signal: list[_Layer], name: str, rate: float) -> _Layer:
    """A layer of its own behind the dropout, since others may read the signal without it."""
    image = any(layer.image for layer in signal)
    if rate > 0 and name in UNIT_DROPOUT and image:
        message = (
            f"{name} removes single elements of an image, whose paths are local; "
            "allowed: Dropout2d, or a network of channels, image, kernel with drop: elements"
        )
        raise _mistake(message)
    width = sum(layer.width for layer in signal)
    return _Layer(width, image, [(signal, True)], 1 - rate)


def _merge_dropout(end: _Layer) -> None:
    """Puts dropout into the layer before it, where nothing else reads that layer."""
    layers = _ordered(end)
    readers: dict[int, int] = {}
    for layer in layers:
        for part, _ in layer.joined:
            for before in part:
                readers[id(before)] = readers.get(id(before), 0) + 1
    for layer in layers:
        for part, _ in layer.joined:
            for place, before in enumerate(part):
                while _is_dropout(before) and readers[id(before.joined[0][0][0])] == 1:
                    source = before.joined[0][0][0]
                    source.kept *= before.kept
                    source.width = source.width or before.width
                    before = part[place] = source


def _is_dropout(layer: _Layer) -> bool:
    return len(layer.joined) == 1 and layer.joined[0][1] and len(layer.joined[0][0]) == 1


def _sum(inputs: list[list[_Layer]]) -> _Layer:
    known = [layer for part in inputs for layer in part if layer.width]
    width = max((sum(layer.width for layer in part) for part in inputs if part), default=0)
    for part in inputs:
        for layer in part:
            layer.width = layer.width or width
        if sum(layer.width for layer in part) != width:
            raise _mistake("layers of different widths are added; only equal ones can be joined")
    image = any(layer.image for layer in known)
    return _Layer(width, image, [(part, True) for part in inputs])


def _whole(signal: list[_Layer]) -> _Layer:
    if len(signal) == 1:
        return signal[0]
    width = sum(layer.width for layer in signal)
    return _Layer(width, False, [(signal, True)])


def _ordered(end: _Layer) -> list[_Layer]:
    """All layers that lead to the last one, each behind those before it."""
    order: list[_Layer] = []
    seen: set[int] = set()
    stack = [(end, False)]
    while stack:
        layer, done = stack.pop()
        if done:
            order.append(layer)
        elif id(layer) not in seen:
            seen.add(id(layer))
            stack.append((layer, True))
            stack.extend((before, False) for part, _ in layer.joined for before in part)
    return order


def _is_chain(layers: list[_Layer]) -> bool:
    return all(
        not layer.joined
        or (len(layer.joined) == 1 and not layer.joined[0][1] and layer.joined[0][0] == [before])
        for before, layer in zip([None, *layers], layers, strict=False)
    )


def _chain(layers: list[_Layer]) -> TorchNetwork:
    network = TorchNetwork(widths=[layer.width for layer in layers])
    rates = [_removal(layer) for layer in layers[1:-1]]
    network.p = (rates[0] if rates else 0.0) if len(set(rates)) <= 1 else [rates]
    network.p_input = _removal(layers[0])
    return network


def _removal(layer: _Layer) -> float:
    # 1 - (1 - p) has dust of rounding in it; no model's rate has more than twelve digits.
    return round(1 - layer.kept, 12)


def _graph(layers: list[_Layer]) -> TorchNetwork:
    rates = {_removal(layer) for layer in layers[1:-1]} - {0.0}
    if len(rates) > 1:
        found = ", ".join(str(rate) for rate in sorted(rates))
        message = f"a model with skips has dropout of several rates ({found}); allowed: one"
        raise _mistake(message)
    names = {
        id(layer): [f"{place}.{unit}" for unit in range(layer.width)]
        for place, layer in enumerate(layers)
    }
    edges: list[list[str]] = []
    for layer in layers:
        for part, by_unit in layer.joined:
            before = [name for of in part for name in names[id(of)]]
            edges.extend(_edges(before, names[id(layer)], by_unit))
            if len(edges) > MOST_EDGES:
                message = f"a model with skips is written out in edges, here more than {MOST_EDGES}"
                raise _mistake(f"{message}; take a narrower one: theta is decided by narrow layers")
    kept = [name for layer in layers[1:-1] if _removal(layer) == 0 for name in names[id(layer)]]
    ends = {"inputs": names[id(layers[0])], "outputs": names[id(layers[-1])]}
    network = TorchNetwork(edges=edges, **ends, **({"kept": kept} if kept else {}))
    network.p = rates.pop() if rates else 0.0
    network.p_input = _removal(layers[0])
    return network


def _edges(before: list[str], after: list[str], by_unit: bool) -> Iterable[list[str]]:
    if by_unit:
        return ([a, b] for a, b in zip(before, after, strict=True))
    return ([a, b] for a in before for b in after)
