"""The engine process lives, dies and starts again."""

import gc
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from conftest import LONG, ends, is_running

import percolab
from percolab import EngineError, Interrupted, StudyError, process
from percolab.process import running_engine


def small() -> percolab.Result:
    return percolab.percolation(width=4, depth=2, p=0.5)


def test_one_engine_serves_many_studies():
    small()
    pid = running_engine().pid
    assert small().digest == small().digest
    assert running_engine().pid == pid


def test_a_mistake_leaves_the_engine_running():
    pid = running_engine().pid
    with pytest.raises(StudyError):
        percolab.percolation(width=4, depth=2, p=2)
    assert running_engine().pid == pid


def test_an_interrupt_stops_the_work_and_the_engine_stays_usable():
    small()
    pid = running_engine().pid
    pressed = []

    def interrupt() -> None:
        pressed.append(time.monotonic())
        signal.raise_signal(signal.SIGINT)

    threading.Timer(1.5, interrupt).start()
    with pytest.raises(Interrupted):
        percolab.run({"study": "percolation", **LONG})
    assert time.monotonic() - pressed[0] < 0.5
    small()
    assert running_engine().pid == pid


def test_an_interrupt_while_a_large_file_is_read_leaves_the_engine(tmp_path):
    small()
    pid = running_engine().pid
    edges = (f'"unit {i % 9973}","unit {10_000 + i % 9967}"\n' for i in range(600_000))
    (tmp_path / "g.csv").write_text("".join(edges))
    pressed = []

    def interrupt() -> None:
        pressed.append(time.monotonic())
        signal.raise_signal(signal.SIGINT)

    threading.Timer(0.4, interrupt).start()
    with pytest.raises(Interrupted):
        percolab.percolation(file=str(tmp_path / "g.csv"), p=0.5, trials=100_000_000)
    assert time.monotonic() - pressed[0] < 0.5
    assert running_engine().pid == pid
    small()


def test_an_engine_that_dies_at_work_is_reported_and_replaced():
    small()
    pid = running_engine().pid
    threading.Timer(1, os.kill, [pid, signal.SIGKILL]).start()
    with pytest.raises(EngineError, match=r"was killed(.|\n)*starts a new one"):
        percolab.run({"study": "percolation", **LONG})
    small()
    assert running_engine().pid != pid


@pytest.mark.skipif(os.name != "posix", reason="counts file descriptors")
def test_engines_that_were_killed_leave_no_open_files():
    def kill_one() -> None:
        small()
        engine = running_engine()
        pids.add(engine.pid)
        engine.kill()
        with pytest.raises(EngineError):
            engine.request("hello", {}, lambda _: None)

    def settles(most: int) -> bool:
        end = time.monotonic() + 5
        while psutil.Process().num_fds() > most and time.monotonic() < end:
            time.sleep(0.01)
        return psutil.Process().num_fds() <= most

    pids = set()
    gc.collect()
    kill_one()
    before = psutil.Process().num_fds()
    gc.disable()
    try:
        for _ in range(4):
            kill_one()
        assert len(pids) == 5
        assert settles(before)
    finally:
        gc.enable()


def test_a_study_that_dies_with_another_threads_interrupt_says_so():
    small()
    pid = running_engine().pid
    failures = []

    def work() -> None:
        try:
            percolab.run({"study": "percolation", **LONG})
        except EngineError as error:
            failures.append(str(error))

    other = threading.Thread(target=work)
    other.start()
    # An engine that does not answer, so that an interrupt has to kill it.
    threading.Timer(1, os.kill, [pid, signal.SIGSTOP]).start()
    threading.Timer(1.2, signal.raise_signal, [signal.SIGINT]).start()
    with pytest.raises(Interrupted):
        percolab.run({"study": "percolation", **LONG})
    other.join(timeout=10)
    [message] = failures
    assert message == (
        "the engine process was ended, because a study of another thread was interrupted and did "
        "not stop.\nThe next study starts a new one."
    )
    small()
    assert running_engine().pid != pid


def test_an_engine_that_died_meanwhile_is_reported_and_replaced():
    small()
    engine = running_engine()
    pid = engine.pid
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while engine.alive and time.monotonic() < deadline:
        time.sleep(0.01)
    with pytest.warns(RuntimeWarning, match="SIGTERM"):
        small()
    assert running_engine().pid != pid


def test_several_threads_share_the_engine():
    digests = []

    def work(width: int) -> None:
        digests.append(percolab.percolation(width=width, depth=2, p=0.5).digest)

    threads = [threading.Thread(target=work, args=(width,)) for width in (2, 3, 4, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(digests)) == 4


def test_a_forked_child_has_an_engine_of_its_own():
    small()
    pid = running_engine().pid
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        small()
        os.write(writing, str(running_engine().pid).encode())
        os._exit(0)
    os.waitpid(child, 0)
    childs = int(os.read(reading, 20))
    assert childs != pid
    assert ends(childs)
    assert is_running(pid)
    small()


SCRIPT = """
import percolab
from percolab.process import running_engine
percolab.percolation(width=4, depth=2, p=0.5)
print(running_engine().pid, flush=True)
"""


def test_the_engine_ends_with_a_script():
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert ends(int(ran.stdout))


def test_the_engine_ends_with_a_python_that_is_killed_at_work():
    code = f"{SCRIPT}percolab.run({{'study': 'percolation', **{LONG!r}}})"
    script = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    pid = int(script.stdout.readline())
    time.sleep(0.5)
    script.kill()
    script.wait()
    script.stdout.close()
    assert ends(pid)


def test_the_engine_ends_with_a_python_that_is_killed_while_it_plans():
    study = {
        "network": {"width": 8, "depth": list(range(1, 1001))},
        "p": [i / 100 for i in range(100)],
        "force": True,
    }
    code = f"{SCRIPT}percolab.run({{'study': 'percolation', **{study!r}}}, progress=False)"
    script = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    pid = int(script.stdout.readline())
    time.sleep(0.3)
    script.kill()
    script.wait()
    script.stdout.close()
    assert ends(pid, within=20)


def test_a_busy_engine_does_not_keep_an_interrupt_waiting():
    small()
    pressed = []

    def interrupt() -> None:
        pressed.append(time.monotonic())
        signal.raise_signal(signal.SIGINT)

    threading.Timer(0.3, interrupt).start()
    with pytest.raises(Interrupted):
        percolab.run(
            {
                "study": "percolation",
                "network": {"width": 8, "depth": list(range(1, 1001))},
                "p": [i / 100 for i in range(100)],
                "force": True,
            }
        )
    assert time.monotonic() - pressed[0] < 0.5
    small()


def test_a_forked_child_does_not_keep_the_engine_of_a_parent_that_is_gone():
    fork = """
import os, signal, time
child = os.fork()
if child == 0:
    time.sleep(60)
print(child, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    script = subprocess.Popen([sys.executable, "-c", SCRIPT + fork], stdout=subprocess.PIPE)
    engine, child = int(script.stdout.readline()), int(script.stdout.readline())
    script.wait()
    script.stdout.close()
    try:
        assert ends(engine)
        assert is_running(child)
    finally:
        os.kill(child, signal.SIGKILL)


def test_a_lent_folder_is_private_and_goes_after_an_error():
    with pytest.raises(KeyboardInterrupt), running_engine().lent_folder() as folder:
        assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
        raise KeyboardInterrupt
    assert not os.path.exists(folder)


def test_a_lent_folder_goes_with_a_python_that_is_killed():
    code = f"""{SCRIPT}
import time
with running_engine().lent_folder() as folder:
    print(folder, flush=True)
    time.sleep(60)
"""
    script = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    pid, folder = int(script.stdout.readline()), script.stdout.readline().strip()
    Path(folder, "arrays").write_text("large")
    script.kill()
    script.wait()
    script.stdout.close()
    assert ends(pid)
    assert not os.path.exists(folder)


def test_a_python_that_is_killed_at_work_leaves_no_files(tmp_path):
    study = {"study": "percolation", **LONG}
    code = f"{SCRIPT}\npercolab.run({study!r}, cache=False)"
    own = {**os.environ, "TMPDIR": str(tmp_path)}
    script = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=own)
    pid = int(script.stdout.readline())
    end = time.monotonic() + 30
    while not list(tmp_path.rglob("*.result")) and time.monotonic() < end:
        time.sleep(0.05)
    assert list(tmp_path.rglob("*.result"))
    script.kill()
    script.wait()
    script.stdout.close()
    assert ends(pid)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_while_the_engine_starts_leaves_no_process(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    running_engine().close()
    before = set(psutil.Process().children())
    with monkeypatch.context() as patch, pytest.warns(RuntimeWarning), pytest.raises(Interrupted):
        patch.setattr(process, "Connection", interrupted)
        small()
    assert set(psutil.Process().children()) <= before
    small()
