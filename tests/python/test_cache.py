"""The cache as Python's calls and magics meet it: answers, what goes on, and what is removed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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


def test_a_killed_engine_goes_on_where_it_was(tmp_path: Path) -> None:
    run = "print(json.dumps([percolab.percolation(**STUDY, workers=1, progress=False).digest]))"
    first = program(run, tmp_path)
    deadline = time.monotonic() + 60
    # Until a part of it is kept.
    while not list(tmp_path.glob("*/*.run")):
        assert time.monotonic() < deadline
        assert first.poll() is None, "it was done before it was killed"
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    seen = """
from percolab import api
reports = []
class Seen(api.Progress):
    def update(self, report):
        reports.append(report)
api.Progress = Seen
result = percolab.percolation(**STUDY, workers=1)
last = [report for report in reports if report][-1]
print(json.dumps([result.digest, result.cached, last["kept"], last["total"]]))
"""
    digest, cached, kept, total = printed(seen, tmp_path)
    assert not cached
    assert 0 < kept < total
    assert printed(run.replace("workers=1", "cache=False"), tmp_path) == [digest]


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
