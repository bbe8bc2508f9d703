"""The cell magics %%percolation and %%dropout: a study as YAML in a cell.

Its result is displayed, and bound to a name if the magic gives one. It runs on a Dask cluster if
the magic says so.
"""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import Any

from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.display import display

from .api import execute
from .arrays import is_pair
from .axes import describe
from .errors import StudyError

#: Data that the engine knows by itself; these names never mean a variable.
BUILT_IN_DATA = {"teacher", "digits", "mnist", "csv"}

#: What may stand behind --on, and an example.
PLACE = re.compile(r"dask|[a-z]+://\S+")
EXAMPLE = "tcp://127.0.0.1:8786"

#: `data: NAME`, `data: {name: NAME, ...}`, or `name: NAME` in the lines below `data:`. The engine
#: reads the study; this only finds out which variable to send. A line below `data:` is read in one
#: way only, as a key or as blank: with two ways, twenty lines would take minutes.
DATA_NAME = re.compile(
    r"""^([ ]*)data[ ]*:[ ]*
        (?:\{[^{}]*?\bname[ ]*:[ ]*                                  # a mapping in braces
          |(?:\#.*)?\n(?:(?:\1[ ]+[^ \#\n].*|[ ]*(?:\#.*)?)\n)*?\1[ ]+name[ ]*:[ ]*   # in lines
        )?
        (['"]?)([^\W\d]\w*)\2[ ]*(?=[,}\n#]|$)""",
    re.MULTILINE | re.VERBOSE,
)


#: The option of both magics.
NO_CACHE = "--no-cache"


@magics_class
class StudyMagics(Magics):
    """Cell magics that run a study."""

    @cell_magic
    def percolation(self, line: str, cell: str) -> None:
        """Run a percolation study.

        %%percolation [name] [--no-cache] [--on dask|ADDRESS]
        network: {width: 8, depth: [4, 8]}
        p: 0..1 by 0.02

        The result is displayed, and bound to `name` if one is given. --no-cache computes all of it,
        also where the study was run before, and keeps nothing. With --on, the study runs on the
        workers of a Dask cluster: that of the current client, or that of a scheduler.
        """
        self._run("percolation", line, cell, None)

    @cell_magic
    def dropout(self, line: str, cell: str) -> None:
        """Run a dropout study.

        %%dropout [name] [--no-cache] [--on dask|ADDRESS]
        network: {width: 8, depth: [2, 4]}
        data: digits
        p: 0.5

        `data` may also name a variable that holds a pair (X, y), as in data: NAME or
        data: {name: NAME, task: regression}. The result is displayed, and bound to `name` if one is
        given. For --on see %%percolation.
        """
        self._run("dropout", line, cell, self._data_of(cell))

    def _run(self, kind: str, line: str, cell: str, data: tuple[str, Any] | None) -> None:
        words = line.split()
        cache = NO_CACHE not in words
        name, on = _read_line(kind, " ".join(word for word in words if word != NO_CACHE))
        # The empty line stands for the magic's own, so that messages count lines as the cell does.
        request = {"study": f"\n{cell}", "kind": kind, "source": "cell"}
        result = execute(request, data=data, on=on, cache=cache)
        if name:
            self.shell.user_ns[name] = result
        display(result)

    def _data_of(self, cell: str) -> tuple[str, Any] | None:
        found = DATA_NAME.search(cell)
        name = found and found[3]
        if not name or name in BUILT_IN_DATA or name not in self.shell.user_ns:
            return None
        value = self.shell.user_ns[name]
        if not is_pair(value):
            message = f"the variable {name} is {describe(value)}; allowed: a pair (X, y)"
            raise StudyError.of_key("data", message)
        return name, value


def _read_line(kind: str, line: str) -> tuple[str, str | None]:
    """Name for the result, or "", and where the study runs, of the line of a magic."""
    name, has_place, place = line.partition("--on")
    name, place = name.strip(), place.removeprefix("=").strip()
    if name and (not name.isidentifier() or iskeyword(name)):
        message = f"found {name!r}; allowed: one Python name for the result, {NO_CACHE}, or nothing"
        raise StudyError.of_key(f"%%{kind}", message)
    if has_place and not PLACE.fullmatch(place):
        message = f"found {place!r} behind --on; allowed: dask, or an address such as {EXAMPLE}"
        raise StudyError.of_key(f"%%{kind}", f"{message}; a name for the result comes before --on")
    return name, place if has_place else None
