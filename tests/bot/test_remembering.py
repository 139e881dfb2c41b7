"""Conversations outlive a restart, whatever was said; a state that cannot be read starts afresh."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.remembering import recalled, remembered
from nlp.query import (
    About,
    AmountClaim,
    AmountRange,
    Beyond,
    BeyondClaim,
    Category,
    CategoryClaim,
    Claim,
    Condition,
    CountClaim,
    Direction,
    DisplayUnit,
    DivisionClaim,
    Either,
    Except,
    HasBreakdown,
    HasProjects,
    InCategory,
    InDivisions,
    InOutline,
    InPolicy,
    Joint,
    Kind,
    LargerClaim,
    Level,
    Measure,
    MeetsClaim,
    Moved,
    MovedClaim,
    Named,
    OnlyClaim,
    Operation,
    Order,
    Partial,
    Period,
    Phase,
    Query,
    RankClaim,
    RateClaim,
    RateRange,
    Relisted,
    Scope,
    Selection,
    Statistic,
    UnderHeading,
    UnderSeveral,
)
from nlp.reading import Choice, Context, Exchange, Stopped
from tests.support.cases import all_cases
from tests.support.library import Library

NAMED = (Named(Kind.DIVISION, "貿易振興課", "貿易振興課"),)
CONDITIONS: tuple[Condition, ...] = (
    InDivisions(NAMED, every=True),
    InCategory((Category.NEW,), negated=True),
    InPolicy(NAMED),
    About((("酒", "清酒"), ("米",))),
    AmountRange(1, None, high_inclusive=False),
    RateRange(None, 5),
    Moved(Direction.UP),
    Joint(),
    Relisted(negated=True),
    Partial(),
    HasBreakdown(),
    InOutline(),
    UnderHeading("海をひらく"),
    Level(Kind.PILLAR),
    Except(NAMED),
    UnderSeveral(Kind.PILLAR, 3),
    Beyond(NAMED[0], above=False, by=Measure.CHANGE_RATE),
    Beyond(Statistic.MEDIAN, inclusive=True),
    HasProjects((InCategory((Category.NEW,)), AmountRange(1)), 0, 2),
    Either((InCategory((Category.NEW,)), Either((Joint(), AmountRange(1))))),
)
CLAIMS: tuple[Claim, ...] = (
    AmountClaim(AmountRange(1, 2)),
    RateClaim(RateRange(1, 2)),
    RankClaim(3, of=6),
    MovedClaim(Direction.DOWN),
    DivisionClaim(NAMED, only=True),
    CategoryClaim(Category.EXPANDED),
    CountClaim(3),
    OnlyClaim(NAMED),
    LargerClaim(larger=False),
    BeyondClaim(Statistic.MEAN),
    MeetsClaim(Joint()),
)
QUERY = Query(
    Operation.CHECK,
    Period(2020),
    Selection(Scope.PROJECTS, NAMED, CONDITIONS, Order(magnitude=True), 2, 5),
    base=Period(2019, Phase.CURRENT, 9),
    unit=DisplayUnit.HUNDRED_MILLION_YEN,
)


def test_every_condition_and_claim_is_tried() -> None:
    assert {type(each) for each in CONDITIONS} == set(Condition.__args__)
    assert {type(each) for each in CLAIMS} == set(Claim.__args__)


@pytest.mark.parametrize("claim", [None, *CLAIMS], ids=lambda claim: type(claim).__name__)
def test_there_and_back(claim: Claim | None) -> None:
    earlier = (Exchange((QUERY,), NAMED, opened=False),)
    choices = (Choice("課", "課は？", NAMED[0]), Choice("部", "部は？"))
    stopped = Stopped("観光課の予算は?", "観光課", adrift=True)
    query = replace(QUERY, claim=claim)
    context = Context((query,), NAMED, NAMED, choices, False, earlier, adrift=True, stopped=stopped)
    assert recalled(remembered(context)) == context


def test_every_conversation_there_and_back(library: Library) -> None:
    for case in all_cases():
        for turn in library.run(library.asker(case.document).converse([one.ask for one in case.turns])):
            assert recalled(remembered(turn.context)) == turn.context


@pytest.mark.parametrize(
    "state",
    [
        None,
        "",
        "{",
        "[]",
        "null",
        '{"version": 1}',
        remembered(Context()).replace('"version":1', '"version":0'),
        remembered(Context((QUERY,))).replace("check", "no such operation"),
        json.dumps({"version": 1, "context": {"queries": [], "of a newer program": 1}}),
        remembered(Context((QUERY,))).replace("InDivisions", "os.system"),
    ],
)
def test_what_cannot_be_read_starts_afresh(state: str | None) -> None:
    assert recalled(state) == Context()
