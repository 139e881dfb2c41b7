"""The cases of `tests/cases`, read as `yosan eval` reads them, each with the document of the tests it asks about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.evaluation.files import read_questions
from bot.evaluation.questions import Turn

CASES = Path(__file__).parent.parent / "cases"


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

    Errors: `BadQuestions`.
    """
    sets = [read_questions(path) for path in sorted(CASES.glob("*.yaml"))]
    return tuple(Case(case.id, found.document or "", case.turns) for found in sets for case in found.cases)
