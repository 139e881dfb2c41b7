"""The invented document is read whole by the same code: other government, department, divisions, years and month."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Executable, func, select

from db.models import (
    Account,
    Breakdown,
    Fact,
    Footnote,
    Listing,
    Organisation,
    Outline,
    Policy,
    PrintedRate,
    Project,
    ProjectDivision,
)
from nlp.query import Kind, Period, Phase
from tests.support.library import Library


def rows(library: Library, statement: Executable) -> list[Any]:
    async def fetched() -> list[Any]:
        async with library.engine.connect() as connection:
            return [tuple(row) for row in await connection.execute(statement)]

    return library.run(fetched())


@pytest.fixture(scope="module")
def revision(library: Library) -> int:
    return library.asker("invented").desk.document.revision_id


def test_it_is_another_governments(library: Library) -> None:
    document = library.asker("invented").desk.document
    assert (document.government, document.department, document.fiscal_year) == ("海原県", "農林水産部", 2023)
    assert document.title == "令和5年度 農林水産部予算の概要"


def test_its_periods_are_read_from_its_headers(library: Library) -> None:
    assert library.asker("invented").desk.catalogue.periods == (
        Period(2023),
        Period(2022),
        Period(2022, Phase.CURRENT, 12),
    )


@pytest.mark.parametrize(
    ("table", "count"),
    [(Project, 30), (Listing, 36), (Breakdown, 2), (Organisation, 9), (Account, 5), (PrintedRate, 28), (Footnote, 4)],
)
def test_counts(library: Library, revision: int, table: type[Any], count: int) -> None:
    found = rows(library, select(func.count()).select_from(table).where(table.revision_id == revision))
    assert found == [(count,)]


def test_the_tree(library: Library, revision: int) -> None:
    counted = rows(
        library, select(Policy.kind, func.count()).where(Policy.revision_id == revision).group_by(Policy.kind)
    )
    assert dict(counted) == {Kind.PILLAR: 3, Kind.PART: 6, Kind.SECTION: 14}


def test_totals(library: Library, revision: int) -> None:
    by_row = select(Fact.row_kind, Fact.fiscal_year, Fact.phase, func.sum(Fact.amount_thousand_yen))
    in_table = by_row.where(
        Fact.revision_id == revision, Fact.organisation_id.is_not(None) | Fact.account_id.is_not(None)
    )
    found = {
        (row_kind, year, phase): amount
        for row_kind, year, phase, amount in rows(
            library, in_table.group_by(Fact.row_kind, Fact.fiscal_year, Fact.phase)
        )
    }
    totals = {(2023, "initial"): 39_321_602, (2022, "initial"): 36_840_181, (2022, "current"): 40_782_524}
    assert found == {
        (row_kind, *period): amount for row_kind in ("detail", "subtotal", "total") for period, amount in totals.items()
    }
    projects = select(func.sum(Fact.amount_thousand_yen)).where(
        Fact.revision_id == revision, Fact.project_id.is_not(None)
    )
    assert rows(library, projects) == [(13_413_307,)]


def test_joint_projects_have_their_divisions_in_printed_order(library: Library, revision: int) -> None:
    found = rows(
        library,
        select(Project.number, Organisation.name)
        .join(ProjectDivision, ProjectDivision.project_id == Project.id)
        .join(Organisation, Organisation.id == ProjectDivision.organisation_id)
        .where(Project.revision_id == revision, Project.division_count > 1)
        .order_by(Project.number, ProjectDivision.position),
    )
    assert found == [
        (5, "農政企画課"), (5, "農産振興課"), (5, "園芸・流通推進課"),
        (18, "園芸・流通推進課"), (18, "畜産課"), (18, "水産振興課"),
        (24, "水産基盤整備課"), (24, "水産振興課"),
    ]  # fmt: skip


def test_a_real_space_stays_and_wraps_go(library: Library, revision: int) -> None:
    found = rows(library, select(Project.number, Project.name).where(Project.revision_id == revision))
    names: dict[int, str] = dict(found)
    assert names[18] == "「うなばら食の宝箱 東京」プロモーション事業費"
    assert names[1] == "農業経営・就農支援センター運営事業費"
    assert names[29] == "県産木材「うなばら杉」利用拡大事業費"
    assert [number for number, name in names.items() if " " in name] == [18]
    summary = rows(library, select(Project.summary).where(Project.revision_id == revision, Project.number == 7))
    assert summary == [("農業者の設備投資等を支援する制度資金を融通した金融機関に対する利子補給 ※新規貸付枠 45億円",)]


def test_outline_entries_link_to_their_projects(library: Library, revision: int) -> None:
    found = rows(
        library,
        select(Outline.line, Project.number)
        .outerjoin(Project, Project.id == Outline.project_id)
        .where(Outline.revision_id == revision, Outline.parent_id.is_(None))
        .order_by(Outline.line),
    )
    assert found == [
        (50, 2), (55, 3), (63, 4), (66, 5), (68, 7), (73, 9), (82, 5), (84, 10), (86, 13), (90, None), (93, 17),
        (95, 15), (100, 18), (103, 20), (111, 21), (112, 22), (114, 23), (120, 24), (122, 27), (124, 29),
    ]  # fmt: skip


def test_partial_amounts_and_relistings_of_the_outline(library: Library, revision: int) -> None:
    def lines(condition: Any) -> list[int]:
        return [
            line for (line,) in rows(library, select(Outline.line).where(Outline.revision_id == revision, condition))
        ]

    assert lines(Outline.partial.is_(True)) == [66, 82, 100, 120]
    assert lines(Outline.relisted.is_(True)) == [82]
