"""A Dask cluster of processes of their own, started by hand: a scheduler, and nannies with a worker
each. What was killed is started again before the next run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import psutil
from distributed import Client
from ways import Place, engine_of, marked

WORKERS = 2
#: Seconds that the cluster has to be as it should.
PATIENCE = 60


class Cluster:
    """The processes; `mend` starts them."""

    def __init__(self) -> None:
        self.place = Place()
        # A client that has lost its scheduler is to say so in seconds.
        self.place.more["DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT"] = "5s"
        self._file = Path(self.place.root, "scheduler.json")
        self._log = Path(self.place.root, "log").open("w")
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.nannies: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._log.close()
        self.place.__exit__()

    @property
    def address(self) -> str:
        """Address of the scheduler."""
        return json.loads(self._file.read_text())["address"]

    @property
    def workers(self) -> list[int]:
        """Process ids of the workers that there are."""
        found = []
        for nanny in self.nannies:
            try:
                children = psutil.Process(nanny.pid).children()
                found += [child.pid for child in children if "spawn_main" in str(child.cmdline())]
            except psutil.Error:
                pass
        return found

    @property
    def engines(self) -> list[int]:
        """Process ids of the engines that there are."""
        return [engine for worker in self.workers if (engine := engine_of(worker)) is not None]

    def mend(self) -> None:
        """Start what is missing, and wait until all workers are there."""
        if self.scheduler is None or self.scheduler.poll() is not None:
            self._end()
            self._file.unlink(missing_ok=True)
            self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.nannies = [nanny for nanny in self.nannies if nanny.poll() is None]
        while len(self.nannies) < WORKERS:
            folder = str(Path(self.place.root, "worker"))
            self.nannies.append(
                self._start("worker", "--nthreads", "1", "--local-directory", folder)
            )
        deadline = time.monotonic() + PATIENCE
        while not self._is_announced():
            assert time.monotonic() < deadline, "the scheduler does not start"
            time.sleep(0.1)
        with Client(self.address, set_as_default=False) as client:
            while len(client.nthreads()) != WORKERS:
                assert time.monotonic() < deadline, "the workers do not start"
                time.sleep(0.1)

    def tasks(self) -> int:
        """Tasks that the scheduler knows."""
        with Client(self.address, set_as_default=False) as client:
            return client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))

    def orphans(self) -> list[psutil.Process]:
        """Processes of the cluster whose parents are gone."""
        own = {process.pid for process in (self.scheduler, *self.nannies) if process is not None}
        processes = {process.pid: process for process in marked(self.place.mark)}
        return [
            process
            for pid, process in processes.items()
            if pid not in own and process.ppid() not in processes
        ]

    def _is_announced(self) -> bool:
        try:
            return bool(self.address)
        except (FileNotFoundError, ValueError):
            return False  # It is not there, or half written.

    def _start(self, what: str, *words: str) -> subprocess.Popen[bytes]:
        words = ("--scheduler-file", str(self._file), "--no-dashboard", *words)
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *words],
            env=self.place.environment,
            cwd=self.place.root,
            stdout=self._log,
            stderr=self._log,
        )

    def _end(self) -> None:
        for process in (self.scheduler, *self.nannies):
            if process is not None:
                process.kill()
                process.wait()
        self.scheduler, self.nannies = None, []
        for process in marked(self.place.mark):
            process.kill()
