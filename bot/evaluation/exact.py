"""The vocabulary of the project's own cases. Figures are strict: where a case names a figure, the headline holds that
figure and no other, for the headline is only what was asked for.
"""

from __future__ import annotations

import re

from bot.evaluation.expectations import (
    TODO,
    Check,
    Expectation,
    Found,
    Vocabulary,
    Word,
    all_of,
    always,
    any_of,
    has_words,
    headline,
    is_count,
    is_flag,
    is_note,
    is_number,
    is_one_of,
    is_part,
    is_pattern,
    is_text,
    item_figures,
    met,
    names,
    of_unit,
    one_or_some,
    says_yes,
    some,
)
from bot.reply import Reason, Reply, Status

_RATE_TOLERANCE = 0.06
"""Documents print one decimal; computed rates carry more."""
_RATIO_TOLERANCE = 0.006


def _only(unit: str, tolerance: float) -> Check:
    def check(value: float, reply: Reply, _: Expectation) -> Found:
        found = headline(reply)
        alone = len(found) == 1 and found[0][1] == unit
        return alone and abs(found[0][0] - value) <= tolerance, found

    return check


def _ratio(value: float, reply: Reply, expected: Expectation) -> Found:
    return _only("倍", value * _RATIO_TOLERANCE)(value, reply, expected)


def _magnitude(value: int, reply: Reply, _: Expectation) -> Found:
    found = headline(reply)
    return len(found) == 1 and found[0][1] == "千円" and abs(found[0][0]) == value, found


def _amounts(values: list[int], reply: Reply, _: Expectation) -> Found:
    found = of_unit(reply.figures, "千円") or of_unit(item_figures(reply), "千円")
    return found == values, found


def _anywhere(values: list[int], reply: Reply, _: Expectation) -> Found:
    found = of_unit(reply.figures, "千円") + of_unit(item_figures(reply), "千円")
    return set(values) <= set(found), found


def _figures_exact(values: list[list[float | str]], reply: Reply, _: Expectation) -> Found:
    found = headline(reply)
    same = len(found) == len(values) and all(
        unit == wanted_unit and abs(value - float(wanted)) <= (_RATE_TOLERANCE if unit == "%" else 0)
        for (value, unit), (wanted, wanted_unit) in zip(found, values, strict=True)
    )
    return same, found


def _first_items(unit: str) -> Check:
    def check(values: list[float], reply: Reply, _: Expectation) -> Found:
        found = of_unit(item_figures(reply), unit)
        return found[: len(values)] == values, found

    return check


def _names_any_order(wanted: list[str], reply: Reply, _: Expectation) -> Found:
    found = names(reply)
    return sorted(found) == sorted(wanted), found


def _names_in_order(wanted: list[str], reply: Reply, _: Expectation) -> Found:
    found = names(reply)
    return found == wanted, found


def _includes(wanted: list[str], reply: Reply, _: Expectation) -> Found:
    found = names(reply)
    return set(wanted) <= set(found), found


def _at_most(count: int, reply: Reply, _: Expectation) -> Found:
    return len(names(reply)) <= count, len(names(reply))


def _min_items(count: int, reply: Reply, _: Expectation) -> Found:
    return len(names(reply)) >= count, len(names(reply))


def _status(value: str | list[str], reply: Reply, _: Expectation) -> Found:
    """A reply that had to be declined asserts nothing either."""
    asserted = value == Status.DECLINED and bool(reply.figures or reply.items)
    found = reply.status.value
    return found in _allowed(value) and not asserted, (found, headline(reply), names(reply)) if asserted else found


def _reason(value: str | list[str], reply: Reply, _: Expectation) -> Found:
    found = None if reply.reason is None else reply.reason.value
    return found in _allowed(value), found


def _allowed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _text_matches(pattern: str, reply: Reply, _: Expectation) -> Found:
    return re.search(pattern, reply.text) is not None, reply.text


def _no_figures(wanted: bool, reply: Reply, _: Expectation) -> Found:
    return not (wanted and reply.figures), headline(reply)


def _sources_lines(wanted: list[int], reply: Reply, _: Expectation) -> Found:
    found = [source.line for source in reply.sources]
    return set(wanted) <= set(found), found


def _is_figure(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and is_number(value[0]) and is_text(value[1])


EXACT: Vocabulary = {
    "amount": Word(is_number, _only("千円", 0)),
    "magnitude": Word(is_count, _magnitude),
    "rate": Word(is_number, _only("%", _RATE_TOLERANCE)),
    "ratio": Word(is_number, _ratio),
    "count": Word(is_count, _only("件", 0)),
    "amounts": Word(some(is_number), _amounts),
    "amounts_anywhere": Word(some(is_number), _anywhere),
    "amounts_in_items": Word(some(is_number), _first_items("千円")),
    "counts_in_items": Word(some(is_count), _first_items("件")),
    "figures_exact": Word(some(_is_figure), _figures_exact),
    "names": Word(some(is_text), _names_any_order),
    "ordered_names": Word(some(is_text), _names_in_order),
    "includes": Word(some(is_text), _includes),
    "at_most": Word(is_count, _at_most),
    "min_items": Word(is_count, _min_items),
    "verdict": Word(is_flag, says_yes),
    "status": Word(one_or_some(is_one_of(Status)), _status, settles=always),
    "reason": Word(one_or_some(is_one_of(Reason)), _reason),
    "text_has": Word(some(is_text), has_words),
    "text_matches": Word(is_pattern, _text_matches),
    "no_figures": Word(is_flag, _no_figures),
    "sources_lines": Word(some(is_count), _sources_lines),
    "any": Word(some(is_part), any_of(lambda: EXACT), settles=always),
    "all": Word(some(is_part), all_of(lambda: EXACT), settles=always),
    TODO: Word(is_note, met),
}
