"""«主要事業だけ全部足すと» after a division: of its main projects, not of all there are."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import Carried, Followup
from nlp.query import InDivisions, Kind, Operation, Scope

_OF_ALL = re.compile(r"全課|全体|(?<!全)部(?!分)|すべての課|全ての課|各課|県|全事業|6課|六課")
_NUMBERS = frozenset({Operation.SUM, Operation.COUNT, Operation.MEAN, Operation.MEDIAN, Operation.RANK})


def its_projects(turn: Followup) -> Carried | None:
    """Where the turn says no condition, and one division is what was spoken of."""
    draft, spoken = turn.draft, turn.last.selection.subjects
    rows = draft.selection if draft else None
    if draft is None or rows is None or draft.operation not in _NUMBERS or draft.also:
        return None
    whole = rows.scope is Scope.PROJECTS and not rows.conditions and not rows.subjects
    if not whole or not turn.frame.has("noun.project") or _OF_ALL.search(turn.frame.text):
        return None
    if len(spoken) != 1 or spoken[0].kind is not Kind.DIVISION or turn.last.operation is not Operation.SHOW:
        return None
    return Carried(replace(draft, selection=replace(rows, conditions=(InDivisions(spoken),))), ("division",))
