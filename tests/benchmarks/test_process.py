"""A whole `yosan ask` as a process, with a loaded store: time and peak memory; and loading a document."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from db.engine import open_store, prepare
from tests.support.documents import load_bundled, load_invented
from tests.support.library import Library

_RUNS = 5


# A process begins with the peak memory of the one it was started from: so a small one starts it, and measures.
_LAUNCHER = """
import os, sys, time
start = time.perf_counter()
sink = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
process = os.posix_spawn(sys.executable, [sys.executable, "-c", "from bot.cli import main; main()", *sys.argv[2:]],
                         os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, sink, 1)])
_, status, usage = os.wait4(process, 0)
print(os.waitstatus_to_exitcode(status), time.perf_counter() - start, usage.ru_maxrss / 1024)
"""


def _run(arguments: list[str], environment: dict[str, str], output: Path) -> tuple[float, float]:
    """Seconds and peak resident megabytes of one run of `yosan`."""
    command = [sys.executable, "-S", "-c", _LAUNCHER, str(output), *arguments]
    measured = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    code, seconds, megabytes = measured.stdout.split()
    assert code == "0"
    return float(seconds), float(megabytes)


def test_ask_as_a_process(library: Library, tmp_path: Path, report: Callable[[str], None]) -> None:
    environment = {**os.environ, "YOSAN_DATABASE_URL": library.url, "YOSAN_DATA_DIR": str(tmp_path)}
    output = tmp_path / "reply"
    slug = library.asker("bundled").desk.document.slug
    arguments = ["ask", "--document", slug, "雇用対策課の今年度予算は？"]
    _run(arguments, environment, output)  # the first question to a document leaves its spellings in the store
    runs = [_run(arguments, environment, output) for _ in range(_RUNS)]
    assert "2,158,796" in output.read_text(encoding="utf-8")
    report(
        f"yosan ask, whole process: median {median(seconds for seconds, _ in runs):.2f} s (target 1.0), "
        f"peak {max(megabytes for _, megabytes in runs):.0f} MB (target 200)"
    )


def test_loading(tmp_path: Path, report: Callable[[str], None]) -> None:
    async def load_into(path: Path) -> tuple[float, float, float]:
        engine = open_store(f"sqlite:///{path}")
        start = perf_counter()
        await prepare(engine)
        prepared = perf_counter()
        await load_bundled(engine)
        bundled = perf_counter()
        await load_invented(engine)
        invented = perf_counter()
        await engine.dispose()
        return prepared - start, bundled - prepared, invented - bundled

    runs = [asyncio.run(load_into(tmp_path / f"{number}.db")) for number in range(_RUNS)]
    names = ("creating the store", "bundled document", "invented document")
    for name, times in zip(names, zip(*runs, strict=True), strict=True):
        report(f"loading, {name}: median {median(times):.2f} s (target 2.0 for a document)")
