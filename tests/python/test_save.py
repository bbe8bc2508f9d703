"""Results as files."""

import json

import pytest

import percolab


@pytest.fixture(scope="module")
def result():
    return percolab.percolation(width=2, depth=1, p=(0, 1, 0.5), progress=False)


def test_a_saved_result_is_the_result(result, tmp_path):
    path = tmp_path / "curve.percolab.json"
    path.write_text("another file")
    result.save(path)
    assert json.loads(path.read_text()) == result.to_dict()
    assert [file.name for file in tmp_path.iterdir()] == ["curve.percolab.json"]


def test_other_names_are_refused(result, tmp_path):
    with pytest.raises(percolab.StudyError, match=r"'curve.json'; .* ends in \.percolab\.json"):
        result.save(tmp_path / "curve.json")
    with pytest.raises(FileNotFoundError):
        result.save(tmp_path / "missing" / "curve.percolab.json")
