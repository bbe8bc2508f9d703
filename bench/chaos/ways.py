"""The ways in which studies are run: the command line, a Python process with its engine, and such a
one with a Dask cluster. Each in a place of its own, where whatever is left shows.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from percolab.node import find_node  # noqa: E402

#: Environment variable by which the processes of a place are known, whoever their parents are.
MARK = "PERCOLAB_CHAOS"
#: Seconds after which a program hangs.
PATIENCE = 120

Answer = dict[str, Any]


class Place:
    """Folders for one run: cache, temporary files, working directory, home."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="chaos-"))
        self.mark = uuid4().hex
        #: Where the package is taken from.
        self.package = ROOT
        self.cache, *self.elsewhere = (
            Path(self.root, name) for name in ("cache", "tmp", "work", "home")
        )
        for folder in self.elsewhere:
            folder.mkdir()
        self.more: dict[str, str] = {}

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *_: object) -> None:
        left = self.processes()
        for process in left:
            process.kill()
        psutil.wait_procs(left)
        while self.cache.is_mount():
            subprocess.run(["umount", str(self.cache)], check=True)
        shutil.rmtree(self.root)

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables of what runs here."""
        temporary, _, home = map(str, self.elsewhere)
        return {
            **os.environ,
            MARK: self.mark,
            "PERCOLAB_CACHE": str(self.cache),
            "PERCOLAB_CACHE_LIMIT": "100",
            "PYTHONPATH": str(self.package),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": temporary,
            "HOME": home,
            **self.more,
        }

    def strays(self) -> list[str]:
        """Files and folders that are not of the cache."""
        return [str(path) for folder in self.elsewhere for path in folder.rglob("*")]

    def processes(self) -> list[psutil.Process]:
        """Processes that run here."""
        return marked(self.mark)


def marked(mark: str) -> list[psutil.Process]:
    """Processes whose environment has a mark."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark:
                found.append(process)
        except psutil.Error:
            pass  # It has ended, or is not ours.
    return found


@dataclass
class Ending:
    """How a program ended, and what it answered before."""

    status: int
    answers: list[Answer]
    errors: str
    output: str = field(repr=False)


class Attempt:
    """A program under way."""

    def __init__(self, command: list[str], place: Place, studies: list[Any] | None) -> None:
        self.process = subprocess.Popen(
            command,
            env=place.environment,
            cwd=place.elsewhere[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._is_command = studies is None
        self._readers = ThreadPoolExecutor(2)
        self._errors = self._readers.submit(self.process.stderr.read)
        if studies is not None:
            assert self.process.stdout.readline() == "ready\n", self._errors.result()
            self.process.stdin.write("".join(f"{json.dumps(study)}\n" for study in studies))
        self.process.stdin.close()
        self._output: Future[str] = self._readers.submit(self.process.stdout.read)

    @property
    def engine(self) -> int | None:
        """Process id of who has the workers; None while there is none."""
        if self._is_command:
            return self.process.pid
        return engine_of(self.process.pid)

    @property
    def is_over(self) -> bool:
        """Whether the program has ended."""
        return self.process.poll() is not None

    def wait(self) -> Ending:
        """Wait for the end. Raises TimeoutExpired for a program that hangs, which is killed."""
        try:
            status = self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        output, errors = self._output.result(), self._errors.result()
        self._readers.shutdown()
        if not self._is_command:
            answers = [json.loads(line) for line in output.splitlines() if line.endswith("}")]
        elif status == 0:
            cached = "answered from the cache" in errors
            answers = [{"digest": json.loads(output)["digest"], "cached": cached}]
        else:
            answers = [{"error": errors}]
        return Ending(status, answers, errors, output)


def engine_of(pid: int) -> int | None:
    """The engine among the children of a process."""
    try:
        for child in psutil.Process(pid).children():
            if any(word.endswith("engine.js") for word in child.cmdline()):
                return child.pid
    except psutil.Error:
        pass
    return None


class Cli:
    """`percolab run` of a study."""

    name = "command line"

    def begin(self, studies: list[Any], place: Place) -> Attempt:
        """Start it; `studies` has one."""
        file = Path(place.root, "study.yaml")
        file.write_text(json.dumps(studies[0]))
        program = Path(place.package, "percolab", "engine", "cli.js")
        return Attempt([find_node(), str(program), "run", str(file)], place, None)


class Python:
    """A Python process that runs studies one after the other, as a kernel does."""

    name = "Python"

    def begin(self, studies: list[Any], place: Place, *words: str) -> Attempt:
        """Start it; returns when it is ready to run them."""
        command = [sys.executable, str(HERE / "program.py"), *words]
        return Attempt(command, place, studies)


class Dask(Python):
    """The same with a cluster of Dask."""

    name = "Dask"

    def __init__(self, address: str) -> None:
        self._address = address

    def begin(self, studies: list[Any], place: Place, *words: str) -> Attempt:
        return super().begin(studies, place, self._address, *words)
