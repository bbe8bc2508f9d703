"""Work in a thread of its own, and an interrupt meanwhile."""

import signal
import threading
import time

import pytest

from percolab.apart import apart


def test_what_is_made_and_what_is_raised() -> None:
    assert apart(lambda: 3, pytest.fail) == 3
    with pytest.raises(TimeoutError):
        apart(raising, pytest.fail)


def raising() -> None:
    raise TimeoutError


def test_an_interrupt_waits_for_nothing_and_what_is_made_later_is_undone() -> None:
    go_on, undone = threading.Event(), threading.Event()
    threading.Timer(0.1, signal.raise_signal, [signal.SIGINT]).start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        apart(go_on.wait, lambda made: undone.set() if made else None)
    assert time.monotonic() - start < 0.5
    go_on.set()
    assert undone.wait(5)
