"""What is done to a run: each fault prepares the place, strikes at some moment, heals what would
keep the second run from its end, and says how the first may end.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import psutil
from cluster import Cluster
from studies import Study
from ways import HERE, ROOT, Attempt, Cli, Place, Python

INTERRUPTED = (
    r"Interrupted: the study was stopped before it was done$",
    r"KeyboardInterrupt: $",
)
ENGINE_DIED = (
    r"EngineError: the engine process (was killed, perhaps for want of memory|died of SIGTERM)\."
    r"[\s\S]*\nThe next study starts a new one\.$"
)
WORKERS_DIED = r"(percolab|EngineError: the engine failed): .* was tried 3 times, and each time its"


@dataclass
class Scene:
    """One run, and what a fault may reach of it."""

    random: Random
    place: Place
    way: Cli | Python
    cluster: Cluster | None
    studies: list[Study]
    attempts: list[Attempt] = field(default_factory=list)

    def begin(self) -> Attempt:
        """Start the studies."""
        return self.way.begin([study.keys for study in self.studies], self.place)

    def cached(self) -> list[Path]:
        """Files in the cache."""
        return [path for path in self.place.cache.rglob("*") if path.is_file()]


class Fault:
    """One way in which things go wrong."""

    #: Ways in which studies are run when it strikes.
    ways: ClassVar[Iterable[str]] = ("command line", "Python")
    #: How often the studies are started at the same time.
    runs = 1
    #: Regular expressions of the errors with which a study may end.
    errors: ClassVar[Iterable[str]] = ()
    #: Whether the program itself may be ended by it, and with which status.
    statuses: ClassVar[Iterable[int]] = ()
    #: Whether what was kept may be lost.
    forgets = False

    @property
    def name(self) -> str:
        """What it is, in words."""
        return (type(self).__doc__ or "").rstrip(".")

    def prepare(self, scene: Scene) -> None:
        """Before the first run."""

    def strike(self, scene: Scene) -> None:
        """At some moment of the first run, or just after it."""

    def heal(self, scene: Scene) -> None:
        """Between the first run and the second; always called."""


def send(pids: Iterable[int | None], number: signal.Signals) -> None:
    """Send a signal to those that are still there."""
    for pid in pids:
        with suppress(ProcessLookupError):
            if pid is not None:
                os.kill(pid, number)


class ProgramKilled(Fault):
    """kill -9 of the program (kernel, command)."""

    ways = ("command line", "Python", "Dask")
    statuses = (-signal.SIGKILL,)

    def strike(self, scene: Scene) -> None:
        send([scene.attempts[0].process.pid], signal.SIGKILL)


class ProgramTerminated(Fault):
    """SIGTERM to the program."""

    ways = ("command line", "Python", "Dask")
    statuses = (-signal.SIGTERM,)

    def strike(self, scene: Scene) -> None:
        send([scene.attempts[0].process.pid], signal.SIGTERM)


class Interrupt(Fault):
    """interrupt (SIGINT) of the program."""

    ways = ("command line", "Python", "Dask")
    statuses = (-signal.SIGINT, 130)
    errors = (*INTERRUPTED, r"percolab: interrupted$", r"^$")

    def strike(self, scene: Scene) -> None:
        send([scene.attempts[0].process.pid], signal.SIGINT)


class EngineKilled(Fault):
    """kill -9 of the engine."""

    ways = ("Python", "Dask")
    errors = (ENGINE_DIED,)

    def strike(self, scene: Scene) -> None:
        send([scene.attempts[0].engine], signal.SIGKILL)


class EngineTerminated(Fault):
    """SIGTERM to the engine."""

    ways = ("Python",)
    errors = (ENGINE_DIED,)

    def strike(self, scene: Scene) -> None:
        send([scene.attempts[0].engine], signal.SIGTERM)


class EnginePaused(Fault):
    """engine stopped for a second, then continued."""

    def strike(self, scene: Scene) -> None:
        send([scene.attempts[0].engine], signal.SIGSTOP)
        time.sleep(1)
        send([scene.attempts[0].engine], signal.SIGCONT)


class ThreadsDie(Fault):
    """worker threads that exit or run out of memory."""

    errors = (WORKERS_DIED,)
    statuses = (1,)

    def prepare(self, scene: Scene) -> None:
        """Lay a copy of the package beside the run, whose workers are mortal."""
        package = Path(scene.place.root, "package")
        copy, own = Path(package, "percolab"), Path(ROOT, "percolab")
        shutil.copytree(own, copy, ignore=shutil.ignore_patterns("labextension", "__pycache__"))
        engine = Path(copy, "engine")
        Path(engine, "worker.js").rename(Path(engine, "real.js"))
        shutil.copy(HERE / "mortal.mjs", engine / "worker.js")
        deaths = Path(scene.place.root, "deaths")
        deaths.write_text("." * scene.random.randint(1, 8))
        scene.place.package = package
        scene.place.more["PERCOLAB_CHAOS_DEATHS"] = str(deaths)
        # So that memory is soon exhausted.
        scene.place.more["NODE_OPTIONS"] = "--max-old-space-size=128"

    def heal(self, scene: Scene) -> None:
        scene.place.package = ROOT


class DaskWorkerKilled(Fault):
    """kill -9 of a Dask worker."""

    ways = ("Dask",)

    def strike(self, scene: Scene) -> None:
        send([scene.random.choice(scene.cluster.workers)], signal.SIGKILL)


class DaskWorkersKilled(Fault):
    """kill -9 of all Dask workers."""

    ways = ("Dask",)

    def strike(self, scene: Scene) -> None:
        send(scene.cluster.workers, signal.SIGKILL)


class DaskEngineKilled(Fault):
    """kill -9 of the engine of a Dask worker."""

    ways = ("Dask",)

    def strike(self, scene: Scene) -> None:
        send(scene.cluster.engines[:1], signal.SIGKILL)


class DaskWorkerPaused(Fault):
    """Dask worker stopped for a second, then continued."""

    ways = ("Dask",)

    def strike(self, scene: Scene) -> None:
        worker = scene.random.choice(scene.cluster.workers)
        send([worker], signal.SIGSTOP)
        time.sleep(1)
        send([worker], signal.SIGCONT)


class NannyKilled(Fault):
    """kill -9 of the nanny of a Dask worker."""

    ways = ("Dask",)

    def strike(self, scene: Scene) -> None:
        send([scene.random.choice(scene.cluster.nannies).pid], signal.SIGKILL)


class SchedulerKilled(Fault):
    """kill -9 of the Dask scheduler."""

    ways = ("Dask",)
    errors = (
        r"EngineError: the Dask client was closed while the study ran, .*; make a new one and run",
        r"StudyError: on: the Dask client is \w+; make a new one$",
    )

    def strike(self, scene: Scene) -> None:
        scene.cluster.scheduler.kill()
        scene.cluster.scheduler.wait()


class DiskFull(Fault):
    """disk full in mid-run (tmpfs)."""

    ways = ("command line", "Python", "Dask")

    def prepare(self, scene: Scene) -> None:
        mount(scene.place, "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs")

    def strike(self, scene: Scene) -> None:
        """Fill it, but for some pages at most."""
        with Path(scene.place.cache, "filler").open("wb", buffering=0) as filler:
            with suppress(OSError):
                while True:
                    filler.write(bytes(4096))
            filler.truncate(max(0, filler.tell() - 4096 * scene.random.randint(0, 3)))

    def heal(self, scene: Scene) -> None:
        Path(scene.place.cache, "filler").unlink(missing_ok=True)
        mount(scene.place, "-o", "remount,size=64m")


class FileLimit(Fault):
    """limit on the size of files, reached in mid-record."""

    def strike(self, scene: Scene) -> None:
        engine = scene.attempts[0].engine
        limit = scene.random.randint(0, 8192)
        with suppress(ProcessLookupError):
            if engine is not None:
                resource.prlimit(engine, resource.RLIMIT_FSIZE, (limit, limit))


class ReadOnly(Fault):
    """read-only cache (mount)."""

    def prepare(self, scene: Scene) -> None:
        """Have something in it before."""
        mount(scene.place, "-t", "tmpfs", "-o", "mode=700", "tmpfs")
        before = scene.begin()
        time.sleep(scene.random.uniform(0, 2.5))
        before.process.kill()
        before.wait()
        # Its engine may still have a file open.
        psutil.wait_procs(scene.place.processes())
        mount(scene.place, "-o", "remount,ro")

    def heal(self, scene: Scene) -> None:
        mount(scene.place, "-o", "remount,rw")


class FileInTheWay(Fault):
    """file in the place of the cache."""

    def prepare(self, scene: Scene) -> None:
        scene.place.cache.write_text("in the way")

    def heal(self, scene: Scene) -> None:
        scene.place.cache.unlink()


class CacheRemoved(Fault):
    """cache removed in mid-run."""

    ways = ("command line", "Python", "Dask")

    def strike(self, scene: Scene) -> None:
        shutil.rmtree(scene.place.cache, ignore_errors=True)


class CacheDamaged(Fault):
    """files of the cache damaged after a kill."""

    statuses = (-signal.SIGKILL,)
    forgets = True

    def strike(self, scene: Scene) -> None:
        if scene.random.random() < 0.7:
            send([scene.attempts[0].process.pid], signal.SIGKILL)

    def heal(self, scene: Scene) -> None:
        for _ in range(scene.random.randint(1, 3)):
            files = sorted(scene.cached())
            if files:
                damage(scene.random.choice(files), files, scene.random)


class TwoAtOnce(Fault):
    """the same study run twice at once, one of them killed."""

    runs = 2
    statuses = (-signal.SIGKILL,)

    def strike(self, scene: Scene) -> None:
        send([scene.random.choice(scene.attempts).process.pid], signal.SIGKILL)


def mount(place: Place, *words: str) -> None:
    """Mount something in the place of the cache."""
    place.cache.mkdir(exist_ok=True)
    subprocess.run(["mount", *words, str(place.cache)], check=True)


def can_mount() -> bool:
    """Whether this process may mount."""
    with Place() as place:
        try:
            mount(place, "-t", "tmpfs", "tmpfs")
        except (OSError, subprocess.CalledProcessError):
            return False
        return True


def damage(path: Path, others: list[Path], random: Random) -> None:
    """Damage a file in some way."""
    content = bytearray(path.read_bytes())

    def flip() -> None:
        for _ in range(random.randint(1, 4)):
            if content:
                content[random.randrange(len(content))] ^= random.randint(1, 255)
        path.write_bytes(content)

    def in_its_place(make: Any) -> None:
        path.unlink()
        make()

    random.choice(
        [
            flip,
            flip,
            lambda: path.write_bytes(content[: random.randint(0, len(content))]),
            lambda: path.write_bytes(content + random.randbytes(random.randint(1, 500))),
            lambda: path.write_bytes(random.randbytes(len(content))),
            lambda: path.write_bytes(random.choice(others).read_bytes()),
            lambda: in_its_place(path.mkdir),
            lambda: in_its_place(lambda: path.symlink_to("nowhere")),
        ]
    )()


#: Those that need a mount, which not everybody may do.
MOUNTING = (DiskFull, ReadOnly)
FAULTS: list[type[Fault]] = Fault.__subclasses__()
