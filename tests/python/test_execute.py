"""Whole notebooks: jupyter nbconvert --execute and papermill do what a kernel does."""

import subprocess
import sys

import nbformat
import pytest
from nbconvert import HTMLExporter

MIME_TYPE = "application/vnd.percolab.result+json"


def notebook(path, *cells: str) -> str:
    content = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in ("%load_ext percolab", *cells)],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )
    nbformat.write(content, path)
    return str(path)


def convert(source: str, target: str) -> list[str]:
    return ["jupyter", "nbconvert", "--to", "notebook", "--execute", "--output", target, source]


def papermill(source: str, target: str) -> list[str]:
    return ["papermill", "--no-progress-bar", source, target]


def execute(tool, source: str, target: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", *tool(source, target)]
    return subprocess.run(command, capture_output=True, text=True)


GOOD = "%%percolation curve\nnetwork: {width: 3, depth: [2, 4]}\np: 0..1 by 0.25\n"
LONGER = GOOD.replace("width: 3", "width: 64").replace(
    "p: 0..1 by 0.25", "p: 0.3\nmodel: bond\nmethod: montecarlo\ntrials: 30000"
)
BAD = GOOD.replace("depth: [2, 4]", "depht: 2")


def written(value: float | int | str) -> str:
    """A value as static tables have it, here where none is below 1e-4."""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("tool", [convert, papermill])
def test_results_are_in_the_notebook(tool, tmp_path):
    source = notebook(tmp_path / "in.ipynb", GOOD, LONGER, "print(curve.digest)")
    ran = execute(tool, source, str(tmp_path / "out.ipynb"))
    assert ran.returncode == 0, ran.stderr
    done = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    nbformat.validate(done)
    for cell in done.cells[1:3]:
        *progress, shown = cell.outputs
        assert set(shown.data) == {MIME_TYPE, "image/svg+xml", "text/html", "text/plain"}
        # The emptied progress display stays, with nothing in it.
        assert [dict(output.data) for output in progress] in (
            [],
            [{"text/plain": ""}],
        )
    assert done.cells[3].outputs[0].text.strip() == shown.data[MIME_TYPE]["digest"]
    page, _ = HTMLExporter().from_notebook_node(done)
    assert page.count('src="data:image/svg+xml;base64,') == 2
    assert page.count("<figcaption>") == 2
    for cell in done.cells[1:3]:
        stored = cell.outputs[-1].data[MIME_TYPE]
        assert f"Digest {stored['digest']}" in page
        for values in stored["columns"].values():
            assert all(f"<td>{written(value)}</td>" in page for value in values)


@pytest.mark.parametrize("tool", [convert, papermill])
def test_a_mistake_fails_the_notebook_without_a_traceback_of_ours(tool, tmp_path):
    source = notebook(tmp_path / "in.ipynb", BAD, "print('reached')")
    ran = execute(tool, source, str(tmp_path / "out.ipynb"))
    assert ran.returncode != 0
    assert "StudyError" in ran.stderr
    assert "depht" in ran.stderr
    assert "percolab/api.py" not in ran.stderr
    assert "percolab/magics.py" not in ran.stderr
