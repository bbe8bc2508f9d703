"""The result of a study as a widget, for front ends that don't know our MIME type: VS Code, Colab,
marimo, and JupyterLab too.

The widget is the same view as elsewhere. Its script travels with it, and its controls compute in
workers of the page, so they go on without the kernel.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from .axes import describe
from .errors import StudyError
from .page import view_script
from .result import Result


def widget(result: Result) -> Any:
    """A result as an anywidget: its figure, tables and live controls.

    percolab.widget(percolab.percolation(width=8, depth=[4, 8], p=(0, 1, 0.02)))

    Raises StudyError for anything but a result, and where the package anywidget is not installed;
    EngineError when the view has not been built.
    """
    if not isinstance(result, Result):
        message = f"found {describe(result)}; allowed: a Result, as percolab.run gives it"
        raise StudyError.of_key("result", message)
    try:
        made = _widget_class()
    except ImportError:
        message = 'a widget needs the package anywidget; pip install "percolab[widget]"'
        raise StudyError.of_key("widget", message) from None
    # An excerpt of a large result, as in a notebook.
    return made(result=deepcopy(result._payload))


@cache
def _widget_class() -> type:
    """Made at the first need, since anywidget is optional. Raises ImportError without it."""
    import anywidget
    import traitlets

    class ResultWidget(anywidget.AnyWidget):
        """Shows the result that it holds."""

        _esm = f"{view_script()}\nexport default percolab.widget;\n"
        result = traitlets.Dict().tag(sync=True)

    return ResultWidget
