"""Prints how far losses of the engine are from those of PyTorch, case by case of test_parity.py.

    PYTHONPATH=. python bench/validation/parity.py FOLDER

One line of JSON; FOLDER is where the engine's side of it is put. Needs torch, numpy and pytest.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "python"))

import numpy as np
import test_parity as parity
import torch


def main() -> None:
    runs = parity.run_engine(Path(sys.argv[1]).resolve() / "trainer.mjs")
    cases = []
    for case, run in zip(parity.CASES, runs, strict=True):
        _, losses = parity.train(parity.task_of(case), run)
        worst = float(np.abs(np.array(run["losses"]) / np.array(losses) - 1).max())
        cases.append({"case": case, "worst": worst})
    print(json.dumps({"torch": torch.__version__, "steps": parity.STEPS, "cases": cases}))


main()
