"""How far a run has come: in notebooks a display updated in place, in terminals one rewritten line,
elsewhere a line of standard error for each minute.

Nothing shows for runs that are soon over. At the end the display is emptied; results are
displays of their own, because some servers drop updates of displays.
"""

from __future__ import annotations

import sys
import time
from html import escape
from typing import Any, Protocol
from uuid import uuid4

Report = dict[str, Any]


class Place(Protocol):
    """Where progress is shown.

    patience: seconds before a run is worth showing.
    pace: seconds between two updates.
    """

    patience: float = 0.5
    pace: float = 0.1

    def show(self, name: str, report: Report | None) -> None:
        """Show the newest report of the run of that name."""

    def close(self) -> None:
        """Leave nothing behind."""


class Progress:
    """Context of one run; call `update` as often as you like with the newest report of the engine.

    A report has done, total, and seconds left (None when unknown); None means that there is no
    report yet.
    """

    def __init__(self, name: str, wanted: bool = True) -> None:
        self._name = name
        self._place = _find_place() if wanted else None
        self._next = time.monotonic() + (self._place.patience if self._place else 0)
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def update(self, report: Report | None) -> None:
        """Show the report, if there is a place for it and the last one is old enough."""
        now = time.monotonic()
        if self._place is None or now < self._next:
            return
        self._next = now + self._place.pace
        self._shown = True
        self._place.show(self._name, report)

    def __exit__(self, *_: object) -> None:
        if self._place is not None and self._shown:
            self._place.close()


def _find_place() -> Place | None:
    # Not imported here: a program that runs in IPython has imported it, others need not pay for it.
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if getattr(shell, "kernel", None) is not None:
        return Notebook()
    if sys.stderr is None:
        return None
    return Terminal() if sys.stderr.isatty() else File()


class Notebook(Place):
    """A display of the running cell."""

    def __init__(self) -> None:
        self._id = f"percolab-{uuid4().hex}"
        self._fresh = True

    def show(self, name: str, report: Report | None) -> None:
        self._publish({"text/plain": line_of(name, report), "text/html": html_of(name, report)})

    def close(self) -> None:
        # Not without any data: converters of notebooks could not represent that.
        self._publish({"text/plain": ""})

    def _publish(self, data: dict[str, str]) -> None:
        from IPython.display import publish_display_data

        publish_display_data(data, transient={"display_id": self._id}, update=not self._fresh)
        self._fresh = False


class Terminal(Place):
    """The line of standard error that the cursor is on."""

    def show(self, name: str, report: Report | None) -> None:
        self._write(line_of(name, report))

    def close(self) -> None:
        self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r{line}\x1b[K")
        sys.stderr.flush()


class File(Place):
    """Standard error that is no terminal, often a log: lines that stay, and few of them."""

    patience = 10
    pace = 60

    def show(self, name: str, report: Report | None) -> None:
        sys.stderr.write(f"percolab: {line_of(name, report)}\n")
        sys.stderr.flush()

    def close(self) -> None:
        pass


def line_of(name: str, report: Report | None) -> str:
    """Progress as one line of text."""
    return f"{name}: {_words(report)}"


def html_of(name: str, report: Report | None) -> str:
    """Progress as accessible HTML: a native progress element and its text, announced politely."""
    values = f' value="{int(report["done"])}" max="{int(report["total"])}"' if report else ""
    label = escape(f"Progress of {name}", quote=True)
    return (
        f'<div role="status"><progress aria-label="{label}"{values}></progress> '
        f"{escape(line_of(name, report))}</div>"
    )


def _words(report: Report | None) -> str:
    if report is None:
        return "running"
    done, total, seconds = report["done"], report["total"], report["seconds"]
    percent = 100 * done // total if total else 100
    left = "" if seconds is None else f", about {duration(seconds)} left"
    return f"{done} of {total}, {percent} %{left}"


def duration(seconds: float) -> str:
    """A duration to the second, minute or hour, whichever a reader needs."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
