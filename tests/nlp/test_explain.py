"""「こう読みました」: every part of a query says itself."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.catalogue import Catalogue, DocumentRef
from nlp.explain import (
    AGGREGATES,
    DIMENSIONS,
    FACETS,
    SCOPES,
    claim_words,
    query_words,
    reading_lines,
    selection_words,
)
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
    Either,
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
from nlp.say import base_name, named_words, names_words, period_name, qualifier, readable_amount, year_name

NOW = Period(2030)
BEFORE = Period(2029)
DECEMBER = Period(2029, Phase.CURRENT, 12)
DOCUMENT = DocumentRef(1, "small", 1, "令和12年度 海洋部予算の概要", "みなと県", "海洋部", 2030)
HARBOUR = Named(Kind.DIVISION, "港湾課", "港湾課")
FISHERY = Named(Kind.DIVISION, "漁業課", "漁業課")
PILLAR = Named(Kind.PILLAR, "1", "港をひらく")
SECOND = Named(Kind.PILLAR, "2", "海をまもる")
TOWN = Named(Kind.PROJECT, "2", "海のまち推進事業費")

CONDITIONS: list[tuple[Condition, str]] = [
    (InDivisions((HARBOUR,)), "港湾課が担当する"),
    (InDivisions((HARBOUR, FISHERY)), "港湾課または漁業課が担当する"),
    (InDivisions((HARBOUR, FISHERY), every=True), "港湾課と漁業課が共に担当する"),
    (InDivisions((HARBOUR,), negated=True), "港湾課が担当しない"),
    (InCategory((Category.NEW, Category.EXPANDED)), "区分が新規または拡充の"),
    (InCategory((Category.NEW,), negated=True), "区分が新規でない"),
    (InPolicy((PILLAR,)), "「港をひらく」に載る"),
    (InPolicy((PILLAR,), negated=True), "「港をひらく」に載っていない"),
    (About((("ai",), ("ロボット",))), "「AI」または「ロボット」に触れた"),
    (About((("ai",), ("ロボット",)), every=True), "「AI」と「ロボット」の両方に触れた"),
    (About((("船員", "乗組員"),), negated=True), "「船員」（乗組員を含む）に触れていない"),
    (About((("自動車",),), in_name_only=True), "名前に「自動車」を含む"),
    (AmountRange(100_000), "予算額が1億円以上の"),
    (AmountRange(100_000, low_inclusive=False), "予算額が1億円を超える"),
    (AmountRange(None, 10_000, high_inclusive=False), "予算額が1,000万円未満の"),
    (AmountRange(10_000, 30_000, high_inclusive=False), "予算額が1,000万円以上3,000万円未満の"),
    (AmountRange(923, 923), "予算額がちょうど92万3千円の"),
    (AmountRange(10_000, negated=True), "予算額が1,000万円以上でない"),
    (AmountRange(1, 0), "予算額が千円単位では表せない額の"),
    (RateRange(None, -200), "増減率が20%以上の減である"),
    (RateRange(55, None, low_inclusive=False), "増減率が5.5%を超える増である"),
    (RateRange(-50, 50), "増減率が▲5%以上5%以下の"),
    (Moved(Direction.UP), "令和11年度当初から増えた"),
    (Moved(Direction.DOWN, negated=True), "令和11年度当初から減っていない"),
    (Moved(Direction.FLAT), "令和11年度当初と同額の"),
    (Moved(Direction.CHANGED), "令和11年度当初から増減した"),
    (Joint(), "複数の課が担当する"),
    (Joint(at_least=3), "3課以上が担当する"),
    (Joint(at_least=3, at_most=3), "3課が担当する"),
    (Joint(negated=True), "一つの課だけが担当する"),
    (Relisted(), "再掲のある"),
    (Relisted(negated=True), "再掲のない"),
    (Partial(), "金額に「の一部」と付いた"),
    (Partial(negated=True), "金額に「の一部」と付いていない"),
    (HasBreakdown(), "番号のない内訳の行がある"),
    (InPolicy((PILLAR, SECOND), every=True), "「港をひらく」と「海をまもる」のすべてに載る"),
    (UnderSeveral(Kind.PILLAR), "2つ以上の施策の柱に載る"),
    (UnderSeveral(Kind.SECTION, 3, negated=True), "3つ以上の項目の下の小項目に載っていない"),
    (Either((InCategory((Category.NEW,)), InDivisions((HARBOUR,)))), "区分が新規または港湾課が担当する"),
    (Beyond(Statistic.MEAN), "予算額が平均を上回る"),
    (Beyond(HARBOUR, above=False, inclusive=True), "予算額が港湾課以下の"),
    (Beyond(HARBOUR, above=False, by=Measure.CHANGE_RATE), "増減率が港湾課を下回る"),
    (HasProjects((InCategory((Category.NEW,)),), 0, 0), "区分が新規の主要事業がない"),
    (HasProjects((), 2), "主要事業が2件以上ある"),
    (HasProjects((AmountRange(100_000),), 3, 3), "予算額が1億円以上の主要事業がちょうど3件ある"),
    (HasProjects((Joint(),), 0, 4), "複数の課が担当する主要事業が4件以下の"),
    (InOutline(), "施策体系に載っている"),
    (InOutline(negated=True), "施策体系に載っていない"),
    (UnderHeading("海をひらく"), "施策体系の「海をひらく」に載っている"),
    (Level(Kind.PART), "柱の下の項目である"),
    (Except((HARBOUR, TOWN)), "港湾課と「海のまち推進事業費」を除く"),
]
CLAIMS: list[tuple[Claim, str]] = [
    (AmountClaim(AmountRange(100, 200, high_inclusive=False)), "予算額が10万円以上20万円未満"),
    (RateClaim(RateRange(None, -200)), "増減率が20%以上の減"),
    (RankClaim(3, of=6), "予算額が6件中大きいほうから3番目"),
    (BeyondClaim(Statistic.MEAN), "予算額が課の平均を上回る"),
    (MeetsClaim(Joint()), "複数の課が担当する"),
    (MovedClaim(Direction.DOWN), "減った"),
    (MovedClaim(Direction.FLAT), "同額"),
    (DivisionClaim((HARBOUR,), only=True), "担当が港湾課だけ"),
    (CategoryClaim(Category.NEW, negated=True), "区分が新規でない"),
    (CountClaim(3), "3件"),
    (OnlyClaim((HARBOUR, TOWN)), "港湾課と「海のまち推進事業費」だけ"),
    (LargerClaim(), "前者の予算額が後者より大きい"),
]


def projects(*conditions: Condition, order: Order | None = None, start: int = 1, limit: int | None = None) -> Selection:
    return Selection(Scope.PROJECTS, conditions=conditions, order=order, start=start, limit=limit)


@pytest.mark.parametrize(("condition", "words"), CONDITIONS, ids=[words for _, words in CONDITIONS])
def test_condition_says_itself(condition: Condition, words: str) -> None:
    assert qualifier(condition, Measure.BUDGET, BEFORE) == words
    said = query_words(Query(Operation.LIST, NOW, projects(condition), base=BEFORE))
    # A level is the very noun: «柱の下の項目の一覧».
    assert (words.removesuffix("である") if isinstance(condition, Level) else words) in said


def test_every_condition_is_covered() -> None:
    assert {type(condition) for condition, _ in CONDITIONS} == set(get_args(Condition))


@pytest.mark.parametrize(("claim", "words"), CLAIMS, ids=[words for _, words in CLAIMS])
def test_claim_says_itself(claim: Claim, words: str) -> None:
    query = Query(Operation.CHECK, NOW, Selection(subjects=(HARBOUR,)), claim=claim)
    assert claim_words(claim, query) == words
    assert words in query_words(query)


def test_every_claim_is_covered() -> None:
    assert {type(claim) for claim, _ in CLAIMS} == set(get_args(Claim))


def test_a_change_range_says_its_direction() -> None:
    down = AmountRange(None, -100_000)
    assert qualifier(down, Measure.CHANGE, BEFORE) == "増減額が1億円以上の減である"
    assert qualifier(AmountRange(50_000), Measure.CHANGE, BEFORE) == "増減額が5,000万円以上の増である"
    assert qualifier(AmountRange(-100, 100), Measure.CHANGE, BEFORE) == "増減額が▲10万円以上10万円以下の"


@pytest.mark.parametrize("operation", Operation)
def test_every_operation_reads_differently(operation: Operation) -> None:
    def said(other: Operation) -> str:
        selection = projects(order=Order(), limit=3)
        return query_words(Query(other, NOW, selection, other=projects(), claim=CountClaim(3), term="再掲"))

    assert [other for other in Operation if said(other) == said(operation)] == [operation]


def test_vocabularies_are_whole() -> None:
    assert set(SCOPES) == set(Scope)
    assert set(DIMENSIONS) == set(Dimension)
    assert set(AGGREGATES) == set(Aggregate)
    assert set(FACETS) | {Facet.AMOUNT} == set(Facet)


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("magnitude", [True, False])
def test_every_order_says_itself(measure: Measure, descending: bool, magnitude: bool) -> None:
    query = Query(Operation.RANK, NOW, projects(order=Order(descending, measure, magnitude), limit=5), base=BEFORE)
    assert "順に5件" in query_words(query)


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Period(2020), "令和2年度当初"),
        (Period(2019), "令和元年度当初"),
        (Period(2018), "平成30年度当初"),
        (Period(1989), "平成元年度当初"),
        (Period(2019, Phase.CURRENT, 9), "令和元年度9月現計"),
        (Period(2022, Phase.CURRENT), "令和4年度現計"),
        (Period(1850), "1850年度当初"),
    ],
)
def test_period_names(period: Period, name: str) -> None:
    assert period_name(period) == name


@given(st.integers(1868, 2100))
def test_each_year_has_its_own_name(fiscal_year: int) -> None:
    assert year_name(fiscal_year) != year_name(fiscal_year + 1)
    assert year_name(fiscal_year).endswith("年度")


def test_base_names() -> None:
    assert base_name(BEFORE, NOW) == "前年度当初"
    assert base_name(DECEMBER, NOW) == "前年度12月現計"
    assert base_name(BEFORE, DECEMBER) == "同年度当初"
    assert base_name(Period(2025), NOW) == "令和7年度当初"


def test_windows() -> None:
    def words(start: int, limit: int | None) -> str:
        return selection_words(Query(Operation.RANK, NOW, projects(order=Order(), start=start, limit=limit)))

    assert words(1, None) == "主要事業（予算額の大きい順）"
    assert words(1, 5) == "主要事業のうち予算額の大きい順に5件"
    assert words(2, 1) == "主要事業のうち予算額の大きい順に2番目"
    assert words(3, 2) == "主要事業のうち予算額の大きい順に3番目から2件"
    assert words(4, None) == "主要事業のうち予算額の大きい順に4番目以降"


def test_reading_line_names_document_subject_period_base_and_unit() -> None:
    query = Query(
        Operation.SHOW,
        NOW,
        Selection(subjects=(HARBOUR,)),
        measure=Measure.CHANGE,
        base=DECEMBER,
        unit=DisplayUnit.TEN_THOUSAND_YEN,
    )
    expected = (
        "みなと県 令和12年度 海洋部予算の概要｜港湾課の増減額｜令和12年度当初 ← 令和11年度12月現計と比較｜万円で表示"
    )
    assert reading_lines((query,), DOCUMENT) == expected
    assert reading_lines((query,), Catalogue(DOCUMENT, (NOW,), ())) == expected
    assert reading_lines((query,), DOCUMENT, ("subject", "period")) == expected + "（前の質問から: 対象、年度）"


def test_several_queries_name_the_document_once() -> None:
    queries = tuple(Query(Operation.SHOW, NOW, Selection(subjects=(named,))) for named in (HARBOUR, FISHERY))
    line = reading_lines(queries, DOCUMENT)
    assert line.count(DOCUMENT.title) == 1
    assert "港湾課の予算額" in line
    assert "漁業課の予算額" in line


def test_a_grouping_orders_its_groups() -> None:
    query = Query(
        Operation.GROUP,
        NOW,
        projects(order=Order(), limit=1),
        group_by=Dimension.DIVISION,
        aggregates=(Aggregate.COUNT,),
    )
    assert query_words(query) == "主要事業を課ごとに集計（件数）、件数の多い順に1番目"


def test_names() -> None:
    assert named_words(HARBOUR) == "港湾課"
    assert named_words(Named(Kind.PROJECT, "3", "「港の宝」発信事業費")) == "『「港の宝」発信事業費』"
    assert names_words([HARBOUR] * 9).endswith("ほか3件")


@pytest.mark.parametrize(
    ("thousand_yen", "words"),
    [
        (2_158_796, "21億5,879万6千円"),
        (70_934_529, "709億3,452万9千円"),
        (1_234_567_890, "1兆2,345億6,789万円"),
        (100_000, "1億円"),
        (923, "92万3千円"),
        (5, "5千円"),
        (0, "0円"),
        (-168_594, "▲1億6,859万4千円"),
    ],
)
def test_readable_amounts(thousand_yen: int, words: str) -> None:
    assert readable_amount(thousand_yen) == words
