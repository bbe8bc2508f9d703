"""The cell magics in a real kernel."""

import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import LONG_CELL

from percolab.magics import DATA_NAME

CELL = """network: {width: 3, depth: [2, 4]}
p: 0..1 by 0.25
"""
MIME_TYPE = "application/vnd.percolab.result+json"
PID = "__import__('percolab.process').process.running_engine().pid"


def test_a_result_is_displayed_and_bound(kernel):
    ran = kernel.run(f"%%percolation curve\n{CELL}")
    assert ran.reply["status"] == "ok", ran.error
    shown = ran.of("display_data")[-1]
    assert set(shown["data"]) == {MIME_TYPE, "image/svg+xml", "text/html", "text/plain"}
    assert shown["data"][MIME_TYPE]["rows"] == 10
    # A fresh display: no display_id that a later update could refer to.
    assert not shown.get("transient")
    assert kernel.value("curve.digest") == shown["data"][MIME_TYPE]["digest"]
    assert kernel.value("len(curve.to_dataframe())") == "10"


def test_a_name_is_not_needed(kernel):
    before = kernel.value("sorted(get_ipython().user_ns.keys() - {'_i', '_ii', '_iii'})")
    ran = kernel.run(f"%%percolation\n{CELL}")
    assert ran.of("display_data")
    after = kernel.value("sorted(get_ipython().user_ns.keys() - {'_i', '_ii', '_iii'})")
    new = set(after.split(", ")) - set(before.split(", "))
    assert all(name.strip("[]'").startswith("_i") for name in new)


def test_dropout_reads_data_from_a_variable(kernel):
    kernel.run(
        "import numpy as np\n"
        "X = np.random.default_rng(1).normal(size=(60, 3))\n"
        "clouds = (X, np.where(X[:, 0] > 0, 'right', 'left'))"
    )
    cell = (
        "%%dropout trained\n"
        "network: {width: 4, depth: 1}\n"
        "data: clouds  # a variable\n"
        "p: 0.3\nsteps: 10\nreplicates: 1\n"
    )
    ran = kernel.run(cell)
    assert ran.reply["status"] == "ok", ran.error
    assert kernel.value("(trained.study['study'], len(trained))") == "('dropout', 3)"
    same = "percolab.dropout(data=clouds, width=4, depth=1, p=0.3, steps=10, replicates=1)"
    assert kernel.value(f"{same}.digest") == kernel.value("trained.digest")


@pytest.mark.parametrize(
    "data",
    [
        "data: {name: slopes, task: regression}",
        "data: { task: regression, name: 'slopes' }  # a variable",
        "data:\n  # numbers\n  task: regression\n  name: slopes",
    ],
)
def test_a_variable_may_be_given_a_task(kernel, data):
    kernel.run("slopes = ([[k % 7, k % 3] for k in range(60)], [k % 7 for k in range(60)])")
    cell = f"network: {{width: 4, depth: 1}}\n{data}\np: 0.3\nsteps: 10\nreplicates: 1\n"
    ran = kernel.run(f"%%dropout numbers\n{cell}")
    assert ran.reply["status"] == "ok", ran.error
    assert kernel.value("numbers.study['data']['task']") == "regression"
    assert kernel.value("numbers.study['data']['name']") == "slopes"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("data: clouds", "clouds"),
        ("p: 1\ndata: 'clouds'  # a comment\np: 2", "clouds"),
        ('data: {task: regression, name: "clouds"}', "clouds"),
        ("data: {task: regression,\n  name: clouds\n}", "clouds"),
        ("data:  # of mine\n\n  task: regression\n  # so\n  name: clouds", "clouds"),
        ("# data: clouds\ndata: digits", "digits"),
        ("data: {task: regression}\noptimizer: {name: sgd}", None),
        ("data:\n  task: regression\noptimizer:\n  name: sgd", None),
        ("data: [clouds, others]", None),
        ("data: two words", None),
        ("mydata: clouds", None),
    ],
)
def test_the_name_of_the_data_is_found(cell, name):
    found = DATA_NAME.search(cell)
    assert (found and found[3]) == name


@pytest.mark.parametrize("line", ["  \n", "  # note\n", "  a: b\n", "  name: two words\n", "\n"])
def test_a_name_is_sought_in_linear_time(line):
    # In a process of its own, since a search that would take for ever can't be ended otherwise.
    cell = f"'data:\\n' + {line!r} * 100_000"
    search = f"from percolab.magics import DATA_NAME\nDATA_NAME.search({cell})"
    subprocess.run([sys.executable, "-c", search], timeout=60, check=True)


def test_a_variable_that_is_no_pair_is_named(kernel):
    kernel.run("number = 5")
    ran = kernel.run("%%dropout\nnetwork: {width: 4, depth: 1}\ndata: number\np: 0.3\n")
    assert "StudyError: data: the variable number is an int, 5; allowed: a pair (X, y)" in ran.error


def test_a_variable_that_does_not_exist_is_named(kernel):
    ran = kernel.run("%%dropout\nnetwork: {width: 4, depth: 1}\ndata: absent\np: 0.3\n")
    assert "absent" in ran.error
    assert "line 3" in ran.error


@pytest.mark.parametrize(
    ("line", "key"), [("p: 0..2 by 0.5", "p"), ("p: 0.5\nmodle: site", "modle")]
)
def test_a_mistake_is_text_without_a_traceback(kernel, line, key):
    ran = kernel.run(f"%%percolation wrong\nnetwork: {{width: 3, depth: 2}}\n{line}\n")
    assert ran.reply["status"] == "error"
    [error] = ran.of("error")
    assert error["ename"] == "StudyError"
    assert error["traceback"] == [f"StudyError: {error['evalue']}"]
    # Lines are counted as the cell counts them, the magic's own being the first.
    assert f"line {3 + line.count(chr(10))}, column" in ran.error
    assert key in ran.error
    assert not ran.of("display_data")
    assert kernel.value("'wrong' in globals()") == "False"


def test_a_mistake_keeps_the_earlier_result(kernel):
    kernel.run(f"%%percolation curve\n{CELL}")
    digest = kernel.value("curve.digest")
    kernel.run("%%percolation curve\nnonsense\n")
    assert kernel.value("curve.digest") == digest


@pytest.mark.parametrize("name", ["1st", "a b", "lambda", "curve.x", "-n"])
def test_a_bad_name_is_refused_before_the_run(kernel, name):
    ran = kernel.run(f"%%percolation {name}\n{CELL}")
    assert f"StudyError: %%percolation: found '{name}'" in ran.error
    assert not ran.of("display_data")


def test_errors_of_calls_have_no_traceback_either(kernel):
    ran = kernel.run("percolab.percolation(width=3, depth=2, p={0.5})")
    assert ran.of("error")[0]["traceback"] == [ran.error]
    assert ran.error.startswith("StudyError: p: found a set")


def test_the_interrupt_stops_the_run_and_what_follows(kernel):
    kernel.run(f"%%percolation\n{CELL}")
    pid = kernel.value(PID)
    running = kernel.start(f"{LONG_CELL}")
    following = kernel.start("followed = True")
    time.sleep(2)
    start = time.monotonic()
    kernel.manager.interrupt_kernel()
    ran = kernel.finish(running)
    # Loosely, for slow machines: the run itself would take minutes.
    assert time.monotonic() - start < 5
    [error] = ran.of("error")
    assert error["ename"] == "Interrupted"
    assert error["traceback"] == ["Interrupted: the study was stopped before it was done"]
    assert kernel.finish(following).reply["status"] == "aborted"
    assert kernel.value("'followed' in globals()") == "False"
    assert kernel.value(PID) == pid
    assert kernel.run(f"%%percolation again\n{CELL}").reply["status"] == "ok"


def test_a_killed_engine_is_reported_and_replaced(kernel):
    kernel.run(f"%%percolation\n{CELL}")
    pid = int(kernel.value(PID))
    running = kernel.start(LONG_CELL)
    time.sleep(1.5)
    os.kill(pid, signal.SIGKILL)
    ran = kernel.finish(running)
    assert "EngineError: the engine process was killed" in ran.error
    assert len(ran.of("error")[0]["traceback"]) == 1
    assert kernel.run(f"%%percolation\n{CELL}").reply["status"] == "ok"
    assert int(kernel.value(PID)) != pid


def test_a_result_is_saved_too(kernel):
    ran = kernel.run(f"%%percolation curve --save 'a table.csv' --no-cache\n{CELL}")
    assert ran.reply["status"] == "ok", ran.error
    assert ran.of("display_data")
    read = "__import__('pandas').read_csv('a table.csv')"
    assert kernel.value(f"{read}.p.tolist() == curve.columns['p'].tolist()") == "True"
    assert kernel.run(f"%%percolation --save=table.jsonl\n{CELL}").reply["status"] == "ok"
    assert kernel.value("len(open('table.jsonl').readlines())") == "10"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--save", "%%percolation --save: found ''; allowed: a name that ends in .html, .svg,"),
        ("--save curve.xls", "found 'curve.xls'; allowed: a name that ends in"),
        ("--save none/curve.csv", "'none/curve.csv' can't be written; name a file in a folder"),
        ("--save 'curve.csv", "%%percolation: found a quote that does not end in"),
        ("unsaved curve.csv", "found 'unsaved curve.csv'; allowed: one Python name for the result"),
    ],
)
def test_a_file_that_can_not_be_is_refused_before_the_run(kernel, line, said):
    ran = kernel.run(f"%%percolation {line}\n{CELL}")
    assert "StudyError: " in ran.error
    assert said in ran.error
    assert not ran.of("display_data")
