"""Help while typing in cells that begin with %%percolation or %%dropout, in every front end: what
can be written next, and what a key means. The engine knows both; this carries the questions there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from IPython.core.completer import (
    CompletionContext,
    SimpleCompletion,
    SimpleMatcherResult,
    context_matcher,
)

from .arrays import is_pair
from .errors import EngineError
from .process import running_engine

#: Cells that hold a study; the engine looks closer.
STUDY_CELL = re.compile(r"\s*%%(percolation|dropout)(?!\S)")
#: Longest cell that help is given for; longer ones are data.
LONGEST_CELL = 100_000
#: Completes what is offered, so that other matchers are silent: YAML is no Python.
IDENTIFIER = "percolab.completer"

Inspect = Callable[..., dict[str, Any]]


class TypingHelp:
    """Completion and inspection of study cells in one IPython shell."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._matcher = self._make_matcher()
        self._inspect: Inspect | None = None
        self._is_patched = False
        self._is_installed = False

    def install(self) -> None:
        """Add both to the shell. Inspection needs a kernel; IPython in a terminal has none."""
        self._is_installed = True
        self._shell.Completer.custom_matchers.append(self._matcher)
        kernel = getattr(self._shell, "kernel", None)
        if kernel is not None:
            # Inspection has no hook that knows the cell: ours is put before the kernel's method, or
            # before what another extension has put there.
            self._is_patched = "do_inspect" in vars(kernel)
            self._inspect = kernel.do_inspect
            kernel.do_inspect = self._do_inspect

    def remove(self) -> None:
        """Take both away again."""
        self._is_installed = False
        matchers = self._shell.Completer.custom_matchers
        if self._matcher in matchers:
            matchers.remove(self._matcher)
        kernel = getattr(self._shell, "kernel", None)
        if self._inspect is not None and vars(kernel).get("do_inspect") == self._do_inspect:
            if self._is_patched:
                kernel.do_inspect = self._inspect
            else:
                del kernel.do_inspect

    def _make_matcher(self) -> Callable[[CompletionContext], SimpleMatcherResult]:
        @context_matcher(identifier=IDENTIFIER, priority=100)
        def matcher(context: CompletionContext) -> SimpleMatcherResult:
            text = context.full_text
            nothing = SimpleMatcherResult(completions=[])
            if not _holds_study(text):
                return nothing
            lines = text.split("\n")[: context.cursor_line]
            before = "\n".join([*lines, context.text_until_cursor])
            answer = _ask("complete", text, len(before), variables=self._pairs())
            if answer is None:
                return nothing
            fragment = _from_utf16(text, answer["from"], len(before))
            items = [SimpleCompletion(each["insert"], type=each["is"]) for each in answer["items"]]
            return SimpleMatcherResult(
                completions=items, matched_fragment=fragment, ordered=True, suppress=True
            )

        return matcher

    def _pairs(self) -> list[str]:
        """Variables that can be meant as data (X, y)."""
        hidden = self._shell.user_ns_hidden
        # A copy: threads of the kernel may make variables meanwhile.
        variables = list(self._shell.user_ns.items())
        return sorted(name for name, value in variables if is_pair(value) and name not in hidden)

    def _do_inspect(self, code: str, cursor_pos: int, *rest: Any, **named: Any) -> dict[str, Any]:
        # What was put before ours later may still call it when help is taken away.
        answer = None
        if self._is_installed and _holds_study(code):
            answer = _ask("hover", code, cursor_pos)
        if answer is None:
            return self._inspect(code, cursor_pos, *rest, **named)
        data = {"text/plain": answer["text"]}
        return {"status": "ok", "found": True, "data": data, "metadata": {}}


def _holds_study(cell: str) -> bool:
    """Whether a cell is one that the engine is asked about."""
    return len(cell) <= LONGEST_CELL and STUDY_CELL.match(cell) is not None


def _ask(method: str, cell: str, position: int, **more: Any) -> dict[str, Any] | None:
    """The engine's answer about a place in a study's cell; None for want of an engine.

    The first question starts the engine.
    """
    params = {"cell": cell, "offset": _to_utf16(cell, position), **more}
    try:
        return running_engine().request(method, params, lambda _: None)
    except EngineError:
        # Whoever runs the cell is told; whoever types is not interrupted.
        return None


def _to_utf16(text: str, position: int) -> int:
    """A position in code points as the engine counts, in UTF-16 units."""
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2


def _from_utf16(text: str, start: int, end: int) -> str:
    """The text from `start`, in UTF-16 units, to `end`, in code points."""
    units = text[:end].encode("utf-16-le", "surrogatepass")
    return units[2 * start :].decode("utf-16-le", "surrogatepass")
