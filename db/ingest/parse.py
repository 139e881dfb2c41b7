"""A whole document's text as one parsed value. Pure: no store, no clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from db.errors import Unreadable, UnreadableDocument
from db.ingest.clean import squeeze, unit_factor
from db.ingest.columns import stated_unit
from db.ingest.data import DocumentData
from db.ingest.front import Front, front
from db.ingest.layout import Layout, layout, section_name
from db.ingest.link import EntryLink, link
from db.ingest.outline import OutlineReading, read_outline
from db.ingest.projects import ProjectList, read_projects
from db.ingest.read import Line, SourceText
from db.ingest.table import Table, read_table
from db.ingest.unwrap import evidence
from nlp.normalize import fold
from nlp.query import Kind, Period

_GROUPED = re.compile(r"\d,\d{3}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of amounts as printed, and how many 千円 one is."""

    printed: str
    factor: int


@dataclass(frozen=True, slots=True)
class SectionNames:
    """What the parts are called in sources."""

    table: str
    outline: str
    projects: str


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Everything read from a document."""

    source: SourceText
    front: Front
    own: Period
    """The document's own year, initial budget: what the list of projects is of."""
    table: Table
    table_unit: Unit
    projects: ProjectList
    projects_unit: Unit
    outline: OutlineReading
    links: tuple[EntryLink, ...]
    sections: SectionNames
    data: DocumentData
    unread: tuple[Line, ...]


def read_front(source: SourceText, data: DocumentData) -> Front:
    """How the document is known, the data file's word going before the text's.

    Raises UnreadableDocument: NO_FISCAL_YEAR, NO_DEPARTMENT, NO_TITLE.
    """
    return _front(layout(source.lines), data)


def parse(source: SourceText, data: DocumentData) -> ParsedDocument:
    """Read everything. Raises UnreadableDocument."""
    parts = layout(source.lines)
    known = _front(parts, data)
    own = Period(known.fiscal_year)
    grouped = _GROUPED.search(source.text) is not None
    if not parts.table.lines:
        row = next((line.number for line in source.lines if line.is_row), None)
        raise UnreadableDocument(row, Unreadable.NO_TABLE)
    table = read_table(parts.table.lines, known.fiscal_year, grouped=grouped)
    if parts.projects.heading is None:
        raise UnreadableDocument(source.last_line, Unreadable.NO_LIST)
    projects = read_projects(
        parts.projects.lines,
        own,
        evidence(cell for line in source.lines for cell in line.cells),
        _division_names(table, data),
        grouped=grouped,
    )
    outline = read_outline(parts.outline.lines, projects.policies, grouped=grouped)
    table_unit = _unit(_stated(parts.table.lines) or projects.unit, parts.table.heading)
    projects_unit = _unit(projects.unit or _stated(parts.projects.lines) or table_unit.printed, parts.projects.heading)
    return ParsedDocument(
        source=source,
        front=known,
        own=own,
        table=table,
        table_unit=table_unit,
        projects=projects,
        projects_unit=projects_unit,
        outline=outline,
        links=link(outline.entries, projects, projects_unit.factor),
        sections=SectionNames(
            section_name(parts.table.heading, known.department, "予算額"),
            section_name(parts.outline.heading, known.department, "施策体系"),
            section_name(parts.projects.heading, known.department, "主要事業一覧"),
        ),
        data=data,
        unread=(*table.unread, *projects.unread),
    )


def _front(parts: Layout, data: DocumentData) -> Front:
    if data.title and data.department and data.fiscal_year is not None:
        return Front(data.government, data.department, data.fiscal_year, data.title, data.published)
    said = front(parts)
    return replace(
        said,
        government=data.government or said.government,
        department=data.department or said.department,
        fiscal_year=data.fiscal_year or said.fiscal_year,
        title=data.title or said.title,
        published=data.published or said.published,
    )


def _stated(lines: tuple[Line, ...]) -> str | None:
    return next((unit for line in lines if (unit := stated_unit(line.text)) is not None), None)


def _unit(printed: str | None, heading: Line | None) -> Unit:
    factor = unit_factor(printed) if printed else None
    if printed is None or factor is None:
        raise UnreadableDocument(heading.number if heading else None, Unreadable.NO_UNIT, (printed,) if printed else ())
    return Unit(printed, factor)


def _division_names(table: Table, data: DocumentData) -> Callable[[str], str | None]:
    """A lookup from a division as a cell names it to its name in the table, aliases included."""
    names = {squeeze(fold(name)): printed for name, printed in _spellings(table, data)}

    def find(name: str) -> str | None:
        return names.get(squeeze(fold(name)))

    return find


def _spellings(table: Table, data: DocumentData) -> Iterator[tuple[str, str]]:
    aliases = data.aliases.get(Kind.DIVISION, {})
    for row in table.details:
        if row.is_division:
            for alias in aliases.get(row.name, ()):
                yield alias, row.name
    for row in table.details:
        if row.is_division:
            yield row.name, row.name
