"""How many of everything a parsed document holds."""

from __future__ import annotations

from db.ingest.notes import notes
from db.ingest.parse import ParsedDocument
from db.ingest.report import Counts
from nlp.query import Kind


def count(document: ParsedDocument) -> Counts:
    """Count what will be stored."""
    table, projects, entries = document.table, document.projects, document.outline.entries
    kinds = [node.kind for node in projects.policies]
    accounts = {row.account for row in table.rows if row.account}
    table_facts = sum(len(row.cells) for row in table.rows)
    amounts = sum(entry.amount is not None for entry in entries)
    listed = sum(len(row.amounts) for row in (*projects.projects, *projects.breakdowns))
    return Counts(
        periods=len(table.columns.periods),
        divisions=len({row.name for row in table.details if row.is_division}),
        accounts=len(accounts) + sum(not row.is_division for row in table.details),
        table_rows=len(table.rows),
        table_facts=table_facts,
        printed_rates=sum(change.column.is_rate for row in table.rows for change in row.changes),
        pillars=kinds.count(Kind.PILLAR),
        parts=kinds.count(Kind.PART),
        sections=kinds.count(Kind.SECTION),
        projects=len(projects.projects),
        relistings=len(projects.relistings),
        breakdowns=len(projects.breakdowns),
        outline_entries=len(entries),
        outline_amounts=amounts,
        footnotes=len(notes(document)),
        facts=table_facts + listed + amounts,
    )
