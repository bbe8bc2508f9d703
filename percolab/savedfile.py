"""Files that a result is saved to: what their names may end in, and how they are written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from uuid import uuid4

from .errors import StudyError

#: What the name of a file with a result may end in.
ENDINGS = (".html", ".svg", ".percolab.json", ".csv", ".jsonl", ".parquet")

REMEDY = "name a file in a folder that is there and can be written to"


def ending_of(path: str | os.PathLike[str], key: str = "path") -> str:
    """What the name of a file ends in, one of ENDINGS.

    key: what messages call the file

    Raises StudyError for another ending, and for one whose package is missing.
    """
    name = os.path.basename(os.fspath(path))
    ending = next((ending for ending in ENDINGS if name.endswith(ending)), None)
    if ending is None:
        allowed = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise StudyError.of_key(key, f"found {name!r}; allowed: a name that ends in {allowed}")
    if ending == ".parquet" and find_spec("pyarrow") is None:
        message = f"{name!r} needs the package pyarrow; "
        raise StudyError.of_key(key, message + 'pip install "percolab[parquet]", or save as .csv')
    return ending


def check_place(path: str, key: str) -> None:
    """See before a run that its result can be saved.

    Raises StudyError as `ending_of`, and where there is no folder that can be written to.
    """
    ending_of(path, key)
    folder = os.path.dirname(os.path.abspath(path))
    if os.path.isdir(path) or not os.access(folder, os.W_OK):
        raise StudyError.of_key(key, f"{path!r} can't be written; {REMEDY}")


@contextmanager
def replaced(path: str | os.PathLike[str]) -> Iterator[str]:
    """Context of the name of a new file, which then takes the place of `path` and its permissions:
    who reads the file meanwhile, or is interrupted, must not get half of it. A link gives way too:
    in a folder of several users it could be another's, and lead anywhere.

    Raises StudyError where the system refuses it.
    """
    target = os.path.abspath(path)
    part = f"{target}.{uuid4().hex}.part"
    try:
        yield part
        if os.path.isfile(target) and not os.path.islink(target):
            shutil.copymode(target, part)
        os.replace(part, target)
    except OSError as error:
        message = f"{os.fspath(path)!r} can't be written: {error.strerror or error}"
        raise StudyError.of_key("path", f"{message}; {REMEDY}") from None
    finally:
        with suppress(OSError):
            os.remove(part)


def write_text(path: str, pieces: Iterable[str]) -> None:
    """Write pieces of text to a new file, in UTF-8."""
    with open(path, "x", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
