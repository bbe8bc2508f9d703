"""The result of a study: its columns as arrays or a DataFrame, and its figure in front ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import numpy as np

from .columns import LISTS, json_pieces, json_values, lists_of
from .errors import StudyError
from .networks import Network
from .page import result_page
from .savedfile import ending_of, replaced, write_text
from .table import csv_pieces, jsonl_pieces

if TYPE_CHECKING:
    import pandas

#: MIME type of a result; the JupyterLab extension draws it.
MIME_TYPE = "application/vnd.percolab.result+json"


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
        payload: dict[str, Any],
        picture: str,
        summary: str,
        markup: str,
        train_again: Callable[[int], Network] | None = None,
        whole: dict[str, Any] | None = None,
    ) -> None:
        """From the engine's answer: the result as JSON, or an excerpt of a large one, a picture
        (SVG), a summary (text), and picture, caption and tables as static HTML (markup) of it.

        train_again: gives the trained network of a row, where the study that made it is known
        whole: what the payload is an excerpt of, with arrays for lists
        """
        self._train_again = train_again
        self._payload = payload
        self._whole = whole
        self._picture = picture
        self._summary = summary
        self._markup = markup
        members = lists_of(payload) if whole is None else whole
        self._rows: int = members["rows"]
        self.columns: dict[str, np.ndarray] = members["columns"]
        self.study: dict[str, Any] = deepcopy(members["study"])
        self.digest: str = members["digest"]
        self.version: str = members["percolab"]
        self.cached: bool = members.get("cached", False)
        self.traces: dict[str, np.ndarray] = members.get("traces", {})
        self.flow: dict[str, np.ndarray] = members.get("flow", {})
        self.updates: dict[str, np.ndarray] = members.get("updates", {})
        self.weight_updates = {
            (entry["row"], entry["layer"]): np.array(entry["count"], dtype=np.int64).reshape(
                entry["from"], entry["to"]
            )
            for entry in members.get("weight_updates", [])
        }
        self.verdicts: dict[str, np.ndarray] = members.get("verdicts", {})
        seconds = members.get("timing", {}).get("seconds")
        self.seconds = np.full(self._rows, np.nan) if seconds is None else seconds
        self.notes: list[str] = list(members.get("notes", []))
        self.profiles: dict[str, np.ndarray] = members.get("profiles", {})
        self.masks: list[dict[str, Any]] = deepcopy(members.get("masks", []))

    def __len__(self) -> int:
        """Number of rows."""
        return self._rows

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
        if self._whole is None:
            return deepcopy(self._payload)
        return {
            member: {name: json_values(column) for name, column in value.items()}
            if member in LISTS
            else deepcopy(value)
            for member, value in self._whole.items()
        }

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the result to a file, in the form that its name ends in; a file that is there is
        replaced.

        .html: a page that needs nothing else, on a server or opened as a file: figure, caption and
            tables, which are there without scripts too, and controls that compute in the page
        .svg: the static picture
        .percolab.json: the result as JSON has it, which JupyterLab opens as a figure
        .csv: the columns, as `percolab run --format csv` writes them; texts that a spreadsheet
            would take for a formula (they begin with =, +, -, @, a tab or a return) get an
            apostrophe before it
        .jsonl: the columns as JSON lines, an object for each row; NaN and infinities are the
            strings "NaN", "Infinity" and "-Infinity"
        .parquet: the columns as to_dataframe() has them, through pandas and pyarrow; a column of
            both numbers and texts has texts

        Numbers read back as they were. Pages and pictures of a large result are those of its
        excerpt, as in a notebook; all other forms hold the whole.

        Raises StudyError for another ending, where pyarrow is missing, and where the file can't be
        written.
        """
        ending = ending_of(path)
        # What can fail for other reasons first: only the system's refusals are said to be such.
        page = self._page() if ending == ".html" else ""
        with replaced(path) as part:
            if ending == ".parquet":
                self._plain_frame().to_parquet(part, engine="pyarrow", index=False)
            elif ending == ".html":
                write_text(part, [page])
            elif ending == ".svg":
                write_text(part, [self._picture])
            elif ending == ".csv":
                write_text(part, csv_pieces(self.columns))
            elif ending == ".jsonl":
                write_text(part, jsonl_pieces(self.columns))
            else:
                write_text(part, json_pieces(self._whole or self._payload))

    def _page(self) -> str:
        shown = f"{self.study['study']} study, digest {self.digest[7:15]}"
        return result_page(self._payload, self._markup, f"Percolab: {shown}")

    def _plain_frame(self) -> pandas.DataFrame:
        """The DataFrame with one type in each column, as files of tables want it."""
        frame = self.to_dataframe()
        mixed = frame.columns[[column.dtype.kind == "O" for column in self.columns.values()]]
        return frame.astype(dict.fromkeys(mixed, str))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """What front ends choose from: the result itself or an excerpt of a large one, a static
        picture, a text, and static HTML with the tables, which pages that nbconvert makes and sites
        that show notebooks prefer.
        """
        return {
            MIME_TYPE: self._payload,
            "image/svg+xml": self._picture,
            "text/html": self._markup,
            "text/plain": self._summary,
        }
