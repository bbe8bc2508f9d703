"""Hatchling's build hook: makes what wheels carry and git does not: engine, view, labextension.

A source distribution holds them already (and a PKG-INFO), so installing from one needs no Node.
"""

import shutil
import subprocess
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildEngineAndLabextension(BuildHookInterface):
    """Runs `node scripts/build.mjs` in a checkout, which builds only what has changed."""

    def initialize(self, version, build_data):
        """Builds before the files are collected.

        Raises RuntimeError where Node is missing or the build fails.
        """
        if (Path(self.root) / "PKG-INFO").exists():
            return
        node = shutil.which("node")
        if node is None:
            raise RuntimeError(
                "no 'node' on the PATH: building percolab from a checkout needs Node 20 or newer, "
                "from https://nodejs.org. Installing a released wheel does not."
            )
        status = subprocess.run([node, "scripts/build.mjs"], cwd=self.root).returncode
        if status != 0:
            raise RuntimeError(f"node scripts/build.mjs failed with status {status}; see above.")
