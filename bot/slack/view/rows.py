"""Which rows an answer shows, as values: those its words list, all of them, so that they can be laid out and paged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.wording.lists import split_breakdowns
from db.answer import Answer, Figure, Item
from nlp.explain import selection_words
from nlp.query import (
    CategoryClaim,
    CountClaim,
    DivisionClaim,
    Facet,
    Kind,
    LargerClaim,
    MovedClaim,
    OnlyClaim,
    Operation,
    RankClaim,
)

_PROSE = (Facet.SUMMARY,)
"""What is told in sentences where it is asked of several rows."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in the order they are shown."""

    items: tuple[Item, ...] = ()
    start: int | None = None
    """The rank of the first; None where the order is no ranking."""


def rows_of(answer: Answer) -> Rows:
    """The rows behind the lines of `bot.wording`; none where the answer is told in sentences alone."""
    query = answer.query
    match query.operation:
        case Operation.LIST | Operation.EXISTS:
            return _listed(answer)
        case Operation.RANK:
            if query.selection.limit == 1:
                return Rows(() if _winner_by_division(answer) else answer.items[1:])
            return Rows(answer.details or answer.items, query.selection.start)
        case Operation.GROUP:
            single = query.selection.limit == 1 and query.selection.order is not None and len(answer.items) == 1
            return Rows(() if single else answer.items)
        case Operation.PARTS:
            return Rows(answer.items)
        case Operation.CAUSE:
            return Rows(answer.items, 1)
        case Operation.SUM:
            return Rows(() if _one_thing(answer) else answer.details)
        case Operation.COUNT | Operation.MEAN | Operation.MEDIAN | Operation.COMPARE:
            return Rows(answer.details)
        case Operation.CHECK | Operation.WHY:
            return _checked(answer)
        case Operation.SHOW:
            return _shown(answer)
        case _:
            return Rows()


def by_subject(figures: Iterable[Figure], answer: Answer) -> tuple[Item, ...]:
    """Figures of several things as a row a thing; none where they are of one."""
    rows: dict[str, Item] = {}
    for figure in figures:
        named = figure.subject
        name = named.name if named else selection_words(answer.query)
        before = rows.get(name, Item(named.kind if named else None, name, named=named))
        rows[name] = Item(before.kind, name, (*before.figures, figure), named=named)
    return tuple(rows.values()) if len(rows) > 1 else ()


def _listed(answer: Answer) -> Rows:
    main, beside = split_breakdowns(answer.items)
    if answer.query.operation is Operation.EXISTS and answer.yes is False:
        return Rows()
    of_divisions = answer.details and main and all(item.kind is Kind.DIVISION for item in main)
    if of_divisions and answer.query.operation is Operation.LIST:
        return Rows(answer.details)
    return Rows((*main, *beside))


def _winner_by_division(answer: Answer) -> bool:
    return Facet.DIVISION in (answer.facets or answer.query.facets) and bool(answer.details)


def _one_thing(answer: Answer) -> bool:
    of_one = bool(answer.figures) and answer.figures[0].subject is not None
    return of_one and len(split_breakdowns(answer.details)[0]) <= 1


def _checked(answer: Answer) -> Rows:
    match answer.query.claim:
        case RankClaim() | DivisionClaim() | CategoryClaim() | LargerClaim():
            return Rows()
        case MovedClaim():
            figures = answer.figures or tuple(figure for item in answer.items for figure in item.figures)
            return Rows(by_subject(figures, answer))
        case CountClaim() | OnlyClaim():
            return Rows(answer.items or answer.details)
        case _ if answer.figures:
            return Rows(by_subject(answer.figures, answer))
        case _:
            return Rows(answer.items or answer.details)


def _shown(answer: Answer) -> Rows:
    facets = answer.facets or answer.query.facets
    others = [item for item in answer.items if item.kind is not Kind.DIVISION or Facet.DIVISION not in facets]
    listed = others if len(others) > 1 and not set(facets) & set(_PROSE) else []
    told = [item for item in answer.details if item.kind is not Kind.BREAKDOWN]
    beside = [item for item in answer.details if item.kind is Kind.BREAKDOWN] if answer.items and len(told) == 1 else []
    rest = beside if answer.items and len(told) == 1 else list(answer.details)
    return Rows((*by_subject(answer.figures, answer), *listed, *rest))
