"""What `from_torch` makes of a model: the keys of a network with the rates of the model's dropout,
and how a study takes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .errors import StudyError


class TorchNetwork(dict[str, Any]):
    """Keys of `network` for a traced model.

    p: removal probability of hidden units by the model's own dropout: one number, or one for each
        hidden layer in a list inside a list. Used by studies of model site that give no p.
    p_input: removal probability of the input units. Used by studies that give no p_input.
    shared: name of a module that joins two units by several weights (a kernel, or the pixels of a
        channel), which this network shows as one; None where there is no such module.
    """

    p: float | list[list[float]]
    p_input: float
    shared: str | None = None

    def __repr__(self) -> str:
        keys = {
            key: f"{len(value)} {key}" if key in ("edges", "kept") else f"{key}={value}"
            for key, value in self.items()
        }
        rates = [f"p={self.p}", f"p_input={self.p_input}"]
        return f"TorchNetwork({', '.join([*keys.values(), *rates])})"

    def check_models(self, models: Iterable[str]) -> None:
        """Raise StudyError for models that remove weights, where this network has not all of them.

        models: those of the study, of "site", "bond" and "mixed"
        """
        if self.shared is None or all(model == "site" for model in models):
            return
        message = (
            f"{self.shared} joins two units by several weights, which from_torch shows as one; "
            "allowed: model site, which removes whole channels; for bond and mixed give the "
            "convolutions as network={'channels': [3, 8, 8], 'image': [28, 28], 'kernel': 3}"
        )
        raise StudyError.of_key("network", message)


def is_module(value: Any) -> bool:
    """Whether a value is a model of PyTorch, which need not be installed."""
    return any(kind.__module__.startswith("torch.nn.") for kind in type(value).__mro__)


def with_rates(study: Mapping[str, Any]) -> Mapping[str, Any]:
    """A study whose network is from_torch's, with the rates of the model's own dropout.

    They remove units: p is the model's where the study is of model site and gives no p, p_input
    where it gives no p_input.

    Raises StudyError for a study of theta under another model without rates of its own, and for
    one that removes weights which the network does not show.
    """
    network: TorchNetwork = study["network"]
    given = study.get("model", "site")
    models = [given] if isinstance(given, str) else list(given)
    network.check_models(models)
    own: dict[str, Any] = {"p_input": network.p_input} if network.p_input else {}
    if not {"p", "p_site", "p_bond"} & study.keys():
        if all(model == "site" for model in models):
            own["p"] = network.p
        elif "theta" in study.get("measure", "theta"):
            rates = "p_site and p_bond" if "mixed" in models else "p"
            message = (
                f"missing key; the dropout of the PyTorch model removes units (model site), and "
                f"says nothing of weights: give {rates}, or leave out model"
            )
            raise StudyError.of_key(rates.split()[0], message)
    return {**own, **study}
