"""The lists of a result as arrays: its columns, and the columns of its sections."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

#: Columns that count. Other numbers are float64, also where all of them happen to be whole.
INTEGER_COLUMNS = {
    "batch",
    "block",
    "branching",
    "depth",
    "input",
    "kernel",
    "layer",
    "mincut",
    "output",
    "replicate",
    "row",
    "span",
    "step",
    "steps",
    "steps_taken",
    "threshold_trials",
    "trials",
    "useful_steps",
    "width",
}

#: Members of a result that are lists by name.
LISTS = ("columns", "traces", "flow", "updates", "verdicts", "profiles", "timing")

BEYOND_JSON = {"Infinity", "-Infinity", "NaN"}

#: Whole numbers below it are exact, and their digits the same in every program.
EXACT = 2**53

Lists = dict[str, np.ndarray]


def column_of(name: str, values: list[Any]) -> np.ndarray:
    """One column as an array: int64 for counts, float64 for other numbers, strings otherwise.

    A column of both numbers and strings is an array of objects. The strings
    "Infinity", "-Infinity" and "NaN" stand for the numbers that JSON lacks.
    """
    if all(isinstance(value, str) and value not in BEYOND_JSON for value in values):
        return np.array(values, dtype=str)
    if not all(isinstance(value, (int, float)) or value in BEYOND_JSON for value in values):
        return np.array(values, dtype=object)
    numbers = np.array([float(value) for value in values], dtype=np.float64)
    if name in INTEGER_COLUMNS and all(isinstance(value, int) for value in values):
        return np.array(values, dtype=np.int64)
    return numbers


def lists_of(raw: dict[str, Any]) -> dict[str, Any]:
    """The members of a result as JSON has it, with arrays for lists."""
    return {
        member: {name: column_of(name, values) for name, values in value.items()}
        if member in LISTS
        else value
        for member, value in raw.items()
    }


def json_number(value: int | float) -> int | float | str:
    """A number as JSON of a result has it: a string where JSON has none, and 1 for 1.0."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return int(value) if abs(value) < EXACT and value == int(value) else value


def json_values(column: np.ndarray) -> list[Any]:
    """The values of a column as JSON of a result has them; column_of gives it back."""
    values = column.tolist()
    return values if column.dtype.kind in "UO" else [json_number(value) for value in values]


def json_pieces(members: dict[str, Any]) -> Iterator[str]:
    """JSON of a result, list by list; `members` has arrays for lists, or is what JSON has."""
    before = "{"
    for member, value in members.items():
        lists = value.items() if member in LISTS else [(None, value)]
        yield f'{before}"{member}":{"{" if member in LISTS else ""}'
        between = ""
        for name, values in lists:
            plain = json_values(values) if isinstance(values, np.ndarray) else values
            key = "" if name is None else f'"{name}":'
            yield between + key + json.dumps(plain, allow_nan=False, separators=(",", ":"))
            between = ","
        yield "}" if member in LISTS else ""
        before = ","
    yield "}\n"
