"""JSON-RPC 2.0 over two byte streams, framed by Content-Length headers as language servers do.

One thread reads; callers wait in their own thread, in short slices, so that an interrupt always
gets through.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from io import RawIOBase
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

Message = dict[str, Any]

#: Longest wait, in seconds, between two looks at signals and at the progress display.
SLICE = 0.1
#: Bytes of the longest header line; whoever sends more speaks another language.
LONGEST_HEADER = 200


class ProtocolError(Exception):
    """The peer sent something that is not a framed JSON-RPC message."""


class Closed(Exception):
    """The peer closed its stream before it answered."""


class RemoteError(Exception):
    """The peer answered with an error: `code`, the text, and `data`."""

    def __init__(self, code: int, message: str, data: Any) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


def encode(message: Message) -> bytes:
    """One framed message.

    Raises ValueError for numbers that JSON can't carry (nan, inf).
    """
    body = json.dumps({"jsonrpc": "2.0", **message}, allow_nan=False).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def _read_exactly(stream: RawIOBase, count: int) -> bytes | None:
    parts = []
    while count > 0:
        part = stream.read(min(count, 1 << 16))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_message(stream: RawIOBase) -> Message | None:
    """The next message of an unbuffered stream, or None at its end.

    A message may arrive in any number of pieces.

    Raises ProtocolError for anything that is not a message.
    """
    length = None
    while (line := stream.readline(LONGEST_HEADER)) != b"\r\n":
        if not line:
            return None
        name, _, value = line.partition(b":")
        if not line.endswith(b"\r\n") or not value:
            raise ProtocolError(f"found {line!r} where a header was expected")
        if name.lower() == b"content-length":
            if not value.strip().isdigit():
                raise ProtocolError(f"found {line!r}; the length must be a number")
            length = int(value)
    if length is None:
        raise ProtocolError("a message came without Content-Length")
    body = _read_exactly(stream, length)
    if body is None:
        return None
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"a message is not JSON: {error}") from None
    if not isinstance(message, dict):
        raise ProtocolError(f"found {body[:LONGEST_HEADER]!r} where a message was expected")
    return message


def _is_understood(message: Message) -> bool:
    """Whether a message from the engine has all that is looked at: where it is meant for, and what
    an error says.
    """
    error = message.get("error", {"code": 0, "message": ""})
    params = message.get("params", {})
    return (
        isinstance(message.get("id"), (int, str, type(None)))
        and isinstance(params, dict)
        and ("method" not in message or isinstance(params.get("token"), (int, str)))
        and ("method" in message or "error" in message or "result" in message)
        and isinstance(error, dict)
        and isinstance(error.get("code"), int)
        and isinstance(error.get("message"), str)
    )


#: Takes name and parameters of a notification, in the thread that reads: it must not wait or raise.
OnNotice = Callable[[str, Message], None]


class Call:
    """A request that was sent and waits for its answer."""

    def __init__(self, connection: Connection, number: int, on_notice: OnNotice | None) -> None:
        self._connection = connection
        self._number = number
        self.on_notice = on_notice
        self.inbox: SimpleQueue[Message | None] = SimpleQueue()

    def result(self, on_wait: Callable[[Message | None], None]) -> Any:
        """Wait for the answer.

        `on_wait` is called in this thread about ten times a second with the parameters of the
        newest progress notification, or None before the first. Raises RemoteError or Closed.
        """
        progress = None
        while True:
            on_wait(progress)
            try:
                message = self.inbox.get(timeout=SLICE)
            except Empty:
                continue
            if message is None:
                raise Closed
            if "method" in message:
                progress = message["params"]
            elif "error" in message:
                error = message["error"]
                raise RemoteError(error["code"], error["message"], error.get("data"))
            else:
                return message["result"]

    def cancel(self, patience: float) -> bool:
        """Ask the peer to drop the request; True when it answered within `patience` seconds.

        Raises Closed when the peer is gone.
        """
        self._connection.notify("$/cancelRequest", {"id": self._number})
        deadline = time.monotonic() + patience
        while True:
            try:
                message = self.inbox.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                return False
            if message is None:
                raise Closed
            if "method" not in message:
                return True


class Connection:
    """The two streams, their reading thread, and the calls that wait for answers."""

    def __init__(self, reader: RawIOBase, writer: RawIOBase) -> None:
        self._reader = reader
        self._writer = writer
        self._sending = Lock()
        self._numbers = itertools.count(1)
        self._calls: dict[int, Call] = {}
        self._ended = False
        #: What the peer sent instead of a message, if that is why reading ended.
        self.fault: ProtocolError | None = None
        Thread(target=self._read, name="percolab engine", daemon=True).start()

    def call(self, method: str, params: Message, on_notice: OnNotice | None = None) -> Call:
        """Send a request, whose number is also its progress token.

        `on_notice` takes the notifications that belong to it, other than progress. Raises Closed
        when the peer is gone.
        """
        number = next(self._numbers)
        call = self._calls[number] = Call(self, number, on_notice)
        # Asked after the call is registered: whichever comes first, the reader's end is noticed.
        if self._ended:
            raise Closed
        self._send({"id": number, "method": method, "params": {**params, "token": number}})
        return call

    def notify(self, method: str, params: Message) -> None:
        """Send a message that has no answer. Raises Closed when the peer is gone."""
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        frame = memoryview(encode(message))
        try:
            with self._sending:
                while frame:
                    frame = frame[self._writer.write(frame) :]
        except (OSError, ValueError) as error:
            raise Closed from error

    def _read(self) -> None:
        try:
            while (message := read_message(self._reader)) is not None:
                self._deliver(message)
        except ProtocolError as error:
            self.fault = error
        finally:
            self._ended = True
            for call in list(self._calls.values()):
                call.inbox.put(None)
            # Here, where nobody reads any more: a stream that is closed under its reader may leave
            # it with the number of another file.
            self._reader.close()
            with self._sending:
                self._writer.close()

    def _deliver(self, message: Message) -> None:
        if not _is_understood(message):
            raise ProtocolError(
                f"found {str(message)[:LONGEST_HEADER]} where an answer was expected"
            )
        method = message.get("method")
        if method is None:
            call = self._calls.pop(message.get("id"), None)
        else:
            call = self._calls.get(message["params"]["token"])
        if call is None:
            return
        if method is None or method == "progress":
            call.inbox.put(message)
        elif call.on_notice is not None:
            call.on_notice(method, message["params"])
