"""What loading a document found, as frozen values: counts, checks, discrepancies, links. No prose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nlp.catalogue import DocumentRef
from nlp.query import Period


class LoadStatus(StrEnum):
    NEW = "new"
    """A document the store did not have."""
    REVISED = "revised"
    """Another text (or data file) of a document the store has."""
    UNCHANGED = "unchanged"
    """The current revision is this very text; nothing was written but when it was last chosen."""


class Step(StrEnum):
    """The steps `progress` hears of, in order."""

    READ = "read"
    """Bytes to lines, and which document they are of."""
    PARSE = "parse"
    LINK = "link"
    """Names and their other spellings, brought together."""
    CHECK = "check"
    STORE = "store"


class CheckKind(StrEnum):
    """What was compared with what."""

    ACCOUNT_TOTAL = "account_total"
    """The rows of an account against its printed total, per period."""
    GRAND_TOTAL = "grand_total"
    """All rows against the printed grand total, per period."""
    RATE = "rate"
    """A printed rate (or change) against the one recomputed from the printed amounts."""
    RELISTING = "relisting"
    """A re-listed row against its first listing: number, divisions, name, amount, category."""
    RELISTING_TEXT = "relisting_text"
    """The wording of a re-listed row against its first listing, wraps and width aside."""
    OUTLINE_AMOUNT = "outline_amount"
    """An outline entry's amount against the project it names."""
    OUTLINE_DIVISION = "outline_division"
    """An outline entry's first division against the project it names."""
    OUTLINE_TAG = "outline_tag"
    """An outline entry's tag against the project's category, where both print one."""
    OUTLINE_PILLAR = "outline_pillar"
    """The outline's pillars against those of the list."""
    OUTLINE_UNLISTED = "outline_unlisted"
    """Outline entries that name a project by its amount and division and are not in the list."""
    NUMBERING = "numbering"
    """Project numbers run on without a gap."""


class Severity(StrEnum):
    CONTRADICTION = "contradiction"
    """The document contradicts itself: not loaded unless accepted."""
    DIFFERENCE = "difference"
    """Worth telling; both readings stay in the store as printed."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two places of a document that should agree and do not."""

    kind: CheckKind
    severity: Severity
    lines: tuple[int, ...]
    """1-based lines of the document: the one in question first, then what it was compared with."""
    subject: str
    """Whose figure or text: a printed name."""
    printed: str
    """As printed in the first line."""
    computed: str
    """What the other lines give: «2,158,796», «▲ 7.2», a name or text."""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """How many comparisons of a kind were made, and how many agreed."""

    kind: CheckKind
    compared: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Link:
    """An outline entry and the project (or breakdown line) it was linked to."""

    line: int
    entry: str
    """As the outline prints it."""
    key: str
    """«42», or «2-1» for a breakdown line."""
    name: str
    """As the list prints it."""
    same_spelling: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of everything a revision holds."""

    periods: int = 0
    divisions: int = 0
    accounts: int = 0
    table_rows: int = 0
    table_facts: int = 0
    printed_rates: int = 0
    pillars: int = 0
    parts: int = 0
    sections: int = 0
    projects: int = 0
    relistings: int = 0
    breakdowns: int = 0
    outline_entries: int = 0
    outline_amounts: int = 0
    footnotes: int = 0
    facts: int = 0
    """Every figure: table rows, projects, breakdown lines, outline entries."""


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line nothing was made of (it stays in the stored text)."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What `load` did and found."""

    status: LoadStatus
    document: DocumentRef
    counts: Counts
    checks: tuple[Check, ...]
    discrepancies: tuple[Discrepancy, ...]
    links: tuple[Link, ...]
    unlinked: tuple[tuple[int, str], ...]
    """Outline entries with an amount of their own that belong to no row of the list: (line, name)."""
    unread: tuple[UnreadLine, ...]
    accepted: bool
    """Loaded although it contradicts itself."""

    @property
    def contradictions(self) -> tuple[Discrepancy, ...]:
        return tuple(each for each in self.discrepancies if each.severity is Severity.CONTRADICTION)
