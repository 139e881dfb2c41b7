"""The vocabulary of question sets written by others: it asks whether the expected figure or name is asserted, and
allows for what a person would not call wrong (a fall said as a magnitude «の減», a name with other spaces).
"""

from __future__ import annotations

import re

from bot.evaluation.expectations import (
    TODO,
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
    is_text,
    item_figures,
    listed,
    met,
    names,
    of_unit,
    plain,
    says_yes,
    some,
)
from bot.reply import Reply, Status

_RATE_TOLERANCE = 0.06
_RATIO_TOLERANCE = 0.01
_ROUNDED_RATIO = 0.005
_EXACT = 0.5
"""千円 are whole numbers."""
_LESS = re.compile("減|▲|△|下回")
_MOST_ROWS = 12
"""As many rows do not bury an answer, nor do four times as many as were wanted."""


def _near(values: list[int | float], wanted: float, tolerance: float) -> bool:
    return any(abs(value - wanted) <= tolerance for value in values)


def _signed(unit: str, wanted: float, tolerance: float, reply: Reply) -> Found:
    found = of_unit(reply.figures, unit)
    said_as_less = wanted < 0 and _near(found, -wanted, tolerance) and _LESS.search(reply.text) is not None
    return _near(found, wanted, tolerance) or said_as_less, headline(reply)


def _amount(value: float, reply: Reply, _: Expectation) -> Found:
    return _signed("千円", value, _EXACT, reply)


def _rate(value: float, reply: Reply, _: Expectation) -> Found:
    return _signed("%", value, _RATE_TOLERANCE, reply)


def _amounts(values: list[float], reply: Reply, _: Expectation) -> Found:
    found = of_unit([*reply.figures, *item_figures(reply)], "千円")
    return all(_near(found, value, _EXACT) or _near(found, -value, _EXACT) for value in values), found


def _ratio(value: float, reply: Reply, _: Expectation) -> Found:
    tolerance = abs(value) * _RATIO_TOLERANCE + _ROUNDED_RATIO
    return _near(of_unit(reply.figures, "倍"), value, tolerance), headline(reply)


def _count(value: int, reply: Reply, _: Expectation) -> Found:
    return _near(of_unit(reply.figures, "件"), value, 0), headline(reply)


def _names(wanted: list[str], reply: Reply, expected: Expectation) -> Found:
    want, found = [plain(name) for name in wanted], [plain(name) for name in names(reply)]
    return found == want if expected.get("ordered") else set(found) == set(want), names(reply)


def _includes(wanted: list[str], reply: Reply, _: Expectation) -> Found:
    found, text = [plain(name) for name in names(reply)], plain(reply.text)
    there = all(plain(name) in found or plain(name) in text for name in wanted)
    return there and len(found) <= max(_MOST_ROWS, 4 * len(wanted)), names(reply)


def _status(value: str, reply: Reply, _: Expectation) -> Found:
    """Help in place of a figure is as good as a refusal, as long as no figure is asserted."""
    if value == Status.DECLINED:
        return reply.status in (Status.DECLINED, Status.HELP) and not reply.figures, reply.status.value
    return reply.status == value, reply.status.value


TOLERANT: Vocabulary = {
    "amount": Word(is_number, _amount),
    "amounts": Word(some(is_number), _amounts),
    "rate": Word(is_number, _rate),
    "ratio": Word(is_number, _ratio),
    "count": Word(is_count, _count),
    "names": Word(some(is_text), _names),
    "ordered": Word(is_flag, lambda *_: (True, None), beside="names"),
    "includes": Word(some(is_text), _includes),
    "yes": Word(is_flag, says_yes),
    "text_has": Word(listed(is_text), has_words, settles=lambda words: not words),
    "status": Word(is_one_of(Status), _status, settles=always),
    "any": Word(some(is_part), any_of(lambda: TOLERANT), settles=always),
    "all": Word(some(is_part), all_of(lambda: TOLERANT), settles=always),
    TODO: Word(is_note, met),
}
