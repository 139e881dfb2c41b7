"""The README's examples: commands and what they print. `python -m tests.support.readme` writes the outputs anew."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
_FIRST = re.compile(r"^uv run yosan (?P<command>.+)\n```\n\n```text\n(?P<output>.+?)\n```", re.M | re.S)
_BLOCK = re.compile(r"^```console\n(?P<body>.+?)\n```", re.M | re.S)
_COMMAND = re.compile(r"^\$ yosan (?P<command>.+)\n(?P<output>(?:(?!\$ ).*\n?)*)", re.M)


@dataclass(frozen=True, slots=True)
class Example:
    """A command of the README that is shown with its output."""

    arguments: tuple[str, ...]
    output: str
    start: int
    """Where the output begins in the README."""

    @property
    def end(self) -> int:
        return self.start + len(self.output)


def examples(text: str) -> list[Example]:
    """In the order they stand. Commands shown without output are left out."""
    found = [(match, 0) for match in _FIRST.finditer(text)]
    found += [
        (match, block.start("body")) for block in _BLOCK.finditer(text) for match in _COMMAND.finditer(block["body"])
    ]
    told = [
        Example(tuple(shlex.split(match["command"])), match["output"].strip("\n"), offset + match.start("output"))
        for match, offset in found
    ]
    return sorted((each for each in told if each.output), key=lambda each: each.start)


def printed(arguments: tuple[str, ...], environment: Mapping[str, str]) -> str:
    """What a command prints on standard output, in a process of its own."""
    done = subprocess.run(  # the README's own commands
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.strip("\n")


def rewrite() -> None:
    """Put the present outputs into the README."""
    text = README.read_text("utf-8")
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "YOSAN_DATA_DIR": folder, "YOSAN_DATABASE_URL": ""}
        outputs = [(each, printed(each.arguments, environment)) for each in examples(text)]
    for each, output in reversed(outputs):
        text = text[: each.start] + output + text[each.end :]
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    rewrite()
