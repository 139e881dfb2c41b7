"""What the queries of one message say, taken together: held against what was said."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import cache

from nlp.query import Beyond, Direction, Kind, Measure, Moved, MovedClaim, Named, Operation, Query, Scope, Selection

PROJECT_KINDS = frozenset({Kind.PROJECT, Kind.BREAKDOWN, Kind.OUTLINE, Kind.PILLAR, Kind.PART, Kind.SECTION})
_PROJECT_SCOPES = frozenset({Scope.PROJECTS, Scope.LISTINGS, Scope.OUTLINE, Scope.BREAKDOWNS, Scope.POLICY})


@dataclass(frozen=True, slots=True)
class Said:
    """What the queries of one message say, taken together."""

    queries: tuple[Query, ...]
    parts: frozenset[type]
    """The kinds of conditions and claims."""
    named: frozenset[Named]
    ways: frozenset[Direction] = frozenset()
    """Which way rows moved, by their conditions or by what is claimed."""

    @staticmethod
    def by(queries: tuple[Query, ...]) -> Said:
        values: list[object] = []
        for query in queries:
            _gather(query, values)
        return Said(
            queries,
            frozenset(type(value) for value in values),
            frozenset(value for value in values if isinstance(value, Named)),
            frozenset(value.direction for value in values if isinstance(value, Moved | MovedClaim)),
        )

    def has(self, *kinds: type) -> bool:
        return any(kind in self.parts for kind in kinds)

    def does(self, *operations: Operation) -> bool:
        return any(query.operation in operations for query in self.queries)

    @property
    def about_change(self) -> bool:
        ordered = any(rows.order and rows.order.by not in {None, Measure.BUDGET} for rows in self.rows)
        held = any(isinstance(c, Beyond) and c.by for rows in self.rows for c in rows.conditions)
        return ordered or held or any(query.measure is not Measure.BUDGET or query.base for query in self.queries)

    @property
    def rows(self) -> tuple[Selection, ...]:
        return tuple(rows for query in self.queries for rows in (query.selection, query.other) if rows)

    @property
    def scopes(self) -> frozenset[Scope]:
        return frozenset(rows.scope for rows in self.rows)

    @property
    def of_projects(self) -> bool:
        return bool(self.scopes & _PROJECT_SCOPES) or any(named.kind in PROJECT_KINDS for named in self.named)

    @property
    def sorts(self) -> bool:
        return any(rows.order for rows in self.rows)


def _gather(value: object, found: list[object]) -> None:
    """Add a frozen value and all frozen values in it, from the outside in."""
    kind: type = type(value)
    if isinstance(value, tuple):
        for each in value:
            _gather(each, found)
    elif (names := _names_of_fields(kind)) is not None:
        found.append(value)
        for name in names:
            _gather(getattr(value, name), found)


@cache
def _names_of_fields(kind: type) -> tuple[str, ...] | None:
    """None for what is no dataclass. Asked of every value of every query, and `fields` looks it all up anew."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None
