"""What a turn asks, asked of rows that it does not say itself: of things, as if it named them, or of a set."""

from __future__ import annotations

from dataclasses import replace

from nlp.carried import PAIRS, Carried, Followup, draft_of, windowed
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import Facet, Named, Operation, Scope, Selection
from nlp.reading import Context
from nlp.rules import apply
from nlp.rules.asked import facets
from nlp.rules.ranking import aggregate_operation, ranking, ranks
from nlp.said import kinds

_ASKING = ("ask.", "noun.", "move.", "op.", "agg.", "rank.", "by.", "flag.")


def asked_of(turn: Followup, things: tuple[Named, ...], inherited: str = "subject") -> Carried | None:
    """What the turn asks, as if it named the things itself."""
    frame = replace(turn.frame, assumed=things, context=Context())
    _, made = apply(frame)
    draft = made if isinstance(made, Draft) else None
    if draft is None and turn.frame.timing.periods:
        draft = Draft(Operation.SHOW)
    if draft is None:
        return None
    rows = draft.selection
    if rows is None or (rows.scope is Scope.NAMED and not rows.subjects):
        rows = Selection() if rows is None else rows
        draft = replace(draft, selection=replace(rows, subjects=things, conditions=()))
    said = turn.frame.scan.concepts - {"idle.words", "noun.thing"}
    same = kinds(things) == kinds(turn.last.selection.subjects)
    conditional = bool(turn.frame.project_conditions()) or any(c.startswith("cat.") for c in said)
    if same and not conditional and not any(c.startswith(_ASKING) for c in said):
        last = draft_of(turn.last)
        operation = Operation.SHOW if last.operation in PAIRS else last.operation
        draft = replace(last, operation=operation, selection=Selection(Scope.NAMED, things), other=None)
    return Carried(draft, (inherited,), turn.last.period, turn.last.base, turn.last.unit)


def over(frame: Frame, rows: Selection, default: Operation) -> Draft:
    """What the turn asks, over rows it did not say itself."""
    if ranks(frame):
        ranked = ranking(frame, None)
        return replace(ranked, selection=windowed(rows, ranked.selection or Selection()))
    if frame.has("ask.count"):
        return Draft(Operation.COUNT, rows)
    operation = aggregate_operation(frame)
    if operation:
        return Draft(operation, rows)
    asked = facets(frame, Facet.NAME)
    if asked != (Facet.NAME,) and Facet.DIVISION not in asked:
        asked = tuple(dict.fromkeys((Facet.NAME, *asked)))
    return Draft(default, rows, facets=asked)
