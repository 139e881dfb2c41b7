"""Writing a parsed document as one revision. Runs inside the caller's transaction; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from db.ingest.clean import change_permille
from db.ingest.link import breakdown_keys
from db.ingest.naming import Alias, list_section, outline_section, search_texts
from db.ingest.notes import notes
from db.ingest.outline import OutlineEntry
from db.ingest.parse import ParsedDocument
from db.ingest.table import RowKind, TableRow
from db.models import (
    Account,
    Base,
    Breakdown,
    Fact,
    Footnote,
    Listing,
    Organisation,
    Outline,
    Policy,
    PrintedRate,
    Project,
    ProjectAlias,
    ProjectDivision,
    Synonym,
)
from db.models import Alias as AliasRow
from nlp.query import Kind, Period

Row = dict[str, Any]


class Writer:
    """Writes one revision, part by part; remembers the ids that later parts point to."""

    def __init__(self, connection: AsyncConnection, revision_id: int, document: ParsedDocument) -> None:
        self._connection = connection
        self._revision = revision_id
        self._document = document
        self._accounts: dict[str, int] = {}
        self._organisations: dict[str, int] = {}
        self._policies: dict[str, int] = {}
        self._projects: dict[int, int] = {}
        self._breakdowns: dict[str, int] = {}
        self._entries: dict[int, int] = {}
        self._facts: list[Row] = []

    async def write(self, names: tuple[Alias, ...]) -> None:
        """Everything of the document, with its aliases."""
        await self._write_table()
        await self._write_policies()
        await self._write_projects(names)
        await self._write_outline()
        await self._write_notes()
        await self._insert(Fact, self._facts)
        await self._write_names(names)

    async def _insert(self, model: type[Base], rows: Sequence[Row]) -> list[int]:
        """Insert rows, each with this revision; the new ids in their order."""
        if not rows:
            return []
        column = model.__table__.c["id"]
        statement = insert(model).returning(column, sort_by_parameter_order=True)
        result = await self._connection.execute(statement, [{"revision_id": self._revision, **row} for row in rows])
        return list(result.scalars())

    async def _write_table(self) -> None:
        document = self._document
        department = document.front.department
        groups = list(dict.fromkeys(row.account for row in document.table.rows if row.account))
        singles = [row for row in document.table.details if not row.is_division]
        divisions = list(dict.fromkeys(row.name for row in document.table.details if row.is_division))
        order = list(dict.fromkeys(name for row in document.table.rows for name in _account_names(row)))
        ids = await self._insert(Account, [_place(order.index(name), name, None) for name in groups])
        self._accounts.update(zip(groups, ids, strict=True))
        rows = [_place(order.index(row.name), row.name, self._accounts[row.account or ""]) for row in singles]
        ids = await self._insert(Account, rows)
        self._accounts.update(zip((row.name for row in singles), ids, strict=True))
        (top,) = await self._insert(Organisation, [_place(0, department, None)])
        ids = await self._insert(Organisation, [_place(at, name, top) for at, name in enumerate(divisions, 1)])
        self._organisations = {department: top, **dict(zip(divisions, ids, strict=True))}
        rates: list[Row] = []
        for row in document.table.rows:
            place = self._place_of(row)
            self._facts.extend(self._table_facts(row, place))
            rates.extend(self._rates(row, place))
        await self._insert(PrintedRate, rates)

    def _place_of(self, row: TableRow) -> Row:
        """Organisation and account of a row of the first table."""
        department = self._document.front.department
        account = row.name if row.kind is RowKind.DETAIL and not row.is_division else row.account
        return {
            "organisation_id": self._organisations[row.name if row.is_division else department],
            "account_id": self._accounts[account] if account else None,
        }

    def _table_facts(self, row: TableRow, place: Row) -> list[Row]:
        unit = self._document.table_unit
        return [
            self._fact(cell.period, cell.amount * unit.factor, unit.printed, cell.printed, row.line)
            | place
            | {"row_kind": row.kind.value, "section": self._document.sections.table}
            for cell in row.cells
        ]

    def _rates(self, row: TableRow, place: Row) -> list[Row]:
        return [
            {
                **place,
                **_period(change.column.period),
                **{f"base_{key}": value for key, value in _period(change.column.base).items()},
                "printed_permille": change.value,
                "computed_permille": change_permille(row.amount(change.column.period), row.amount(change.column.base)),
                "line": row.line,
                "section": self._document.sections.table,
                "printed": change.printed,
            }
            for change in row.changes
            if change.column.is_rate
        ]

    def _fact(self, period: Period, amount: int, unit: str, printed: str, line: int) -> Row:
        return {
            **_period(period),
            "organisation_id": None,
            "account_id": None,
            "project_id": None,
            "breakdown_id": None,
            "outline_id": None,
            "row_kind": RowKind.DETAIL.value,
            "amount_thousand_yen": amount,
            "unit": unit,
            "line": line,
            "printed": printed,
        }

    async def _write_policies(self) -> None:
        labels = {label.key: label.label for label in self._document.outline.pillars}
        nodes = self._document.projects.policies
        for kind in (Kind.PILLAR, Kind.PART, Kind.SECTION):
            level = [(at, node) for at, node in enumerate(nodes, 1) if node.kind is kind]
            ids = await self._insert(
                Policy,
                [
                    {
                        "position": at,
                        "kind": node.kind.value,
                        "key": node.key,
                        "name": node.name,
                        "label": labels.get(node.key, node.ordinal),
                        "parent_id": self._policies[node.parent] if node.parent else None,
                        "line": node.line,
                        "printed": node.printed,
                    }
                    for at, node in level
                ],
            )
            self._policies.update(zip((node.key for _, node in level), ids, strict=True))

    async def _write_projects(self, names: tuple[Alias, ...]) -> None:
        projects = self._document.projects
        texts = search_texts(self._document, names)
        ids = await self._insert(
            Project,
            [
                {
                    "number": row.number,
                    "name": row.name,
                    "category": row.category,
                    "summary": row.summary,
                    "division_names": "、".join(row.divisions),
                    "division_count": len(row.divisions),
                    "search_name": texts[row.number][0],
                    "search_text": texts[row.number][1],
                }
                for row in projects.projects
            ],
        )
        self._projects = dict(zip((row.number for row in projects.projects), ids, strict=True))
        bridge = [
            {
                "project_id": self._projects[row.number],
                "position": at,
                "organisation_id": self._organisations[name],
            }
            for row in projects.projects
            for at, name in enumerate(row.divisions, 1)
        ]
        if bridge:
            await self._connection.execute(insert(ProjectDivision), bridge)
        await self._write_listings()
        await self._write_breakdowns()

    async def _write_listings(self) -> None:
        projects = self._document.projects
        first: dict[int, int] = {}
        for rows in (projects.projects, projects.relistings):
            ids = await self._insert(
                Listing,
                [
                    {
                        "project_id": self._projects[row.number],
                        "policy_id": self._policies[row.policy],
                        "first_id": first.get(row.number),
                        "line": row.line,
                        "section": list_section(self._document, row),
                        "printed": row.printed,
                    }
                    for row in rows
                ],
            )
            first = first or dict(zip((row.number for row in rows), ids, strict=True))
        for row in projects.projects:
            self._facts.extend(
                self._list_fact(row.line, amount.period, amount.amount, amount.printed)
                | {"project_id": self._projects[row.number], "section": list_section(self._document, row)}
                for amount in row.amounts
            )

    def _list_fact(self, line: int, period: Period, amount: int, printed: str) -> Row:
        unit = self._document.projects_unit
        return self._fact(period, amount * unit.factor, unit.printed, printed, line)

    async def _write_breakdowns(self) -> None:
        rows = self._document.projects.breakdowns
        keys = breakdown_keys(self._document.projects)
        ids = await self._insert(
            Breakdown,
            [
                {
                    "project_id": self._projects[row.number],
                    "key": keys[row.line],
                    "category": row.category,
                    "summary": row.summary,
                    "line": row.line,
                    "section": list_section(self._document, row),
                    "printed": row.printed,
                }
                for row in rows
            ],
        )
        self._breakdowns = dict(zip((keys[row.line] for row in rows), ids, strict=True))
        for row in rows:
            self._facts.extend(
                self._list_fact(row.line, amount.period, amount.amount, amount.printed)
                | {"breakdown_id": self._breakdowns[keys[row.line]], "section": list_section(self._document, row)}
                for amount in row.amounts
            )

    async def _write_outline(self) -> None:
        entries = self._document.outline.entries
        for level in (
            [entry for entry in entries if entry.parent is None],
            [entry for entry in entries if entry.parent is not None],
        ):
            ids = await self._insert(Outline, [self._entry(entry) for entry in level])
            self._entries.update(zip((entry.position for entry in level), ids, strict=True))
        for entry in entries:
            if entry.amount is not None:
                amount = entry.amount
                fact = self._fact(self._document.own, amount.thousand_yen, "千円", amount.printed, amount.line)
                section = outline_section(self._document, entry)
                self._facts.append(fact | {"outline_id": self._entries[entry.position], "section": section})

    def _entry(self, entry: OutlineEntry) -> Row:
        link = next((link for link in self._document.links if link.entry is entry), None)
        return {
            "position": entry.position,
            "parent_id": self._entries[entry.parent] if entry.parent else None,
            "project_id": self._projects[link.row.number] if link and not link.row.is_breakdown else None,
            "breakdown_id": self._breakdowns[link.key] if link and link.row.is_breakdown else None,
            "policy_id": self._policies.get(entry.pillar or ""),
            "heading": entry.heading,
            "tag": entry.tag,
            "name": entry.name,
            "division_names": entry.divisions,
            "partial": entry.partial,
            "relisted": entry.relisted,
            "text": entry.text,
            "note": entry.note,
            "line": entry.line,
            "section": outline_section(self._document, entry),
            "printed": entry.printed,
        }

    async def _write_notes(self) -> None:
        await self._insert(
            Footnote,
            [
                {
                    "text": note.text,
                    "line": note.line,
                    "section": note.section,
                    "project_id": self._projects[note.number] if note.number is not None else None,
                    "outline_id": self._entries[note.position] if note.position is not None else None,
                }
                for note in notes(self._document)
            ],
        )

    async def _write_names(self, names: tuple[Alias, ...]) -> None:
        of_projects = [
            {"project_id": self._projects[int(alias.key)], "name": alias.name, "origin": alias.origin}
            for alias in names
            if alias.kind is Kind.PROJECT
        ]
        if of_projects:
            await self._connection.execute(insert(ProjectAlias), of_projects)
        others = [alias for alias in names if alias.kind is not Kind.PROJECT]
        rows = [{"kind": alias.kind.value, "key": alias.key, "name": alias.name} for alias in others]
        await self._insert(AliasRow, rows)
        groups = enumerate(self._document.data.synonyms, 1)
        await self._insert(Synonym, [{"group": at, "word": word} for at, group in groups for word in group])


def _account_names(row: TableRow) -> tuple[str, ...]:
    if row.kind is RowKind.DETAIL and not row.is_division and row.account:
        return row.account, row.name
    return (row.account,) if row.account else ()


def _place(position: int, name: str, parent: int | None) -> Row:
    return {"position": position, "name": name, "parent_id": parent}


def _period(period: Period) -> Mapping[str, Any]:
    return {
        "fiscal_year": period.fiscal_year,
        "phase": period.phase.value,
        "as_of_month": period.as_of_month,
    }
