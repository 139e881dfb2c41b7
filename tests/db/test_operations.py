"""The pure parts of answering: rounding, totals, order and windows, conditions, and which rows a query asks for."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from db.answer import Source
from db.assembly import table
from db.operations import OPERATIONS
from db.operations.asked import Asked
from db.operations.conditions import holds, moved, within_amounts, within_rates
from db.operations.figures import View, measured, number, rate_permille, rounded, rounded_thousand_yen, total
from db.operations.notes import finished
from db.operations.picking import cut, flattened, ordered
from db.operations.scopes import entries, listings, node_row
from db.operations.statistics import median as middle
from db.requests import (
    BreakdownRequest,
    DivisionOrder,
    OutlineRequest,
    PeriodsRequest,
    PolicyRequest,
    ProjectRequest,
    Request,
    TableRequest,
    Top,
    requests,
)
from db.rows import Amounts, Cell, Placing, RateCell, Row, combined, is_under
from db.statements import statement
from db.unsupported import UnsupportedCombination
from nlp.catalogue import DocumentRef
from nlp.query import (
    About,
    AmountRange,
    Category,
    Dimension,
    Direction,
    InCategory,
    InDivisions,
    InPolicy,
    Joint,
    Kind,
    Measure,
    Moved,
    Named,
    Operation,
    Order,
    Period,
    Phase,
    Query,
    RateRange,
    Relisted,
    Scope,
    Selection,
)

NOW, BEFORE = Period(2030), Period(2029)
BUDGET = View(Measure.BUDGET, NOW, BEFORE)
CHANGE = BUDGET.of(Measure.CHANGE)
RATE = BUDGET.of(Measure.CHANGE_RATE)


def source(line: int) -> Source:
    return Source("表", line, str(line))


def amounts(now: int, before: int | None = None, permille: int | None = None, *, line: int = 1) -> Amounts:
    cells = {NOW: Cell(now, (source(line),))}
    if before is not None:
        cells[BEFORE] = Cell(before, (source(line + 100),))
    rates = {} if permille is None else {(NOW, BEFORE): RateCell(permille, permille, source(line + 200))}
    return Amounts(cells, rates)


def division(name: str, now: int, before: int | None = None, permille: int | None = None, *, line: int = 1) -> Row:
    return Row(Named(Kind.DIVISION, name, name), line, amounts(now, before, permille, line=line), single=True)


def project(number: int, amount: int, *placings: tuple[str, int, bool]) -> Row:
    placed = tuple(Placing(node(key), "一覧", line, again) for key, line, again in placings)
    named = Named(Kind.PROJECT, str(number), f"事業{number}")
    return Row(named, number, amounts(amount, line=number), number=number, placings=placed)


def node(key: str) -> Named:
    kind = (Kind.PILLAR, Kind.PART, Kind.SECTION)[key.count("-")]
    return Named(kind, key, f"節{key}")


class TestRounding:
    @pytest.mark.parametrize(
        ("exact", "places", "expected"),
        [
            (Fraction(5, 2), 0, "3"),
            (Fraction(-5, 2), 0, "-3"),
            (Fraction(49, 20), 1, "2.5"),
            (Fraction(2, 3), 4, "0.6667"),
            (Fraction(0), 4, "0.0000"),
            (Fraction(-1, 100000), 4, "0.0000"),
        ],
    )
    def test_half_away_from_zero(self, exact: Fraction, places: int, expected: str) -> None:
        assert rounded(exact, places) == Decimal(expected)

    @given(st.integers(-(10**12), 10**12), st.integers(1, 10**6), st.integers(0, 4))
    def test_agrees_with_decimal(self, numerator: int, denominator: int, places: int) -> None:
        # Scaled to an integer ratio first: Decimal division alone would round twice.
        whole, rest = divmod(abs(numerator) * 10**places, denominator)
        half = Decimal("0.5") if 2 * rest == denominator else Decimal(1 if 2 * rest > denominator else 0)
        expected = Decimal(whole) + half.quantize(Decimal(1), ROUND_HALF_UP)
        assert abs(rounded(Fraction(numerator, denominator), places).scaleb(places)) == expected

    def test_thousand_yen_are_integers(self) -> None:
        assert rounded_thousand_yen(Fraction(3, 2)) == 2
        assert isinstance(rounded_thousand_yen(Fraction(3, 2)), int)

    @given(st.lists(st.integers(-1000, 1000), min_size=1))
    def test_as_many_values_below_the_median_as_above(self, integers: list[int]) -> None:
        median = middle(list(map(Fraction, integers)))
        assert sum(value < median for value in integers) <= len(integers) / 2
        assert sum(value > median for value in integers) <= len(integers) / 2


class TestFigures:
    def test_a_printed_rate_wins_over_the_computed_one(self) -> None:
        printed = measured(amounts(110, 100, 99), RATE)
        assert printed is not None
        assert (printed.value, printed.computed, printed.sources) == (Decimal("9.9"), False, (source(201),))
        computed = measured(amounts(110, 100), RATE)
        assert computed is not None
        assert (computed.value, computed.computed) == (Decimal(10), True)

    def test_no_figure_without_its_cells(self) -> None:
        assert measured(amounts(110), CHANGE) is None
        assert measured(amounts(110, 0), RATE) is None
        assert measured(amounts(110, 100), View(Measure.CHANGE, NOW)) is None
        assert measured(Amounts(), BUDGET) is None

    def test_rows_are_compared_by_the_exact_rate_and_filtered_by_the_printed_one(self) -> None:
        odd = amounts(1000, 1041, -39)
        assert number(odd, RATE) == Fraction(-4100, 1041)
        assert rate_permille(odd, RATE) == -39

    def test_a_total_drops_printed_rates_and_periods_that_one_part_lacks(self) -> None:
        both = combined([amounts(110, 100, 100), amounts(50)])
        assert both == Amounts({NOW: Cell(160, (source(1),), computed=True)})
        assert combined([]) == Amounts()

    def test_a_total_of_one_stays_as_printed(self) -> None:
        assert combined([amounts(110, 100, 100)]) == amounts(110, 100, 100)

    def test_a_total_carries_the_cells_of_all(self) -> None:
        figure = total([division("甲", 1, line=3), division("乙", 2, line=4)], BUDGET)
        assert figure is not None
        assert (figure.value, figure.sources) == (3, (source(3), source(4)))


class TestOrderAndWindow:
    ROWS = (division("甲", 5, 9), division("乙", 7, 8), division("丙", 5, 4), Row(Named(Kind.DIVISION, "丁", "丁"), 9))

    def test_ties_keep_document_order_and_missing_figures_come_last(self) -> None:
        assert [row.named.key for row in ordered(self.ROWS, Order(), BUDGET)] == ["乙", "甲", "丙", "丁"]
        upward = ordered(self.ROWS, Order(descending=False), BUDGET, drop_missing=True)
        assert [row.named.key for row in upward] == ["甲", "丙", "乙"]

    def test_by_another_measure_and_by_magnitude(self) -> None:
        assert next(row.named.key for row in ordered(self.ROWS, Order(by=Measure.CHANGE), BUDGET)) == "丙"
        assert next(row.named.key for row in ordered(self.ROWS, Order(magnitude=True), CHANGE)) == "甲"

    @pytest.mark.parametrize(
        ("start", "limit", "window", "tied"),
        [
            (1, 1, ["乙"], []),
            (1, 2, ["乙", "甲"], ["甲", "丙"]),
            (3, 1, ["丙"], ["甲", "丙"]),
            (2, 2, ["甲", "丙"], []),
            (9, 1, [], []),
            (1, None, ["乙", "甲", "丙", "丁"], []),
        ],
    )
    def test_the_window_and_what_ties_across_its_edges(
        self, start: int, limit: int | None, window: list[str], tied: list[str]
    ) -> None:
        rows = ordered(self.ROWS, Order(), BUDGET)
        kept, across = cut(rows, Selection(start=start, limit=limit), Order(), BUDGET)
        assert ([row.named.key for row in kept], [row.named.key for row in across]) == (window, tied)


class TestConditions:
    @pytest.mark.parametrize(
        ("wanted", "inside", "outside"),
        [
            (AmountRange(10, 20), (10, 20), (9, 21)),
            (AmountRange(10, 20, low_inclusive=False, high_inclusive=False), (11, 19), (10, 20)),
            (AmountRange(low_thousand_yen=10), (10, 10**9), (9,)),
            (AmountRange(high_thousand_yen=-10, high_inclusive=False), (-11,), (-10, 0)),
            (AmountRange(10, 20, negated=True), (9, 21), (10, 20)),
        ],
    )
    def test_amounts(self, wanted: AmountRange, inside: tuple[int, ...], outside: tuple[int, ...]) -> None:
        assert all(within_amounts(Fraction(value), wanted) for value in inside)
        assert not any(within_amounts(Fraction(value), wanted) for value in outside)

    def test_rates(self) -> None:
        assert within_rates(Fraction(-204), RateRange(high_permille=-200))
        assert not within_rates(Fraction(-1999, 10), RateRange(high_permille=-200))

    @pytest.mark.parametrize(
        ("direction", "changes"),
        [(Direction.UP, {1}), (Direction.DOWN, {-1}), (Direction.FLAT, {0}), (Direction.CHANGED, {1, -1})],
    )
    def test_movement(self, direction: Direction, changes: set[int]) -> None:
        assert {change for change in (-1, 0, 1) if moved(change, direction)} == changes

    def test_a_row_without_the_figure_meets_no_range(self) -> None:
        row = project(1, 5)
        assert not holds(Moved(Direction.UP, negated=True), row, CHANGE)
        assert not holds(AmountRange(negated=True), row, CHANGE)

    def test_about_looks_in_folded_text(self) -> None:
        row = Row(Named(Kind.OUTLINE, "1", "ＡＩ導入"), 1, summary="ﾛﾎﾞｯﾄの活用")
        assert holds(About((("ai",),), in_name_only=True), row, BUDGET)
        assert holds(About((("ai",), ("ロボット",)), every=True), row, BUDGET)
        assert not holds(About((("ロボット",),), in_name_only=True), row, BUDGET)

    @pytest.mark.parametrize("condition", [InCategory((Category.NEW,)), Joint(), Relisted(), InPolicy((node("1"),))])
    def test_what_means_nothing_for_a_division(self, condition: InCategory | Joint | Relisted | InPolicy) -> None:
        row = division("甲", 1)
        with pytest.raises(UnsupportedCombination) as caught:
            holds(condition, row, BUDGET)
        assert (caught.value.part, caught.value.place) == (condition, "division")
        assert holds(replace(condition, negated=True), row, BUDGET)


class TestPolicy:
    FIRST = project(1, 10, ("1-1", 50, False), ("2-1", 60, True))
    OTHER = project(2, 20, ("1-1", 51, False), ("1-2", 55, True))
    THIRD = project(3, 40, ("2-2", 61, False))

    @pytest.mark.parametrize(
        ("key", "above", "under"),
        [("1", "1", True), ("1-2", "1", True), ("10", "1", False), ("1", "1-2", False), ("1-10", "1-1", False)],
    )
    def test_keys_are_paths(self, key: str, above: str, under: bool) -> None:
        assert is_under(key, above) is under

    def test_a_node_counts_what_is_listed_there_first(self) -> None:
        row = node_row(node("2"), [self.FIRST, self.OTHER, self.THIRD])
        assert row is not None
        assert (row.amounts.cells[NOW].amount_thousand_yen, row.addends, row.again) == (
            40,
            (self.THIRD,),
            (self.FIRST,),
        )

    def test_a_node_with_re_listings_only_counts_those(self) -> None:
        row = node_row(node("2-1"), [self.FIRST, self.OTHER, self.THIRD])
        assert row is not None
        assert (row.addends, row.again) == ((self.FIRST,), (self.FIRST,))
        assert node_row(node("3"), [self.FIRST]) is None

    def test_flattened_nodes_hold_each_project_once(self) -> None:
        nodes = [node_row(node(key), [self.FIRST, self.OTHER, self.THIRD]) for key in ("1", "2-1")]
        assert flattened([row for row in nodes if row]) == (self.FIRST, self.OTHER)

    def test_listings_stand_where_they_are_printed(self) -> None:
        rows = listings([self.FIRST, self.OTHER])
        assert [(row.number, row.line, row.relisted) for row in rows] == [
            (1, 50, False),
            (2, 51, False),
            (2, 55, True),
            (1, 60, True),
        ]
        assert rows[-1].amounts.cells[NOW].sources == (Source("一覧", 60, "1"),)
        assert len(flattened(rows)) == 4

    def test_outline_entries_of_one_project_are_one(self) -> None:
        named = self.FIRST.named
        rows = [
            Row(Named(Kind.OUTLINE, "1", "甲"), 1, project=named),
            Row(Named(Kind.OUTLINE, "2", "乙"), 2),
            Row(Named(Kind.OUTLINE, "3", "甲の再掲"), 3, project=named, relisted=True),
            Row(Named(Kind.OUTLINE, "4", "乙"), 4, relisted=True),
        ]
        assert [row.named.key for row in entries(rows)] == ["1", "2"]
        assert [row.named.key for row in entries(rows, again=True)] == ["3", "4"]


class TestTable:
    def test_a_division_under_two_accounts_is_their_sum(self) -> None:
        def record(
            what: int, account: str, figure: int, base: tuple[int | None, str | None] = (None, None)
        ) -> list[object]:
            own = [what, 1, "港湾課", 1, account, None, "detail", 2030, "initial", None, *base, None]
            return [*own, figure, figure, 7, "表", str(figure)]

        (row,) = table([record(0, "一般会計", 5), record(0, "港会計", 7), record(1, "一般会計", 10, (2029, "initial"))])
        assert row.amounts.cells[NOW].amount_thousand_yen == 12
        assert row.amounts.cells[NOW].computed
        assert row.amounts.rates == {}
        assert row.accounts == ("一般会計", "港会計")

    def test_a_printed_rate_that_the_amounts_do_not_bear_out_is_noted(self) -> None:
        row = division("甲", 110, 100)
        wrong = replace(row, amounts=replace(row.amounts, rates={(NOW, BEFORE): RateCell(90, 100, source(9))}))
        query = Query(Operation.SHOW, NOW, Selection(subjects=(row.named,)), measure=Measure.CHANGE_RATE, base=BEFORE)
        document = DocumentRef(1, "x", 1, "", "", "", 2030)
        asked = Asked(query, document, {TableRequest(divisions=("甲",)): (wrong,)})
        (note,) = finished(asked, OPERATIONS[Operation.SHOW](asked)).notes
        assert [figure.value for figure in note.figures] == [Decimal("9.0"), Decimal("10.0")]


class TestRequests:
    DIVISION = Named(Kind.DIVISION, "甲", "甲")
    PROJECT = Named(Kind.PROJECT, "4", "事業4")

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            (Query(Operation.SHOW, NOW, Selection(subjects=(DIVISION,))), [TableRequest]),
            (Query(Operation.SHOW, NOW, Selection(subjects=(PROJECT,))), [ProjectRequest]),
            (
                Query(Operation.SHARE, NOW, Selection(subjects=(DIVISION,)), other=Selection(Scope.DEPARTMENT)),
                [TableRequest],
            ),
            (Query(Operation.LIST, NOW, Selection(Scope.PROJECTS)), [ProjectRequest]),
            (Query(Operation.RANK, NOW, Selection(Scope.TABLE)), [TableRequest]),
            (
                Query(Operation.LIST, NOW, Selection(Scope.PROJECTS, conditions=(InCategory((Category.NEW,)),))),
                [ProjectRequest, BreakdownRequest],
            ),
            (
                Query(Operation.LIST, NOW, Selection(Scope.PROJECTS, conditions=(InCategory((Category.CONTINUED,)),))),
                [ProjectRequest],
            ),
            (Query(Operation.DEFINE, NOW, term="再掲"), []),
        ],
    )
    def test_few_selects_answer_a_query(self, query: Query, expected: list[type[Request]]) -> None:
        assert [type(request) for request in requests(query)] == expected

    def test_a_ranking_by_amount_reads_little_more_than_its_window(self) -> None:
        query = Query(Operation.RANK, NOW, Selection(Scope.PROJECTS, start=2, limit=1))
        (request,) = requests(query)
        assert isinstance(request, ProjectRequest)
        assert request.top is not None
        assert 2 < request.top.count < 20
        for whole in (
            replace(query, operation=Operation.GROUP, group_by=Dimension.CATEGORY),
            replace(query, selection=replace(query.selection, conditions=(InPolicy((node("1"),)),))),
            replace(query, measure=Measure.CHANGE, base=BEFORE),
        ):
            assert all(request.top is None for request in requests(whole) if isinstance(request, ProjectRequest))


EVERY_REQUEST: tuple[Request, ...] = (
    TableRequest(everything=True),
    TableRequest(everything=True, only=NOW),
    TableRequest(divisions=("甲",), accounts=("乙", "丙")),
    ProjectRequest(NOW, (1, 2), ("1-1",), (InDivisions((TestRequests.DIVISION,)), About((("a_b%",),))), Top(3)),
    BreakdownRequest(NOW, ("2-1",)),
    OutlineRequest(NOW, (1,), (2,)),
    PolicyRequest(),
    DivisionOrder(),
    PeriodsRequest(),
)


class TestStatements:
    @pytest.mark.parametrize("request_", EVERY_REQUEST, ids=lambda request: type(request).__name__)
    def test_compiles_for_both_databases(self, request_: Request) -> None:
        built, parameters = statement(request_, 1)
        for dialect in (sqlite.dialect(), postgresql.dialect()):  # type: ignore[no-untyped-call]
            assert str(built.compile(dialect=dialect)).lstrip("(").startswith("SELECT")
        assert parameters["revision"] == 1

    def test_equal_requests_of_other_documents_and_periods_share_a_statement(self) -> None:
        first, _ = statement(ProjectRequest(NOW, (1,)), 1)
        other, parameters = statement(ProjectRequest(Period(2024, Phase.CURRENT, 12), (2,)), 2)
        assert first is other
        period = {"fiscal_year": 2024, "phase": "current", "as_of_month": 12}
        assert parameters == {"revision": 2, "number0": 2, **period}

    def test_conditions_that_differ_in_values_share_a_statement(self) -> None:
        def of(*divisions: str, low: int) -> ProjectRequest:
            named = tuple(Named(Kind.DIVISION, name, name) for name in divisions)
            return ProjectRequest(NOW, conditions=(InDivisions(named), AmountRange(low), About((("a_%",),))))

        first, values = statement(of("甲", low=5), 1)
        assert first is statement(of("乙", low=7), 1)[0]
        assert (values["c0"], values["c1"], values["c2"]) == ("甲", 5, "%a/_/%%")
        three, four = statement(of("甲", "乙", "丙", low=5), 1), statement(of("甲", "乙", "丙", "丁", low=5), 1)
        assert three[0] is four[0]
        assert three[1]["c3"] == "丙"
        negated = replace(of("甲", low=5), conditions=(InDivisions((), negated=True),))
        assert first is not statement(negated, 1)[0]

    def test_questions_about_other_rows_of_the_table_share_a_statement(self) -> None:
        assert statement(TableRequest(divisions=("甲",)), 1)[0] is statement(TableRequest(divisions=("乙",)), 2)[0]


def test_every_operation_is_built() -> None:
    assert set(OPERATIONS) == set(Operation)
