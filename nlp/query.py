"""The typed algebra a question becomes.

A `Query` is an operation over a `Selection` of rows: *what is done* (show, list, rank, sum, compare …) to
*which rows* (named subjects, a scope and its conditions, an order and a window) with *which measure*
(the budget, its change, its rate) in *which period*, compared with *which base*. The parts combine freely.
All values are frozen and say themselves in Japanese by `nlp.explain`.

Amounts are integers in 千円 (thousand yen), as budget documents print them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from nlp.conditions import (
    About,
    AmountRange,
    Beyond,
    Condition,
    Either,
    Except,
    HasBreakdown,
    HasProjects,
    InCategory,
    InDivisions,
    InOutline,
    InPolicy,
    Joint,
    Level,
    Moved,
    Partial,
    RateRange,
    Relisted,
    Statistic,
    UnderHeading,
    UnderSeveral,
)
from nlp.statements import (
    AmountClaim,
    BeyondClaim,
    CategoryClaim,
    Claim,
    CountClaim,
    DivisionClaim,
    LargerClaim,
    MeetsClaim,
    MovedClaim,
    OnlyClaim,
    RankClaim,
    RateClaim,
)
from nlp.things import (
    POLICY_KINDS,
    TABLE_KINDS,
    Category,
    Direction,
    Kind,
    Measure,
    Named,
    Period,
    Phase,
)

__all__ = [
    "OF_WORDS",
    "POLICY_KINDS",
    "TABLE_KINDS",
    "About",
    "Aggregate",
    "AmountClaim",
    "AmountRange",
    "Beyond",
    "BeyondClaim",
    "Category",
    "CategoryClaim",
    "Claim",
    "Condition",
    "CountClaim",
    "Dimension",
    "Direction",
    "DisplayUnit",
    "DivisionClaim",
    "Either",
    "Except",
    "Facet",
    "HasBreakdown",
    "HasProjects",
    "InCategory",
    "InDivisions",
    "InOutline",
    "InPolicy",
    "Joint",
    "Kind",
    "LargerClaim",
    "Level",
    "Measure",
    "MeetsClaim",
    "Moved",
    "MovedClaim",
    "Named",
    "OnlyClaim",
    "Operation",
    "Order",
    "Partial",
    "Period",
    "Phase",
    "Query",
    "RankClaim",
    "RateClaim",
    "RateRange",
    "Relisted",
    "Scope",
    "Selection",
    "Statistic",
    "UnderHeading",
    "UnderSeveral",
    "Unit",
]


class Unit(StrEnum):
    THOUSAND_YEN = "千円"
    PERCENT = "%"
    TIMES = "倍"
    COUNT = "件"


class DisplayUnit(StrEnum):
    """The unit a person asked to see amounts in; figures stay in 千円."""

    YEN = "円"
    THOUSAND_YEN = "千円"
    TEN_THOUSAND_YEN = "万円"
    MILLION_YEN = "百万円"
    HUNDRED_MILLION_YEN = "億円"


class Facet(StrEnum):
    """What is asked about each row, beside its measure."""

    NAME = "name"
    AMOUNT = "amount"
    DIVISION = "division"
    SUMMARY = "summary"
    CATEGORY = "category"
    NUMBER = "number"
    POLICY = "policy"
    """Which pillar, part and section it stands under."""
    PARENT = "parent"
    """The project or entry it stands under."""
    SOURCE = "source"
    """Where in the document."""


class Operation(StrEnum):
    SHOW = "show"
    """`facets` of the selected rows, one after the other («雇用対策課の予算», «担当は», «何をする事業»)."""
    LIST = "list"
    """The selected rows as items («新規事業を挙げて»)."""
    RANK = "rank"
    """The selected rows as items in `selection.order` («上位5事業», «一番大きい課», «3番目»)."""
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    GROUP = "group"
    """Rows grouped by `group_by`, each group with `aggregates`."""
    DIFFERENCE = "difference"
    """The first side minus the second: selected rows, two selections, or groups (`Query.group_by`)."""
    RATIO = "ratio"
    """How many times the second side the first is: 倍."""
    SHARE = "share"
    """The sum (or the count, by `aggregates`) of `selection` over that of `other`: %."""
    COMPARE = "compare"
    """Which side is largest (or smallest, by `order`), and by how much. Sides are the selected rows, or the groups."""
    EXISTS = "exists"
    """Is there such a row: yes/no, and the rows."""
    CHECK = "check"
    """Is `claim` true of the selected rows: yes/no, and the true figure."""
    PARTS = "parts"
    """What a whole consists of (内訳): accounts of a department, divisions of an account, projects of a
    division or policy node, breakdown lines of a project."""
    CAUSE = "cause"
    """The largest projects behind a division's figure."""
    WHY = "why"
    """A reason is asked for. The document gives none; but where `claim` (what the question presupposes) is
    false the true figure is the answer."""
    NOTES = "notes"
    """What the document remarks (※): on the subjects, on the first table (scope TABLE), or anywhere; `term` is what a
    question asks whether it is included."""
    DOCUMENT = "document"
    """What the document is: its title, whose, of when, in which unit."""
    DEFINE = "define"
    """What a term of the document means; `term` names it."""


OF_WORDS = frozenset({Operation.DEFINE, Operation.NOTES, Operation.DOCUMENT})
"""Operations answered in words, not from rows."""


class Scope(StrEnum):
    """Which rows a selection without named subjects ranges over."""

    DIVISIONS = "divisions"
    """Divisions' rows of the first table."""
    ACCOUNTS = "accounts"
    """The account totals of the first table (一般会計, 特別会計)."""
    SPECIAL_ACCOUNTS = "special_accounts"
    """The single special accounts of the first table."""
    TABLE = "table"
    """Every detail row of the first table: divisions and single special accounts."""
    DEPARTMENT = "department"
    PROJECTS = "projects"
    """Main projects, each once however often it is listed."""
    LISTINGS = "listings"
    """Rows of the list of main projects, re-listed ones included."""
    BREAKDOWNS = "breakdowns"
    OUTLINE = "outline"
    POLICY = "policy"
    """Policy nodes of one level (by a `Level` condition; default pillars)."""
    NAMED = "named"
    """Only `Selection.subjects`."""


TABLE_SCOPES = frozenset({Scope.DIVISIONS, Scope.TABLE, Scope.ACCOUNTS, Scope.SPECIAL_ACCOUNTS})
"""Rows of the first table, as sets."""


@dataclass(frozen=True, slots=True)
class Order:
    """How rows are sorted: by the query's measure unless `by` says otherwise. Ties keep document order."""

    descending: bool = True
    by: Measure | None = None
    magnitude: bool = False
    """Sort by size regardless of sign («最も変動した課»)."""
    near: int | None = None
    """Sort by how far from this amount («1億円に一番近い事業»), the nearest first."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows: the named subjects if any, else the scope's; then conditions, order, window."""

    scope: Scope = Scope.NAMED
    subjects: tuple[Named, ...] = ()
    conditions: tuple[Condition, ...] = ()
    order: Order | None = None
    start: int = 1
    """1-based rank of the first row kept («2番目» is start 2, limit 1)."""
    limit: int | None = None


class Dimension(StrEnum):
    DIVISION = "division"
    CATEGORY = "category"
    PILLAR = "pillar"
    PART = "part"
    SECTION = "section"
    ACCOUNT = "account"


class Aggregate(StrEnum):
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    LARGEST = "largest"
    SMALLEST = "smallest"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Query:
    """One question, read. What it asks of the store, and nothing else."""

    operation: Operation
    period: Period
    selection: Selection = field(default_factory=Selection)
    other: Selection | None = None
    """The whole of a share, the second side of a ratio or difference."""
    measure: Measure = Measure.BUDGET
    base: Period | None = None
    """What is compared with; set whenever the measure, an order or a condition speaks of change."""
    base_assumed: bool = False
    """The base was not said; the answer says which was taken."""
    facets: tuple[Facet, ...] = (Facet.AMOUNT,)
    group_by: Dimension | None = None
    aggregates: tuple[Aggregate, ...] = ()
    """What is shown of each group; of sides held against each other, what of them is (their sum if empty)."""
    claim: Claim | None = None
    term: str | None = None
    unit: DisplayUnit | None = None
