"""The command percolab: npm's own command line, run by the Node that this package finds."""

from __future__ import annotations

import os
import subprocess
import sys

from .errors import EngineError
from .node import find_bundle, find_node

#: Exit status of a command that was interrupted, as shells have it.
INTERRUPTED = 130


def main() -> int:
    """Run the command line with this process's arguments and streams; returns its exit status."""
    try:
        command = [find_node(), find_bundle("cli.js"), *sys.argv[1:]]
        if os.name == "posix":
            # Nothing of Python stays between the shell and the command: signals and status are its
            # own.
            os.execv(command[0], command)
        return subprocess.run(command, check=False).returncode
    except EngineError as error:
        print(f"percolab: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
