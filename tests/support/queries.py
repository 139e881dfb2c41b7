"""Queries over a document's own names, for properties that hold of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from nlp.catalogue import Catalogue
from nlp.query import (
    About,
    Aggregate,
    AmountClaim,
    AmountRange,
    Beyond,
    BeyondClaim,
    Category,
    CategoryClaim,
    Claim,
    Condition,
    CountClaim,
    Dimension,
    Direction,
    DisplayUnit,
    DivisionClaim,
    Except,
    Facet,
    HasBreakdown,
    HasProjects,
    InCategory,
    InDivisions,
    InOutline,
    InPolicy,
    Joint,
    Kind,
    LargerClaim,
    Measure,
    MeetsClaim,
    Moved,
    MovedClaim,
    Named,
    OnlyClaim,
    Operation,
    Order,
    Period,
    Query,
    RankClaim,
    RateRange,
    Relisted,
    Scope,
    Selection,
    Statistic,
    UnderHeading,
    UnderSeveral,
)

_AMOUNTS = (500, 1_000, 2_500, 5_000, 10_000, 12_345, 30_000, 100_000, 150_000, 1_000_000, 20_000_000)
"""千円: round ones, and one to the last digit."""
_RATES = (5, 50, 100, 125, 200, 500)


_NEVER_ADDED = frozenset({Scope.ACCOUNTS, Scope.SPECIAL_ACCOUNTS, Scope.TABLE, Scope.LISTINGS})
"""The sum of accounts is said by the account above them; listings would be added twice."""


class Queries:
    """Strategies of queries about one document: what its readings say, its reader should read."""

    def __init__(self, catalogue: Catalogue, topics: Sequence[About] = ()) -> None:
        self.catalogue = catalogue
        self.now = catalogue.default_period
        self.topics = topics

    def named(self, *kinds: Kind) -> tuple[Named, ...]:
        return tuple(entry.named for entry in self.catalogue.entries if entry.named.kind in kinds)

    def all(self) -> st.SearchStrategy[Query]:
        """Every kind of query of the part that reads back."""
        return st.one_of(
            self.shown(), self.changed(), self.over_projects(), self.over_table(), self.ranked(), self.grouped(),
            self.held(), self.claimed(), self.several_shown(), self.ranked_by_change(), self.sorted_groups(),
            self.sets_held(), self.shares(), self.topical(), self.other_rows(), self.ranked_accounts(), self.told(),
        )  # fmt: skip

    # --- conditions --------------------------------------------------------------------------------------------------

    def project_conditions(self, most: int = 3) -> st.SearchStrategy[tuple[Condition, ...]]:
        """Conditions of different kinds, in the order a reading has them."""
        divisions, nodes = self.named(Kind.DIVISION), self.named(Kind.PILLAR, Kind.PART, Kind.SECTION)
        pillars = self.named(Kind.PILLAR)
        projects = self.named(Kind.PROJECT)
        kinds: list[st.SearchStrategy[Condition]] = [
            st.builds(InDivisions, _some(divisions, 3), negated=st.booleans()),
            _some(divisions, 3, least=2).map(lambda some: InDivisions(some, every=True)),
            st.builds(InCategory, _some(tuple(Category), 2), negated=st.booleans()),
            st.builds(InPolicy, _some(nodes, 1), negated=st.booleans()),
            _some(pillars, 3, least=2).map(lambda some: InPolicy(some, every=True)),
            st.builds(UnderSeveral, st.just(Kind.PILLAR), st.integers(2, len(pillars)), negated=st.booleans()),
            amounts(),
            st.sampled_from((Joint(), Joint(negated=True), Joint(at_least=3), Joint(at_least=2, at_most=2))),
            st.sampled_from((InOutline(), InOutline(negated=True), Relisted(), Relisted(negated=True))),
            st.sampled_from((HasBreakdown(), Beyond(Statistic.MEAN), Beyond(Statistic.MEDIAN, above=False))),
            st.builds(Beyond, st.sampled_from(projects), st.booleans(), st.booleans()),
            _some(projects, 2).map(Except),
            st.sampled_from(self.catalogue.headings).map(UnderHeading),
        ]
        # A question says the things of one kind once.
        chosen = st.lists(st.integers(0, len(kinds) - 1), max_size=most, unique=True).map(sorted)
        return chosen.flatmap(lambda which: st.tuples(*(kinds[each] for each in which))).filter(_fit_together)

    def so_many_projects(self) -> st.SearchStrategy[HasProjects]:
        """Of divisions: none, so many at least, at most or exactly."""
        of = st.one_of(
            st.just(()),
            st.sampled_from(tuple(Category)).map(lambda one: (InCategory((one,)),)),
            amounts().map(lambda one: (one,)),
            st.just((Joint(),)),
        )
        counts = st.sampled_from(((0, 0), (2, None), (3, 3), (0, 4), (1, None)))
        return st.builds(lambda of, count: HasProjects(of, *count), of, counts)

    def projects(self, most: int = 3) -> st.SearchStrategy[Selection]:
        return self.project_conditions(most).map(lambda conditions: Selection(Scope.PROJECTS, (), conditions))

    # --- operations --------------------------------------------------------------------------------------------------

    def over_projects(self) -> st.SearchStrategy[Query]:
        operations = (
            Operation.LIST,
            Operation.COUNT,
            Operation.SUM,
            Operation.MEAN,
            Operation.MEDIAN,
            Operation.EXISTS,
        )

        def made(operation: Operation, rows: Selection) -> Query:
            listed = operation in (Operation.LIST, Operation.EXISTS)
            return Query(operation, self.now, rows, facets=(Facet.NAME,) if listed else (Facet.AMOUNT,))

        made_of = st.builds(made, st.sampled_from(operations), self.projects())
        # Whether there is any project at all nobody asks.
        return made_of.filter(lambda query: query.operation is not Operation.EXISTS or bool(query.selection.conditions))

    def shown(self) -> st.SearchStrategy[Query]:
        tables = self.named(Kind.DIVISION, Kind.ACCOUNT, Kind.DEPARTMENT)
        amounts_of_rows = st.builds(
            lambda subject, period, unit: Query(
                Operation.SHOW, period, Selection(subjects=(subject,)), unit=unit
            ),
            st.sampled_from(tables), st.sampled_from(self.catalogue.periods),
            st.sampled_from((None, DisplayUnit.HUNDRED_MILLION_YEN, DisplayUnit.MILLION_YEN)),
        )  # fmt: skip
        facets = (Facet.AMOUNT, Facet.DIVISION, Facet.SUMMARY, Facet.CATEGORY, Facet.NUMBER, Facet.POLICY)
        of_projects = st.builds(
            lambda subject, facet: Query(Operation.SHOW, self.now, Selection(subjects=(subject,)), facets=(facet,)),
            st.sampled_from(self.named(Kind.PROJECT)), st.sampled_from(facets),
        )  # fmt: skip
        return st.one_of(amounts_of_rows, of_projects)

    def changed(self) -> st.SearchStrategy[Query]:
        tables = self.named(Kind.DIVISION, Kind.ACCOUNT, Kind.DEPARTMENT)
        return st.builds(
            lambda subject, base, measure: Query(
                Operation.SHOW, self.now, Selection(subjects=(subject,)), measure=measure, base=base
            ),
            st.sampled_from(tables), st.sampled_from(self.catalogue.bases),
            st.sampled_from((Measure.CHANGE, Measure.CHANGE_RATE)),
        )  # fmt: skip

    def over_table(self) -> st.SearchStrategy[Query]:
        moved = st.builds(
            lambda direction, base, rate: Query(
                Operation.LIST, self.now,
                Selection(Scope.DIVISIONS, (), (*rate, Moved(direction))),
                measure=Measure.CHANGE, base=base, facets=(Facet.NAME,),
            ),
            st.sampled_from((Direction.UP, Direction.DOWN)), st.sampled_from(self.catalogue.bases), st.just(()),
        )  # fmt: skip
        bounded = st.builds(
            lambda operation, condition: Query(
                operation, self.now, Selection(Scope.DIVISIONS, (), condition),
                facets=(Facet.NAME,) if operation is Operation.LIST else (Facet.AMOUNT,),
            ),
            st.sampled_from((Operation.LIST, Operation.COUNT, Operation.SUM, Operation.MEAN)),
            st.one_of(
                st.just(()), amounts().map(lambda one: (one,)),
                _some(self.named(Kind.DIVISION), 2).map(lambda some: (Except(some),)),
                st.sampled_from(self.named(Kind.DIVISION)).map(lambda one: (Beyond(one),)),
                st.just((Beyond(Statistic.MEAN, above=False),)),
                self.so_many_projects().map(lambda one: (one,)),
            ),
        )  # fmt: skip
        against = st.builds(
            lambda of, above, base: Query(
                Operation.LIST, self.now,
                Selection(Scope.DIVISIONS, (), (Beyond(of, above, by=Measure.CHANGE_RATE),)),
                measure=Measure.CHANGE_RATE, base=base, facets=(Facet.NAME,),
            ),
            st.sampled_from(self.named(Kind.DEPARTMENT, Kind.DIVISION)), st.booleans(),
            st.sampled_from(self.catalogue.bases),
        )  # fmt: skip
        return st.one_of(moved, self._moved_by_rate(), bounded, against)

    def _moved_by_rate(self) -> st.SearchStrategy[Query]:
        def made(direction: Direction, base: int, permille: int, least: bool) -> Query:
            signed = permille if direction is Direction.UP else -permille
            outward = least is (direction is Direction.UP)
            rate = RateRange(signed if outward else None, None if outward else signed)
            rows = Selection(Scope.DIVISIONS, (), (rate, Moved(direction)))
            return Query(
                Operation.LIST, self.now, rows, measure=Measure.CHANGE_RATE, base=self.catalogue.bases[base],
                facets=(Facet.NAME,),
            )  # fmt: skip

        return st.builds(
            made,
            st.sampled_from((Direction.UP, Direction.DOWN)),
            st.integers(0, len(self.catalogue.bases) - 1),
            st.sampled_from(_RATES),
            st.booleans(),
        )

    def ranked(self) -> st.SearchStrategy[Query]:
        windows = st.sampled_from(((1, 1), (2, 1), (1, 3), (2, 4), (3, None), (1, None)))

        def made(rows: Selection, descending: bool, window: tuple[int, int | None]) -> Query:
            start, limit = window
            ordered = replace(rows, order=Order(descending, Measure.BUDGET), start=start, limit=limit)
            return Query(Operation.RANK, self.now, ordered, facets=(Facet.NAME,))

        rows = st.one_of(self.projects(2), st.just(Selection(Scope.DIVISIONS)))
        return st.builds(made, rows, st.booleans(), windows)

    def grouped(self) -> st.SearchStrategy[Query]:
        shown = (
            (Aggregate.COUNT,),
            (Aggregate.SUM,),
            (Aggregate.COUNT, Aggregate.SUM),
            (Aggregate.MEAN,),
            (Aggregate.LARGEST,),
        )
        by = (Dimension.DIVISION, Dimension.CATEGORY, Dimension.PILLAR, Dimension.PART, Dimension.SECTION)
        return st.builds(
            lambda rows, dimension, aggregates: Query(
                Operation.GROUP, self.now, rows, group_by=dimension, aggregates=aggregates
            ),
            self.projects(2), st.sampled_from(by), st.sampled_from(shown),
        )  # fmt: skip

    def held(self) -> st.SearchStrategy[Query]:
        """Things held against each other."""
        divisions = self.named(Kind.DIVISION)

        def pair(operation: Operation, two: tuple[Named, ...], descending: bool) -> Query:
            if operation is Operation.RATIO:
                return Query(operation, self.now, Selection(subjects=two[:1]), other=Selection(subjects=two[1:]))
            order = Order(descending, Measure.BUDGET) if operation is Operation.COMPARE else None
            rows = Selection(subjects=two, order=order)
            facets = (Facet.NAME,) if operation is Operation.COMPARE else (Facet.AMOUNT,)
            return Query(operation, self.now, rows, facets=facets)

        pairs = st.builds(
            pair,
            st.sampled_from((Operation.DIFFERENCE, Operation.RATIO, Operation.COMPARE)),
            _some(divisions, 2, least=2),
            st.booleans(),
        )
        of_whole = st.builds(
            lambda part, whole: Query(
                Operation.SHARE, self.now, Selection(subjects=(part,)), other=Selection(subjects=(whole,))
            ),
            st.sampled_from(divisions), st.sampled_from(self.named(Kind.DEPARTMENT)),
        )  # fmt: skip
        return st.one_of(pairs, of_whole)

    def several_shown(self) -> st.SearchStrategy[Query]:
        """Some of what is asked of one or several."""
        tables = self.named(Kind.DIVISION, Kind.ACCOUNT)
        facets = (Facet.AMOUNT, Facet.DIVISION, Facet.SUMMARY, Facet.CATEGORY)
        of_tables = st.builds(
            lambda some, period: Query(Operation.SHOW, period, Selection(subjects=some)),
            _some(tables, 3, least=2), st.sampled_from(self.catalogue.periods),
        )  # fmt: skip
        changed = st.builds(
            lambda some, base, measure: Query(
                Operation.SHOW, self.now, Selection(subjects=some), measure=measure, base=base
            ),
            _some(tables, 3, least=2), st.sampled_from(self.catalogue.bases),
            st.sampled_from((Measure.CHANGE, Measure.CHANGE_RATE)),
        )  # fmt: skip
        of_projects = st.builds(
            lambda some, which: Query(
                Operation.SHOW, self.now, Selection(subjects=some),
                facets=tuple(facet for facet in facets if facet in which),
            ),
            _some(self.named(Kind.PROJECT), 3), st.sets(st.sampled_from(facets), min_size=1),
        )  # fmt: skip
        added = st.builds(
            lambda some, how: Query(how, self.now, Selection(subjects=some)),
            _some(tables, 3, least=2), st.sampled_from((Operation.SUM, Operation.MEAN)),
        )  # fmt: skip
        return st.one_of(of_tables, changed, of_projects, added)

    def ranked_by_change(self) -> st.SearchStrategy[Query]:
        windows = st.sampled_from(((1, 1), (2, 1), (1, 3), (1, None)))

        def made(way: Direction, by: Measure, base: Period, window: tuple[int, int | None]) -> Query:
            start, limit = window
            order = Order(way is Direction.UP, by)
            rows = Selection(Scope.DIVISIONS, (), (Moved(way),), order, start, limit)
            return Query(Operation.RANK, self.now, rows, measure=by, base=base, facets=(Facet.NAME,))

        return st.builds(
            made,
            st.sampled_from((Direction.UP, Direction.DOWN)),
            st.sampled_from((Measure.CHANGE, Measure.CHANGE_RATE)),
            st.sampled_from(self.catalogue.bases),
            windows,
        )

    def sorted_groups(self) -> st.SearchStrategy[Query]:
        def made(query: Query, descending: bool, limit: int | None) -> Query:
            return replace(query, selection=replace(query.selection, order=Order(descending), limit=limit))

        by_number = self.grouped().filter(lambda query: query.aggregates != (Aggregate.LARGEST,))
        return st.builds(made, by_number, st.booleans(), st.sampled_from((None, 1, 3)))

    def sets_held(self) -> st.SearchStrategy[Query]:
        """Groups, and sums, held against each other."""
        pairs = st.one_of(
            _some(tuple(Category), 2, least=2).map(lambda two: (Dimension.CATEGORY, InCategory(two))),
            _some(self.named(Kind.DIVISION), 2, least=2).map(lambda two: (Dimension.DIVISION, InDivisions(two))),
            _some(self.named(Kind.PILLAR), 2, least=2).map(lambda two: (Dimension.PILLAR, InPolicy(two))),
        )

        def made(
            operation: Operation, of: tuple[Dimension, Condition], how: tuple[Aggregate, ...], descending: bool
        ) -> Query:
            by, condition = of
            order = Order(descending) if operation is Operation.COMPARE else None
            rows = Selection(Scope.PROJECTS, (), (condition,), order)
            facets = (Facet.NAME,) if operation is Operation.COMPARE else (Facet.AMOUNT,)
            return Query(operation, self.now, rows, group_by=by, aggregates=how, facets=facets)

        groups = st.builds(
            made,
            st.sampled_from((Operation.DIFFERENCE, Operation.RATIO, Operation.COMPARE)),
            pairs,
            st.sampled_from(((), (Aggregate.COUNT,), (Aggregate.MEAN,))),
            st.booleans(),
        )
        whole = st.sampled_from(self.named(Kind.DIVISION, Kind.DEPARTMENT)).map(lambda one: Selection(subjects=(one,)))
        part = self.projects(1).filter(lambda rows: bool(rows.conditions))
        sums = st.builds(lambda one, other: Query(Operation.DIFFERENCE, self.now, one, other=other), whole, part)
        return st.one_of(groups, sums)

    def shares(self) -> st.SearchStrategy[Query]:
        """Of a set of projects, or of what holds them."""
        division = st.sampled_from(self.named(Kind.DIVISION))
        wholes = st.one_of(
            division.map(lambda one: InDivisions((one,))),
            st.sampled_from(self.named(Kind.PILLAR)).map(lambda one: InPolicy((one,))),
        ).map(lambda one: Selection(Scope.PROJECTS, (), (one,)))
        part = st.sampled_from((InCategory((Category.NEW,)), InCategory((Category.EXPANDED,)), AmountRange(100_000)))
        counted = st.sampled_from(((), (Aggregate.COUNT,)))

        def of_set(whole: Selection, condition: Condition, how: tuple[Aggregate, ...]) -> Query:
            rows = replace(whole, conditions=(*whole.conditions, condition))
            return Query(Operation.SHARE, self.now, rows, other=whole, aggregates=how)

        def of_row(project: Named, whole: Named) -> Query:
            return Query(Operation.SHARE, self.now, Selection(subjects=(project,)), other=Selection(subjects=(whole,)))

        holders = st.sampled_from(self.named(Kind.DIVISION, Kind.DEPARTMENT))
        return st.one_of(
            st.builds(of_set, wholes, part, counted),
            st.builds(of_row, st.sampled_from(self.named(Kind.PROJECT)), holders),
        )

    def topical(self) -> st.SearchStrategy[Query]:
        """Projects that words are about."""

        def made(operation: Operation, topics: About, in_name: bool, beside: tuple[Condition, ...]) -> Query:
            listed = operation is Operation.LIST
            rows = Selection(Scope.PROJECTS, (), (*beside, replace(topics, in_name_only=in_name)))
            return Query(operation, self.now, rows, facets=(Facet.NAME,) if listed else (Facet.AMOUNT,))

        return st.builds(
            made,
            st.sampled_from((Operation.LIST, Operation.COUNT, Operation.SUM)),
            st.sampled_from(self.topics), st.booleans(),
            self.project_conditions(1),
        )  # fmt: skip

    def other_rows(self) -> st.SearchStrategy[Query]:
        """Rows of other tables than the list of projects."""
        scopes = (Scope.ACCOUNTS, Scope.SPECIAL_ACCOUNTS, Scope.TABLE, Scope.BREAKDOWNS, Scope.OUTLINE, Scope.LISTINGS)

        def made(scope: Scope, operation: Operation, condition: tuple[Condition, ...]) -> Query:
            if scope in _NEVER_ADDED and operation is Operation.SUM:
                operation = Operation.COUNT
            listed = operation is Operation.LIST
            rows = Selection(scope, (), condition)
            return Query(operation, self.now, rows, facets=(Facet.NAME,) if listed else (Facet.AMOUNT,))

        return st.builds(
            made,
            st.sampled_from(scopes),
            st.sampled_from((Operation.LIST, Operation.COUNT, Operation.SUM)),
            st.one_of(st.just(()), amounts().map(lambda one: (one,))),
        )

    def ranked_accounts(self) -> st.SearchStrategy[Query]:
        def made(scope: Scope, descending: bool, window: tuple[int, int | None], period: Period) -> Query:
            start, limit = window
            rows = Selection(scope, (), (), Order(descending, Measure.BUDGET), start, limit)
            return Query(Operation.RANK, period, rows, facets=(Facet.NAME,))

        return st.builds(
            made,
            st.sampled_from((Scope.SPECIAL_ACCOUNTS, Scope.DIVISIONS, Scope.TABLE)),
            st.booleans(),
            st.sampled_from(((1, 1), (2, 1), (1, 3), (2, 4), (1, None))),
            st.sampled_from(self.catalogue.periods),
        )

    def told(self) -> st.SearchStrategy[Query]:
        """Answered in words, or with what a whole consists of."""
        wholes = self.named(Kind.DEPARTMENT, Kind.ACCOUNT, Kind.DIVISION, Kind.PILLAR)
        parts = st.builds(
            lambda one, operation: Query(operation, self.now, Selection(subjects=(one,))),
            st.sampled_from(wholes), st.just(Operation.PARTS),
        )  # fmt: skip
        document = st.just(Query(Operation.DOCUMENT, self.now, Selection(), facets=()))
        noted = st.sampled_from((Selection(Scope.LISTINGS), Selection(Scope.TABLE)))
        notes = st.builds(lambda rows: Query(Operation.NOTES, self.now, rows, facets=()), noted)
        return st.one_of(parts, document, notes)

    # --- what is claimed ---------------------------------------------------------------------------------------------

    def claimed(self) -> st.SearchStrategy[Query]:
        """Yes/no questions."""
        projects, divisions = self.named(Kind.PROJECT), self.named(Kind.DIVISION)
        statistics = st.sampled_from(tuple(Statistic))
        of_one: tuple[tuple[tuple[Named, ...], st.SearchStrategy[Claim]], ...] = (
            (divisions + projects, amounts().map(AmountClaim)),
            (divisions + projects, st.builds(RankClaim, st.none() | st.integers(1, 9), st.booleans())),
            (divisions + projects, st.builds(BeyondClaim, statistics, st.booleans(), st.booleans())),
            (projects, st.builds(DivisionClaim, _some(divisions, 2), only=st.booleans())),
            (projects, st.builds(CategoryClaim, st.sampled_from(tuple(Category)))),
            (projects, st.builds(MeetsClaim, st.sampled_from((Joint(), Joint(negated=True), Relisted())))),
        )
        singly = [
            st.builds(self._claim, st.sampled_from(names).map(lambda one: Selection(subjects=(one,))), claims)
            for names, claims in of_one
        ]
        ways = st.sampled_from((Direction.UP, Direction.DOWN))
        moved = st.builds(
            lambda subject, way, base: replace(self._claim(Selection(subjects=(subject,)), MovedClaim(way)),
                                               measure=Measure.CHANGE, base=base),
            st.sampled_from(divisions), ways, st.sampled_from(self.catalogue.bases),
        )  # fmt: skip
        larger = st.builds(
            lambda two, larger: self._claim(Selection(subjects=two), LargerClaim(larger)),
            _some(divisions, 2, least=2), st.booleans(),
        )  # fmt: skip
        found = self.projects(2).filter(lambda rows: bool(rows.conditions))
        of_rows = st.builds(
            self._claim, found, st.one_of(st.integers(1, 80).map(CountClaim), _some(projects, 2).map(OnlyClaim))
        )
        return st.one_of(*singly, moved, larger, of_rows)

    def _claim(self, rows: Selection, claim: Claim) -> Query:
        return Query(Operation.CHECK, self.now, rows, claim=claim)


def amounts() -> st.SearchStrategy[AmountRange]:
    def between(low: int, high: int, low_inclusive: bool, high_inclusive: bool) -> AmountRange:
        return AmountRange(min(low, high), max(low, high), low_inclusive, high_inclusive)

    one = st.sampled_from(_AMOUNTS)
    return st.one_of(
        st.builds(AmountRange, low_thousand_yen=one, low_inclusive=st.booleans()),
        st.builds(AmountRange, high_thousand_yen=one, high_inclusive=st.booleans()),
        st.builds(between, one, one, st.booleans(), st.booleans()).filter(
            lambda each: each.low_thousand_yen != each.high_thousand_yen
        ),
        one.map(lambda amount: AmountRange(amount, amount)),
    )


def _some(names: Sequence[Named] | Sequence[Category], most: int, least: int = 1) -> st.SearchStrategy[tuple]:  # type: ignore[type-arg]
    return st.lists(st.sampled_from(names), min_size=least, max_size=min(most, len(names)), unique=True).map(tuple)


def _fit_together(conditions: tuple[Condition, ...]) -> bool:
    """Not all conditions say something beside each other («run by one alone» by both of two)."""
    kinds = [type(each) for each in conditions]
    return len(set(kinds)) == len(kinds)
