"""Labelled arrays (X, y) on their way to the engine: checked, and written to a private file.

The file holds X as little-endian float32, row by row, then the class of each row as int32.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from .errors import StudyError


def is_pair(value: Any) -> bool:
    """Whether a value can be meant as data (X, y)."""
    return isinstance(value, (tuple, list)) and len(value) == 2


@contextmanager
def handed_over(name: str, pair: Any) -> Iterator[dict[str, Any]]:
    """Context of a file with a pair (X, y), described as the engine wants it; then it is removed.

    `name` is what the study calls the data. Raises StudyError as `inputs_of` and `classes_of` do.
    """
    if not is_pair(pair):
        message = f"found a {type(pair).__name__}; allowed: a pair (X, y) of inputs and labels"
        raise _mistake(name, message)
    x = inputs_of(name, pair[0])
    classes, count = classes_of(name, pair[1], len(x))
    # mkstemp makes the file with mode 0600.
    handle, path = tempfile.mkstemp(prefix="percolab-", suffix=".arrays")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(x.astype("<f4", copy=False).data)
            file.write(classes.astype("<i4", copy=False).data)
        rows, inputs = x.shape
        yield {"name": name, "path": path, "rows": rows, "inputs": inputs, "classes": count}
    finally:
        os.unlink(path)


def inputs_of(name: str, inputs: Any) -> np.ndarray:
    """X as float32, shape (n, d), in C order.

    Takes 2-D arrays, nested lists and DataFrames; images (n, h, w) and arrays of more dimensions
    are flattened to one row each. Raises StudyError for other shapes, for what is not a real
    number, and for nan, infinities and numbers beyond float32, naming row and column (from 0).
    """
    columns = getattr(inputs, "columns", None)
    try:
        x = np.asarray(inputs)
    except ValueError:
        message = "X has rows of different lengths; all rows need the same number of columns"
        raise _mistake(name, message) from None
    if x.ndim < 2 or x.size == 0:
        message = f"X has shape {x.shape}; allowed: (n, d), n rows of d inputs, neither of them 0"
        raise _mistake(name, f"{message}; a single input is X.reshape(-1, 1)")
    x = x.reshape(len(x), -1)
    if x.dtype.kind not in "biuf":
        x = _as_numbers(name, x, columns)
    with np.errstate(over="ignore"):
        narrow = np.ascontiguousarray(x, dtype=np.float32)
    bad = ~np.isfinite(narrow)
    if bad.any():
        row, column = np.argwhere(bad)[0]
        message = f"X has {x[row, column]} in {_place(row, column, columns)}"
        remedy = f"drop or fill such values, {bad.sum()} in all"
        raise _mistake(name, f"{message}; allowed: finite numbers within float32; {remedy}")
    return narrow


def classes_of(name: str, labels: Any, rows: int) -> tuple[np.ndarray, int]:
    """y as int32 classes 0 .. C - 1, shape (n,), and C.

    Labels may be any hashable values; they are numbered in sorted order. Raises StudyError for a
    length other than `rows`, for more than one dimension, for missing labels, and for floats that
    are not integers.
    """
    # A plain list becomes an array of objects: NumPy would make one type of 1 and "1".
    values = (
        np.fromiter(labels, dtype=object, count=len(labels))
        if isinstance(labels, (list, tuple))
        else np.asarray(labels)
    )
    if values.ndim != 1:
        message = f"y has shape {values.shape}; allowed: ({rows},), one label for each row of X"
        remedy = "one-hot rows become y.argmax(axis=1), a single column y.ravel()"
        raise _mistake(name, f"{message}; {remedy}")
    if len(values) != rows:
        message = f"y has {len(values)} labels and X has {rows} rows; give one label for each row"
        raise _mistake(name, message)
    plain = values.tolist()
    for row, label in enumerate(plain):
        if _is_missing(label):
            message = f"y has no label in row {row}, found {label}; drop the row or give it a label"
            raise _mistake(name, message)
        if isinstance(label, (float, np.floating)) and not label.is_integer():
            message = f"y has {label} in row {row}; allowed: classes, as integers or names"
            raise _mistake(name, message)
    if values.dtype.kind != "O":
        classes, numbers = np.unique(values, return_inverse=True)
        return numbers.astype(np.int32), len(classes)
    return _numbered(name, plain)


def _mistake(name: str, message: str) -> StudyError:
    return StudyError.of_key("data", f"{name}: {message}")


def _place(row: int, column: int, columns: Any) -> str:
    label = "" if columns is None else f" ({columns[column]!r})"
    return f"row {row}, column {column}{label}"


def _as_numbers(name: str, x: np.ndarray, columns: Any) -> np.ndarray:
    """Mixed tables come as arrays of objects; they will do if every object is a real number."""
    for (row, column), value in np.ndenumerate(x):
        if not isinstance(value, (int, float, np.bool_, np.integer, np.floating)):
            message = f"X has {value!r} in {_place(row, column, columns)}; allowed: real numbers"
            raise _mistake(name, message)
    return x.astype(np.float64)


def _is_missing(label: Any) -> bool:
    try:
        return label is None or bool(label != label)
    except (TypeError, ValueError):
        # pandas.NA has no truth value.
        return True


def _numbered(name: str, labels: list[Any]) -> tuple[np.ndarray, int]:
    try:
        distinct = set(labels)
    except TypeError as error:
        message = f"y has labels that can't be classes ({error}); give integers or names"
        raise _mistake(name, message) from None
    try:
        classes = sorted(distinct)
    except TypeError:
        # Labels of several types have no order of their own; any that is always the same will do.
        classes = sorted(distinct, key=lambda label: (type(label).__name__, repr(label)))
    number = {label: place for place, label in enumerate(classes)}
    return np.array([number[label] for label in labels], dtype=np.int32), len(classes)
