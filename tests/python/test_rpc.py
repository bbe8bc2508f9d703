"""Framing and calls over real pipes."""

import os
import threading

import pytest

from percolab.rpc import Closed, Connection, ProtocolError, RemoteError, encode, read_message

MESSAGE = {"id": 1, "method": "run", "params": {"seed": "naïve ∞ 🎈 \ud800", "p": [0.1, 1e-300]}}


def opened(data: bytes):
    """The reading end of a pipe into which data was written."""
    reading, writing = os.pipe()

    def write() -> None:
        with open(writing, "wb", buffering=0) as pipe:
            pipe.write(data)

    threading.Thread(target=write).start()
    return open(reading, "rb", buffering=0)


def test_a_message_survives_the_way():
    with opened(encode(MESSAGE) + encode({"id": 2})) as stream:
        assert read_message(stream) == {"jsonrpc": "2.0", **MESSAGE}
        assert read_message(stream) == {"jsonrpc": "2.0", "id": 2}
        assert read_message(stream) is None


def test_a_message_may_arrive_byte_by_byte():
    reading, writing = os.pipe()
    body = '{"text": "naïve ∞ 🎈"}'.encode()
    frame = b"Content-Type: x; charset=utf-8\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)

    def write() -> None:
        with open(writing, "wb", buffering=0) as pipe:
            for byte in frame * 2:
                pipe.write(bytes([byte]))

    threading.Thread(target=write).start()
    with open(reading, "rb", buffering=0) as stream:
        assert read_message(stream) == {"text": "naïve ∞ 🎈"}
        assert read_message(stream) == {"text": "naïve ∞ 🎈"}
        assert read_message(stream) is None


def test_a_message_larger_than_a_pipe():
    text = "∞" * 300_000
    with opened(encode({"text": text})) as stream:
        assert read_message(stream)["text"] == text


def test_an_end_inside_a_message_is_an_end():
    with opened(encode(MESSAGE)[:-5]) as stream:
        assert read_message(stream) is None


@pytest.mark.parametrize(
    "data",
    [
        b"Debugger attached.\n",
        b"Warning: something\n",
        b"x" * 1000,
        b"Content-Length: many\r\n\r\n{}",
        b"Content-Type: x\r\n\r\n{}",
        b"Content-Length: 2\r\n\r\n{]",
        b"Content-Length: -2\r\n\r\n{}",
        b"Content-Length: 1_0\r\n\r\n{}",
        b"Content-Length: 2\r\n\r\n[]",
        b"Content-Length: 200000\r\n\r\n" + b"[" * 200_000,
    ],
)
def test_anything_else_is_refused(data):
    with opened(data) as stream, pytest.raises(ProtocolError):
        read_message(stream)


def test_numbers_that_json_lacks_are_refused():
    with pytest.raises(ValueError, match="JSON"):
        encode({"p": float("nan")})


class Peer:
    """The other end of a connection, played by the test itself."""

    def __init__(self) -> None:
        self.reading, their_writing = os.pipe()
        their_reading, self.writing = os.pipe()
        self.requests = open(self.reading, "rb", buffering=0)
        self.answers = open(self.writing, "wb", buffering=0)
        self.connection = Connection(
            open(their_reading, "rb", buffering=0), open(their_writing, "wb", buffering=0)
        )


def test_answers_find_their_calls_in_any_order():
    peer = Peer()
    first = peer.connection.call("run", {"study": "a"})
    second = peer.connection.call("run", {"study": "b"})
    numbers = [read_message(peer.requests)["id"] for _ in range(2)]
    peer.answers.write(encode({"id": numbers[1], "result": "of b"}))
    peer.answers.write(encode({"id": numbers[0], "error": {"code": 1, "message": "of a"}}))
    assert second.result(lambda _: None) == "of b"
    with pytest.raises(RemoteError, match="of a") as caught:
        first.result(lambda _: None)
    assert caught.value.code == 1


def test_progress_reaches_the_call_of_its_token():
    peer = Peer()
    call = peer.connection.call("run", {})
    request = read_message(peer.requests)
    assert request["params"]["token"] == request["id"]
    seen = []

    def look(progress) -> None:
        seen.append(progress)
        if len(seen) == 1:
            for token in (request["id"] + 1, request["id"]):
                params = {"token": token, "done": 3, "total": 4, "seconds": None}
                peer.answers.write(encode({"method": "progress", "params": params}))
        elif progress:
            peer.answers.write(encode({"id": request["id"], "result": None}))

    call.result(look)
    assert seen[0] is None
    assert {progress["token"] for progress in seen if progress} == {request["id"]}


def test_cancel_asks_and_waits_for_the_answer():
    peer = Peer()
    call = peer.connection.call("run", {})
    number = read_message(peer.requests)["id"]
    peer.answers.write(encode({"id": number, "error": {"code": -32800, "message": "cancelled"}}))
    assert call.cancel(5)
    assert read_message(peer.requests) == {
        "jsonrpc": "2.0",
        "method": "$/cancelRequest",
        "params": {"id": number},
    }
    assert not peer.connection.call("run", {}).cancel(0.05)


def test_a_peer_that_goes_away_ends_all_calls():
    peer = Peer()
    calls = [peer.connection.call("run", {}) for _ in range(2)]
    peer.answers.close()
    for call in calls:
        with pytest.raises(Closed):
            call.result(lambda _: None)
    with pytest.raises(Closed):
        peer.connection.call("run", {}).result(lambda _: None)


def test_a_peer_that_prints_is_found_out():
    peer = Peer()
    call = peer.connection.call("run", {})
    peer.answers.write(b"hello\n")
    with pytest.raises(Closed):
        call.result(lambda _: None)
    assert "hello" in str(peer.connection.fault)


@pytest.mark.parametrize(
    "answer",
    [
        {"id": [1], "result": 0},
        {"id": 1, "error": "no"},
        {"id": 1, "error": {"message": "no code"}},
        {"id": 1},
        {"method": "progress", "params": [1]},
        {"method": "progress", "params": {}},
        {"method": "progress", "params": {"token": {}}},
    ],
)
def test_an_answer_that_is_none_ends_the_calls_and_is_named(answer):
    peer = Peer()
    call = peer.connection.call("run", {})
    peer.answers.write(encode(answer))
    with pytest.raises(Closed):
        call.result(lambda _: None)
    assert "where an answer was expected" in str(peer.connection.fault)
