"""Work in a thread of its own, and an interrupt meanwhile."""

import signal
import threading
import time

import pytest

from percolab.apart import apart


def test_what_is_made_and_what_is_raised() -> None:
    assert apart(lambda: 3) == 3
    with pytest.raises(TimeoutError):
        apart(raising)


def raising() -> None:
    raise TimeoutError


def test_an_interrupt_waits_for_nothing_and_the_work_goes_on() -> None:
    go_on, done = threading.Event(), threading.Event()

    def work() -> None:
        go_on.wait()
        done.set()

    threading.Timer(0.1, signal.raise_signal, [signal.SIGINT]).start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        apart(work)
    assert time.monotonic() - start < 0.5
    go_on.set()
    assert done.wait(5)
