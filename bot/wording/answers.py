"""One answer in words: a function an operation."""

from __future__ import annotations

from collections.abc import Callable

from bot.wording import lists, remarks, shows, totals, verdicts
from bot.wording.figures import Words
from bot.wording.terms import definition
from db.answer import Answer
from nlp.query import Operation
from nlp.say import quoted


def answer_words(answer: Answer) -> Words:
    """What an answer without a gap says (or one whose gap is itself the answer, see `gaps.is_answer`)."""
    return _WORDS[answer.query.operation](answer)


def define(answer: Answer) -> Words:
    """The meaning of a term; the reply declines where there is none."""
    term = definition(answer.query.term or "")
    if term is None:
        return Words(())
    return Words((f"{quoted(term.name)}の意味: {term.text}",))


_WORDS: dict[Operation, Callable[[Answer], Words]] = {
    Operation.SHOW: shows.show,
    Operation.LIST: lists.listing,
    Operation.RANK: lists.rank,
    Operation.COUNT: totals.count,
    Operation.SUM: totals.total,
    Operation.MEAN: totals.mean,
    Operation.MEDIAN: totals.median,
    Operation.GROUP: lists.group,
    Operation.DIFFERENCE: totals.difference,
    Operation.RATIO: totals.ratio,
    Operation.SHARE: totals.share,
    Operation.COMPARE: totals.compare,
    Operation.EXISTS: lists.exists,
    Operation.CHECK: verdicts.check,
    Operation.PARTS: lists.parts,
    Operation.CAUSE: lists.cause,
    Operation.WHY: verdicts.why,
    Operation.NOTES: remarks.notes,
    Operation.DOCUMENT: remarks.document,
    Operation.DEFINE: define,
}
