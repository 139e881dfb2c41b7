"""Names and texts the store adds to what a document prints: aliases, search texts, names of sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.errors import BadData, BadDataFile
from db.ingest.clean import squeeze
from db.ingest.link import EntryLink
from db.ingest.outline import OutlineEntry
from db.ingest.parse import ParsedDocument
from db.ingest.projects import ProjectRow, name_parts
from nlp.normalize import fold
from nlp.query import Kind


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of something; `key` is a division's or account's name, a policy node's key, a project's number."""

    kind: Kind
    key: str
    name: str
    origin: str
    """cell, outline or data."""


def aliases(document: ParsedDocument, *, strict: bool) -> tuple[Alias, ...]:
    """Every alias, each once, in a stable order.

    Raises BadDataFile (UNKNOWN_NAME) where `strict` and the data file names what the document does not; else such
    names are left out (a data file taken over from an earlier revision).
    """
    found: list[Alias] = []
    for row in document.projects.projects:
        parts = name_parts(row.name)
        found.extend(Alias(Kind.PROJECT, str(row.number), part, "cell") for part in parts if len(parts) > 1)
    found.extend(
        Alias(Kind.PROJECT, link.key, link.entry.name, "outline")
        for link in document.links
        if not link.same_spelling and not link.row.is_breakdown
    )
    found.extend(_from_data(document, strict=strict))
    unique: dict[tuple[Kind, str, str], Alias] = {}
    for alias in found:
        unique.setdefault((alias.kind, alias.key, alias.name), alias)
    return tuple(unique.values())


def _from_data(document: ParsedDocument, *, strict: bool) -> list[Alias]:
    keys = _keys(document)
    found: list[Alias] = []
    for kind, names in document.data.aliases.items():
        for printed, others in names.items():
            key = keys[kind].get(printed) or keys[kind].get(squeeze(fold(printed)))
            if key is None and strict:
                raise BadDataFile(BadData.UNKNOWN_NAME, (kind.value, printed))
            if key is not None:
                found.extend(Alias(kind, key, other, "data") for other in others)
    return found


def _keys(document: ParsedDocument) -> dict[Kind, dict[str, str]]:
    """Kind → key, name or folded name → key."""
    details = document.table.details
    accounts = [row.account or "" for row in document.table.rows if row.account]
    accounts += [row.name for row in details if not row.is_division]
    keys: dict[Kind, dict[str, str]] = {
        Kind.DEPARTMENT: _named((name, name) for name in [document.front.department]),
        Kind.DIVISION: _named((row.name, row.name) for row in details if row.is_division),
        Kind.ACCOUNT: _named((name, name) for name in accounts),
        Kind.PROJECT: _named((str(row.number), row.name) for row in document.projects.projects),
    }
    for kind in (Kind.PILLAR, Kind.PART, Kind.SECTION):
        keys[kind] = _named((node.key, node.name) for node in document.projects.policies if node.kind is kind)
    return keys


def _named(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, name in pairs:
        for spelling in (key, name, squeeze(fold(name))):
            found.setdefault(spelling, key)
    return found


def search_texts(document: ParsedDocument, names: tuple[Alias, ...]) -> Mapping[int, tuple[str, str]]:
    """Project number → (its names; all that is said of it), folded, newline between."""
    spoken = project_texts(document)
    texts: dict[int, tuple[str, str]] = {}
    for row in document.projects.projects:
        others = [alias.name for alias in names if alias.kind is Kind.PROJECT and alias.key == str(row.number)]
        name = fold("\n".join([row.name, *others]))
        texts[row.number] = name, "\n".join([name, fold(spoken[row.number])])
    return texts


def project_texts(document: ParsedDocument) -> Mapping[int, str]:
    """Project number → summary, breakdown lines and linked outline text with the lines under it."""
    said: dict[int, list[str]] = {row.number: [row.summary] for row in document.projects.projects}
    for row in document.projects.breakdowns:
        said[row.number].append(row.summary)
    below: dict[int, list[OutlineEntry]] = {}
    for entry in document.outline.entries:
        if entry.parent is not None:
            below.setdefault(entry.parent, []).append(entry)
    for link in document.links:
        said[link.row.number].extend(_entry_texts(link, below.get(link.entry.position, [])))
    return {number: "\n".join(dict.fromkeys(text for text in texts if text)) for number, texts in said.items()}


def _entry_texts(link: EntryLink, below: list[OutlineEntry]) -> list[str]:
    own = [] if link.entry.divisions else [link.entry.name]
    return [*own, link.entry.text, *(text for entry in below for text in (entry.name, entry.text))]


def outline_section(document: ParsedDocument, entry: OutlineEntry) -> str:
    """«施策体系 戦略1»"""
    short = next((label.short for label in document.outline.pillars if label.key == entry.pillar), "")
    return f"{document.sections.outline} {short}".strip()


def list_section(document: ParsedDocument, row: ProjectRow) -> str:
    """«主要事業一覧 戦略1 1-(2)»: the pillar as the outline heads it, then part and section as printed."""
    nodes = {node.key: node for node in document.projects.policies}
    short = {label.key: label.short for label in document.outline.pillars}
    path: list[str] = []
    pillar = ""
    key: str | None = row.policy
    while key is not None:
        node = nodes[key]
        if node.kind is Kind.PILLAR:
            pillar = short.get(node.key, "")
        else:
            path.insert(0, node.ordinal)
        key = node.parent
    return " ".join(part for part in (document.sections.projects, pillar, "-".join(path)) if part)
