"""Reading the case files: conversations of one turn or several, and what each turn is expected to be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent.parent / "cases"
_CASE_KEYS = ({"name", "expect", "phrasings"}, {"name", "turns"})


@dataclass(frozen=True, slots=True)
class Turn:
    ask: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    """«bundled_budget:division_this_year:3»: file, case, which phrasing."""
    document: str
    """bundled or invented."""
    turns: tuple[Turn, ...]


@cache
def all_cases() -> tuple[Case, ...]:
    """Every phrasing of every case file, in file order.

    Errors: `ValueError` for a case with other keys than its form has.
    """
    return tuple(case for path in sorted(CASES.glob("*.yaml")) for case in _of_file(path))


def _of_file(path: Path) -> Iterator[Case]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for entry in content["cases"]:
        if set(entry) not in _CASE_KEYS:
            raise ValueError(f"{path.name}: a case has name, expect and phrasings, or name and turns: {entry}")
        name = f"{path.stem}:{entry['name']}"
        if "turns" in entry:
            yield Case(name, content["document"], tuple(Turn(turn["ask"], turn["expect"]) for turn in entry["turns"]))
        for number, phrasing in enumerate(entry.get("phrasings", ()), 1):
            yield Case(f"{name}:{number}", content["document"], (Turn(phrasing, entry["expect"]),))
