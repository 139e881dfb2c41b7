"""Rows of a document as frozen values, whatever table they come from: named, with amounts by period and details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from db.answer import Source
from nlp.query import Category, Kind, Named, Period


@dataclass(frozen=True, slots=True)
class Cell:
    """One amount and the printed cells behind it."""

    amount_thousand_yen: int
    sources: tuple[Source, ...]
    computed: bool = False
    """False where the document prints this very number."""


@dataclass(frozen=True, slots=True)
class RateCell:
    """One printed rate of change, in tenths of a percent; None where printed as 皆増 or «－»."""

    printed_permille: int | None
    computed_permille: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a row's figures are made of. Cells stand in printed order."""

    cells: Mapping[Period, Cell] = field(default_factory=dict)
    rates: Mapping[tuple[Period, Period], RateCell] = field(default_factory=dict)
    """By (period, base)."""


@dataclass(frozen=True, slots=True)
class Placing:
    """One row of the list of main projects: under which policy node a project is listed, first or again."""

    policy: Named
    section: str
    line: int
    relisted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One named thing of a document with all a query may ask of it; fields foreign to its kind stay empty."""

    named: Named
    line: int
    """Where it stands: document order."""
    amounts: Amounts = Amounts()
    single: bool = False
    """A detail row of the first table: a division or a single special account, not a total."""
    accounts: tuple[str, ...] = ()
    """A table row's account and the group that account belongs to, by name."""
    number: int | None = None
    category: Category | None = None
    summary: str = ""
    divisions: tuple[Named, ...] = ()
    placings: tuple[Placing, ...] = ()
    """A project's listings, the first one first."""
    breakdowns: tuple[Row, ...] = ()
    parent: Named | None = None
    """A breakdown line's project; the entry an outline line stands under."""
    project: Named | None = None
    """The project an outline entry is linked to."""
    partial: bool = False
    """An outline entry's amount is 「の一部」."""
    heading: str = ""
    """What the outline groups its entry under."""
    relisted: bool = False
    """This very row is a re-listing."""
    addends: tuple[Row, ...] = ()
    """A policy node's projects, each once."""
    again: tuple[Row, ...] = ()
    """Projects that a policy node lists again (再掲)."""

    @property
    def kind(self) -> Kind:
        return self.named.kind

    @property
    def relistings(self) -> tuple[Placing, ...]:
        return tuple(placing for placing in self.placings if placing.relisted)


@dataclass(frozen=True, slots=True)
class PolicyNode:
    """A node of the policy tree, without its projects."""

    named: Named
    line: int


@dataclass(frozen=True, slots=True)
class HeldPeriod:
    """A period some figure of the document is of, and whether projects have figures of it."""

    period: Period
    of_projects: bool


def is_under(key: str, node: str) -> bool:
    """Whether the policy node `key` («3-1-2») is `node` («3-1») or stands under it."""
    return key == node or key.startswith(node + "-")


def placings_under(row: Row, nodes: Iterable[Named]) -> tuple[Placing, ...]:
    """The row's listings under any of the policy nodes."""
    keys = [node.key for node in nodes]
    return tuple(placing for placing in row.placings if any(is_under(placing.policy.key, key) for key in keys))


def combined(parts: Iterable[Amounts]) -> Amounts:
    """The sum of amounts, for the periods that all of them have; a single one stays as printed."""
    amounts = tuple(parts)
    if len(amounts) == 1:
        return amounts[0]
    if not amounts:
        return Amounts()
    periods = [period for period in amounts[0].cells if all(period in other.cells for other in amounts[1:])]
    return Amounts({period: _added([part.cells[period] for part in amounts]) for period in periods})


def _added(cells: list[Cell]) -> Cell:
    return Cell(
        sum(cell.amount_thousand_yen for cell in cells),
        tuple(dict.fromkeys(source for cell in cells for source in cell.sources)),
        computed=True,
    )
