"""A short run of what docs/chaos.md tells at length: studies that are killed, interrupted, without
disk, with damaged files.
"""

import subprocess
import sys

import pytest
from conftest import ROOT


@pytest.mark.skipif(sys.platform != "linux", reason="its faults are Linux's")
def test_a_short_run() -> None:
    program = str(ROOT / "bench" / "chaos" / "run.py")
    words = ["--runs", "8", "--seed", "b", "--ways", "command line", "Python"]
    ran = subprocess.run([sys.executable, program, *words], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "8 runs, 0 with problems" in ran.stderr
