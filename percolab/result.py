"""The result of a study: its columns as arrays or a DataFrame, and its figure in front ends."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from .errors import StudyError
from .networks import Network
from .page import result_page

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

#: How the names of files with a result end.
ENDING = ".percolab.json"

#: Bytes from which on a result in a notebook is worth a warning.
LARGE = 5_000_000
#: Entries of a list that are looked at to judge its size.
LOOKED_AT = 1000

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


def _section(raw: dict[str, Any], name: str) -> dict[str, np.ndarray]:
    """A section of a result as arrays; empty where the result does not have it."""
    return {key: column_of(key, values) for key, values in raw.get(name, {}).items()}


def _size(value: Any) -> int:
    """About how many bytes a value has as JSON."""
    if isinstance(value, dict):
        return sum(_size(entry) for entry in value.values())
    if not isinstance(value, list):
        return len(json.dumps(value))
    shown = value[:: len(value) // LOOKED_AT + 1]
    return len(json.dumps(shown)) * len(value) // max(len(shown), 1)


class Result:
    """The result of a study.

    columns: dict from name to array, all of one length. A row is a cell of the grid, and for
        dropout an arm and replicate of it.
    study: the resolved study, a dict: defaults filled in, ranges as lists.
    digest: hash of the columns; equal for equal studies and seeds, wherever they ran.
    version: version of percolab that made it.
    traces: per-step series of dropout runs, a dict of arrays of one length: row of the result, step
        (last of its window), mean loss, share of open masks; empty for a percolation study.
    flow: the same by layer of weights: row, step, layer (from 1), gradient (root mean square of its
        norm over the window), reach (share of the units that the layer leads to which an open path
        reaches).
    updates: how often the weights of each layer were updated: row, layer, mean over the weights,
        exact expectation.
    weight_updates: updates of single weights, a dict from (row, layer) to an array of shape (units
        that the layer leaves, units that it enters); the first replicate of each cell and arm, as
        far as they are counted.
    verdicts: a dict of arrays, an entry for each cell of a dropout study: row (its first), verdict,
        words (a sentence with the numbers), needed (score from which a run counts as learned),
        p_value (of this cell alone), p_holm (corrected for all cells), and for each arm ARM_learns,
        ARM_low, ARM_high: the share of its runs that learn and the 95 % interval.
    seconds: wall time of each row's run, an array, not part of the digest; nan where it is not
        known.
    cached: whether it was answered from the cache, not computed now.
    notes: what a reader must know before trusting the numbers, a list of texts.
    profiles: what a percolation study measured layer by layer or over values, a dict of arrays of
        one length: row of the result, measure, at (layer, p or number), value, low, high. Of the
        measure polynomial, value is the number of open sets of `at` removed elements.
    masks: trials that were drawn, a list of dicts: row, layer, place and state of units, from, to
        and state of edges.
    """

    def __init__(
        self,
        raw: dict[str, Any],
        picture: str,
        summary: str,
        markup: str,
        train_again: Callable[[int], Network] | None = None,
    ) -> None:
        """From the engine's answer: the result as JSON, a picture (SVG), a summary (text), and
        picture, caption and tables as static HTML (markup).

        train_again: gives the trained network of a row, where the study that made it is known
        """
        self._train_again = train_again
        self._raw = raw
        self._picture = picture
        self._summary = summary
        self._markup = markup
        self.columns = {name: column_of(name, values) for name, values in raw["columns"].items()}
        self.study: dict[str, Any] = deepcopy(raw["study"])
        self.digest: str = raw["digest"]
        self.version: str = raw["percolab"]
        self.cached: bool = raw.get("cached", False)
        self.traces = _section(raw, "traces")
        self.flow = _section(raw, "flow")
        self.updates = _section(raw, "updates")
        self.weight_updates = {
            (entry["row"], entry["layer"]): np.array(entry["count"], dtype=np.int64).reshape(
                entry["from"], entry["to"]
            )
            for entry in raw.get("weight_updates", [])
        }
        self.verdicts = _section(raw, "verdicts")
        seconds = _section(raw, "timing").get("seconds")
        self.seconds = np.full(raw["rows"], np.nan) if seconds is None else seconds
        self.notes: list[str] = list(raw.get("notes", []))
        self.profiles = _section(raw, "profiles")
        self.masks: list[dict[str, Any]] = deepcopy(raw.get("masks", []))

    def __len__(self) -> int:
        """Number of rows."""
        return self._raw["rows"]

    def __repr__(self) -> str:
        rows = "1 row" if len(self) == 1 else f"{len(self)} rows"
        origin = ", from the cache" if self.cached else ""
        shown = f"{rows}, digest {self.digest}{origin}"
        return f"<percolab.Result of a {self.study['study']} study: {shown}>"

    def to_dataframe(self) -> pandas.DataFrame:
        """The columns as a pandas DataFrame, a row for each row of the result."""
        import pandas

        return pandas.DataFrame(self.columns)

    def network(self, row: int = 0) -> Network:
        """The trained network of a row of a dropout study, with masks off.

        The run is made again, with the same bits, which takes as long as it did. Its arrays go to
        files (`.save("net.npz")`, `.safetensors`) and to PyTorch (`.to_torch()`).

        row: from 0; each row is one arm and replicate of a cell

        Raises StudyError for a percolation study, a row that there is not, and a result that was
        not run by this process.
        """
        if self._train_again is None:
            message = "the study that made this result is not at hand; run it again"
            raise StudyError.of_key("row", message)
        if isinstance(row, bool) or not isinstance(row, (int, np.integer)):
            raise StudyError.of_key("row", f"found {row!r}; allowed: an integer from 0")
        return self._train_again(int(row))

    def weights(self, row: int = 0) -> dict[str, np.ndarray]:
        """The trained weights of a row by name, as PyTorch has them; see `network`.

        `layers.0.weight` has the shape (units behind, units before) and leads from the inputs;
        `layers.0.bias` is there where the layer has biases.
        """
        return self.network(row).tensors()

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON has it (a copy), e.g. to write to a file with json.dump."""
        return deepcopy(self._raw)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the result to a file, in the form that its name ends in; a file that is there is
        replaced.

        .html: a page that needs nothing else, on a server or opened as a file: figure, caption and
            tables, which are there without scripts too, and controls that compute in the page
        .svg: the static picture
        .percolab.json: the result as JSON has it, which JupyterLab opens as a figure

        Raises StudyError for another ending, and where the file can't be written.
        """
        name = os.fspath(path)
        if name.endswith(".html"):
            shown = f"{self.study['study']} study, digest {self.digest[7:15]}"
            text = result_page(self._raw, self._markup, f"Percolab: {shown}")
        elif name.endswith(".svg"):
            text = self._picture
        elif name.endswith(ENDING):
            text = json.dumps(self._raw, allow_nan=False, separators=(",", ":")) + "\n"
        else:
            allowed = "a name that ends in .html, .svg or .percolab.json"
            message = f"found {os.path.basename(name)!r}; allowed: {allowed}"
            raise StudyError.of_key("path", message)
        # Beside it first: who reads the file meanwhile, or is interrupted, must not get half of it.
        # It is new and its name can't be guessed: in a folder of several users, a link to a file of
        # this one could lie in its place.
        part = f"{name}.{uuid4().hex}.part"
        try:
            with open(part, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.replace(part, name)
        except BaseException as error:
            with suppress(OSError):
                os.remove(part)
            if not isinstance(error, OSError):
                raise
            remedy = "name a file in a folder that is there and can be written to"
            message = f"{name!r} can't be written: {error.strerror or error}; {remedy}"
            raise StudyError.of_key("path", message) from None

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """What front ends choose from: the result itself, a static picture, a text, and static HTML
        with the tables, which pages that nbconvert makes and sites that show notebooks prefer.

        Warns of a result that makes a notebook slow to open and to save.
        """
        size = _size(self._raw) + len(self._picture) + len(self._markup)
        if size > LARGE:
            shape = f"{len(self)} rows of {len(self.columns)} columns"
            message = (
                f"showing this result ({shape}) stores about {size / 1e6:.0f} MB in the notebook; "
                "take fewer values of what is swept, or keep the result of a Python call in a "
                "variable without showing it"
            )
            warnings.warn(message, stacklevel=2)
        return {
            MIME_TYPE: self._raw,
            "image/svg+xml": self._picture,
            "text/html": self._markup,
            "text/plain": self._summary,
        }
