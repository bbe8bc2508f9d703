"""The Python calls, against closed forms and against each other."""

import json

import numpy as np
import pandas as pd
import pytest

import percolab
from percolab import StudyError

STUDY = """study: percolation
network: {width: 3, depth: [2, 4]}
model: site
p: 0..1 by 0.25
"""


def by_keywords() -> percolab.Result:
    return percolab.percolation(width=3, depth=[2, 4], p=(0, 1, 0.25), model="site")


def test_theta_is_the_closed_form():
    columns = by_keywords().columns
    expected = (1 - columns["p"] ** columns["width"]) ** columns["depth"]
    assert columns["theta"] == pytest.approx(expected, rel=1e-12)
    assert columns["depth"].tolist() == [2] * 5 + [4] * 5
    assert columns["p"].tolist() == [0, 0.25, 0.5, 0.75, 1] * 2


@pytest.mark.parametrize(
    "p", [np.linspace(0, 1, 5), pd.Series([0, 0.25, 0.5, 0.75, 1]), "0..1 by 0.25", "0..1 in 5"]
)
def test_all_forms_of_an_axis_are_one_study(p):
    depth = range(2, 5, 2)
    assert percolab.percolation(width=3, depth=depth, p=p).digest == by_keywords().digest


def test_keywords_network_dict_file_and_dict_are_one_study(tmp_path, monkeypatch):
    digest = by_keywords().digest
    network = {"width": np.int64(3), "depth": np.array([2, 4])}
    assert percolab.percolation(network=network, p=(0, 1, 0.25)).digest == digest
    study = {"study": "percolation", "network": network, "p": (0, 1, 0.25)}
    assert percolab.run(study).digest == digest
    (tmp_path / "study.yaml").write_text(STUDY)
    assert percolab.run(tmp_path / "study.yaml").digest == digest
    monkeypatch.chdir(tmp_path)
    assert percolab.run("study.yaml").digest == digest


def test_workers_and_progress_change_nothing():
    study = {"network": {"width": 4, "depth": 4}, "p": [0.3, 0.6], "method": "montecarlo"}
    one = percolab.percolation(**study, workers=1, progress=False)
    assert percolab.percolation(**study, workers=3).digest == one.digest


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2", True])
def test_workers_must_be_a_positive_integer(workers):
    with pytest.raises(StudyError, match="workers: found"):
        percolab.percolation(width=3, depth=2, p=0.5, workers=workers)


def test_a_mistake_names_the_key_and_the_remedy():
    with pytest.raises(StudyError) as caught:
        percolab.percolation(widht=3, depth=2, p=0.5)
    assert "widht" in str(caught.value)
    assert "width" in str(caught.value)
    assert any(diagnostic["key"] == "widht" for diagnostic in caught.value.diagnostics)


def test_a_mistake_in_a_file_names_file_line_and_column(tmp_path):
    path = tmp_path / "study.yaml"
    path.write_text(STUDY.replace("site", "sight"))
    with pytest.raises(StudyError) as caught:
        percolab.run(path)
    assert str(path) in str(caught.value)
    assert "line 3, column 8" in str(caught.value)
    assert caught.value.diagnostics[0]["line"] == 3
    assert caught.value.diagnostics[0]["column"] == 8


def test_a_dict_has_the_shape_of_a_file():
    with pytest.raises(StudyError, match="network"):
        percolab.run({"study": "percolation", "width": 3, "depth": 2, "p": 0.5})


@pytest.mark.parametrize("study", [5, None, ["study.yaml"], b"study.yaml"])
def test_run_takes_paths_and_dicts(study):
    with pytest.raises(StudyError, match="the path of a YAML file, or a dict"):
        percolab.run(study)


def test_run_is_told_a_path_and_not_a_text():
    with pytest.raises(StudyError, match="found the text of a study") as caught:
        percolab.run(STUDY)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("kind", ["percolation", "dropout"])
def test_keywords_are_asked_for(kind):
    with pytest.raises(StudyError, match=rf"without a name; .* {kind}\(\*\*study\)"):
        getattr(percolab, kind)({"width": 3, "depth": 2, "p": 0.5})


def test_tuples_are_lists_where_no_range_is_meant():
    theta = percolab.percolation(edges=[("a", "b"), ("b", "c")], p=0.25).columns["theta"]
    assert theta == [0.75]
    lists = percolab.percolation(widths=[3, 4, 2], p=0.5)
    assert percolab.percolation(widths=(3, 4, 2), p=0.5).digest == lists.digest


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(StudyError, match=r"absent\.yaml: No such file"):
        percolab.run(tmp_path / "absent.yaml")
    with pytest.raises(StudyError, match="directory"):
        percolab.run(tmp_path)
    (tmp_path / "latin.yaml").write_bytes(b"seed: na\xefve")
    with pytest.raises(StudyError, match="byte 8 is not UTF-8"):
        percolab.run(tmp_path / "latin.yaml")


def test_a_byte_order_mark_is_no_part_of_a_study(tmp_path):
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8-sig")
    assert percolab.run(tmp_path / "study.yaml").digest == by_keywords().digest


def test_unicode_goes_there_and_back():
    seed = "naïve ∞ 🎈"
    assert percolab.percolation(width=3, depth=2, p=0.5, seed=seed).study["seed"] == seed


def test_frame_and_columns():
    result = percolab.percolation(width=3, depth=[2, 4], p=[0, 1], model=["site", "bond"])
    frame = result.to_dataframe()
    assert len(result) == len(frame) == 8
    assert list(frame.columns) == list(result.columns)
    for name in ("width", "depth", "trials"):
        assert frame[name].dtype == np.int64
    # p and theta are 0 and 1 here, and floats all the same.
    for name in ("p", "theta", "one_minus_theta", "log_theta", "theta_low", "theta_high"):
        assert frame[name].dtype == np.float64
    for name in ("model", "method"):
        assert pd.api.types.is_string_dtype(frame[name])
    assert np.isneginf(frame["log_theta"][frame["p"] == 1]).all()
    assert (frame["log_theta"][frame["p"] == 0] == 0).all()


def test_counts_are_integers():
    study = {"tree": {"branching": 2, "depth": 3}, "measure": ["theta", "mincut"]}
    frame = percolab.percolation(**study, p=0.5).to_dataframe()
    for name in ("branching", "depth", "mincut", "trials"):
        assert frame[name].dtype == np.int64
    assert frame["theta"].dtype == np.float64


def test_rich_display():
    result = by_keywords()
    bundle = result._repr_mimebundle_()
    raw = bundle["application/vnd.percolab.result+json"]
    assert raw["digest"] == result.digest
    assert raw["percolab"] == result.version
    assert raw["study"] == result.study == {**result.study, "study": "percolation"}
    assert bundle["image/svg+xml"].lstrip().startswith("<svg")
    assert result.digest in bundle["text/plain"]
    assert result.digest in bundle["text/html"]
    assert "<script" not in bundle["text/html"]
    assert json.loads(json.dumps(result.to_dict(), allow_nan=False)) == raw
    assert repr(result).count("\n") == 0
    assert result.digest in repr(result)


def test_a_result_is_not_changed_through_its_copies():
    result = by_keywords()
    result.to_dict()["columns"]["theta"][0] = 7
    result.study["model"] = "bond"
    assert result.to_dict() == by_keywords().to_dict()


def pair(rows: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Two clouds, far apart."""
    random = np.random.default_rng(1)
    labels = np.arange(rows) % 2
    return random.normal(size=(rows, 3)) + 6 * labels[:, None], np.where(labels, "right", "left")


def test_dropout_learns_from_arrays():
    study = {"width": 8, "depth": 1, "p": 0.2, "steps": 200, "replicates": 2, "bias": True}
    result = percolab.dropout(data=pair(), **study)
    frame = result.to_dataframe()
    assert set(frame["arm"]) == {"dropout", "conditioned", "intact"}
    assert frame["replicate"].dtype == np.int64
    assert frame["first_open_step"].dtype == np.float64
    assert frame["test_accuracy"][frame["arm"] == "intact"].mean() > 0.9
    traces = pd.DataFrame(result.traces)
    assert list(traces) == ["row", "step", "loss", "open"]
    assert set(traces["row"]) == set(range(len(result)))
    assert (traces.groupby("row")["step"].max() == 200).all()
    x, y = pair()
    listed = percolab.dropout(data=[pd.DataFrame(x), list(y)], **study)
    assert listed.digest == result.digest


def test_dropout_judges_and_reports_beside_its_columns():
    result = percolab.dropout(
        width=4, depth=[1, 12], p=0.7, steps=600, replicates=5, optimizer={"momentum": 0.5}
    )
    verdicts = pd.DataFrame(result.verdicts)
    assert list(verdicts["row"]) == [0, 15]
    assert verdicts["verdict"][0] == "learns"
    assert verdicts["verdict"][1] != "learns"
    assert verdicts["words"][0].startswith("learns: with dropout 5 of 5 runs learn")
    assert list(verdicts["intact_learns"]) == [1, 1]
    assert set(result.to_dataframe()["verdict"][:15]) == {"learns"}
    flow = pd.DataFrame(result.flow)
    assert list(flow) == ["row", "step", "layer", "gradient", "reach"]
    assert (flow.groupby("row")["layer"].max() == [2] * 15 + [13] * 15).all()
    updates = pd.DataFrame(result.updates)
    own = updates[updates["row"] < 5]
    assert np.allclose(own["mean"], own["expected"], rtol=0.2)
    for (row, layer), counts in result.weight_updates.items():
        mean = updates[(updates["row"] == row) & (updates["layer"] == layer)]["mean"].item()
        assert counts.mean() == pytest.approx(mean)
    assert result.seconds.shape == (30,)
    assert (result.seconds > 0).all()
    assert "With momentum a zero gradient is not a zero update" in result.notes[0]


def test_a_percolation_result_has_no_sections_of_training():
    result = by_keywords()
    assert (result.verdicts, result.flow, result.updates, result.notes) == ({}, {}, {}, [])
    assert np.isnan(result.seconds).all()


def test_dropout_learns_numbers_from_arrays():
    random = np.random.default_rng(2)
    x = random.normal(size=(150, 3))
    y = x @ [[1.0, 0.5], [-0.5, 0.0], [0.25, 1.0]]
    study = {"width": 8, "depth": 1, "p": 0.1, "steps": 400, "replicates": 1, "arms": ["intact"]}
    result = percolab.dropout(data=(x, y), **study)
    assert result.study["data"]["task"] == "regression"
    assert (result.study["network"]["output"], result.study["loss"]) == (2, "mse")
    assert result.to_dataframe()["test_r2"][0] > 0.8
    for same in (
        percolab.dropout(data=(x.tolist(), pd.DataFrame(y)), task="regression", **study),
        percolab.dropout(data={"name": (x, y), "task": "regression"}, **study),
        percolab.run({"study": "dropout", "data": (x, y), **nested(study)}),
    ):
        assert same.digest == result.digest
        assert same.study == result.study


def nested(study: dict) -> dict:
    """A study whose network keys stand below `network`, as a file has them."""
    network = {key: study[key] for key in ("width", "depth")}
    return {"network": network, **{key: study[key] for key in study.keys() - network.keys()}}


def test_whole_numbers_that_can_be_both_must_be_said():
    x = np.arange(40.0).reshape(20, 2) / 7
    study = {"width": 4, "depth": 1, "p": 0.2, "steps": 5, "replicates": 1, "batch": 4}
    with pytest.raises(StudyError, match="y: found 20 different numbers in 20 rows: these may be"):
        percolab.dropout(data=(x, np.arange(20)), **study)
    numbers = percolab.dropout(data=(x, np.arange(20)), task="regression", **study)
    assert numbers.study["network"]["output"] == 1
    classes = percolab.dropout(data=(x, np.arange(20)), task="classification", **study)
    assert classes.study["network"]["output"] == 20
    with pytest.raises(StudyError, match="one-hot rows: the place of their 1"):
        percolab.dropout(data=(x, np.eye(2)[np.arange(20) % 2]), **study)
    with pytest.raises(StudyError, match="loss: found cross_entropy, which needs classes"):
        percolab.dropout(data=(x, x[:, 0]), loss="cross_entropy", **study)


def test_options_of_the_teacher_are_axes():
    study = {"width": 4, "depth": 1, "p": 0.2, "steps": 5, "replicates": 1, "arms": ["intact"]}
    frame = percolab.dropout(balance=[0.5, 0.77], train=(100, 300, 100), **study).to_dataframe()
    assert list(frame["balance"]) == [0.5] * 3 + [0.77] * 3
    assert list(frame["train"]) == [100, 200, 300] * 2
    named = percolab.dropout(data={"name": "teacher", "balance": 0.77}, **study)
    assert named.study["data"]["balance"] == 0.77
    with pytest.raises(StudyError, match="keep one of the two"):
        percolab.dropout(balance=0.77, offset=1, **study)


def test_dropout_on_built_in_data():
    study = {"width": 4, "depth": 1, "p": 0.2, "steps": 5, "replicates": 1, "arms": ["intact"]}
    assert len(percolab.dropout(data="digits", **study)) == 1
    assert len(percolab.dropout(**study)) == 1


def test_data_must_be_a_pair():
    with pytest.raises(StudyError, match="data: arrays: found a DataFrame; allowed: a pair"):
        percolab.dropout(data=pd.DataFrame({"x": [1]}), width=4, depth=1, p=0.2)
