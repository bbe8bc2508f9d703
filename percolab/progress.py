"""How far a run has come: in notebooks a display updated in place, in terminals one rewritten line.

In a notebook a training study shows what it has found so far, as a picture beneath the bar.

Nothing shows for runs that are over at once. At the end the display is emptied; results are
displays of their own, because some servers drop updates of displays.
"""

from __future__ import annotations

import sys
import time
from base64 import b64encode
from html import escape
from typing import Any, Protocol
from uuid import uuid4

#: Seconds before a run is worth a display.
PATIENCE = 0.5
#: Seconds between two updates: at most 10 a second, and 2 where each has a picture to carry.
PACE = 0.1
PICTURE_PACE = 0.5

Report = dict[str, Any]


class Place(Protocol):
    """Where progress is shown."""

    def show(self, name: str, report: Report | None, picture: str | None) -> None:
        """Show the newest report of the run of that name, and its newest picture (SVG)."""

    def close(self) -> None:
        """Leave nothing behind."""


class Progress:
    """Context of one run; call `update` as often as you like with the newest report of the engine.

    A report has done, total, seconds left (None when unknown) and now and then a picture, which is
    shown until the next one comes; None means that there is no report yet.
    """

    def __init__(self, name: str, wanted: bool = True) -> None:
        self._name = name
        self._place = _find_place() if wanted else None
        self._next = time.monotonic() + PATIENCE
        self._shown = False
        self._picture: str | None = None

    def __enter__(self) -> Progress:
        return self

    def update(self, report: Report | None) -> None:
        """Show the report, if there is a place for it and the last one is old enough."""
        if report is not None:
            self._picture = report.get("picture", self._picture)
        now = time.monotonic()
        if self._place is None or now < self._next:
            return
        self._next = now + (PACE if self._picture is None else PICTURE_PACE)
        self._shown = True
        self._place.show(self._name, report, self._picture)

    def __exit__(self, *_: object) -> None:
        if self._place is not None and self._shown:
            self._place.close()


def _find_place() -> Place | None:
    # Not imported here: a program that runs in IPython has imported it, others need not pay for it.
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if getattr(shell, "kernel", None) is not None:
        return Notebook()
    return Terminal() if sys.stderr is not None and sys.stderr.isatty() else None


class Notebook(Place):
    """A display of the running cell."""

    def __init__(self) -> None:
        self._id = f"percolab-{uuid4().hex}"
        self._fresh = True

    def show(self, name: str, report: Report | None, picture: str | None) -> None:
        html = html_of(name, report, picture)
        self._publish({"text/plain": line_of(name, report), "text/html": html})

    def close(self) -> None:
        # Not without any data: converters of notebooks could not represent that.
        self._publish({"text/plain": ""})

    def _publish(self, data: dict[str, str]) -> None:
        from IPython.display import publish_display_data

        publish_display_data(data, transient={"display_id": self._id}, update=not self._fresh)
        self._fresh = False


class Terminal(Place):
    """The line of standard error that the cursor is on."""

    def show(self, name: str, report: Report | None, picture: str | None) -> None:
        self._write(line_of(name, report))

    def close(self) -> None:
        self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r{line}\x1b[K")
        sys.stderr.flush()


def line_of(name: str, report: Report | None) -> str:
    """Progress as one line of text."""
    return f"{name}: {_words(report)}"


def html_of(name: str, report: Report | None, picture: str | None = None) -> str:
    """Progress as accessible HTML: a native progress element and its text, announced politely.

    The picture stands below them as an image, in which nothing can run.
    """
    values = f' value="{int(report["done"])}" max="{int(report["total"])}"' if report else ""
    label = escape(f"Progress of {name}", quote=True)
    return (
        f'<div role="status"><progress aria-label="{label}"{values}></progress> '
        f"{escape(line_of(name, report))}</div>{_image(picture)}"
    )


def _image(picture: str | None) -> str:
    if picture is None:
        return ""
    data = b64encode(picture.encode()).decode()
    return f'<img alt="The study so far" src="data:image/svg+xml;base64,{data}">'


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
