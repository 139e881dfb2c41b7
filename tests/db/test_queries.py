"""Queries end to end on a small invented budget: every operation, condition, claim and gap, with figures by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import create_async_engine

from db.answer import Answer, Figure, Gap, Item, NoteKind
from db.queries import answer
from db.shelf import Shelf
from db.unsupported import UnsupportedCombination
from nlp.query import (
    About,
    Aggregate,
    AmountClaim,
    AmountRange,
    Category,
    CategoryClaim,
    Condition,
    CountClaim,
    Dimension,
    Direction,
    DivisionClaim,
    Except,
    Facet,
    HasBreakdown,
    InCategory,
    InDivisions,
    InOutline,
    InPolicy,
    Joint,
    Kind,
    LargerClaim,
    Level,
    Measure,
    Moved,
    MovedClaim,
    Named,
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
    UnderHeading,
    Unit,
)
from tests.db.small_budget import (
    BEFORE,
    CLEANING,
    DECEMBER,
    DEPARTMENT,
    DOCUMENT,
    FISHERY,
    FRY,
    GENERAL,
    HARBOUR,
    NEW_ROUTE,
    NOW,
    PART_1,
    PENSION,
    PILLAR_1,
    PILLAR_2,
    REPAIR,
    ROUTES,
    SAFETY,
    SEA_TOWN,
    SECTION_11,
    SECTION_12,
    SECTION_21,
    SECTION_22,
    SHIPPING,
    SPECIAL,
    SURVEY,
    TOWN_ENTRY,
    WHARF,
    fill,
)

Ask = Callable[[Query], Awaitable[Answer]]

PROJECTS = Scope.PROJECTS


# Nothing here changes the store, and creating it takes longer than all questions together.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ask() -> AsyncIterator[Ask]:
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.connect() as connection:
        await fill(connection)
        yield lambda query: answer(connection, query, Shelf(DOCUMENT))
    await engine.dispose()


def query(operation: Operation, *subjects: Named, facets: tuple[Facet, ...] = (Facet.AMOUNT,)) -> Query:
    return Query(operation, NOW, Selection(subjects=subjects), facets=facets)


def over(operation: Operation, scope: Scope, *conditions: Condition) -> Query:
    return Query(operation, NOW, Selection(scope, conditions=conditions))


def ranked(scope: Scope, limit: int | None, *, start: int = 1, order: Order | None = None) -> Query:
    return Query(Operation.RANK, NOW, Selection(scope, order=order, start=start, limit=limit))


def change(asked: Query, base: Period = BEFORE, measure: Measure = Measure.CHANGE) -> Query:
    return replace(asked, measure=measure, base=base)


def values(figures: tuple[Figure, ...]) -> list[int | Decimal]:
    return [figure.value for figure in figures]


def names(items: tuple[Item, ...]) -> list[str]:
    return [item.name for item in items]


def listed(found: Answer) -> list[tuple[str, list[int | Decimal]]]:
    return [(item.name, values(item.figures)) for item in found.items]


def lines(figure: Figure) -> list[int]:
    return [source.line for source in figure.sources]


def notes(found: Answer) -> dict[NoteKind, tuple[tuple[str, ...], int | None]]:
    return {note.kind: (note.names, note.count) for note in found.notes}


class TestShow:
    async def test_a_divisions_budget_is_its_row_with_what_it_is_compared_with(self, ask: Ask) -> None:
        found = await ask(query(Operation.SHOW, HARBOUR))
        (figure,) = found.figures
        assert (figure.value, figure.unit, figure.subject, figure.computed) == (1000, Unit.THOUSAND_YEN, HARBOUR, False)
        assert [(s.section, s.line, s.quote) for s in figure.sources] == [("課・会計別予算額", 10, "1,000")]
        assert [(f.value, f.measure, f.base) for f in found.context] == [
            (900, Measure.BUDGET, None),
            (100, Measure.CHANGE, BEFORE),
            (Decimal("11.1"), Measure.CHANGE_RATE, BEFORE),
            (950, Measure.BUDGET, None),
            (50, Measure.CHANGE, DECEMBER),
            (Decimal("5.3"), Measure.CHANGE_RATE, DECEMBER),
        ]
        assert found.items == ()

    @pytest.mark.parametrize(
        ("subject", "period", "amount"),
        [
            (DEPARTMENT, NOW, 2000),
            (GENERAL, BEFORE, 2000),
            (SPECIAL, DECEMBER, 160),
            (WHARF, NOW, 120),
            (WHARF, BEFORE, 0),
        ],
    )
    async def test_every_row_and_period_of_the_first_table(
        self, ask: Ask, subject: Named, period: Period, amount: int
    ) -> None:
        found = await ask(replace(query(Operation.SHOW, subject), period=period))
        assert values(found.figures) == [amount]
        assert bool(found.context) is (period == NOW)

    async def test_several_kinds_of_subjects_keep_their_order(self, ask: Ask) -> None:
        found = await ask(query(Operation.SHOW, SURVEY, FISHERY, SECTION_21, NEW_ROUTE, SAFETY, SPECIAL))
        assert values(found.figures) == [30, 300, 50, 12, 77, 200]

    async def test_the_department_needs_no_name(self, ask: Ask) -> None:
        assert values((await ask(over(Operation.SHOW, Scope.DEPARTMENT))).figures) == [2000]

    async def test_a_projects_amount_and_who_runs_it(self, ask: Ask) -> None:
        found = await ask(query(Operation.SHOW, SEA_TOWN, facets=(Facet.AMOUNT, Facet.DIVISION)))
        assert values(found.figures) == [90]
        assert [(item.kind, item.name) for item in found.items] == [
            (Kind.DIVISION, HARBOUR.name),
            (Kind.DIVISION, FISHERY.name),
        ]
        assert found.context == ()

    async def test_divisions_of_several_subjects_are_named_once(self, ask: Ask) -> None:
        found = await ask(query(Operation.SHOW, FRY, SEA_TOWN, TOWN_ENTRY, facets=(Facet.DIVISION,)))
        assert names(found.items) == [FISHERY.name, HARBOUR.name]
        assert found.figures == ()

    async def test_other_facets_are_answered_by_the_row_itself(self, ask: Ask) -> None:
        found = await ask(query(Operation.SHOW, SEA_TOWN, facets=(Facet.SUMMARY, Facet.POLICY)))
        (item,) = found.items
        assert (item.kind, item.named, item.detail.number) == (Kind.PROJECT, SEA_TOWN, 2)
        assert (item.detail.summary, item.detail.category) == ("海辺のまちづくり", Category.NEW)
        assert item.detail.divisions == (HARBOUR, FISHERY)
        assert item.detail.policies == (SECTION_11, SECTION_12, SECTION_22)
        assert item.detail.relisted_lines == (57, 65)
        assert found.facets == (Facet.SUMMARY, Facet.POLICY)

    async def test_lines_under_a_project_are_shown_and_not_added(self, ask: Ask) -> None:
        found = await ask(query(Operation.SHOW, SURVEY))
        assert values(found.figures) == [30]
        assert [(item.kind, item.name, values(item.figures)) for item in found.details] == [
            (Kind.BREAKDOWN, NEW_ROUTE.name, [12])
        ]
        assert notes(found)[NoteKind.BREAKDOWN_NOT_ADDED] == ((NEW_ROUTE.name,), 1)

    async def test_a_policy_node_is_the_sum_of_what_is_listed_there_first(self, ask: Ask) -> None:
        found = await ask(query(Operation.SHOW, PILLAR_1))
        (figure,) = found.figures
        assert (figure.value, figure.subject, figure.computed) == (810, PILLAR_1, True)
        assert lines(figure) == [50, 51, 54, 55]
        assert notes(found)[NoteKind.RELISTED_LEFT_OUT] == ((SEA_TOWN.name,), 1)

    async def test_a_node_with_only_re_listings_is_the_sum_of_those(self, ask: Ask) -> None:
        found = await ask(query(Operation.SHOW, SECTION_22))
        assert values(found.figures) == [180]
        assert notes(found) == {NoteKind.RELISTED_SHOWN: ((SEA_TOWN.name, ROUTES.name), 2)}

    async def test_an_outline_entry_says_that_its_amount_is_partial(self, ask: Ask) -> None:
        found = await ask(query(Operation.SHOW, TOWN_ENTRY))
        assert values(found.figures) == [90]
        assert notes(found)[NoteKind.OUTLINE_PARTIAL] == ((TOWN_ENTRY.name,), 1)
        assert notes(found)[NoteKind.NAME_PRINTED_DIFFERENTLY] == ((TOWN_ENTRY.name, SEA_TOWN.name), None)

    async def test_one_row_of_a_scope_is_shown_and_several_are_listed(self, ask: Ask) -> None:
        one = await ask(over(Operation.SHOW, PROJECTS, About((("放流",),))))
        assert (values(one.figures), one.items) == ([45], ())
        several = await ask(over(Operation.SHOW, PROJECTS, About((("漁", "魚"),))))
        assert listed(several) == [(FRY.name, [45]), (CLEANING.name, [5])]
        quiet = await ask(replace(over(Operation.LIST, PROJECTS), facets=(Facet.NAME,)))
        assert (values(several.figures), quiet.figures) == ([45, 5], ())


class TestChange:
    async def test_change_is_computed_and_signed(self, ask: Ask) -> None:
        found = await ask(change(query(Operation.SHOW, SHIPPING)))
        (figure,) = found.figures
        assert (figure.value, figure.computed, figure.base, lines(figure)) == (-300, True, BEFORE, [11, 11])
        assert [source.quote for source in figure.sources] == ["500", "800"]
        assert values(found.context) == [Decimal("-37.5"), 500, 800]

    async def test_a_printed_rate_is_the_rate(self, ask: Ask) -> None:
        found = await ask(change(query(Operation.SHOW, SHIPPING), DECEMBER, Measure.CHANGE_RATE))
        (figure,) = found.figures
        assert (figure.value, figure.unit, figure.computed) == (Decimal("-37.5"), Unit.PERCENT, False)
        assert [source.quote for source in figure.sources] == ["-37.5"]
        assert values(found.context) == [-300, 500, 800]
        assert found.notes == ()

    async def test_a_rate_between_the_prior_years_phases_is_computed(self, ask: Ask) -> None:
        asked = replace(change(query(Operation.SHOW, FISHERY), BEFORE, Measure.CHANGE_RATE), period=DECEMBER)
        found = await ask(asked)
        (figure,) = found.figures
        assert (figure.value, figure.computed) == (Decimal("-20.0000"), True)
        assert NoteKind.RATE_COMPUTED in notes(found)

    async def test_an_assumed_base_is_said(self, ask: Ask) -> None:
        found = await ask(replace(change(query(Operation.SHOW, HARBOUR)), base_assumed=True))
        assert NoteKind.BASE_ASSUMED in notes(found)

    async def test_there_is_no_rate_on_nothing(self, ask: Ask) -> None:
        assert values((await ask(change(query(Operation.SHOW, WHARF)))).figures) == [120]
        found = await ask(change(query(Operation.SHOW, WHARF), measure=Measure.CHANGE_RATE))
        assert (found.figures, found.gap) == ((), Gap.NO_FIGURE)

    async def test_sums_of_changes_and_rates(self, ask: Ask) -> None:
        five = Query(Operation.SUM, NOW, Selection(Scope.DIVISIONS, conditions=(Except((HARBOUR,)),)))
        assert values((await ask(change(five))).figures) == [-300]
        # 800 now, 1,100 before
        assert values((await ask(change(five, measure=Measure.CHANGE_RATE))).figures) == [Decimal("-27.2727")]


class TestGaps:
    @pytest.mark.parametrize("operation", [Operation.SHOW, Operation.LIST, Operation.SUM, Operation.COUNT])
    async def test_a_period_the_document_does_not_hold(self, ask: Ask, operation: Operation) -> None:
        for subject in (HARBOUR, SURVEY, PILLAR_1):
            found = await ask(replace(query(operation, subject), period=Period(2028)))
            assert (found.figures, found.items, found.gap) == ((), (), Gap.NO_PERIOD)

    async def test_an_unknown_period_is_the_reason_even_where_no_row_is_left(self, ask: Ask) -> None:
        asked = over(Operation.COUNT, PROJECTS, AmountRange(low_thousand_yen=10))
        found = await ask(replace(asked, period=Period(2031)))
        assert (found.figures, found.gap) == ((), Gap.NO_PERIOD)

    async def test_projects_have_no_figure_of_the_year_before(self, ask: Ask) -> None:
        for asked in (query(Operation.SHOW, SURVEY), over(Operation.LIST, PROJECTS), over(Operation.SUM, PROJECTS)):
            assert (await ask(replace(asked, period=BEFORE))).gap is Gap.NO_FIGURE
        ranged = over(Operation.COUNT, PROJECTS, AmountRange(low_thousand_yen=10))
        assert (await ask(replace(ranged, period=BEFORE))).gap is Gap.NO_FIGURE

    async def test_projects_have_no_change(self, ask: Ask) -> None:
        assert (await ask(change(query(Operation.SHOW, SURVEY)))).gap is Gap.NO_FIGURE
        assert (await ask(change(over(Operation.LIST, PROJECTS, Moved(Direction.UP))))).gap is Gap.NO_FIGURE
        assert (await ask(change(ranked(PROJECTS, 1)))).gap is Gap.NO_FIGURE

    async def test_an_unknown_base(self, ask: Ask) -> None:
        assert (await ask(change(query(Operation.SHOW, HARBOUR), Period(2029, Phase.CURRENT, 9)))).gap is Gap.NO_PERIOD

    async def test_no_row(self, ask: Ask) -> None:
        nothing = About((("宇宙",),))
        assert (await ask(over(Operation.LIST, PROJECTS, nothing))).gap is Gap.NO_ROWS
        found = await ask(over(Operation.COUNT, PROJECTS, nothing))
        assert (values(found.figures), found.gap) == ([0], Gap.NO_ROWS)
        missing = await ask(over(Operation.EXISTS, PROJECTS, nothing))
        assert (missing.yes, missing.gap) == (False, Gap.NO_ROWS)

    async def test_a_term_is_left_to_the_bot(self, ask: Ask) -> None:
        found = await ask(Query(Operation.DEFINE, NOW, term="再掲"))
        assert (found.figures, found.items, found.yes, found.gap) == ((), (), None, None)


class TestConditionsOnProjects:
    @pytest.mark.parametrize(
        ("condition", "numbers"),
        [
            (InDivisions((FISHERY,)), [2, 5, 6]),
            (InDivisions((HARBOUR, SHIPPING)), [1, 2, 3, 4]),
            (InDivisions((HARBOUR, FISHERY), every=True), [2]),
            (InDivisions((FISHERY,), negated=True), [1, 3, 4]),
            (InCategory((Category.EXPANDED,)), [3]),
            (InCategory((Category.CONTINUED,)), [1, 4, 6]),
            (InCategory((Category.NEW, Category.EXPANDED), negated=True), [1, 4, 6]),
            (InPolicy((PILLAR_1,)), [1, 2, 3, 4]),
            (InPolicy((SECTION_12,)), [3, 4]),
            (InPolicy((SECTION_22,)), [2, 3]),
            (InPolicy((PILLAR_1,), negated=True), [5, 6]),
            (About((("まち",), ("放流", "稚魚"))), [2, 5]),
            (About((("航路",), ("船員",)), every=True), [3]),
            (About((("清掃",),), negated=True), [1, 2, 3, 4, 5]),
            (About((("船員",),), in_name_only=True), []),
            (About((("100%",),)), [6]),
            (About((("1%0",), ("_",))), []),
            (AmountRange(low_thousand_yen=45), [1, 2, 3, 5]),
            (AmountRange(low_thousand_yen=45, low_inclusive=False), [1, 2, 3]),
            (AmountRange(5, 90, high_inclusive=False), [4, 5, 6]),
            (AmountRange(30, 90, negated=True), [1, 6]),
            (Joint(), [2]),
            (Joint(negated=True), [1, 3, 4, 5, 6]),
            (Joint(at_least=3), []),
            (Joint(at_least=2, at_most=2), [2]),
            (Relisted(), [2, 3]),
            (Relisted(negated=True), [1, 4, 5, 6]),
            (Partial(), [2]),
            (HasBreakdown(), [4]),
            (HasBreakdown(negated=True), [1, 2, 3, 5, 6]),
            (InOutline(), [2, 5]),
            (InOutline(negated=True), [1, 3, 4, 6]),
            (UnderHeading("海をひらく"), [2]),
            (UnderHeading("海"), []),
            (Except((FRY, HARBOUR)), [3, 4, 6]),
            (Except((PILLAR_1,)), [5, 6]),
        ],
    )
    async def test_each(self, ask: Ask, condition: Condition, numbers: list[int]) -> None:
        found = await ask(over(Operation.LIST, PROJECTS, condition))
        assert [item.detail.number for item in found.items if item.kind is Kind.PROJECT] == numbers

    async def test_together(self, ask: Ask) -> None:
        asked = over(
            Operation.LIST, PROJECTS, InDivisions((SHIPPING,)), AmountRange(low_thousand_yen=50), InOutline(True)
        )
        assert names((await ask(asked)).items) == [ROUTES.name]

    async def test_named_projects_are_filtered_too(self, ask: Ask) -> None:
        asked = query(Operation.LIST, FRY, ROUTES, SURVEY)
        asked = replace(asked, selection=replace(asked.selection, conditions=(InDivisions((SHIPPING,)),)))
        assert names((await ask(asked)).items) == [ROUTES.name, SURVEY.name]

    async def test_conditions_that_mean_nothing_are_refused(self, ask: Ask) -> None:
        for asked in (
            over(Operation.LIST, Scope.DIVISIONS, InCategory((Category.NEW,))),
            over(Operation.LIST, Scope.TABLE, Relisted()),
            over(Operation.LIST, PROJECTS, Level(Kind.PILLAR)),
            over(Operation.LIST, Scope.NAMED),
        ):
            with pytest.raises(UnsupportedCombination):
                await ask(asked)

    async def test_conditions_that_exclude_nothing_are_ignored(self, ask: Ask) -> None:
        found = await ask(over(Operation.LIST, Scope.DIVISIONS, Relisted(negated=True), Joint(negated=True)))
        assert names(found.items) == [HARBOUR.name, SHIPPING.name, FISHERY.name]


class TestConditionsOnTheTable:
    @pytest.mark.parametrize(
        ("scope", "condition", "base", "expected"),
        [
            (Scope.DIVISIONS, Moved(Direction.UP), BEFORE, [HARBOUR]),
            (Scope.DIVISIONS, Moved(Direction.FLAT), BEFORE, [FISHERY]),
            (Scope.DIVISIONS, Moved(Direction.DOWN, negated=True), BEFORE, [HARBOUR, FISHERY]),
            (Scope.TABLE, Moved(Direction.UP), BEFORE, [HARBOUR, WHARF]),
            (Scope.SPECIAL_ACCOUNTS, Moved(Direction.DOWN), DECEMBER, [PENSION]),
            (Scope.ACCOUNTS, Moved(Direction.CHANGED), BEFORE, [GENERAL, SPECIAL]),
            (Scope.TABLE, RateRange(high_permille=-200), BEFORE, [SHIPPING, PENSION]),
            (Scope.TABLE, RateRange(high_permille=-200, high_inclusive=False), BEFORE, [SHIPPING]),
            (Scope.DIVISIONS, RateRange(53, 250, high_inclusive=False), DECEMBER, [HARBOUR]),
            (Scope.TABLE, AmountRange(high_thousand_yen=300), BEFORE, [FISHERY, WHARF, PENSION]),
            (Scope.TABLE, Except((SPECIAL, HARBOUR)), BEFORE, [SHIPPING, FISHERY]),
            (Scope.DIVISIONS, InDivisions((SHIPPING,), negated=True), BEFORE, [HARBOUR, FISHERY]),
        ],
    )
    async def test_each(
        self, ask: Ask, scope: Scope, condition: Condition, base: Period, expected: list[Named]
    ) -> None:
        found = await ask(replace(over(Operation.LIST, scope, condition), base=base))
        assert [item.named for item in found.items] == expected

    async def test_rows_chosen_by_their_change_show_it(self, ask: Ask) -> None:
        found = await ask(replace(over(Operation.LIST, Scope.DIVISIONS, Moved(Direction.UP)), base=BEFORE))
        assert listed(found) == [(HARBOUR.name, [1000, 100])]
        rated = await ask(replace(over(Operation.LIST, Scope.DIVISIONS, RateRange(low_permille=1)), base=BEFORE))
        assert listed(rated) == [(HARBOUR.name, [1000, 100, Decimal("11.1")])]

    async def test_a_range_of_the_change(self, ask: Ask) -> None:
        asked = over(Operation.LIST, Scope.DIVISIONS, AmountRange(low_thousand_yen=0))
        assert listed(await ask(change(asked))) == [(HARBOUR.name, [100]), (FISHERY.name, [0])]

    async def test_the_prior_years_phases(self, ask: Ask) -> None:
        asked = over(Operation.LIST, Scope.DIVISIONS, Moved(Direction.CHANGED))
        found = await ask(replace(asked, period=DECEMBER, base=BEFORE))
        assert names(found.items) == [HARBOUR.name, FISHERY.name]


class TestListAndRank:
    async def test_lines_of_a_category_come_after_the_projects(self, ask: Ask) -> None:
        found = await ask(over(Operation.LIST, PROJECTS, InCategory((Category.NEW,))))
        assert [(item.kind, item.name) for item in found.items] == [
            (Kind.PROJECT, SEA_TOWN.name),
            (Kind.PROJECT, FRY.name),
            (Kind.BREAKDOWN, NEW_ROUTE.name),
        ]
        assert notes(found)[NoteKind.BREAKDOWN_NOT_ADDED] == ((NEW_ROUTE.name,), 1)

    async def test_lines_meet_the_other_conditions_too(self, ask: Ask) -> None:
        new = InCategory((Category.NEW,))
        shipping = await ask(over(Operation.LIST, PROJECTS, new, InDivisions((SHIPPING,))))
        assert names(shipping.items) == [NEW_ROUTE.name]
        large = await ask(over(Operation.LIST, PROJECTS, new, AmountRange(low_thousand_yen=20)))
        assert names(large.items) == [SEA_TOWN.name, FRY.name]

    async def test_a_list_for_divisions_shows_joint_projects_whole(self, ask: Ask) -> None:
        found = await ask(over(Operation.LIST, PROJECTS, InDivisions((HARBOUR,))))
        assert listed(found) == [(REPAIR.name, [600]), (SEA_TOWN.name, [90])]
        assert notes(found) == {NoteKind.JOINT_NOT_SPLIT: ((SEA_TOWN.name,), 1)}

    async def test_a_list_under_a_node_leaves_re_listings_out_unless_there_is_nothing_else(self, ask: Ask) -> None:
        first = await ask(over(Operation.LIST, PROJECTS, InPolicy((PILLAR_2,))))
        assert names(first.items) == [FRY.name, CLEANING.name]
        assert notes(first) == {NoteKind.RELISTED_LEFT_OUT: ((SEA_TOWN.name, ROUTES.name), 2)}
        only = await ask(over(Operation.LIST, PROJECTS, InPolicy((SECTION_22,))))
        assert names(only.items) == [SEA_TOWN.name, ROUTES.name]
        assert notes(only) == {NoteKind.RELISTED_SHOWN: ((SEA_TOWN.name, ROUTES.name), 2)}

    async def test_a_named_node_is_listed_as_its_projects(self, ask: Ask) -> None:
        assert names((await ask(query(Operation.LIST, PILLAR_2))).items) == [FRY.name, CLEANING.name]

    async def test_listings_repeat_what_is_listed_again(self, ask: Ask) -> None:
        found = await ask(over(Operation.COUNT, Scope.LISTINGS))
        assert values(found.figures) == [9]
        under = await ask(over(Operation.LIST, Scope.LISTINGS, InPolicy((PILLAR_2,))))
        assert names(under.items) == [FRY.name, CLEANING.name, SEA_TOWN.name, ROUTES.name]
        assert [lines(item.figures[0]) for item in under.items] == [[60], [61], [65], [66]]

    async def test_a_listing_is_a_re_listing_or_not_by_itself(self, ask: Ask) -> None:
        again = await ask(over(Operation.LIST, Scope.LISTINGS, Relisted()))
        assert [lines(item.figures[0]) for item in again.items] == [[57], [65], [66]]
        assert values((await ask(over(Operation.COUNT, Scope.LISTINGS, Relisted(negated=True)))).figures) == [6]
        outside = await ask(over(Operation.LIST, Scope.LISTINGS, Relisted(), InPolicy((PILLAR_2,), negated=True)))
        assert [lines(item.figures[0]) for item in outside.items] == [[57]]

    async def test_who_runs_the_listed_projects(self, ask: Ask) -> None:
        asked = replace(over(Operation.LIST, PROJECTS, InCategory((Category.NEW,))), facets=(Facet.DIVISION,))
        found = await ask(asked)
        assert names(found.items) == [HARBOUR.name, FISHERY.name]
        assert names(found.details) == [SEA_TOWN.name, FRY.name, NEW_ROUTE.name]

    async def test_ranks_in_order_with_figures(self, ask: Ask) -> None:
        found = await ask(ranked(Scope.DIVISIONS, None))
        assert listed(found) == [(HARBOUR.name, [1000]), (SHIPPING.name, [500]), (FISHERY.name, [300])]
        assert (values(found.figures), found.notes) == ([1000, 500, 300], ())
        smallest = await ask(ranked(PROJECTS, 2, order=Order(descending=False)))
        assert names(smallest.items) == [CLEANING.name, SURVEY.name]

    async def test_one_winner_is_a_headline(self, ask: Ask) -> None:
        found = await ask(ranked(PROJECTS, 1))
        assert (values(found.figures), names(found.items)) == ([600], [REPAIR.name])
        quiet = await ask(replace(ranked(PROJECTS, 1), facets=(Facet.NAME,)))
        assert (quiet.figures, names(quiet.items)) == ((), [REPAIR.name])

    async def test_the_division_of_the_winner(self, ask: Ask) -> None:
        found = await ask(replace(ranked(PROJECTS, 1), facets=(Facet.DIVISION,)))
        assert (names(found.items), names(found.details), found.figures) == ([HARBOUR.name], [REPAIR.name], ())

    async def test_ties_across_the_edge_are_named(self, ask: Ask) -> None:
        for asked, kept in ((ranked(PROJECTS, 2), [REPAIR, SEA_TOWN]), (ranked(PROJECTS, 1, start=3), [ROUTES])):
            found = await ask(asked)
            assert [item.named for item in found.items] == kept
            assert notes(found)[NoteKind.TIE] == ((SEA_TOWN.name, ROUTES.name), 2)
        assert NoteKind.TIE not in notes(await ask(ranked(PROJECTS, 3)))

    async def test_a_rank_beyond_the_last_row(self, ask: Ask) -> None:
        assert (await ask(ranked(PROJECTS, 1, start=7))).gap is Gap.NO_ROWS

    async def test_by_change_by_rate_and_by_size_of_change(self, ask: Ask) -> None:
        by_change = await ask(change(ranked(Scope.DIVISIONS, None)))
        assert listed(by_change) == [(HARBOUR.name, [100]), (FISHERY.name, [0]), (SHIPPING.name, [-300])]
        by_rate = await ask(replace(ranked(Scope.DIVISIONS, 1, order=Order(by=Measure.CHANGE_RATE)), base=DECEMBER))
        assert listed(by_rate) == [(FISHERY.name, [Decimal("25.0"), 60])]
        assert values(by_rate.figures) == [Decimal("25.0")]
        most_moved = await ask(change(ranked(Scope.DIVISIONS, 1, order=Order(magnitude=True))))
        assert listed(most_moved) == [(SHIPPING.name, [-300])]

    async def test_a_row_without_the_figure_has_no_rank(self, ask: Ask) -> None:
        found = await ask(change(ranked(Scope.SPECIAL_ACCOUNTS, None), measure=Measure.CHANGE_RATE))
        assert names(found.items) == [PENSION.name]

    async def test_the_store_stops_early_and_still_sees_what_it_must(self, ask: Ask) -> None:
        found = await ask(
            Query(Operation.RANK, NOW, Selection(PROJECTS, (), (InDivisions((FISHERY,)),), limit=1, start=2))
        )
        assert names(found.items) == [FRY.name]

    async def test_policy_nodes_of_a_level(self, ask: Ask) -> None:
        pillars = await ask(over(Operation.LIST, Scope.POLICY))
        assert listed(pillars) == [(PILLAR_1.name, [810]), (PILLAR_2.name, [50])]
        sections = await ask(over(Operation.LIST, Scope.POLICY, Level(Kind.SECTION), AmountRange(low_thousand_yen=100)))
        assert listed(sections) == [(SECTION_11.name, [690]), (SECTION_12.name, [120]), (SECTION_22.name, [180])]
        new = await ask(over(Operation.LIST, Scope.POLICY, InCategory((Category.NEW,))))
        assert listed(new) == [(PILLAR_1.name, [90]), (PILLAR_2.name, [45])]

    async def test_breakdown_lines_as_a_scope(self, ask: Ask) -> None:
        found = await ask(over(Operation.LIST, Scope.BREAKDOWNS, InDivisions((SHIPPING,)), About((("新航路",),))))
        assert listed(found) == [(NEW_ROUTE.name, [12])]
        assert (await ask(over(Operation.LIST, Scope.BREAKDOWNS, InDivisions((FISHERY,))))).gap is Gap.NO_ROWS

    async def test_a_row_exists(self, ask: Ask) -> None:
        found = await ask(over(Operation.EXISTS, PROJECTS, About((("船員",),))))
        assert (found.yes, names(found.items), found.gap) == (True, [ROUTES.name], None)


class TestOutline:
    async def test_each_entry_once_by_its_project_where_it_has_one(self, ask: Ask) -> None:
        found = await ask(over(Operation.LIST, Scope.OUTLINE))
        assert [(item.kind, item.name) for item in found.items] == [
            (Kind.PROJECT, SEA_TOWN.name),
            (Kind.OUTLINE, "親子釣り教室"),
            (Kind.PROJECT, FRY.name),
            (Kind.OUTLINE, SAFETY.name),
        ]

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (Partial(), [SEA_TOWN.name]),
            (InCategory((Category.CONTINUED,)), [SAFETY.name]),
            (InPolicy((PILLAR_2,)), [FRY.name, SAFETY.name]),
            (InDivisions((HARBOUR,)), [SEA_TOWN.name, SAFETY.name]),
            (About((("釣り",),)), ["親子釣り教室"]),
            (AmountRange(low_thousand_yen=50), [SEA_TOWN.name, SAFETY.name]),
            (Relisted(), [SEA_TOWN.name]),
            (Except((SEA_TOWN,)), ["親子釣り教室", FRY.name, SAFETY.name]),
        ],
    )
    async def test_conditions(self, ask: Ask, condition: Condition, expected: list[str]) -> None:
        assert names((await ask(over(Operation.LIST, Scope.OUTLINE, condition))).items) == expected

    async def test_entries_without_an_amount_do_not_spoil_a_sum(self, ask: Ask) -> None:
        assert values((await ask(over(Operation.SUM, Scope.OUTLINE))).figures) == [212]


class TestAggregates:
    async def test_count_says_what_it_left_out(self, ask: Ask) -> None:
        found = await ask(over(Operation.COUNT, PROJECTS))
        (figure,) = found.figures
        assert (figure.value, figure.unit, figure.computed) == (6, Unit.COUNT, True)
        assert len(found.details) == 6
        assert notes(found) == {NoteKind.RELISTED_LEFT_OUT: ((SEA_TOWN.name, ROUTES.name), 3)}
        assert values((await ask(query(Operation.COUNT, PILLAR_1))).figures) == [4]

    async def test_sum_carries_every_cell_and_counts_joint_projects_once(self, ask: Ask) -> None:
        found = await ask(over(Operation.SUM, PROJECTS, InDivisions((HARBOUR, FISHERY))))
        (figure,) = found.figures
        assert (figure.value, figure.subject, figure.computed, lines(figure)) == (740, None, True, [50, 51, 60, 61])
        assert notes(found)[NoteKind.JOINT_NOT_SPLIT] == ((SEA_TOWN.name,), 1)

    async def test_the_projects_of_a_division_are_not_its_budget(self, ask: Ask) -> None:
        found = await ask(over(Operation.SUM, PROJECTS, InDivisions((SHIPPING,))))
        assert values(found.figures) == [120]
        assert notes(found)[NoteKind.DIVISION_ROW_NOT_PROJECT_SUM] == ((SHIPPING.name,), None)

    async def test_a_category_sum_tells_the_lines_apart(self, ask: Ask) -> None:
        found = await ask(over(Operation.SUM, PROJECTS, InCategory((Category.NEW,))))
        assert values(found.figures) == [135]
        assert notes(found)[NoteKind.BREAKDOWN_NOT_ADDED] == ((NEW_ROUTE.name,), 1)

    async def test_nodes_and_their_projects_are_not_added_twice(self, ask: Ask) -> None:
        assert values((await ask(query(Operation.SUM, PILLAR_1, SECTION_22, SEA_TOWN))).figures) == [810]

    async def test_a_sum_of_one_printed_row_is_printed(self, ask: Ask) -> None:
        (figure,) = (await ask(query(Operation.SUM, HARBOUR))).figures
        assert (figure.value, figure.subject, figure.computed) == (1000, HARBOUR, False)

    async def test_sum_of_the_top(self, ask: Ask) -> None:
        asked = Query(Operation.SUM, NOW, Selection(PROJECTS, order=Order(), limit=2))
        found = await ask(asked)
        assert values(found.figures) == [690]
        assert NoteKind.TIE in notes(found)

    async def test_mean_rounds_half_up(self, ask: Ask) -> None:
        # 45 and 600, 90, 90, 30, 5: 860 / 6 = 143.33; 30 and 5: 17.5
        assert values((await ask(over(Operation.MEAN, PROJECTS))).figures) == [143]
        found = await ask(query(Operation.MEAN, SURVEY, CLEANING))
        assert (values(found.figures), found.figures[0].computed) == ([18], True)

    async def test_median(self, ask: Ask) -> None:
        # 5 30 45 90 90 600
        assert values((await ask(over(Operation.MEDIAN, PROJECTS))).figures) == [68]
        assert values((await ask(over(Operation.MEDIAN, Scope.DIVISIONS))).figures) == [500]


class TestGroup:
    async def test_by_division_shows_joint_projects_in_each(self, ask: Ask) -> None:
        found = await ask(replace(over(Operation.GROUP, PROJECTS), group_by=Dimension.DIVISION))
        assert listed(found) == [(HARBOUR.name, [2, 690]), (SHIPPING.name, [2, 120]), (FISHERY.name, [3, 140])]
        assert notes(found)[NoteKind.JOINT_NOT_SPLIT] == ((SEA_TOWN.name,), 1)
        assert [figure.subject for figure in found.items[0].figures] == [HARBOUR, HARBOUR]

    async def test_by_category(self, ask: Ask) -> None:
        found = await ask(replace(over(Operation.GROUP, PROJECTS), group_by=Dimension.CATEGORY))
        assert [(item.kind, item.name, values(item.figures)) for item in found.items] == [
            (None, "新規", [2, 135]),
            (None, "拡充", [1, 90]),
            (None, "", [3, 635]),
        ]

    @pytest.mark.parametrize(
        ("dimension", "expected"),
        [
            (Dimension.PILLAR, [("港をひらく", [810]), ("海をまもる", [50])]),
            (Dimension.PART, [("港の整備", [810]), ("海の恵み", [50])]),
            (Dimension.SECTION, [("岸壁と街", [690]), ("航路", [120]), ("漁業", [50])]),
        ],
    )
    async def test_by_policy(self, ask: Ask, dimension: Dimension, expected: list[tuple[str, list[int]]]) -> None:
        asked = replace(over(Operation.GROUP, PROJECTS), group_by=dimension, aggregates=(Aggregate.SUM,))
        assert listed(await ask(asked)) == expected

    async def test_by_account(self, ask: Ask) -> None:
        asked = replace(over(Operation.GROUP, Scope.TABLE), group_by=Dimension.ACCOUNT)
        assert listed(await ask(asked)) == [("一般会計", [3, 1800]), ("特別会計", [2, 200])]
        with pytest.raises(UnsupportedCombination):
            await ask(replace(over(Operation.GROUP, PROJECTS), group_by=Dimension.ACCOUNT))

    async def test_largest_mean_and_names(self, ask: Ask) -> None:
        asked = replace(over(Operation.GROUP, PROJECTS), group_by=Dimension.DIVISION)
        largest = await ask(replace(asked, aggregates=(Aggregate.LARGEST, Aggregate.MEAN)))
        assert listed(largest)[2] == (FISHERY.name, [90, 47])
        assert [names(item.members) for item in largest.items] == [[REPAIR.name], [ROUTES.name], [SEA_TOWN.name]]
        named = await ask(replace(asked, aggregates=(Aggregate.NAMES,)))
        assert names(named.items[2].members) == [SEA_TOWN.name, FRY.name, CLEANING.name]

    async def test_only_the_divisions_asked_about(self, ask: Ask) -> None:
        asked = over(Operation.GROUP, PROJECTS, InDivisions((FISHERY,)))
        assert names((await ask(replace(asked, group_by=Dimension.DIVISION))).items) == [FISHERY.name]

    async def test_groups_are_ordered_and_cut_as_groups(self, ask: Ask) -> None:
        selection = Selection(PROJECTS, order=Order(), limit=1)
        asked = Query(Operation.GROUP, NOW, selection, group_by=Dimension.DIVISION, aggregates=(Aggregate.COUNT,))
        found = await ask(asked)
        assert listed(found) == [(FISHERY.name, [3])]
        assert values(found.figures) == [3]


class TestCompare:
    async def test_difference_is_signed(self, ask: Ask) -> None:
        found = await ask(query(Operation.DIFFERENCE, FISHERY, HARBOUR))
        assert (values(found.figures), values(found.context)) == ([-700], [300, 1000])

    async def test_difference_of_changes(self, ask: Ask) -> None:
        assert values((await ask(change(query(Operation.DIFFERENCE, HARBOUR, SHIPPING)))).figures) == [400]

    async def test_difference_of_one_row_and_a_base_is_its_change(self, ask: Ask) -> None:
        found = await ask(replace(query(Operation.DIFFERENCE, HARBOUR), base=DECEMBER))
        assert values(found.figures) == [50]
        assert values(found.context) == [Decimal("5.3"), 1000, 950]

    async def test_two_selections(self, ask: Ask) -> None:
        new = Selection(PROJECTS, conditions=(InCategory((Category.NEW,)),))
        expanded = Selection(PROJECTS, conditions=(InCategory((Category.EXPANDED,)),))
        asked = Query(Operation.DIFFERENCE, NOW, new, other=expanded)
        assert values((await ask(asked)).figures) == [45]
        larger = await ask(replace(asked, operation=Operation.COMPARE))
        assert (names(larger.items), values(larger.figures)) == (["新規"], [45])

    async def test_ratio(self, ask: Ask) -> None:
        found = await ask(query(Operation.RATIO, HARBOUR, FISHERY))
        (figure,) = found.figures
        assert (figure.value, figure.unit, figure.computed) == (Decimal("3.3333"), Unit.TIMES, True)
        assert sorted(lines(figure)) == [10, 12]
        of_last_year = await ask(replace(query(Operation.RATIO, SHIPPING), base=BEFORE))
        assert values(of_last_year.figures) == [Decimal("0.6250")]

    async def test_a_ratio_to_nothing_is_not_held(self, ask: Ask) -> None:
        assert (await ask(replace(query(Operation.RATIO, WHARF), base=BEFORE))).gap is Gap.NO_FIGURE

    async def test_share_of_a_whole(self, ask: Ask) -> None:
        asked = replace(query(Operation.SHARE, SHIPPING, FISHERY), other=Selection(Scope.DEPARTMENT))
        found = await ask(asked)
        assert (values(found.figures), found.figures[0].unit) == ([Decimal("40.0000")], Unit.PERCENT)
        assert values(found.context) == [800, 2000]
        before = await ask(replace(asked, period=BEFORE))
        assert values(before.figures) == [Decimal("52.3810")]

    async def test_share_of_a_project_in_its_division(self, ask: Ask) -> None:
        asked = replace(query(Operation.SHARE, REPAIR), other=Selection(subjects=(HARBOUR,)))
        assert values((await ask(asked)).figures) == [Decimal("60.0000")]

    async def test_share_needs_a_whole(self, ask: Ask) -> None:
        with pytest.raises(UnsupportedCombination):
            await ask(query(Operation.SHARE, REPAIR))

    async def test_compare_names_the_winner_and_the_distance(self, ask: Ask) -> None:
        found = await ask(query(Operation.COMPARE, FISHERY, SHIPPING))
        assert (listed(found), values(found.figures)) == ([(SHIPPING.name, [500])], [200])
        assert names(found.details) == [FISHERY.name, SHIPPING.name]
        asked = query(Operation.COMPARE, FISHERY, SHIPPING, facets=(Facet.NAME,))
        smaller = replace(asked, selection=replace(asked.selection, order=Order(descending=False)))
        found = await ask(smaller)
        assert (names(found.items), found.figures) == ([FISHERY.name], ())

    async def test_equal_sides_both_win(self, ask: Ask) -> None:
        found = await ask(query(Operation.COMPARE, SEA_TOWN, ROUTES))
        assert (names(found.items), values(found.figures)) == ([SEA_TOWN.name, ROUTES.name], [0])
        assert notes(found)[NoteKind.TIE] == ((SEA_TOWN.name, ROUTES.name), 2)

    async def test_policy_nodes_compare_by_their_sums(self, ask: Ask) -> None:
        found = await ask(query(Operation.COMPARE, PILLAR_1, PILLAR_2))
        assert (names(found.items), values(found.figures)) == ([PILLAR_1.name], [760])


class TestCheck:
    @pytest.mark.parametrize(("low", "high", "yes"), [(900, 1100, True), (None, 999, False)])
    async def test_amount(self, ask: Ask, low: int | None, high: int, yes: bool) -> None:
        asked = replace(query(Operation.CHECK, HARBOUR), claim=AmountClaim(AmountRange(low, high)))
        found = await ask(asked)
        assert (found.yes, values(found.figures)) == (yes, [1000])

    async def test_amount_of_a_selection_is_its_sum(self, ask: Ask) -> None:
        asked = over(Operation.CHECK, PROJECTS, InCategory((Category.NEW,)))
        found = await ask(replace(asked, claim=AmountClaim(AmountRange(135, 135))))
        assert (found.yes, values(found.figures)) == (True, [135])

    async def test_rate(self, ask: Ask) -> None:
        asked = change(query(Operation.CHECK, SHIPPING), measure=Measure.CHANGE_RATE)
        for high, yes in ((-200, True), (-400, False)):
            found = await ask(replace(asked, claim=RateClaim(RateRange(high_permille=high))))
            assert (found.yes, values(found.figures)) == (yes, [Decimal("-37.5")])

    async def test_share(self, ask: Ask) -> None:
        asked = replace(query(Operation.CHECK, HARBOUR), other=Selection(subjects=(DEPARTMENT,)))
        found = await ask(replace(asked, claim=RateClaim(RateRange(low_permille=500, low_inclusive=False))))
        assert (found.yes, values(found.figures)) == (False, [Decimal("50.0000")])

    @pytest.mark.parametrize(
        ("subject", "claim", "yes", "rank"),
        [
            (SHIPPING, RankClaim(2), True, 2),
            (SHIPPING, RankClaim(2, of=6), False, 2),
            (SHIPPING, RankClaim(1), False, 2),
            (FISHERY, RankClaim(1, descending=False, of=3), True, 1),
            (ROUTES, RankClaim(2), True, 2),
            (SURVEY, RankClaim(5, of=6), True, 5),
            (WHARF, RankClaim(1, of=2), True, 1),
            (PILLAR_2, RankClaim(2, of=2), True, 2),
            (SECTION_22, RankClaim(2), True, 2),
        ],
    )
    async def test_rank(self, ask: Ask, subject: Named, claim: RankClaim, yes: bool, rank: int) -> None:
        found = await ask(replace(query(Operation.CHECK, subject), claim=claim))
        assert (found.yes, found.rank) == (yes, rank)
        assert found.figures[0].subject == subject

    async def test_moved(self, ask: Ask) -> None:
        asked = replace(query(Operation.CHECK, SHIPPING, HARBOUR), base=BEFORE)
        found = await ask(replace(asked, claim=MovedClaim(Direction.DOWN)))
        assert found.yes is False
        assert values(found.figures) == [-300, Decimal("-37.5"), 100, Decimal("11.1")]
        assert values(found.context) == [500, 800, 1000, 900]
        alone = replace(query(Operation.CHECK, SHIPPING), base=BEFORE, claim=MovedClaim(Direction.DOWN))
        assert (await ask(alone)).yes is True

    @pytest.mark.parametrize(
        ("claim", "yes"),
        [
            (DivisionClaim((HARBOUR,)), True),
            (DivisionClaim((HARBOUR,), only=True), False),
            (DivisionClaim((FISHERY, HARBOUR), only=True), True),
            (DivisionClaim((SHIPPING,)), False),
            (DivisionClaim((SHIPPING,), negated=True), True),
            (DivisionClaim((HARBOUR,), negated=True), False),
        ],
    )
    async def test_division(self, ask: Ask, claim: DivisionClaim, yes: bool) -> None:
        found = await ask(replace(query(Operation.CHECK, SEA_TOWN), claim=claim))
        assert (found.yes, names(found.items)) == (yes, [HARBOUR.name, FISHERY.name])

    @pytest.mark.parametrize(
        ("subject", "claim", "yes"),
        [
            (ROUTES, CategoryClaim(Category.EXPANDED), True),
            (ROUTES, CategoryClaim(Category.NEW, negated=True), True),
            (SURVEY, CategoryClaim(Category.NEW), False),
            (SURVEY, CategoryClaim(Category.CONTINUED), True),
            (NEW_ROUTE, CategoryClaim(Category.NEW), True),
        ],
    )
    async def test_category(self, ask: Ask, subject: Named, claim: CategoryClaim, yes: bool) -> None:
        found = await ask(replace(query(Operation.CHECK, subject), claim=claim))
        assert (found.yes, names(found.items)) == (yes, [subject.name])
        assert names(found.details) == ([NEW_ROUTE.name] if subject == SURVEY else [])

    async def test_count(self, ask: Ask) -> None:
        asked = over(Operation.CHECK, PROJECTS, InDivisions((FISHERY,)))
        found = await ask(replace(asked, claim=CountClaim(2)))
        assert (found.yes, values(found.figures)) == (False, [3])
        assert names(found.items) == [SEA_TOWN.name, FRY.name, CLEANING.name]
        nothing = over(Operation.CHECK, PROJECTS, About((("宇宙",),)))
        assert (await ask(replace(nothing, claim=CountClaim(0)))).yes is True

    async def test_larger(self, ask: Ask) -> None:
        asked = replace(query(Operation.CHECK, HARBOUR, SHIPPING), claim=LargerClaim())
        found = await ask(asked)
        assert (found.yes, values(found.figures), values(found.context)) == (True, [1000, 500], [500])
        assert (await ask(replace(asked, claim=LargerClaim(larger=False)))).yes is False
        equal = replace(query(Operation.CHECK, SEA_TOWN, ROUTES), claim=LargerClaim())
        assert (await ask(equal)).yes is False

    async def test_a_check_without_a_claim_is_refused(self, ask: Ask) -> None:
        with pytest.raises(UnsupportedCombination):
            await ask(query(Operation.CHECK, HARBOUR))


class TestWhy:
    async def test_a_false_presupposition_is_answered(self, ask: Ask) -> None:
        asked = replace(query(Operation.WHY, HARBOUR), base=BEFORE, claim=MovedClaim(Direction.DOWN))
        found = await ask(asked)
        assert (found.yes, found.gap) == (False, None)
        assert values(found.figures) == [100, Decimal("11.1")]
        assert names(found.items) == [HARBOUR.name]

    async def test_no_reason_is_given_for_what_is_true(self, ask: Ask) -> None:
        asked = replace(query(Operation.WHY, SHIPPING), base=BEFORE, claim=MovedClaim(Direction.DOWN))
        found = await ask(asked)
        assert (found.figures, found.yes, found.gap) == ((), None, Gap.NO_REASON)
        assert values(found.context) == [-300, Decimal("-37.5"), 500, 800]

    async def test_all_of_several_are_presupposed(self, ask: Ask) -> None:
        asked = replace(over(Operation.WHY, Scope.SPECIAL_ACCOUNTS), base=BEFORE, claim=MovedClaim(Direction.DOWN))
        found = await ask(asked)
        assert found.yes is False
        assert listed(found) == [(WHARF.name, [120]), (PENSION.name, [-20, Decimal("-20.0")])]

    async def test_without_a_presupposition(self, ask: Ask) -> None:
        found = await ask(query(Operation.WHY, HARBOUR))
        assert (found.gap, values(found.context)) == (Gap.NO_REASON, [1000])


class TestParts:
    async def test_a_department_consists_of_accounts_and_their_rows(self, ask: Ask) -> None:
        for asked in (query(Operation.PARTS, DEPARTMENT), over(Operation.PARTS, Scope.DEPARTMENT)):
            found = await ask(asked)
            assert listed(found) == [
                (GENERAL.name, [1800]),
                (SPECIAL.name, [200]),
                (HARBOUR.name, [1000]),
                (SHIPPING.name, [500]),
                (FISHERY.name, [300]),
                (WHARF.name, [120]),
                (PENSION.name, [80]),
            ]
            assert values(found.context) == [2000]

    async def test_an_account_consists_of_its_rows(self, ask: Ask) -> None:
        special = await ask(query(Operation.PARTS, SPECIAL))
        assert listed(special) == [(WHARF.name, [120]), (PENSION.name, [80])]
        general = await ask(query(Operation.PARTS, GENERAL))
        assert names(general.items) == [HARBOUR.name, SHIPPING.name, FISHERY.name]
        single = await ask(query(Operation.PARTS, WHARF))
        assert (single.gap, values(single.context)) == (Gap.NO_PARTS, [120])

    async def test_a_divisions_projects_are_not_its_budget(self, ask: Ask) -> None:
        found = await ask(query(Operation.PARTS, FISHERY))
        assert listed(found) == [(SEA_TOWN.name, [90]), (FRY.name, [45]), (CLEANING.name, [5])]
        assert values(found.context) == [300]
        (note,) = [note for note in found.notes if note.kind is NoteKind.DIVISION_ROW_NOT_PROJECT_SUM]
        assert values(note.figures) == [300, 140]
        assert NoteKind.JOINT_NOT_SPLIT in notes(found)

    async def test_a_projects_lines(self, ask: Ask) -> None:
        survey = await ask(query(Operation.PARTS, SURVEY))
        assert [(item.kind, item.name) for item in survey.items] == [(Kind.BREAKDOWN, NEW_ROUTE.name)]
        town = await ask(query(Operation.PARTS, SEA_TOWN))
        assert [(item.kind, item.name) for item in town.items] == [(Kind.OUTLINE, "親子釣り教室")]
        assert (await ask(query(Operation.PARTS, REPAIR))).gap is Gap.NO_PARTS

    async def test_a_policy_node_consists_of_nodes_or_projects(self, ask: Ask) -> None:
        assert listed(await ask(query(Operation.PARTS, PILLAR_1))) == [(PART_1.name, [810])]
        assert listed(await ask(query(Operation.PARTS, PART_1))) == [(SECTION_11.name, [690]), (SECTION_12.name, [120])]
        assert names((await ask(query(Operation.PARTS, SECTION_12))).items) == [ROUTES.name, SURVEY.name]

    async def test_an_outline_entrys_lines(self, ask: Ask) -> None:
        assert names((await ask(query(Operation.PARTS, TOWN_ENTRY))).items) == ["親子釣り教室"]

    async def test_the_largest_behind_a_figure(self, ask: Ask) -> None:
        assert names((await ask(query(Operation.CAUSE, FISHERY))).items) == [SEA_TOWN.name, FRY.name, CLEANING.name]
        found = await ask(query(Operation.CAUSE, DEPARTMENT))
        assert names(found.items) == [HARBOUR.name, SHIPPING.name, FISHERY.name, WHARF.name, PENSION.name]


async def test_every_figure_of_every_answer_has_its_cells(ask: Ask) -> None:
    for asked in (
        query(Operation.SHOW, HARBOUR, SURVEY, PILLAR_1, TOWN_ENTRY),
        over(Operation.MEAN, PROJECTS),
        over(Operation.COUNT, PROJECTS),
        query(Operation.RATIO, HARBOUR, SURVEY),
        replace(over(Operation.GROUP, PROJECTS), group_by=Dimension.CATEGORY),
        change(ranked(Scope.DIVISIONS, None)),
    ):
        found = await ask(asked)
        shown = (*found.figures, *found.context, *(figure for item in found.items for figure in item.figures))
        assert shown
        assert all(figure.sources for figure in shown)
        assert len(found.sources) == len(set(found.sources)) > 0
