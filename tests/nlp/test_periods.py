"""Years and phases, against two documents' columns."""

from __future__ import annotations

import pytest

from nlp.normalize import fold
from nlp.periods import period_mentions, resolve
from nlp.query import Period, Phase

R2 = (Period(2020), Period(2019), Period(2019, Phase.CURRENT, 9))
R5 = (Period(2023), Period(2022), Period(2022, Phase.CURRENT, 12))


def read(text: str, periods: tuple[Period, ...]) -> list[Period]:
    return [resolve(mention, periods) for mention in period_mentions(fold(text), periods[0].fiscal_year)]


@pytest.mark.parametrize(
    "said",
    [
        "令和元年度",
        "R1",
        "㋿1年度",
        "2019年度",
        "元年度",
        "昨年度",
        "前年度当初",
        "去年",
        "令和元年度の当初予算",
        "ｒ１",
        "FY2019",
        "last year",
    ],
)
def test_year_before(said: str) -> None:
    assert read(said, R2) == [Period(2019)]


@pytest.mark.parametrize(
    "said",
    [
        "令和2年度",
        "R2当初",
        "本年度",
        "今年度",
        "新年度",
        "2020年度",
        "令和二年度",
        "FY2020(R2)",
        "当初予算",
        "this year",
    ],
)
def test_documents_own_year(said: str) -> None:
    assert read(said, R2) == [Period(2020)]


@pytest.mark.parametrize(
    "said", ["9月現計", "去年の9月現計", "令和元年度９月現計", "現計", "補正後", "R1.9現計", "昨年度の現計予算額"]
)
def test_current_budget(said: str) -> None:
    assert read(said, R2) == [Period(2019, Phase.CURRENT, 9)]


@pytest.mark.parametrize(
    ("said", "period"), [("現計", R5[2]), ("12月現計", R5[2]), ("昨年度", R5[1]), ("令和5年度", R5[0])]
)
def test_another_documents_columns(said: str, period: Period) -> None:
    assert read(said, R5) == [period]


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("令和3年度", Period(2021)),
        ("来年度", Period(2021)),
        ("平成30年度当初", Period(2018)),
        ("一昨年度", Period(2018)),
        ("R2.9現計", Period(2020, Phase.CURRENT, 9)),
        ("令和元年度12月現計", Period(2019, Phase.CURRENT, 12)),
    ],
)
def test_what_the_document_lacks_is_read_as_said(said: str, period: Period) -> None:
    assert read(said, R2) == [period]
    assert period not in R2


def test_two_periods_in_one_question() -> None:
    assert read("元年度の当初から９月現計にかけて", R2) == [R2[1], R2[2]]
    assert read("令和元年度９月現計と本年度当初との差額", R2) == [R2[2], R2[0]]


@pytest.mark.parametrize("said", ["R&D", "100万円", "No.2", "h2o", "2事業"])
def test_no_period(said: str) -> None:
    assert read(said, R2) == []
