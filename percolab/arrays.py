"""Labelled arrays (X, y) on their way to the engine: checked, and written to a private file.

The file holds X as little-endian float32, row by row; then, where y can be classes, the class of
each row as int32; then, where y can be targets, these as float32, row by row. Which of the two it
is, the engine finds out: only it reads the study.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .axes import describe
from .errors import StudyError

#: Real numbers of Python and NumPy.
NUMBERS = (bool, int, float, np.bool_, np.integer, np.floating)
#: The least number that float32 does not hold: half a step above its largest.
BEYOND = 2**128 - 2**103


def is_pair(value: Any) -> bool:
    """Whether a value can be meant as data (X, y)."""
    return isinstance(value, (tuple, list)) and len(value) == 2


class Labels(NamedTuple):
    """y in the forms that it can take; at least one of classes and targets is there."""

    #: int32, shape (n,): 0 .. count - 1, in sorted order of the labels.
    classes: np.ndarray | None
    count: int | None
    #: float32, shape (n, k).
    targets: np.ndarray | None


def handed_over(name: str, pair: Any, folder: str) -> dict[str, Any]:
    """A pair (X, y) in a new file, described as the engine wants it.

    `name` is what the study calls the data, `folder` where the file is to be. Raises StudyError as
    `inputs_of` and `labels_of` do.
    """
    if not is_pair(pair):
        message = f"found {describe(pair)}; allowed: a pair (X, y) of inputs and labels"
        raise _mistake(name, message)
    x = inputs_of(name, pair[0])
    classes, count, targets = labels_of(name, pair[1], len(x))
    # mkstemp makes the file with mode 0600.
    handle, path = tempfile.mkstemp(suffix=".arrays", dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(x.astype("<f4", copy=False).data)
        if classes is not None:
            file.write(classes.astype("<i4", copy=False).data)
        if targets is not None:
            file.write(targets.astype("<f4", copy=False).data)
    rows, inputs = x.shape
    return {
        "name": name,
        "path": path,
        "rows": rows,
        "inputs": inputs,
        "classes": count,
        "targets": None if targets is None else targets.shape[1],
    }


def inputs_of(name: str, inputs: Any) -> np.ndarray:
    """X as float32, shape (n, d), in C order.

    Takes 2-D arrays, nested lists and DataFrames; images (n, h, w) and arrays of more dimensions
    are flattened to one row each. Raises StudyError for other shapes, for what is not a real
    number, and for nan, infinities and numbers beyond float32, naming row and column (from 0).
    """
    columns = getattr(inputs, "columns", None)
    x = _array(name, "X", inputs, "all rows need the same number of columns")
    if x.ndim < 2 or x.size == 0:
        message = f"X has shape {x.shape}; allowed: (n, d), n rows of d inputs, neither of them 0"
        raise _mistake(name, f"{message}; a single input is X.reshape(-1, 1)")
    x = x.reshape(len(x), -1)
    masked = np.ma.getmask(x)
    if masked.any():
        raise _unfit(name, masked, lambda place: "a masked value", columns)
    x = np.ma.getdata(x)
    if x.dtype.kind not in "biuf":
        x = _as_numbers(name, x, columns)
    with np.errstate(over="ignore"):
        narrow = np.ascontiguousarray(x, dtype=np.float32)
    bad = ~np.isfinite(narrow)
    if bad.any():
        raise _unfit(name, bad, lambda place: x[place], columns)
    return narrow


def labels_of(name: str, labels: Any, rows: int) -> Labels:
    """y as classes, as targets, or both where it can be both: whole numbers, one for each row.

    Classes may be any hashable values; they are numbered in sorted order. Targets are numbers, one
    or several for each row, shape (n,) or (n, k). Raises StudyError for a length other than `rows`,
    for missing labels, and for what can be neither.
    """
    # A plain list becomes an array of objects: NumPy would make one type of 1 and "1".
    flat = isinstance(labels, (list, tuple)) and not any(_is_row(label) for label in labels)
    values = (
        np.fromiter(labels, dtype=object, count=len(labels))
        if flat
        else _array(name, "y", labels, "give each row as many targets")
    )
    if values.ndim not in (1, 2) or values.shape[-1:] == (0,):
        message = f"y has shape {values.shape}; allowed: ({rows},), one label for each row of X"
        raise _mistake(name, f"{message}, or ({rows}, k), k targets for each row")
    if len(values) != rows:
        message = f"y has {len(values)} labels and X has {rows} rows; give one label for each row"
        raise _mistake(name, message)
    _check_present(name, values)
    values = np.ma.getdata(values)
    targets = _targets_of(values)
    if values.ndim == 2:
        if targets is None:
            message = f"y has shape {values.shape} and is not all finite numbers within float32"
            raise _mistake(name, f"{message}; allowed: such targets, or one label for each row")
        return Labels(None, None, targets)
    broken = next((row for row, label in enumerate(values.tolist()) if _is_broken(label)), None)
    if broken is None:
        classes, count = _numbered(name, values)
        return Labels(classes, count, targets)
    if targets is None:
        broken = next((row for row, label in enumerate(values) if _is_beyond(label)), broken)
        message = f"y has {values[broken]} in row {broken}; allowed: classes, as integers or names"
        raise _mistake(name, f"{message}, or targets, all of them finite numbers within float32")
    return Labels(None, None, targets)


def _mistake(name: str, message: str) -> StudyError:
    return StudyError.of_key("data", f"{name}: {message}")


def _unfit(
    name: str, bad: np.ndarray, shown: Callable[[tuple[int, ...]], Any], columns: Any
) -> StudyError:
    """The mistake of values of X that are bad: where the first is, and what is shown of it."""
    place = tuple(np.argwhere(bad)[0])
    message = f"X has {shown(place)} in {_place(*place, columns)}"
    remedy = f"drop or fill such values, {bad.sum()} in all"
    return _mistake(name, f"{message}; allowed: finite numbers within float32; {remedy}")


def _array(name: str, what: str, values: Any, remedy: str) -> np.ndarray:
    """X or y as an array, which has its mask if they have one."""
    try:
        return values if isinstance(values, np.ma.MaskedArray) else np.asarray(values)
    except ValueError:
        message = f"{what} has rows of different lengths; {remedy}"
        raise _mistake(name, message) from None
    except Exception as error:
        # Whatever the library raises that the values come from.
        message = f"{what} is {describe(values)} that is no array ({type(error).__name__}: {error})"
        remedy = "give a NumPy array, a DataFrame or nested lists of numbers"
        raise _mistake(name, f"{message}; {remedy}") from None


def _place(row: int, column: int, columns: Any) -> str:
    label = "" if columns is None else f" ({columns[column]!r})"
    return f"row {row}, column {column}{label}"


def _as_numbers(name: str, x: np.ndarray, columns: Any) -> np.ndarray:
    """Mixed tables come as arrays of objects; they will do if every object is a real number."""
    for (row, column), value in np.ndenumerate(x):
        if not isinstance(value, NUMBERS):
            message = f"X has {value!r} in {_place(row, column, columns)}; allowed: real numbers"
            raise _mistake(name, message)
        if isinstance(value, int) and _is_beyond(value):
            message = f"X has an integer beyond float32 in {_place(row, column, columns)}"
            raise _mistake(name, f"{message}; drop or fill such values")
    return x.astype(np.float64)


def _check_present(name: str, values: np.ndarray) -> None:
    # In a list, what is masked is None.
    for row, label in enumerate(values.tolist()):
        if any(_is_missing(one) for one in (label if values.ndim == 2 else [label])):
            message = f"y has no label in row {row}, found {label}; drop the row or give it a label"
            raise _mistake(name, message)


def _is_row(label: Any) -> bool:
    """Whether an item of a list is itself a row of targets. A tuple that is not all numbers is a
    name, as a string is.
    """
    if isinstance(label, tuple):
        return len(label) > 0 and all(isinstance(one, NUMBERS) for one in label)
    return isinstance(label, (list, np.ndarray)) and np.ndim(label) > 0


def _is_missing(label: Any) -> bool:
    try:
        return label is None or bool(label != label)
    except (TypeError, ValueError):
        # pandas.NA has no truth value.
        return True


def _is_broken(label: Any) -> bool:
    return isinstance(label, (float, np.floating)) and not label.is_integer()


def _is_beyond(label: Any) -> bool:
    """Whether a label is a number that float32 does not hold."""
    return isinstance(label, NUMBERS) and not abs(label) < BEYOND


def _targets_of(values: np.ndarray) -> np.ndarray | None:
    """y as float32, shape (n, k); None where it is not all real numbers within float32."""
    if values.dtype.kind not in "biuf" and not (
        values.dtype.kind == "O" and all(isinstance(value, NUMBERS) for value in values.flat)
    ):
        return None
    try:
        with np.errstate(over="ignore"):
            targets = values.reshape(len(values), -1).astype(np.float32, order="C")
    except OverflowError:
        return None
    return targets if np.isfinite(targets).all() else None


def _numbered(name: str, values: np.ndarray) -> tuple[np.ndarray, int]:
    """Classes in sorted order of the labels, and their number."""
    if values.dtype.kind != "O":
        classes, numbers = np.unique(values, return_inverse=True)
        return numbers.astype(np.int32), len(classes)
    labels = values.tolist()
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
