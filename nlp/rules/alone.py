"""Of rows looked for it is said which they are, and that there are no others: «…のは土地取得事業だけですか»."""

from __future__ import annotations

from dataclasses import replace

from nlp.draft import Draft
from nlp.query import Kind, Named, OnlyClaim, Operation, Scope

_FINDING = frozenset({Operation.LIST, Operation.EXISTS, Operation.COUNT})
_OF = {
    Scope.DIVISIONS: Kind.DIVISION,
    Scope.ACCOUNTS: Kind.ACCOUNT,
    Scope.SPECIAL_ACCOUNTS: Kind.ACCOUNT,
    Scope.PROJECTS: Kind.PROJECT,
    Scope.LISTINGS: Kind.PROJECT,
}


def alone(draft: Draft, names: tuple[Named, ...]) -> Draft | None:
    """The claim that what the draft finds is those; None where it looks for no such things."""
    rows = draft.selection
    kinds = {named.kind for named in names}
    if rows is None or draft.operation not in _FINDING or not rows.conditions or rows.scope not in _OF:
        return None
    of_projects = rows.scope in (Scope.PROJECTS, Scope.LISTINGS)
    if kinds != {_OF[rows.scope]} and not (of_projects and kinds == {Kind.DIVISION}):
        return None
    return Draft(Operation.CHECK, replace(rows, order=None), claim=OnlyClaim(names), measure=draft.measure)
