"""The engine process: one Node process for each Python process.

It is started at the first study, and again at the next one when it died. It ends with Python: its
standard input closes then, and that is its sign to go.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import Any
from uuid import uuid4

from .errors import EngineError, StudyError
from .node import find_bundle, find_node
from .rpc import Call, Closed, Connection, Message, OnNotice, RemoteError

#: Seconds that a cancelled engine has to answer before it is killed; an interrupt takes under 0.5.
PATIENCE = 0.2
#: Bytes of the engine's standard error that are kept as its last words.
LAST_WORDS = 4000
#: Error code of the protocol for the user's own mistakes; all other codes are faults.
USER_MISTAKE = 1


class Engine:
    """A running engine process and the connection to it."""

    def __init__(self) -> None:
        self._words = b""
        #: Whether a study that was interrupted had it killed; other threads' studies die with it.
        self._sacrificed = False
        # A session of its own: a notebook's interrupt goes to the kernel's whole process group.
        # Unbuffered streams: buffered ones have locks that a forked child would wait for for ever.
        self._process = subprocess.Popen(
            [find_node(), find_bundle("engine.js")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        try:
            self._listener = Thread(target=self._listen, name="percolab engine errors", daemon=True)
            self._listener.start()
            self._connection = Connection(self._process.stdout, self._process.stdin)
        except BaseException:
            # Interrupted while it starts: nobody would know it any more.
            self.kill()
            raise

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def request(
        self,
        method: str,
        params: Message,
        on_wait: Callable[[Message | None], None],
        on_notice: OnNotice | None = None,
    ) -> Any:
        """Send a request and wait for its answer; see Call.result for `on_wait`, and
        Connection.call for `on_notice`.

        Raises StudyError for the user's mistakes, EngineError when the engine fails or dies. Any
        other exception in this thread, such as the user's interrupt, stops the work first.
        """
        call = None
        try:
            call = self._connection.call(method, params, on_notice)
            return call.result(on_wait)
        except RemoteError as error:
            if error.code == USER_MISTAKE:
                raise StudyError(str(error), (error.data or {}).get("diagnostics", ())) from None
            raise EngineError(f"the engine failed: {error}") from None
        except Closed:
            _forget(self)
            remedy = "The next study starts a new one."
            raise EngineError(f"the engine process {self.epitaph()}\n{remedy}") from None
        except BaseException:
            self._stop(call)
            raise

    def notify(self, method: str, params: Message) -> None:
        """Send a message that has no answer; one to an engine that is gone is lost."""
        with suppress(Closed):
            self._connection.notify(method, params)

    @contextmanager
    def lent_folder(self, within: str | None = None) -> Iterator[str]:
        """Context of a private folder for what goes to the engine by file.

        It is removed at the end, by the engine where this process is killed before.
        within: folder that it is made in, that for temporary files if not given

        Raises EngineError when the engine can't make it or is dead.
        """
        # Named here: of an engine that is killed while it answers, nothing else would be known.
        folder = os.path.join(within or tempfile.gettempdir(), f"percolab-{uuid4().hex}")
        try:
            self.request("lend", {"folder": folder}, lambda _: None)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            self.notify("takeBack", {"folder": folder})

    def epitaph(self) -> str:
        """How the process ended, with its last words; ends it if it has only fallen silent."""
        fault = self._connection.fault
        try:
            status = self._process.wait(timeout=0 if fault else 1)
        except subprocess.TimeoutExpired:
            status = self.kill()
        self._listener.join(timeout=1)
        if self._sacrificed:
            return "was ended, because a study of another thread was interrupted and did not stop."
        if fault:
            how = f"broke the protocol ({fault})."
        elif status == -9:
            how = "was killed, perhaps for want of memory."
        elif status < 0:
            how = f"died of {signal.Signals(-status).name}."
        else:
            how = f"ended with status {status}."
        words = self._words.decode(errors="replace").strip()
        return f"{how} Its last words:\n{words}" if words else f"{how} It left no last words."

    def kill(self) -> int:
        """End the process at once; returns its status."""
        self._process.kill()
        return self._process.wait()

    def close(self) -> None:
        """Let the process go, and end it if it does not."""
        self._process.stdin.close()
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.kill()

    def disown(self) -> None:
        """In a forked child: let go of the parent's engine."""
        self._process.stdin.close()
        # Popen would otherwise wait for a process that is not this one's child.
        self._process.returncode = 0

    def _stop(self, call: Call | None) -> None:
        """Cancel a call; an engine that does not answer, or got half a message, is killed."""
        answered = False
        try:
            answered = call is not None and call.cancel(PATIENCE)
        except Closed:
            pass
        finally:
            if not answered:
                self._sacrificed = True
                self.kill()
                _forget(self)

    def _listen(self) -> None:
        while part := self._process.stderr.read(1 << 16):
            self._words = (self._words + part)[-LAST_WORDS:]
        self._process.stderr.close()


_engine: Engine | None = None
_starting = Lock()


def running_engine() -> Engine:
    """The engine of this Python process; started if there is none.

    Warns when the last one died meanwhile. Raises EngineError when Node or the engine's files are
    missing.
    """
    global _engine
    with _starting:
        if _engine is not None and not _engine.alive:
            news = f"since the last study the engine process {_engine.epitaph()}"
            warnings.warn(f"{news}\nA new one is started.", RuntimeWarning, stacklevel=2)
            _engine = None
        if _engine is None:
            _engine = Engine()
        return _engine


def _forget(engine: Engine) -> None:
    global _engine
    if _engine is engine:
        _engine = None


@atexit.register
def _close() -> None:
    if _engine is not None:
        _engine.close()


def _disown() -> None:
    global _engine, _starting
    _starting = Lock()
    if _engine is not None:
        _engine.disown()
        _engine = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_disown)
