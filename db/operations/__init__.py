"""What is done with the rows of a query: one pure function per operation, from what was read to an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from db.answer import Answer
from db.operations.aggregate import add, count, mean, median
from db.operations.asked import Asked
from db.operations.claims import check, why
from db.operations.compare import compare, difference, ratio, share
from db.operations.group import group
from db.operations.notes import finished
from db.operations.parts import cause, parts
from db.operations.remarks import document, notes
from db.operations.show import exists, list_rows, rank, show
from nlp.query import Operation


def _define(asked: Asked) -> Answer:
    """Terms are explained in words, and words are the bot's."""
    return asked.blank


OPERATIONS: Mapping[Operation, Callable[[Asked], Answer]] = {
    Operation.SHOW: show,
    Operation.LIST: list_rows,
    Operation.RANK: rank,
    Operation.COUNT: count,
    Operation.SUM: add,
    Operation.MEAN: mean,
    Operation.MEDIAN: median,
    Operation.GROUP: group,
    Operation.DIFFERENCE: difference,
    Operation.RATIO: ratio,
    Operation.SHARE: share,
    Operation.COMPARE: compare,
    Operation.EXISTS: exists,
    Operation.CHECK: check,
    Operation.PARTS: parts,
    Operation.CAUSE: cause,
    Operation.WHY: why,
    Operation.NOTES: notes,
    Operation.DOCUMENT: document,
    Operation.DEFINE: _define,
}


def operate(asked: Asked) -> Answer:
    """The answer, with the notes that its figures call for. Raises `UnsupportedCombination`."""
    return finished(asked, OPERATIONS[asked.query.operation](asked))


__all__ = ["OPERATIONS", "Asked", "operate"]
