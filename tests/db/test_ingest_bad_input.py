"""Files that cannot be read: each says which line and why, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from db.errors import BadData, BadDataFile, ContradictingTotals, StoreError, Unreadable, UnreadableDocument
from db.ingest.bundled import BundledDocument
from db.ingest.check import check
from db.ingest.data import DocumentData, read_data
from db.ingest.load import load
from db.ingest.parse import parse
from db.ingest.read import read
from db.ingest.report import CheckKind, Discrepancy, Severity
from db.models import Base

Edit = Callable[[str], str]


def on_line(number: int, old: str, new: str) -> Edit:
    """Replace within one line; the line must hold what is replaced."""

    def edit(text: str) -> str:
        lines = text.split("\n")
        assert old in lines[number - 1]
        lines[number - 1] = lines[number - 1].replace(old, new, 1)
        return "\n".join(lines)

    return edit


def without_lines(*numbers: int) -> Edit:
    def edit(text: str) -> str:
        return "\n".join(line for at, line in enumerate(text.split("\n"), 1) if at not in numbers)

    return edit


def up_to_line(number: int) -> Edit:
    return lambda text: "\n".join(text.split("\n")[:number])


def blank(number: int) -> Edit:
    def edit(text: str) -> str:
        lines = text.split("\n")
        lines[number - 1] = ""
        return "\n".join(lines)

    return edit


UNREADABLE: dict[str, tuple[Edit, int | None, Unreadable, tuple[str, ...]]] = {
    "missing comma in the table": (
        on_line(22, "2,158,796", "2,158796"),
        22,
        Unreadable.BAD_AMOUNT,
        ("2,158796",),
    ),
    "missing comma in the list": (
        on_line(281, "58,135,619", "58,135619"),
        281,
        Unreadable.BAD_AMOUNT,
        ("58,135619",),
    ),
    "no comma at all": (on_line(281, "58,135,619", "58135619"), 281, Unreadable.BAD_AMOUNT, ("58135619",)),
    "missing comma in the outline": (
        on_line(127, "58,135,619", "58,135619"),
        127,
        Unreadable.BAD_AMOUNT,
        ("58,135619",),
    ),
    "letter in a figure": (on_line(17, "977,659", "977,6S9"), 17, Unreadable.BAD_AMOUNT, ("977,6S9",)),
    "empty figure in the table": (on_line(21, "208,155", ""), 21, Unreadable.NO_AMOUNT, ("貿易振興課",)),
    "empty figure in the list": (on_line(205, "6,433", ""), 205, Unreadable.NO_AMOUNT, ("技術者養成事業費",)),
    "rate that is none": (on_line(22, "▲ 7.2", "▲ 7.2.1"), 22, Unreadable.BAD_RATE, ("▲ 7.2.1",)),
    "table row cut": (on_line(22, "\t2,327,390\t▲ 7.2\t▲ 7.2", ""), 22, Unreadable.TOO_FEW_CELLS, ("4", "7")),
    "list row cut": (
        on_line(205, "\t6,433\t\t県内企業における高度技術者養成研修の実施", ""),
        205,
        Unreadable.TOO_FEW_CELLS,
        ("3", "6"),
    ),
    "list row with a cell too many": (
        on_line(205, "\t6,433", "\t6,433\t9"),
        205,
        Unreadable.TOO_MANY_CELLS,
        ("7", "6"),
    ),
    "table ends before its totals": (up_to_line(22), 22, Unreadable.NO_TOTAL, ("雇用対策課",)),
    "table ends before the grand total": (up_to_line(26), 26, Unreadable.NO_TOTAL, ("特別会計計",)),
    "grand total left out": (blank(27), 26, Unreadable.NO_TOTAL, ("特別会計計",)),
    "file ends after the table": (up_to_line(100), 100, Unreadable.NO_LIST, ()),
    "file ends in the middle of a row": (
        lambda text: text[: text.index("県内企業における高度技術者養成研修の実施")].rstrip("\t"),
        205,
        Unreadable.TOO_FEW_CELLS,
        ("4", "6"),
    ),
    "file ends with a heading": (
        up_to_line(299),
        299,
        Unreadable.EMPTY_SECTION,
        ("(2) 世界最先端技術を活かした産業集積による拠点形成",),
    ),
    "file ends with a number": (lambda text: f"{text}\n77", 368, Unreadable.CUT_SHORT, ("77",)),
    "table without header": (without_lines(15, 16), 15, Unreadable.NO_TABLE, ()),
    "header without years": (blank(15), 16, Unreadable.BAD_HEADER, ()),
    "header without phases": (blank(16), 15, Unreadable.BAD_HEADER, ("",)),
    "row printed twice": (on_line(18, "中小企業振興課", "産業政策課"), 18, Unreadable.DUPLICATE_ROW, ("産業政策課",)),
    "list without its first header": (blank(186), 187, Unreadable.NO_LIST_HEADER, ("1",)),
    "number given twice": (on_line(210, "13\t", "12\t"), 210, Unreadable.DUPLICATE_NUMBER, ("12", "209")),
    "number that is none": (on_line(210, "13\t", "十三\t"), 210, Unreadable.BAD_NUMBER, ("十三",)),
    "number left out": (on_line(210, "13\t", "\t"), 210, Unreadable.BAD_NUMBER, ("",)),
    "listed again before listed": (
        on_line(218, "【再掲】 9", "【再掲】 90"),
        218,
        Unreadable.NOT_LISTED_BEFORE,
        ("【再掲】 90",),
    ),
    "division the table does not have": (
        on_line(205, "雇用対策課", "雇用推進課"),
        205,
        Unreadable.UNKNOWN_DIVISION,
        ("雇用推進課",),
    ),
    "one of several divisions unknown": (
        on_line(204, "雇用対策課", "農政課"),
        204,
        Unreadable.UNKNOWN_DIVISION,
        ("農政課",),
    ),
    "unnamed project": (on_line(205, "技術者養成事業費", ""), 205, Unreadable.NO_NAME, ("10",)),
    "section without rows": (
        without_lines(343, 344),
        342,
        Unreadable.EMPTY_SECTION,
        ("番号\t担当課\t事業名\t予算額 (千円)\t区分\t事業概要",),
    ),
    "unknown unit": (
        lambda text: text.replace("(単位：千円)", "(単位：億兆円)"),
        11,
        Unreadable.NO_UNIT,
        ("億兆円",),
    ),
    "no title": (blank(5), 3, Unreadable.NO_TITLE, ()),
    "control characters": (on_line(40, "戦略1", "戦略\x00"), 40, Unreadable.BINARY, ()),
    "nothing but blanks": (lambda _: " \n\t\n　\n", None, Unreadable.EMPTY, ()),
    "another kind of text": (lambda _: "こんにちは。\n予算の話です。\n", 1, Unreadable.NO_FISCAL_YEAR, ()),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable(case: str, shipped: BundledDocument) -> None:
    edit, line, why, facts = UNREADABLE[case]
    with pytest.raises(UnreadableDocument) as caught:
        parse(read(edit(shipped.text)), DocumentData())
    assert (caught.value.line, caught.value.why) == (line, why)
    if facts:
        assert caught.value.facts == facts


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        (b"", None, Unreadable.EMPTY),
        (b"\n\n \n", None, Unreadable.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 3, Unreadable.BINARY),
        (b"%PDF-1.7\n%\xb5\xb5\xb5\xb5\n1 0 obj\n", 2, Unreadable.ENCODING),
        ("令和2年度\n予算".encode()[:-1], 2, Unreadable.CUT_SHORT),
        ("令和2年度\n".encode() + b"\xff\xfe\xff\n", 2, Unreadable.ENCODING),
    ],
)
def test_content_that_is_no_text(content: bytes, line: int | None, why: Unreadable) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(content)
    assert (caught.value.line, caught.value.why) == (line, why)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_other_encodings_and_line_ends(encoding: str, shipped: BundledDocument) -> None:
    # What Shift_JIS cannot write is no matter here.
    text = shipped.text.encode("cp932", errors="ignore").decode("cp932")
    content = text.replace("\n", "\r\n").encode(encoding)
    assert read(content).text == text


def contradictions(text: str) -> list[Discrepancy]:
    found = check(parse(read(text), DocumentData()))[1]
    return [each for each in found if each.severity is Severity.CONTRADICTION]


def test_the_shipped_document_reconciles(shipped: BundledDocument) -> None:
    checks, discrepancies = check(parse(read(shipped.text), DocumentData()))
    assert discrepancies == ()
    assert {each.kind: each.compared for each in checks} == {
        CheckKind.ACCOUNT_TOTAL: 2 * 3,
        CheckKind.GRAND_TOTAL: 3,
        CheckKind.RATE: 11 * 2,
        CheckKind.RELISTING: 11,
        CheckKind.RELISTING_TEXT: 11,
        CheckKind.OUTLINE_AMOUNT: 32,
        CheckKind.OUTLINE_DIVISION: 29,
        CheckKind.OUTLINE_TAG: 32,
        CheckKind.OUTLINE_PILLAR: 3,
        CheckKind.OUTLINE_UNLISTED: 29,
        CheckKind.NUMBERING: 75,
    }
    assert all(each.agreed == each.compared for each in checks)


def test_wrong_division_figure(shipped: BundledDocument) -> None:
    account, total = contradictions(on_line(22, "2,158,796", "2,158,797")(shipped.text))
    assert (account.kind, account.lines) == (CheckKind.ACCOUNT_TOTAL, (23, 17, 18, 19, 20, 21, 22))
    assert (account.subject, account.printed, account.computed) == ("一般会計計", "69,919,576", "69,919,577")
    assert (total.kind, total.lines[0], total.computed) == (CheckKind.GRAND_TOTAL, 27, "70,934,530")


def test_wrong_grand_total(shipped: BundledDocument) -> None:
    (found,) = contradictions(on_line(27, "74,060,784", "74,060,874")(shipped.text))
    assert (found.kind, found.lines[0]) == (CheckKind.GRAND_TOTAL, 27)
    assert (found.printed, found.computed) == ("74,060,874", "74,060,784")
    assert found.period is not None
    assert found.period.fiscal_year == 2019


def test_division_row_left_out(shipped: BundledDocument) -> None:
    """Its projects then name a division that the table lacks."""
    with pytest.raises(UnreadableDocument) as caught:
        parse(read(without_lines(21)(shipped.text)), DocumentData())
    assert caught.value.why is Unreadable.UNKNOWN_DIVISION


def test_wrong_rate_is_told_not_refused(shipped: BundledDocument) -> None:
    text = on_line(22, "▲ 7.2", "▲ 7.4")(shipped.text)
    assert contradictions(text) == []
    (found,) = check(parse(read(text), DocumentData()))[1]
    assert (found.kind, found.lines, found.printed, found.computed) == (CheckKind.RATE, (22,), "▲ 7.4", "▲ 7.2")


def test_relisted_row_with_another_amount(shipped: BundledDocument) -> None:
    (found,) = contradictions(on_line(293, "18,480", "18,840")(shipped.text))
    assert (found.kind, found.lines) == (CheckKind.RELISTING, (293, 269))
    assert (found.printed, found.computed) == ("18,840", "18,480")


def test_relisted_row_with_other_words_is_told_not_refused(shipped: BundledDocument) -> None:
    text = on_line(293, "商談会開催等", "相談会開催等")(shipped.text)
    (found,) = check(parse(read(text), DocumentData()))[1]
    assert (found.kind, found.severity, found.lines) == (
        CheckKind.RELISTING_TEXT,
        Severity.DIFFERENCE,
        (293, 269),
    )


def test_outline_amount_unlike_the_list_is_told_not_refused(shipped: BundledDocument) -> None:
    text = on_line(144, "350,100", "350,000")(shipped.text)
    (found,) = check(parse(read(text), DocumentData()))[1]
    assert (found.kind, found.severity, found.lines) == (
        CheckKind.OUTLINE_AMOUNT,
        Severity.DIFFERENCE,
        (144, 303),
    )
    assert (found.printed, found.computed) == ("350,000千円", "350,100")


def test_gap_in_the_numbers_is_told_not_refused(shipped: BundledDocument) -> None:
    text = without_lines(211)(shipped.text)
    (found,) = check(parse(read(text), DocumentData()))[1]
    assert (found.kind, found.printed, found.computed) == (CheckKind.NUMBERING, "15", "14")


def test_list_that_breaks_off_between_rows(shipped: BundledDocument) -> None:
    """Every row is whole, but the outline names projects that never come."""
    found = contradictions(up_to_line(331)(shipped.text))
    assert {each.kind for each in found} == {CheckKind.OUTLINE_UNLISTED}
    assert [each.subject for each in found] == [
        "県産品輸出戦略事業費",
        "酒田港国際物流拠点化推進事業費",
        "企業立地促進事業費",
    ]


def test_list_that_lacks_a_whole_pillar(shipped: BundledDocument) -> None:
    found = contradictions(up_to_line(282)(shipped.text))
    (pillar,) = [each for each in found if each.kind is CheckKind.OUTLINE_PILLAR]
    assert (pillar.lines, pillar.subject) == ((130,), "戦略3")


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\x00\x01",
        "wrong total",
        "missing comma",
        "truncated",
    ],
)
async def test_nothing_is_stored(
    broken: str | bytes, store: AsyncEngine, shipped: BundledDocument, now: datetime
) -> None:
    edits: dict[str | bytes, Edit] = {
        "wrong total": on_line(27, "70,934,529", "70,934,528"),
        "missing comma": on_line(22, "2,158,796", "2,158796"),
        "truncated": lambda text: text[: len(text) // 2],
    }
    content = broken if isinstance(broken, bytes) else edits[broken](shipped.text)
    with pytest.raises(StoreError):
        await load(store, content, shipped.data, file_name="x.txt", bundled=False, accept=False, now=now, progress=None)
    async with store.connect() as connection:
        for table in Base.metadata.sorted_tables:
            assert await connection.scalar(select(func.count()).select_from(table)) == 0


async def test_contradictions_name_every_line(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    text = on_line(27, "70,934,529", "70,934,528")(shipped.text)
    with pytest.raises(ContradictingTotals) as caught:
        await load(store, text, None, file_name="x.txt", bundled=False, accept=False, now=now)
    assert [(each.kind, each.lines[0]) for each in caught.value.discrepancies] == [(CheckKind.GRAND_TOTAL, 27)]


@pytest.mark.parametrize(
    ("data", "why", "facts", "line"),
    [
        ("government = ", BadData.SYNTAX, None, 1),
        ('government = "県"\n[aliases\n', BadData.SYNTAX, None, 2),
        ("goverment = '県'", BadData.UNKNOWN_KEY, ("goverment",), None),
        ("government = 3", BadData.WRONG_TYPE, ("government",), None),
        ("[aliases.project]\n44 = 'x'", BadData.WRONG_TYPE, ("aliases.project.44",), None),
        ("[aliases.planet]\nx = ['y']", BadData.UNKNOWN_KEY, ("aliases.planet",), None),
        ("synonyms = ['a']", BadData.WRONG_TYPE, ("synonyms",), None),
        ("[document]\nfiscal_year = '2020'", BadData.WRONG_TYPE, ("document.fiscal_year",), None),
    ],
)
def test_bad_data_files(data: str, why: BadData, facts: tuple[str, ...] | None, line: int | None) -> None:
    with pytest.raises(BadDataFile) as caught:
        read_data(data)
    assert (caught.value.why, caught.value.line) == (why, line)
    if facts is not None:
        assert caught.value.facts == facts


async def test_alias_of_what_is_not_there(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    data = '[aliases.division]\n"観光課" = ["観光"]\n'
    with pytest.raises(BadDataFile) as caught:
        await load(store, shipped.text, data, file_name="x.txt", bundled=False, accept=False, now=now)
    assert (caught.value.why, caught.value.facts) == (BadData.UNKNOWN_NAME, ("division", "観光課"))
