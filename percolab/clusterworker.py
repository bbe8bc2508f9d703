"""On a worker of a Dask cluster: one engine process, which the tasks of all studies share.

A plugin of the worker keeps it. It starts with the first task, again after it died, and ends with
the worker: its standard input closes then, however the worker ends.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode, b64encode
from pathlib import Path
from threading import Lock
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from .process import Engine
from .rpc import Message

#: States that a task takes when its result is not wanted any more while it still runs.
UNWANTED = {"cancelled", "resumed", "released", "forgotten"}


class Dropped(Exception):
    """The task was cancelled while it ran, or its worker closes; nobody reads its end."""


class OtherEngine(Exception):
    """The engine of a worker is not that of the client."""


def identity_of(engine: Engine) -> Message:
    """Version and build of an engine; engines that agree in both give the same bits."""
    return engine.request("hello", {}, lambda _: None)


class EnginePlugin(WorkerPlugin):
    """Keeps the engine of a worker."""

    name = "percolab"
    # A second study must not take the engine of the first away.
    idempotent = True

    def setup(self, worker: Worker) -> None:
        self._worker = worker
        self._closed = False
        self._engine: Engine | None = None
        self._identity: Message = {}
        self._starting = Lock()
        self._sending = Lock()
        self._running: set[Any] = set()
        self._dropped: set[Any] = set()

    def teardown(self, worker: Worker) -> None:
        with self._starting:
            self._closed = True
            if self._engine is not None:
                self._engine.close()

    def transition(self, key: Any, start: str, finish: str, **_: Any) -> None:
        """Called by the worker when a task changes its state; a thread that runs can't be stopped
        by Dask, so the task looks for itself here.
        """
        if start in ("executing", "long-running") and finish in UNWANTED and key in self._running:
            self._dropped.add(key)

    @property
    def pid(self) -> int:
        """Process id of the engine."""
        return self._ready()[0].pid

    def identity(self) -> Message:
        """Version and build of the engine."""
        return self._ready()[1]

    def run(
        self, key: Any, request: bytes, name: str | None, material: bytes | None, expected: Message
    ) -> bytes:
        """Have the engine run a request of the pool of another engine; see `run_request`."""
        engine, identity = self._ready()
        if identity != expected:
            raise OtherEngine(mismatch(self._worker.address, identity, expected))
        self._running.add(key)
        try:
            return self._ask(key, engine, request, name, material)
        finally:
            self._running.discard(key)
            self._dropped.discard(key)

    def _ask(
        self, key: Any, engine: Engine, request: bytes, name: str | None, material: bytes | None
    ) -> bytes:
        def look(_: Message | None) -> None:
            if key in self._dropped:
                raise Dropped

        params = {"request": b64encode(request).decode(), "material": name}
        answer = engine.request("shards", params, look)
        if answer is None:
            # One after the other: the first sends it, the others find it there.
            with self._sending:
                answer = engine.request("shards", params, look)
                if answer is None:
                    self._send(engine, name, material, look)
                    answer = engine.request("shards", params, look)
        return b64decode(answer)

    def _send(self, engine: Engine, name: str | None, material: bytes | None, look: Any) -> None:
        with engine.lent_folder(self._worker.local_directory) as folder:
            path = Path(folder, "material")
            path.write_bytes(material)
            engine.request("material", {"name": name, "path": str(path)}, look)

    def _ready(self) -> tuple[Engine, Message]:
        with self._starting:
            if self._closed:
                raise Dropped
            if self._engine is None or not self._engine.alive:
                self._engine = Engine()
                self._identity = identity_of(self._engine)
            return self._engine, self._identity


def mismatch(address: str, found: Message, expected: Message) -> str:
    """What is wrong with a worker whose engine is another, and what to do."""
    return (
        f"the worker {address} has percolab {found['version']} (build {found['build']}), "
        f"this session {expected['version']} (build {expected['build']}); results could differ. "
        f"Install the same percolab on both and restart the worker and this session."
    )


async def identity(dask_worker: Worker) -> Message:
    """Version and build of the engine of a worker, for Client.run."""
    # Starting an engine takes a while, in which the worker's loop must go on.
    return await asyncio.to_thread(dask_worker.plugins[EnginePlugin.name].identity)


def run_request(
    request: bytes, name: str | None, material: bytes | None, expected: Message
) -> bytes:
    """The task: run a request of the client's engine in the worker's.

    request: wire form of a request of the pool to run shards
    name, material: hash and wire form of what the shards need, or None
    expected: version and build of the client's engine

    Returns the wire form of the reply. Raises OtherEngine where the worker's engine is another, and
    EngineError where it died.
    """
    worker = get_worker()
    plugin = worker.plugins[EnginePlugin.name]
    return plugin.run(worker.get_current_task(), request, name, material, expected)
