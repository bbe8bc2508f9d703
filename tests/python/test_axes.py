"""Python values become study values, or errors that name the key."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from percolab import StudyError
from percolab.axes import study_value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (8, 8),
        (0.5, 0.5),
        (True, True),
        (None, None),
        ("0..1 by 0.1", "0..1 by 0.1"),
        (Path("data/x.csv"), "data/x.csv"),
        (Fraction(1, 4), 0.25),
        (np.int64(3), 3),
        (np.float64(0.1), 0.1),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("site"), "site"),
        (np.array(7), 7),
        ([1, 2.5, "a"], [1, 2.5, "a"]),
        (range(2, 9, 3), [2, 5, 8]),
        (np.arange(3), [0, 1, 2]),
        (np.linspace(0, 1, 3), [0.0, 0.5, 1.0]),
        (np.array([True, False]), [True, False]),
        (np.array(["site", "bond"]), ["site", "bond"]),
        (np.array([[4, 8, 2], [4, 9, 2]]), [[4, 8, 2], [4, 9, 2]]),
        (pd.Series([4, 8]), [4, 8]),
        (pd.Index([0.25, 0.5]), [0.25, 0.5]),
        ([np.int32(4), np.float64(0.5)], [4, 0.5]),
        ((0, 1, 0.02), "0..1 by 0.02"),
        ((np.float64(0.1), np.int64(1), np.float32(0.5)), "0.1..1 by 0.5"),
        ((1e-7, 1, 1e-7), "1e-07..1 by 1e-07"),
        ({"rate": np.float64(0.1), "clip": None}, {"rate": 0.1, "clip": None}),
        (10**18, 10**18),
    ],
)
def test_converts(value, expected):
    converted = study_value("key", value)
    assert converted == expected
    assert type(converted) is type(expected)
    assert json.loads(json.dumps(converted)) == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("edges", [("a", "b"), ("b", "c")], [["a", "b"], ["b", "c"]]),
        ("image", (28, 28), [28, 28]),
        ("size", [(8, 8), (16, 16)], [[8, 8], [16, 16]]),
        ("channels", (3, 4, 4, 2), [3, 4, 4, 2]),
        ("widths", (784, 16, 10), [784, 16, 10]),
        ("widths", ((784, 16, 10), (784, 8, 10)), [[784, 16, 10], [784, 8, 10]]),
        ("measure", ("theta", "reach"), ["theta", "reach"]),
    ],
)
def test_keys_that_take_no_range_take_tuples_for_lists(key, value, expected):
    assert study_value(key, value) == expected
    assert study_value("network", {key: value}) == {key: expected}


@pytest.mark.parametrize(
    ("value", "place", "found"),
    [
        ({1, 2}, "p", "a set"),
        (object(), "p", "object"),
        (1j, "p", "complex"),
        (b"site", "p", "bytes"),
        ((x for x in ()), "p", "generator"),
        (float("nan"), "p", "nan"),
        ([0.5, float("inf")], "p[1]", "inf"),
        (np.array([0.1, np.nan]), "p[1]", "nan"),
        (np.array([1j]), "p[0]", "complex"),
        (pd.Series([pd.Timestamp("2020-01-01")]), "p[0]", "Timestamp"),
        (pd.DataFrame({"p": [1]}), "p", "DataFrame"),
        ((4, 8), "p", "(4, 8)"),
        ((0, 1, "0.1"), "p", "start, stop, step"),
        ((0, 1, True), "p", "start, stop, step"),
        ((0, 1, None), "p", "start, stop, step"),
        ({"rate": {2}}, "p.rate", "a set"),
        ({1: 2}, "p", "strings as keys"),
        (10**18 + 1, "p", "1000000000000000001"),
        (range(10**9), "p", "1000000000 values"),
    ],
)
def test_refuses(value, place, found):
    with pytest.raises(StudyError) as caught:
        study_value("p", value)
    assert str(caught.value).startswith(f"{place}: ")
    assert found in str(caught.value)
    assert caught.value.diagnostics[0]["key"] == place
