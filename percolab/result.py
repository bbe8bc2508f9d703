"""The result of a study: its columns as arrays or a DataFrame, and its figure in front ends."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas

#: MIME type of a result; the JupyterLab extension draws it.
MIME_TYPE = "application/vnd.percolab.result+json"

#: Columns that count. Other numbers are float64, also where all of them happen to be whole.
INTEGER_COLUMNS = {
    "batch",
    "block",
    "branching",
    "depth",
    "input",
    "kernel",
    "mincut",
    "output",
    "replicate",
    "row",
    "span",
    "step",
    "steps",
    "threshold_trials",
    "trials",
    "width",
}

BEYOND_JSON = {"Infinity", "-Infinity", "NaN"}


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


class Result:
    """The result of a study.

    columns: dict from name to array, all of one length. A row is a cell of the grid, and for
        dropout an arm and replicate of it.
    study: the resolved study, a dict: defaults filled in, ranges as lists.
    digest: hash of the columns; equal for equal studies and seeds, wherever they ran.
    version: version of percolab that made it.
    traces: per-step series of dropout runs, a dict of arrays of one length: row of the result, step
        (last of its window), mean loss, share of open masks; empty for a percolation study.
    profiles: what a percolation study measured layer by layer or over values, a dict of arrays of
        one length: row of the result, measure, at (layer, p or number), value, low, high. Of the
        measure polynomial, value is the number of open sets of `at` removed elements.
    masks: trials that were drawn, a list of dicts: row, layer, place and state of units, from, to
        and state of edges.
    """

    def __init__(self, raw: dict[str, Any], picture: str, summary: str) -> None:
        """From the engine's answer: the result as JSON, a picture (SVG), a summary (text)."""
        self._raw = raw
        self._picture = picture
        self._summary = summary
        self.columns = {name: column_of(name, values) for name, values in raw["columns"].items()}
        self.study: dict[str, Any] = deepcopy(raw["study"])
        self.digest: str = raw["digest"]
        self.version: str = raw["percolab"]
        self.traces = {
            name: column_of(name, values) for name, values in raw.get("traces", {}).items()
        }
        self.profiles = {
            name: column_of(name, values) for name, values in raw.get("profiles", {}).items()
        }
        self.masks: list[dict[str, Any]] = deepcopy(raw.get("masks", []))

    def __len__(self) -> int:
        """Number of rows."""
        return self._raw["rows"]

    def __repr__(self) -> str:
        rows = "1 row" if len(self) == 1 else f"{len(self)} rows"
        return f"<percolab.Result of a {self.study['study']} study: {rows}, digest {self.digest}>"

    def to_dataframe(self) -> pandas.DataFrame:
        """The columns as a pandas DataFrame, a row for each row of the result."""
        import pandas

        return pandas.DataFrame(self.columns)

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON has it (a copy), e.g. to write to a file with json.dump."""
        return deepcopy(self._raw)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """What front ends choose from: the result itself, a static picture, a text."""
        return {
            MIME_TYPE: self._raw,
            "image/svg+xml": self._picture,
            "text/plain": self._summary,
        }
