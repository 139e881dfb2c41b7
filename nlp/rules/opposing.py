"""Sets held against each other: «新規と拡充», «戦略1と戦略3», «雇用対策課と貿易振興課の事業»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import (
    Aggregate,
    Condition,
    Dimension,
    Facet,
    InCategory,
    InDivisions,
    InPolicy,
    LargerClaim,
    Operation,
    Order,
    Scope,
    Selection,
)
from nlp.rules.asked import LEVELS
from nlp.rules.ranking import dimension_said
from nlp.selecting import selection

_OF_ROWS = re.compile(
    r"(?:大き[いな]|多い|高い|小さ[いな]|少ない|安い|でかい|低い|最大の|最小の|最多の|最高の)(?:主要)?(?:事業|もの|やつ|課|案件|施策)"
)
_AMONG_ROWS = re.compile(
    r"(?:事業|もの)(?:の(?:中|うち)|全部|全体)?で[^、。]{0,6}(?:一番|いちばん|最も|最大|最小|最多)"
)
"""«一番大きい事業», «AとBの事業で一番大きいのは»: one of the rows is asked for, not one of the sets."""
_COUNTED = re.compile(
    r"(?:事業|件|本|施策)(?:数)?(?:が|の|は|も)?(?:一番|いちばん|最も|より)?(?:多|少な)|件数|事業数|本数|何件|いくつ|の数"
)
_AMOUNTS = re.compile(r"金額|予算|総額|合計|額|円|費|高い|安い|大き|小さ|でか")


@dataclass(frozen=True, slots=True)
class Opposed:
    """Rows whose groups are the sides, in the order said."""

    rows: Selection
    by: Dimension


def opposed(frame: Frame) -> Opposed | None:
    """The sets a question names at least two of; None where it names things instead."""
    if frame.projects:
        return None
    by = _dimension(frame)
    return None if by is None else Opposed(selection(frame, Scope.PROJECTS), by)


def _dimension(frame: Frame) -> Dimension | None:
    several = [
        by
        for by, named in (
            (Dimension.CATEGORY, frame.categories),
            (Dimension.DIVISION, frame.divisions if _of_projects(frame) else ()),
            (LEVELS.get(frame.nodes[0].kind) if frame.nodes else None, frame.nodes),
        )
        if by is not None and len(named) > 1
    ]
    return several[0] if len(several) == 1 else None


def _of_projects(frame: Frame) -> bool:
    return frame.speaks_of_projects or frame.counting or frame.has("ask.count")


def measured_by(frame: Frame) -> tuple[Aggregate, ...]:
    """What of the sets is held against each other: their sum where nothing else is said."""
    if frame.has("agg.mean"):
        return (Aggregate.MEAN,)
    if frame.has("agg.median"):
        return (Aggregate.MEDIAN,)
    return (Aggregate.COUNT,) if frame.counting or _COUNTED.search(frame.text) else ()


def _of_rows(frame: Frame) -> bool:
    if _OF_ROWS.search(frame.text):
        return True
    return not measured_by(frame) and not frame.has("agg.sum") and bool(_AMONG_ROWS.search(frame.text))


_WHICH_SIDE = re.compile(r"(?:大きい|小さい|多い|少ない|高い|低い)(?:ほう|方)")


def larger_set(frame: Frame) -> Draft | None:
    """«新規と拡充、件数が多いのはどっち»; where «多い» says neither of what, by both count and sum."""
    if not frame.has("op.compare", "size.big", "size.small", "rank.most", "rank.least"):
        return None
    found = None if dimension_said(frame) and not _WHICH_SIDE.search(frame.text) else opposed(frame)
    if found is None or _of_rows(frame):
        return None
    small = frame.has("size.small", "rank.least") and not frame.has("size.big")
    asked = (Facet.NAME, Facet.AMOUNT) if frame.has("ask.amount", "ask.extent", "op.difference") else (Facet.NAME,)
    rows = Selection(found.rows.scope, (), found.rows.conditions, Order(not small))
    by = measured_by(frame)
    made = Draft(Operation.COMPARE, rows, facets=asked, group_by=found.by, aggregates=by)
    if by or _AMOUNTS.search(frame.text):
        return made
    counted = Draft(Operation.COMPARE, rows, facets=asked, group_by=found.by, aggregates=(Aggregate.COUNT,))
    return Draft(Operation.COMPARE, rows, facets=asked, group_by=found.by, also=(counted,))


_THAN = re.compile(r"より(?:も)?")


def set_claimed(frame: Frame) -> Draft | None:
    """«新規は拡充より多いですか»: the first set against the second."""
    sized = frame.has("size.big", "size.small") and _THAN.search(frame.text)
    if not sized or not frame.has("ask.polar", "ask.confirm") or frame.has("ask.which", "op.compare", "ask.who"):
        return None
    found = opposed(frame)
    if found is None or _of_rows(frame):
        return None
    claimed = LargerClaim(frame.has("size.big"))
    made = Draft(
        Operation.CHECK,
        found.rows,
        claim=claimed,
        group_by=found.by,
        aggregates=_claimed_by(frame),
        facets=(Facet.AMOUNT,),
    )
    first = _THAN.search(frame.text)
    names = [span for span in frame.scan.spans if span.names or frame.is_category(span)]
    # «拡充より新規のほうが多い»: what «より» follows is the second, wherever it stands.
    second_first = first is not None and bool(names) and names[0].end <= first.start() <= names[0].end + _GAP
    return turned(made) if second_first else made


_GAP = 4
"""Characters between a set's name and «より»: «事業», «の数»."""


def _claimed_by(frame: Frame) -> tuple[Aggregate, ...]:
    by = measured_by(frame)
    return by or (() if _AMOUNTS.search(frame.text) else (Aggregate.COUNT,))


def sets_apart(frame: Frame, operation: Operation) -> Draft | None:
    """«新規と拡充の合計の差», «拡充は新規の何倍»."""
    found = opposed(frame)
    if found is None or _of_rows(frame):
        return None
    return Draft(operation, found.rows, group_by=found.by, aggregates=measured_by(frame))


def turned(draft: Draft) -> Draft:
    """The same with the sides in the opposite order."""
    if draft.selection is None:
        return draft
    conditions = tuple(_reversed(condition, draft.group_by) for condition in draft.selection.conditions)
    return replace(draft, selection=replace(draft.selection, conditions=conditions))


def _reversed(condition: Condition, by: Dimension | None) -> Condition:
    match by, condition:
        case Dimension.CATEGORY, InCategory(categories, negated=False):
            return replace(condition, categories=categories[::-1])
        case Dimension.DIVISION, InDivisions(divisions, negated=False):
            return replace(condition, divisions=divisions[::-1])
        case ((Dimension.PILLAR | Dimension.PART | Dimension.SECTION), InPolicy(nodes, negated=False)):
            return replace(condition, nodes=nodes[::-1])
        case _:
            return condition
