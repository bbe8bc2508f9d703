"""A study on a Dask cluster: `on=client`, `on="dask"` or `on="tcp://..."`.

The engine of this process plans, gathers and reduces as ever. It hands out the shards as requests,
each of which becomes a Dask task, which the engine of some worker answers. All that happens here
happens in the event loop of the Dask client.
"""

from __future__ import annotations

import asyncio
import itertools
from base64 import b64decode, b64encode
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from .errors import EngineError
from .process import Engine
from .rpc import Message

#: How often Dask runs a task again that failed by itself, as when the engine of its worker died.
RETRIES = 2
#: Seconds between two looks at how many threads the cluster has.
LOOK = 1.0

CLOSED = (
    "the Dask client was closed while the study ran, by itself if it has lost its scheduler; make "
    "a new one and run the study again, which goes on from what is kept"
)


class Cluster:
    """The workers of a Dask client, for one run."""

    def __init__(self, client: Any, engine: Engine) -> None:
        """Prepare the workers, and see that their engines are that of this process.

        Raises EngineError where the cluster has workers on which percolab is missing or another.
        """
        from .clusterworker import identity_of

        self._client = client
        self._engine = engine
        self._expected = identity_of(engine)
        self._futures: dict[int, Any] = {}
        self._scattered: dict[str, Any] = {}
        self._scattering = asyncio.Lock()
        self._fault: Exception | None = None
        self._ended = False
        self._key = f"percolab-{uuid4().hex}"
        self._numbers = itertools.count(1)
        self._check()
        self._threads = sum(client.nthreads().values())

    def _check(self) -> None:
        from .clusterworker import EnginePlugin, identity, mismatch

        try:
            self._client.register_plugin(EnginePlugin())
        except Exception as error:
            failed: Exception | None = error
        else:
            failed = None
        answers = self._client.run(identity, on_error="return")
        for address, found in answers.items():
            if isinstance(found, OSError):
                continue  # It has gone meanwhile.
            if isinstance(found, Exception):
                version = self._expected["version"]
                raise EngineError(
                    f"the worker {address} can't run studies: {type(found).__name__}: {found}. "
                    f'Install "percolab[dask]" {version} there and restart it.'
                )
            if found != self._expected:
                raise EngineError(mismatch(address, found, self._expected))
        if failed is not None:
            raise EngineError(f"the workers can't be prepared: {failed}")

    def run(self, params: Message, on_wait: Callable[[Message | None], None]) -> Message:
        """Run a study; as Engine.request("run", params, on_wait), which it ends in.

        Whatever ends it, no task of it is left.
        """

        def look(progress: Message | None) -> None:
            if self._fault is not None:
                raise self._fault
            if self._is_closed:
                raise EngineError(CLOSED)
            on_wait(progress)

        loop = self._client.loop
        with self._engine.lent_folder() as folder:
            self._folder = folder
            params = {**params, "cluster": {"threads": self._threads, "folder": folder}}
            loop.add_callback(self._watch)
            try:
                return self._engine.request("run", params, look, self._on_notice)
            finally:
                loop.add_callback(self._end)

    def _on_notice(self, method: str, params: Message) -> None:
        handle = {"task": self._on_task, "drop": self._on_drop}[method]
        self._client.loop.add_callback(handle, params)

    async def _watch(self) -> None:
        while not self._ended:
            try:
                self._threads = sum((await self._client.nthreads()).values())
            except OSError:
                pass  # The client is connecting again.
            await asyncio.sleep(LOOK)

    async def _on_task(self, params: Message) -> None:
        task = params["task"]
        if self._ended:
            return
        self._futures[task] = None
        try:
            reply = await self._reply_to(params)
        except Exception as error:
            # Where the client was closed, that is what ends the study.
            if self._is_wanted(task) and not self._is_closed:
                self._lose(params, error)
        else:
            if self._is_wanted(task):
                self._tell("answer", params, reply=b64encode(reply).decode())
        self._futures.pop(task, None)

    @property
    def _is_closed(self) -> bool:
        return self._client.status in ("closing", "closed")

    def _is_wanted(self, task: int) -> bool:
        return task in self._futures

    async def _reply_to(self, params: Message) -> bytes:
        """Reply to a request; raises what the task or Dask raises for it."""
        task = params["task"]
        while True:
            try:
                future = await self._submit(params)
                if not self._is_wanted(task):
                    await self._cancel([future])
                    raise CancelledError
                self._futures[task] = future
                return await future
            except Exception as error:
                is_lost = isinstance(error, CancelledError) or self._client.status == "connecting"
                if not is_lost or not self._is_wanted(task):
                    raise
                # The workers that had its material have died, or the scheduler is out of reach: no
                # fault of the task.
                await asyncio.sleep(LOOK)

    async def _submit(self, params: Message) -> Any:
        from .clusterworker import run_request

        name = params["material"]
        return self._client.submit(
            run_request,
            b64decode(params["request"]),
            name,
            name and await self._material(name),
            self._expected,
            # The first part names the group, from whose size Dask sees that its tasks are alike.
            key=(self._key, next(self._numbers)),
            pure=False,
            retries=RETRIES,
        )

    async def _material(self, name: str) -> Any:
        """Future of material that is on the workers: it goes to each once, and to those who join
        from those who have it.
        """
        async with self._scattering:
            known = self._scattered.get(name)
            # It is lost when all workers that have it die.
            while known is None or known.status != "finished":
                material = Path(self._folder, name).read_bytes()
                with suppress(TimeoutError):  # There is no worker.
                    known = await self._client.scatter(material, broadcast=True, hash=False)
            self._scattered[name] = known
            return known

    async def _on_drop(self, params: Message) -> None:
        future = self._futures.pop(params["task"], None)
        if future is not None:
            await self._cancel([future])

    async def _cancel(self, futures: list[Any]) -> None:
        # The tasks of a client that is closed, or has lost its scheduler, are gone.
        if self._client.status == "running":
            await self._client.cancel(futures)

    def _lose(self, params: Message, error: BaseException) -> None:
        from .clusterworker import OtherEngine

        if isinstance(error, OtherEngine):
            # Of a worker that has joined meanwhile.
            self._fault = EngineError(str(error))
        self._tell("lost", params, why=f"{type(error).__name__}: {error}")

    def _tell(self, method: str, params: Message, **more: Any) -> None:
        place = {"token": params["token"], "task": params["task"], "threads": self._threads}
        self._engine.notify(method, {**place, **more})

    async def _end(self) -> None:
        self._ended = True
        futures = [future for future in self._futures.values() if future is not None]
        self._futures.clear()
        await self._cancel([*futures, *self._scattered.values()])
