"""The Python calls: percolation, dropout and run.

Keywords are the keys of a study; `p` is always the removal probability.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any

from .arrays import handed_over
from .axes import describe, study_value
from .cluster import Cluster
from .clusterclient import client_of
from .errors import Interrupted, StudyError
from .graphs import is_graph, network_of_graph
from .networks import Network, network_of
from .process import running_engine
from .progress import Progress
from .result import Result
from .torchnetwork import TorchNetwork, is_module, with_rates
from .wholeresult import file_for_whole, read_whole

#: What a study from Python calls its arrays.
ARRAYS = "arrays"


def percolation(
    *positional: Any,
    workers: int | None = None,
    on: Any = None,
    progress: bool = True,
    cache: bool = True,
    **study: Any,
) -> Result:
    """Probability of an open path from input to output, over a grid of networks and p.

    percolation(width=8, depth=[4, 8], p=(0, 1, 0.02), model="site")

    Every keyword is a key of a percolation study. Network keys may stand by themselves (width,
    depth, input, output, widths) or in `network={...}`. A tuple (start, stop, step) is a range with
    both ends; lists, ranges, NumPy arrays and pandas Series give separate values. The study is the
    grid of all of them. `network` may also be a networkx DiGraph, or what `from_torch` makes of a
    model, whose own dropout then gives p and p_input where a study of model site has none.

    workers: how many workers share the run; None is one for each core. Results do not depend on it.
    on: a dask.distributed Client whose cluster runs the study, "dask" for the current one, or the
    address of a scheduler; None is this machine. Results do not depend on it.
    progress: whether to show how far the run has come.
    cache: whether a study that was run before is answered from the cache, one that was stopped goes
        on where it was, and this one is kept. Results do not depend on it.

    Raises StudyError for a study that can't be run, EngineError for a failing engine.
    """
    _check_named("percolation", positional)
    return _run_python("percolation", study, workers=workers, on=on, progress=progress, cache=cache)


def dropout(
    *positional: Any,
    workers: int | None = None,
    on: Any = None,
    progress: bool = True,
    cache: bool = True,
    **study: Any,
) -> Result:
    """Train networks with dropout, over a grid of networks and removal probabilities.

    dropout(data=(X, y), width=16, depth=[2, 4, 8], p=0.5, steps=500)

    Every keyword is a key of a dropout study; see `percolation` for their forms, and for `workers`,
    `on` and `progress`. `data` may also be
    a pair (X, y): X of shape (n, d), or images of more dimensions, or a DataFrame; y n labels, or
    targets of shape (n,) or (n, k). Names and whole numbers are classes, other numbers targets;
    where whole numbers may be either, task="regression" or task="classification" says so.

    Raises StudyError for a study that can't be run, EngineError for a failing engine.
    """
    _check_named("dropout", positional)
    return _run_python("dropout", study, workers=workers, on=on, progress=progress, cache=cache)


def run(
    study: str | os.PathLike[str] | Mapping[str, Any],
    *,
    workers: int | None = None,
    on: Any = None,
    progress: bool = True,
    cache: bool = True,
) -> Result:
    """Run a study from a YAML file, or from a dict with the same keys; see `percolation` for
    `workers`, `on` and `progress`.

    Paths in a file are relative to the file's folder, in a dict to the working directory.

    Raises StudyError for a file that can't be read and for a study that can't be run, EngineError
    for a failing engine.
    """
    if isinstance(study, Mapping):
        return _run_python(None, study, workers=workers, on=on, progress=progress, cache=cache)
    if not isinstance(study, (str, os.PathLike)):
        message = f"found {describe(study)}; allowed: the path of a YAML file, or a dict"
        raise StudyError.of_key("study", message)
    path = os.fspath(study)
    if "\n" in path or ": " in path:
        message = "found the text of a study; allowed: the path of a YAML file, or a dict"
        raise StudyError.of_key("study", f"{message}; give yaml.safe_load(text)")
    folder = os.path.dirname(os.path.abspath(path))
    request = {"study": text_of_file(path), "source": path, "directory": folder}
    return execute(request, workers=workers, on=on, progress=progress, cache=cache)


def execute(
    request: dict[str, Any],
    *,
    data: tuple[str, Any] | None = None,
    workers: int | None = None,
    on: Any = None,
    progress: bool = True,
    cache: bool = True,
) -> Result:
    """Have the engine run one study, with progress, and return its result.

    request: the engine's parameters (study, kind, source, ...)
    data: name and pair (X, y) of arrays that go with the study
    on: where its shards run, see `percolation`

    Raises StudyError, EngineError, or Interrupted when the user stops it.
    """
    if workers is not None and (type(workers) is not int or workers < 1):
        message = f"found {describe(workers)}; allowed: an integer from 1, or None for one a core"
        raise StudyError.of_key("workers", message)
    if workers is not None and on is not None:
        message = f"found {workers} beside on; on a cluster, all of its threads run the study"
        raise StudyError.of_key("workers", f"{message}; leave workers out")
    request = {"directory": os.getcwd(), **request}
    if workers is not None:
        request["workers"] = workers
    if not cache:
        request["cache"] = False
    try:
        with ExitStack() as stack:
            if data is not None:
                request["arrays"] = handed_over(*data, _lent_folder(stack))
            bar = stack.enter_context(Progress(request.get("kind", "study"), progress))
            whole = file_for_whole(_lent_folder(stack))
            asked = {**request, "whole": whole}
            if on is None:
                answer = running_engine().request("run", asked, bar.update)
            else:
                client = stack.enter_context(client_of(on))
                answer = Cluster(client, running_engine()).run(asked, bar.update)
            members = read_whole(whole)
    except KeyboardInterrupt:
        raise Interrupted("the study was stopped before it was done") from None
    for words in answer["warnings"]:
        warnings.warn(words, RuntimeWarning, stacklevel=2)
    again = partial(_train_again, request, data)
    shown = (answer[name] for name in ("result", "picture", "summary", "markup"))
    return Result(*shown, again, members)


def _train_again(request: dict[str, Any], data: tuple[str, Any] | None, row: int) -> Network:
    """The trained network of a row of a study that was run; arrays must be as they were."""
    try:
        with ExitStack() as stack:
            if data is not None:
                request = {**request, "arrays": handed_over(*data, _lent_folder(stack))}
            asked = {**request, "row": row}
            return network_of(running_engine().request("network", asked, lambda _: None))
    except KeyboardInterrupt:
        raise Interrupted("the training was stopped before it was done") from None


def _lent_folder(stack: ExitStack) -> str:
    """A folder for what goes to the engine by file; it goes with the stack."""
    return stack.enter_context(running_engine().lent_folder())


def _check_named(kind: str, positional: tuple[Any, ...]) -> None:
    if positional:
        message = f"found {describe(positional[0])} without a name; allowed: keywords, such as "
        remedy = f"{kind}(width=8, depth=4, p=0.5); a dict of them is {kind}(**study)"
        raise StudyError.of_key(kind, message + remedy)


def _run_python(kind: str | None, study: Mapping[str, Any], **how: Any) -> Result:
    study, pair = _without_arrays(study)
    values = {key: study_value(key, value) for key, value in _with_network(study).items()}
    # Only keywords may be flat; a dict has the shape of a file.
    request: dict[str, Any] = {"study": values, "flat": kind is not None}
    if kind is not None:
        request["kind"] = kind
    return execute(request, data=pair, **how)


def _without_arrays(study: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[str, Any] | None]:
    """The study with the name of its arrays in their place, and the arrays under this name."""
    data = study.get("data")
    source = data.get("name") if isinstance(data, Mapping) else data
    if isinstance(source, (str, type(None))):
        return study, None
    named = {**data, "name": ARRAYS} if isinstance(data, Mapping) else ARRAYS
    return {**study, "data": named}, (ARRAYS, source)


def _with_network(study: Mapping[str, Any]) -> Mapping[str, Any]:
    """The study with a network of another library in the keys of its own."""
    network = study.get("network")
    if is_graph(network):
        return {**study, "network": network_of_graph(network)}
    if isinstance(network, TorchNetwork):
        return with_rates(study)
    if is_module(network):
        message = f"found a {type(network).__name__}; write network=percolab.from_torch(model)"
        raise StudyError.of_key("network", message)
    return study


def text_of_file(path: str) -> str:
    """The text of a study's file; raises StudyError when it can't be read."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except OSError as error:
        raise StudyError(
            f"{path}: {error.strerror or error}; give the path of a YAML file"
        ) from None
    except UnicodeDecodeError as error:
        message = f"{path}: byte {error.start} is not UTF-8 text; a study is a YAML file in UTF-8"
        raise StudyError(message) from None
