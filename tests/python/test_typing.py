"""Help while typing: completion and inspection of study cells, in a shell and in a real kernel."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Kernel
from IPython.core.interactiveshell import InteractiveShell

from percolab.completer import TypingHelp


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "percolab")
    shell.run_line_magic("reload_ext", "percolab")
    yield shell
    shell.run_line_magic("unload_ext", "percolab")
    InteractiveShell.clear_instance()


def completed(shell: InteractiveShell, marked: str) -> list[tuple[str, str]]:
    """The cell with each completion taken, and its type; | is the caret."""
    at = marked.index("|")
    text = marked.replace("|", "", 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = list(shell.Completer.completions(text, at))
    return [(text[: each.start] + each.text + text[at:], each.type) for each in found]


def test_keys_and_values(shell: InteractiveShell) -> None:
    head = "%%percolation\nnetwork: {wid"
    assert completed(shell, f"{head}|") == [
        ("%%percolation\nnetwork: {width: ", "key"),
        ("%%percolation\nnetwork: {widths: ", "key"),
    ]
    assert completed(shell, "%%dropout it\nmask: e|\np: 0.5") == [
        ("%%dropout it\nmask: epoch\np: 0.5", "value")
    ]
    assert ("%%percolation\np: 0..1 by 0.02", "range") in completed(shell, "%%percolation\np: |")


def test_places_behind_characters_that_take_two_units(shell: InteractiveShell) -> None:
    cell = "%%percolation\n# \U0001d703\U0001d703 \u00e9\nseed: \U0001f600\nmodel: b"
    assert completed(shell, f"{cell}|\ntrials: 5") == [(f"{cell}ond\ntrials: 5", "value")]


def test_variables_that_hold_a_pair_are_data(shell: InteractiveShell) -> None:
    shell.user_ns.update(mine=([1], [2]), other=3)
    names = [text for text, _ in completed(shell, "%%dropout\ndata: |")]
    assert "%%dropout\ndata: mine" in names
    assert "%%dropout\ndata: teacher" in names
    assert "%%dropout\ndata: other" not in names
    assert ("%%dropout\ndata: {name: mine", "value") in completed(
        shell, "%%dropout\ndata: {name: mi|"
    )


def test_other_completions_are_as_before(shell: InteractiveShell) -> None:
    cells = [
        "impo|",
        "%%percol|",
        "%%percolation na|",
        "%ti|",
        "%%timeit\nimp|",
        "x = {'a': 1}; x.key|",
    ]
    with_help = [completed(shell, cell) for cell in cells]
    shell.run_line_magic("unload_ext", "percolab")
    assert [completed(shell, cell) for cell in cells] == with_help
    assert completed(shell, "%%percolation\nnetwork: {wid|") == []


def test_variables_are_looked_at_for_studies_only(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    monkeypatch.setattr("percolab.completer.is_pair", lambda value: looks.append(value))
    completed(shell, "impo|")
    assert looks == []
    completed(shell, "%%dropout\ndata: |")
    assert looks != []


def test_loaded_again_it_completes_once(shell: InteractiveShell) -> None:
    before = len(shell.Completer.custom_matchers)
    shell.run_line_magic("reload_ext", "percolab")
    assert len(shell.Completer.custom_matchers) == before


def ask(kernel: Kernel, kind: str, marked: str) -> dict[str, Any]:
    at = marked.index("|")
    request = getattr(kernel.client, kind)(marked.replace("|", "", 1), at)
    while True:
        reply = kernel.client.get_shell_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == request:
            return reply["content"]


class PatchedKernel:
    """A kernel whose inspection another extension has replaced, in the object itself."""

    def do_inspect(self, code: str, cursor_pos: int) -> str:
        return "its own"

    def __init__(self) -> None:
        self.do_inspect = lambda code, cursor_pos: "another's"


def test_other_patches_of_inspection_stay(shell: InteractiveShell) -> None:
    before = PatchedKernel()
    help_before = TypingHelp(SimpleNamespace(Completer=shell.Completer, kernel=before))
    help_before.install()
    assert before.do_inspect("x", 1) == "another's"
    help_before.remove()
    assert before.do_inspect("x", 1) == "another's"


def test_taken_away_below_another_patch_it_says_nothing(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = PatchedKernel()
    help_below = TypingHelp(SimpleNamespace(Completer=shell.Completer, kernel=kernel))
    help_below.install()
    ours = kernel.do_inspect
    kernel.do_inspect = lambda code, cursor_pos: ours(code, cursor_pos)
    help_below.remove()
    monkeypatch.setattr("percolab.completer._ask", lambda *_: {"text": "asked"})
    assert kernel.do_inspect("%%percolation\np", 15) == "another's"


def test_a_kernel_completes(kernel: Kernel) -> None:
    reply = ask(kernel, "complete", "%%percolation\nnetwork:\n  de|\np: 0.5")
    assert reply["matches"] == ["depth: ", "density: ", "degree: "]
    assert reply["cursor_end"] - reply["cursor_start"] == len("de")


def test_a_kernel_says_what_a_key_means(kernel: Kernel) -> None:
    reply = ask(kernel, "inspect", "%%dropout\n# \U0001d703\nnetwork: {wid|th: 8}")
    text = reply["data"]["text/plain"]
    assert reply["found"]
    assert text.startswith("network.width\nUnits of each hidden layer, W.\nAllowed: ")
    assert "int" in ask(kernel, "inspect", "in|t")["data"]["text/plain"]
    assert not ask(kernel, "inspect", "%%percolation\nnonsense_of_no_meaning|: 3")["found"]


def test_a_kernel_forgets_it_when_told(kernel: Kernel) -> None:
    kernel.run("%unload_ext percolab")
    assert not ask(kernel, "inspect", "%%dropout\nnetwork: {wid|th: 8}")["found"]
    assert kernel.value("'do_inspect' in vars(get_ipython().kernel)") == "False"
    kernel.run("%load_ext percolab")
    assert ask(kernel, "inspect", "%%dropout\nnetwork: {wid|th: 8}")["found"]
