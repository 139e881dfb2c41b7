"""A question set from a file, by its ending: YAML, else JSON Lines."""

from __future__ import annotations

from pathlib import Path

from bot.evaluation.questions import BadQuestions, Fault, QuestionSet

_YAML = {".yaml", ".yml"}


def read_questions(path: Path) -> QuestionSet:
    """The whole file, checked before anything is asked.

    Errors: `BadQuestions`; `OSError` where it cannot be read.
    """
    content, file = path.read_bytes(), str(path)
    if path.suffix.lower() in _YAML:
        from bot.evaluation.casefile import read_casefile

        found = read_casefile(content, file, path.stem)
    else:
        from bot.evaluation.lines import read_lines

        found = read_lines(content, file, path.stem)
    if not found.cases:
        raise BadQuestions(file, None, Fault.EMPTY)
    return found
