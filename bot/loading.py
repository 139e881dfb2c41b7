"""`yosan load`: a file into the store, and what was found in it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.composition import opened_store, spelled
from bot.exits import Exit
from bot.settings import Settings
from bot.wording.loading import STEPS, report_lines
from db.ingest.load import load
from db.ingest.report import LoadReport, Step

Progress = Callable[[str, int, int], None]


async def load_file(settings: Settings, file: Path, data: Path | None, *, accept: bool) -> Exit:
    """Load a document, with its data file or the one of the same name beside it.

    Errors: `OSError` where a file cannot be read; those of `db.errors`.
    """
    text, described = _contents(file, data)
    async with opened_store(settings) as engine:
        with _progress() as progress:
            report = await load(
                engine,
                text,
                described,
                file_name=file.name,
                bundled=False,
                accept=accept,
                now=datetime.now(UTC),
                progress=progress,
            )
        await spelled(engine, report.document)
    click.echo("\n".join(report_lines(report)))
    return Exit.DONE


async def load_text(settings: Settings, text: bytes, data: bytes | None, name: str) -> LoadReport:
    """Load a document that was handed over, e.g. in Slack.

    Args:
        text: the document as it is.
        data: its data file (TOML), if it has one.
        name: the file's.

    Errors: those of `db.errors`.
    """
    async with opened_store(settings) as engine:
        described = None if data is None else data.decode("utf-8-sig", errors="replace")
        now = datetime.now(UTC)
        report = await load(engine, text, described, file_name=name, bundled=False, accept=False, now=now)
        await spelled(engine, report.document)
    return report


def _contents(file: Path, data: Path | None) -> tuple[bytes, str | None]:
    """The document as it is, and the text of the data file given or found beside it."""
    beside = data or _beside(file)
    return file.read_bytes(), _text(beside) if beside is not None else None


def _beside(file: Path) -> Path | None:
    sibling = file.with_suffix(".toml")
    return sibling if sibling != file and sibling.is_file() else None


def _text(path: Path) -> str:
    """A data file's text; bytes that are not UTF-8 become U+FFFD, which TOML's own rules then judge."""
    return path.read_bytes().decode("utf-8-sig", errors="replace")


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on standard error while it is a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks = {step: bars.add_task(words, total=None, visible=False) for step, words in STEPS.items()}

        def advance(step: str, done: int, total: int) -> None:
            bars.update(tasks[Step(step)], completed=done, total=total, visible=True)

        yield advance
