"""All facts of the shipped document are in the store: counted and summed against figures read off it by hand.

Nothing here was copied from the program's output: the lists below were typed from the printed document.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, create_engine, text

from db.engine import open_store, prepare
from db.ingest.bundled import ensure_bundled

# Line, account or None, row, R2 initial, R1 initial, R1 September, both rates in tenths of a percent.
FIRST_TABLE = [
    (17, "一般会計", "産業政策課", 977_659, 1_025_336, 1_025_336, -46, -46),
    (18, "一般会計", "中小企業振興課", 60_705_971, 60_936_065, 61_016_705, -4, -5),
    (19, "一般会計", "工業戦略技術振興課", 4_848_957, 6_091_234, 7_222_622, -204, -329),
    (20, "一般会計", "商業・県産品振興課", 1_020_038, 439_630, 708_327, 1320, 440),
    (21, "一般会計", "貿易振興課", 208_155, 229_484, 229_484, -93, -93),
    (22, "一般会計", "雇用対策課", 2_158_796, 2_327_390, 2_327_390, -72, -72),
    (23, "一般会計", "商工労働部", 69_919_576, 71_049_139, 72_529_864, -16, -36),
    (24, "小規模企業者等設備導入資金", "商工労働部", 689_382, 2_699_356, 2_699_356, -745, -745),
    (25, "土地取得事業", "商工労働部", 325_571, 312_289, 312_289, 43, 43),
    (26, "特別会計", "商工労働部", 1_014_953, 3_011_645, 3_011_645, -663, -663),
    (27, None, "商工労働部", 70_934_529, 74_060_784, 75_541_509, -42, -61),
]
# fmt: off
AMOUNTS = {
    1: 354_002, 2: 16_715, 3: 12_578, 4: 63_255, 5: 2_874, 6: 2_000, 7: 16_546, 8: 1_013, 9: 32_554, 10: 6_433,
    11: 307_002, 12: 37_440, 13: 88_440, 14: 5_882, 15: 13_863, 16: 59_420, 17: 11_325, 18: 45_429, 19: 101_726,
    20: 34_933, 21: 25_000, 22: 6_400, 23: 6_092, 24: 6_850, 25: 1_416, 26: 5_829, 27: 1_079, 28: 7_000, 29: 170_258,
    30: 1_820, 31: 10_434, 32: 40_044, 33: 14_249, 34: 14_192, 35: 233_365, 36: 7_912, 37: 18_480, 38: 62_465,
    39: 1_145_712, 40: 128_346, 41: 38_186, 42: 247_786, 43: 47_851, 44: 58_135_619, 45: 546_621, 46: 7_772,
    47: 20_128, 48: 75_891, 49: 133_412, 50: 350_100, 51: 73_565, 52: 107_726, 53: 108_986, 54: 8_018, 55: 5_091,
    56: 7_682, 57: 923, 58: 4_256, 59: 4_996, 60: 3_770, 61: 18_208, 62: 4_046, 63: 2_245, 64: 120_517, 65: 12_069,
    66: 7_500, 67: 6_293, 68: 746_320, 69: 41_209, 70: 23_110, 71: 9_964, 72: 18_110, 73: 2_502_354, 74: 2_950,
    75: 7_907, 76: 3_172,
}
NEW = {6, 9, 28, 30}
EXPANDED = {4, 11, 16, 18, 20, 37, 54, 61, 67, 68, 69, 72}
RELISTINGS = [
    (218, 9), (268, 4), (275, 15), (291, 4), (292, 9), (293, 37), (294, 38), (343, 5), (344, 6), (356, 49), (357, 51),
]
JOINT = {
    4: ["産業政策課", "中小企業振興課", "工業戦略技術振興課", "雇用対策課"],
    9: ["中小企業振興課", "工業戦略技術振興課", "雇用対策課"],
    61: ["産業政策課", "商業・県産品振興課"],
}
# Line, tag, amount, 「の一部」, 【再掲】, number of the project meant.
OUTLINE_AMOUNTS = [
    (47, "新規", 32_554, True, False, 9), (58, "新規", 2_000, False, False, 6), (62, "拡充", 63_255, True, False, 4),
    (72, "継続", 354_002, False, False, 1), (74, "継続", 16_715, False, False, 2), (79, "新規", 32_554, True, True, 9),
    (84, "拡充", 59_420, False, False, 16), (86, "拡充", 45_429, False, False, 18),
    (89, "拡充", 34_933, False, False, 20), (91, "新規", 7_000, False, False, 28),
    (99, "拡充", 173_695, False, False, None), (110, "新規", 2_000, False, False, None),
    (111, "新規", 1_820, False, False, 30), (112, "拡充", 15_700, False, False, None),
    (116, "拡充", 63_255, True, True, 4), (118, "拡充", 18_480, True, False, 37),
    (120, "継続", 62_465, False, False, 38),
    (122, "継続", 13_863, False, False, 15), (124, "継続", 247_786, False, False, 42),
    (127, "継続", 58_135_619, False, False, 44), (135, "拡充", 63_255, True, True, 4),
    (137, "新規", 32_554, True, True, 9), (139, "拡充", 18_480, True, True, 37),
    (144, "継続", 350_100, False, False, 50),
    (146, "継続", 107_726, False, False, 52), (151, "拡充", 18_208, True, False, 61),
    (154, "拡充", 6_293, True, False, 67), (156, "拡充", 746_320, False, False, 68),
    (158, "拡充", 41_209, False, False, 69), (161, "拡充", 18_110, False, False, 72),
    (165, "継続", 133_412, False, False, 49), (168, "継続", 73_565, False, False, 51),
    (171, "継続", 2_502_354, False, False, 73),
]
# fmt: on
OUTLINE_CHILDREN = {47: 3, 62: 5, 99: 4, 109: 3, 116: 1, 118: 1, 135: 1, 139: 1, 151: 1, 154: 1}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path = tmp_path_factory.mktemp("facts") / "store.db"

    async def fill() -> None:
        engine = open_store(f"sqlite:///{path}")
        await prepare(engine)
        await ensure_bundled(engine, datetime(2024, 4, 1, tzinfo=UTC))
        await engine.dispose()

    asyncio.run(fill())
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def rows(facts: Connection, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in facts.execute(text(sql))]


def pairs(facts: Connection, sql: str) -> dict[object, object]:
    return {row[0]: row[1] for row in rows(facts, sql)}


def one(facts: Connection, sql: str) -> object:
    return facts.execute(text(sql)).scalar_one()


def test_first_table_has_every_figure(facts: Connection) -> None:
    found = rows(
        facts,
        """SELECT fact.line, account.name, organisation.name, fiscal_year, phase, as_of_month, amount_thousand_yen
           FROM fact JOIN organisation ON organisation.id = organisation_id LEFT JOIN account ON account.id = account_id
           ORDER BY fact.id""",
    )
    expected = [
        (line, account, name, *period, amount)
        for line, account, name, *amounts in (row[:6] for row in FIRST_TABLE)
        for period, amount in zip(
            [(2020, "initial", None), (2019, "initial", None), (2019, "current", 9)], amounts, strict=True
        )
    ]
    assert found == expected
    assert len(found) == 33


def test_first_table_kinds_of_rows(facts: Connection) -> None:
    found = rows(
        facts,
        "SELECT row_kind, count(*), sum(amount_thousand_yen) FROM fact WHERE organisation_id IS NOT NULL "
        "AND fiscal_year = 2020 GROUP BY row_kind ORDER BY row_kind",
    )
    assert found == [("detail", 8, 70_934_529), ("subtotal", 2, 70_934_529), ("total", 1, 70_934_529)]


def test_both_printed_rates_of_every_row(facts: Connection) -> None:
    found = rows(
        facts,
        "SELECT line, base_phase, base_as_of_month, printed_permille, computed_permille FROM printed_rate ORDER BY id",
    )
    expected = [
        (row[0], phase, month, rate, rate)
        for row in FIRST_TABLE
        for phase, month, rate in (("initial", None, row[6]), ("current", 9, row[7]))
    ]
    assert found == expected
    assert rows(facts, "SELECT printed FROM printed_rate WHERE line = 22") == [("▲ 7.2",), ("▲ 7.2",)]


def test_printed_cells_and_sections_are_kept(facts: Connection) -> None:
    assert rows(facts, "SELECT printed, unit, section FROM fact WHERE line = 22 AND fiscal_year = 2020") == [
        ("2,158,796", "千円", "課・会計別予算額")
    ]
    assert rows(facts, "SELECT section, printed FROM fact WHERE project_id IS NOT NULL AND line = 195") == [
        ("主要事業一覧 戦略1 1-(2)", "63,255")
    ]
    assert rows(facts, "SELECT section, printed FROM fact WHERE outline_id IS NOT NULL AND line = 48") == [
        ("施策体系 戦略1", "32,554千円の一部")
    ]


def test_accounts_and_organisations(facts: Connection) -> None:
    assert rows(
        facts,
        "SELECT account.name, parent.name FROM account LEFT JOIN account AS parent ON parent.id = account.parent_id "
        "ORDER BY account.position",
    ) == [
        ("一般会計", None),
        ("特別会計", None),
        ("小規模企業者等設備導入資金", "特別会計"),
        ("土地取得事業", "特別会計"),
    ]
    assert [name for (name,) in rows(facts, "SELECT name FROM organisation ORDER BY position")] == [
        "商工労働部",
        "産業政策課",
        "中小企業振興課",
        "工業戦略技術振興課",
        "商業・県産品振興課",
        "貿易振興課",
        "雇用対策課",
    ]


def test_every_project_with_its_amount(facts: Connection) -> None:
    found = rows(
        facts,
        "SELECT number, amount_thousand_yen FROM project JOIN fact ON fact.project_id = project.id ORDER BY number",
    )
    assert found == list(AMOUNTS.items())
    assert len(AMOUNTS) == 76


def test_total_of_projects(facts: Connection) -> None:
    assert one(facts, "SELECT sum(amount_thousand_yen) FROM fact WHERE project_id IS NOT NULL") == sum(AMOUNTS.values())
    assert sum(AMOUNTS[number] for number in EXPANDED) == 1_366_677
    assert (
        one(
            facts,
            "SELECT sum(amount_thousand_yen) FROM fact JOIN project ON project.id = fact.project_id "
            "WHERE category = '拡充'",
        )
        == 1_366_677
    )


def test_categories(facts: Connection) -> None:
    found = pairs(facts, "SELECT number, category FROM project")
    assert {number for number, category in found.items() if category == "新規"} == NEW
    assert {number for number, category in found.items() if category == "拡充"} == EXPANDED
    assert set(found.values()) == {None, "新規", "拡充"}


def test_relistings_point_to_their_first_listing(facts: Connection) -> None:
    found = rows(
        facts,
        "SELECT listing.line, number, first.first_id, first.project_id = listing.project_id FROM listing "
        "JOIN project ON project.id = listing.project_id JOIN listing AS first ON first.id = listing.first_id "
        "ORDER BY listing.line",
    )
    assert found == [(line, number, None, 1) for line, number in RELISTINGS]
    assert one(facts, "SELECT count(*) FROM listing") == 76 + 11


def test_rows_of_the_list_and_lines_marked_as_listed_again(facts: Connection) -> None:
    in_list = one(facts, "SELECT count(*) FROM listing WHERE first_id IS NOT NULL")
    in_outline = one(facts, "SELECT count(*) FROM outline WHERE relisted")
    assert (in_list, in_outline) == (11, 5)
    assert one(facts, "SELECT (SELECT count(*) FROM listing) + (SELECT count(*) FROM breakdown)") == 89


def test_breakdown_lines(facts: Connection) -> None:
    found = rows(
        facts,
        "SELECT breakdown.key, project.number, breakdown.category, breakdown.line, amount_thousand_yen, "
        "breakdown.summary "
        "FROM breakdown JOIN project ON project.id = breakdown.project_id "
        "JOIN fact ON fact.breakdown_id = breakdown.id ORDER BY breakdown.line",
    )
    assert found == [
        (
            "2-1",
            2,
            "新規",
            189,
            2_000,
            "就職氷河期世代の県外在住者に対する県内企業の会社説明会、採用面接等参加のための交通費助成",
        ),
        ("29-1", 29, "拡充", 252, 15_700, "就職氷河期世代に対する「正社員化促進事業奨励金」の上乗せ支給"),
    ]


def test_divisions_in_printed_order(facts: Connection) -> None:
    found: dict[object, list[object]] = {}
    for number, name in rows(
        facts,
        "SELECT number, organisation.name FROM project_division JOIN project ON project.id = project_id "
        "JOIN organisation ON organisation.id = organisation_id ORDER BY number, project_division.position",
    ):
        found.setdefault(number, []).append(name)
    assert {number: names for number, names in found.items() if len(names) > 1} == JOINT
    assert len(found) == 76
    assert rows(facts, "SELECT number, division_count FROM project WHERE division_count > 1 ORDER BY number") == [
        (4, 4),
        (9, 3),
        (61, 2),
    ]


def test_wraps_are_undone_and_real_spaces_stay(facts: Connection) -> None:
    names = pairs(facts, "SELECT number, name FROM project")
    assert names[1] == "山形県若者定着支援基金運営事業費、山形県若者定着奨学金返還支援事業費"
    assert names[4] == "人材確保・生産性向上推進事業費"
    assert names[42] == "中小企業スーパーポータルサポ事業費(基金事業含む)"
    assert names[62] == "「日本一美酒県 山形」推進プロジェクト事業費"
    assert [number for number, name in names.items() if " " in str(name)] == [62]
    summaries = pairs(facts, "SELECT number, summary FROM project")
    assert {number for number, summary in summaries.items() if " " in str(summary)} == {44, 62}
    assert str(summaries[44]).endswith("原資貸付等 ※新規融資枠 750億円")
    assert "展示商談会「日本一美酒県 山形」フェア" in str(summaries[62])
    assert "AI・ロボット導入支援" in str(summaries[4])


def test_policy_tree(facts: Connection) -> None:
    assert rows(facts, "SELECT kind, count(*) FROM policy GROUP BY kind ORDER BY kind") == [
        ("part", 7),
        ("pillar", 3),
        ("section", 18),
    ]
    assert rows(facts, "SELECT key, name, label FROM policy WHERE kind = 'pillar' ORDER BY position") == [
        ("1", "新時代を担う人材の育成・確保と新規創業の促進", "戦略1 「新時代を担う」"),
        ("2", "新時代を支える企業収益と県民所得の向上", "戦略2 「新時代を支える」"),
        ("3", "新時代に対応した本県産業の競争力強化", "戦略3 「新時代に対応した」"),
    ]
    sections = rows(facts, "SELECT key FROM policy WHERE kind = 'section' ORDER BY position")
    assert [key for (key,) in sections] == [
        *("1-1-1", "1-1-2", "1-1-3", "1-2-1", "1-2-2", "1-2-3"),
        *("2-1-1", "2-2-1", "2-2-2"),
        *("3-1-1", "3-1-2", "3-1-3", "3-2-1", "3-2-2", "3-2-3", "3-2-4", "3-3-1", "3-3-2"),
    ]


def test_projects_stand_under_their_sections(facts: Connection) -> None:
    found = rows(
        facts,
        "SELECT policy.key, count(*), sum(first_id IS NULL) FROM listing JOIN policy ON policy.id = policy_id "
        "GROUP BY policy.key ORDER BY min(listing.line)",
    )
    # Section, rows, first listings among them.
    assert found == [
        *(("1-1-1", 3, 3), ("1-1-2", 5, 5), ("1-1-3", 6, 6), ("1-2-1", 4, 3), ("1-2-2", 8, 8), ("1-2-3", 3, 3)),
        *(("2-1-1", 8, 8), ("2-2-1", 3, 2), ("2-2-2", 8, 7)),
        *(("3-1-1", 7, 3), ("3-1-2", 4, 4), ("3-1-3", 8, 8), ("3-2-1", 8, 8), ("3-2-2", 3, 3), ("3-2-3", 2, 0)),
        *(("3-2-4", 1, 1), ("3-3-1", 2, 0), ("3-3-2", 4, 4)),
    ]


def test_every_outline_amount(facts: Connection) -> None:
    found = rows(
        facts,
        "SELECT outline.line, tag, amount_thousand_yen, partial, relisted, project.number FROM outline "
        "JOIN fact ON fact.outline_id = outline.id LEFT JOIN project ON project.id = outline.project_id "
        "ORDER BY outline.position",
    )
    assert found == OUTLINE_AMOUNTS
    assert len(found) == 33


def test_every_outline_entry(facts: Connection) -> None:
    assert one(facts, "SELECT count(*) FROM outline") == 31 + 21
    assert rows(facts, "SELECT tag, count(*) FROM outline GROUP BY tag ORDER BY tag") == [
        (None, 4),
        ("拡充", 18),
        ("新規", 12),
        ("継続", 18),
    ]
    found = pairs(
        facts,
        "SELECT parent.line, count(*) FROM outline JOIN outline AS parent ON parent.id = outline.parent_id "
        "GROUP BY parent.line",
    )
    assert found == OUTLINE_CHILDREN
    assert rows(
        facts,
        "SELECT policy.key, count(*) FROM outline JOIN policy ON policy.id = policy_id WHERE outline.parent_id IS NULL "
        "GROUP BY policy.key ORDER BY policy.key",
    ) == [("1", 10), ("2", 8), ("3", 13)]


def test_outline_texts(facts: Connection) -> None:
    assert rows(facts, "SELECT name, division_names, text, heading FROM outline WHERE line = 84") == [
        (
            "創業者・小規模事業者総合応援事業費",
            "中小企業振興課",
            "女性、UIターン希望者などによる創業の促進、小規模事業者の経営基盤強化への支援",
            "スタートアップ（創業）や企業等の新たな取組みの促進",
        )
    ]
    assert rows(facts, "SELECT text FROM outline WHERE line = 79") == [
        ("コワーキングスペースのネットワーク化による新ビジネスの芽出しと創業人材輩出を促進",)
    ]
    assert rows(facts, "SELECT name FROM outline WHERE line = 104") == [
        ("働き方改革推進アドバイザー及び所得向上促進アドバイザーによる処遇改善の指導・助言及び制度の周知",)
    ]
    assert rows(facts, "SELECT name, division_names FROM outline WHERE line IN (62, 151) ORDER BY line") == [
        ("人材確保・生産性向上推進事業費", "産業政策課ほか"),
        ("届けよう山形の魅力プロジェクト事業費", "産業政策課、商業・県産品振興課"),
    ]


def test_outline_lines_that_speak_of_breakdown_lines(facts: Connection) -> None:
    assert rows(
        facts,
        "SELECT outline.line, breakdown.key FROM outline JOIN breakdown ON breakdown.id = breakdown_id "
        "ORDER BY outline.line",
    ) == [(110, "2-1"), (112, "29-1")]


def test_the_amount_that_is_no_projects(facts: Connection) -> None:
    """173,695千円 is another figure than No. 29's 170,258千円."""
    assert rows(facts, "SELECT name, project_id, breakdown_id FROM outline WHERE line = 99") == [
        ("労働者の所得向上等に向けた支援", None, None)
    ]


def test_footnotes(facts: Connection) -> None:
    found = rows(
        facts,
        "SELECT footnote.line, footnote.text, outline.line, project.number FROM footnote "
        "LEFT JOIN outline ON outline.id = outline_id LEFT JOIN project ON project.id = footnote.project_id "
        "ORDER BY footnote.line",
    )
    assert found == [
        (29, "※ 総合支庁予算を含む", None, None),
        (99, "※下記「就職氷河期世代への就労支援」除く", 99, None),
        (127, "※新規融資枠 750億円", 127, None),
        (281, "※新規融資枠 750億円", None, 44),
    ]


def test_other_names_of_projects(facts: Connection) -> None:
    found = rows(
        facts,
        "SELECT number, project_alias.name, origin FROM project_alias JOIN project ON project.id = project_id "
        "WHERE origin <> 'data' ORDER BY number, project_alias.id",
    )
    assert found == [
        (1, "山形県若者定着支援基金運営事業費", "cell"),
        (1, "山形県若者定着奨学金返還支援事業費", "cell"),
        (1, "山形県若者定着支援基金運営事業費等", "outline"),
        (42, "中小企業スーパーサポート事業費", "outline"),
    ]


def test_search_text_holds_outline_and_breakdown(facts: Connection) -> None:
    """No. 2's summary is garbled («インターナシッ»); the outline has the word right."""
    (found,) = rows(facts, "SELECT search_name, search_text FROM project WHERE number = 2")
    assert found[0] == "県内定着・回帰促進事業費"
    assert "地方創生インターナシッの推進" in str(found[1])
    assert "地方創生インターンシップの推進" in str(found[1])
    assert "交通費助成" in str(found[1])
    (found,) = rows(facts, "SELECT search_name, search_text FROM project WHERE number = 42")
    assert "中小企業スーパーサポート事業費" in str(found[0])


def test_document_and_revision(facts: Connection) -> None:
    assert rows(facts, "SELECT government, department, fiscal_year, title, published FROM document") == [
        ("山形県", "商工労働部", 2020, "令和2年度 商工労働部予算の概要", "令和2年2月")
    ]
    assert rows(facts, "SELECT number, bundled, accepted, chosen_at FROM revision") == [(1, 1, 0, None)]
    assert one(facts, "SELECT count(*) FROM fact") == 33 + 76 + 2 + 33
