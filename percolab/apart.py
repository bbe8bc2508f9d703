"""Work in a thread of its own, for which an interrupt of this thread does not wait.

Nor does it break the work off in the middle: of an import that is, half a module stays behind, and
every later one fails.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import TypeVar

Made = TypeVar("Made")

#: Seconds between two looks: a thread that waits without end does not see every interrupt.
LOOK = 0.1


def apart(work: Callable[[], Made], undo: Callable[[Made], object]) -> Made:
    """What `work` makes, or the exception that it raises.

    undo: what becomes of the thing made where this thread was interrupted meanwhile; in the thread
    of the work
    """
    outcome: Future[Made] = Future()

    def run() -> None:
        try:
            made = work()
        except BaseException as error:
            if outcome.set_running_or_notify_cancel():
                outcome.set_exception(error)
        else:
            if outcome.set_running_or_notify_cancel():
                outcome.set_result(made)
            else:
                undo(made)

    Thread(target=run, name="percolab apart", daemon=True).start()
    try:
        while not wait([outcome], LOOK).done:
            pass
        return outcome.result()
    finally:
        outcome.cancel()
