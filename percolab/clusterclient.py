"""The Dask client that `on` means: one of the user's, the current one, or one made for an address.

The latter has an event loop of its own, which ends with it. For by itself Dask waits without end
for a scheduler that takes the connection and then says nothing, and leaves threads behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from .apart import apart, outcome_of
from .axes import describe
from .errors import StudyError

#: Seconds that a scheduler has to answer where it is given by its address.
PATIENCE = 10

ALLOWED = (
    'allowed: a dask.distributed Client, "dask" for the current one, '
    'or the address of a scheduler such as "tcp://127.0.0.1:8786"'
)


@contextmanager
def client_of(on: Any) -> Iterator[Any]:
    """Context of the Dask client that `on` means; one that is made for it is closed again.

    Raises StudyError where there is none.
    """
    distributed = apart(_distributed)
    if isinstance(on, distributed.Client):
        yield _usable(on)
    elif on == "dask":
        yield _usable(_current(distributed))
    elif isinstance(on, str) and "://" in on:
        with _event_loop() as loop:
            client = _connected(on, loop)
            try:
                yield client
            finally:
                client.close()
    else:
        raise StudyError.of_key("on", f"found {describe(on)}; {ALLOWED}")


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        message = (
            f'dask.distributed is missing here ({error}); pip install "percolab[dask]", here and on'
        )
        raise StudyError.of_key("on", f"{message} the workers") from None
    return distributed


def _current(distributed: Any) -> Any:
    try:
        return distributed.default_client()
    except ValueError:
        message = "there is no Dask client; make one first, such as: client = "
        raise StudyError.of_key("on", f"{message}dask.distributed.Client()") from None


def _usable(client: Any) -> Any:
    if client.asynchronous:
        message = "found an asynchronous client, which this call would block; give a Client() of"
        raise StudyError.of_key("on", f"{message} its own event loop (asynchronous=False)")
    if client.status != "running":
        message = f"the Dask client is {client.status}; make a new one"
        raise StudyError.of_key("on", message)
    return client


@contextmanager
def _event_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Context of an event loop in a thread of its own, for whose end nobody waits."""
    loop = asyncio.new_event_loop()

    def run() -> None:
        try:
            loop.run_forever()
        finally:
            loop.close()

    try:
        Thread(target=run, name="percolab dask", daemon=True).start()
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_wind_up(), loop)


async def _wind_up() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    asyncio.get_running_loop().stop()


def _connected(address: str, loop: asyncio.AbstractEventLoop) -> Any:
    try:
        return outcome_of(asyncio.run_coroutine_threadsafe(_connect(address), loop))
    except (OSError, ValueError, asyncio.TimeoutError) as error:
        how = f"({error})" if str(error) else f"within {PATIENCE} s"
        message = f"no scheduler answers at {address} {how}"
        raise StudyError.of_key("on", f"{message}; start one with: dask scheduler") from None


async def _connect(address: str) -> Any:
    from distributed import Client

    client = Client(address, timeout=PATIENCE, set_as_default=False, asynchronous=True)
    try:
        return await asyncio.wait_for(client, PATIENCE)
    except BaseException:
        await client.close()
        raise
