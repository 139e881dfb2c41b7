"""Conditions set by other rows, and groups held against each other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import create_async_engine

from db.answer import Answer, NoteKind
from db.queries import answer
from db.shelf import Shelf
from nlp.query import (
    Aggregate,
    AmountRange,
    Beyond,
    BeyondClaim,
    Category,
    Condition,
    Dimension,
    Either,
    HasProjects,
    InCategory,
    InDivisions,
    InPolicy,
    Kind,
    Named,
    OnlyClaim,
    Operation,
    Order,
    Query,
    Scope,
    Selection,
    Statistic,
    UnderSeveral,
)
from tests.db.small_budget import (
    BEFORE,
    DOCUMENT,
    FISHERY,
    HARBOUR,
    NOW,
    PILLAR_1,
    PILLAR_2,
    ROUTES,
    SHIPPING,
    fill,
)

Ask = Callable[[Query], Awaitable[Answer]]


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ask() -> AsyncIterator[Ask]:
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await fill(connection)

        async def asked(query: Query) -> Answer:
            return await answer(connection, query, Shelf(DOCUMENT))

        yield asked
    await engine.dispose()


def over(operation: Operation, scope: Scope, *conditions: Condition) -> Query:
    return Query(operation, NOW, Selection(scope, conditions=conditions))


def numbers(found: Answer) -> list[int | None]:
    return [item.detail.number for item in found.items if item.kind is Kind.PROJECT]


def values(found: Answer) -> list[int | Decimal]:
    return [figure.value for figure in found.figures]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Beyond(Statistic.MEAN), [1]),  # the mean is 143.3
        (Beyond(Statistic.MEAN, above=False), [2, 3, 4, 5, 6]),
        (Beyond(Statistic.MEDIAN), [1, 2, 3]),  # 67.5
        (Beyond(ROUTES), [1]),
        (Beyond(ROUTES, inclusive=True), [1, 2, 3]),
        (Beyond(ROUTES, above=False), [4, 5, 6]),
        (Beyond(FISHERY), [1]),
        (InPolicy((PILLAR_1, PILLAR_2), every=True), [2, 3]),
        (InPolicy((PILLAR_1, PILLAR_2), every=True, negated=True), [1, 4, 5, 6]),
        (UnderSeveral(Kind.PILLAR), [2, 3]),
        (UnderSeveral(Kind.SECTION, 3), [2]),
        (UnderSeveral(Kind.PILLAR, negated=True), [1, 4, 5, 6]),
        (Either((InCategory((Category.NEW,)), AmountRange(90))), [1, 2, 3, 5]),
        (Either((InCategory((Category.EXPANDED,)), InDivisions((FISHERY,)))), [2, 3, 5, 6]),
    ],
)
async def test_projects_that_meet_it(ask: Ask, condition: Condition, expected: list[int]) -> None:
    assert numbers(await ask(over(Operation.LIST, Scope.PROJECTS, condition))) == expected


async def test_a_mean_is_that_of_the_rows_that_meet_the_rest(ask: Ask) -> None:
    asked = over(Operation.LIST, Scope.PROJECTS, InDivisions((FISHERY,)), Beyond(Statistic.MEAN))
    found = await ask(asked)
    assert numbers(found) == [2]  # 90, 45 and 5: the mean is 46.7
    (bound,) = [note.figures for note in found.notes if note.kind is NoteKind.MEASURED_BY]
    assert bound[0].value == 47


async def test_divisions_beyond_one_and_beyond_it_last_year(ask: Ask) -> None:
    larger = over(Operation.LIST, Scope.DIVISIONS, Beyond(SHIPPING))
    assert [item.name for item in (await ask(larger)).items] == [HARBOUR.name]
    assert [item.name for item in (await ask(replace(larger, period=BEFORE))).items] == [HARBOUR.name]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (HasProjects((InCategory((Category.NEW,)),), 0, 0), [SHIPPING]),
        (HasProjects((InCategory((Category.NEW,)),), 2), [FISHERY]),
        (HasProjects((InCategory((Category.NEW,)),), 1, 1), [HARBOUR]),
        (HasProjects((AmountRange(1_000_000),), 0, 0), [HARBOUR, SHIPPING, FISHERY]),
    ],
)
async def test_divisions_by_how_many_projects_they_have(ask: Ask, condition: Condition, expected: list[Named]) -> None:
    found = await ask(over(Operation.LIST, Scope.DIVISIONS, condition))
    assert [item.name for item in found.items] == [one.name for one in expected]


async def test_rows_beyond_are_counted_added_and_ranked(ask: Ask) -> None:
    small = over(Operation.COUNT, Scope.PROJECTS, Beyond(Statistic.MEAN, above=False))
    assert values(await ask(small)) == [5]
    assert values(await ask(replace(small, operation=Operation.SUM))) == [260]
    first = replace(small.selection, order=Order(), limit=1)
    assert numbers(await ask(replace(small, operation=Operation.RANK, selection=first))) == [2]


@pytest.mark.parametrize(
    ("subject", "claim", "true"),
    [
        (ROUTES, BeyondClaim(Statistic.MEAN), False),
        (ROUTES, BeyondClaim(Statistic.MEDIAN), True),
        (ROUTES, BeyondClaim(Statistic.MEDIAN, above=False), False),
        (HARBOUR, BeyondClaim(Statistic.MEAN), True),
        (FISHERY, BeyondClaim(Statistic.MEDIAN, inclusive=True), False),
    ],
)
async def test_a_row_said_to_be_beyond_its_kind(ask: Ask, subject: Named, claim: BeyondClaim, true: bool) -> None:
    found = await ask(Query(Operation.CHECK, NOW, Selection(subjects=(subject,)), claim=claim))
    assert found.yes is true
    assert [note.kind for note in found.notes] == [NoteKind.MEASURED_BY]


@pytest.mark.parametrize(
    ("conditions", "names", "true"),
    [
        ((AmountRange(700),), (ROUTES,), False),
        ((AmountRange(90), InCategory((Category.EXPANDED,))), (ROUTES,), True),
        ((AmountRange(10_000),), (ROUTES,), False),
        ((InCategory((Category.EXPANDED,)),), (HARBOUR,), False),
    ],
)
async def test_rows_said_to_be_these_only(
    ask: Ask, conditions: tuple[Condition, ...], names: tuple[Named, ...], true: bool
) -> None:
    found = await ask(replace(over(Operation.CHECK, Scope.PROJECTS, *conditions), claim=OnlyClaim(names)))
    assert found.yes is true


def groups(operation: Operation, by: Dimension, condition: Condition, *of: Aggregate) -> Query:
    return replace(over(operation, Scope.PROJECTS, condition), group_by=by, aggregates=of)


NEW_AND_EXPANDED = InCategory((Category.NEW, Category.EXPANDED))


@pytest.mark.parametrize(
    ("asked", "winner", "apart"),
    [
        (groups(Operation.COMPARE, Dimension.CATEGORY, NEW_AND_EXPANDED), "新規", 45),
        (groups(Operation.COMPARE, Dimension.CATEGORY, NEW_AND_EXPANDED, Aggregate.COUNT), "新規", 1),
        (groups(Operation.COMPARE, Dimension.CATEGORY, NEW_AND_EXPANDED, Aggregate.MEAN), "拡充", 23),
        (groups(Operation.COMPARE, Dimension.DIVISION, InDivisions((SHIPPING, FISHERY))), "漁業課", 20),
        (groups(Operation.COMPARE, Dimension.PILLAR, InPolicy((PILLAR_1, PILLAR_2))), PILLAR_1.name, 760),
    ],
)
async def test_which_group_is_larger(ask: Ask, asked: Query, winner: str, apart: int) -> None:
    found = await ask(asked)
    assert [item.name for item in found.items] == [winner]
    assert values(found) == [apart]


async def test_groups_apart_in_the_order_said(ask: Ask) -> None:
    turned = InCategory((Category.EXPANDED, Category.NEW))
    assert values(await ask(groups(Operation.DIFFERENCE, Dimension.CATEGORY, turned))) == [-45]
    assert values(await ask(groups(Operation.RATIO, Dimension.CATEGORY, turned, Aggregate.COUNT))) == [
        Decimal("0.5000")
    ]


async def test_a_group_without_rows_counts_nothing(ask: Ask) -> None:
    asked = groups(Operation.COMPARE, Dimension.DIVISION, InDivisions((HARBOUR, SHIPPING)), Aggregate.COUNT)
    new = replace(
        asked, selection=replace(asked.selection, conditions=(*asked.selection.conditions, InCategory((Category.NEW,))))
    )
    found = await ask(new)
    assert ([item.name for item in found.items], values(found)) == ([HARBOUR.name], [1])


async def test_a_share_of_the_count(ask: Ask) -> None:
    asked = over(Operation.SHARE, Scope.PROJECTS, InDivisions((FISHERY,)))
    asked = replace(asked, other=Selection(Scope.PROJECTS), aggregates=(Aggregate.COUNT,))
    assert values(await ask(asked)) == [Decimal("50.0000")]
