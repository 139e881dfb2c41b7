"""Documents set otherwise than the shipped one: columns, units, labels, headings, marks. All invented."""

from __future__ import annotations

import pytest

from db.errors import UnreadableDocument
from db.ingest.check import check
from db.ingest.data import read_data
from db.ingest.parse import ParsedDocument, parse
from db.ingest.projects import category, name_parts
from db.ingest.read import read
from db.ingest.report import CheckKind
from nlp.query import Kind, Period, Phase

FRONT = """湖東市 令和6年度当初予算の概要
令和6年2月
こども未来部
"""
TABLE = """令和6年度 こども未来部 会計別予算額
（単位：千円）
\t\t令和6年度\t令和5年度\t\t対前年度
\t\t当初予算額\t当初予算額\t６月補正後\t増減額
一般会計\t保育課\t1,200\t1,000\t1,100\t200
\t子育て支援課\t300\t－\t50\t300
\t計\t1,500\t1,000\t1,150\t500
特別会計\t保育課\t40\t50\t50\t▲ 10
\t母子福祉資金貸付\t60\t50\t50\t10
\t計\t100\t100\t100\t0
合計\t\t1,600\t1,100\t1,250\t500
"""
LIST = """令和6年度 主要事業一覧
◆ 育てる
1．育ちを支える
① 保育の充実
No.\t事業名\t所管課\t令和6年度予算額(千円)\t令和5年度当初予算額(千円)\t新規・拡充\t概要
1\t保育所運営事業\t保育課\t900\t850\t\t保育所の運営
2\tなんでも相談事業\t保育課，子育て支援課\t30\t0\t新\t相談窓口の設置
② 支え合い
No.\t事業名\t所管課\t令和6年度予算額(千円)\t令和5年度当初予算額(千円)\t新規・拡充\t概要
2\t【再掲】なんでも相談事業\t保育課，子育て支援課\t30\t0\t新\t相談窓口の設置
4\t貸付事業\t子育て支援課\t60\t50\t拡\t母子福祉資金の貸付
"""
DOCUMENT = f"{FRONT}\n{TABLE}\n{LIST}"
OWN, BEFORE, JUNE = Period(2024), Period(2023), Period(2023, Phase.CURRENT, 6)


def parsed(text: str = DOCUMENT, data: str = "") -> ParsedDocument:
    return parse(read(text), read_data(data))


def test_front_page_on_one_line() -> None:
    front = parsed().front
    assert (front.government, front.department, front.fiscal_year) == ("湖東市", "こども未来部", 2024)
    assert (front.title, front.published) == ("湖東市 令和6年度当初予算の概要", "令和6年2月")


def test_the_data_file_goes_before_the_text() -> None:
    front = parsed(
        data='government = "湖東県"\n[document]\ntitle = "概要"\ndepartment = "部"\nfiscal_year = 2020'
    ).front
    assert (front.government, front.department, front.fiscal_year, front.title) == ("湖東県", "部", 2020, "概要")


def test_columns_without_formulas() -> None:
    columns = parsed().table.columns
    assert [column.period for column in columns.periods] == [OWN, BEFORE, JUNE]
    (change,) = columns.changes
    assert (change.period, change.base, change.is_rate) == (OWN, BEFORE, False)


def test_formulas_say_what_is_compared() -> None:
    """The base is printed first; letters are capital and of full width."""
    header = """\t\t令和５年度\t\t令和６年度\t増減率
\t\t当初予算額（Ａ）\t６月補正後（Ｂ）\t当初予算額（Ｃ）\t（Ｃ－Ｂ）／Ｂ（％）
一般会計\t保育課\t1,000\t1,100\t1,210\t10.0
合計\t\t1,000\t1,100\t1,210\t10.0
"""
    text = LIST.replace("保育課，子育て支援課", "保育課").replace("子育て支援課", "保育課")
    document = parsed(f"{FRONT}\n令和６年度予算額（単位：千円）\n{header}\n{text}")
    assert [column.period for column in document.table.columns.periods] == [BEFORE, JUNE, OWN]
    (change,) = document.table.columns.changes
    assert (change.period, change.base, change.is_rate) == (OWN, JUNE, True)
    assert all(each.agreed == each.compared for each in check(document)[0] if each.kind is CheckKind.RATE)


def test_rows_of_a_division_in_two_accounts() -> None:
    rows = parsed().table.rows
    assert [(row.account, row.name, row.kind.value, row.is_division) for row in rows] == [
        ("一般会計", "保育課", "detail", True),
        ("一般会計", "子育て支援課", "detail", True),
        ("一般会計", "計", "subtotal", False),
        ("特別会計", "保育課", "detail", True),
        ("特別会計", "母子福祉資金貸付", "detail", False),
        ("特別会計", "計", "subtotal", False),
        (None, "合計", "total", False),
    ]


def test_a_dash_is_nothing_budgeted() -> None:
    row = parsed().table.rows[1]
    assert (row.amount(BEFORE), row.cells[1].printed) == (0, "－")


def test_changes_in_yen_are_checked() -> None:
    wrong = DOCUMENT.replace("1,000\t1,100\t200", "1,000\t1,100\t210")
    assert next((each.kind, each.printed, each.computed) for each in check(parsed(wrong))[1]) == (
        CheckKind.RATE,
        "210",
        "200",
    )


def test_list_with_its_own_columns() -> None:
    projects = parsed().projects
    assert [(node.kind, node.key, node.name) for node in projects.policies] == [
        (Kind.PILLAR, "1", "育てる"),
        (Kind.PART, "1-1", "育ちを支える"),
        (Kind.SECTION, "1-1-1", "保育の充実"),
        (Kind.SECTION, "1-1-2", "支え合い"),
    ]
    first, second, again, fourth = projects.rows
    assert first.amounts[0].period == OWN
    assert [(amount.period, amount.amount) for amount in first.amounts] == [(OWN, 900), (BEFORE, 850)]
    assert (second.divisions, second.category) == (("保育課", "子育て支援課"), "新規")
    assert (again.relisted, again.number, again.name) == (True, 2, "なんでも相談事業")
    assert (fourth.number, fourth.category) == (4, "拡充")


def test_units_are_converted() -> None:
    document = parsed(DOCUMENT.replace("(千円)", "(百万円)"))
    assert (document.table_unit.factor, document.projects_unit.factor) == (1, 1_000)


def test_divisions_by_alias() -> None:
    text = DOCUMENT.replace("保育課，子育て支援課", "保育、子育て支援課")
    with pytest.raises(UnreadableDocument):
        parsed(text)
    found = parsed(text, '[aliases.division]\n"保育課" = ["保育"]')
    assert found.projects.rows[1].divisions == ("保育課", "子育て支援課")


OUTLINE = """令和6年度 こども未来部施策の体系

〈新〉新規
〈続〉継続

柱1 「育てる」

子育ての不安を減らす

・〈新〉相談事業【保育課ほか】30千円の一部 ※国の交付金を
話しやすい窓口を設ける 含む
- 〈新〉夜間相談の開設
- 〈拡〉貸付等事業【子育て支援課】
60千円
貸付の対象を
広げる

見守りを広げる

- 〈継〉見守り活動【子育て支援課】12千円
"""


def test_outline() -> None:
    document = parsed(f"{FRONT}\n{TABLE}\n{OUTLINE}\n{LIST}")
    entries = document.outline.entries
    assert [(each.tag, each.name, each.divisions, each.heading, each.parent) for each in entries] == [
        ("新規", "相談事業", "保育課ほか", "子育ての不安を減らす", None),
        ("新規", "夜間相談の開設", "", "子育ての不安を減らす", 1),
        ("拡充", "貸付等事業", "子育て支援課", "子育ての不安を減らす", None),
        ("継続", "見守り活動", "子育て支援課", "見守りを広げる", None),
    ]
    assert [(each.amount.thousand_yen if each.amount else None, each.partial) for each in entries] == [
        (30, True),
        (None, False),
        (60, False),
        (12, False),
    ]
    assert entries[2].text == "貸付の対象を広げる"
    assert [label.short for label in document.outline.pillars] == ["柱1"]
    assert document.sections.outline == "施策の体系"


def test_legend_on_one_line() -> None:
    outline = OUTLINE.replace("〈新〉新規\n〈続〉継続", "（凡例）〈新〉新規 〈継〉継続、〈＊〉組替").replace(
        "〈拡〉貸付", "〈＊〉貸付"
    )
    entries = parsed(f"{FRONT}\n{TABLE}\n{outline}\n{LIST}").outline.entries
    assert [each.tag for each in entries] == ["新規", "新規", "組替", "継続"]


def test_entries_are_linked_by_likeness_amount_and_division() -> None:
    document = parsed(f"{FRONT}\n{TABLE}\n{OUTLINE}\n{LIST}")
    assert [(link.entry.name, link.key, link.same_spelling) for link in document.links] == [
        ("相談事業", "2", False),
        ("貸付等事業", "4", False),
    ]


def test_an_alike_name_with_another_amount_is_not_linked() -> None:
    document = parsed(f"{FRONT}\n{TABLE}\n{OUTLINE.replace('60千円', '61千円')}\n{LIST}")
    assert [link.entry.name for link in document.links] == ["相談事業"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("A事業費、B事業費", ("A事業費", "B事業費")),
        ("「山、川」事業費", ("「山、川」事業費",)),
        ("道路、橋りょう維持費", ("道路、橋りょう維持費",)),
        ("基金積立金、運営費（臨時）", ("基金積立金", "運営費（臨時）")),
    ],
)
def test_names_in_one_cell(name: str, parts: tuple[str, ...]) -> None:
    assert name_parts(name) == parts


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("新規", "新規"), ("〈新〉", "新規"), ("拡", "拡充"), ("（継）", "継続"), ("", None), ("組替", "組替")],
)
def test_categories(cell: str, expected: str | None) -> None:
    assert category(cell) == expected
