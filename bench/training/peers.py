"""What a user would write with NumPy and torch: steps of SGD through a network with masks.

Every function takes a `Case` and gives a function that takes a number of steps and returns the loss
of the last one. All of them train the same network: no biases, cross-entropy, batches drawn with
replacement, kept elements divided by 1 - p, no clipping.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch.nn import functional

#: Rows of the training set, of random inputs.
ROWS = 1000


class Case(NamedTuple):
    """A network, its masks and its batch."""

    widths: tuple[int, ...]
    activation: str
    model: str
    mask: str
    batch: int
    p: float = 0.5
    rate: float = 0.01
    #: Runs that percolab is asked for at a time; peers take one after the other.
    replicates: int = 1


Steps = Callable[[int], float]


def examples(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Random inputs; the class is the largest of as many random sums of them."""
    random = np.random.default_rng(1)
    x = random.standard_normal((ROWS, case.widths[0]), dtype=np.float32)
    return x, (x @ random.standard_normal((case.widths[0], case.widths[-1]))).argmax(1)


def initial_weights(case: Case) -> list[np.ndarray]:
    """Weights of mean square gain / fan-in, row-major, fan-in rows."""
    random = np.random.default_rng(2)
    gain = 2 if case.activation == "relu" else 1
    return [
        random.standard_normal((fan_in, fan_out), dtype=np.float32)
        * np.float32((gain / fan_in) ** 0.5)
        for fan_in, fan_out in pairwise(case.widths)
    ]


def numpy_steps(case: Case) -> Steps:
    """Backpropagation by hand, in float32."""
    random = np.random.default_rng(3)
    x, y = examples(case)
    weights = initial_weights(case)
    last = len(weights) - 1
    rate = np.float32(case.rate)

    def mask(*shape: int) -> np.ndarray:
        kept = random.random(shape, dtype=np.float32) >= case.p
        return kept * np.float32(1 / (1 - case.p))

    def step() -> float:
        rows = random.integers(0, ROWS, case.batch)
        values, slopes, masks, thinned = [x[rows]], [], [], []
        for layer, weight in enumerate(weights):
            if case.model == "bond":
                masks.append(mask(*weight.shape))
                thinned.append(weight * masks[-1])
                z = values[-1] @ thinned[-1]
            else:
                z = values[-1] @ weight
            if layer == last:
                break
            if case.activation == "tanh":
                h = np.tanh(z)
                slope = 1 - h * h
            else:
                h = np.maximum(z, 0)
                slope = z > 0
            if case.model == "site":
                rows_of_mask = case.batch if case.mask == "sample" else 1
                kept = mask(rows_of_mask, h.shape[1])
                h = h * kept
                slope = slope * kept
            values.append(h)
            slopes.append(slope)
        z = z - z.max(1, keepdims=True)
        odds = np.exp(z)
        odds /= odds.sum(1, keepdims=True)
        at = np.arange(case.batch), y[rows]
        loss = -np.log(odds[at]).mean()
        odds[at] -= 1
        d = odds / np.float32(case.batch)
        for layer in range(last, -1, -1):
            gradient = values[layer].T @ d
            if layer > 0:
                used = thinned[layer] if case.model == "bond" else weights[layer]
                d = (d @ used.T) * slopes[layer - 1]
            if case.model == "bond":
                gradient *= masks[layer]
            weights[layer] -= rate * gradient
        return float(loss)

    def run(steps: int) -> float:
        loss = float("nan")
        for _ in range(steps):
            loss = step()
        return loss

    return run


def torch_steps(case: Case) -> Steps:
    """Eager torch with autograd and its SGD."""
    torch.manual_seed(3)
    x, y = map(torch.from_numpy, examples(case))
    # Fan-out rows, as torch has them.
    weights = [
        torch.from_numpy(weight.T.copy()).requires_grad_() for weight in initial_weights(case)
    ]
    optimizer = torch.optim.SGD(weights, lr=case.rate)
    sigma = torch.tanh if case.activation == "tanh" else torch.relu
    ones = [torch.ones(width) for width in case.widths[1:-1]]
    shares_mask = case.mask == "step" and case.batch > 1

    def logits(h: torch.Tensor) -> torch.Tensor:
        for layer, weight in enumerate(weights):
            if case.model == "bond":
                h = functional.linear(h, functional.dropout(weight, case.p))
            else:
                h = functional.linear(h, weight)
            if layer == len(weights) - 1:
                return h
            h = sigma(h)
            if case.model == "site":
                # One mask for all rows; nn.Dropout has one for each.
                h = (
                    h * functional.dropout(ones[layer], case.p)
                    if shares_mask
                    else functional.dropout(h, case.p)
                )
        return h

    def run(steps: int) -> float:
        loss = torch.tensor(float("nan"))
        for _ in range(steps):
            rows = torch.randint(0, ROWS, (case.batch,))
            loss = functional.cross_entropy(logits(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return loss.item()

    return run


def main() -> None:
    """Answers lines of `NAME STEPS CASE` for torch, with as many threads as the environment has."""
    made: dict[str, Steps] = {}
    for line in sys.stdin:
        _, steps, case = line.split(" ", 2)
        if case not in made:
            made = {case: torch_steps(Case(**json.loads(case)))}
        start = time.perf_counter()
        loss = made[case](int(steps))
        print(time.perf_counter() - start, loss, flush=True)


if __name__ == "__main__":
    main()
