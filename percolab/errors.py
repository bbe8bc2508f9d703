"""What can go wrong, in words.

IPython and Jupyter show these errors without a stack trace, because _render_traceback_ gives none:
the mistake is in the study, not in Python code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class PlainError:
    """Mixin of an exception that front ends show as its text alone."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class StudyError(PlainError, Exception):
    """A study that can't be run as it is written. The message is complete: where, what was found,
    what is allowed.

    `diagnostics` has one entry for each mistake: a dict with line, column (None where there is no
    text), key and message.
    """

    def __init__(self, message: str, diagnostics: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(message)
        self.diagnostics = list(diagnostics)

    @classmethod
    def of_key(cls, key: str, message: str) -> StudyError:
        """The error of one key, for studies that are written in Python."""
        diagnostic = {"line": None, "column": None, "key": key, "message": message}
        return cls(f"{key}: {message}", [diagnostic])


class EngineError(PlainError, Exception):
    """The engine is missing, failed or died; the study itself may be sound."""


class Interrupted(PlainError, KeyboardInterrupt):
    """The user stopped a running study. A KeyboardInterrupt, so that "Run all" stops too."""
