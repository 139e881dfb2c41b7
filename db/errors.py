"""What can go wrong between a file and the store, as types with facts. `bot.wording` says them in Japanese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.ingest.report import Discrepancy
from nlp.catalogue import DocumentRef


class StoreError(Exception):
    """Base of everything the store raises on purpose."""


class Unreadable(StrEnum):
    """Why a document's text cannot be read. What `UnreadableDocument.facts` hold is said with each."""

    EMPTY = "empty"
    """Nothing but white space. No facts."""
    BINARY = "binary"
    """Control characters no text holds. No facts."""
    ENCODING = "encoding"
    """Neither UTF-8 nor Shift_JIS. No facts."""
    CUT_SHORT = "cut_short"
    """The file ends in the middle of a character or of a line. Facts: the last text read, if any."""
    NO_FISCAL_YEAR = "no_fiscal_year"
    NO_DEPARTMENT = "no_department"
    NO_TITLE = "no_title"
    NO_TABLE = "no_table"
    """No row heads a table of amounts by fiscal year."""
    NO_LIST = "no_list"
    """No list of main projects."""
    NO_LIST_HEADER = "no_list_header"
    """A row of the list comes before any header row. Facts: the row's first text."""
    NO_UNIT = "no_unit"
    """No unit of amounts is stated, or one that is not known. Facts: the unit, if any."""
    BAD_HEADER = "bad_header"
    """A column of the first table is of no period that can be read, or of the same as another. Facts: its text."""
    NO_TOTAL = "no_total"
    """The first table ends before its grand total. Facts: the last row's name."""
    NO_ACCOUNT = "no_account"
    """A row of the first table stands under no account. Facts: the row's name."""
    DUPLICATE_ROW = "duplicate_row"
    """The first table prints the same row twice. Facts: its name."""
    TOO_FEW_CELLS = "too_few_cells"
    """Facts: how many there are, how many the header has."""
    TOO_MANY_CELLS = "too_many_cells"
    """Facts: how many there are, how many the header has."""
    NO_AMOUNT = "no_amount"
    """An amount cell is empty. Facts: the row's name."""
    BAD_AMOUNT = "bad_amount"
    """Facts: the cell as printed."""
    BAD_RATE = "bad_rate"
    """Facts: the cell as printed."""
    BAD_NUMBER = "bad_number"
    """A project's number cell. Facts: the cell as printed."""
    DUPLICATE_NUMBER = "duplicate_number"
    """Facts: the number, the line of its first listing."""
    NOT_LISTED_BEFORE = "not_listed_before"
    """A re-listed row whose number was not listed before. Facts: the cell as printed."""
    NO_NAME = "no_name"
    """A numbered row without a project's name. Facts: the number."""
    UNKNOWN_DIVISION = "unknown_division"
    """Facts: the name in the cell, then the divisions of the first table."""
    NO_HEADING = "no_heading"
    """A row of the list stands under no heading. Facts: the row's name."""
    EMPTY_SECTION = "empty_section"
    """A heading, or a header row, without any row under it. Facts: its text."""
    NO_PROJECT_ABOVE = "no_project_above"
    """An unnumbered row with no project above it. Facts: its text."""


@dataclass(eq=False)
class UnreadableDocument(StoreError):
    """The text is not a budget document, or breaks off, or a cell cannot be read. Nothing was stored."""

    line: int | None
    """1-based; None where it is about the whole file."""
    why: Unreadable
    facts: tuple[str, ...] = ()


@dataclass(eq=False)
class ContradictingTotals(StoreError):
    """The document's figures contradict each other, and that was not accepted. Nothing was stored."""

    discrepancies: tuple[Discrepancy, ...]
    """At least one of severity contradiction, then the others."""


class BadData(StrEnum):
    """Why a data file cannot be used."""

    SYNTAX = "syntax"
    """Not TOML. Facts: what the TOML reader says (English)."""
    UNKNOWN_KEY = "unknown_key"
    """Facts: the key."""
    WRONG_TYPE = "wrong_type"
    """Facts: the key."""
    UNKNOWN_NAME = "unknown_name"
    """An alias of something the document does not name. Facts: kind, name."""


@dataclass(eq=False)
class BadDataFile(StoreError):
    """The data file beside a document cannot be used. Nothing was stored."""

    why: BadData
    facts: tuple[str, ...] = ()
    line: int | None = None


@dataclass(eq=False)
class NoSuchDocument(StoreError):
    """No document is called that; `wanted` is None where the store holds none at all."""

    wanted: str | None
    candidates: tuple[DocumentRef, ...]
    """All documents there are."""


@dataclass(eq=False)
class AmbiguousDocument(StoreError):
    """Several documents are called that."""

    wanted: str
    candidates: tuple[DocumentRef, ...]


@dataclass(eq=False)
class StoreUnavailable(StoreError):
    """The database cannot be opened, or its address not read."""

    url: str
    """Without password."""
    detail: str
    """What the driver says (English), for the log."""


@dataclass(eq=False)
class StoreTooNew(StoreError):
    """The database was made by a newer version of this program."""

    found: str
