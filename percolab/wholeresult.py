"""Results that are larger than an answer of the engine may be: the answer holds an excerpt, and
what it is an excerpt of comes in a private file, a line for each list, so that nobody ever has all
of it as text.
"""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any

from .columns import column_of


def file_for_whole(folder: str) -> str:
    """A new, empty and private file that the engine may write a whole result to.

    folder: where it is made, and with which it is to be removed
    """
    # mkstemp makes the file with mode 0600.
    handle, path = tempfile.mkstemp(dir=folder, suffix=".result")
    os.close(handle)
    return path


def read_whole(path: str) -> dict[str, Any] | None:
    """The members of the result in a file, with arrays for lists; None where there is none."""
    members: dict[str, Any] = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            member, name, value = json.loads(line)
            if name is None:
                members[member] = value
            else:
                members.setdefault(member, {})[name] = column_of(name, value)
    return members or None
