"""The judge of question sets written by others: what it lets pass, and that it can say no."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.evaluation.expectations import BadValue, UnknownWord, Verdict, checked, complaints, verdict
from bot.evaluation.tolerant import TOLERANT
from bot.reply import Reply, ReplyFigure, ReplyItem, Status

A = Status.ANSWERED


def figures(*values: float, unit: str = "千円") -> tuple[ReplyFigure, ...]:
    return tuple(ReplyFigure("", each if isinstance(each, int) else Decimal(str(each)), unit) for each in values)


def items(*names: str, kind: str = "project", carrying: tuple[ReplyFigure, ...] = ()) -> tuple[ReplyItem, ...]:
    return tuple(ReplyItem(kind, name, carrying) for name in names)


MET: list[tuple[dict[str, Any], Reply]] = [
    ({"amount": 5}, Reply("", A, "", figures=figures(4, 5))),
    ({"amount": -5}, Reply("", A, "5千円の減", figures=figures(5))),
    ({"amounts": [1, -2]}, Reply("", A, "", figures=figures(2), items=items("甲", carrying=figures(1)))),
    ({"rate": -7.2}, Reply("", A, "▲7.2%", figures=figures(7.24, unit="%"))),
    ({"ratio": 12.5}, Reply("", A, "", figures=figures(12.62, unit="倍"))),
    ({"count": 4}, Reply("", A, "", figures=figures(4, unit="件"))),
    ({"names": ["乙", "甲 ａ"]}, Reply("", A, "", items=(*items("甲A", "乙"), *items("内訳", kind="breakdown")))),
    ({"names": ["甲", "乙"], "ordered": True}, Reply("", A, "", items=items("甲", "乙"))),
    ({"names": ["甲", "乙"], "ordered": False}, Reply("", A, "", items=items("乙", "甲"))),
    ({"includes": ["甲", "丙"]}, Reply("", A, "丙もあります", items=items("甲", "乙"))),
    ({"yes": False}, Reply("", A, "", yes=False)),
    ({"text_has": ["雇用 対策課"]}, Reply("", A, "雇用対策課です")),
    ({"text_has": []}, Reply("", Status.DECLINED, "")),
    ({"status": "declined"}, Reply("", Status.HELP, "")),
    ({"status": "clarify"}, Reply("", Status.CLARIFY, "")),
    ({"any": [{"amount": 1}, {"status": "clarify"}]}, Reply("", Status.CLARIFY, "")),
    ({"all": [{"amount": 1}, {"yes": True}]}, Reply("", A, "", figures=figures(1), yes=True)),
]

NOT_MET: list[tuple[dict[str, Any], Reply, Verdict]] = [
    ({"amount": 5}, Reply("", A, "", figures=figures(-5)), Verdict.WRONG),
    ({"amount": -5}, Reply("", A, "5千円の増", figures=figures(5)), Verdict.WRONG),
    ({"amount": 5}, Reply("", A, "", items=items("甲", carrying=figures(5))), Verdict.WRONG),
    ({"amount": 5}, Reply("", A, "", figures=figures(5, unit="件")), Verdict.WRONG),
    ({"amount": 5}, Reply("", Status.DECLINED, "", figures=figures(5)), Verdict.DECLINED),
    ({"amount": 5}, Reply("", Status.CLARIFY, ""), Verdict.ASKED_BACK),
    ({"amount": 5}, Reply("", Status.HELP, ""), Verdict.DECLINED),
    ({"amounts": [1, 2]}, Reply("", A, "", figures=figures(1)), Verdict.WRONG),
    ({"rate": 7.2}, Reply("", A, "", figures=figures(7.3, unit="%")), Verdict.WRONG),
    ({"ratio": 12.5}, Reply("", A, "", figures=figures(12.7, unit="倍")), Verdict.WRONG),
    ({"count": 4}, Reply("", A, "", figures=figures(5, unit="件")), Verdict.WRONG),
    ({"names": ["甲"]}, Reply("", A, "", items=items("甲", "乙")), Verdict.WRONG),
    ({"names": ["甲", "乙"]}, Reply("", A, "", items=items("甲")), Verdict.WRONG),
    ({"names": ["甲", "乙"], "ordered": True}, Reply("", A, "", items=items("乙", "甲")), Verdict.WRONG),
    ({"includes": ["甲"]}, Reply("", A, "", items=items("甲", *"abcdefghijkl")), Verdict.WRONG),
    ({"includes": ["甲"]}, Reply("", A, "乙", items=items("乙")), Verdict.WRONG),
    ({"yes": True}, Reply("", A, ""), Verdict.WRONG),
    ({"text_has": ["甲", "乙"]}, Reply("", A, "甲"), Verdict.WRONG),
    ({"text_has": ["甲"]}, Reply("", Status.DECLINED, "甲"), Verdict.DECLINED),
    ({"status": "declined"}, Reply("", A, ""), Verdict.WRONG),
    ({"status": "declined"}, Reply("", Status.DECLINED, "", figures=figures(1)), Verdict.DECLINED),
    ({"status": "declined"}, Reply("", Status.CLARIFY, ""), Verdict.ASKED_BACK),
    ({"status": "clarify"}, Reply("", A, ""), Verdict.WRONG),
    ({"any": [{"amount": 1}, {"yes": True}]}, Reply("", A, "", figures=figures(2)), Verdict.WRONG),
    ({"all": [{"amount": 1}, {"yes": True}]}, Reply("", A, "", figures=figures(1)), Verdict.WRONG),
    ({"amount": 1, "yes": True}, Reply("", A, "", figures=figures(1)), Verdict.WRONG),
]


@pytest.mark.parametrize(("expected", "reply"), MET)
def test_met(expected: dict[str, Any], reply: Reply) -> None:
    assert verdict(reply, complaints(checked(expected, TOLERANT), reply, TOLERANT)) is Verdict.RIGHT


@pytest.mark.parametrize(("expected", "reply", "comes_to"), NOT_MET)
def test_not_met(expected: dict[str, Any], reply: Reply, comes_to: Verdict) -> None:
    assert verdict(reply, complaints(checked(expected, TOLERANT), reply, TOLERANT)) is comes_to


@pytest.mark.parametrize("word", sorted(TOLERANT))
def test_every_word_has_been_seen_to_say_no(word: str) -> None:
    # «ordered» qualifies «names»; «todo» expects nothing yet, and is counted apart.
    assert word in {"ordered", "todo"} or any(word in expected for expected, _, _ in NOT_MET)


def test_what_is_no_expectation() -> None:
    with pytest.raises(UnknownWord):
        checked({"any": [{"magnitude": 1}]}, TOLERANT)
    none: tuple[object, ...] = (
        {"amount": "1"},
        {"amount": True},
        {"names": "甲"},
        {"names": []},
        {"ordered": True},
        {},
        None,
    )
    for value in none:
        with pytest.raises(BadValue):
            checked(value, TOLERANT)
