"""Does the document agree with itself? Totals, rates, re-listings, outline against list, numbering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from db.ingest.clean import change_permille, print_amount, print_permille, same_rate, squeeze
from db.ingest.outline import OutlineEntry
from db.ingest.parse import ParsedDocument
from db.ingest.projects import ProjectRow
from db.ingest.report import Check, CheckKind, Discrepancy, Severity
from db.ingest.table import RowKind, TableRow
from nlp.normalize import fold
from nlp.query import Kind, Period

_CUT_SHORT = 2
"""Named projects of the outline's last pillar that the list lacks: one may be a slip, more are a cut list."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """One comparison; `discrepancy` is None where it agreed."""

    kind: CheckKind
    discrepancy: Discrepancy | None = None


def check(document: ParsedDocument) -> tuple[tuple[Check, ...], tuple[Discrepancy, ...]]:
    """All comparisons counted by kind, and those that failed, contradictions first, in order of line."""
    compared = tuple(_all(document))
    checks = tuple(
        Check(kind, len(of_kind), sum(each.discrepancy is None for each in of_kind))
        for kind in CheckKind
        if (of_kind := [each for each in compared if each.kind is kind])
    )
    failed = [each.discrepancy for each in compared if each.discrepancy is not None]
    failed.sort(key=lambda each: (each.severity is not Severity.CONTRADICTION, each.lines))
    return checks, tuple(failed)


def _all(document: ParsedDocument) -> Iterator[_Compared]:
    yield from _totals(document)
    yield from _rates(document)
    yield from _relistings(document)
    yield from _outline(document)
    yield from _outline_pillars(document)
    yield from _unlisted(document)
    yield from _numbering(document)


def _totals(document: ParsedDocument) -> Iterator[_Compared]:
    table = document.table
    periods = [column.period for column in table.columns.periods]
    for row in table.rows:
        if row.kind is RowKind.DETAIL:
            continue
        parts = [each for each in table.details if row.kind is RowKind.TOTAL or each.account == row.account]
        kind = CheckKind.GRAND_TOTAL if row.kind is RowKind.TOTAL else CheckKind.ACCOUNT_TOTAL
        for period in periods:
            yield _sum(kind, row, parts, period)


def _sum(kind: CheckKind, row: TableRow, parts: list[TableRow], period: Period) -> _Compared:
    total, printed = sum(part.amount(period) for part in parts), row.amount(period)
    if total == printed:
        return _Compared(kind)
    lines = (row.line, *(part.line for part in parts))
    return _failed(kind, Severity.CONTRADICTION, lines, row.name, print_amount(printed), print_amount(total), period)


def _rates(document: ParsedDocument) -> Iterator[_Compared]:
    for row in document.table.rows:
        for change in row.changes:
            amount, base = row.amount(change.column.period), row.amount(change.column.base)
            if change.column.is_rate:
                computed = change_permille(amount, base)
                agrees = computed is None if change.value is None else same_rate(change.value, amount, base)
                says = "－" if computed is None else print_permille(computed)
            else:
                agrees, says = change.value == amount - base, print_amount(amount - base)
            yield (
                _Compared(CheckKind.RATE)
                if agrees
                else _failed(
                    CheckKind.RATE, Severity.DIFFERENCE, (row.line,), row.name, change.printed, says, change.column.base
                )
            )


def _relistings(document: ParsedDocument) -> Iterator[_Compared]:
    first = {row.number: row for row in document.projects.projects}
    for row in document.projects.relistings:
        yield from _relisting(row, first[row.number])


def _relisting(row: ProjectRow, first: ProjectRow) -> Iterator[_Compared]:
    pairs = (
        (print_amount(row.amount), print_amount(first.amount)),
        ("、".join(row.divisions), "、".join(first.divisions)),
        (row.category or "", first.category or ""),
    )
    differing = next(((again, once) for again, once in pairs if again != once), None)
    yield _relisted(CheckKind.RELISTING, Severity.CONTRADICTION, row, first, differing)
    texts = ((row.name, first.name), (row.summary, first.summary))
    reworded = next(((again, once) for again, once in texts if _plain(again) != _plain(once)), None)
    yield _relisted(CheckKind.RELISTING_TEXT, Severity.DIFFERENCE, row, first, reworded)


def _relisted(
    kind: CheckKind, severity: Severity, row: ProjectRow, first: ProjectRow, differing: tuple[str, str] | None
) -> _Compared:
    if differing is None:
        return _Compared(kind)
    return _failed(kind, severity, (row.line, first.line), first.name, *differing)


def _outline(document: ParsedDocument) -> Iterator[_Compared]:
    first = {row.number: row for row in document.projects.projects}
    for link in document.links:
        entry, row = link.entry, link.row
        lines = (entry.line, row.line)
        name = row.name or row.summary
        if entry.amount is not None:
            listed = row.amount * document.projects_unit.factor
            yield (
                _Compared(CheckKind.OUTLINE_AMOUNT)
                if listed == entry.amount.thousand_yen
                else _failed(
                    CheckKind.OUTLINE_AMOUNT,
                    Severity.DIFFERENCE,
                    (entry.amount.line, row.line),
                    name,
                    entry.amount.printed,
                    print_amount(listed),
                )
            )
        divisions = first[row.number].divisions
        if entry.divisions and divisions:
            agrees = _plain(entry.divisions).startswith(_plain(divisions[0]))
            yield (
                _Compared(CheckKind.OUTLINE_DIVISION)
                if agrees
                else _failed(
                    CheckKind.OUTLINE_DIVISION, Severity.DIFFERENCE, lines, name, entry.divisions, "、".join(divisions)
                )
            )
        if entry.tag is not None:
            # A project without 区分 goes on as before: 継続 in the outline's words.
            category = row.category or "継続"
            yield (
                _Compared(CheckKind.OUTLINE_TAG)
                if category == entry.tag
                else _failed(CheckKind.OUTLINE_TAG, Severity.DIFFERENCE, lines, name, entry.tag, row.category or "")
            )


def _outline_pillars(document: ParsedDocument) -> Iterator[_Compared]:
    """A pillar of the outline that the list lacks means that the list breaks off."""
    pillars = {node.key: node for node in document.projects.policies if node.kind is Kind.PILLAR}
    for label in document.outline.pillars:
        node = pillars.get(label.key)
        if node is not None and label.agrees:
            yield _Compared(CheckKind.OUTLINE_PILLAR)
        elif node is not None:
            yield _failed(
                CheckKind.OUTLINE_PILLAR,
                Severity.DIFFERENCE,
                (label.line, node.line),
                label.short,
                label.text,
                node.name,
            )
        elif pillars:
            yield _failed(CheckKind.OUTLINE_PILLAR, Severity.CONTRADICTION, (label.line,), label.short, label.text, "")


def _unlisted(document: ParsedDocument) -> Iterator[_Compared]:
    """Entries that name a project, with division and whole amount, which the list does not have."""
    linked = {link.entry.position for link in document.links}
    last = document.outline.pillars[-1].key if document.outline.pillars else None
    named = [entry for entry in document.outline.entries if _names_project(entry)]
    missing = [entry for entry in named if entry.position not in linked]
    cut = sum(entry.pillar == last for entry in missing) >= _CUT_SHORT
    for entry in named:
        if entry not in missing:
            yield _Compared(CheckKind.OUTLINE_UNLISTED)
            continue
        severity = Severity.CONTRADICTION if cut and entry.pillar == last else Severity.DIFFERENCE
        printed = entry.amount.printed if entry.amount else ""
        yield _failed(CheckKind.OUTLINE_UNLISTED, severity, (entry.line,), entry.name, printed, "")


def _names_project(entry: OutlineEntry) -> bool:
    name = entry.name.removesuffix("等")
    return entry.amount is not None and bool(entry.divisions) and name.endswith(("費", "事業"))


def _numbering(document: ParsedDocument) -> Iterator[_Compared]:
    rows = document.projects.projects
    for before, row in pairwise(rows):
        yield (
            _Compared(CheckKind.NUMBERING)
            if row.number == before.number + 1
            else _failed(
                CheckKind.NUMBERING,
                Severity.DIFFERENCE,
                (row.line, before.line),
                row.name,
                str(row.number),
                str(before.number + 1),
            )
        )


def _plain(text: str) -> str:
    return squeeze(fold(text))


def _failed(
    kind: CheckKind,
    severity: Severity,
    lines: Iterable[int],
    subject: str,
    printed: str,
    computed: str,
    period: Period | None = None,
) -> _Compared:
    return _Compared(kind, Discrepancy(kind, severity, tuple(lines), subject, printed, computed, period))
