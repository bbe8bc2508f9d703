"""The cache as Python's calls and magics meet it: answers, what goes on, and what is removed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

#: About two seconds of one core, in shards of a tenth of a second.
STUDY = {
    "width": 64,
    "depth": 64,
    "model": "bond",
    "p": 0.9,
    "method": "bit-parallel",
    "trials": 40_000,
}


def program(text: str, folder: Path) -> subprocess.Popen[str]:
    """A Python process whose cache is in a folder."""
    environment = {**os.environ, "PERCOLAB_CACHE": str(folder), "PERCOLAB_CACHE_LIMIT": "100"}
    code = f"import json, percolab\nSTUDY = {STUDY!r}\n{text}"
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def printed(text: str, folder: Path) -> list:
    """What such a program prints, as JSON."""
    out, errors = program(text, folder).communicate(timeout=60)
    assert errors == ""
    return json.loads(out)


#: Prints the digest of STUDY, computed without the cache.
UNDISTURBED = (
    "print(json.dumps([percolab.percolation(**STUDY, cache=False, progress=False).digest]))"
)


def test_answers_are_kept_listed_and_cleared(tmp_path: Path) -> None:
    found = printed(
        """
small = dict(width=8, depth=[4, 8], p=0.5)
results = [percolab.percolation(**small) for _ in range(2)]
results.append(percolab.percolation(**small, cache=False))
kept = percolab.cache_list()
print(json.dumps([
    [result.cached for result in results],
    len({result.digest for result in results}),
    ["from the cache" in repr(result) for result in results],
    [len(kept), kept[0]["kind"], kept[0]["finished"], kept[0]["usable"]],
    percolab.cache_clear(kept[0]["study"][:8]),
    percolab.cache_clear(),
    percolab.cache_list(),
]))
""",
        tmp_path,
    )
    assert found == [
        [False, True, False],
        1,
        [False, True, False],
        [1, "percolation", True, True],
        1,
        0,
        [],
    ]


def is_kept(folder: Path) -> Path | None:
    """The file of a run that has kept something."""
    files = [path for path in folder.glob("*/*.run") if path.stat().st_size > 0]
    return files[0] if files else None


def waits_until_kept(running: subprocess.Popen[str], folder: Path) -> Path:
    """Waits until a program has kept something; the file in which."""
    deadline = time.monotonic() + 60
    while (file := is_kept(folder)) is None:
        assert time.monotonic() < deadline
        assert running.poll() is None, "it was done before it kept anything"
        time.sleep(0.02)
    return file


def engine_of(running: subprocess.Popen[str]) -> int:
    """Process id of the engine of a program."""
    (engine,) = psutil.Process(running.pid).children()
    return engine.pid


#: What the progress of the last study said first and last.
SEEN = """
from percolab import api
class Seen(api.Progress):
    def update(self, report):
        if report:
            api.last = report
api.Progress = Seen
"""


def test_what_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    first = program("percolab.percolation(**STUDY, workers=1)", tmp_path)
    waits_until_kept(first, tmp_path)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    again = f"""{SEEN}
result = percolab.percolation(**STUDY, workers=1)
print(json.dumps([result.digest, result.cached, api.last["kept"], api.last["total"]]))
"""
    digest, cached, kept, total = printed(again, tmp_path)
    assert not cached
    assert 0 < kept < total
    assert printed(UNDISTURBED, tmp_path) == [digest]


def test_an_engine_killed_in_mid_run_is_an_error_and_the_next_run_goes_on(tmp_path: Path) -> None:
    running = program(
        f"""{SEEN}
try:
    percolab.percolation(**STUDY, workers=1)
except percolab.EngineError as error:
    message = str(error)
result = percolab.percolation(**STUDY, workers=1)
print(json.dumps([message, result.digest, api.last["kept"]]))
""",
        tmp_path,
    )
    waits_until_kept(running, tmp_path)
    os.kill(engine_of(running), signal.SIGKILL)
    out, errors = running.communicate(timeout=60)
    assert errors == ""
    message, digest, kept = json.loads(out)
    assert message == (
        "the engine process was killed, perhaps for want of memory. It left no last words.\n"
        "The next study starts a new one."
    )
    assert kept > 0
    assert printed(UNDISTURBED, tmp_path) == [digest]


@pytest.mark.skipif(sys.platform != "linux", reason="limits of other processes are Linux's")
@pytest.mark.parametrize("killed", [False, True])
def test_a_disk_that_is_full_in_the_middle_of_a_record(tmp_path: Path, killed: bool) -> None:
    resource = pytest.importorskip("resource")
    first = program(
        """
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    result = percolab.percolation(**STUDY, workers=1, progress=False)
print(json.dumps([result.digest, [str(warning.message) for warning in caught]]))
""",
        tmp_path,
    )
    file = waits_until_kept(first, tmp_path)
    most = file.stat().st_size + 50
    resource.prlimit(engine_of(first), resource.RLIMIT_FSIZE, (most, most))
    if killed:
        while file.stat().st_size < most:
            assert first.poll() is None, "it was done before its disk was full"
            time.sleep(0.02)
        first.send_signal(signal.SIGKILL)
        first.communicate()
    else:
        out, errors = first.communicate(timeout=60)
        assert errors == ""
        digest, words = json.loads(out)
        assert [word[: word.index(",")] for word in words] == [
            "the cache is not written: EFBIG: file too large"
        ]
    again = f"""{SEEN}
result = percolab.percolation(**STUDY, workers=1)
print(json.dumps([result.digest, result.cached or api.last["kept"]]))
"""
    found, kept = printed(again, tmp_path)
    assert kept > 0
    assert printed(UNDISTURBED, tmp_path) == [found]
    assert killed or digest == found
    assert [path.name for path in tmp_path.glob("*/*")] == ["result"]


def test_a_cache_that_can_not_be_written_is_a_warning(tmp_path: Path) -> None:
    place = tmp_path / "a file"
    place.write_text("in the way")
    words = printed(
        """
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    results = [percolab.percolation(width=8, depth=4, p=p) for p in (0.4, 0.5)]
print(json.dumps([str(warning.message).split(":")[0] for warning in caught]))
""",
        place,
    )
    # Once, whatever follows.
    assert words == ["the cache is not written"]


def test_the_magics_take_an_option(tmp_path: Path) -> None:
    found = printed(
        """
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell = InteractiveShell.instance()
percolab.load_ipython_extension(shell)
cached = []
CELL = "network: {width: 8, depth: 4}\\np: 0.5\\n"
for line in ("", "", "--no-cache", "--no-cache mine", "mine --no-cache"):
    with capture_output():
        shell.run_cell_magic("percolation", line or "mine", CELL)
    cached.append(shell.user_ns["mine"].cached)
print(json.dumps(cached))
""",
        tmp_path,
    )
    assert found == [False, True, True, False, False]
