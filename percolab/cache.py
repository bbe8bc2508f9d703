"""What the engine keeps of studies: results of finished ones, and the shards of those that were
stopped.

It is in the folder that the environment variable PERCOLAB_CACHE names, else in the platform's
folder for caches.
"""

from __future__ import annotations

from typing import Any

from .axes import describe
from .errors import StudyError
from .process import running_engine


def cache_list() -> list[dict[str, Any]]:
    """The studies in the cache, the last used first.

    Each is a dict: study (hash, 64 digits), kind, finished, usable (whether this version of
    percolab made it), damaged (files that were set aside), bytes, used (seconds since 1970), build.

    Raises EngineError where the cache can't be read.
    """
    answer = running_engine().request("cacheList", {}, lambda _: None)
    return [{**study, "used": study["used"] / 1000} for study in answer["studies"]]


def cache_clear(study: str | None = None) -> int:
    """Remove studies from the cache; returns how many.

    study: how the hash of those begins that are removed, 4 digits or more; None for all

    Raises StudyError for what is no hash, EngineError where the cache can't be written.
    """
    if study is not None and (not isinstance(study, str) or not _is_hash(study)):
        message = f"found {describe(study)}; allowed: 4 digits of a study's hash or more, or None"
        raise StudyError.of_key("study", message)
    request = {"hash": study or ""}
    return running_engine().request("cacheClear", request, lambda _: None)["studies"]


def _is_hash(text: str) -> bool:
    return 4 <= len(text) <= 64 and set(text) <= set("0123456789abcdef")
