"""What answers say: the figure first, what it is compared with, rows, and nothing that is not in the answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.reply import Reason, ReplyItem, Status
from db.answer import Answer, Figure, Gap, Item, Note, NoteKind
from nlp.query import (
    About,
    Aggregate,
    AmountClaim,
    AmountRange,
    Category,
    CategoryClaim,
    Claim,
    CountClaim,
    Dimension,
    Direction,
    DisplayUnit,
    DivisionClaim,
    Facet,
    InCategory,
    InDivisions,
    LargerClaim,
    Measure,
    MovedClaim,
    OnlyClaim,
    Operation,
    Order,
    RankClaim,
    RateClaim,
    RateRange,
    Scope,
    Selection,
    Unit,
)
from nlp.reading import TookName, Understood
from tests.bot.wording_world import (
    BEFORE,
    DECEMBER,
    DEPARTMENT,
    DOCUMENT,
    FISHERY,
    GENERAL,
    HARBOUR,
    LINE,
    NOW,
    PILLAR,
    ROUTES,
    TOWN,
    count,
    item,
    moved,
    of,
    project,
    query,
    rate,
    replied,
    show,
    spoken,
    yen,
)

NEW = Selection(Scope.PROJECTS, conditions=(InCategory((Category.NEW,)),))
BUDGET = Answer(
    show(HARBOUR),
    DOCUMENT,
    (yen(2_158_796, HARBOUR),),
    (
        yen(2_327_390, HARBOUR, BEFORE),
        moved(-168_594, HARBOUR),
        rate("-7.2", HARBOUR),
        yen(2_400_000, HARBOUR, DECEMBER),
        moved(-241_204, HARBOUR, DECEMBER),
        rate("-10.1", HARBOUR, DECEMBER),
    ),
)


def body(answer: Answer) -> list[str]:
    """The lines above the small print."""
    return replied(answer).text.split("\n\n")[0].splitlines()


def checked(claim: Claim, yes: bool, *figures: Figure, items: tuple[Item, ...] = (), rank: int | None = None) -> str:
    measure = Measure.CHANGE if isinstance(claim, MovedClaim) else Measure.BUDGET
    asked = query(Operation.CHECK, of(HARBOUR), claim=claim, measure=measure, base=BEFORE)
    return body(Answer(asked, DOCUMENT, figures, items=items, yes=yes, rank=rank))[0]


def test_a_budget_and_what_it_is_compared_with() -> None:
    assert body(BUDGET) == [
        "港湾課の令和12年度当初予算は 21億5,879万6千円（2,158,796千円）です。",
        "前年度当初（令和11年度） 23億2,739万円（2,327,390千円）と比べて 1億6,859万4千円（168,594千円）の減、▲7.2%。",
        "前年度12月現計（令和11年度） 24億円（2,400,000千円）と比べて 2億4,120万4千円（241,204千円）の減、▲10.1%。",
    ]


def test_only_what_was_asked_is_a_figure() -> None:
    reply = replied(BUDGET)
    assert [(figure.label, figure.value, figure.unit) for figure in reply.figures] == [
        ("港湾課 令和12年度当初予算", 2_158_796, "千円")
    ]
    assert reply.items == ()
    assert reply.yes is None


def test_the_requested_unit_comes_first_and_the_exact_amount_stays() -> None:
    asked = show(HARBOUR, unit=DisplayUnit.TEN_THOUSAND_YEN)
    reply = replied(Answer(asked, DOCUMENT, (yen(2_158_796, HARBOUR),)))
    assert reply.headline == "港湾課の令和12年度当初予算は 215,879.6万円（2,158,796千円）です。"
    assert (reply.figures[0].value, reply.figures[0].unit) == (2_158_796, "千円")
    assert "万円で表示" in reply.reading


def test_a_change_says_direction_both_ends_and_the_rate() -> None:
    asked = show(HARBOUR, measure=Measure.CHANGE, base=BEFORE)
    context = (rate("-7.2", HARBOUR), yen(2_158_796, HARBOUR), yen(2_327_390, HARBOUR, BEFORE))
    answer = Answer(asked, DOCUMENT, (moved(-168_594, HARBOUR),), context)
    assert body(answer) == [
        "港湾課の令和12年度当初予算は、前年度当初（令和11年度）と比べて 1億6,859万4千円（168,594千円）の減です。",
        "令和11年度当初 23億2,739万円（2,327,390千円） → 令和12年度当初 21億5,879万6千円（2,158,796千円）、▲7.2%。",
    ]
    assert replied(answer).figures[0].label == "港湾課 対前年度当初 増減額"


def test_a_falling_rate_says_so_in_words() -> None:
    asked = show(HARBOUR, measure=Measure.CHANGE_RATE, base=DECEMBER)
    (line,) = body(Answer(asked, DOCUMENT, (rate("-10.1", HARBOUR, DECEMBER),)))
    assert line.endswith("前年度12月現計（令和11年度）と比べて 10.1%の減（▲10.1%）です。")


def test_no_change_is_said_as_the_same_amount() -> None:
    asked = show(HARBOUR, period=DECEMBER, measure=Measure.CHANGE, base=BEFORE)
    figure = Figure(0, Unit.THOUSAND_YEN, HARBOUR, Measure.CHANGE, DECEMBER, BEFORE, computed=True)
    (line,) = body(Answer(asked, DOCUMENT, (figure,)))
    assert line == "港湾課の令和11年度12月現計は、同年度当初（令和11年度）と比べて 増減なし（同額）です。"


def test_several_subjects_are_rows_without_comparison() -> None:
    answer = Answer(
        show(HARBOUR, FISHERY),
        DOCUMENT,
        (yen(1000, HARBOUR), yen(500, FISHERY)),
        (yen(900, HARBOUR, BEFORE), yen(800, FISHERY, BEFORE)),
    )
    assert body(answer) == [
        "令和12年度当初予算は、次のとおりです。",
        "・港湾課：100万円（1,000千円）",
        "・海運・物流課：50万円（500千円）",
    ]


def test_a_policy_node_is_the_sum_of_its_projects() -> None:
    answer = Answer(show(PILLAR), DOCUMENT, (yen(810, PILLAR),), details=(project(TOWN, 90),))
    assert body(answer)[0] == "「港をひらく」に載る主要事業の令和12年度当初予算の合計は 81万円（810千円）です。"


def test_who_is_in_charge() -> None:
    asked = show(TOWN, facets=(Facet.AMOUNT, Facet.DIVISION))
    row = project(TOWN, 90, HARBOUR, FISHERY)
    answer = Answer(asked, DOCUMENT, (yen(90, TOWN),), items=(item(HARBOUR), item(FISHERY)), details=(row,))
    assert body(answer) == [
        "「海のまち推進事業費」の令和12年度当初予算は 9万円（90千円）です。",
        "「海のまち推進事業費」の担当は港湾課、海運・物流課です。",
    ]
    assert [(row.kind, row.name) for row in replied(answer).items] == [
        ("division", "港湾課"),
        ("division", "海運・物流課"),
    ]


def test_a_description_prints_the_summary_as_it_is() -> None:
    row = project(TOWN, 90, HARBOUR, category=Category.NEW, summary="海辺のまちづくり、夜の 灯り等")
    answer = Answer(show(TOWN, facets=(Facet.SUMMARY,)), DOCUMENT, items=(row,), facets=(Facet.SUMMARY,))
    assert body(answer) == [
        "No.2 「海のまち推進事業費」",
        "海辺のまちづくり、夜の 灯り等",
        "予算額: 9万円（90千円）　担当: 港湾課　区分: 「新規」",
    ]


@pytest.mark.parametrize(
    ("category", "said"),
    [(Category.EXPANDED, "の区分は「拡充」です。"), (None, "には区分の表示がありません")],
)
def test_a_category(category: Category | None, said: str) -> None:
    row = project(TOWN, 90, category=category)
    answer = Answer(show(TOWN, facets=(Facet.CATEGORY,)), DOCUMENT, items=(row,))
    assert said in body(answer)[0]


@pytest.mark.parametrize(
    ("facet", "said"),
    [
        (Facet.NUMBER, "「海のまち推進事業費」の番号は No.2 です。"),
        (Facet.POLICY, "「海のまち推進事業費」は「岸壁と街」に載っています。"),
        (Facet.SOURCE, "「海のまち推進事業費」は 課・会計別予算額 22行にあります。"),
        (Facet.NAME, "No.2 海のまち推進事業費（9万円（90千円）／港湾課）です。"),
    ],
)
def test_other_facets(facet: Facet, said: str) -> None:
    assert body(Answer(show(TOWN, facets=(facet,)), DOCUMENT, items=(project(TOWN, 90),)))[0] == said


def test_a_list_counts_its_rows_but_not_breakdown_lines() -> None:
    line = item(LINE, yen(12, LINE))
    rows = (project(TOWN, 90, category=Category.NEW), line)
    note = Note(NoteKind.BREAKDOWN_NOT_ADDED, (LINE.name,), 1)
    reply = replied(Answer(query(Operation.LIST, NEW), DOCUMENT, items=rows, notes=(note,)))
    assert reply.headline.splitlines()[0] == "区分が新規の主要事業は、次の1件です。"
    assert "・No.2 海のまち推進事業費：9万円（90千円）［港湾課／新規］" in reply.text
    assert "・（内訳の行）新航路の需要調査：1万2千円（12千円）" in reply.text
    assert [row.kind for row in reply.items] == ["project", "breakdown"]
    assert reply.intent == "new_projects"


def test_long_lists_are_cut_in_the_text_and_whole_in_the_items() -> None:
    rows = tuple(project(TOWN, amount) for amount in range(76))
    reply = replied(Answer(query(Operation.LIST), DOCUMENT, items=rows))
    assert len(reply.items) == 76
    assert reply.text.count("・No.2") == 20
    assert "ほか56件" in reply.text


def test_a_list_of_nothing_is_an_answer_unless_a_topic_was_searched() -> None:
    dear = Selection(Scope.PROJECTS, conditions=(AmountRange(10**6),))
    reply = replied(Answer(query(Operation.LIST, dear), DOCUMENT, gap=Gap.NO_ROWS))
    assert (reply.status, reply.headline) == (Status.ANSWERED, "予算額が10億円以上の主要事業はありません。")
    topic = Selection(Scope.PROJECTS, conditions=(About((("新型コロナ",),)),))
    reply = replied(Answer(query(Operation.LIST, topic), DOCUMENT, gap=Gap.NO_ROWS))
    assert (reply.status, reply.reason) == (Status.DECLINED, Reason.NO_MATCH)
    assert "「新型コロナ」に触れた主要事業は見当たりません" in reply.text


def test_existence() -> None:
    there = replied(Answer(query(Operation.EXISTS, NEW), DOCUMENT, items=(project(TOWN, 90),), yes=True))
    assert there.headline == "はい、区分が新規の主要事業が1件あります。"
    assert there.yes is True
    none = replied(Answer(query(Operation.EXISTS, NEW), DOCUMENT, yes=False, gap=Gap.NO_ROWS))
    assert none.headline == "いいえ、区分が新規の主要事業はありません。"
    assert (none.status, none.yes) == (Status.ANSWERED, False)


def test_ranks() -> None:
    largest = Selection(Scope.DIVISIONS, order=Order(), limit=1)
    answer = Answer(query(Operation.RANK, largest), DOCUMENT, items=(item(HARBOUR, yen(1000, HARBOUR)),))
    assert body(answer) == ["課のうち、予算額が最も大きいのは港湾課で、100万円（1,000千円）です。"]
    every = Selection(Scope.DIVISIONS, order=Order(descending=False), start=2)
    rows = (item(HARBOUR, yen(500, HARBOUR)), item(FISHERY, yen(1000, FISHERY)))
    assert body(Answer(query(Operation.RANK, every), DOCUMENT, items=rows)) == [
        "課を予算額の小さい順に並べると、2番目から3番目までは次のとおりです。",
        "2. 港湾課：50万円（500千円）",
        "3. 海運・物流課：100万円（1,000千円）",
    ]


@pytest.mark.parametrize(
    ("descending", "change", "said"),
    [
        (True, 100, "増加額が最も大きいのは"),
        (True, -100, "減少額が最も小さいのは"),
        (False, -100, "減少額が最も大きいのは"),
        (False, 100, "増加額が最も小さいのは"),
    ],
)
def test_a_superlative_never_calls_a_fall_a_rise(descending: bool, change: int, said: str) -> None:
    first = Selection(Scope.DIVISIONS, order=Order(descending), limit=1)
    asked = query(Operation.RANK, first, measure=Measure.CHANGE, base=BEFORE)
    assert said in body(Answer(asked, DOCUMENT, items=(item(HARBOUR, moved(change, HARBOUR)),)))[0]


def test_the_winners_division() -> None:
    first = Selection(Scope.PROJECTS, order=Order(), limit=1)
    asked = query(Operation.RANK, first, facets=(Facet.DIVISION,))
    answer = Answer(asked, DOCUMENT, items=(item(HARBOUR),), details=(project(TOWN, 90),), facets=(Facet.DIVISION,))
    assert body(answer) == [
        "主要事業のうち、予算額が最も大きいのはNo.2 海のまち推進事業費で、9万円（90千円）です。",
        "担当は港湾課です。",
    ]


def test_counts_and_sums() -> None:
    rows = (project(TOWN, 90), project(ROUTES, 30))
    assert body(Answer(query(Operation.COUNT), DOCUMENT, (count(2),), details=rows))[0] == "主要事業は 2件です。"
    assert body(Answer(query(Operation.SUM), DOCUMENT, (yen(120),), details=rows))[:2] == [
        "主要事業の令和12年度当初予算の合計は 12万円（120千円）です（2件の合計）。",
        "・No.2 海のまち推進事業費：9万円（90千円）［港湾課］",
    ]
    divisions = Selection(Scope.DIVISIONS)
    assert body(Answer(query(Operation.COUNT, divisions), DOCUMENT, (count(6),))) == ["課は 6課です。"]


def test_means_say_when_they_are_rounded() -> None:
    exact, rounded = (project(TOWN, 90), project(ROUTES, 30)), (project(TOWN, 90), project(ROUTES, 31))
    assert "四捨五入" not in body(Answer(query(Operation.MEAN), DOCUMENT, (yen(60),), details=exact))[0]
    assert "四捨五入" in body(Answer(query(Operation.MEAN), DOCUMENT, (yen(61),), details=rounded))[0]
    assert "四捨五入" in body(Answer(query(Operation.MEDIAN), DOCUMENT, (yen(61),), details=rounded))[0]


def test_the_rate_of_a_sum_is_of_the_whole() -> None:
    asked = query(Operation.SUM, Selection(Scope.DIVISIONS), measure=Measure.CHANGE_RATE, base=BEFORE)
    rows = (item(HARBOUR, rate("11.1", HARBOUR)), item(FISHERY, rate("-37.5", FISHERY)))
    (lead, *_) = body(Answer(asked, DOCUMENT, (rate("-27.2727"),), details=rows))
    assert "全体では前年度当初（令和11年度）と比べて 27.3%の減（▲27.3%）です" in lead


@pytest.mark.parametrize(("value", "larger"), [(500, "港湾課のほうが大きい"), (-500, "海運・物流課のほうが大きい")])
def test_a_difference_has_no_sign_but_says_which_is_larger(value: int, larger: str) -> None:
    rows = (item(HARBOUR, yen(1000, HARBOUR)), item(FISHERY, yen(500, FISHERY)))
    asked = query(Operation.DIFFERENCE, of(HARBOUR, FISHERY))
    reply = replied(Answer(asked, DOCUMENT, (yen(value),), (yen(1000, HARBOUR), yen(500, FISHERY)), details=rows))
    assert reply.headline.splitlines()[0] == f"令和12年度当初予算の差は 50万円（500千円）です（{larger}）。"
    assert reply.figures[0].value == value


def test_shares_and_ratios() -> None:
    sides = (item(HARBOUR, yen(1000, HARBOUR)), item(DEPARTMENT, yen(2000, DEPARTMENT)))
    share = Figure(Decimal("85.5803"), Unit.PERCENT, computed=True)
    asked = query(Operation.SHARE, of(HARBOUR), other=of(DEPARTMENT))
    reply = replied(Answer(asked, DOCUMENT, (share,), details=sides))
    assert reply.headline == "令和12年度当初予算で見ると、港湾課が海洋部に占める割合は 85.58%です。"
    assert reply.figures[0].to_dict() == {"label": "港湾課 海洋部に占める割合", "value": 85.5803, "unit": "%"}
    times = Figure(Decimal("10.3711"), Unit.TIMES, computed=True)
    asked = query(Operation.RATIO, of(HARBOUR, DEPARTMENT))
    reply = replied(Answer(asked, DOCUMENT, (times,), details=sides))
    assert reply.headline == "令和12年度当初予算で見ると、港湾課は海洋部の 10.37倍です。"


def test_comparisons_and_ties() -> None:
    rows = (item(HARBOUR, yen(1000, HARBOUR)), item(FISHERY, yen(500, FISHERY)))
    asked = query(Operation.COMPARE, of(HARBOUR, FISHERY))
    assert body(Answer(asked, DOCUMENT, (yen(500),), items=rows[:1], details=rows))[:2] == [
        "令和12年度当初予算が大きいのは港湾課です。",
        "差は 50万円（500千円）です。",
    ]
    assert body(Answer(asked, DOCUMENT, items=rows, details=rows))[0].endswith("港湾課、海運・物流課が同額です。")


def test_groups() -> None:
    asked = query(Operation.GROUP, group_by=Dimension.CATEGORY, aggregates=(Aggregate.COUNT, Aggregate.SUM))
    groups = (Item(None, "新規", (count(4), yen(90))), Item(None, "", (count(60), yen(900))))
    reply = replied(Answer(asked, DOCUMENT, items=groups))
    assert reply.text.splitlines()[:3] == [
        "主要事業を区分ごとに集計すると、次のとおりです。",
        "・新規：件数 4件、合計 9万円（90千円）",
        "・区分なし：件数 60件、合計 90万円（900千円）",
    ]
    assert [(row.kind, row.name) for row in reply.items] == [("category", "新規"), ("category", "区分なし")]
    assert [figure.label for figure in reply.items[0].figures] == ["新規 件数", "新規 合計"]
    assert [figure.value for figure in reply.figures] == [4, 90, 60, 900]


def test_a_grouping_without_aggregates_has_no_headline() -> None:
    groups = (Item(None, "新規", (count(4), yen(90))),)
    assert replied(Answer(query(Operation.GROUP, group_by=Dimension.CATEGORY), DOCUMENT, items=groups)).figures == ()


def test_policy_levels_are_one_kind_in_the_reply() -> None:
    reply = replied(Answer(query(Operation.PARTS, of(PILLAR)), DOCUMENT, items=(item(PILLAR, yen(810, PILLAR)),)))
    assert reply.items[0] == ReplyItem("policy", "港をひらく", reply.items[0].figures)


@pytest.mark.parametrize(
    ("claim", "yes", "figures", "said"),
    [
        (AmountClaim(AmountRange(900)), True, (yen(1000, HARBOUR),), "はい、港湾課の令和12年度当初予算は 100万円"),
        (AmountClaim(AmountRange(9000)), False, (yen(1000, HARBOUR),), "いいえ、港湾課の令和12年度当初予算は 100万円"),
        (RateClaim(RateRange(None, -50)), True, (rate("-7.2", HARBOUR),), "はい、港湾課"),
        (MovedClaim(Direction.DOWN), True, (moved(-5, HARBOUR),), "と比べて減っています。"),
        (MovedClaim(Direction.DOWN), False, (moved(5, HARBOUR),), "と比べて減っていません。増えています。"),
        (MovedClaim(Direction.UP), False, (moved(0, HARBOUR),), "増えていません。変わっていません（同額です）。"),
        (MovedClaim(Direction.FLAT), True, (moved(0, HARBOUR),), "変わっていません（同額です）。"),
        (MovedClaim(Direction.CHANGED), False, (moved(0, HARBOUR),), "いいえ、"),
        (CountClaim(3), False, (count(1),), "いいえ、港湾課は 1件です。"),
    ],
)
def test_verdicts_give_the_true_figure(claim: Claim, yes: bool, figures: tuple[Figure, ...], said: str) -> None:
    line = checked(claim, yes, *figures)
    assert line.startswith("はい、" if yes else "いいえ、")
    assert said in line


def test_verdicts_about_rank_division_category_and_size() -> None:
    assert "大きいほうから3番目です" in checked(RankClaim(3), True, yen(1000, HARBOUR), rank=3)
    assert checked(DivisionClaim((FISHERY,)), False, items=(item(HARBOUR),)) == "いいえ、港湾課の担当は港湾課です。"
    row = project(TOWN, 90, category=Category.NEW)
    assert checked(CategoryClaim(Category.NEW), True, items=(row,)).endswith("の区分は「新規」です。")
    sides = (item(HARBOUR, yen(1000, HARBOUR)), item(FISHERY, yen(500, FISHERY)))
    asked = query(Operation.CHECK, of(HARBOUR, FISHERY), claim=LargerClaim(larger=False))
    answer = Answer(asked, DOCUMENT, (yen(1000, HARBOUR), yen(500, FISHERY)), details=sides, yes=False)
    assert body(answer)[0] == "いいえ、大きいのは港湾課です。"


def test_verdicts_about_what_alone_is_found() -> None:
    asked = query(Operation.CHECK, Selection(Scope.PROJECTS, conditions=(InCategory((Category.NEW,)),)))
    only = replace(asked, claim=OnlyClaim((TOWN,)))
    assert body(Answer(only, DOCUMENT, items=(project(TOWN, 90),), yes=True))[0] == (
        "はい、区分が新規の主要事業は「海のまち推進事業費」だけです。"
    )
    assert body(Answer(only, DOCUMENT, items=(project(TOWN, 90), project(TOWN, 90)), yes=False))[0] == (
        "いいえ、区分が新規の主要事業は 次の2件です。"
    )
    assert body(Answer(only, DOCUMENT, yes=False)) == ["いいえ、区分が新規の主要事業はありません。"]


def test_several_rows_that_moved_differently() -> None:
    figures = (moved(120, GENERAL), moved(-20, HARBOUR), rate("-20.0", HARBOUR))
    claim = MovedClaim(Direction.DOWN)
    asked = query(Operation.CHECK, of(GENERAL, HARBOUR), claim=claim, measure=Measure.CHANGE, base=BEFORE)
    assert body(Answer(asked, DOCUMENT, figures, yes=False)) == [
        "いいえ、一般会計と港湾課は、前年度当初（令和11年度）と比べてすべてが減ったわけではありません。",
        "・一般会計：12万円（120千円）の増（増えています）",
        "・港湾課：2万円（20千円）の減、▲20.0%（減っています）",
    ]


def test_why_with_a_false_and_with_a_true_presupposition() -> None:
    claim = MovedClaim(Direction.DOWN)
    asked = query(Operation.WHY, of(HARBOUR), claim=claim, measure=Measure.CHANGE, base=BEFORE)
    false = replied(Answer(asked, DOCUMENT, (moved(5, HARBOUR), rate("132.0", HARBOUR)), yes=False))
    assert false.status is Status.ANSWERED
    assert "減っていません。増えています。" in false.headline
    assert "132.0%の増" in false.headline
    true = replied(Answer(asked, DOCUMENT, context=(moved(-5, HARBOUR), yen(9, HARBOUR)), gap=Gap.NO_REASON))
    assert (true.status, true.reason, true.figures) == (Status.DECLINED, Reason.NOT_IN_DOCUMENT, ())
    assert "理由は、この資料に書かれていません" in true.text
    assert "5千円の減です" in true.text


def test_parts_and_causes() -> None:
    rows = (project(TOWN, 90),)
    whole = (yen(1000, HARBOUR),)
    lead = body(Answer(query(Operation.PARTS, of(HARBOUR)), DOCUMENT, context=whole, items=rows))[0]
    assert lead == "港湾課は 100万円（1,000千円）で、主要事業（予算額の大きい順）は次のとおりです。"
    lines = body(Answer(query(Operation.CAUSE, of(HARBOUR)), DOCUMENT, items=rows))
    assert lines[1] == "金額が動いた理由そのものは、この資料には書かれていません。"


def test_definitions() -> None:
    known = replied(Answer(query(Operation.DEFINE, term="△"), DOCUMENT))
    assert known.headline.startswith("「▲」の意味: マイナスの印です。")
    assert known.reading.endswith("｜用語「▲」の意味")
    assert (known.status, known.sources) == (Status.ANSWERED, ())
    unknown = replied(Answer(query(Operation.DEFINE, term="もけもけ"), DOCUMENT))
    assert (unknown.status, unknown.reason) == (Status.DECLINED, Reason.NO_MATCH)


def test_small_print() -> None:
    asked = show(HARBOUR, measure=Measure.CHANGE, base=BEFORE, base_assumed=True)
    note = Note(NoteKind.BASE_ASSUMED)
    figure = moved(-300, HARBOUR)
    answer = Answer(asked, DOCUMENT, (figure,), (yen(500, HARBOUR), yen(800, HARBOUR, BEFORE, 23)), notes=(note,))
    reply = replied(answer, took=(TookName("港わん", HARBOUR),), inherited=("subject",))
    small = reply.text.split("\n\n")[1].splitlines()
    assert small == [
        "※ 「港わん」は「港湾課」と読みました。",
        "※ 比べる相手の指定がなかったので、令和11年度当初と比べました（令和11年度12月現計とも比べられます）。",
        f"読み方: {reply.reading}",
        "出典: みなと県 令和12年度 海洋部予算の概要 課・会計別予算額 22行「500」、23行「800」",
    ]
    assert reply.reading.endswith("（前の質問から: 対象）")
    assert reply.notes == tuple(line.removeprefix("※ ") for line in small[:2])


def test_sources_are_each_named_once_and_trimmed_in_the_text() -> None:
    rows = tuple(item(HARBOUR, yen(amount, HARBOUR, line=amount)) for amount in (1, 2, 2, 3, 4, 5))
    reply = replied(Answer(query(Operation.LIST), DOCUMENT, items=rows))
    assert [source.quote for source in reply.sources] == ["1", "2", "3", "4", "5"]
    assert reply.text.endswith("1行「1」、2行「2」、3行「3」 ほか2件")
    assert reply.to_dict()["sources"][0] == {  # type: ignore[index]
        "document": "みなと県 令和12年度 海洋部予算の概要",
        "section": "課・会計別予算額",
        "line": 1,
        "quote": "1",
    }


def test_several_questions_in_one_message() -> None:
    held = Answer(show(HARBOUR), DOCUMENT, (yen(1000, HARBOUR),))
    lacking = Answer(show(TOWN, period=BEFORE), DOCUMENT, gap=Gap.NO_FIGURE)
    listed = Answer(
        query(Operation.LIST, Selection(conditions=(InDivisions((HARBOUR,)),), scope=Scope.PROJECTS)),
        DOCUMENT,
        items=(project(TOWN, 90),),
    )
    reply = replied(held, lacking, listed)
    assert reply.status is Status.ANSWERED
    assert reply.reason is None
    assert [figure.value for figure in reply.figures] == [1000]
    assert [row.name for row in reply.items] == ["海のまち推進事業費"]
    first, second = reply.text.index("100万円"), reply.text.index("事業ごとの令和11年度当初の額は載っていません")
    assert first < second < reply.text.index("港湾課が担当する主要事業は")
    assert replied(lacking, lacking).status is Status.DECLINED


def test_an_understood_question_without_answers_is_declined() -> None:
    assert spoken(Understood((show(HARBOUR),))).reason is Reason.NOT_UNDERSTOOD


def test_json_has_exactly_the_keys_of_the_contract() -> None:
    assert list(replied(BUDGET).to_dict()) == [
        "question",
        "status",
        "reason",
        "intent",
        "reading",
        "figures",
        "items",
        "yes",
        "notes",
        "sources",
        "choices",
        "text",
    ]
    assert replied(BUDGET).figures[0].label.endswith(str(NOW.fiscal_year - 2018) + "年度当初予算")
