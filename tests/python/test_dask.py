"""Studies on a Dask cluster of real processes: the same digests, whatever happens to workers."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import dask
import numpy as np
import psutil
import pytest
from conftest import ROOT, ends
from distributed import Client, LocalCluster
from IPython.core.interactiveshell import InteractiveShell

import percolab
from percolab import (
    EngineError,
    Interrupted,
    StudyError,
    cluster,
    clusterclient,
    clusterworker,
)

#: About three seconds of one core, in some fifty shards.
STUDY = {
    "study": "percolation",
    "network": {"width": 16, "depth": 16},
    "model": "bond",
    "p": [0.85, 0.9, 0.93],
    "method": "lazy geometric",
    "trials": 900_000,
}
#: Four shards, each of minutes.
LONG_STUDY = {
    "study": "dropout",
    "network": {"width": 64, "depth": 4},
    "data": "teacher",
    "p": 0.1,
    "steps": 200_000,
    "arms": ["dropout"],
    "replicates": 4,
}


@pytest.fixture(scope="module")
def local() -> str:
    """Digest of STUDY on this machine."""
    return percolab.run(STUDY).digest


@pytest.fixture(scope="module")
def dask_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=":0",
        local_directory=str(tmp_path_factory.mktemp("dask")),
    ) as running:
        yield running


@pytest.fixture
def client(dask_cluster: LocalCluster) -> Iterator[Client]:
    """A client of the cluster, which has two workers."""
    dask_cluster.scale(2)
    with Client(dask_cluster) as connected:
        connected.wait_for_workers(2)
        while len(connected.nthreads()) != 2:
            time.sleep(0.05)
        yield connected


def engines(client: Client) -> dict[str, int]:
    """Process ids of the engines of the workers, by address."""
    client.register_plugin(clusterworker.EnginePlugin())
    return client.run(lambda dask_worker: dask_worker.plugins["percolab"].pid)


def in_mid_run(client: Client, action: Callable[[], object]) -> threading.Thread:
    """Does something when tasks of a study have been running for a while."""

    def wait() -> None:
        deadline = time.monotonic() + 20
        while not any(client.processing().values()):
            if time.monotonic() > deadline:
                return
            time.sleep(0.02)
        time.sleep(0.5)
        action()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_a_monte_carlo_study(client: Client, local: str) -> None:
    assert percolab.run(STUDY, on=client).digest == local


def test_the_set_of_studies(client: Client) -> None:
    studies, prints = (
        json.loads(Path(ROOT, "tests", "samebits", f"{name}.json").read_text())
        for name in ("studies", "digests")
    )
    with ThreadPoolExecutor(4) as threads:
        results = threads.map(lambda study: percolab.run(study, on=client), studies.values())
    found = dict(zip(studies, (result.digest for result in results), strict=True))
    assert found == {name: wanted["digest"] for name, wanted in prints.items()}


def test_an_exact_grid_by_the_current_client(client: Client) -> None:
    study = {"width": [4, 8], "depth": [2, 4, 8], "p": (0, 1, 0.02), "model": "site"}
    found = percolab.percolation(**study, on="dask")
    assert found.digest == percolab.percolation(**study).digest


def test_a_cell(client: Client) -> None:
    shell = InteractiveShell()
    shell.run_line_magic("load_ext", "percolab")
    cell = "network: {width: 4, depth: 2}\np: 0..1 by 0.1\n"
    shell.run_cell_magic("percolation", "here", cell)
    shell.run_cell_magic("percolation", "there --on dask", cell)
    found = shell.user_ns
    assert found["there"].digest == found["here"].digest
    for line in ("there --on", "there --on banana", "--on= there"):
        with pytest.raises(StudyError, match="behind --on; allowed: dask, or an address such as"):
            shell.run_cell_magic("percolation", line, cell)


def test_a_precision_whose_pilot_runs_there_too(client: Client) -> None:
    study = {"width": 8, "depth": 8, "p": [0.7, 0.8], "model": "bond", "precision": 0.003}
    study |= {"method": "lazy geometric"}
    found = percolab.percolation(**study, on=client)
    assert found.digest == percolab.percolation(**study).digest


def test_training_gets_its_data_once_a_worker(client: Client) -> None:
    engines(client)

    def count(dask_worker: object) -> None:
        plugin = dask_worker.plugins["percolab"]
        send, plugin.sent = plugin._send, 0

        def counting(*args: object) -> None:
            plugin.sent += 1
            send(*args)

        plugin._send = counting

    client.run(count)
    random = np.random.default_rng(0)
    x = random.normal(size=(300, 6))
    data = x, (x[:, 0] > 0).astype(int)
    study = {"data": data, "width": 8, "depth": [2, 3], "p": 0.3, "steps": 400, "replicates": 12}
    found = percolab.dropout(**study, on=client)
    assert found.digest == percolab.dropout(**study).digest
    sent = client.run(lambda dask_worker: dask_worker.plugins["percolab"].sent)
    assert list(sent.values()) == [1, 1]


def test_a_worker_that_is_killed(client: Client, local: str) -> None:
    address, pid = client.run(os.getpid).popitem()
    engine = engines(client)[address]
    killer = in_mid_run(client, lambda: os.kill(pid, signal.SIGKILL))
    assert percolab.run(STUDY, on=client).digest == local
    killer.join()
    assert ends(engine), "an engine outlived its worker"


def test_all_workers_killed_and_the_data_with_them(client: Client) -> None:
    random = np.random.default_rng(1)
    data = random.normal(size=(100, 6)), random.normal(size=100)
    study = {"data": data, "width": 32, "depth": [8, 9], "p": 0.3, "replicates": 4, "steps": 1500}
    pids = client.run(os.getpid).values()
    killer = in_mid_run(client, lambda: [os.kill(pid, signal.SIGKILL) for pid in pids])
    found = percolab.dropout(**study, on=client)
    killer.join()
    assert found.digest == percolab.dropout(**study).digest


def test_an_engine_that_is_killed(client: Client, local: str) -> None:
    address, pid = engines(client).popitem()
    killer = in_mid_run(client, lambda: os.kill(pid, signal.SIGKILL))
    assert percolab.run(STUDY, on=client).digest == local
    killer.join()
    assert engines(client)[address] != pid


def test_workers_that_join_take_part(
    client: Client, dask_cluster: LocalCluster, local: str
) -> None:
    dask_cluster.scale(0)
    while client.nthreads():
        time.sleep(0.05)
    helper = threading.Timer(1, dask_cluster.scale, [2])
    helper.start()
    assert percolab.run(STUDY, on=client).digest == local


def test_a_worker_that_is_retired(client: Client, dask_cluster: LocalCluster, local: str) -> None:
    before = engines(client)
    helper = in_mid_run(client, lambda: dask_cluster.scale(1))
    assert percolab.run(STUDY, on=client).digest == local
    helper.join()
    while len(client.nthreads()) > 1:
        time.sleep(0.05)
    (gone,) = set(before) - set(client.nthreads())
    assert ends(before[gone]), "an engine outlived its worker"


def test_an_interrupt_stops_the_engines_too(client: Client) -> None:
    pids = engines(client).values()
    pressed = []

    def interrupt() -> None:
        pressed.append(time.monotonic())
        signal.raise_signal(signal.SIGINT)

    in_mid_run(client, interrupt)
    with pytest.raises(Interrupted):
        percolab.run(LONG_STUDY, on=client)
    assert time.monotonic() - pressed[0] < 0.5
    deadline = time.monotonic() + 5
    while any(client.processing().values()) or any(map(is_busy, pids)):
        assert time.monotonic() < deadline, "the workers still compute"
    percolab.percolation(width=4, depth=2, p=0.5, on=client)


def test_a_scheduler_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    percolab.percolation(width=2, depth=2, p=0.5)  # So that the engine's threads are there.
    before = set(threading.enumerate())
    pressed = []

    def interrupt() -> None:
        pressed.append(time.monotonic())
        signal.raise_signal(signal.SIGINT)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        threading.Timer(0.3, interrupt).start()
        with pytest.raises(Interrupted):
            percolab.run(STUDY, on=address)
        assert time.monotonic() - pressed[0] < 0.5
        monkeypatch.setattr(clusterclient, "PATIENCE", 0.5)
        with pytest.raises(StudyError, match=r"no scheduler answers .* within 0\.5 s;"):
            percolab.run(STUDY, on=address)
    deadline = time.monotonic() + 5
    while set(threading.enumerate()) - before:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_busy(pid: int) -> bool:
    """Whether a process computes."""
    return psutil.Process(pid).cpu_percent(0.3) > 20


def test_a_client_that_is_closed_ends_the_study(dask_cluster: LocalCluster, client: Client) -> None:
    own = Client(dask_cluster, set_as_default=False)
    closer = in_mid_run(client, own.close)
    with pytest.raises(EngineError, match="closed while the study ran"):
        percolab.run(LONG_STUDY, on=own)
    closer.join()
    deadline = time.monotonic() + 5
    while any(map(is_busy, engines(client).values())):
        assert time.monotonic() < deadline, "the workers still compute"


def test_nothing_is_cancelled_at_a_client_that_is_closed(dask_cluster: LocalCluster) -> None:
    own = Client(dask_cluster, set_as_default=False)
    prepared = cluster.Cluster(own, percolab.process.running_engine())
    prepared._futures[1] = own.submit(pow, 2, 3)
    own.close()
    # What it raises would be printed by Dask's loop, with its stack.
    asyncio.run(prepared._on_drop({"task": 1}))


def test_a_client_that_is_closed_is_no_worker_that_died(
    dask_cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Client(dask_cluster, set_as_default=False)
    engine = percolab.process.running_engine()
    prepared = cluster.Cluster(own, engine)
    own.close()
    told = []
    monkeypatch.setattr(engine, "notify", lambda *words: told.append(words))
    asyncio.run(prepared._on_task({"token": 1, "task": 1, "request": "", "material": None}))
    assert told == []


def test_other_engines_are_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"version": "9.9.9", "build": "0123456789abcdef"}
    monkeypatch.setattr(clusterworker, "identity_of", lambda engine: other)
    version = percolab.process.running_engine().request("hello", {}, lambda _: None)["version"]
    told = rf"worker tcp://\S+ has percolab {version} (.|\n)*9\.9\.9(.|\n)*Install the same"
    with pytest.raises(EngineError, match=told):
        percolab.run(STUDY, on=client)
    # And those of workers that were not there to be asked.
    monkeypatch.setattr(cluster.Cluster, "_check", lambda self: None)
    with pytest.raises(EngineError, match=told):
        percolab.run(STUDY, on=client)


@dataclass
class ByHand:
    """A scheduler and a worker with its nanny, started as on other machines."""

    scheduler: subprocess.Popen[bytes]
    nanny: subprocess.Popen[bytes]
    file: str


@pytest.fixture
def by_hand(tmp_path: Path) -> Iterator[ByHand]:
    def start(*args: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli." + args[0], *args[1:]]
        return subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    file = str(tmp_path / "scheduler.json")
    told = ["--scheduler-file", file, "--no-dashboard"]
    scheduler = start("dask_scheduler", *told, "--host", "127.0.0.1", "--port", "0")
    nanny = start("dask_worker", *told, "--nthreads", "2")
    try:
        yield ByHand(scheduler, nanny, file)
    finally:
        for process in (nanny, scheduler):
            process.kill()
            process.wait()


def test_a_scheduler_by_its_address(by_hand: ByHand, local: str) -> None:
    with Client(scheduler_file=by_hand.file, set_as_default=False) as own:
        own.wait_for_workers(1)
        address = own.scheduler.address
        (engine,) = engines(own).values()
        (pid,) = own.run(os.getpid).values()
    assert percolab.run(STUDY, on=address).digest == local
    # The nanny first, which would start another.
    by_hand.nanny.kill()
    os.kill(pid, signal.SIGKILL)
    assert ends(engine), "an engine outlived its worker and its nanny"


def test_a_scheduler_that_is_killed(by_hand: ByHand) -> None:
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        Client(scheduler_file=by_hand.file, set_as_default=False) as own,
    ):
        own.wait_for_workers(1)
        killer = in_mid_run(own, by_hand.scheduler.kill)
        with pytest.raises(EngineError, match="lost its scheduler; make a new one and run"):
            percolab.run(LONG_STUDY, on=own)
        killer.join()
        with pytest.raises(StudyError, match=r"the Dask client is clos(ed|ing); make a new one"):
            percolab.run(LONG_STUDY, on=own)


def test_places_that_are_none(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StudyError, match=r"found an int, 3; allowed: a dask\.distributed Client"):
        percolab.run(STUDY, on=3)
    with pytest.raises(StudyError, match="workers: found 2 beside on"):
        percolab.run(STUDY, on=client, workers=2)
    with pytest.raises(StudyError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9 "):
        monkeypatch.setattr(clusterclient, "PATIENCE", 1)
        percolab.run(STUDY, on="tcp://127.0.0.1:9")
    client.close()
    with pytest.raises(StudyError, match="the Dask client is closed; make a new one"):
        percolab.run(STUDY, on=client)
    # In a thread of its own: this one remembers the closed client.
    with ThreadPoolExecutor(1) as other:
        failed = other.submit(percolab.run, STUDY, on="dask").exception()
    assert isinstance(failed, StudyError)
    assert "there is no Dask client; make one first" in str(failed)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(StudyError, match=r'pip install "percolab\[dask\]"'):
        percolab.run(STUDY, on="dask")
