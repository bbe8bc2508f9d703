"""Nothing of a run is open to others: no process listens, and files are their user's alone."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from conftest import LONG

from percolab.node import find_bundle, find_node

#: States and flags of sockets, in the kernel's tables, that others can connect to.
TCP_LISTENS = "0A"
UNIX_LISTENS = 0x10000

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def sockets_of(pid: int) -> set[str]:
    """Inodes of the sockets that a process holds."""
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            place = os.readlink(entry)
        except FileNotFoundError:
            continue  # Closed meanwhile.
        if place.startswith("socket:["):
            found.add(place[8:-1])
    return found


def listeners(pid: int) -> list[str]:
    """The sockets of a process that others can connect or send to, as lines of /proc/net."""
    own = sockets_of(pid)
    found = []
    for table, inode in [("tcp", 9), ("tcp6", 9), ("udp", 9), ("udp6", 9), ("unix", 6)]:
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[inode] not in own:
                continue
            if (
                table.startswith("udp")
                or (table == "unix" and int(words[3], 16) & UNIX_LISTENS)
                or (table.startswith("tcp") and words[3] == TCP_LISTENS)
            ):
                found.append(f"{table}: {line}")
    return found


@on_linux
@pytest.mark.parametrize(
    "opened",
    [
        "socket.create_server(('127.0.0.1', 0))",
        "socket.create_server(('::1', 0), family=socket.AF_INET6)",
        "socket.socket(type=socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0))",
        "socket.socket(socket.AF_UNIX); s.bind('\\0' + str(os.getpid())); s.listen()",
    ],
)
def test_whoever_listens_is_seen(opened: str) -> None:
    if "::1" in opened and not Path("/proc/net/if_inet6").exists():
        pytest.skip("no IPv6 here")
    code = f"import os, socket\ns = {opened}\nprint('open', flush=True)\ninput()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code], **pipes) as program:
        assert program.stdout.readline() == "open\n"
        assert len(listeners(program.pid)) == 1
        program.communicate("\n")


@pytest.fixture(params=["Python", "command"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[psutil.Process]:
    """A program that runs a long study, and the processes below it."""
    study = tmp_path / "long.yaml"
    study.write_text(json.dumps({"study": "percolation", **LONG}))
    code = f"import percolab\npercolab.run({{'study': 'percolation', **{LONG!r}}}, workers=2)"
    words = {
        "Python": [sys.executable, "-c", code],
        "command": [find_node(), find_bundle("cli.js"), "run", str(study), "--workers", "2"],
    }
    with subprocess.Popen(words[request.param], stdout=subprocess.DEVNULL) as started:
        process = psutil.Process(started.pid)
        try:
            yield process
        finally:
            # The engine of a killed Python ends by itself.
            started.kill()


@on_linux
def test_no_process_of_a_run_listens(program: psutil.Process) -> None:
    deadline = time.monotonic() + 60
    working = 0
    # Until it has been seen at work for a while.
    while working < 10:
        assert time.monotonic() < deadline
        assert program.is_running()
        processes = [program, *program.children(recursive=True)]
        assert [line for each in processes for line in listeners(each.pid)] == []
        working += any(
            Path(each.exe()).stem == "node" and each.cpu_times().user > 1 for each in processes
        )
        time.sleep(0.05)


def looked_through(folder: Path) -> tuple[set[str], list[str]]:
    """Endings of the files in a folder, and all in there that others have any right to."""
    endings: set[str] = set()
    found = []
    for path in folder.iterdir():
        try:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                inner = looked_through(path)
                endings |= inner[0]
                found += inner[1]
        except FileNotFoundError:
            continue  # Removed meanwhile.
        endings.add(path.suffix or path.name)
        if mode & 0o077:
            found.append(f"{path}: {stat.filemode(mode)}")
    return endings, found


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of this kind")
def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    places = [tmp_path / "tmp", tmp_path / "kept"]
    for place in places:
        place.mkdir()
    code = """
import os
os.umask(0)
import numpy as np
import percolab
percolab.percolation(width=8, depth=4, p=0.5)
rows = np.arange(4000.0).reshape(400, 10) / 4000
data = (rows, (np.arange(400) % 3).tolist())
percolab.dropout(
    data=data, width=64, depth=8, p=0.3, steps=20_000, replicates=8, workers=1, force=True
)
"""
    environment = {
        **os.environ,
        "TMPDIR": str(places[0]),
        "PERCOLAB_CACHE": str(places[1] / "made" / "cache"),
        "PERCOLAB_CACHE_LIMIT": "100",
    }
    wanted = {".arrays", ".run", "result", "tally"}
    seen: set[str] = set()
    with subprocess.Popen([sys.executable, "-c", code], env=environment) as program:
        deadline = time.monotonic() + 60
        try:
            while not wanted <= seen:
                assert time.monotonic() < deadline
                assert program.poll() is None, f"ended when only {seen} had been seen"
                for place in places:
                    endings, found = looked_through(place)
                    assert found == []
                    seen |= endings
                time.sleep(0.01)
        finally:
            program.kill()
