"""Result rows of `db.statements` as `db.rows` values. One function per request type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from db.answer import Remark, Source
from db.requests import (
    BreakdownRequest,
    DivisionOrder,
    FrontRequest,
    NotesRequest,
    OutlineRequest,
    PeriodsRequest,
    PolicyRequest,
    ProjectRequest,
    Request,
)
from db.rows import Amounts, Cell, HeldPeriod, Placing, PolicyNode, RateCell, Row, combined
from nlp.query import Category, Kind, Named, Period, Phase

Result = Iterable[Sequence[Any]]

Fetched = tuple[Row, ...] | tuple[PolicyNode, ...] | tuple[Named, ...] | tuple[HeldPeriod, ...] | tuple[Remark, ...]
"""What one request yields."""


def assembled(request: Request, result: Result) -> Fetched:
    """The values a request asked for, in document order."""
    match request:
        case ProjectRequest(period=period):
            return projects(result, period)
        case BreakdownRequest(period=period):
            return breakdowns(result, period)
        case OutlineRequest(period=period):
            return outlines(result, period)
        case PolicyRequest():
            return tuple(PolicyNode(Named(_KINDS[kind], key, name), line) for kind, key, name, line in result)
        case DivisionOrder():
            return tuple(_division(name) for (name,) in result)
        case PeriodsRequest():
            return tuple(
                HeldPeriod(_period(year, phase, month), bool(of_project)) for year, phase, month, of_project in result
            )
        case NotesRequest():
            return tuple(_remark(*record) for record in result)
        case FrontRequest():
            return tuple(remark for record in result for remark in _front(*record))
        case _:
            return table(result)


def _remark(
    text: str, section: str, line: int, number: int | None, project: str, position: int | None, entry: str
) -> Remark:
    about = None
    if number is not None:
        about = _project_named(number, project)
    elif position is not None:
        about = Named(Kind.OUTLINE, str(position), entry)
    return Remark(text, Source(section, line, text), about)


_FRONT = "表紙"


def _front(title: str, published: str, text: str) -> tuple[Remark, ...]:
    """The title and the date (where one is printed), each with the first line it stands on."""
    lines = text.split("\n")

    def stands_at(said: str) -> int:
        # The title may be joined from two lines: its last word tells the place.
        return next((at for at, line in enumerate(lines, 1) if said.split()[-1] in line), 1)

    return tuple(Remark(said, Source(_FRONT, stands_at(said), said)) for said in (title, published) if said)


def table(result: Result) -> tuple[Row, ...]:
    """Rows of the first table. A division printed under several accounts is one row with the sum."""
    rows: dict[tuple[str | None, int | None, str | None], _TableRow] = {}
    periods: dict[tuple[int, str, int | None], Period] = {}

    def period_of(*key: Any) -> Period:
        found = periods.get(key)
        if found is None:
            found = periods[key] = _period(*key)
        return found

    for what, _id, organisation, department_id, account, group, row_kind, *record in result:
        year, phase, month, base_year, base_phase, base_month, figure, recomputed, line, section, printed = record
        # A division is one row whatever accounts it is printed under; the others are their accounts.
        key = (organisation, department_id, None if department_id is not None else account)
        row = rows.get(key)
        if row is None:
            row = rows[key] = _TableRow(_table_named(organisation, department_id, account), line, row_kind == "detail")
        period, source = period_of(year, phase, month), Source(section, line, printed)
        if what == 1:
            row.rates[period, period_of(base_year, base_phase, base_month)] = RateCell(figure, recomputed, source)
            continue
        row.cells.setdefault(period, []).append(Cell(figure, (source,)))
        row.accounts.update(dict.fromkeys(name for name in (account, group) if name is not None))
    return tuple(
        Row(row.named, row.line, _amounts(row.cells, row.rates), row.single, tuple(row.accounts))
        for row in sorted(rows.values(), key=lambda row: row.line)
    )


@dataclass(slots=True)
class _TableRow:
    """A row of the first table while its cells come in."""

    named: Named
    line: int
    single: bool
    cells: dict[Period, list[Cell]] = field(default_factory=dict)
    rates: dict[tuple[Period, Period], RateCell] = field(default_factory=dict)
    accounts: dict[str, None] = field(default_factory=dict)


def projects(result: Result, period: Period) -> tuple[Row, ...]:
    """Projects, each once, with all their listings and breakdown lines."""
    gathered: dict[int, tuple[Sequence[Any], dict[int, Placing], dict[str, Row]]] = {}
    for record in result:
        number = record[0]
        found = gathered.get(number)
        if found is None:
            found = gathered[number] = (record, {}, {})
        _, placings, lines = found
        line, section, first_id, kind, key, name = record[9:15]
        if line not in placings:
            placings[line] = Placing(Named(_KINDS[kind], key, name), section, line, first_id is not None)
        if record[15] is not None and record[15] not in lines:
            lines[record[15]] = _breakdown(record[15:], record[0], record[1], record[4], period)
    rows = (_project(*found, period) for found in gathered.values())
    return tuple(sorted(rows, key=lambda row: row.line))


def breakdowns(result: Result, period: Period) -> tuple[Row, ...]:
    """Breakdown lines with their projects' divisions."""
    return tuple(_breakdown(record[3:], record[0], record[1], record[2], period) for record in result)


def outlines(result: Result, period: Period) -> tuple[Row, ...]:
    """Outline entries; those linked to a project have its divisions."""
    return tuple(_outline(record, period) for record in result)


def _project(record: Sequence[Any], placings: dict[int, Placing], lines: dict[str, Row], period: Period) -> Row:
    number, name, category, summary, division_names, amount, line, section, printed = record[:9]
    placed = list(placings.values())
    if len(placed) > 1:
        placed.sort(key=lambda placing: (placing.relisted, placing.line))
    return Row(
        _project_named(number, name),
        placed[0].line,
        _single_amount(period, amount, section, line, printed),
        number=number,
        category=_category(category),
        summary=summary,
        divisions=_divisions(division_names),
        placings=tuple(placed),
        breakdowns=tuple(lines.values()),
    )


def _breakdown(record: Sequence[Any], number: int, project: str, division_names: str, period: Period) -> Row:
    key, category, summary, line, amount, fact_line, section, printed = record
    return Row(
        Named(Kind.BREAKDOWN, key, summary),
        line,
        _single_amount(period, amount, section, fact_line, printed),
        category=_category(category),
        summary=summary,
        divisions=_divisions(division_names),
        parent=_project_named(number, project),
    )


def _outline(record: Sequence[Any], period: Period) -> Row:
    position, tag, name, division_names, partial, relisted, text, line, section, heading = record[:10]
    above_position, above_name, number, project, project_divisions, kind, key, policy = record[10:18]
    amount, fact_line, fact_section, printed = record[18:]
    node = Named(_KINDS[kind], key, policy) if key is not None else None
    return Row(
        Named(Kind.OUTLINE, str(position), name),
        line,
        _single_amount(period, amount, fact_section, fact_line, printed),
        category=_category(tag),
        summary=text,
        divisions=_divisions(project_divisions or division_names),
        placings=() if node is None else (Placing(node, section, line, bool(relisted)),),
        parent=None if above_position is None else Named(Kind.OUTLINE, str(above_position), above_name),
        project=None if number is None else _project_named(number, project),
        partial=bool(partial),
        heading=heading,
        relisted=bool(relisted),
    )


def _table_named(organisation: str | None, department_id: int | None, account: str | None) -> Named:
    if organisation is not None and department_id is not None:
        return _division(organisation)
    if account is not None:
        return Named(Kind.ACCOUNT, account, account)
    return Named(Kind.DEPARTMENT, organisation or "", organisation or "")


def _division(name: str) -> Named:
    return Named(Kind.DIVISION, name, name)


@lru_cache(maxsize=1024)
def _divisions(printed: str) -> tuple[Named, ...]:
    """The cell of divisions, or what stands in 【】 of an outline entry («産業政策課ほか»), one by one."""
    return tuple(_division(name.removesuffix("ほか")) for name in printed.split("、") if name)


def _project_named(number: int, name: str) -> Named:
    return Named(Kind.PROJECT, str(number), name)


_CATEGORIES = {category.value: category for category in Category}
_KINDS = {kind.value: kind for kind in Kind}


def _category(printed: str | None) -> Category | None:
    return None if printed is None else _CATEGORIES[printed]


def _period(fiscal_year: int, phase: str, as_of_month: int | None) -> Period:
    return Period(fiscal_year, Phase(phase), as_of_month)


def _single_amount(period: Period, amount: int | None, section: str, line: int, printed: str) -> Amounts:
    return Amounts() if amount is None else Amounts({period: Cell(amount, (Source(section, line, printed),))})


def _amounts(cells: dict[Period, list[Cell]], rates: dict[tuple[Period, Period], RateCell]) -> Amounts:
    if all(len(same) == 1 for same in cells.values()):
        return Amounts({period: same[0] for period, same in cells.items()}, rates)
    # Printed rates are of one of the printed rows, not of their sum.
    return Amounts(
        {period: combined(Amounts({period: cell}) for cell in same).cells[period] for period, same in cells.items()}
    )
