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


class Kind(StrEnum):
    """What a name in a document is the name of."""

    DEPARTMENT = "department"
    DIVISION = "division"
    ACCOUNT = "account"
    PROJECT = "project"
    BREAKDOWN = "breakdown"
    PILLAR = "pillar"
    PART = "part"
    SECTION = "section"
    OUTLINE = "outline"


POLICY_KINDS = (Kind.PILLAR, Kind.PART, Kind.SECTION)


@dataclass(frozen=True, slots=True)
class Named:
    """One thing a document names."""

    kind: Kind
    key: str
    """Stable within a document: a division's or account's name, a project's number («44»), a breakdown line's
    «2-1», a policy node's «3-1-2» (pillar-part-section), an outline entry's ordinal."""
    name: str
    """As the document prints it, line wraps undone."""


class Phase(StrEnum):
    INITIAL = "initial"
    """当初予算: the budget as first voted."""
    CURRENT = "current"
    """現計予算: initial plus the supplements voted up to a month."""


@dataclass(frozen=True, slots=True)
class Period:
    """A fiscal year and the phase of its budget."""

    fiscal_year: int
    """The western year it begins in: 令和2年度 is 2020."""
    phase: Phase = Phase.INITIAL
    as_of_month: int | None = None
    """For `Phase.CURRENT`: 9 for 9月現計."""


class Category(StrEnum):
    """区分 as printed in the list of main projects, or the tag of an outline entry."""

    NEW = "新規"
    EXPANDED = "拡充"
    CONTINUED = "継続"
    """Printed as 〈継〉 in the outline; in the list a project without 区分."""


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


class Measure(StrEnum):
    BUDGET = "budget"
    """The amount in `Query.period`, 千円."""
    CHANGE = "change"
    """The amount in `Query.period` minus that in `Query.base`, signed 千円."""
    CHANGE_RATE = "change_rate"
    """That change over the base, signed %; the printed rate where the document prints one."""


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
    """First selected row minus the second; `other` minus where given as two selections."""
    RATIO = "ratio"
    """How many times the second (or the sum of `other`) the first (or the sum of `selection`) is: 倍."""
    SHARE = "share"
    """The sum of `selection` over the sum of `other`: %."""
    COMPARE = "compare"
    """Which of the selected rows is largest (or smallest, by `order`), and by how much."""
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
    DEFINE = "define"
    """What a term of the document means; `term` names it."""


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


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class InDivisions:
    """Run by any (or all) of these divisions; a joint project belongs to each of its divisions."""

    divisions: tuple[Named, ...]
    every: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InCategory:
    categories: tuple[Category, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InPolicy:
    """Listed (first or again) under any of these pillars, parts or sections."""

    nodes: tuple[Named, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Name, summary or outline text mentions any (or all) of the topics.

    Each topic is a group of interchangeable spellings, already normalised as `nlp.normalize.fold` does.
    """

    topics: tuple[tuple[str, ...], ...]
    every: bool = False
    negated: bool = False
    in_name_only: bool = False


@dataclass(frozen=True, slots=True)
class AmountRange:
    """The selected measure lies in the range; None is open. For CHANGE the range is signed 千円."""

    low_thousand_yen: int | None = None
    high_thousand_yen: int | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True
    negated: bool = False


@dataclass(frozen=True, slots=True)
class RateRange:
    """The change rate against the base lies in the range, in tenths of a percent; None is open."""

    low_permille: int | None = None
    high_permille: int | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """The amount went up, down, stayed, or changed at all from the base period to the period."""

    direction: Direction
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """Run by several divisions."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Relisted:
    """Listed again (再掲) somewhere."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Partial:
    """The outline gives its amount as 「の一部」."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class HasBreakdown:
    """Has an unnumbered line under it."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class InOutline:
    """Stands in the 施策体系."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """Policy nodes of this kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Except:
    """All but these."""

    names: tuple[Named, ...]


Condition = (
    InDivisions
    | InCategory
    | InPolicy
    | About
    | AmountRange
    | RateRange
    | Moved
    | Joint
    | Relisted
    | Partial
    | HasBreakdown
    | InOutline
    | Level
    | Except
)


@dataclass(frozen=True, slots=True)
class Order:
    """How rows are sorted: by the query's measure unless `by` says otherwise. Ties keep document order."""

    descending: bool = True
    by: Measure | None = None
    magnitude: bool = False
    """Sort by size regardless of sign («最も変動した課»)."""


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
    LARGEST = "largest"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class AmountClaim:
    """«740億円台ですよね»: the measure lies in the range."""

    range: AmountRange


@dataclass(frozen=True, slots=True)
class RateClaim:
    """«20%以上減った»: the change rate (or the share, for a query with `other`) lies in the range."""

    range: RateRange


@dataclass(frozen=True, slots=True)
class RankClaim:
    """«6課中3番目ですよね»: by the measure, in the scope of its kind."""

    rank: int
    descending: bool = True
    of: int | None = None


@dataclass(frozen=True, slots=True)
class MovedClaim:
    """«減ってる？», «二つとも縮小した»: every selected row moved this way."""

    direction: Direction


@dataclass(frozen=True, slots=True)
class DivisionClaim:
    """«産業政策課であってる?»: run by these divisions (among others unless `only`)."""

    divisions: tuple[Named, ...]
    only: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class CategoryClaim:
    category: Category
    negated: bool = False


@dataclass(frozen=True, slots=True)
class CountClaim:
    """«3つの新規事業»: the selection has this many rows."""

    count: int


@dataclass(frozen=True, slots=True)
class LargerClaim:
    """«AはBより多い？»: the first subject's measure exceeds (or falls short of) the second's."""

    larger: bool = True


Claim = AmountClaim | RateClaim | RankClaim | MovedClaim | DivisionClaim | CategoryClaim | CountClaim | LargerClaim


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
    claim: Claim | None = None
    term: str | None = None
    unit: DisplayUnit | None = None
