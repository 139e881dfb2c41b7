"""Is what was said true: the verdict on a claim, with the true figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from db.answer import Answer, Figure, Gap, Item, Note, NoteKind
from db.operations.asked import Asked
from db.operations.compare import share
from db.operations.conditions import holds, moved, range_view, within_amounts, within_rates
from db.operations.figures import (
    View,
    change_thousand_yen,
    count_figure,
    figures_of,
    number,
    rate_permille,
    total,
    value_figure,
)
from db.operations.items import divisions_of, items, named_items
from db.operations.notes import breakdown_note, outline_notes, picked_notes
from db.operations.picking import Picked, pick
from db.operations.scopes import candidates
from db.operations.show import both_amounts
from db.operations.sides import Side, sides
from db.operations.statistics import STATISTICS
from db.requests import peers_selection
from db.rows import Row
from db.unsupported import UnsupportedCombination
from nlp.query import (
    TABLE_KINDS,
    AmountClaim,
    BeyondClaim,
    Category,
    CategoryClaim,
    CountClaim,
    DivisionClaim,
    InDivisions,
    Joint,
    Kind,
    LargerClaim,
    Measure,
    MeetsClaim,
    MovedClaim,
    OnlyClaim,
    RankClaim,
    RateClaim,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    true: bool | None
    """None where it is asked what is so."""
    figures: tuple[Figure, ...] = ()
    context: tuple[Figure, ...] = ()
    items: tuple[Item, ...] = ()
    details: tuple[Item, ...] = ()
    rank: int | None = None
    notes: tuple[Note, ...] = ()


def check(asked: Asked) -> Answer:
    """Yes or no, and the true figures where the claim is about a figure, the true divisions where it is about them."""
    found = judged(asked)
    if isinstance(found, Gap):
        return asked.without(found)
    return replace(
        asked.blank,
        yes=found.true,
        figures=found.figures,
        context=found.context,
        items=found.items,
        details=found.details,
        rank=found.rank,
        notes=found.notes,
    )


def why(asked: Asked) -> Answer:
    """Where what the question presupposes is false, that is the answer; a reason no budget document gives."""
    if asked.query.claim is None:
        picked = pick(asked, asked.query.selection)
        context = figures_of(picked.rows, asked.view)
        return replace(asked.without(picked.gap or Gap.NO_REASON), context=context)
    found = judged(asked)
    if isinstance(found, Gap):
        return asked.without(found)
    if found.true:
        context = (*found.figures, *found.context)
        return replace(asked.without(Gap.NO_REASON), context=context, details=found.details, notes=found.notes)
    answer = check(asked)
    return replace(answer, items=found.items or found.details, details=found.details if found.items else ())


def judged(asked: Asked) -> Verdict | Gap:
    """The verdict on the query's claim, or why there is none."""
    claim = asked.query.claim
    if isinstance(claim, LargerClaim):
        return _larger(asked, claim)
    if isinstance(claim, RateClaim) and asked.query.other is not None:
        return _share(asked, claim)
    picked = pick(asked, asked.query.selection)
    if picked.gap is Gap.NO_ROWS and isinstance(claim, CountClaim | OnlyClaim):
        return Verdict(isinstance(claim, CountClaim) and claim.holds(0), (count_figure(0),))
    if picked.gap is not None:
        return picked.gap
    match claim:
        case AmountClaim():
            return _amount(asked, picked, claim)
        case RateClaim():
            return _rate(asked, picked, claim)
        case RankClaim():
            return _rank(asked, picked, claim)
        case BeyondClaim():
            return _beyond(asked, picked, claim)
        case MovedClaim():
            return _moved(asked, picked, claim)
        case DivisionClaim():
            return _division(asked, picked, claim)
        case CategoryClaim():
            return _category(asked, picked, claim)
        case MeetsClaim():
            return _meets(asked, picked, claim)
        case CountClaim():
            return _count(asked, picked, claim)
        case OnlyClaim():
            return _only(asked, picked, claim)
        case _:
            raise UnsupportedCombination(asked.query.operation, "a query without a claim")


def _amount(asked: Asked, picked: Picked, claim: AmountClaim) -> Verdict | Gap:
    """Of named rows each, of a scope's rows their sum."""
    view = range_view(asked.view)
    rows = picked.rows
    each = bool(asked.query.selection.subjects) or len(rows) == 1
    figures = figures_of(rows, view) if each else _one(total(rows, view))
    if not figures or (each and len(figures) < len(rows)):
        return Gap.NO_FIGURE
    true = all(within_amounts(Fraction(figure.value), claim.range) for figure in figures)
    notes = picked_notes(asked.query.selection, picked, counting=not each)
    details = () if each else items(rows, view)
    return Verdict(true, figures, details=details, notes=(*notes, *outline_notes(rows)))


def _rate(asked: Asked, picked: Picked, claim: RateClaim) -> Verdict | Gap:
    view = asked.view.of(Measure.CHANGE_RATE)
    rates = [rate_permille(row.amounts, view) for row in picked.rows]
    known = [rate for rate in rates if rate is not None]
    if len(known) < len(rates):
        return Gap.NO_FIGURE
    return Verdict(
        all(within_rates(rate, claim.range) for rate in known),
        figures_of(picked.rows, view),
        _before_and_after(picked.rows, view, Measure.CHANGE),
        details=items(picked.rows, view),
    )


def _share(asked: Asked, claim: RateClaim) -> Verdict | Gap:
    answer = share(asked)
    if answer.gap is not None:
        return answer.gap
    percent = Fraction(answer.figures[0].value)
    return Verdict(within_rates(percent * 10, claim.range), answer.figures, answer.context, details=answer.details)


def _rank(asked: Asked, picked: Picked, claim: RankClaim) -> Verdict | Gap:
    """Equal figures share a rank: one more than the number of rows ahead."""
    row = picked.rows[0]
    peers = candidates(asked, peers_selection(asked.query))
    values = [value for peer in peers if (value := number(peer.amounts, asked.view)) is not None]
    own = number(row.amounts, asked.view)
    if own is None:
        return Gap.NO_FIGURE
    rank = 1 + sum(value > own if claim.descending else value < own for value in values)
    true = rank == claim.rank and (claim.of is None or claim.of == len(peers))
    among = (count_figure(len(peers), peers),)
    return Verdict(None if claim.rank is None else true, figures_of((row,), asked.view), among, rank=rank)


def _beyond(asked: Asked, picked: Picked, claim: BeyondClaim) -> Verdict | Gap:
    """The row's figure, and what it is held against."""
    row = picked.rows[0]
    peers = candidates(asked, peers_selection(asked.query))
    values = [value for peer in peers if (value := number(peer.amounts, asked.view)) is not None]
    own = number(row.amounts, asked.view)
    if own is None or not values:
        return Gap.NO_FIGURE
    limit = STATISTICS[claim.of](values)
    bound = value_figure(limit, asked.view, figures_of(peers, asked.view))
    measured = Note(NoteKind.MEASURED_BY, figures=(bound,))
    true = (claim.inclusive and own == limit) or ((own > limit) if claim.above else (own < limit))
    return Verdict(true, figures_of((row,), asked.view), notes=(measured,))


def _moved(asked: Asked, picked: Picked, claim: MovedClaim) -> Verdict | Gap:
    view = asked.view.of(Measure.CHANGE)
    changes = [change_thousand_yen(row.amounts, view) for row in picked.rows]
    known = [change for change in changes if change is not None]
    if len(known) < len(changes):
        return Gap.NO_FIGURE
    rate = view.of(Measure.CHANGE_RATE)
    return Verdict(
        all(moved(change, claim.direction) for change in known),
        figures_of(picked.rows, view, rate),
        tuple(figure for row in picked.rows for figure in both_amounts(row, view)),
        details=items(picked.rows, view, rate),
    )


def _division(asked: Asked, picked: Picked, claim: DivisionClaim) -> Verdict:
    claimed = {division.key for division in claim.divisions}
    true = True
    for row in picked.rows:
        own = {division.key for division in divisions_of((row,))}
        if claim.negated:
            # «Not X, is it?» is true where X is not among those in charge.
            true = true and not claimed & own
        else:
            true = true and (claimed == own if claim.only else claimed <= own)
    return Verdict(true, items=named_items(divisions_of(picked.rows)), details=items(picked.rows, asked.view))


def _category(asked: Asked, picked: Picked, claim: CategoryClaim) -> Verdict:
    if any(row.kind in TABLE_KINDS for row in picked.rows):
        raise UnsupportedCombination(claim, "rows of the first table")
    hits = (_printed_category(row) is claim.category for row in picked.rows)
    return Verdict(
        all(hit is not claim.negated for hit in hits),
        items=items(picked.rows, asked.view),
        details=items((line for row in picked.rows for line in row.breakdowns), asked.view),
        notes=breakdown_note(picked.rows),
    )


def _meets(asked: Asked, picked: Picked, claim: MeetsClaim) -> Verdict:
    """Each of the rows by itself; those that do not meet the condition are told."""
    failing = tuple(row for row in picked.rows if not holds(claim.condition, row, asked.view))
    of_divisions = isinstance(claim.condition, Joint | InDivisions)
    own = named_items(divisions_of(picked.rows)) if of_divisions else items(picked.rows, asked.view)
    return Verdict(not failing, items=own, details=items(failing, asked.view) if len(picked.rows) > 1 else ())


def _count(asked: Asked, picked: Picked, claim: CountClaim) -> Verdict:
    return Verdict(
        claim.holds(len(picked.rows)),
        (count_figure(len(picked.rows), picked.rows),),
        items=(*items(picked.rows, asked.view), *items(picked.beside, asked.view)),
        notes=picked_notes(asked.query.selection, picked, counting=True),
    )


def _only(asked: Asked, picked: Picked, claim: OnlyClaim) -> Verdict:
    """Whether the rows are those named; of projects whose divisions are named, whether theirs are."""
    counted = _count(asked, picked, CountClaim(len(picked.rows)))
    if any(named.kind is Kind.DIVISION for named in claim.names) and all(row.divisions for row in picked.rows):
        found = {named for row in picked.rows for named in row.divisions}
    else:
        found = {row.named for row in picked.rows}
    return replace(counted, true=found == set(claim.names))


def _larger(asked: Asked, claim: LargerClaim) -> Verdict | Gap:
    found = sides(asked)
    if found.gap is not None:
        return found.gap
    if len(found.sides) < 2:
        raise UnsupportedCombination(claim, "a single row")
    first, second = found.sides[:2]
    values = first.value(asked.view), second.value(asked.view)
    if values[0] is None or values[1] is None:
        return Gap.NO_FIGURE
    apart = values[0] - values[1]
    figures = tuple(_side_figures((first, second), asked.view))
    return Verdict(
        apart > 0 if claim.larger else apart < 0,
        figures,
        (value_figure(apart, asked.view, figures),),
        details=tuple(side.item(asked.view) for side in (first, second)),
        notes=found.notes,
    )


def _printed_category(row: Row) -> Category | None:
    """区分; a project without one is a continued project."""
    return row.category or (Category.CONTINUED if row.kind is Kind.PROJECT else None)


def _before_and_after(rows: Iterable[Row], view: View, measure: Measure) -> tuple[Figure, ...]:
    return tuple(figure for row in rows for figure in (*figures_of((row,), view.of(measure)), *both_amounts(row, view)))


def _side_figures(compared: Iterable[Side], view: View) -> list[Figure]:
    return [figure for side in compared if (figure := side.figure(view)) is not None]


def _one(figure: Figure | None) -> tuple[Figure, ...]:
    return () if figure is None else (figure,)
