"""Progress in a real kernel, in a real terminal, and its words."""

import os
import pty
import re
import subprocess
import sys
import time

import pytest
from conftest import LONG_CELL

from percolab.progress import duration, html_of, line_of

#: Two seconds of work for one core, so that any machine has progress to show.
CALL = """percolab.percolation(network={"width": 64, "depth": 64}, model="bond", p=0.9,
    method="bit-parallel", trials=60_000, workers=1, progress=%s)"""


def test_the_display_is_updated_and_then_emptied(kernel):
    ran = kernel.run(CALL % True)
    assert ran.reply["status"] == "ok", ran.error
    [first] = ran.of("display_data")
    updates = ran.of("update_display_data")
    assert first["data"]["text/html"].startswith('<div role="status"><progress ')
    assert first["data"]["text/plain"].startswith("percolation: ")
    assert {update["transient"]["display_id"] for update in updates} == {
        first["transient"]["display_id"]
    }
    texts = [update["data"]["text/plain"] for update in updates[:-1]]
    assert any(re.search(r"\d+ of \d+, \d+ %", text) for text in texts)
    assert updates[-1]["data"] == {"text/plain": ""}
    # The result is a display of its own, after the progress.
    assert [kind for kind, _ in ran.messages][-1] == "execute_result"


def test_the_display_is_emptied_after_an_interrupt(kernel):
    running = kernel.start(LONG_CELL)
    time.sleep(2)
    kernel.manager.interrupt_kernel()
    ran = kernel.finish(running)
    assert ran.of("display_data")
    assert ran.of("update_display_data")[-1]["data"] == {"text/plain": ""}


def test_progress_can_be_turned_off(kernel):
    ran = kernel.run(f"quiet = {CALL % False}")
    assert ran.reply["status"] == "ok", ran.error
    assert not ran.of("display_data")
    assert ran.text == ""


def run_script(terminal: bool, before: str = "") -> tuple[str, str]:
    """What a script with a run of some seconds leaves on standard output and standard error."""
    code = f"import percolab\n{before}\n{CALL % True}\nprint('done')"
    if not terminal:
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        return ran.stdout, ran.stderr
    ours, theirs = pty.openpty()
    script = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    written = b""
    try:
        while part := os.read(ours, 1000):
            written += part
    except OSError:
        pass  # Linux's way to say that the other side has closed.
    finally:
        os.close(ours)
    out, _ = script.communicate()
    return out.decode(), written.decode()


def test_a_terminal_shows_one_line_and_then_none():
    out, err = run_script(terminal=True)
    assert out == "done\n"
    lines = err.split("\r")
    assert lines[-1] == "\x1b[K"
    assert any(re.match(r"percolation: \d+ of \d+, \d+ %", line) for line in lines)
    assert "\n" not in err


def test_a_file_gets_a_line_for_each_minute_of_long_runs():
    assert run_script(terminal=False) == ("done\n", "")
    # As if the run had begun long ago.
    hurried = "import percolab.progress\npercolab.progress.File.patience = 0.5"
    out, err = run_script(terminal=False, before=hurried)
    assert out == "done\n"
    assert re.fullmatch(r"percolab: percolation: \d+ of \d+, \d+ %.*\n", err)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (3599, "59 min 59 s"), (3660, "1 h 1 min")],
)
def test_durations(seconds, words):
    assert duration(seconds) == words


def test_words():
    assert line_of("dropout", None) == "dropout: running"
    report = {"done": 1, "total": 3, "seconds": 4.2}
    assert line_of("dropout", report) == "dropout: 1 of 3, 33 %, about 4 s left"
    assert line_of("dropout", {**report, "seconds": None}) == "dropout: 1 of 3, 33 %"
    assert 'value="1" max="3"' in html_of("dropout", report)
    assert "value" not in html_of("dropout", None)
    assert "<script" not in html_of("<script>", report)
