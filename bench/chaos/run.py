"""Studies that are disturbed: killed, interrupted, without disk, with damaged files, over and over.

    npm run chaos -- [--runs N] [--seed S] [--only I ...] [--ways WAY ...]

Each run starts studies, lets one fault strike at a random moment, and starts them again. The first
time each has its digest or an error that is known to be clear, the second time its digest; what was
kept is gone on with; no process is left, and no file outside the cache. The same seed gives the
same faults, studies and moments.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

import psutil
from cluster import Cluster
from faults import FAULTS, MOUNTING, Fault, Scene, can_mount
from page import page
from studies import LARGE, SET, Study, large, of_the_set
from ways import ROOT, Cli, Dask, Ending, Place, Python

#: What must never be shown to a user: a stack of ours.
STACK = re.compile(r"^\s+at .*:\d+:\d+\)?$|percolab/\w+\.py\", line|node:internal|FATAL", re.M)
#: What may be said of the cache beside a result.
WARNING = re.compile(
    r"the cache is (damaged: \d+ pieces? (is|are) set aside; what was in there is computed again"
    r"|not (read|written): .*; results are not affected)$"
    r"|since the last study the engine process .*"
)
#: All ways of running studies.
WAYS = ["command line", "Python", "Dask"]
#: What came of the runs that the page is of.
KEPT = Path(ROOT, ".build", "chaos.json")
#: Seconds in which processes must be gone.
SOON = 10


@dataclass
class Outcome:
    """What came of a run."""

    fault: str
    way: str
    first: str
    second: str
    problems: list[str] = field(default_factory=list)


def comes_true(condition: Callable[[], bool]) -> bool:
    """Whether something becomes true soon."""
    deadline = time.monotonic() + SOON
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def wait_for_the_moment(scene: Scene) -> None:
    """Wait for a random moment of the first run: any, or some time after something was kept."""
    attempt = scene.attempts[0]
    is_late = scene.random.random() < 0.6
    delay = scene.random.uniform(0, 1 if is_late else 1.2 * sum(s.seconds for s in scene.studies))
    while is_late and not attempt.is_over and not list(scene.place.cache.glob("*/*.run")):
        time.sleep(0.01)
    deadline = time.monotonic() + delay
    while not attempt.is_over and time.monotonic() < deadline:
        time.sleep(0.01)


def problems_of(ending: Ending, scene: Scene, fault: Fault | None) -> list[str]:
    """What is wrong with the end of a program; without a fault it has to be a good one."""
    errors = fault.errors if fault else ()
    problems = []
    if ending.status not in (0, *(fault.statuses if fault else ())):
        problems.append(f"status {ending.status}")
    if ending.status == 0 and len(ending.answers) < len(scene.studies):
        problems.append("answers are missing")
    if found := STACK.search(ending.errors):
        problems.append(f"a stack: {found.group()}")
    for study, answer in zip(scene.studies, ending.answers, strict=False):
        if "digest" in answer and answer["digest"] != study.digest:
            problems.append(f"{study.name}: digest {answer['digest']}, not {study.digest}")
        error = answer.get("error", "").strip()
        known = any(re.match(pattern, error) for pattern in errors)
        if "error" in answer and not known and not (error == "" and ending.status < 0):
            problems.append(f"{study.name}: {error}")
        problems += [words for words in answer.get("warnings", ()) if not WARNING.match(words)]
    return [*problems, ending.errors[-3000:]] if problems else []


def whole_records(scene: Scene) -> bool:
    """Whether shards of an unfinished study are kept."""
    for path in scene.cached():
        content = path.read_bytes() if path.suffix == ".run" else b""
        length = int.from_bytes(content[4:8], "big")
        if len(content) >= 24 + length > 24 and not Path(path.parent, "result").exists():
            return True
    return False


def unfinished(scene: Scene) -> list[Path]:
    """Files that finished studies should have removed."""
    return [path for path in scene.cached() if path.suffix in (".run", ".part")]


def first_of(endings: list[Ending]) -> str:
    """How the first run ended, in a word of the page."""
    answers = [answer for ending in endings for answer in ending.answers]
    if any(answer.get("error") for answer in answers):
        return "clear error"
    return "ended" if any(ending.status != 0 for ending in endings) else "same digest"


def second_of(ending: Ending, kept: bool) -> str:
    """How the second run came to its digests, in a word of the page."""
    if kept:
        return "went on"
    if all(answer.get("cached") for answer in ending.answers):
        return "from the cache"
    return "anew"


def play(fault: Fault, scene: Scene) -> Outcome:
    """One run: disturbed, then undisturbed."""
    fault.prepare(scene)
    scene.attempts = [scene.begin() for _ in range(fault.runs)]
    wait_for_the_moment(scene)
    fault.strike(scene)
    endings = [attempt.wait() for attempt in scene.attempts]
    problems = [problem for ending in endings for problem in problems_of(ending, scene, fault)]
    problems += remains(scene)
    fault.heal(scene)
    if scene.cluster:
        scene.cluster.mend()
        scene.way = Dask(scene.cluster.address)
    kept = whole_records(scene)
    again = scene.begin().wait()
    second = problems_of(again, scene, None) + remains(scene)
    has_pilot = any("precision" in study.keys for study in scene.studies)
    is_told = again.answers and "kept" in again.answers[0] and not fault.forgets and not has_pilot
    if kept and is_told and not any(answer["kept"] for answer in again.answers):
        second.append("shards were kept, and run again")
    second += [f"still kept: {path}" for path in unfinished(scene)]
    problems += [f"again: {problem}" for problem in second]
    return Outcome(fault.name, scene.way.name, first_of(endings), second_of(again, kept), problems)


def remains(scene: Scene) -> list[str]:
    """What a run has left that should not be there."""
    found = []
    if not comes_true(lambda: not scene.place.processes()):
        found += [f"left: {process.cmdline()}" for process in scene.place.processes()]
    cluster = scene.cluster
    if cluster:
        if not comes_true(lambda: not cluster.orphans()):
            found += [f"orphan: {process.cmdline()}" for process in cluster.orphans()]
        is_there = cluster.scheduler.poll() is None
        if is_there and not comes_true(lambda: cluster.tasks() == 0):
            found.append(f"{cluster.tasks()} tasks of Dask are left")
    return found + [f"stray: {path}" for path in scene.place.strays()]


def studies_for(random: Random, way: str) -> list[Study]:
    """A larger study, or some of the set, or both; the command line takes one."""
    small = [of_the_set(name) for name in random.sample(list(SET["studies"]), 4)]
    is_command = way == "command line"
    names = [name for name in LARGE if not (is_command and name == "arrays")]
    big = large(random.choice(names))
    if is_command:
        return [big] if random.random() < 0.75 else small[:1]
    return random.choice([[big], [big, *small], [*small[:2], big, *small[2:]]])


def scene_of(random: Random, place: Place, way: str, cluster: Cluster | None) -> Scene:
    """A scene whose cluster, where the way needs it, is whole."""
    studies = studies_for(random, way)
    if way != "Dask":
        return Scene(random, place, Cli() if way == "command line" else Python(), None, studies)
    cluster.mend()
    return Scene(random, place, Dask(cluster.address), cluster, studies)


def run(fault: Fault, way: str, random: Random, cluster: Cluster | None) -> tuple[Outcome, str]:
    """One run, and the names of its studies; a run that comes to no end is an outcome, too."""
    with Place() as place:
        scene = scene_of(random, place, way, cluster)
        try:
            outcome = play(fault, scene)
        except (AssertionError, OSError, psutil.Error, subprocess.SubprocessError) as error:
            outcome = Outcome(fault.name, way, "hung", "hung", [repr(error)])
    return outcome, ", ".join(study.name for study in scene.studies)


def note(number: int, outcome: Outcome, seed: str, file: Path) -> None:
    """Keep an outcome, in the place of an earlier one of this run, and write the page of all."""
    outcomes = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    outcomes[str(number)] = asdict(outcome)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(outcomes))
    file.write_text(page([Outcome(**each) for each in outcomes.values()], seed))


def main() -> int:
    """Run them; returns 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of runs to look at again")
    parser.add_argument("--ways", nargs="*", default=WAYS, choices=WAYS)
    parser.add_argument("--page", type=Path, help="page to write; --only changes those runs of it")
    args = parser.parse_args()
    # A shell has its background jobs ignore interrupts, and they their children.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    faults = [fault() for fault in FAULTS if fault not in MOUNTING or can_mount()]
    pairs = [(fault, way) for fault in faults for way in fault.ways if way in args.ways]
    Random(args.seed).shuffle(pairs)
    outcomes: list[Outcome] = []
    if args.page and not args.only:
        KEPT.unlink(missing_ok=True)
    with ExitStack() as stack:
        cluster = stack.enter_context(Cluster()) if "Dask" in args.ways else None
        for number in args.only or range(args.runs):
            fault, way = pairs[number % len(pairs)]
            outcome, names = run(fault, way, Random(f"{args.seed}/{number}"), cluster)
            outcomes.append(outcome)
            if args.page:
                note(number, outcome, args.seed, args.page)
            verdict = "; ".join(outcome.problems) or "ok"
            ended = f"{outcome.first}, then {outcome.second}: {verdict}"
            words = f"chaos: {number}: {fault.name}, {way} ({names}): {ended}"
            print(words, file=sys.stderr, flush=True)
    failures = sum(bool(outcome.problems) for outcome in outcomes)
    print(f"chaos: {len(outcomes)} runs, {failures} with problems", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
