"""The console script: Node's command line behind a Python entry point."""

import json
import signal
import subprocess
import sys
import time

from conftest import LONG

import percolab

COMMAND = [sys.executable, "-c", "import sys; from percolab.cli import main; sys.exit(main())"]
STUDY = """study: percolation
network: {width: 3, depth: [2, 4]}
p: 0..1 by 0.25
"""


def run(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, **options)


def test_the_command_prints_the_same_result_as_the_call(tmp_path):
    path = tmp_path / "study.yaml"
    path.write_text(STUDY)
    ran = run("run", str(path))
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["digest"] == percolab.run(path).digest


def test_standard_input_is_passed_on():
    ran = run("check", "-", input=STUDY)
    assert ran.returncode == 0, ran.stderr


def test_a_mistake_is_status_2_with_a_message_and_no_output(tmp_path):
    path = tmp_path / "study.yaml"
    path.write_text(STUDY.replace("width", "widht"))
    ran = run("run", str(path))
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "line 2" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_interrupt_is_status_130_without_a_traceback(tmp_path):
    path = tmp_path / "study.yaml"
    # JSON is YAML.
    path.write_text(json.dumps({"study": "percolation", **LONG}))
    command = subprocess.Popen(
        [*COMMAND, "run", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(2)
    command.send_signal(signal.SIGINT)
    out, err = command.communicate(timeout=30)
    assert command.returncode == 130
    assert out == ""
    assert "Traceback" not in err


def test_the_command_starts_without_numpy():
    code = "import sys, percolab.cli; print('numpy' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert asked.stdout.strip() == "False", asked.stderr
