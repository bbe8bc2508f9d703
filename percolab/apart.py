"""Waiting for work in another thread: an interrupt of this one ends the waiting, not the work.

An import that is broken off in the middle leaves half a module behind, and every later one fails.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import TypeVar

Made = TypeVar("Made")

#: Seconds between two looks: a thread that waits without end does not see every interrupt.
LOOK = 0.1


def apart(work: Callable[[], Made]) -> Made:
    """What `work` makes, or the exception that it raises."""
    outcome: Future[Made] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    Thread(target=run, name="percolab apart", daemon=True).start()
    return outcome_of(outcome)


def outcome_of(future: Future[Made]) -> Made:
    """What becomes of a future, or the exception that it ends in."""
    while not wait([future], LOOK).done:
        pass
    return future.result()
