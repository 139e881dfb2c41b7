"""Reading `tests/twins`: a question with a gap, two words for it, and what each of the two must be answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.evaluation.exact import EXACT
from bot.evaluation.expectations import Expectation, checked

TWINS = Path(__file__).parent.parent / "twins"
_GAP = "{}"
_KEYS = {"name", "ask", "words", "expect"}


@dataclass(frozen=True, slots=True)
class Twin:
    """One question of a pair."""

    id: str
    """«bundled:most_or_least_division:多い»."""
    document: str
    ask: str
    expect: Expectation


@cache
def all_twins() -> tuple[tuple[Twin, Twin], ...]:
    """Errors: `ValueError` for a pair that is none."""
    return tuple(pair for path in sorted(TWINS.glob("*.yaml")) for pair in _pairs(path))


def _pairs(path: Path) -> Iterator[tuple[Twin, Twin]]:
    content = yaml.safe_load(path.read_text("utf-8"))
    for entry in content["twins"]:
        if set(entry) != _KEYS or entry["ask"].count(_GAP) != 1 or len(set(entry["words"])) != 2:
            raise ValueError(f"{path.name}: a pair has a name, a question with one gap, two words for it: {entry}")
        first, second = (
            Twin(
                f"{path.stem}:{entry['name']}:{word}",
                content["document"],
                entry["ask"].replace(_GAP, word),
                checked(expected, EXACT),
            )
            for word, expected in zip(entry["words"], entry["expect"], strict=True)
        )
        yield first, second
