"""How far a run has come: in notebooks a display updated in place, in terminals one rewritten line,
elsewhere a line of standard error for each minute.

In a notebook a training study shows what it has found so far, as a picture beneath the bar. Front
ends with the extension draw the bar themselves, with a button that stops the run; others show the
HTML or the text that is sent beside it.

Nothing shows for runs that are over at once. At the end the display goes with the cell's output,
where all of that is ours, else it is emptied; results are displays of their own, because some
servers drop updates of displays.
"""

from __future__ import annotations

import sys
import time
from base64 import b64encode
from html import escape
from typing import Any, Literal, Protocol
from uuid import uuid4

#: Seconds before a run is worth a display.
PATIENCE = 0.5
#: Seconds between two updates: at most 10 a second, and 2 where each has a picture to carry; of a
#: run that has lasted for some seconds 1.
PACE = 0.1
PICTURE_PACE = 0.5
LONG_PACE = 1.0
LONG = 10.0
#: Seconds and percent that both lie between two announcements to a screen reader at least.
SILENCE = 10.0
STEP = 10
#: MIME type of progress; the JupyterLab extension draws it.
MIME_TYPE = "application/vnd.percolab.progress+json"
#: How cells begin whose whole output is that of one study.
OWN_CELLS = ("%%percolation", "%%dropout")

Report = dict[str, Any]
#: How a run ended: with a result, by the user, or by an error.
End = Literal["done", "stopped", "failed"]


class Place(Protocol):
    """Where progress is shown.

    patience: seconds before a run is worth showing.
    """

    patience: float = PATIENCE

    def pause(self, age: float, has_picture: bool) -> float:
        """Seconds until the next update of a run that has lasted for `age` seconds."""
        if age >= LONG:
            return LONG_PACE
        return PICTURE_PACE if has_picture else PACE

    def show(self, name: str, report: Report | None, picture: str | None) -> None:
        """Show the newest report of the run of that name, and its newest picture (SVG)."""

    def close(self, name: str, end: End) -> None:
        """Say how the run of that name ended, where one may listen, and leave nothing behind."""


class Progress:
    """Context of one run; call `update` as often as you like with the newest report of the engine.

    A report has done, total, kept (how many of those done are from the cache), seconds left (None
    when unknown) and now and then a picture, which is shown until the next one comes; None means
    that there is no report yet.
    """

    def __init__(self, name: str, wanted: bool = True) -> None:
        self._name = name
        self._place = _find_place() if wanted else None
        self._begun = time.monotonic()
        self._next = self._begun + (self._place.patience if self._place else 0)
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
        self._next = now + self._place.pause(now - self._begun, self._picture is not None)
        self._shown = True
        self._place.show(self._name, report, self._picture)

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if self._place is not None and self._shown:
            self._place.close(self._name, _end_of(error))


def _end_of(error: type[BaseException] | None) -> End:
    if error is None:
        return "done"
    return "stopped" if issubclass(error, KeyboardInterrupt) else "failed"


def _find_place() -> Place | None:
    # Not imported here: a program that runs in IPython has imported it, others need not pay for it.
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if getattr(shell, "kernel", None) is not None:
        return Notebook(_is_own_cell(shell))
    if sys.stderr is None:
        return None
    return Terminal() if sys.stderr.isatty() else File()


def _is_own_cell(shell: Any) -> bool:
    # Not every kernel's shell knows its request.
    request = getattr(shell, "get_parent", dict)()
    return request.get("content", {}).get("code", "").lstrip().startswith(OWN_CELLS)


class Notebook(Place):
    """A display of the running cell."""

    def __init__(self, own_cell: bool) -> None:
        """own_cell: whether nothing but a study prints in the cell, so that all of it may go."""
        self._own_cell = own_cell
        self._id = f"percolab-{uuid4().hex}"
        self._fresh = True
        self._begun = time.monotonic()
        self._announced: tuple[float, int] | None = None

    def show(self, name: str, report: Report | None, picture: str | None) -> None:
        as_of = time.strftime("%H:%M %Z")
        line = line_of(name, report, as_of)
        html = html_of(name, report, line, picture, announce=self._is_worth_saying(report))
        payload = payload_of(name, report, time.monotonic() - self._begun, as_of, picture)
        payload["run"] = self._id
        self._publish({MIME_TYPE: payload, "text/plain": line, "text/html": html})

    def close(self, name: str, end: End) -> None:
        from IPython.display import clear_output

        # An output that is emptied and not cleared with others is taken out by who can.
        payload = {"name": name, "state": end, "run": self._id, "remains": not self._own_cell}
        self._publish({MIME_TYPE: payload, "text/plain": ""})
        if self._own_cell:
            # With the result or the error that comes next, so that the page does not jump.
            clear_output(wait=True)
        else:
            # Not without any data: converters of notebooks could not represent that.
            self._publish({"text/plain": ""})

    def _is_worth_saying(self, report: Report | None) -> bool:
        now, percent = time.monotonic(), _percent(report)
        if self._announced is not None:
            then, said = self._announced
            if now < then + SILENCE or percent < said + STEP:
                return False
        self._announced = now, percent
        return True

    def _publish(self, data: dict[str, Any]) -> None:
        from IPython.display import publish_display_data

        publish_display_data(data, transient={"display_id": self._id}, update=not self._fresh)
        self._fresh = False


class Terminal(Place):
    """The line of standard error that the cursor is on."""

    def show(self, name: str, report: Report | None, picture: str | None) -> None:
        self._write(line_of(name, report))

    def close(self, name: str, end: End) -> None:
        self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r{line}\x1b[K")
        sys.stderr.flush()


class File(Place):
    """Standard error that is no terminal, often a log: lines that stay, and few of them."""

    patience = 10

    def pause(self, age: float, has_picture: bool) -> float:
        return 60

    def show(self, name: str, report: Report | None, picture: str | None) -> None:
        sys.stderr.write(f"percolab: {line_of(name, report)}\n")
        sys.stderr.flush()

    def close(self, name: str, end: End) -> None:
        pass


def line_of(name: str, report: Report | None, as_of: str = "") -> str:
    """Progress as one line of text.

    as_of: the time of the report, for places where the line may outlive the run
    """
    when = f" (as of {as_of})" if as_of else ""
    return f"{name}: {_words(report)}{when}"


def payload_of(
    name: str, report: Report | None, elapsed: float, as_of: str, picture: str | None = None
) -> dict[str, Any]:
    """Progress as the extension draws it: what a report has, and how much is done in a second.

    elapsed: seconds since the run began
    as_of: the time of the report
    """
    payload: dict[str, Any] = {"name": name, "state": "running", "as_of": as_of}
    if report is not None:
        new = report["done"] - report["kept"]
        payload |= {key: report[key] for key in ("done", "total", "kept", "seconds")}
        payload["rate"] = new / elapsed if new > 0 and elapsed > 0 else None
    if picture is not None:
        payload["picture"] = picture
    return payload


def html_of(
    name: str, report: Report | None, line: str, picture: str | None = None, announce: bool = True
) -> str:
    """Progress as accessible HTML: a native progress element and its line of text.

    announce: whether screen readers are to say it, politely, without being asked
    picture: SVG, which stands below as an image, in which nothing can run
    """
    values = f' value="{int(report["done"])}" max="{int(report["total"])}"' if report else ""
    label = escape(f"Progress of {name}", quote=True)
    role = ' role="status"' if announce else ""
    return (
        f'<div{role}><progress aria-label="{label}"{values}></progress> '
        f"{escape(line)}</div>{_image(picture)}"
    )


def _image(picture: str | None) -> str:
    if picture is None:
        return ""
    data = b64encode(picture.encode()).decode()
    return f'<img alt="The study so far" src="data:image/svg+xml;base64,{data}">'


def _percent(report: Report | None) -> int:
    if report is None:
        return 0
    return 100 * report["done"] // report["total"] if report["total"] else 100


def _words(report: Report | None) -> str:
    if report is None:
        return "running"
    done, total, seconds = report["done"], report["total"], report["seconds"]
    left = "" if seconds is None else f", about {duration(seconds)} left"
    kept = f", {report['kept']} from the cache" if report["kept"] else ""
    return f"{done} of {total}, {_percent(report)} %{left}{kept}"


def duration(seconds: float) -> str:
    """A duration to the second, minute or hour, whichever a reader needs."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
