"""The engine against PyTorch: the same initial weights, masks and batches, 200 steps, step by step.

The engine computes in single precision. PyTorch computes here in double precision, so that what is
left between the two is the engine's rounding alone, and not that of two libraries. Losses agree to
1e-6 of themselves in most cases, at worst to 7e-6; 1e-5 is allowed.
"""

from __future__ import annotations

import base64
import itertools
import json
import random
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from percolab.node import find_node

ROOT = Path(__file__).parents[2]
# Tensors are tiny, and threads that wait for a share of them cost more than they do.
torch.set_num_threads(1)

STEPS = 200
ROWS = 30
TESTED = 20

#: Bundles the trainer and runs it.
RUN = """
import { build } from 'esbuild';
const [outfile] = process.argv.slice(1);
await build({
  entryPoints: ['tests/parity/trainer.ts'], outfile, bundle: true, format: 'esm',
  platform: 'node', target: 'node20', logLevel: 'silent'
});
"""

OPTIMIZERS = ["sgd", "momentum", "nesterov", "adam", "adamw"]
MODELS = ["site", "bond", "mixed", "blocks"]
MASKS = ["step", "sample", "epoch"]
ACTIVATIONS = {
    "relu": torch.relu,
    "leaky_relu": functional.leaky_relu,
    "tanh": torch.tanh,
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "gelu": functional.gelu,
}
LOSSES = ["cross_entropy", "mse of classes", "mse of targets"]

#: Widths, and for each layer of weights where the skip begins that ends with it.
NETWORKS = {
    "plain": ([5, 9, 6, 3], [-1, -1, -1]),
    "span 1": ([4, 6, 6, 6, 3], [-1, 1, 2, -1]),
    "span 2": ([6, 8, 6, 5, 6], [-1, 0, -1, 2]),
}


def make_case(o: int, m: int, k: int) -> dict:
    """Optimiser o, model m and kind of mask k; the rest is spread over the cases."""
    choose = random.Random(100 * o + 10 * m + k)
    model = MODELS[m]
    names = ["span 1", "span 2"] if model == "blocks" else list(NETWORKS)
    network = choose.choice(names)
    return {
        "optimizer": OPTIMIZERS[o],
        "model": model,
        "mask": MASKS[k],
        "activation": list(ACTIVATIONS)[(o + m + 2 * k) % 6],
        "loss": LOSSES[(o + 2 * m + k) % 3],
        "network": network,
        "bias": choose.choice(["none", "all", "some"]),
        "batch": choose.choice([1, 3, 8]),
        "rescale": choose.random() < 0.5,
        "decay": choose.choice([0.0, 0.01]),
        "clip": choose.choice([None, 0.5]),
        "schedule": choose.choice(["constant", "step", "cosine"]),
        "changes": choose.random() < 0.5,
        "removable": choose.random() < 0.5,
        "arm": choose.choice(["dropout", "dropout", "conditioned"]),
        "init": choose.choice(["he", "glorot", "orthogonal"]),
    }


CASES = [
    make_case(o, m, k)
    for o, m, k in itertools.product(range(len(OPTIMIZERS)), range(len(MODELS)), range(len(MASKS)))
]


def task_of(case: dict) -> dict:
    """The case as the engine's TrainingTask."""
    widths, skips = NETWORKS[case["network"]]
    depth = len(skips)
    model = case["model"]
    blocks = sum(source >= 0 for source in skips)
    site = {"bond": 0.0, "mixed": 0.2}.get(model, 0.35)
    bond = {"bond": 0.3, "mixed": 0.2}.get(model, 0.0)

    def rates(p: float, count: int) -> dict:
        start = [p * (1 + layer / 10) for layer in range(count)]
        if not case["changes"]:
            return {"from": start, "to": start, "over": 0}
        return {"from": start, "to": [0.5 * each for each in start], "over": 90}

    return {
        "architecture": {
            "widths": widths,
            "skips": skips,
            "bias": [
                case["bias"] == "all" or (case["bias"] == "some" and layer % 2 == 1)
                for layer in range(depth)
            ],
            "activation": case["activation"],
        },
        "init": case["init"],
        "loss": case["loss"].split()[0],
        "removal": {
            "model": model,
            "site": rates(site, blocks if model == "blocks" else depth - 1),
            "bond": rates(bond, depth),
            "removableSkips": case["removable"] and model in ("bond", "mixed"),
        },
        "mask": case["mask"],
        "rescale": case["rescale"],
        "arm": case["arm"],
        "steps": STEPS,
        "batch": case["batch"],
        "optimizer": {
            "name": "sgd" if case["optimizer"] == "momentum" else case["optimizer"],
            # Small enough that no run is chaotic: there single and double precision part ways in
            # PyTorch too (at 0.05 with momentum by 2e-4 in 200 steps).
            "rate": 0.01 if case["optimizer"].startswith("adam") else 0.02,
            "schedule": {"name": case["schedule"], "every": 50, "factor": 0.7},
            "momentum": {"momentum": 0.7, "nesterov": 0.6}.get(case["optimizer"], 0.0),
            "beta1": 0.9,
            "beta2": 0.999,
            "epsilon": 1e-8,
            "decay": case["decay"],
            "clip": case["clip"],
        },
        "traceLength": 0,
        "passes": 0,
        "countsWeights": False,
        "teacher": None,
    }


def data_of(case: dict, rows: int, seed: int) -> dict:
    widths, _ = NETWORKS[case["network"]]
    numbers = np.random.default_rng(seed)
    x = numbers.normal(size=(rows, widths[0])).astype(np.float32)
    scores = x @ np.random.default_rng(1).normal(size=(widths[0], widths[-1]))
    is_regression = case["loss"] == "mse of targets"
    # Noise that can't be learned keeps the loss from 0, where relative errors mean nothing.
    noisy = scores + numbers.normal(size=scores.shape)
    return {
        "x": x.ravel().tolist(),
        "y": [0] * rows if is_regression else noisy.argmax(axis=1).tolist(),
        "targets": noisy.astype(np.float32).ravel().tolist() if is_regression else None,
    }


def array(text: str, kind: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype=kind)


def run_engine(script: Path) -> list[dict]:
    """What the engine did, case by case; script is where the bundled trainer goes."""
    subprocess.run(
        [find_node(), "--input-type=module", "-e", RUN, str(script)], cwd=ROOT, check=True
    )
    cases = [
        {"task": task_of(case), "train": data_of(case, ROWS, 2), "test": data_of(case, TESTED, 3)}
        for case in CASES
    ]
    done = subprocess.run(
        [find_node(), str(script)], input=json.dumps(cases), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    return run_engine(tmp_path_factory.mktemp("parity") / "trainer.mjs")


class Reference(torch.nn.Module):
    """The network by its definition, in double precision."""

    def __init__(self, task: dict, layers: list[dict]) -> None:
        super().__init__()
        self.skips = task["architecture"]["skips"]
        self.sigma = ACTIVATIONS[task["architecture"]["activation"]]
        widths = task["architecture"]["widths"]

        def parameter(text: str, *shape: int) -> torch.nn.Parameter:
            values = array(text, "<f4").astype(np.float64).reshape(shape)
            return torch.nn.Parameter(torch.from_numpy(values))

        self.weights = torch.nn.ParameterList(
            parameter(layer["weights"], widths[i], widths[i + 1]) for i, layer in enumerate(layers)
        )
        self.biases = torch.nn.ParameterList(
            parameter(layer["biases"], -1) for layer in layers if layer["biases"]
        )
        self.bias_of: dict[int, int] = {}
        for i, layer in enumerate(layers):
            if layer["biases"]:
                self.bias_of[i] = len(self.bias_of)

    def forward(self, x: torch.Tensor, flags: dict, factors: dict) -> torch.Tensor:
        """Outputs for rows x; flags have shape (masks, ...): one mask for all rows, or one each."""
        values = [x]
        last = len(self.weights) - 1
        for i, weights in enumerate(self.weights):
            factor = factors["weights"][i]
            thinned = weights * factor * flags.get(("weights", i), torch.ones(1, 1, 1))
            z = torch.matmul(values[-1].unsqueeze(1), thinned).squeeze(1)
            if i in self.bias_of:
                z = z + self.biases[self.bias_of[i]]
            h = z if i == last else self.sigma(z)
            if self.skips[i] >= 0:
                skipped = factors["skips"][i] * values[self.skips[i]]
                h = factors["blocks"][i] * flags.get(("block", i), 1) * h
                h = h + flags.get(("skips", i), 1) * skipped
            if i < last:
                h = factors["units"][i] * flags.get(("units", i + 1), 1) * h
            values.append(h)
        return values[-1]


def rates_at(rates: dict, step: int) -> list[float]:
    if rates["over"] == 0 or step >= rates["over"]:
        return rates["to"]
    share = step / rates["over"]
    return [a + (b - a) * share for a, b in zip(rates["from"], rates["to"], strict=True)]


def factors_at(task: dict, step: int, kept) -> dict:
    """Factors of kept parts, from the rates of a step; kept gives that of a rate."""
    removal, architecture = task["removal"], task["architecture"]
    site, bond = rates_at(removal["site"], step), rates_at(removal["bond"], step)
    skips, model = architecture["skips"], removal["model"]
    units = model in ("site", "mixed")
    bonds = model in ("bond", "mixed")
    block = iter(site)
    return {
        "units": [kept(p) if units else 1.0 for p in site] + [1.0] * len(skips),
        "weights": [kept(p) if bonds else 1.0 for p in bond],
        "skips": [kept(p) if bonds and removal["removableSkips"] else 1.0 for p in bond],
        "blocks": [
            kept(next(block)) if model == "blocks" and source >= 0 else 1.0 for source in skips
        ],
    }


def flags_of(task: dict, run: dict) -> list[dict]:
    """Flags of every step, by kind and layer, as tensors of shape (masks, ...)."""
    words = array(run["masks"], "<u4")
    masks = task["batch"] if task["mask"] == "sample" else 1
    bits = np.unpackbits(words.view(np.uint8), bitorder="little").reshape(STEPS, masks, -1)
    steps: list[dict] = [{} for _ in range(STEPS)]
    for section in run["sections"]:
        rows, columns, stride = section["rows"], section["columns"], section["stride"]
        first = section["first"]
        own = bits[:, :, first : first + rows * stride].reshape(STEPS, masks, rows, stride)
        flags = torch.from_numpy(own[..., :columns].astype(np.float64))
        if section["kind"] != "weights":
            flags = flags[:, :, 0]
        for step, each in enumerate(steps):
            each[section["kind"], section["layer"]] = flags[step]
    return steps


def optimizer_of(task: dict, network: Reference) -> tuple:
    settings = task["optimizer"]
    decay = settings["decay"]
    groups = [
        {"params": list(network.weights), "weight_decay": decay},
        {"params": list(network.biases), "weight_decay": 0.0},
    ]
    groups = [group for group in groups if group["params"]]
    if settings["name"] in ("adam", "adamw"):
        kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[settings["name"]]
        betas = (settings["beta1"], settings["beta2"])
        optimizer = kind(groups, lr=settings["rate"], betas=betas, eps=settings["epsilon"])
    else:
        is_nesterov = settings["name"] == "nesterov"
        optimizer = torch.optim.SGD(
            groups, lr=settings["rate"], momentum=settings["momentum"], nesterov=is_nesterov
        )
    schedule = settings["schedule"]
    scheduler = {
        "constant": lambda: torch.optim.lr_scheduler.ConstantLR(optimizer, 1.0),
        "step": lambda: torch.optim.lr_scheduler.StepLR(
            optimizer, schedule["every"], schedule["factor"]
        ),
        "cosine": lambda: torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS - 1),
    }[schedule["name"]]()
    return optimizer, scheduler


def loss_of(task: dict, outputs: torch.Tensor, labels, targets) -> torch.Tensor:
    if task["loss"] == "cross_entropy":
        return functional.cross_entropy(outputs, labels)
    if targets is None:
        targets = functional.one_hot(labels, outputs.shape[1]).double()
    return functional.mse_loss(outputs, targets)


def train(task: dict, run: dict) -> tuple[Reference, list[float]]:
    """Takes the engine's steps in PyTorch; returns the network and the loss of every step."""
    widths = task["architecture"]["widths"]
    batch = task["batch"]
    network = Reference(task, run["initial"])
    optimizer, scheduler = optimizer_of(task, network)
    x = torch.from_numpy(array(run["x"], "<f4").astype(np.float64)).reshape(STEPS, batch, widths[0])
    labels = torch.from_numpy(array(run["labels"], "<u4").astype(np.int64)).reshape(STEPS, batch)
    targets = torch.from_numpy(array(run["targets"], "<f4").astype(np.float64))
    targets = targets.reshape(STEPS, batch, widths[-1]) if len(targets) else [None] * STEPS
    hold = -(-ROWS // batch) if task["mask"] == "epoch" else 1

    def kept(p: float) -> float:
        return 1 / (1 - p) if task["rescale"] else 1.0

    losses = []
    for step, flags in enumerate(flags_of(task, run)):
        factors = factors_at(task, step - step % hold, kept)
        optimizer.zero_grad()
        outputs = network(x[step], flags, factors)
        loss = loss_of(task, outputs, labels[step], targets[step])
        loss.backward()
        if task["optimizer"]["clip"] is not None:
            torch.nn.utils.clip_grad_norm_(network.parameters(), task["optimizer"]["clip"])
        optimizer.step()
        scheduler.step()
        losses.append(loss.item())
    return network, losses


def name_of(case: dict) -> str:
    return "-".join(str(value).replace(" ", "_") for value in case.values())


@pytest.mark.parametrize("index", range(len(CASES)), ids=[name_of(case) for case in CASES])
def test_two_hundred_steps_agree(runs, index):
    case, run = CASES[index], runs[index]
    task = task_of(case)
    network, losses = train(task, run)
    errors = np.abs(np.array(run["losses"]) / np.array(losses) - 1)
    assert errors.max() < 1e-5

    # What is left after the last step: the weights, and what they put out with the factors that
    # stand for masks when they are off, which are held against enumeration elsewhere.
    with torch.no_grad():
        ours = Reference(task, run["final"])
        for mine, theirs in zip(ours.parameters(), network.parameters(), strict=True):
            torch.testing.assert_close(mine, theirs, rtol=2e-5, atol=2e-6)
        test = data_of(case, TESTED, 3)
        widths = task["architecture"]["widths"]
        x = torch.tensor(test["x"], dtype=torch.float64).reshape(TESTED, -1)
        labels = torch.tensor(test["y"])
        targets = test["targets"] and torch.tensor(test["targets"]).double().reshape(TESTED, -1)
        outputs = ours(x, {}, run["off"])
        tested = array(run["tested"], "<f4").reshape(TESTED, widths[-1])
        np.testing.assert_allclose(tested, outputs, rtol=1e-5, atol=2e-6)
        assert run["testLoss"] == pytest.approx(
            loss_of(task, outputs, labels, targets).item(), rel=1e-5
        )


PAIRS = [
    ("activation", "optimizer"),
    ("activation", "model"),
    ("activation", "mask"),
    ("activation", "loss"),
    ("loss", "optimizer"),
    ("loss", "model"),
    ("loss", "mask"),
    ("network", "mask"),
    ("bias", "model"),
    ("bias", "optimizer"),
    ("batch", "model"),
    ("batch", "mask"),
    ("rescale", "model"),
    ("rescale", "mask"),
    ("changes", "mask"),
    ("decay", "optimizer"),
    ("clip", "optimizer"),
    ("schedule", "optimizer"),
]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_the_cases_hold_every_pair(a, b):
    values = {key: {case[key] for case in CASES} for key in (a, b)}
    missing = set(itertools.product(values[a], values[b])) - {(c[a], c[b]) for c in CASES}
    assert not missing
