"""What the store answers: figures, rows, a verdict, notes and sources, as frozen values without a word of prose.

`bot.wording` turns these into Japanese. Every figure carries the printed cells it was taken or computed from.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nlp.catalogue import DocumentRef
from nlp.query import Category, Facet, Kind, Measure, Named, Period, Query, Unit


@dataclass(frozen=True, slots=True)
class Source:
    """One printed cell."""

    section: str
    """«課・会計別予算額», «施策体系 戦略1», «主要事業一覧 1-(2)»"""
    line: int
    """1-based line of the document's text."""
    quote: str
    """The cell as printed, e.g. «2,158,796» or «▲ 7.2»."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and what it is."""

    value: int | Decimal
    """千円 and 件 are integers; % and 倍 are decimals (% to 4 places where computed, 1 where printed)."""
    unit: Unit
    subject: Named | None = None
    """None for an aggregate."""
    measure: Measure | None = None
    """None for counts, shares and ratios."""
    period: Period | None = None
    base: Period | None = None
    computed: bool = False
    """False where the document prints this very number."""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Words the document prints: a ※ note, its title, its date."""

    text: str
    source: Source
    about: Named | None = None
    """The project or outline entry a note stands at."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What else the document says of a row; what `Query.facets` pick from."""

    number: int | None = None
    divisions: tuple[Named, ...] = ()
    category: Category | None = None
    summary: str = ""
    policies: tuple[Named, ...] = ()
    """Sections it is listed under, first listing first."""
    relisted_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a "which / list / who" answer, or one group."""

    kind: Kind | None
    """None for a group that is no named thing (a category)."""
    name: str
    figures: tuple[Figure, ...] = ()
    detail: Detail = Detail()
    named: Named | None = None
    """The thing itself, for follow-ups."""
    members: tuple[Item, ...] = ()
    """Of a group asked for its names or its largest row: those rows."""


class NoteKind(StrEnum):
    RELISTED_LEFT_OUT = "relisted_left_out"
    """`names`: re-listed projects counted once; `count`: how many rows were left out."""
    RELISTED_SHOWN = "relisted_shown"
    """`names`: projects that stand under what was asked only as re-listings (再掲): shown, or counted, because
    nothing is listed there first; `count`: how many rows they are."""
    JOINT_NOT_SPLIT = "joint_not_split"
    """`names`: jointly run projects whose whole amount is shown or counted once."""
    BREAKDOWN_NOT_ADDED = "breakdown_not_added"
    """`names`: unnumbered lines shown but not added."""
    BASE_ASSUMED = "base_assumed"
    RATE_COMPUTED = "rate_computed"
    DIVISION_ROW_NOT_PROJECT_SUM = "division_row_not_project_sum"
    """A division's budget is its row of the table, not the sum of its main projects (or the reverse)."""
    PRINTED_AND_COMPUTED_DIFFER = "printed_and_computed_differ"
    NAME_PRINTED_DIFFERENTLY = "name_printed_differently"
    """`names`: the other printed form of a name."""
    OUTLINE_PARTIAL = "outline_partial"
    """The outline gives only 「の一部」 of the amount."""
    MEASURED_BY = "measured_by"
    """`figures`: the other row's figure, or the mean or median, that rows had to be above or below."""
    TAKEN_WRONGLY = "taken_wrongly"
    """What the question took for granted of the row is not so; `names`: who is in charge, or the 区分 (none where it
    has none)."""
    TIE = "tie"
    """`names`: rows with the same figure at the edge of the window."""
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class Note:
    """What a careful colleague would add."""

    kind: NoteKind
    names: tuple[str, ...] = ()
    count: int | None = None
    figures: tuple[Figure, ...] = ()


class Gap(StrEnum):
    """Why a well-formed query has no answer in this document."""

    NO_ROWS = "no_rows"
    """No row meets the conditions."""
    NO_FIGURE = "no_figure"
    """The rows exist, but not this period's figure (a project's last year)."""
    NO_PERIOD = "no_period"
    """The document holds nothing of this period."""
    NO_REASON = "no_reason"
    """A reason was asked; what was presupposed is true, but documents like this give none."""
    NO_TERM = "no_term"
    NO_PARTS = "no_parts"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one query against one document revision."""

    query: Query
    document: DocumentRef
    figures: tuple[Figure, ...] = ()
    """The headline: only what was asked for, in the order asked."""
    context: tuple[Figure, ...] = ()
    """What the headline is compared with: the same row a year before, the change, its rate."""
    items: tuple[Item, ...] = ()
    details: tuple[Item, ...] = ()
    """Rows the headline was made from (the addends of a sum, the sides of a comparison), for the text."""
    yes: bool | None = None
    rank: int | None = None
    """1-based rank of the checked row among its kind, for a claim about rank."""
    notes: tuple[Note, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """What is answered in the document's own words."""
    gap: Gap | None = None
    facets: tuple[Facet, ...] = ()
    """The facets the items were asked for."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every cell used, once, in order of first use."""
        figures = (
            *self.figures,
            *(figure for item in self.items for figure in item.figures),
            *self.context,
            *(figure for item in self.details for figure in item.figures),
        )
        cells = (source for figure in figures for source in figure.sources)
        return tuple(dict.fromkeys((*cells, *(remark.source for remark in self.remarks))))
