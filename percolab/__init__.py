"""Percolation models of neural networks, and training with dropout, in Jupyter.

Studies run in the project's own engine, a Node process beside Python; this package carries them
there and back.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import theory
    from .api import dropout, percolation, run
    from .cache import cache_clear, cache_list
    from .errors import EngineError, Interrupted, StudyError
    from .result import Result
    from .resultwidget import widget
    from .theory import safe_p
    from .torch import from_torch

__all__ = [
    "EngineError",
    "Interrupted",
    "Result",
    "StudyError",
    "cache_clear",
    "cache_list",
    "dropout",
    "from_torch",
    "percolation",
    "run",
    "safe_p",
    "theory",
    "widget",
]

_HOMES = {
    "EngineError": "errors",
    "Interrupted": "errors",
    "Result": "result",
    "StudyError": "errors",
    "cache_clear": "cache",
    "cache_list": "cache",
    "dropout": "api",
    "from_torch": "torch",
    "percolation": "api",
    "run": "api",
    "safe_p": "theory",
    "widget": "resultwidget",
}


def __getattr__(name: str) -> Any:
    # Imported at first use: the command line and Jupyter's server load this package without NumPy.
    if name == "theory":
        return import_module(".theory", __name__)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


#: Help while typing of the shell that has loaded percolab; there is one shell in a process.
_typing: Any = None


def load_ipython_extension(shell: Any) -> None:
    """Add the cell magics %%percolation and %%dropout, the line magic %percolab, and help while
    typing; called by %load_ext percolab.
    """
    global _typing
    from .completer import TypingHelp
    from .linemagic import PercolabMagic
    from .magics import StudyMagics

    shell.register_magics(StudyMagics, PercolabMagic)
    unload_ipython_extension(shell)
    _typing = TypingHelp(shell)
    _typing.install()


def unload_ipython_extension(shell: Any) -> None:
    """Take help while typing away again; called by %unload_ext percolab. The magics stay."""
    global _typing
    if _typing is not None:
        _typing.remove()
        _typing = None


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where JupyterLab finds the extension that draws results."""
    return [{"src": "labextension", "dest": "percolab"}]
