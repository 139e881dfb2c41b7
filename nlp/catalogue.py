"""What one document knows by name, as a value: the store hands it in, the reader builds its lexicon from it."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.query import Category, Named, Period


@dataclass(frozen=True, slots=True)
class Entry:
    """A named thing and what helps to recognise it."""

    named: Named
    aliases: tuple[str, ...] = ()
    """Other printed forms (the outline's spelling, a second name in the cell) and aliases from data."""
    text: str = ""
    """Summary and outline text: what a topic search looks in."""
    divisions: tuple[Named, ...] = ()
    """For a project: who runs it, in printed order."""
    category: Category | None = None
    parent: Named | None = None
    """A division's account, a section's part, a breakdown line's project, an outline entry's project."""


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document revision, as sources and readings name it."""

    revision_id: int
    slug: str
    """Stable id of the document over its revisions."""
    revision: int
    """1 for the first; a changed file of the same document becomes the next."""
    title: str
    """«令和2年度 商工労働部予算の概要»"""
    government: str
    """«山形県»; empty where neither document nor data say."""
    department: str
    fiscal_year: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All names, periods and topic words of one document revision."""

    document: DocumentRef
    periods: tuple[Period, ...]
    """What the first table prints, in printed order: the document's own initial budget first, then the bases."""
    entries: tuple[Entry, ...]
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same in this document, from the data file beside it."""
    notes: tuple[str, ...] = ()
    """※ notes that are of no single project or entry: those of the first table."""
    headings: tuple[str, ...] = ()
    """What the outline groups its entries under, where that is none of the names: as printed, in order."""

    @property
    def default_period(self) -> Period:
        """The document's own year, initial budget."""
        return self.periods[0]

    @property
    def bases(self) -> tuple[Period, ...]:
        """What the default period is compared with, in printed order; may be empty."""
        return self.periods[1:]
