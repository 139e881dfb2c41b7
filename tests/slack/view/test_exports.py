"""Files read back as a spreadsheet reads them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.answering import Turn
from bot.exports import HEADINGS, to_csv, to_xlsx
from bot.slack.view.actions import Task
from bot.slack.view.files import export_file
from db.answer import Answer, Detail, Figure, Item, Source
from nlp.query import Kind, Named, Unit
from tests.slack.view.rendered import ASKED, Seen, seen
from tests.support.library import Library

_FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "　=cmd|' /C calc'!A0", '=HYPERLINK("x")', "\n=1")


def _csv(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _sheet(content: bytes) -> list[dict[str, Any]]:
    sheet = load_workbook(io.BytesIO(content))["答え"]
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_a_figure_keeps_unit_phase_section_line_and_printed_cell(library: Library) -> None:
    first, *rest = _csv(to_csv(seen(library, "雇用対策課の予算は？").turn))
    assert first == {
        "位置": "答え",
        "番号": "",
        "名称": "雇用対策課",
        "担当課": "",
        "区分": "",
        "項目": "令和2年度当初予算",
        "値": "2158796",
        "単位": "千円",
        "年度・時点": "令和2年度当初",
        "比較の相手": "",
        "計算か印字か": "印字",
        "表・節": "課・会計別予算額",
        "行": "22",
        "資料の印字": "2,158,796",
        "資料": "山形県 令和2年度 商工労働部予算の概要",
    }
    change = next(row for row in rest if row["単位"] == "千円" and row["計算か印字か"] == "計算")
    assert (change["値"], change["比較の相手"], change["行"]) == ("-168594", "令和元年度当初", "22／22")
    rate = next(row for row in rest if row["単位"] == "%")
    assert (rate["値"], rate["資料の印字"]) == ("-7.2", "▲ 7.2")


def test_all_rows_are_there_not_only_those_shown(library: Library) -> None:
    rows = _sheet(to_xlsx(seen(library, "主要事業をすべて挙げて").turn))
    assert [row["番号"] for row in rows] == list(range(1, 77))
    assert sum(row["値"] for row in rows if row["番号"] in (1, 2)) == 354002 + 16715
    assert rows[3]["担当課"] == "産業政策課、中小企業振興課、工業戦略技術振興課、雇用対策課"
    assert rows[3]["区分"] == "拡充"


def test_amounts_stay_as_printed_whatever_unit_was_asked_for(library: Library) -> None:
    for question in ("雇用対策課の予算は？", "雇用対策課の予算を億円で"):
        row = _csv(to_csv(seen(library, question).turn))[0]
        assert (row["値"], row["単位"]) == ("2158796", "千円")


def test_the_second_sheet_says_how_it_was_read(library: Library) -> None:
    one = seen(library, "課ごとの増減額は？").turn
    sheet = load_workbook(io.BytesIO(to_xlsx(one)))["読み方"]
    said = {str(label): str(what) for label, what in sheet.iter_rows(values_only=True)}
    assert said["質問"] == "課ごとの増減額は？"
    assert said["読み方"] == one.reply.reading
    assert "令和元年度当初と比べました" in said["添え書き"]


def test_both_files_of_every_case_hold_every_figure(cases_seen: list[Seen]) -> None:
    for each in cases_seen:
        wanted = sorted(
            float(figure.value)
            for answer in each.turn.answers
            for figure in (
                *answer.figures,
                *answer.context,
                *(f for item in dict.fromkeys((*answer.items, *answer.details)) for f in item.figures),
            )
        )
        assert sorted(float(row["値"]) for row in _csv(to_csv(each.turn)) if row["値"]) == wanted, each.id
        for row in _csv(to_csv(each.turn)):
            assert row["表・節"] or not row["値"] or row["単位"] in ("件", "倍", "%") or row["計算か印字か"] == "計算"
    # A workbook takes longer to write and to read: one in ten.
    for each in cases_seen[::10]:
        csv_rows, rows = _csv(to_csv(each.turn)), _sheet(to_xlsx(each.turn))
        assert [row["名称"] for row in csv_rows] == [row["名称"] for row in rows], each.id


def _hostile(turn: Turn, text: str) -> Turn:
    answer = turn.answers[0]
    named = Named(Kind.PROJECT, "1", text)
    figure = Figure(-5, Unit.THOUSAND_YEN, subject=named, sources=(Source(text, 1, text),))
    item = Item(Kind.PROJECT, text, (figure,), Detail(1, (named,), summary=text), named=named)
    changed: Answer = replace(answer, figures=(figure,), items=(item,), context=(), details=())
    return replace(turn, answers=(changed,), reply=replace(turn.reply, question=text, reading=text, notes=(text,)))


@pytest.mark.parametrize("text", _FORMULAS)
def test_nothing_runs_in_a_spreadsheet(text: str, library: Library) -> None:
    turn = _hostile(seen(library, "新規事業を挙げて").turn, text)
    for row in _csv(to_csv(turn)):
        assert not [cell for name, cell in row.items() if name != "値" and cell[:1] in "=+-@\t\r\n" and cell]
        assert row["値"] == "-5"
    for sheet in load_workbook(io.BytesIO(to_xlsx(turn))).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type in ("s", "n", "inlineStr"), cell.coordinate
            assert cell.hyperlink is None


@given(text=st.text(max_size=60))
def test_any_text_makes_readable_files(text: str, library: Library) -> None:
    turn = _hostile(seen(library, "新規事業を挙げて").turn, text)
    rows = _csv(to_csv(turn))
    assert {len(row) for row in rows} == {len(HEADINGS)}
    assert len(_sheet(to_xlsx(turn))) == len(rows) == 2


def test_files_have_plain_names_and_say_what_they_are(library: Library) -> None:
    turn = seen(library, "雇用対策課の予算は？").turn
    names = {task: export_file(turn, ASKED, task) for task in (Task.CSV, Task.XLSX)}
    assert {file.name.rpartition(".")[2] for file in names.values()} == {"csv", "xlsx"}
    assert all(file.name.isascii() for file in names.values())
    assert names[Task.CSV].title == "雇用対策課の予算額｜令和2年度当初"
    with pytest.raises(ValueError, match="delete"):
        export_file(turn, ASKED, Task.DELETE)
