"""The kind of question, in the project's own vocabulary, derived from the query."""

from __future__ import annotations

from nlp.query import About, Category, Facet, InCategory, Kind, Measure, Operation, Query, Scope

_MEASURES = {Measure.CHANGE: "change_amount", Measure.CHANGE_RATE: "change_rate"}
_FACETS = {
    Facet.NAME: "identify",
    Facet.DIVISION: "who",
    Facet.SUMMARY: "describe",
    Facet.CATEGORY: "category",
    Facet.NUMBER: "number",
    Facet.POLICY: "policy",
    Facet.PARENT: "parent",
    Facet.SOURCE: "locate",
}
_TOTALS = {
    Kind.DEPARTMENT: "department_total",
    Kind.ACCOUNT: "account_total",
    Kind.DIVISION: "division_total",
    Kind.PILLAR: "policy_total",
    Kind.PART: "policy_total",
    Kind.SECTION: "policy_total",
}
_SCOPES = {
    Scope.DEPARTMENT: "department_total",
    Scope.DIVISIONS: "division_total",
    Scope.ACCOUNTS: "account_total",
    Scope.SPECIAL_ACCOUNTS: "account_total",
}
_CATEGORIES = {
    Category.NEW: "new_projects",
    Category.EXPANDED: "expanded_projects",
    Category.CONTINUED: "continued_projects",
}


def intent(query: Query) -> str:
    """`budget_amount`, `division_total`, `new_projects`, `change_rate`, `who` …; else the operation's own name."""
    match query.operation:
        case Operation.SHOW:
            return _shown(query)
        case Operation.LIST:
            return _listed(query)
        case Operation.RANK | Operation.SUM if query.measure in _MEASURES:
            return f"{query.operation.value}_{_MEASURES[query.measure]}"
        case operation:
            return operation.value


def _shown(query: Query) -> str:
    if Facet.AMOUNT not in query.facets:
        return _FACETS.get(query.facets[0], "identify") if query.facets else "identify"
    if query.measure in _MEASURES:
        return _MEASURES[query.measure]
    kinds = {subject.kind for subject in query.selection.subjects}
    if not kinds:
        return _SCOPES.get(query.selection.scope, "budget_amount")
    return _TOTALS.get(kinds.pop(), "budget_amount") if len(kinds) == 1 else "budget_amount"


def _listed(query: Query) -> str:
    conditions = query.selection.conditions
    for condition in conditions:
        match condition:
            case InCategory((category,), negated=False):
                return _CATEGORIES[category]
            case _:
                continue
    if any(isinstance(condition, About) for condition in conditions):
        return "topic_search"
    if query.selection.scope is Scope.DIVISIONS and Facet.AMOUNT in query.facets:
        return "division_total"
    return "list"
