"""The cell magics %%percolation and %%dropout: a study as YAML in a cell.

Its result is displayed, and bound to a name if the magic gives one. It runs on a Dask cluster if
the magic says so.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from keyword import iskeyword
from typing import Any, NamedTuple

from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.display import display

from .api import execute
from .arrays import is_pair
from .axes import describe
from .errors import StudyError
from .savedfile import check_place

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

#: The options of both magics; the last two have a value.
NO_CACHE, ON, SAVE = "--no-cache", "--on", "--save"


class Line(NamedTuple):
    """What stands behind the name of a magic."""

    #: Name for the result, or "".
    name: str
    cache: bool
    #: Where the study runs, and the file that its result is saved to.
    on: str | None
    save: str | None


@magics_class
class StudyMagics(Magics):
    """Cell magics that run a study."""

    @cell_magic
    def percolation(self, line: str, cell: str) -> None:
        """Run a percolation study.

        %%percolation [name] [--no-cache] [--on dask|ADDRESS] [--save FILE]
        network: {width: 8, depth: [4, 8]}
        p: 0..1 by 0.02

        The result is displayed, and bound to `name` if one is given. --no-cache computes all of it,
        also where the study was run before, and keeps nothing. With --on, the study runs on the
        workers of a Dask cluster: that of the current client, or that of a scheduler. With --save,
        the result also goes to a file, as Result.save writes it, with all rows of a large result.
        """
        self._run("percolation", line, cell, None)

    @cell_magic
    def dropout(self, line: str, cell: str) -> None:
        """Run a dropout study.

        %%dropout [name] [--no-cache] [--on dask|ADDRESS] [--save FILE]
        network: {width: 8, depth: [2, 4]}
        data: digits
        p: 0.5

        `data` may also name a variable that holds a pair (X, y), as in data: NAME or
        data: {name: NAME, task: regression}. The result is displayed, and bound to `name` if one is
        given. For the options see %%percolation.
        """
        self._run("dropout", line, cell, self._data_of(cell))

    def _run(self, kind: str, line: str, cell: str, data: tuple[str, Any] | None) -> None:
        name, cache, on, save = _read_line(kind, line)
        # The empty line stands for the magic's own, so that messages count lines as the cell does.
        request = {"study": f"\n{cell}", "kind": kind, "source": "cell"}
        result = execute(request, data=data, on=on, cache=cache)
        if name:
            self.shell.user_ns[name] = result
        display(result)
        if save is not None:
            result.save(save)

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


def _read_line(kind: str, line: str) -> Line:
    """The line of a magic, read and checked."""
    words = _words(kind, line)
    found: dict[str, str] = {}
    named: list[str] = []
    for word in words:
        option, equals, value = word.partition("=")
        if option in (ON, SAVE):
            found[option] = value if equals else next(words, "")
        elif word == NO_CACHE:
            found[word] = ""
        else:
            named.append(word)
    name, on, save = " ".join(named), found.get(ON), found.get(SAVE)
    if name and (not name.isidentifier() or iskeyword(name)):
        allowed = f"one Python name for the result, {NO_CACHE}, {ON}, {SAVE}, or nothing"
        raise StudyError.of_key(f"%%{kind}", f"found {name!r}; allowed: {allowed}")
    if on is not None and not PLACE.fullmatch(on):
        message = f"found {on!r} behind {ON}; allowed: dask, or an address such as {EXAMPLE}"
        raise StudyError.of_key(f"%%{kind}", message)
    if save is not None:
        save = os.path.expanduser(save)
        check_place(save, f"%%{kind} {SAVE}")
    return Line(name, NO_CACHE not in found, on, save)


def _words(kind: str, line: str) -> Iterator[str]:
    """The words of a line; quotes keep one with spaces together, backslashes are as they are."""
    words = shlex.shlex(line, posix=True)
    words.whitespace_split = True
    words.commenters = words.escape = ""
    try:
        yield from words
    except ValueError:
        message = f"found a quote that does not end in {line!r}; close it, or leave it out"
        raise StudyError.of_key(f"%%{kind}", message) from None
