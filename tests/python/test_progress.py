"""Progress in a real kernel, in a real terminal, and its words."""

import os
import pty
import re
import subprocess
import sys
import time
from base64 import b64decode

import pytest
from conftest import LONG_CELL

from percolab.progress import (
    MIME_TYPE,
    Notebook,
    Place,
    Progress,
    duration,
    html_of,
    line_of,
    payload_of,
)
from percolab.result import MIME_TYPE as RESULT

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
    *running, ended, emptied = updates
    texts = [update["data"]["text/plain"] for update in running]
    assert any(re.search(r"\d+ of \d+, \d+ %", text) for text in texts)
    (run,) = {update["data"][MIME_TYPE]["run"] for update in running}
    told = {"name": "percolation", "state": "done", "run": run, "remains": True}
    assert ended["data"] == {MIME_TYPE: told, "text/plain": ""}
    assert emptied["data"] == {"text/plain": ""}
    # The result is a display of its own, after the progress.
    assert [kind for kind, _ in ran.messages][-1] == "execute_result"


def test_the_display_goes_when_the_result_of_a_magic_comes(kernel):
    ran = kernel.run(LONG_CELL.replace("4000000", "60000"))
    assert ran.reply["status"] == "ok", ran.error
    assert "text/html" in ran.of("display_data")[0]["data"]
    # All of the cell's output is cleared together with what is shown next: nothing is left empty.
    assert ran.messages[-2] == ("clear_output", {"wait": True})
    run = ran.of("display_data")[0]["data"][MIME_TYPE]["run"]
    told = {"name": "percolation", "state": "done", "run": run, "remains": False}
    assert ran.messages[-3][1]["data"][MIME_TYPE] == told
    kind, shown = ran.messages[-1]
    assert (kind, RESULT in shown["data"]) == ("display_data", True)


def test_a_cell_that_only_calls_a_magic_keeps_its_own_output(kernel):
    _, cell = LONG_CELL.replace("4000000", "60000").split("\n", 1)
    ran = kernel.run(f"print(7)\nget_ipython().run_cell_magic('percolation', '', {cell!r})")
    assert ran.reply["status"] == "ok", ran.error
    assert ran.text == "7\n"
    assert not ran.of("clear_output")
    assert ran.of("update_display_data")[-1]["data"] == {"text/plain": ""}


def test_the_display_goes_after_an_interrupt(kernel):
    running = kernel.start(LONG_CELL)
    time.sleep(2)
    kernel.manager.interrupt_kernel()
    ran = kernel.finish(running)
    assert ran.of("display_data")
    kinds = [kind for kind, _ in ran.messages]
    assert kinds[kinds.index("clear_output") :] == ["clear_output", "error"]
    assert ran.of("update_display_data")[-1]["data"][MIME_TYPE]["state"] == "stopped"


def test_a_run_that_fails_says_so():
    ended = []

    class Listener(Place):
        def close(self, name, end):
            ended.append((name, end))

    for error in [ValueError, KeyboardInterrupt]:
        progress = Progress("dropout")
        progress._place, progress._shown = Listener(), True
        with pytest.raises(error), progress:
            raise error
    assert ended == [("dropout", "failed"), ("dropout", "stopped")]


def test_the_payload_has_what_the_extension_draws(kernel):
    ran = kernel.run(CALL % True)
    payloads = [update["data"].get(MIME_TYPE, {}) for update in ran.of("update_display_data")]
    counted = [payload for payload in payloads if payload.get("rate")]
    assert counted
    for payload in counted:
        assert payload["name"] == "percolation"
        assert payload["state"] == "running"
        assert 0 < payload["done"] <= payload["total"]
        assert 0 < payload["rate"] < 1e6
        assert payload["seconds"] >= 0


def test_the_rate_is_that_of_the_whole_run():
    report = {"done": 6, "total": 10, "kept": 0, "seconds": 2.0}
    assert payload_of("dropout", report, 3.0, "14:05 UTC", "<svg/>") == {
        "name": "dropout",
        "state": "running",
        "as_of": "14:05 UTC",
        "done": 6,
        "total": 10,
        "kept": 0,
        "seconds": 2.0,
        "rate": 2.0,
        "picture": "<svg/>",
    }
    assert payload_of("dropout", {**report, "done": 0}, 3.0, "")["rate"] is None
    assert payload_of("dropout", None, 0.0, "14:05 UTC") == {
        "name": "dropout",
        "state": "running",
        "as_of": "14:05 UTC",
    }


class Screen(Place):
    def __init__(self):
        self.pictures = []

    def show(self, name, report, picture):
        self.pictures.append(picture)


def test_the_pace_slows_down_in_long_runs(monkeypatch):
    now = 0.0
    monkeypatch.setattr("percolab.progress.time.monotonic", lambda: now)
    screen = Screen()
    monkeypatch.setattr("percolab.progress._find_place", lambda: screen)
    progress = Progress("percolation")
    shown = []
    for tick in range(3000):
        now = tick / 100
        before = len(screen.pictures)
        progress.update(None)
        if len(screen.pictures) > before:
            shown.append(now)
    early = [at for at in shown if at < 10]
    assert early[0] == 0.5
    assert 90 <= len(early) <= 96
    assert 19 <= len(shown) - len(early) <= 21


def test_readers_are_told_rarely(monkeypatch):
    now = 0.0
    monkeypatch.setattr("percolab.progress.time.monotonic", lambda: now)
    notebook = Notebook(own_cell=False)
    published = []
    monkeypatch.setattr(notebook, "_publish", published.append)

    def announced(seconds, percent):
        nonlocal now
        now = seconds
        report = {"done": percent, "total": 100, "kept": 0, "seconds": None}
        notebook.show("percolation", report, None)
        return 'role="status"' in published[-1]["text/html"]

    # The first; then at least 10 s and 10 % later.
    times = [(1, 0), (2, 30), (10, 90), (11, 5), (12, 10), (30, 19), (40, 20)]
    assert [announced(*at) for at in times] == [True, False, False, False, True, False, True]


def test_what_may_outlive_the_run_says_of_when_it_is(kernel):
    ran = kernel.run(CALL % True)
    shown = ran.of("update_display_data")[0]["data"]
    assert re.fullmatch(r"\d\d:\d\d \w+", shown[MIME_TYPE]["as_of"])
    for text in (shown["text/plain"], shown["text/html"]):
        assert re.search(r"\d+ % ?.*\(as of \d\d:\d\d \w+\)", text), text


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


def test_a_training_study_shows_what_it_has_found_so_far(kernel):
    ran = kernel.run(
        "percolab.dropout(width=8, depth=[4, 8], p=[0.5, 0.7], steps=10_000, workers=1)"
    )
    assert ran.reply["status"] == "ok", ran.error
    shown = [update["data"].get("text/html", "") for update in ran.of("update_display_data")]
    pictures = [html.split("base64,")[1].split('"')[0] for html in shown if "<img" in html]
    assert pictures
    assert all(b64decode(picture).startswith(b"<svg") for picture in pictures)
    # It grows: later pictures tell of more rows.
    rows = [int(re.search(rb"(\d+) rows?", b64decode(picture))[1]) for picture in pictures]
    assert rows == sorted(rows)
    assert rows[-1] < 144
    assert shown[-1] == ""


def test_a_picture_stays_until_the_next_comes():
    progress = Progress("dropout")
    progress._place = screen = Screen()
    report = {"done": 1, "total": 3, "kept": 0, "seconds": 4.2}
    for newest in [
        {**report, "picture": "<svg>1"},
        report,
        {**report, "picture": "<svg>2"},
        report,
    ]:
        progress._next = 0
        progress.update(newest)
    assert screen.pictures == ["<svg>1", "<svg>1", "<svg>2", "<svg>2"]


def test_words():
    assert line_of("dropout", None) == "dropout: running"
    report = {"done": 1, "total": 3, "kept": 0, "seconds": 4.2}
    assert line_of("dropout", report) == "dropout: 1 of 3, 33 %, about 4 s left"
    assert line_of("dropout", {**report, "seconds": None}) == "dropout: 1 of 3, 33 %"
    resumed = {"done": 2, "total": 3, "kept": 1, "seconds": 4.2}
    assert line_of("dropout", resumed).endswith("about 4 s left, 1 from the cache")
    assert payload_of("dropout", resumed, 0.5, "now")["rate"] == 2
    assert line_of("dropout", None, as_of="14:05 UTC") == "dropout: running (as of 14:05 UTC)"
    assert 'value="1" max="3"' in html_of("dropout", report, "")
    assert "value" not in html_of("dropout", None, "")
    assert "<script" not in html_of("<script>", report, "<script>")
    assert "<script" not in html_of("dropout", report, "", "<svg><script>1</script></svg>")
