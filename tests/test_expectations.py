"""The judge of the cases can say no."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.reply import Reason, Reply, ReplyFigure, ReplyItem, ReplySource, Status
from tests.support.expectations import complaints


def reply(
    status: str = "answered",
    reason: str | None = None,
    text: str = "本文",
    figures: list[ReplyFigure] | None = None,
    items: list[ReplyItem] | None = None,
    sources: list[ReplySource] | None = None,
    yes: bool | None = None,
) -> Reply:
    return Reply(
        "?",
        Status(status),
        text,
        reason=None if reason is None else Reason(reason),
        figures=tuple(figures or ()),
        items=tuple(items or ()),
        sources=tuple(sources or ()),
        yes=yes,
    )


def figure(value: float, unit: str = "千円") -> ReplyFigure:
    return ReplyFigure("", value if isinstance(value, int) else Decimal(str(value)), unit)


def item(name: str, kind: str = "project", *figures: ReplyFigure) -> ReplyItem:
    return ReplyItem(kind, name, figures)


MET: list[tuple[dict[str, Any], Reply]] = [
    ({"amount": -5}, reply(figures=[figure(-5)])),
    ({"magnitude": 5}, reply(figures=[figure(-5)])),
    ({"rate": -7.2}, reply(figures=[figure(-7.24, "%")])),
    ({"ratio": 12.52}, reply(figures=[figure(12.5194, "倍")])),
    ({"figures_exact": [[1, "千円"], [2.0, "%"]]}, reply(figures=[figure(1), figure(2.04, "%")])),
    ({"names": ["乙", "甲"]}, reply(items=[item("甲"), item("乙"), item("内訳", "breakdown")])),
    ({"names": ["内訳"]}, reply(items=[item("内訳", "breakdown")])),
    ({"ordered_names": ["甲", "乙"]}, reply(items=[item("甲"), item("乙")])),
    ({"includes": ["甲"], "at_most": 2}, reply(items=[item("甲"), item("乙")])),
    (
        {"counts_in_items": [4, 12]},
        reply(items=[item("a", "category", figure(4, "件")), item("b", "", figure(12, "件"))]),
    ),
    ({"amounts": [1, 2]}, reply(figures=[figure(1), figure(2)])),
    ({"verdict": False}, reply(yes=False)),
    ({"status": ["declined", "clarify"]}, reply(status="clarify")),
    ({"status": "declined", "reason": "no_match"}, reply(status="declined", reason="no_match")),
    ({"text_has": ["2,158 千円"]}, reply(text="２,１５８千円です")),
    ({"any": [{"amount": 1}, {"status": "clarify"}]}, reply(status="clarify")),
    ({"all": [{"amount": 1}, {"names": ["甲"]}]}, reply(figures=[figure(1)], items=[item("甲")])),
    ({"sources_lines": [22]}, reply(sources=[ReplySource("", "", 22, "")])),
]

NOT_MET: list[tuple[dict[str, Any], Reply]] = [
    ({"amount": 5}, reply()),
    ({"amount": 5}, reply(figures=[figure(-5)])),
    ({"amount": 5}, reply(figures=[figure(5), figure(6)])),
    ({"amount": 5}, reply(figures=[figure(5), figure(6, "%")])),
    ({"amount": 5}, reply(figures=[figure(5, "件")])),
    ({"amount": 5}, reply(status="declined", figures=[figure(5)])),
    ({"amounts": [1, 2]}, reply(figures=[figure(2), figure(1)])),
    ({"rate": -7.2}, reply(figures=[figure(7.2, "%")])),
    ({"figures_exact": [[1, "千円"]]}, reply(figures=[figure(1), figure(2)])),
    ({"names": ["甲"]}, reply(items=[item("甲"), item("乙")])),
    ({"names": ["甲", "乙"]}, reply(items=[item("甲")])),
    ({"ordered_names": ["甲", "乙"]}, reply(items=[item("乙"), item("甲")])),
    ({"includes": ["甲"], "at_most": 1}, reply(items=[item("甲"), item("乙")])),
    ({"counts_in_items": [4, 12]}, reply(items=[item("a", "category", figure(12, "件"))])),
    ({"verdict": False}, reply()),
    ({"status": "declined"}, reply(status="declined", figures=[figure(1)])),
    ({"status": "declined"}, reply(status="declined", items=[item("甲")])),
    ({"status": "declined", "reason": "no_match"}, reply(status="declined", reason="out_of_scope")),
    ({"text_has": ["増"]}, reply()),
    ({"text_matches": "6[0-9]番"}, reply(text="60の番")),
    ({"no_figures": True}, reply(figures=[figure(1)])),
    ({"any": [{"amount": 1}, {"status": "clarify"}]}, reply(figures=[figure(2)])),
    ({"all": [{"amount": 1}, {"names": ["甲"]}]}, reply(figures=[figure(1)])),
    ({"min_items": 2}, reply(items=[item("甲")])),
    ({"sources_lines": [22]}, reply()),
]


@pytest.mark.parametrize(("expected", "given"), MET)
def test_met(expected: dict[str, Any], given: Reply) -> None:
    assert complaints(expected, given) == []


@pytest.mark.parametrize(("expected", "given"), NOT_MET)
def test_not_met(expected: dict[str, Any], given: Reply) -> None:
    assert complaints(expected, given) != []


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="amuont"):
        complaints({"amuont": 1}, reply())
