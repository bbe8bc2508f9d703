"""The line magic %percolab in a real kernel."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Kernel

from percolab.examples import worked_cells

EXAMPLES = worked_cells()

STUDY = "study: percolation\nnetwork: {width: 3, depth: 2}\np: [0.25, 0.5]\n"


def test_help_is_what_it_does_alone(kernel: Kernel) -> None:
    assert "%percolab check FILE" in kernel.run("%percolab help").text
    assert kernel.run("%percolab").text == kernel.run("%percolab help").text


def test_version(kernel: Kernel) -> None:
    assert kernel.run("%percolab version").text.startswith("percolab 0.")


def test_examples_are_listed(kernel: Kernel) -> None:
    text = kernel.run("%percolab examples").text
    for name, (about, _) in EXAMPLES.items():
        assert name in text
        assert about in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_as_a_cell_and_runs(kernel: Kernel, name: str) -> None:
    shown = kernel.run(f"%percolab examples {name}")
    cell = shown.text
    assert shown.reply["payload"][0]["text"] == cell.rstrip("\n")
    ran = kernel.run(cell)
    assert ran.reply["status"] == "ok", ran.error
    bundles = [content["data"] for content in ran.of("display_data")]
    assert any("application/vnd.percolab.result+json" in data for data in bundles)


def test_check(kernel: Kernel, tmp_path: Path) -> None:
    path = tmp_path / "a study.yaml"
    path.write_text(STUDY)
    text = kernel.run(f"%percolab check {path}").text
    assert text.startswith(f"{path}: a valid percolation study; 2 cells, ")
    assert kernel.run(f'%percolab check "{path}"').text == text


def test_check_names_the_mistakes(kernel: Kernel, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(STUDY.replace("0.25", "2"))
    error = kernel.run(f"%percolab check {path}").error
    assert error.startswith(
        f"StudyError: {path} is not a valid study:\n  line 3, column 5, p: found 2;"
    )
    assert "give the path of a YAML file" in kernel.run("%percolab check none.yaml").error


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("hlep", "found 'hlep'; allowed: help, version, examples, check"),
        ("examples none", "found 'none'; allowed: depth, threshold"),
        ("check", "found no file; allowed: the path of a YAML file"),
        ("version 2", "found '2' behind version; allowed: %percolab version alone"),
    ],
)
def test_what_is_wrong_gets_what_is_allowed(kernel: Kernel, line: str, words: str) -> None:
    error = kernel.run(f"%percolab {line}").error
    assert error.startswith("StudyError: %percolab")
    assert words in error
    assert "Traceback" not in error
