"""Arrays (X, y) are checked, and written to a private file."""

import os
import stat

import numpy as np
import pandas as pd
import pytest
import torch

from percolab import StudyError
from percolab.arrays import handed_over, inputs_of, labels_of

X = np.arange(12.0).reshape(4, 3) / 7
Y = ["b", "a", "c", "a"]


def test_the_file_holds_rows_then_classes_and_is_private(tmp_path):
    arrays = handed_over("xy", (X, Y), tmp_path)
    path = arrays["path"]
    assert {key: arrays[key] for key in arrays if key != "path"} == {
        "name": "xy",
        "rows": 4,
        "inputs": 3,
        "classes": 3,
        "targets": None,
    }
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    content = open(path, "rb").read()
    assert np.array_equal(np.frombuffer(content[:48], "<f4").reshape(4, 3), X.astype("f4"))
    assert np.frombuffer(content[48:], "<i4").tolist() == [1, 0, 2, 0]


def test_whole_numbers_go_as_classes_and_as_targets(tmp_path):
    arrays = handed_over("xy", (X, [30, -1, 30, -1]), tmp_path)
    assert (arrays["classes"], arrays["targets"]) == (2, 1)
    content = open(arrays["path"], "rb").read()
    assert np.frombuffer(content[48:64], "<i4").tolist() == [1, 0, 1, 0]
    assert np.frombuffer(content[64:], "<f4").tolist() == [30, -1, 30, -1]


def test_other_numbers_go_as_targets_alone(tmp_path):
    y = np.arange(8).reshape(4, 2) / 3
    arrays = handed_over("xy", (X, y), tmp_path)
    assert (arrays["classes"], arrays["targets"]) == (None, 2)
    content = open(arrays["path"], "rb").read()
    assert np.array_equal(np.frombuffer(content[48:], "<f4").reshape(4, 2), y.astype("f4"))


@pytest.mark.parametrize(
    "inputs",
    [
        X.tolist(),
        X.astype("f4"),
        np.asfortranarray(X),
        X[::-1][::-1],
        pd.DataFrame(X),
        X.astype(object),
        X.reshape(4, 3, 1),
        np.ma.array(X),
    ],
)
def test_inputs(inputs):
    taken = inputs_of("xy", inputs)
    assert taken.dtype == np.float32
    assert taken.flags.c_contiguous
    assert np.array_equal(taken, X.astype("f4"))


def test_images_are_flattened():
    images = np.arange(24).reshape(2, 3, 4)
    assert inputs_of("xy", images).tolist() == images.reshape(2, 12).tolist()


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        (np.array([[1, 2], [3, np.nan]]), "X has nan in row 1, column 1;"),
        (np.array([[1, np.inf], [3, 1]]), "X has inf in row 0, column 1;"),
        (np.array([[1, 2], [1e300, 1]]), "X has 1e+300 in row 1, column 0;"),
        (pd.DataFrame({"a": [1.0], "b": [np.nan]}), "row 0, column 1 ('b')"),
        (pd.DataFrame({"a": [1], "b": ["x"]}), "X has 'x' in row 0, column 1 ('b')"),
        (pd.DataFrame({"a": [1, None]}, dtype="Int64"), "in row 1, column 0 ('a')"),
        (np.array([[1j]]), "allowed: real numbers"),
        (np.ma.array([[1, 2], [3, 4]], mask=[[0, 0], [1, 0]]), "a masked value in row 1, column 0"),
        (torch.ones(2, 2, requires_grad=True), "X is a Tensor that is no array (RuntimeError"),
        ([[1, 2], [3, 10**400]], "X has an integer beyond float32 in row 1, column 1"),
        (np.arange(3), "shape (3,)"),
        (np.empty((0, 3)), "shape (0, 3)"),
        ([[1, 2], [3]], "different lengths"),
        ("teacher", "shape ()"),
    ],
)
def test_bad_inputs(inputs, found):
    with pytest.raises(StudyError) as caught:
        inputs_of("xy", inputs)
    assert found in str(caught.value)
    assert str(caught.value).startswith("data: xy: ")


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["b", "a", "c", "a"], [1, 0, 2, 0]),
        (np.array(["b", "a", "c", "a"]), [1, 0, 2, 0]),
        (pd.Series(["b", "a", "c", "a"]), [1, 0, 2, 0]),
        (pd.Series(["b", "a", "c", "a"], dtype="category"), [1, 0, 2, 0]),
        (np.array([5.0, -1.0, 7.0, -1.0]), [1, 0, 2, 0]),
        ([10, 9, 100, 9], [1, 0, 2, 0]),
        (np.array([True, False, True, True]), [1, 0, 1, 1]),
        ([("b", 2), ("a", 9), ("c", 0), ("a", 9)], [1, 0, 2, 0]),
        (np.ma.array([5, -1, 7, -1]), [1, 0, 2, 0]),
        ([1, "1", 1, 1], [0, 1, 0, 0]),
    ],
)
def test_classes(labels, expected):
    classes, count, _ = labels_of("xy", labels, 4)
    assert classes.dtype == np.int32
    assert classes.tolist() == expected
    assert count == max(expected) + 1


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([0, 1, 0.5, 1], [[0], [1], [0.5], [1]]),
        (np.array([0, 1, 0.5, 1], dtype="f4"), [[0], [1], [0.5], [1]]),
        ([0, 1, np.float32(0.5), 1], [[0], [1], [0.5], [1]]),
        (pd.Series([0.5, 1, 2, 3], dtype="Float64"), [[0.5], [1], [2], [3]]),
        (np.eye(4)[:, :2], [[1, 0], [0, 1], [0, 0], [0, 0]]),
        ([[1], [2], [1], [2]], [[1], [2], [1], [2]]),
        ([(1, 2), (0, 9)] * 2, [[1, 2], [0, 9]] * 2),
        ([np.ones(2), np.zeros(2)] * 2, [[1, 1], [0, 0]] * 2),
        (pd.DataFrame({"a": [0, 1, 0, 1], "b": [0.5] * 4}), [[0, 0.5], [1, 0.5]] * 2),
    ],
)
def test_targets_that_are_no_classes(labels, expected):
    classes, count, targets = labels_of("xy", labels, 4)
    assert (classes, count) == (None, None)
    assert targets.dtype == np.float32
    assert targets.flags.c_contiguous
    assert targets.tolist() == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([10, 9, 100, 9], [[10], [9], [100], [9]]),
        (np.array([5.0, -1.0, 7.0, -1.0]), [[5], [-1], [7], [-1]]),
        (np.array([True, False, True, True]), [[1], [0], [1], [1]]),
        (pd.Series([3, 1, 2, 1], dtype="Int64"), [[3], [1], [2], [1]]),
    ],
)
def test_labels_that_can_be_both(labels, expected):
    classes, _, targets = labels_of("xy", labels, 4)
    assert classes is not None
    assert targets.tolist() == expected


@pytest.mark.parametrize("labels", [["a", "b", "a", "b"], [1, "1", 1, 1], [10**400, 1, 1, 1]])
def test_classes_that_are_no_targets(labels):
    classes, count, targets = labels_of("xy", labels, 4)
    assert (len(classes), count, targets) == (4, 2, None)


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ([0, 1], "y has 2 labels and X has 4 rows"),
        (np.ones((2, 2)), "y has 2 labels and X has 4 rows"),
        (np.ones((4, 2, 1)), "shape (4, 2, 1)"),
        (np.ones((4, 0)), "shape (4, 0)"),
        (3, "shape ()"),
        ([0, "a", 0.5, 1], "y has 0.5 in row 2"),
        ([0.5, float("inf"), 1, 1], "y has inf in row 1; allowed: classes"),
        ([0.5, 1, 3.4028236e38, 1], "y has 3.4028236e+38 in row 2; allowed: classes"),
        (np.ma.array([0, 1, 0, 1], mask=[0, 0, 0, 1]), "y has no label in row 3"),
        (torch.ones(4, requires_grad=True), "that is no array (RuntimeError: "),
        (np.array([0, np.nan, 1, 1]), "y has no label in row 1"),
        (np.array([[0, 1], [np.nan, 1], [1, 1], [2, 2]]), "y has no label in row 1"),
        ([0, None, 1, 1], "y has no label in row 1"),
        (pd.Series(["a", "b", None, "a"], dtype="string"), "y has no label in row 2"),
        ([{1}, {2}, {1}, {2}], "can't be classes"),
        ([["a"], ["b"], ["a"], ["b"]], "is not all finite numbers within float32"),
        (np.full((4, 2), 1e300), "is not all finite numbers within float32"),
        ([[1, 2], [3], [4], [5]], "rows of different lengths"),
    ],
)
def test_bad_labels(labels, found):
    with pytest.raises(StudyError) as caught:
        labels_of("xy", labels, 4)
    assert found in str(caught.value)
    assert str(caught.value).startswith("data: xy: ")


@pytest.mark.parametrize("pair", [X, "xy", (X,), (X, Y, Y), None])
def test_not_a_pair(pair, tmp_path):
    with pytest.raises(StudyError, match=r"allowed: a pair \(X, y\)"):
        handed_over("xy", pair, tmp_path)
