"""What a careful colleague would add to an answer, as facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from db.answer import Answer, Figure, Note, NoteKind
from db.operations.asked import Asked
from db.operations.figures import View, exact_rate_percent, rounded
from db.operations.picking import Picked, policy_conditions
from db.rows import Row
from nlp.query import InDivisions, Kind, Measure, Selection, Unit


def picked_notes(selection: Selection, picked: Picked, *, counting: bool) -> tuple[Note, ...]:
    """Notes on which rows were taken. `counting`: the answer counts or adds them, so that re-listings matter."""
    notes: list[Note] = []
    if picked.stand_ins:
        notes.append(Note(NoteKind.RELISTED_SHOWN, _names(picked.stand_ins), picked.stand_in_count))
    if picked.left_out_count and (counting or policy_conditions(selection)):
        notes.append(Note(NoteKind.RELISTED_LEFT_OUT, _names(picked.left_out), picked.left_out_count))
    if any(isinstance(each, InDivisions) and not each.negated for each in selection.conditions):
        notes.extend(joint_note(picked.rows))
    if picked.beside:
        notes.append(Note(NoteKind.BREAKDOWN_NOT_ADDED, _names(picked.beside), len(picked.beside)))
    notes.extend(Note(NoteKind.MEASURED_BY, figures=(bound,)) for bound in picked.bounds)
    if picked.tied:
        notes.append(Note(NoteKind.TIE, _names(picked.tied), len(picked.tied)))
    return tuple(notes)


def joint_note(rows: Iterable[Row]) -> tuple[Note, ...]:
    """Projects that several divisions run, whole."""
    joint = [row for row in rows if row.kind is Kind.PROJECT and len(row.divisions) > 1]
    return (Note(NoteKind.JOINT_NOT_SPLIT, _names(joint), len(_names(joint))),) if joint else ()


def breakdown_note(rows: Iterable[Row]) -> tuple[Note, ...]:
    """Unnumbered lines shown under the rows, but not in their figures."""
    names = _names(line for row in rows for line in row.breakdowns)
    return (Note(NoteKind.BREAKDOWN_NOT_ADDED, names, len(names)),) if names else ()


def outline_notes(rows: Iterable[Row]) -> tuple[Note, ...]:
    """Outline entries whose amount is only in part theirs, and those the list of projects names differently."""
    entries = [row for row in rows if row.kind is Kind.OUTLINE]
    partial = _names(row for row in entries if row.partial)
    notes = [Note(NoteKind.OUTLINE_PARTIAL, partial, len(partial))] if partial else []
    notes.extend(
        Note(NoteKind.NAME_PRINTED_DIFFERENTLY, (row.named.name, row.project.name))
        for row in entries
        if row.project is not None and row.project.name != row.named.name
    )
    return tuple(notes)


def finished(asked: Asked, answer: Answer) -> Answer:
    """The answer with the notes that follow from its figures; every note once."""
    query = asked.query
    notes = list(answer.notes)
    shown = (*answer.figures, *(figure for item in answer.items for figure in item.figures))
    if query.base_assumed and query.base is not None and shown:
        notes.append(Note(NoteKind.BASE_ASSUMED))
    if any(figure.measure is Measure.CHANGE_RATE and figure.computed for figure in shown):
        notes.append(Note(NoteKind.RATE_COMPUTED))
    notes.extend(_differing_rates(shown, asked.table))
    unique = tuple(dict.fromkeys(notes))
    return answer if unique == answer.notes else replace(answer, notes=unique)


def _differing_rates(shown: Iterable[Figure], rows: Iterable[Row]) -> list[Note]:
    """Printed rates that the printed amounts do not bear out."""
    printed = [each for each in shown if each.measure is Measure.CHANGE_RATE and not each.computed]
    by_name = {row.named: row for row in rows} if printed else {}
    notes = []
    for figure in printed:
        row = None if figure.subject is None else by_name.get(figure.subject)
        if row is None or figure.base is None or figure.period is None:
            continue
        rate = row.amounts.rates.get((figure.period, figure.base))
        exact = exact_rate_percent(row.amounts, View(Measure.CHANGE_RATE, figure.period, figure.base))
        if rate is None or exact is None or rate.printed_permille == rate.computed_permille:
            continue
        computed = Figure(
            rounded(exact, 1), Unit.PERCENT, figure.subject, figure.measure, figure.period, figure.base, computed=True
        )
        notes.append(
            Note(NoteKind.PRINTED_AND_COMPUTED_DIFFER, (row.named.name,), figures=(_as_decimal(figure), computed))
        )
    return notes


def _as_decimal(figure: Figure) -> Figure:
    return replace(figure, value=Decimal(figure.value))


def _names(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.named.name for row in rows))
