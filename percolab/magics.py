"""The cell magics %%percolation and %%dropout: a study as YAML in a cell.

Its result is displayed, and bound to a name if the magic gives one.
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

#: `data: NAME`, `data: {name: NAME, ...}`, or `name: NAME` in the lines below `data:`. The engine
#: reads the study; this only finds out which variable to send.
DATA_NAME = re.compile(
    r"""^([ ]*)data[ ]*:[ ]*
        (?:\{[^{}]*?\bname[ ]*:[ ]*                                  # a mapping in braces
          |(?:\#.*)?\n(?:(?:\1[ ]+.*|[ ]*(?:\#.*)?)\n)*?\1[ ]+name[ ]*:[ ]*   # one in lines
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

        %%percolation [name] [--no-cache]
        network: {width: 8, depth: [4, 8]}
        p: 0..1 by 0.02

        The result is displayed, and bound to `name` if one is given. --no-cache computes all of it,
        also where the study was run before, and keeps nothing.
        """
        self._run("percolation", line, cell, None)

    @cell_magic
    def dropout(self, line: str, cell: str) -> None:
        """Run a dropout study.

        %%dropout [name] [--no-cache]
        network: {width: 8, depth: [2, 4]}
        data: digits
        p: 0.5

        `data` may also name a variable that holds a pair (X, y), as in data: NAME or
        data: {name: NAME, task: regression}. The result is displayed, and bound to `name` if one is
        given.
        """
        self._run("dropout", line, cell, self._data_of(cell))

    def _run(self, kind: str, line: str, cell: str, data: tuple[str, Any] | None) -> None:
        words = line.split()
        cache = NO_CACHE not in words
        name = _name_of(kind, " ".join(word for word in words if word != NO_CACHE))
        # The empty line stands for the magic's own, so that messages count lines as the cell does.
        request = {"study": f"\n{cell}", "kind": kind, "source": "cell"}
        result = execute(request, data=data, cache=cache)
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


def _name_of(kind: str, line: str) -> str:
    name = line.strip()
    if name and (not name.isidentifier() or iskeyword(name)):
        message = f"found {name!r}; allowed: one Python name for the result, {NO_CACHE}, or nothing"
        raise StudyError.of_key(f"%%{kind}", message)
    return name
