"""A small invented budget put into the store by hand: one of everything a query may meet, in figures easy to add.

table                       2030当初  2029当初  2029.12現計
港湾課                          1000      900      950
海運・物流課                      500      800      800
漁業課                           300      300      240
一般会計                        1800     2000     1990
埠頭事業 (special)               120        0       60
船員年金 (special)                80      100      100
特別会計                         200      100      160
海洋部                          2000     2100     2150

projects   1 港湾改修 600 · 2 海のまち 90 新規 (港湾課、漁業課; again in 1-1-2 and 2-1-2)
               3 航路 90 拡充 (again in 2-1-2)
           4 物流調査 30, with a line of 12 新規 under it · 5 稚魚放流 45 新規 · 6 漁港清掃 5
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from db import models
from nlp.catalogue import DocumentRef
from nlp.query import Kind, Named, Period, Phase

NOW = Period(2030)
BEFORE = Period(2029)
DECEMBER = Period(2029, Phase.CURRENT, 12)
PERIODS = (NOW, BEFORE, DECEMBER)

DOCUMENT = DocumentRef(1, "small", 1, "令和12年度 海洋部予算の概要", "みなと県", "海洋部", 2030)


def named(kind: Kind, name: str, key: str | None = None) -> Named:
    return Named(kind, name if key is None else key, name)


DEPARTMENT = named(Kind.DEPARTMENT, "海洋部")
HARBOUR = named(Kind.DIVISION, "港湾課")
SHIPPING = named(Kind.DIVISION, "海運・物流課")
FISHERY = named(Kind.DIVISION, "漁業課")
GENERAL = named(Kind.ACCOUNT, "一般会計")
SPECIAL = named(Kind.ACCOUNT, "特別会計")
WHARF = named(Kind.ACCOUNT, "埠頭事業")
PENSION = named(Kind.ACCOUNT, "船員年金")
REPAIR = named(Kind.PROJECT, "港湾改修事業費", "1")
SEA_TOWN = named(Kind.PROJECT, "海のまち推進事業費", "2")
ROUTES = named(Kind.PROJECT, "航路拡充事業費", "3")
SURVEY = named(Kind.PROJECT, "物流調査費", "4")
FRY = named(Kind.PROJECT, "稚魚放流事業費", "5")
CLEANING = named(Kind.PROJECT, "漁港清掃費", "6")
NEW_ROUTE = named(Kind.BREAKDOWN, "新航路の需要調査", "4-1")
PILLAR_1 = named(Kind.PILLAR, "港をひらく", "1")
PILLAR_2 = named(Kind.PILLAR, "海をまもる", "2")
PART_1 = named(Kind.PART, "港の整備", "1-1")
SECTION_11 = named(Kind.SECTION, "岸壁と街", "1-1-1")
SECTION_12 = named(Kind.SECTION, "航路", "1-1-2")
SECTION_21 = named(Kind.SECTION, "漁業", "2-1-1")
SECTION_22 = named(Kind.SECTION, "連携", "2-1-2")
SAFETY = named(Kind.OUTLINE, "港の安全向上に向けた支援", "4")
TOWN_ENTRY = named(Kind.OUTLINE, "海の町推進事業費", "1")

_TABLE: tuple[tuple[int | None, int | None, str, tuple[int, int, int], tuple[int | None, int | None]], ...] = (
    # organisation, account, row kind, amounts, printed rates against 2029当初 and 2029.12現計
    (2, 1, "detail", (1000, 900, 950), (111, 53)),
    (3, 1, "detail", (500, 800, 800), (-375, -375)),
    (4, 1, "detail", (300, 300, 240), (0, 250)),
    (1, 1, "subtotal", (1800, 2000, 1990), (-100, -95)),
    (1, 3, "detail", (120, 0, 60), (None, 1000)),
    (1, 4, "detail", (80, 100, 100), (-200, -200)),
    (1, 2, "subtotal", (200, 100, 160), (1000, 250)),
    (1, None, "total", (2000, 2100, 2150), (-48, -70)),
)

_PROJECTS = (
    # number, name, category, divisions, amount, summary
    (1, REPAIR.name, None, (2,), 600, "岸壁の改修"),
    (2, SEA_TOWN.name, "新規", (2, 4), 90, "海辺のまちづくり"),
    (3, ROUTES.name, "拡充", (3,), 90, "航路の拡充と船員の確保"),
    (4, SURVEY.name, None, (3,), 30, "物流の調査"),
    (5, FRY.name, "新規", (4,), 45, "稚魚の放流"),
    (6, CLEANING.name, None, (4,), 5, "漁港の清掃（達成率100%）"),
)

_POLICIES = (
    PILLAR_1,
    PART_1,
    SECTION_11,
    SECTION_12,
    PILLAR_2,
    named(Kind.PART, "海の恵み", "2-1"),
    SECTION_21,
    SECTION_22,
)

_LISTINGS = (
    # project, policy key, line; a project's first is its first listing
    (1, "1-1-1", 50),
    (2, "1-1-1", 51),
    (3, "1-1-2", 54),
    (4, "1-1-2", 55),
    (2, "1-1-2", 57),
    (5, "2-1-1", 60),
    (6, "2-1-1", 61),
    (2, "2-1-2", 65),
    (3, "2-1-2", 66),
)

_OUTLINE: tuple[dict[str, Any], ...] = (
    {
        "name": TOWN_ENTRY.name,
        "project_id": 2,
        "policy_id": 1,
        "tag": "新規",
        "partial": True,
        "amount": 90,
        "heading": "海をひらく",
    },
    {"name": "親子釣り教室", "parent_id": 1, "policy_id": 1, "text": "親子で釣りを学ぶ"},
    {"name": FRY.name, "project_id": 5, "policy_id": 5, "tag": "新規", "amount": 45},
    {"name": SAFETY.name, "policy_id": 5, "tag": "継続", "division_names": "港湾課ほか", "amount": 77},
    {"name": TOWN_ENTRY.name, "project_id": 2, "policy_id": 5, "tag": "新規", "partial": True, "relisted": True},
)


async def fill(connection: AsyncConnection) -> None:
    """Create the tables and put the budget in, as revision 1."""
    await connection.run_sync(models.Base.metadata.create_all)

    async def add(model: type[models.Base], *rows: dict[str, Any]) -> None:
        await connection.execute(insert(model), list(rows))

    await add(
        models.Document,
        {
            "id": 1, "slug": "small", "government": "みなと県", "department": "海洋部", "fiscal_year": 2030,
            "title": DOCUMENT.title, "published": "令和12年2月",
        },
    )  # fmt: skip
    await add(
        models.Revision,
        {
            "id": 1, "document_id": 1, "number": 1, "digest": "0", "file_name": "small.txt", "bundled": False,
            "accepted": False, "loaded_at": datetime(2030, 1, 1, tzinfo=UTC), "chosen_at": None, "text": "",
        },
    )  # fmt: skip
    await _add_names(connection)
    await _add_table(connection)
    await _add_projects(connection)
    await _add_outline(connection)


async def _add_names(connection: AsyncConnection) -> None:
    organisations = (DEPARTMENT, HARBOUR, SHIPPING, FISHERY)
    await connection.execute(
        insert(models.Organisation),
        [
            {"id": i, "revision_id": 1, "position": i, "name": each.name, "parent_id": None if i == 1 else 1}
            for i, each in enumerate(organisations, 1)
        ],
    )
    await connection.execute(
        insert(models.Account),
        [
            {"id": i, "revision_id": 1, "position": i, "name": each.name, "parent_id": 2 if i > 2 else None}
            for i, each in enumerate((GENERAL, SPECIAL, WHARF, PENSION), 1)
        ],
    )
    ids = {each.key: i for i, each in enumerate(_POLICIES, 1)}
    await connection.execute(
        insert(models.Policy),
        [
            {
                "id": i, "revision_id": 1, "position": i, "kind": each.kind.value, "key": each.key, "name": each.name,
                "label": "", "parent_id": ids.get(each.key.rpartition("-")[0]), "line": 40 + i, "printed": each.name,
            }
            for i, each in enumerate(_POLICIES, 1)
        ],
    )  # fmt: skip


async def _add_table(connection: AsyncConnection) -> None:
    facts, rates = [], []
    for line, (organisation, account, row_kind, amounts, permilles) in enumerate(_TABLE, 10):
        owner = {"organisation_id": organisation, "account_id": account, "line": line, "section": "課・会計別予算額"}
        facts += [
            _fact(period, amount, row_kind=row_kind, **owner) for period, amount in zip(PERIODS, amounts, strict=True)
        ]
        for base, amount, permille in zip(PERIODS[1:], amounts[1:], permilles, strict=True):
            rates.append(
                {
                    **owner, **_period(NOW), "revision_id": 1, "base_fiscal_year": base.fiscal_year,
                    "base_phase": base.phase.value, "base_as_of_month": base.as_of_month,
                    "printed_permille": permille, "computed_permille": permille if amount else None,
                    "printed": "皆増" if permille is None else f"{permille / 10:.1f}",
                }
            )  # fmt: skip
    await connection.execute(insert(models.Fact), facts)
    await connection.execute(insert(models.PrintedRate), rates)


async def _add_projects(connection: AsyncConnection) -> None:
    organisations = {2: HARBOUR.name, 3: SHIPPING.name, 4: FISHERY.name}
    policies = {each.key: i for i, each in enumerate(_POLICIES, 1)}
    names = {each.key: each.name for each in _POLICIES}
    first = {project: i for i, (project, _, _) in reversed(list(enumerate(_LISTINGS, 1)))}
    lines = {project: line for project, _, line in reversed(_LISTINGS)}
    await connection.execute(
        insert(models.Project),
        [
            {
                "id": number, "revision_id": 1, "number": number, "name": name, "category": category,
                "summary": summary, "division_names": "、".join(organisations[each] for each in divisions),
                "division_count": len(divisions), "search_name": name, "search_text": f"{name}\n{summary}",
            }
            for number, name, category, divisions, _, summary in _PROJECTS
        ],
    )  # fmt: skip
    await connection.execute(
        insert(models.ProjectDivision),
        [
            {"project_id": number, "position": position, "organisation_id": division}
            for number, _, _, divisions, _, _ in _PROJECTS
            for position, division in enumerate(divisions, 1)
        ],
    )
    await connection.execute(
        insert(models.Listing),
        [
            {
                "id": i, "revision_id": 1, "project_id": project, "policy_id": policies[key],
                "first_id": None if first[project] == i else first[project], "line": line,
                "section": f"主要事業一覧 {names[key]}", "printed": "",
            }
            for i, (project, key, line) in enumerate(_LISTINGS, 1)
        ],
    )  # fmt: skip
    await connection.execute(
        insert(models.Breakdown),
        [
            {
                "id": 1, "revision_id": 1, "project_id": 4, "key": "4-1", "category": "新規",
                "summary": NEW_ROUTE.name, "line": 56, "section": "主要事業一覧 航路", "printed": "",
            }
        ],
    )  # fmt: skip
    await connection.execute(
        insert(models.Fact),
        [
            _fact(NOW, amount, project_id=number, line=lines[number], section="主要事業一覧")
            for number, _, _, _, amount, _ in _PROJECTS
        ],
    )
    await connection.execute(
        insert(models.Fact), [_fact(NOW, 12, breakdown_id=1, line=56, section="主要事業一覧 航路")]
    )


async def _add_outline(connection: AsyncConnection) -> None:
    blank = {
        "revision_id": 1, "parent_id": None, "project_id": None, "policy_id": None, "heading": "", "tag": None,
        "division_names": "", "partial": False, "relisted": False, "text": "", "note": "", "section": "施策体系",
        "printed": "",
    }  # fmt: skip
    rows = [
        {**blank, **{key: value for key, value in entry.items() if key != "amount"}, "position": i, "line": 20 + i}
        for i, entry in enumerate(_OUTLINE, 1)
    ]
    await connection.execute(insert(models.Outline), rows)
    await connection.execute(
        insert(models.Fact),
        [
            _fact(NOW, entry["amount"], outline_id=i, line=20 + i, section="施策体系")
            for i, entry in enumerate(_OUTLINE, 1)
            if "amount" in entry
        ],
    )


def _period(period: Period) -> dict[str, Any]:
    return {"fiscal_year": period.fiscal_year, "phase": period.phase.value, "as_of_month": period.as_of_month}


def _fact(period: Period, amount: int, *, row_kind: str = "detail", **owner: Any) -> dict[str, Any]:
    nobody = dict.fromkeys(("organisation_id", "account_id", "project_id", "breakdown_id", "outline_id"))
    return {
        "revision_id": 1, **_period(period), **nobody, "row_kind": row_kind, "amount_thousand_yen": amount,
        "unit": "千円", "printed": f"{amount:,}", **owner,
    }  # fmt: skip
