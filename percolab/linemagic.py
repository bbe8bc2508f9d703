"""The line magic %percolab: help, version, examples and check."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from IPython.core.magic import Magics, line_magic, magics_class

from .api import text_of_file
from .errors import StudyError
from .examples import worked_cells
from .process import running_engine

HELP = """%percolab help              this text
%percolab version           version of percolab
%percolab examples          worked cells, by name
%percolab examples NAME     that cell, in a new cell below
%percolab check FILE        whether the study in a YAML file can run, and what it will cost

%%percolation [name]        a percolation study, as YAML below; the result is bound to name
%%dropout [name]            a training study, likewise
    --no-cache              computes all of it, also where the study was run before
    --on dask|ADDRESS       on a Dask cluster: of the current client, or by address
    --save FILE             the result also in a file: .csv, .jsonl, .parquet, .html, ...

In these cells Tab completes keys and values, and Shift+Tab says what a key means."""


@magics_class
class PercolabMagic(Magics):
    """The line magic %percolab."""

    @line_magic
    def percolab(self, line: str) -> None:
        """What percolab can do: %percolab help, version, examples [NAME], check FILE."""
        word, _, rest = line.strip().partition(" ")
        commands: dict[str, Callable[[str], None]] = {
            "help": self._help,
            "version": self._version,
            "examples": self._examples,
            "check": self._check,
        }
        if word and word not in commands:
            message = f"found {word!r}; allowed: {', '.join(commands)}; see %percolab help"
            raise StudyError.of_key("%percolab", message)
        commands[word or "help"](rest.strip())

    def _help(self, rest: str) -> None:
        _no_more("help", rest)
        print(HELP)

    def _version(self, rest: str) -> None:
        _no_more("version", rest)
        answer = running_engine().request("hello", {}, lambda _: None)
        print(f"percolab {answer['version']}")

    def _examples(self, name: str) -> None:
        examples = worked_cells()
        if not name:
            longest = max(map(len, examples))
            lines = [f"{key:{longest}}  {about}" for key, (about, _) in examples.items()]
            print("\n".join([*lines, "", "%percolab examples NAME puts one into a new cell."]))
            return
        if name not in examples:
            message = f"found {name!r}; allowed: {', '.join(examples)}, or nothing for a list"
            raise StudyError.of_key("%percolab examples", message)
        cell = examples[name].cell
        print(cell, end="")
        self.shell.set_next_input(cell.rstrip("\n"))

    def _check(self, path: str) -> None:
        path = _unquoted(path)
        if not path:
            message = "found no file; allowed: the path of a YAML file, %percolab check FILE"
            raise StudyError.of_key("%percolab check", message)
        folder = os.path.dirname(os.path.abspath(path))
        params = {"study": text_of_file(path), "source": path, "directory": folder}
        print(f"{path}: {_said(running_engine().request('check', params, lambda _: None))}")


def _said(check: dict[str, Any]) -> str:
    kind = check["study"]["study"]
    return f"a valid {kind} study; {check['said']}"


def _unquoted(path: str) -> str:
    quoted = len(path) > 1 and path[0] == path[-1] and path[0] in "\"'"
    return os.path.expanduser(path[1:-1] if quoted else path)


def _no_more(command: str, rest: str) -> None:
    if rest:
        message = f"found {rest!r} behind {command}; allowed: %percolab {command} alone"
        raise StudyError.of_key("%percolab", message)
