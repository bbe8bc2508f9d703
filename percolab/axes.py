"""From Python values to study values.

NumPy arrays, pandas Series and ranges become lists; tuples become range strings, or lists where a
key takes no ranges.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from typing import Any

from .errors import StudyError

#: Most values of one key. Guards the memory of this process; the engine's own limits are lower.
MOST_VALUES = 1_000_000

#: Keys whose values are lists of numbers or names; a tuple is one of them, never a range.
LISTED = {
    *("widths", "channels", "image", "size", "edges", "inputs", "outputs", "kept"),
    *("measure", "arms"),
}

ALLOWED = (
    "a number, a string, True or False, None, a list, a range, a NumPy array, a pandas Series, "
    "or a tuple (start, stop, step)"
)


def study_value(key: str, value: Any) -> Any:
    """The study's form of a Python value, ready for JSON.

    A tuple of three numbers is the range start..stop by step, both ends included where the step
    meets them; for the keys LISTED a tuple is a list. Arrays, Series, ranges and lists become
    lists, mappings become dicts, NumPy scalars Python numbers.

    Raises StudyError naming the key (and the place in a list) for anything else, and for numbers
    that a study can't hold: nan, infinities, and integers that a 64-bit float would round.
    """
    if getattr(value, "ndim", None) == 0:
        value = value.item()
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Real):
        return _number(key, value)
    if isinstance(value, Mapping):
        return {_name(key, name): study_value(f"{key}.{name}", of) for name, of in value.items()}
    listed = key.split("[")[0].rpartition(".")[2] in LISTED
    if isinstance(value, tuple) and not listed:
        return _range(key, value)
    return [study_value(f"{key}[{place}]", item) for place, item in enumerate(_items(key, value))]


def _number(key: str, value: Real) -> int | float:
    number = int(value) if isinstance(value, Integral) else float(value)
    if not math.isfinite(number):
        raise StudyError.of_key(key, f"found {number}; allowed: finite numbers")
    if isinstance(number, int) and int(float(number)) != number:
        message = f"found {number}, which a 64-bit float would round to {float(number):.0f}"
        raise StudyError.of_key(key, f"{message}; give a number that it can hold")
    return number


def _name(key: str, name: Any) -> str:
    if not isinstance(name, str):
        raise StudyError.of_key(key, f"found the key {name!r}; allowed: strings as keys")
    return name


def _range(key: str, ends: tuple[Any, ...]) -> str:
    numbers = [study_value(f"{key}[{place}]", end) for place, end in enumerate(ends)]
    if len(numbers) != 3 or not all(type(number) in (int, float) for number in numbers):
        message = f"found the tuple {ends!r}; a tuple is (start, stop, step), three numbers"
        raise StudyError.of_key(key, f"{message}; give separate values as a list")
    start, stop, step = numbers
    return f"{start!r}..{stop!r} by {step!r}"


def _items(key: str, value: Any) -> Sequence[Any]:
    to_list = getattr(value, "tolist", None)
    if not (isinstance(value, (list, tuple, range)) or callable(to_list)):
        raise StudyError.of_key(key, f"found {describe(value)}; allowed: {ALLOWED}")
    if len(value) > MOST_VALUES:
        message = f"found {len(value)} values; allowed: at most {MOST_VALUES}"
        raise StudyError.of_key(key, f"{message}; take fewer values or larger steps")
    return to_list() if callable(to_list) else value


def describe(value: Any) -> str:
    """How a value reads in a message: its type, and the value where it is short."""
    text = repr(value)
    name = type(value).__name__
    named = f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
    return f"{named}, {text}" if len(text) <= 60 and "\n" not in text else named
