"""A run as a JSON file, for comparing the next one with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from bot.evaluation.expectations import Verdict
from bot.evaluation.run import Outcome

_FORM = "yosan-eval-1"


class BadRun(Exception):
    """A file that no run was saved in."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def save_run(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Errors: `OSError` where the file cannot be written."""
    turns = [json.dumps(_to_dict(outcome), ensure_ascii=False) for outcome in outcomes]
    path.write_text(f'{{"form": "{_FORM}", "turns": [\n' + ",\n".join(turns) + "\n]}\n", "utf-8")


def read_run(path: Path) -> tuple[Outcome, ...]:
    """Errors: `BadRun`; `OSError` where the file cannot be read."""
    try:
        value: object = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadRun(str(path)) from error
    match value:
        case {"form": form, "turns": list() as turns} if form == _FORM:
            return tuple(_outcome(turn, path) for turn in turns)
        case _:
            raise BadRun(str(path))


def _to_dict(outcome: Outcome) -> dict[str, object]:
    return {
        "set": outcome.questions,
        "id": outcome.id,
        "turn": outcome.turn,
        "tag": outcome.tag,
        "asked": outcome.asked,
        "verdict": outcome.verdict.value,
    }


def _outcome(value: object, path: Path) -> Outcome:
    match value:
        case {
            "set": str() as questions,
            "id": str() as identity,
            "turn": int() as turn,
            "tag": str() as tag,
            "asked": list() as asked,
            "verdict": str() as became,
        } if became in set(Verdict) and all(isinstance(each, str) for each in asked):
            return Outcome(questions, identity, turn, tag, tuple(asked), Verdict(became))
        case _:
            raise BadRun(str(path))
