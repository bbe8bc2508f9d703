"""What the tests share: the package of this checkout, and real kernels to run cells in."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
# Kernels and commands started by tests are to find the same package.
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
# A test computes what it looks at, and leaves nothing; those of the cache say where theirs is.
os.environ["PERCOLAB_CACHE_LIMIT"] = "0"

#: Takes minutes on any machine.
LONG = {
    "network": {"width": 64, "depth": 64},
    "model": "bond",
    "p": 0.9,
    "method": "bit-parallel",
    "trials": 4_000_000,
}

LONG_CELL = """%%percolation
network: {width: 64, depth: 64}
model: bond
p: 0.9
method: bit-parallel
trials: 4000000
"""


def pytest_sessionstart() -> None:
    if not (ROOT / "percolab" / "engine" / "engine.js").is_file():
        pytest.exit("the engine is not built; run: npm run build", returncode=1)


@dataclass
class Ran:
    """What came of a cell: its messages in order, and the reply."""

    reply: dict[str, Any]
    messages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [content for name, content in self.messages if name == kind]

    @property
    def text(self) -> str:
        return "".join(content["text"] for content in self.of("stream"))

    @property
    def error(self) -> str:
        """The traceback as a reader sees it."""
        return "\n".join(line for content in self.of("error") for line in content["traceback"])


class Kernel:
    """A real IPython kernel."""

    def __init__(self, manager: Any, client: Any) -> None:
        self.manager = manager
        self.client = client

    def start(self, code: str) -> str:
        return self.client.execute(code)

    def finish(self, request: str, timeout: float = 60) -> Ran:
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != request:
                continue
            content = message["content"]
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                break
            messages.append((message["msg_type"], content))
        reply = self.client.get_shell_msg(timeout=timeout)
        while reply["parent_header"].get("msg_id") != request:
            reply = self.client.get_shell_msg(timeout=timeout)
        return Ran(reply["content"], messages)

    def run(self, code: str, timeout: float = 60) -> Ran:
        return self.finish(self.start(code), timeout)

    def value(self, expression: str) -> str:
        """The printed value of an expression."""
        ran = self.run(f"print({expression})")
        assert ran.reply["status"] == "ok", ran.error
        return ran.text.strip()


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One kernel for the tests of a file, with percolab loaded and its magics registered."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(
        kernel_name="python3", cwd=str(tmp_path_factory.mktemp("kernel"))
    )
    kernel = Kernel(manager, client)
    try:
        assert kernel.run("import percolab\n%load_ext percolab").reply["status"] == "ok"
        yield kernel
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def is_running(pid: int) -> bool:
    """Whether a process runs; one that ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ends(pid: int, within: float = 10) -> bool:
    """Whether a process ends within some seconds."""
    deadline = time.monotonic() + within
    while is_running(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
